# Six representative runs take no more instructions than recorded: what makes a program slower is done on purpose or not at all.
load helper

# Why nothing can be counted here, if so.
elsewhere() {
	[[ ${CS_BIN:-release} == *release ]] || { echo "instructions are counted of the release build"; return; }
	command -v valgrind >/dev/null || { echo "no valgrind"; return; }
	diff <("$1/test/count" "$BATS_FILE_TMPDIR" --with) <(sed -n '2,$s/^# //p' "$1/test/instructions") >"$BATS_FILE_TMPDIR/differs" ||
		echo "recorded with others (make instructions, here, before and after a change): $(
			grep '^[<>]' "$BATS_FILE_TMPDIR/differs" | paste -s -d ';'
		)"
}
setup_file() {
	NO_COUNT=$(elsewhere "$BATS_TEST_DIRNAME/..")
	export NO_COUNT
	[ -n "$NO_COUNT" ] || "$BATS_TEST_DIRNAME/count" "$BATS_FILE_TMPDIR" --data
}

# counted RUN: at most 10 % over the record.
counted() {
	local is was
	[ -z "$NO_COUNT" ] || skip "$NO_COUNT"
	is=$("$ROOT/test/count" "$BATS_FILE_TMPDIR" "$1")
	was=$(sed -n "s/^$1 //p" "$ROOT/test/instructions")
	[ -n "$was" ]
	if [ $((is * 10)) -gt $((was * 11)) ]; then
		echo "$1 took $is instructions, $(((is - was) * 100 / was)) % more than the $was recorded in test/instructions."
		echo "valgrind --tool=callgrind says where (test/count has the command); if it is meant: make instructions"
		return 1
	fi
	[ $((is * 10)) -ge $((was * 9)) ] ||
		echo "# $1 took $(((was - is) * 100 / was)) % fewer instructions than recorded: make instructions keeps it so" >&3
}

@test "instructions: cs-ingest checks every field" { counted ingest; }
@test "instructions: cs-select filters by a pattern" { counted select; }
@test "instructions: cs-join" { counted join; }
@test "instructions: cs-kpi groups, with a quantile" { counted kpi; }
@test "instructions: cs-kpi groups quoted input" { counted kpi-quoted; }
@test "instructions: cs-sensitivity decays and ranks" { counted sensitivity; }

@test "instructions: the guard notices a tenth more" {
	local ROOT=$BATS_TEST_TMPDIR NO_COUNT=
	mkdir -p "$ROOT/test"
	echo "kpi 1000" >"$ROOT/test/instructions"
	printf '#!/bin/sh\necho 1101\n' >"$ROOT/test/count"
	chmod +x "$ROOT/test/count"
	run counted kpi
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "kpi took 1101 instructions, 10 % more than the 1000 recorded in test/instructions." ]]
	echo "kpi 1001" >"$ROOT/test/instructions"
	counted kpi
}
