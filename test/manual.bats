# The manuals: they are well formed, agree with --help and with the tables in the programs, and their examples do what they show.
load helper

MAN=$ROOT/man

setup() {
	set -o pipefail
	cp -r "$ROOT/testdata" "$BATS_TEST_TMPDIR/testdata"
	ln -s "$ROOT/scripts" "$BATS_TEST_TMPDIR/scripts"
	cd "$BATS_TEST_TMPDIR/testdata" || return
}

# page FILE: as a reader sees it, on a wide terminal
page() {
	mandoc -T utf8 -O width=300 "$1" | sed 's/.\x08//g'
}

# try DIR: runs what shown.awk found, in order, and compares
try() {
	local sh want status
	for sh in "$1"/*.sh; do
		want=$(cat "${sh%.sh}.status") status=0
		sh "$sh" </dev/null >"$1/got" 2>"$1/said" || status=$?
		if [ "$status" != "$want" ]; then
			echo "status $status, not $want:" "$(cat "$sh")" "$(cat "$1/said")"
			return 1
		fi
		[ ! -e "${sh%.sh}.out" ] || diff -u "${sh%.sh}.out" "$1/got" || { cat "$sh" "$1/said"; return 1; }
	done
}

# examples PAGE
examples() {
	mkdir "$BATS_TEST_TMPDIR/shown"
	page "$MAN/$1" | awk -v MODE=man -v DIR="$BATS_TEST_TMPDIR/shown" -f "$ROOT/test/shown.awk"
	[ -e "$BATS_TEST_TMPDIR/shown/001.sh" ] || { echo "no examples in $1"; return 1; }
	try "$BATS_TEST_TMPDIR/shown"
}

@test "manuals: mandoc finds nothing to say" {
	mandoc -T lint -W warning "$MAN"/*.[1-8]
}

@test "manuals: every program has a page" {
	for program in "$ROOT"/cmd/cs-*.c; do
		[ -e "$MAN/$(basename "$program" .c).1" ]
	done
}

@test "manuals: each page of a program has the same sections in the same order" {
	for page in "$MAN"/cs-*.1; do
		sed -n 's/^\.Sh //p' "$page" | tr -d '"' | grep -v '^FILES$' | diff - <(printf '%s\n' NAME SYNOPSIS DESCRIPTION \
			OPTIONS ENVIRONMENT 'EXIT STATUS' EXAMPLES DIAGNOSTICS 'SEE ALSO') || { echo "$page"; return 1; }
	done
}

@test "manuals: the first line of SYNOPSIS is the usage line of --help" {
	for page in "$MAN"/cs-*.1; do
		name=$(basename "$page" .1)
		diff <(page "$page" | sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | sed '1d;$d' | tr -d ' \n' | sed "s/\(.\)$name.*/\1/") \
			<("$name" --help | sed -n 's/^usage: //p' | tr -d ' \n')
	done
}

# "-c --columns", one a line, from --help's part between two lines, and from a page
in_help() {
	sed -n "$1" | grep -oE -- '(^|  )(-[A-Za-z], )?--[a-z-]+' | tr -d ' ' | tr ',' ' ' | sort
}
in_page() {
	sed -nE 's/^\.It Fl //p' "$1" |
		sed -E 's/^([A-Za-z])( .*)? , (Fl )?-([a-z-]+).*/-\1 --\4/; t; s/^-([a-z-]+).*/--\1/; t; s/^([A-Za-z]).*/-\1/' | sort
}

@test "manuals: OPTIONS has every option of --help, and no other" {
	for page in "$MAN"/cs-*.1; do
		name=$(basename "$page" .1)
		diff <("$name" --help | in_help '1,/^In every program/p') <(in_page "$page") || { echo "$name"; return 1; }
	done
}

@test "manuals: cs-tools(7) has the options that every program has" {
	for program in "$ROOT"/cmd/cs-*.c; do
		diff <("$(basename "$program" .c)" --help | in_help '/^In every program/,/^Examples/p' | tr -d '[') <(in_page "$MAN/cs-tools.7")
	done
}

@test "manuals: cs-tools(7) names every program" {
	for program in "$ROOT"/cmd/cs-*.c; do
		grep -q "^\.It Xr $(basename "$program" .c) 1" "$MAN/cs-tools.7"
	done
}

@test "manuals: cs-expr(7) has every function, and no other" {
	diff <("$CS_BIN/unit-words" | sed -n 's/^function //p' | sort -u) \
		<(sed -nE 's/^\.It Fn ([a-z]+).*/\1/p' "$MAN/cs-expr.7" | sort -u)
}

@test "manuals: what cs-expr(7) says an expression gives, it gives" {
	page "$MAN/cs-expr.7" | sed -n 's/^           *\(.*\) → \(.*\)$/\1\t\2/p' >cases
	[ "$(wc -l <cases)" -gt 60 ]
	printf 'x\n1\n' >one.csv
	while IFS=$'\t' read -r expression value; do
		got=$(cs-select --now 2026-11-01 -D tab -e "v = $expression" -c v one.csv 2>/dev/null ||
			cs-kpi -D tab -e "v = $expression" orders.csv) || return
		got=${got#*$'\n'}
		[ "${got/#'""'/null}" = "$value" ] || { echo "$expression: $got, not $value"; return 1; }
	done <cases
}

@test "manuals: cs-defs(5) has every statement and attribute, and no other" {
	diff <("$CS_BIN/unit-words" | sed -n 's/^defs //p' | sort -u) <(awk '
		/^\.S[hs] / { kind = "" }
		/^\.Ss In every file/ { kind = "all" }
		/^\.Ss .*every statement/ { kind = "common" }
		/^\.Sh (SCHEMA|CATALOGUE|LAYOUT|SCORE|RULES|AUDIT)/ { kind = tolower($2) }
		kind == "" { next }
		/^\.It Ic / { statement = $3; if (statement !~ /^(include|let|redefine)$/) print kind, statement }
		/^\.It Cm / { print kind, (kind == "common" ? "*" : statement), $3 }' "$MAN/cs-defs.5" | sort -u)
}

@test "manuals: the examples of cs-ingest(1)" { examples cs-ingest.1; }
@test "manuals: the examples of cs-select(1)" { examples cs-select.1; }
@test "manuals: the examples of cs-join(1)" { examples cs-join.1; }
@test "manuals: the examples of cs-flow(1)" { examples cs-flow.1; }
@test "manuals: the examples of cs-kpi(1)" { examples cs-kpi.1; }
@test "manuals: the examples of cs-sensitivity(1)" { examples cs-sensitivity.1; }
@test "manuals: the examples of cs-report(1)" { examples cs-report.1; }
@test "manuals: the examples of cs-audit(1)" { examples cs-audit.1; }
@test "manuals: the examples of cs-defs(5)" { examples cs-defs.5; }
@test "manuals: the examples of cs-expr(7)" { examples cs-expr.7; }
@test "manuals: the examples of cs-stream(7)" { examples cs-stream.7; }
@test "manuals: the examples of cs-tools(7)" { examples cs-tools.7; }
