# cs-ingest among faults: the rows of the matrix that are its own, by their names.
load helper

schema() {
	printf 'delimiter comma\nencoding UTF-8\n%s\ncolumn id text\n    required\ncolumn name text\ncolumn n integer\n' "$1"
}
# Ingests the text of $1 (printf) with rejects.
take() {
	schema "$2" >"$BATS_TEST_TMPDIR/s.schema"
	printf "$1" >"$BATS_TEST_TMPDIR/in.csv"
	cd "$BATS_TEST_TMPDIR"
	run -"${3:-1}" --separate-stderr cs-ingest -s s.schema -r rejects.csv in.csv
}
# In bounded address space, save under the sanitizers, whose shadow takes terabytes.
bounded() {
	case $CS_BIN in *asan*) ;; *) ulimit -v 3000000 ;; esac
	timeout 100 "$@"
}
valid() { iconv -f UTF-8 -t UTF-8 "$@" >/dev/null; }

@test "C01 a ragged record is rejected with its line, its neighbours survive" {
	take 'id,name,n\n1,a,1\n2,b\n3,c,3,x\n4,d,4\n'
	[ "$output" = $'id,name,n\n1,a,1\n4,d,4' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:3: 2 fields where the header has 3" ]
	[ "${stderr_lines[1]}" = "cs-ingest: in.csv:4: 4 fields where the header has 3" ]
	[ "${stderr_lines[2]}" = "cs-ingest: 4 read, 2 used, 0 left out, 2 rejected, 0 merged; 2 written" ]
	diff - rejects.csv <<-'R'
		file,line,column,rule,value,record
		in.csv,3,,fields,,"2,b"
		in.csv,4,,fields,,"3,c,3,x"
	R
}
@test "C04 a NUL rejects its record alone and is shown as \\x00" {
	take 'id,name,n\n1,a,1\n2,b\0b,2\n3,c,3\n'
	[ "$output" = $'id,name,n\n1,a,1\n3,c,3' ]
	grep -qF 'in.csv,3,,nul,,"2,b\x00b,2"' rejects.csv
}
@test "C05 a file whose lines end with CR alone has its rows" {
	take 'id,name,n\r1,a,1\r2,b,2\r' '' 0
	[ "$output" = $'id,name,n\n1,a,1\n2,b,2' ]
}
@test "C05 a CR inside a field of another file is a line break in it" {
	take 'id,name,n\n1,a\rb,1\n2,b,2\n' '' 0
	[ "$output" = $'id,name,n\n1,a b,1\n2,b,2' ]
}
@test "C06 LF, CRLF and a missing last line end may be mixed" {
	take 'id,name,n\r\n1,a,1\n2,b,2\r\n3,c,3' '' 0
	[ "$output" = $'id,name,n\n1,a,1\n2,b,2\n3,c,3' ]
}
@test "C07 a line break inside quotes becomes what the schema says, and lines are counted on" {
	take 'id,name,n\n1,"a\nb\r\nc",1\n2,b,x\n' 'linebreak " / "'
	[ "$output" = $'id,name,n\n1,a / b / c,1' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:5: n: not an integer: 'x'" ]
}
@test "C08 a quote left open at the end costs its first line, not what follows" {
	take 'id,name,n\n1,a,1\n2,"b,2\n3,c,3\n4,d,4\n'
	[ "$output" = $'id,name,n\n1,a,1\n3,c,3\n4,d,4' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:3: a quotation mark left open" ]
	grep -qxF 'in.csv,3,,quotes,,"2,""b,2"' rejects.csv
}
@test "C09 a stray quote is a fault under quotes strict and text under lax and none" {
	take 'id,name,n\n1,a"b,1\n2,b,2\n'
	[ "$output" = $'id,name,n\n2,b,2' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:2: a stray quotation mark" ]
	take 'id,name,n\n1,a"b,1\n2,b,2\n' 'quotes lax' 0
	[ "$output" = $'id,name,n\n1,"a""b",1\n2,b,2' ]
	take 'id,name,n\n1,"a"b,1\n2,b,2\n' 'quotes none' 0
	[ "$output" = $'id,name,n\n1,"""a""b",1\n2,b,2' ]
}
@test "C10 text after a closing quote costs one line" {
	take 'id,name,n\n1,"a"b,1\n2,"x\ny"z,2\n3,c,3\n'
	[ "$output" = $'id,name,n\n3,c,3' ]
	[ "$(grep -c ,quotes, rejects.csv)" -eq 3 ]
}
@test "C11 a BOM, before a quote too, is no text" {
	take '\xEF\xBB\xBF"id",name,n\n1,a,1\n' '' 0
	[ "$output" = $'id,name,n\n1,a,1' ]
}
@test "C12 UTF-16 of either kind, with and without its mark" {
	cd "$BATS_TEST_TMPDIR"
	schema '' | sed 's/encoding.*/encoding detect/' >s.schema
	for e in UTF-16LE UTF-16BE; do
		printf '\uFEFFid,name,n\r\n1,张三,1\r\n' | iconv -t $e >a.csv
		run -0 --separate-stderr cs-ingest -s s.schema a.csv
		[ "$output" = $'id,name,n\n1,张三,1' ]
		printf 'id,name,n\r\n1,张三,1\r\n' | iconv -t $e >a.csv
		run -0 --separate-stderr cs-ingest -s s.schema a.csv
		[ "$output" = $'id,name,n\n1,张三,1' ]
	done
}
@test "C13 bad UTF-8 rejects its record with the place, and the raw bytes are shown" {
	take 'id,name,n\n1,a,1\n2,b\xff\xc3,2\n3,\xe4\xb8\xad,3\n'
	[ "$output" = $'id,name,n\n1,a,1\n3,中,3' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:3: not UTF-8 at byte 4 of the record" ]
	grep -qxF 'in.csv,3,,encoding,,"2,b\xFF\xC3,2"' rejects.csv
	valid rejects.csv
}
@test "C14 trail bytes 0x5C and 0x7C of GB18030 are letters, not separators" {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter pipe\nencoding GBK\ncolumn id text\ncolumn name text\n' >s.schema
	# 乗 is 81 5C, 亅 is 81 7C; 𠀀 has four bytes
	printf 'id|name\n1|\x81\x5Cx\n2|\x81\x7C\n3|\x95\x32\x82\x36\n' >a.csv
	run -0 --separate-stderr cs-ingest -s s.schema a.csv
	[ "$output" = "$(printf 'id,name\n1,乗x\n2,亅\n3,𠀀')" ]
}
@test "C15 a file half GBK is a fault with its line, not mojibake" {
	cd "$BATS_TEST_TMPDIR"
	schema '' | sed 's/encoding.*/encoding detect/' >s.schema
	{ printf 'id,name,n\n1,张三李四,1\n'; printf '2,王五赵六,2\n' | iconv -t GBK; } >a.csv
	run --separate-stderr cs-ingest -s s.schema -r r.csv a.csv
	[ "$status" -ne 0 ]
	[[ $stderr == *a.csv:3:* ]]
	valid <<<"$output"
	[[ $output != *2,* ]]
	# the same where the encoding is given
	schema '' >s.schema
	run -1 --separate-stderr cs-ingest -s s.schema -r r.csv a.csv
	[ "$output" = $'id,name,n\n1,张三李四,1' ]
	valid r.csv
}
@test "C15 UTF-8 that follows GBK far behind the head is right text or a fault" {
	cd "$BATS_TEST_TMPDIR"
	schema '' | sed 's/encoding.*/encoding detect/' >s.schema
	{ printf 'id,name,n\n'; seq -f '%.0f,张三李四,1' 20000; } | iconv -t GBK >a.csv
	printf 'x1,王五,2\nx2,中国,2\n' >>a.csv
	cs-ingest -s s.schema -r r.csv a.csv >out.csv || [ $? -eq 1 ]
	valid out.csv
	tail -n 2 out.csv | diff - <(printf 'x1,王五,2\nx2,中国,2\n')
}
@test "C16 half a character at the end is a fault of the last record" {
	take 'id,name,n\n1,a,1\n2,\xe4\xb8'
	[ "$output" = $'id,name,n\n1,a,1' ]
	[[ ${stderr_lines[0]} == "cs-ingest: in.csv:3: "* ]]
	cd "$BATS_TEST_TMPDIR"
	printf 'encoding GB18030\ndelimiter comma\ncolumn id text\ncolumn name text\n' >g.schema
	printf 'id,name\n1,a\n2,\x81' >g.csv
	run -1 --separate-stderr cs-ingest -s g.schema -r r.csv g.csv
	[ "$output" = $'id,name\n1,a' ]
	[ "${stderr_lines[0]}" = "cs-ingest: g.csv:3: not GB18030 at byte 3 of the record" ]
}
@test "C17 a million columns meet the bound at once" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n1,a,1\n'; head -c 1000000 /dev/zero | tr '\0' ,; printf '\n2,b,2\n'; } >a.csv
	run -1 --separate-stderr timeout 10 cs-ingest -s s.schema a.csv
	[ "$output" = $'id,name,n\n1,a,1\n2,b,2' ]
	[[ ${stderr_lines[0]} == "cs-ingest: a.csv:3: "*" fields where the header has 3" ]]
	{ head -c 1000000 /dev/zero | tr '\0' ,; printf '\n2,b,2\n'; } >a.csv
	run -2 --separate-stderr timeout 10 cs-ingest -s s.schema a.csv
	[ "$stderr" = "cs-ingest: a.csv:1: more than 65536 columns" ]
}
@test "C18 one quote that swallows a large file costs one line, in bounded memory" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n1,a,1\n2,"b,2\n'; seq -f '%.0f,some text to fill the record up to a width,7' 3 2000000; } >a.csv
	(bounded cs-ingest -s s.schema -r r.csv a.csv >out.csv 2>err) || [ $? -eq 1 ]
	[ "$(wc -l <out.csv)" -eq 2000000 ]
	[ "$(wc -l <r.csv)" -eq 2 ]
	head -n 1 err | grep -qx 'cs-ingest: a.csv:3: a quotation mark left open'
}
@test "C19 a record without an end meets the bound, and those after it are not lost" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n1,a,1\n2,'; head -c 300000000 /dev/zero | tr '\0' x; printf ',2\n3,c,3\n'; } |
		gzip -1 >a.csv.gz
	(bounded cs-ingest -s s.schema -r r.csv a.csv.gz >out.csv 2>err) || [ $? -eq 1 ]
	[ "$(cat out.csv)" = $'id,name,n\n1,a,1\n3,c,3' ]
	grep -qx 'cs-ingest: a.csv.gz:3: a record over 64 MiB' err
	[ "$(wc -c <r.csv)" -lt 100000 ]
	grep -q ',size,' r.csv
	# as the very first record
	{ printf 'id,name,n\n2,'; head -c 100000000 /dev/zero | tr '\0' x; printf ',2\n3,c,3\n'; } >b.csv
	run -1 --separate-stderr cs-ingest -s s.schema b.csv
	[ "$output" = $'id,name,n\n3,c,3' ]
	# a field of 20 MiB in a record that fits
	{ printf 'id,name,n\n2,'; head -c 20000000 /dev/zero | tr '\0' x; printf ',2\n3,c,3\n'; } >b.csv
	run -1 --separate-stderr cs-ingest -s s.schema b.csv
	[ "$output" = $'id,name,n\n3,c,3' ]
	[ "${stderr_lines[0]}" = "cs-ingest: b.csv:2: a field over 16 MiB" ]
}
@test "C20 blank lines are no records but count as lines" {
	take 'id,name,n\n\n1,a,1\r\n\r\n   \n2,b,x\n\n'
	[ "$output" = $'id,name,n\n1,a,1' ]
	[ "${stderr_lines[0]}" = "cs-ingest: in.csv:6: n: not an integer: 'x'" ]
	[[ $stderr == *"2 read, 1 used"* ]]
}
@test "C21 what is no plain number is rejected with column and value" {
	for v in 1e309 NaN inf 0x10 '"1,234"' 1_000 １２ '1 2' '--1' 1.2.3; do
		printf 'delimiter comma\nencoding UTF-8\ncolumn x decimal\n' >"$BATS_TEST_TMPDIR/x.schema"
		printf 'x\n%s\n' "$v" >"$BATS_TEST_TMPDIR/x.csv"
		cd "$BATS_TEST_TMPDIR"
		run -1 --separate-stderr cs-ingest -s x.schema x.csv
		[ "$output" = x ]
		[ "${stderr_lines[0]}" = "cs-ingest: x.csv:2: x: not a number: '$(tr -d '"' <<<"$v")'" ]
	done
}
@test "C21 by a stated rule they are converted" {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter comma\nencoding UTF-8\ncolumn x decimal\n    clean width, number, percent\n' >x.schema
	printf 'x\n１２\n"1,234,567.50"\n￥5\n12.5%%\n(7)\n5.4e-05\n1.25E1\n+3\n007\n-0.0\n.5\n' >x.csv
	run -0 --separate-stderr cs-ingest -s x.schema x.csv
	[ "$output" = $'x\n12\n1234567.50\n5\n12.5\n-7\n0.000054\n12.5\n3\n7\n0.0\n0.5' ]
}
@test "C22 days and hours that are not are rejected with column and value" {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter comma\nencoding UTF-8\ncolumn t time\n    format "%%Y-%%m-%%d %%H:%%M:%%S", "%%Y/%%m/%%d %%H:%%M"\n' >t.schema
	for v in '2023-02-29 10:00:00' '0000-01-01 10:00:00' '2023-13-01 10:00:00' '2023-01-01 25:00:00' '2023-01-01 24:00:00' \
		'2023-01-01 10:00:60' '2023/2/29 10:00' '20061305'; do
		printf 't\n%s\n' "$v" >t.csv
		run -1 --separate-stderr cs-ingest -s t.schema -r r.csv t.csv
		[ "$output" = t ]
		[ "$(tail -n 1 r.csv)" = "t.csv,2,t,format,$v,$v" ]
	done
	printf 't\n2024-02-29 23:59:59\n2024/2/9 7:05\n' >t.csv
	run -0 --separate-stderr cs-ingest -s t.schema t.csv
	[ "$output" = $'t\n2024-02-29 23:59:59\n2024-02-09 07:05:00' ]
}
@test "C22 local times that did not exist or were twice are faults of the zone" {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter comma\nencoding UTF-8\nzone "Europe/Berlin"\ncolumn t time\n    format "%%Y-%%m-%%dT%%H:%%M:%%S%%z", "%%Y-%%m-%%d %%H:%%M:%%S", "%%s"\n' >t.schema
	printf 't\n2024-03-31 02:30:00\n2024-10-27 02:30:00\n2024-03-31 03:30:00\n2024-03-31T01:30:00+00:00\n0\n' >t.csv
	run -1 --separate-stderr cs-ingest -s t.schema t.csv
	[ "$output" = $'t\n2024-03-31 03:30:00\n2024-03-31 03:30:00\n1970-01-01 01:00:00' ]
	[ "${stderr_lines[0]}" = "cs-ingest: t.csv:2: t: a local time that did not exist: '2024-03-31 02:30:00'" ]
	[ "${stderr_lines[1]}" = "cs-ingest: t.csv:3: t: a local time that was twice: '2024-10-27 02:30:00'" ]
}
@test "C23 the books add up whatever is rejected or merged" {
	cd "$BATS_TEST_TMPDIR"
	{ schema ''; printf 'key id\n    keep last\n'; } >s.schema
	printf 'id,name,n\n1,a,1\n1,b,2\nid,name,n\n2,c\n3,"d,3\n,e,4\n4,f,x\n5,g,5\n' >a.csv
	run -1 --separate-stderr cs-ingest -v -s s.schema -r r.csv a.csv
	[ "$output" = $'id,name,n\n1,b,2\n5,g,5' ]
	[[ $stderr == *"cs-ingest: 7 read, 2 used, 0 left out, 4 rejected, 1 merged; 2 written" ]]
	[[ $stderr == *"cs-ingest: 1 record equal to the header passed over as a repeated header"* ]]
	[ "$(wc -l <r.csv)" -eq 5 ]
}
@test "F07 rejects are readable by their owner only" {
	take 'id,name,n\n1,a\n'
	[ "$(stat -c %a rejects.csv)" = 600 ]
}
@test "F09 persons in bad records are masked in messages, raw in the rejects" {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter comma\nencoding UTF-8\ncolumn id text\ncolumn phone text\n    private\n    mask phone\n    match /^1[0-9]{10}$/\ncolumn name text\n    private\n    length 1 to 2\ncolumn other text\n    match /^$/\n' >s.schema
	printf 'id,phone,name,other\n1,x13812348475,a,\n2,13812348475,欧阳张三,\n3,13912340000,a,call 13812348475\n' >a.csv
	run -1 --separate-stderr cs-ingest -s s.schema -r r.csv a.csv
	[[ $stderr != *13812348475* ]]
	[[ $stderr != *欧阳张三* ]]
	[[ $stderr == *"other: does not match: 'call 138****8475'"* ]]
	grep -q 13812348475 r.csv
	[[ $output != *138* ]]
}
@test "F10 of five thousand bad records ten are shown, the rest counted" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n'; seq -f '%.0f,a,x' 5000; } >a.csv
	run -1 --separate-stderr cs-ingest -s s.schema -r r.csv a.csv
	[ "${#stderr_lines[@]}" -eq 12 ]
	[ "${stderr_lines[10]}" = "cs-ingest: type: … and 4990 more" ]
	[ "${stderr_lines[11]}" = "cs-ingest: 5000 read, 0 used, 0 left out, 5000 rejected, 0 merged; 0 written" ]
	[ "$(wc -l <r.csv)" -eq 5001 ]
}
@test "B07 no byte at all is no header; B08 a header alone is a stream without records" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	: >a.csv
	run -2 --separate-stderr cs-ingest -s s.schema a.csv
	[ "$stderr" = "cs-ingest: a.csv: no header" ]
	[ -z "$output" ]
	printf 'id,name,n' >a.csv
	run -0 --separate-stderr cs-ingest -s s.schema a.csv
	[ "$output" = id,name,n ]
}
@test "B13 several gzip members are one file; B15 gzip on standard input is read as a file" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n1,a,' | gzip; printf '1\n2,b,2\n' | gzip; } >a.gz
	run -0 --separate-stderr cs-ingest -s s.schema a.gz
	[ "$output" = $'id,name,n\n1,a,1\n2,b,2' ]
	run -0 --separate-stderr cs-ingest -s s.schema <a.gz
	[ "$output" = $'id,name,n\n1,a,1\n2,b,2' ]
}
@test "B14 a small gzip that inflates without end is read in bounded memory" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n1,a,1\n'; head -c 500000000 /dev/zero; printf '\n2,b,2\n'; } | gzip -9 >a.gz
	(bounded cs-ingest -s s.schema a.gz >out.csv 2>err) || [ $? -eq 1 ]
	[ "$(cat out.csv)" = $'id,name,n\n1,a,1\n2,b,2' ]
}
@test "B10 a gzip that was cut leaves -o as it was" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	{ printf 'id,name,n\n'; seq -f '%.0f,name,7' 100000; } | gzip >a.gz
	head -c 20000 a.gz >cut.gz
	echo former >out.csv
	run -2 cs-ingest -s s.schema -o out.csv -r r.csv cut.gz
	[ "$(cat out.csv)" = former ]
	[ ! -e r.csv ]
}
@test "B22 B24 one byte at a time, a quoted field over every edge: the same bytes" {
	cd "$BATS_TEST_TMPDIR"
	schema '' | sed 's/comma/detect/; s/UTF-8/detect/' >s.schema
	printf '\xEF\xBB\xBFid;name;n\r\n1;"张\r\n三 ""x""; y";1\r\n2;b;2\r\n' >a.csv
	cs-ingest -s s.schema a.csv >want.csv
	python3 -c 'import sys,os
for b in open("a.csv","rb").read(): os.write(1,bytes([b]))' | cs-ingest -s s.schema >got.csv
	cmp want.csv got.csv
	[ "$(cat want.csv)" = $'id,name,n\n1,"张 三 ""x""; y",1\n2,b,2' ]
}
@test "D05 --jobs does not change a byte, of the rejects and figures neither" {
	cd "$BATS_TEST_TMPDIR"
	{ schema ''; printf '    unique\ncheck odd = n != 7\nkey id\n    keep last\n    by n\n'; } >s.schema
	awk 'BEGIN { print "id,name,n"; for (i = 0; i < 60000; i++) {
		if (i % 97 == 0) print i ",\"open"; else if (i % 89 == 0) print i ",x\"y,3"
		else if (i % 83 == 0) print "a,b"; else print i % 50000 ",\"n, " i "\"," i % 59999 } }' >a.csv
	for j in 1 2 7; do
		cs-ingest -j $j -s s.schema -r r$j --stats s$j a.csv >o$j 2>e$j || [ $? -eq 1 ]
	done
	cmp o1 o2; cmp o1 o7; cmp r1 r7; cmp r1 r2; cmp s1 s7; cmp e1 e7
}
@test "A05 standard output full is 2 with the cause" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	printf 'id,name,n\n1,a,1\n' >a.csv
	run -2 sh -c 'cs-ingest -s s.schema a.csv >/dev/full'
	[[ $output == *"No space left on device"* ]]
}
@test "B34 what has been read appears while the input pauses" {
	cd "$BATS_TEST_TMPDIR"
	schema '' >s.schema
	mkfifo in
	cs-ingest -s s.schema <in >out.csv 3>&- &
	exec 4>in
	printf 'id,name,n\n1,a,1\n2,' >&4
	for _ in $(seq 50); do [ "$(cat out.csv)" = $'id,name,n\n1,a,1' ] && break; sleep 0.1; done
	[ "$(cat out.csv)" = $'id,name,n\n1,a,1' ]
	printf 'b,2\n' >&4
	exec 4>&-
	wait
	[ "$(tail -n 1 out.csv)" = 2,b,2 ]
}
