# The tour of README.md: its commands print what it shows, messages included.
load helper

@test "README: the commands of the tour print what is shown" {
	local shown=$BATS_TEST_TMPDIR/shown got
	mkdir -p "$shown" "$BATS_TEST_TMPDIR/build/tour"
	cp -r "$ROOT/testdata" "$BATS_TEST_TMPDIR/testdata"
	ln -s "$ROOT/scripts" "$BATS_TEST_TMPDIR/scripts"
	cd "$BATS_TEST_TMPDIR/testdata"
	awk -v MODE=md -v DIR="$shown" -f "$ROOT/test/shown.awk" "$ROOT/README.md"
	[ -e "$shown/015.sh" ]
	for sh in "$shown"/*.sh; do
		got=${sh%.sh}.got
		sh "$sh" </dev/null >"$got" 2>&1 || true
		touch "${sh%.sh}.out"
		diff -u "${sh%.sh}.out" "$got" || { cat "$sh"; return 1; }
	done
}

@test "README: every file it links to is there" {
	while IFS= read -r file; do
		[ -e "$ROOT/$file" ] || { echo "$file"; return 1; }
	done < <(grep -oE '\]\([^):]+\)' "$ROOT/README.md" | tr -d '()]')
}

@test "README: it is short" {
	[ "$(wc -l <"$ROOT/README.md")" -le 250 ]
}

@test "scripts/demo prints the report and says where the pages lie" {
	run --separate-stderr "$ROOT/scripts/demo" "$CS_BIN" en
	[ "$status" -eq 0 ]
	[[ $output == "Customer service, 2026-10"* ]]
	page=$(grep -o '/.*report\.html' <<<"$stderr")
	grep -q '</html>' "$page"
}

@test "scripts/demo without the programs' folder says how it is used" {
	run -2 --separate-stderr "$ROOT/scripts/demo"
	[ "$stderr" = "usage: demo BIN_DIR [zh|en]" ]
}
