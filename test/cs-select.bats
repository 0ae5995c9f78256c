# cs-select: records kept, columns chosen, renamed and derived.
load helper

sample() {
	cat >s.csv <<'EOF'
id,region,wait,answered,note
01,A,5,1,"x, y"
02,B,,0,plain
03,A,30,1,"say ""hi"""
EOF
}
setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" && sample
}

@test "without options a stream goes through unchanged, quotes only where needed" {
	cs-select s.csv | diff s.csv -
}
@test "a condition keeps the records for which it holds; null does not hold" {
	run -0 cs-select -w 'wait > 4' -c id s.csv
	[ "$output" = $'id\n01\n03' ]
}
@test "columns go out in the order asked" {
	run -0 cs-select -c wait,id s.csv
	[ "${lines[0]}" = "wait,id" ]
	[ "${lines[1]}" = "5,01" ]
}
@test "a LIST knows positions, ranges, globs, patterns and exclusions" {
	[ "$(cs-select -c '#-1,#1' s.csv | head -1)" = "note,id" ]
	[ "$(cs-select -c 'region:answered' s.csv | head -1)" = "region,wait,answered" ]
	[ "$(cs-select -c 'a*' s.csv | head -1)" = "answered" ]
	[ "$(cs-select -c '/^.{2}$/' s.csv | head -1)" = "id" ]
	[ "$(cs-select -c '!note' s.csv | head -1)" = "id,region,wait,answered" ]
}
@test "a derived column stands behind, a replaced one in its place" {
	run -0 cs-select -e 'late = wait > 20' -e 'wait = coalesce(wait, 0)' -c id,wait,late s.csv
	[ "$output" = $'id,wait,late\n01,5,0\n02,0,\n03,30,1' ]
}
@test "a derived column sees those before it, and the input's of its own name" {
	run -0 cs-select -e 'wait = wait * 2' -e 'wait = wait + 1' -c wait s.csv
	[ "$output" = $'wait\n11\n""\n61' ]
}
@test "a column is renamed" {
	run -0 cs-select --rename wait=seconds -c id,seconds s.csv
	[ "${lines[0]}" = "id,seconds" ]
	run -2 cs-select --rename wait=id s.csv
	[ "$output" = "cs-select: --rename: there is a column 'id' already" ]
}
@test "an unknown column is named, with the nearest, at its place" {
	run -2 cs-select -w 'regoin = "A"' s.csv
	[ "${lines[0]}" = "cs-select: --where:1:1: no column 'regoin'; did you mean 'region'?" ]
	[ "${lines[1]}" = "regoin = \"A\"" ]
	[ "${lines[2]}" = "^" ]
	run -2 cs-select -c ID s.csv
	[[ "$output" = "cs-select: --columns: no column 'ID'"* ]]
}
@test "what needs more than one record is refused" {
	run -2 cs-select -e 'n = count()' s.csv
	[[ "${lines[0]}" = "cs-select: --expr:1:5: count"* ]]
	run -2 cs-select -e 'n = count(per region)' s.csv
	[ "$status" -eq 2 ]
}
@test "a value that is no number is null, and said with its line; --strict ends the run" {
	printf 'a\n1\nx\n3\n' >t.csv
	run -0 --separate-stderr cs-select -e 'b = a + 1' t.csv
	[ "$output" = $'a,b\n1,2\nx,\n3,4' ]
	[ "$stderr" = "cs-select: t.csv:3: a: not a number: 'x'" ]
	run -2 --separate-stderr cs-select --strict -e 'b = a + 1' t.csv
	[ "$stderr" = "cs-select: t.csv:3: a: not a number: 'x'" ]
}
@test "two texts that are numbers are not compared as text" {
	printf 'a,b\n9,10\n' >t.csv
	run -2 cs-select -w 'a < b' t.csv
	[[ "$output" = *"number("* ]]
}
@test "a value that only a kept branch needs is not complained about" {
	printf 'k,a\nn,1\nt,x\n' >t.csv
	run -0 --separate-stderr cs-select -e "b = if(k = 'n', a + 1, 0)" t.csv
	[ -z "$stderr" ]
	[ "$output" = $'k,a,b\nn,1,2\nt,x,0' ]
}
@test "Chinese column names work bare" {
	printf '地市,通话\n长沙,3\n' >t.csv
	run -0 cs-select -w "地市 = '长沙' and 通话 > 2" -e '分钟 = 通话 / 60' t.csv
	[ "$output" = $'地市,通话,分钟\n长沙,3,0.05' ]
}
@test "several files are one stream, whatever the order of their columns" {
	printf 'a,b\n1,2\n' >x.csv
	printf 'b,a\n4,3\n' >y.csv
	run -0 cs-select x.csv y.csv
	[ "$output" = $'a,b\n1,2\n3,4' ]
	printf 'a,c\n1,2\n' >z.csv
	run -2 cs-select x.csv z.csv
	[[ "$output" = *"z.csv"* ]]
}
@test "delimiters of input and output" {
	printf 'a;b\n1;"x;y"\n' >t.csv
	run -0 cs-select -d semicolon -D tab t.csv
	[ "$output" = $'a\tb\n1\tx;y' ]
}
@test "-v says the books" {
	run -0 --separate-stderr cs-select -v -w 'wait > 4' s.csv
	[ "$stderr" = "cs-select: 3 read, 2 used, 1 left out, 0 rejected, 0 merged; 2 written" ]
}
@test "a dry run checks and reads no record" {
	printf 'a\n1\n"open\n' >t.csv
	run -0 cs-select -n -w 'a > 0' t.csv
	run -2 cs-select -n -w 'b > 0' t.csv
}
@test "--help and --version" {
	run -0 cs-select --help
	[ "${#lines[@]}" -le 40 ]
	run -0 cs-select --version
	[[ "$output" = "cs-select (cs-tools) "* ]]
	run -0 cs-select --version -v
	[[ "$output" = *$'\ngzip: inflated by '@(ISA-L|zlib)* ]]
	run -2 cs-select --frobnicate s.csv
}
@test "an unknown function is named with the nearest; a wrong delimiter and another encoding get advice" {
	run -2 cs-select -e 'n = lenght(note)' s.csv
	[[ "${lines[0]}" = *"no function 'lenght'"*"did you mean 'length'?" ]]
	printf 'a\tb\n1\t2\n' >t.csv
	run -2 cs-select -c a t.csv
	[ "$output" = "cs-select: --columns: no column 'a'; the header is one column: is -d tab meant?" ]
	printf 'a\n\xd6\xd0\n' >g.csv
	run -2 cs-select g.csv
	[ "$output" = 'cs-select: g.csv:2: not UTF-8: byte \xD6; cs-ingest reads other encodings' ]
}
