# Helpers of the fault matrix: one small stream, every program over it, and what must be left when it fails.
load helper

STREAMS="cs-select cs-join cs-kpi cs-flow cs-audit" # what reads streams and writes one
FILTERS="$STREAMS cs-ingest"
ALL="$FILTERS cs-sensitivity cs-report"
# Under strace the leak checker of BUILD=asan cannot work.
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
pre=() # what a program is run under

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	mkdir tmp
	export TMPDIR=$PWD/tmp
	records 200 >in.csv
	awk 'BEGIN { print "g,name"; for (i = 0; i < 6; i++) print "g" i ",name " i }' >r.csv
	printf 'source row\n    time t\nkpi n = count()\nkpi s = sum(v)\n    digits 2\n' >c.kpi
	printf '%s\n' 'report r' '    title "R {month}"' '    by g' '    period month' '    catalogue "c.kpi"' \
		'section s' '    title "S"' 'table t' '    title "T"' '    show n, s' '    rows g' '    with value' >r.layout
	printf '%s\n' 'delimiter comma' 'encoding UTF-8' 'column id integer' '    required' 'column g text' \
		'column v decimal' 'column t time' 'column text text' >in.schema
	printf '%s\n' 'source row' '    link text = text' '    time t' 'event e = true' '    kind k' 'score k = chance' >in.score
	printf '%s\n' 'source row' '    time t' 'rule r = count(per g) > 1' '    show v' >in.audit
	{
		echo month,g,cs_total,kpi,num,den,value,n,unit,digits,target,better,label
		for g in 0 1 2 3; do echo "2024-05,g$g,,n,,,2$g,2$g,,,,,"; done
	} >k.csv
	former
}

# records N: quoted fields, text in several scripts
records() {
	awk -v n="$1" 'BEGIN { print "id,g,v,t,text"; for (i = 1; i <= n; i++)
		printf "%d,g%d,%d.%02d,2024-05-%02d 10:%02d:00,\"text %d, “宽带” \"\"x\"\"\"\n", i, i % 7, i, i % 100, i % 28 + 1, i % 60, i }'
}
# each "PROGRAMS" COMMAND...: for each program $p, its input being $in
each() {
	local programs=$1
	shift
	for p in $programs; do
		in=in.csv
		[ "$p" != cs-report ] || in=k.csv
		echo "program: $p"
		"$@"
	done
}
# go FILE [OPTION...]: the program $p over FILE
go() {
	local file=$1
	shift
	case $p in
	cs-select) "${pre[@]}" cs-select -e 'w = 2 * v' "$@" -- "$file" ;;
	cs-join) "${pre[@]}" cs-join -q -k g --left "$@" -- "$file" r.csv ;;
	cs-kpi) "${pre[@]}" cs-kpi -g id -g text -e 'n = count()' -e 's = sum(v)' "$@" -- "$file" ;;
	cs-flow) "${pre[@]}" cs-flow -k id,g --time t --activity text --show cases "$@" -- "$file" ;;
	cs-audit) "${pre[@]}" cs-audit -f in.audit --now 2024-06-01 -c text "$@" -- "$file" ;;
	cs-sensitivity) "${pre[@]}" cs-sensitivity -f in.score --now 2024-06-01 --prior 1,100 --half-life 90 "$@" -- "$file" ;;
	cs-ingest) "${pre[@]}" cs-ingest -q -s in.schema "$@" -- "$file" ;;
	cs-report) "${pre[@]}" cs-report -f r.layout "$@" -- "$file" ;;
	esac
}
# not COMMAND...: fails if it succeeds, which "!" does not
not() {
	if "$@"; then return 1; fi
}
# into FILE COMMAND...; for run, which cannot redirect
into() {
	local where=$1
	shift
	"$@" >"$where"
}
# A FILE that must survive, and nothing beside it.
former() {
	rm -rf d
	mkdir d
	echo former >d/out
}
kept() {
	[ "$(cat d/out)" = former ]
	[ "$(ls -A d)" = out ]
	[ -z "$(ls -A tmp)" ]
}
# outcome COMMAND...: as run, but quicker; $status, and its words in the file words
outcome() {
	status=0
	"$@" >out 2>words || status=$?
}
# After outcome: the right result, or 2, one message and the former file.  127: the loader already failed.
right_or() {
	if [ "$status" -eq 0 ]; then
		cmp want d/out
		return
	fi
	[ "$status" -eq 2 ]
	[ "$(wc -l <words)" -eq 1 ]
	grep -q "^cs-[a-z]*: .*${1:-}" words
	kept
}
# The file is whole or as it was, and nothing beside it: the case of being killed at any moment.
kept_or() {
	cmp -s d/out "$1" || [ "$(cat d/out)" = former ]
	[ "$(ls -A d)" = out ]
	[ -z "$(ls -A tmp)" ]
}
# under RULE...: programs run under strace with these faults injected
under() {
	local rule
	command -v strace >/dev/null || skip "no strace"
	pre=(strace -f -qqq -o strace.log)
	for rule; do pre+=(-e "inject=$rule"); done
}
# The first message, less the program's name.
first_word() { echo "${stderr_lines[0]#"$p: "}"; }
sanitized() { nm -D "$CS_BIN/cs-select" | grep -c __asan_init >/dev/null; }
# The shim that fails what it is told to; test/shim/fail.c
shim() {
	[ -e "$CS_BIN/fail.so" ] || skip "no $CS_BIN/fail.so"
	sanitized && skip "the shim and the sanitizer both want to be first"
	pre=(env "LD_PRELOAD=$CS_BIN/fail.so" "$@")
}
