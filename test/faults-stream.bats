# Faults in the data of a stream: the rows C and D of the matrix.  What cs-ingest makes of them is in faults-ingest.bats.
load faults

# stream TEXT (printf): the input of the next steps
stream() { printf "$@" >in.csv; }
# at_fault PLACE-AND-REASON: 2 at the first, -o kept, for each program that reads streams
at_fault() { each "$STREAMS" fault_at "$1"; }
fault_at() {
	run -2 --separate-stderr go in.csv -o d/out
	[ "$stderr" = "$p: $1" ]
	kept
}
H=id,g,v,t,text
D=2024-05-01

@test "C31 a ragged record is 2, with its line" {
	stream "$H\n1,a,1,$D,x\n2,a,1,$D\n3,a,1,$D,x,y\n"
	at_fault "in.csv:3: 4 fields where the header has 5"
	stream "$H\n1,a,1,$D,x\n3,a,1,$D,x,y\n"
	at_fault "in.csv:3: 6 fields where the header has 5"
}
@test "C31 the right side of a join is held to the same" {
	printf 'g,name\na,x\nb\n' >r.csv
	run -2 --separate-stderr cs-join -k g in.csv r.csv -o d/out
	[ "$stderr" = "cs-join: r.csv:3: 1 field where the header has 2" ]
	kept
}
@test "C32 a NUL is 2, with its line" {
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,x\0y\n"
	at_fault "in.csv:3: NUL byte"
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,\"x\0y\"\n"
	at_fault "in.csv:3: NUL byte"
}
@test "C33 a quote left open is 2, with the line where it begins" {
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,\"open\n3,a,1,$D,x\n"
	at_fault "in.csv:3: a quoted field is not closed on its line; only cs-ingest reads line breaks inside fields"
	stream "$H\n1,a,1,$D,\"open"
	at_fault "in.csv:2: a quoted field is not closed on its line; only cs-ingest reads line breaks inside fields"
}
@test "C34 a stray quote, C35 text after a closing one, are 2" {
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,x\"y\n"
	at_fault "in.csv:3: a quote inside a field that does not begin with one"
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,\"x\"y\n"
	at_fault "in.csv:3: text after a closing quote"
}
@test "C36 bytes that are no UTF-8 are 2, with the line" {
	for bytes in '\xFF' '\xC0\x80' '\xED\xA0\x80' '\xF4\x90\x80\x80' '\xE5\xAE' '\xE5'; do
		stream "$H\n1,a,1,$D,x\n2,a,1,$D,x${bytes}y\n3,a,1,$D,x\n"
		at_fault "in.csv:3: not UTF-8: byte ${bytes:0:4}; cs-ingest reads other encodings"
	done
}
@test "C02 a column that stands twice is 2, with both positions" {
	stream 'id,g,v,g,text\n1,a,1,b,x\n'
	at_fault "in.csv:1: column 'g' stands at 2 and at 4"
	stream 'id,g,,t,text\n1,a,1,b,x\n'
	at_fault "in.csv:1: column 3 has no name"
	run -2 --separate-stderr cs-report -f r.layout in.csv
	[ "$stderr" = "cs-report: in.csv:1: column 3 has no name" ]
}
@test "C03 a column that is not there is 2 before the first record, with the nearest name" {
	stream 'id,region,v\n1,a,1,b,x\n'
	run -2 --separate-stderr cs-select -c regoin in.csv
	[ "$stderr" = "cs-select: --columns: no column 'regoin'; did you mean 'region'?" ]
	run -2 --separate-stderr cs-select -w 'regoin = 1' in.csv -o d/out
	[ "${stderr_lines[0]}" = "cs-select: --where:1:1: no column 'regoin'; did you mean 'region'?" ]
	run -2 --separate-stderr cs-kpi -g regoin -e 'n = count()' in.csv -o d/out
	[[ ${stderr_lines[0]} == "cs-kpi: --group:1:1: no column 'regoin'; did you mean 'region'?" ]]
	run -2 --separate-stderr cs-kpi -e 'n = sum(vv)' in.csv -o d/out
	[[ ${stderr_lines[0]} == "cs-kpi: --expr:1:9: no column 'vv'"* ]]
	run -2 --separate-stderr cs-join -k regoin=g in.csv r.csv -o d/out
	[[ $stderr == "cs-join: left: no column 'regoin'; did you mean 'region'?" ]]
	kept
}
@test "C05 lines that end with CR alone are a fault, never no rows and 0" {
	stream "$H\r1,a,1,$D,x\r2,a,1,$D,x\r"
	each "$STREAMS" cr_alone
	stream "$H\n1,a,1,$D,x\n2,a\r,1,$D,x\n"
	at_fault "in.csv:3: a carriage return inside a record"
}
cr_alone() {
	run -2 --separate-stderr go in.csv -o d/out
	[[ $stderr == "$p: in.csv:1: "* ]]
	kept
}
@test "C06 CRLF and LF may be mixed; C20 blank lines are passed over, and counted as lines" {
	stream "$H\r\n1,a,1,$D,x\n\r\n2,a,1,$D,y\r\n\n\n3,b,2,$D,z\r\n"
	run -0 --separate-stderr cs-select in.csv
	[ "$output" = "$H"$'\n1,a,1,2024-05-01,x\n2,a,1,2024-05-01,y\n3,b,2,2024-05-01,z' ]
	run -0 cs-kpi -g g -e 'n = count()' in.csv
	[ "$output" = $'g,n\na,2\nb,1' ]
	printf '\r\n9\r\n' >>in.csv
	at_fault "in.csv:9: 1 field where the header has 5"
}
@test "C07 a line break inside a field is a fault of a stream" {
	stream "$H\n1,a,1,$D,\"x\ny\"\n"
	at_fault "in.csv:2: a quoted field is not closed on its line; only cs-ingest reads line breaks inside fields"
}
@test "C07 no program writes a line break into a field" {
	run -2 --separate-stderr cs-select -e "b = 'x\\ny'" -o d/out in.csv
	[ "$stderr" = "cs-select: a field to be written holds a line break or a NUL byte: 'x\\x0Ay'" ]
	kept
}
@test "C11 a BOM is passed over, before a quote too" {
	stream '\xEF\xBB\xBF"id",g,v,t,text\n1,a,1,'$D',x\n'
	each "$STREAMS" with_bom
	{ cat in.csv; cat in.csv; } >two.csv
	[ "$(cs-select -c id,g two.csv)" = $'id,g\n1,a\n1,a' ]
}
with_bom() {
	go in.csv >got
	printf 'id,g,v,t,text\n1,a,1,'$D',x\n' >plain.csv
	go plain.csv | cmp got -
	[ "$(head -c 2 got)" = id ]
}
@test "C12 UTF-16 in a stream is a fault, not an empty result" {
	for e in UTF-16LE UTF-16BE UTF-16; do
		printf '%s\n1,a,1,2024-05-01,x\n' $H | iconv -t $e >in.csv
		each "$STREAMS" not_utf8
	done
}
@test "C13 C14 C15 GBK and half GBK in a stream are a fault" {
	printf '%s\n1,a,1,2024-05-01,宽带\n' $H | iconv -t GB18030 >in.csv
	each "$STREAMS" not_utf8
	{ records 3000; records 2 | tail -1 | iconv -t GB18030; } >in.csv
	at_fault 'in.csv:3002: not UTF-8: byte \xA1; cs-ingest reads other encodings'
}
not_utf8() {
	run -2 --separate-stderr go in.csv -o d/out
	[[ $stderr == "$p: in.csv:"[12]": "* ]]
	kept
}
@test "C16 half a character at the end" {
	stream "$H\n1,a,1,$D,x\n2,a,1,$D,x\xE5\xAE"
	at_fault 'in.csv:3: not UTF-8: byte \xE5; cs-ingest reads other encodings'
}
@test "C17 a million columns meet the bound at once" {
	{ seq -s, 1000000; echo 1; } >in.csv
	each "$STREAMS" many_columns
}
many_columns() {
	run -2 --separate-stderr timeout 10 "$BASH" -c "$(declare -f go); p=$p; pre=(); go in.csv"
	[[ $stderr == "$p: in.csv:1: ""1000000 columns; at most 65536 are possible" ]] || { echo "$stderr"; false; }
}
@test "C18 a quote that swallows the file is 2 at once, C19 a field of more than 16 MiB too" {
	{ records 10; echo '11,a,1,2024-05-01,"open'; records 100000 | tail -n +2; } >in.csv
	at_fault "in.csv:12: a quoted field is not closed on its line; only cs-ingest reads line breaks inside fields"
	{ records 10; printf '11,a,1,2024-05-01,'; head -c 17M /dev/zero | tr '\0' x; echo; } >in.csv
	at_fault "in.csv:12: a field of more than 16 MiB"
	{ records 10; printf '11,a,1,2024-05-01,"'; head -c 17M /dev/zero | tr '\0' x; echo '"'; } >in.csv
	at_fault "in.csv:12: a field of more than 16 MiB"
	{ records 10; head -c 70M /dev/zero | tr '\0' ,; } >in.csv
	at_fault "in.csv:12: a record of more than 64 MiB"
}
@test "C21 what is no number is null and told, 2 with --strict, and never goes out" {
	for value in 1e309 NaN nan inf -inf 0x10 '"1,234"' 1_000 １２ +1 1. .5 -; do
		printf 'g,v\na,%s\na,2\n' "$value" >in.csv
		text=${value//\"/}
		run -0 --separate-stderr cs-select -e 'w = 2 * v' in.csv
		[ "$output" = $'g,v,w\na,'"$value"$',\na,2,4' ]
		[ "${stderr_lines[0]}" = "cs-select: in.csv:2: v: not a number: '$text'" ]
		run -0 --separate-stderr cs-kpi -g g -e 's = sum(v)' -e 'm = max(v)' in.csv
		[ "$output" = $'g,s,m\na,2,2' ]
		[ "${stderr_lines[0]}" = "cs-kpi: in.csv:2: v: not a number: '$text'" ]
		run -2 --separate-stderr cs-kpi --strict -g g -e 's = sum(v)' in.csv -o d/out
		[ "$stderr" = "cs-kpi: in.csv:2: v: not a number: '$text'" ]
		kept
	done
}
# Times are text; what is no time is null to every function of times.
@test "C22 what is no time is null to functions of times" {
	for value in 2023-02-29 0000-01-01 2024-13-01 2024-00-10 2024-04-31 '2024-05-01 25:00:00' '2024-05-01 24:00:00' \
		'2024-05-01 10:60:00' '2024-05-01 10:00:60' 2024-5-1 20240501 '2024-05-01T10:00:00'; do
		printf 'g,t\na,%s\na,2024-02-29\n' "$value" >in.csv
		run -0 --separate-stderr cs-select -e 'm = month(t)' in.csv
		[ "$output" = $'g,t,m\na,'"$value"$',\na,2024-02-29,2024-02' ]
		[ "$(cs-select -e 'd = date(t)' -e 'h = hour(t)' -e 'e = elapsed(t, t)' -e 'a = add(t, 1d)' in.csv | sed -n 2p)" = "a,$value,,,," ]
		[ "$(cs-kpi -g 'm = month(t)' -e 'n = count()' in.csv)" = $'m,n\n,1\n2024-02,1' ]
	done
}
@test "C23 the books add up" {
	for p in "cs-select -w v>100" "cs-kpi -g g -e n=count()" "cs-join -k g"; do
		right=
		[ "${p%% *}" != cs-join ] || right=r.csv
		run -0 --separate-stderr $p -v in.csv $right
		books=0
		for line in "${stderr_lines[@]}"; do
			[[ $line == *" read, "* ]] || continue
			set -- $(tr -cd '0-9 \n' <<<"${line#*: }")
			[ "$1" -eq $(($2 + $3 + $4 + $5)) ]
			books=$((books + 1))
		done
		[ $books -ge 1 ]
	done
}

# The same bytes, whatever is different around.
same() { # COMMAND...: for each program, after it the result is as before
	go "$in" >want 2>words_want
	"$@" go "$in" >got 2>words_got
	cmp want got
	cmp words_want words_got
}
@test "D01 another time zone" { each "$ALL" same env_of TZ=America/New_York; }
@test "D02 another locale" { for l in C POSIX $(locale -a | grep -iE 'tr_|gb' | head -3); do each "$ALL" same env_of LC_ALL=$l LANG=$l; done; }
@test "D03 another clock" {
	sanitized && skip "the shim and the sanitizer both want to be first"
	[ -e "$CS_BIN/fail.so" ] || skip "no fail.so"
	each "$ALL" same env_of CS_CLOCK=500000000 LD_PRELOAD="$CS_BIN/fail.so"
}
@test "D04 another environment, home, name and place" {
	each "$ALL" same env_of HOME=/none USER=x LOGNAME=x LINES=3 TERM=vt52 PAGER=false EDITOR=false LANGUAGE=zh \
		POSIXLY_CORRECT=1 NO_COLOR=1 CLICOLOR_FORCE=1
}
env_of() (
	while [[ $1 == *=* ]]; do
		export "$1"
		shift
	done
	"$@"
)
@test "D05 --jobs" {
	records 30000 >in.csv
	each "$FILTERS" jobs
}
jobs() {
	go in.csv -j 1 >want
	for j in 2 3 7 64; do go in.csv -j $j | cmp want -; done
}
# A bound that is met is a fault with its name, never another result.
@test "D06 --memory" {
	records 5000 >in.csv
	each "$FILTERS" memories
}
memories() {
	go in.csv >want
	for m in 8M 64M 8G; do go in.csv --memory $m | cmp want -; done
}
@test "D07 a second run, and another folder" { each "$ALL" second; }
second() {
	go "$in" >want
	go "$in" | cmp want -
	mkdir elsewhere
	cp ./*.csv ./*.kpi ./*.layout ./*.schema ./*.score ./*.audit elsewhere
	(cd elsewhere && go "$in") | cmp want -
	rm -r elsewhere
}
