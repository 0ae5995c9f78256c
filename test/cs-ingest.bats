# cs-ingest: what its manual promises, in the manual's order.
load helper

# In a folder of one's own: s.schema from $1 (printf), a.csv from $2.
given() {
	cd "$BATS_TEST_TMPDIR"
	printf 'delimiter comma\nencoding UTF-8\n%b' "$1" >s.schema
	printf "$2" >a.csv
}
ingest() { run -"$1" --separate-stderr cs-ingest -s s.schema "${@:2}" a.csv; }

@test "every raw extract of testdata becomes its clean stream, with the rejects and the books" {
	cd raw
	for feed in customer call ivr_key survey contact ticket ticket_event region fault install field_visit visit_back appeal provision; do
		files=$(ls | grep -E "^${feed}_[0-9]")
		cs-ingest -s "$DEFS/$feed.schema" -r "$BATS_TEST_TMPDIR/r.csv" -o "$BATS_TEST_TMPDIR/o.csv" $files \
			2>"$BATS_TEST_TMPDIR/err" || [ $? -eq 1 ]
		gz ../clean/$feed.csv* | cmp - "$BATS_TEST_TMPDIR/o.csv"
		python3 - "../rejects/$feed.csv" "$BATS_TEST_TMPDIR/r.csv" <<-'P'
			import csv, sys
			a, b = ([r[:5] for r in csv.reader(open(f, newline="", encoding="utf-8"))] for f in sys.argv[1:])
			assert a == b, [x for x in zip(a, b) if x[0] != x[1]][:3]
		P
		IFS=, read -r _ read written rejected merged < <(grep "^$feed," ../books.csv)
		[ "$(tail -n 1 "$BATS_TEST_TMPDIR/err")" = "cs-ingest: $read read, $written used, 0 left out, $rejected rejected, $merged merged; $written written" ]
	done
}
@test "headers are tried in order, columns nobody names are dropped, the schema decides the order" {
	given 'column name text\n    from "名称", "name"\ncolumn id text\n    from "标识", "id"\n' 'id,x,name\n1,y,a\n'
	ingest 0
	[ "$output" = $'name,id\na,1' ]
	printf '标识,名称\n1,a\n' >a.csv
	ingest 0
	[ "$output" = $'name,id\na,1' ]
}
@test "a header that is not there is named with the nearest, before any record" {
	given 'column region text\n' 'regoin,x\na,b\n'
	ingest 2
	[ "$stderr" = "cs-ingest: a.csv:1: no column 'region' for 'region'; did you mean 'regoin'?" ]
	[ -z "$output" ]
	given 'column when time\n    from "Date" + "Time"\n' 'Date,Tyme\na,b\n'
	ingest 2
	[[ $stderr == "cs-ingest: a.csv:1: no column 'Date' + 'Time' for 'when'; did you mean 'Tyme'?" ]]
}
@test "every file's header is looked at before the first record" {
	given 'column a text\n' 'a\n1\n'
	printf 'b\n2\n' >b.csv
	run -2 --separate-stderr cs-ingest -s s.schema a.csv b.csv
	[ -z "$output" ]
	[[ $stderr == "cs-ingest: b.csv:1: no column 'a' for 'a'"* ]]
}
@test "a doubled header is an error where it is asked for by name alone; at N decides, and must bear the name" {
	given 'column a text\n' 'a,b,a,\n1,2,3,4\n'
	ingest 2
	[ "$stderr" = "cs-ingest: a.csv:1: column 'a' stands at 1 and at 3; say which by \`at N\`" ]
	given 'column a text\n    at 3\n    from "a"\ncolumn b text\n' 'a,b,a,\n1,2,3,4\n'
	ingest 0
	[ "$output" = $'a,b\n3,2' ]
	given 'column a text\n    at 2\n    from "a"\n' 'a,b,a,\n1,2,3,4\n'
	ingest 2
	[ "$stderr" = "cs-ingest: a.csv:1: column 2 is 'b'; expected 'a'" ]
}
@test "several files have each its own header, delimiter, encoding and compression" {
	cd "$BATS_TEST_TMPDIR"
	printf 'column 姓名 text\ncolumn n integer\n' >s.schema
	printf '姓名,n\n张三,1\n' >a.csv
	printf 'n;姓名\n2;李四\n3;王五\n' | iconv -t GBK | gzip >b.gz
	printf 'n\t姓名\r\n4\t赵六\r\n' | iconv -t UTF-16LE >c.txt
	run -0 --separate-stderr cs-ingest -v -s s.schema a.csv b.gz c.txt
	[ "$output" = $'姓名,n\n张三,1\n李四,2\n王五,3\n赵六,4' ]
	[[ $stderr == *"cs-ingest: b.gz: sniffed: encoding GB18030, delimiter semicolon"* ]]
}
@test "fixed places count characters" {
	given 'delimiter none\nheader none\nfooter 1\ncolumn id text\n    at 1 to 3\ncolumn name text\n    at 4 to 6\ncolumn n integer\n    at 7 to 9\n' ''
	sed -i 1d s.schema
	printf '001张三 12\n002欧阳锋345\n003x\n合计   357\n' >a.csv
	ingest 0
	[ "$output" = $'id,name,n\n001,张三,12\n002,欧阳锋,345\n003,x,' ]
}
@test "the header may stand further down, the foot may be left out" {
	given 'header 3\nfooter 2\ncolumn a integer\n' '报表\n\na,b\n1,2\n3,4\n合计,6\n制表人,x\n\n'
	ingest 0
	[ "$output" = $'a\n1\n3' ]
}
@test "headers repeated in the middle are passed over, and it is said" {
	given 'column a text\ncolumn b text\n' 'a,b\n1,2\na,b\n3,4\n\xEF\xBB\xBFa,b\n5,6\n'
	ingest 0
	[ "$output" = $'a,b\n1,2\n3,4\n5,6' ]
	[ "${stderr_lines[0]}" = "cs-ingest: 2 records equal to the header passed over as repeated headers" ]
	[ "${stderr_lines[1]}" = "cs-ingest: 3 read, 3 used, 0 left out, 0 rejected, 0 merged; 3 written" ]
}
@test "where values may be what is taken for a header again, it is said what to do" {
	hint='; if they are data, say `header none` and `at N`'
	given 'column a text\n' 'a\nb\na\n'
	ingest 0
	[ "${stderr_lines[0]}" = "cs-ingest: 1 record equal to the header passed over as a repeated header$hint" ]
	given 'column a text\n' 'a,b\na,b\na,b\n1,2\n'
	ingest 0
	[ "${stderr_lines[0]}" = "cs-ingest: 2 records equal to the header passed over as repeated headers$hint" ]
	given 'header none\ncolumn a text\n    at 1\n' 'a\na\n'
	ingest 0
	[ "${#stderr_lines[@]}" -eq 1 ]
	[ "$output" = $'a\na\na' ]
}
@test "a value that fits no format is told from a day or an hour that does not exist" {
	given 'column a date\n    format "%Y-%m-%d", "%d/%m/%Y"\ncolumn b date\ncolumn t time\n    format "%Y%m%d%H%M%S"\n    invalid null\ncolumn m month\n    format "%b %Y", "%Y/%m", "%Y-%m", "%Y.%m"\n' \
		'a,b,t,m\n2026-02-30,,,\n20210105,,,\n31/04/2026,,,\n,2024-13-01,,\n,20210105,,\n,,20240101250000,\n,,20240101,\n,,,2024/13\n,,,x\n'
	ingest 1
	diff - <(head -n -1 <<<"$stderr") <<-'E'
		cs-ingest: a.csv:7: t: no such time of day, made null: '20240101250000'
		cs-ingest: a.csv:8: t: fits no format (%Y%m%d%H%M%S), made null: '20240101'
		cs-ingest: a.csv:2: a: no such day: '2026-02-30'
		cs-ingest: a.csv:3: a: fits no format (%Y-%m-%d, %d/%m/%Y): '20210105'
		cs-ingest: a.csv:4: a: no such day: '31/04/2026'
		cs-ingest: a.csv:5: b: no such day: '2024-13-01'
		cs-ingest: a.csv:6: b: not a date: '20210105'
		cs-ingest: a.csv:9: m: no such month: '2024/13'
		cs-ingest: a.csv:10: m: fits no format (%b %Y, %Y/%m, %Y-%m, and 1 more): 'x'
	E
}
@test "digits in a column of times are shown, unless it is private or they are no stamp" {
	given 'column a date\n    private\ncolumn b date\ncolumn c integer\n' 'a,b,c\n20210105,,\n,13812348475,\n,,20210105x\n'
	ingest 1
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv:2: a: not a date: '********'" ]
	[[ ${stderr_lines[1]} == "cs-ingest: a.csv:3: b: not a date: '138****8475'" ]]
	[[ ${stderr_lines[2]} != *20210105* ]]
}
@test "with formats only they count" {
	given 'column a time\n    format "%Y-%m-%d %H:%M:%S"\ncolumn b date\n    format "%d/%m/%Y"\ncolumn u duration\n    format "%H:%M:%S"\n' \
		'a,b,u\n2024-02-29 01:02:03.5,,\n,2024-02-29,\n,,59\n2024-02-29 01:02:03,29/02/2024,0:00:59\n'
	ingest 1
	[ "$output" = $'a,b,u\n2024-02-29 01:02:03,2024-02-29,59' ]
}
@test "a format without any field, or without a year, is an error with its place" {
	given 'column a date\n    format "yyyy-mm-dd"\n' 'a\n'
	ingest 2
	[ "${stderr_lines[0]}" = "cs-ingest: s.schema:4:12: no % in the format; expected e.g. %Y-%m-%d" ]
	given 'column a duration\n    format "%H:%M", "100%%"\n' 'a\n'
	ingest 2
	[ "${stderr_lines[0]}" = "cs-ingest: s.schema:4:21: no % in the format; expected e.g. %H:%M:%S" ]
	given 'column a time\n    format "%H:%M:%S"\n' 'a\n'
	ingest 2
	[ "${stderr_lines[0]}" = "cs-ingest: s.schema:4:12: no year in the format; expected e.g. %Y-%m-%d" ]
}
@test "work on a value goes in order: null words, clean, map, type, default, value" {
	given 'null "NULL", "-"\ncolumn a integer\n    clean width\n    map "三" = 3\n    default 9\n    value a * 10\n    range 10 to 90\n' \
		'a\n 1 \nNULL\n-\n三\n２\n""\n10\n'
	ingest 1
	[ "$output" = $'a\n10\n90\n90\n30\n20\n90' ]
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv:8: a: out of range: '10'" ]
}
@test "clean: width, space, case, phone, number, percent" {
	given 'column w text\n    clean width\ncolumn s text\n    clean space\ncolumn c text\n    clean case\ncolumn p text\n    clean phone\ncolumn n decimal\n    clean number\ncolumn q decimal\n    clean percent\n' \
		'w,s,c,p,n,q\nＡ１，　ｂ,a  b\t c,volte,+86 138-0013-8000,"¥1,234.5",12.5%%\n乙,a　 b,éa,008613800138000,"(1,000)",７％\n'
	sed -i 's/clean percent/clean width, percent/' s.schema
	ingest 0
	[ "$output" = $'w,s,c,p,n,q\n"A1, b",a b c,VOLTE,13800138000,1234.5,12.5\n乙,a b,ÉA,13800138000,-1000,7' ]
}
@test "types: what is canonical stays, the rest is made so" {
	given 'column i integer\ncolumn d decimal\ncolumn t time\ncolumn y date\ncolumn m month\n    format "%Y%m", "%Y-%m"\ncolumn u duration\n    format "%H:%M:%S", "%s"\ncolumn b truth\n' \
		'i,d,t,y,m,u,b\n007,1.50,2024-02-29 01:02:03,2024-02-29,202402,27:00:01,是\n-0,-0.50,2024-02-29,,2024-02,59,FALSE\n+5,.5,2024-02-29 01:02:03.250,,,,n\n'
	ingest 0
	[ "$output" = $'i,d,t,y,m,u,b\n7,1.50,2024-02-29 01:02:03,2024-02-29,2024-02,97201,1\n0,-0.50,2024-02-29 00:00:00,,2024-02,59,0\n5,0.5,2024-02-29 01:02:03.250,,,,0' ]
}
@test "a field nobody asked to change stays what it is" {
	given 'column a text\ncolumn b code\n' 'a,b\n013800138000,1.50\n=1+1,"a,b"\n'
	ingest 0
	[ "$output" = $'a,b\n013800138000,1.50\n=1+1,"a,b"' ]
}
@test "the first failing column is the reason, checks come last" {
	given 'column a integer\n    range 1 to 5\ncolumn b text\n    required\n    length 2 to 3\n    match /^[a-z]+$/\ncolumn c date\ncheck a_small = a < 3\n' \
		'a,b,c\n9,,2024-13-01\n1,,x\n1,A,x\n1,abcd,x\n1,ab,x\n4,ab,2024-01-01\n2,ab,2024-01-01\n,ab,\n'
	ingest 1 -r r.csv
	[ "$output" = $'a,b,c\n2,ab,2024-01-01\n,ab,' ]
	[ "$(cut -d, -f 2-5 r.csv)" = $'line,column,rule,value\n2,a,range,9\n3,b,required,\n4,b,match,A\n5,b,length,abcd\n6,c,type,x\n7,,check a_small,' ]
	[ "${stderr_lines[5]}" = "cs-ingest: a.csv:7: check a_small does not hold" ]
}
@test "invalid null and invalid keep take the value, not the record, and say so" {
	given 'column a integer\n    invalid null\ncolumn b integer\n    invalid keep\n    range 1 to 5\n' 'a,b\nx,y\n1,9\n'
	ingest 0
	[ "$output" = $'a,b\n,y\n1,9' ]
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv:2: a: not an integer, made null: 'x'" ]
	[[ $stderr == *"cs-ingest: a.csv:2: b: not an integer, kept: 'y'"* ]]
	[[ $stderr == *"cs-ingest: a.csv:3: b: out of range, kept: '9'"* ]]
}
@test "a check may warn only" {
	given 'column a integer\ncheck small = a < 3\n    else warn\n' 'a\n5\n1\n'
	ingest 0
	[ "$output" = $'a\n5\n1' ]
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv:2: check small does not hold" ]
}
@test "codes and maps come from codelists" {
	given 'codelist CITY "city.csv"\n    key name\n    value code\ncodelist CODE "city.csv"\n    key code\n    value name\ncolumn c code\n    map CITY\n    codes CODE\n' 'c\n北京\n021\n巴黎\n'
	printf 'code,name\n010,北京\n021,上海\n' >city.csv
	ingest 1
	[ "$output" = $'c\n010\n021' ]
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv:4: c: not in the codelist: '巴黎'" ]
}
@test "unique: the first stays, the later are rejected, over several files" {
	given 'column a text\n    unique\ncolumn b text\n    match /^[a-z]$/\n' 'a,b\n1,x\n2,9\n1,y\n,z\n,z\n1,9\n'
	printf 'a,b\n2,x\n1,x\n' >b.csv
	run -1 --separate-stderr cs-ingest -s s.schema -r r.csv a.csv b.csv
	[ "$output" = $'a,b\n1,x\n,z\n,z\n2,x' ]
	[ "$(cut -d, -f 1-5 r.csv | tail -n +2)" = $'a.csv,3,b,match,9\na.csv,4,a,unique,1\na.csv,7,a,unique,1\nb.csv,3,a,unique,1' ]
}
@test "key: keep last by version, ties the later; keep first; keep none rejects" {
	body='column k text\ncolumn v integer\ncolumn x text\n'
	data='k,v,x\na,1,p\nb,5,q\na,10,r\nb,2,s\na,10,t\n,1,u\n,1,w\n'
	given "$body"'key k\n    keep last\n    by v\n' "$data"
	ingest 0
	[ "$output" = $'k,v,x\nb,5,q\na,10,t\n,1,u\n,1,w' ]
	[[ $stderr == *"7 read, 4 used, 0 left out, 0 rejected, 3 merged; 4 written" ]]
	given "$body"'key k\n    keep last\n' "$data"
	ingest 0
	[ "$output" = $'k,v,x\nb,2,s\na,10,t\n,1,u\n,1,w' ]
	given "$body"'key k\n    keep first\n' "$data"
	ingest 0
	[ "$output" = $'k,v,x\na,1,p\nb,5,q\n,1,u\n,1,w' ]
	given "$body"'key k\n    keep first\n    by v\n' "$data"
	ingest 0
	[ "$output" = $'k,v,x\na,1,p\nb,2,s\n,1,u\n,1,w' ]
	given "$body"'key k\n    keep none\n' "$data"
	ingest 1 -r r.csv
	[ "$output" = $'k,v,x\na,1,p\nb,5,q\n,1,u\n,1,w' ]
	[ "$(cut -d, -f 2-5 r.csv | tail -n +2)" = $'4,k,key,a\n5,k,key,b\n6,k,key,a' ]
}
@test "keys and unique values are held to --memory" {
	given 'column k text\n    unique\n' ''
	{ echo k; seq 200000; } >a.csv
	ingest 2 --memory 1M -o out.csv
	[ "${stderr_lines[-1]}" = "cs-ingest: \`unique\` and \`key\` hold more than --memory (1048576 bytes); give more, or cut the input by its key" ]
	[ ! -e out.csv ]
}
@test "all threads and sets share one --memory" {
	given 'column k text\n    unique\ncolumn x text\n' ''
	{ echo k,x; seq 120000 | awk '{ print $1 "," $1 }'; } >a.csv
	# unique: 4 MiB; --stats: 4 MiB a column and 8 MiB in all; each by itself would have room.
	ingest 0 --memory 6M -o out.csv
	for jobs in 1 4; do
		ingest 2 --memory 10M --stats st.csv -j $jobs -o out2.csv
		[ ! -e out2.csv ]
	done
	ingest 0 --memory 64M --stats st.csv -j 4 -o out.csv
}
@test "masks and pseudonyms are applied last" {
	given 'column p text\n    mask phone\n    match /^1[0-9]{10}$/\ncolumn n text\n    mask name\ncolumn i text\n    mask id\ncolumn a text\n    mask all\ncolumn k text\n    pseudonym\nkey p\n    keep last\n' \
		'p,n,i,a,k\n13812348475,欧阳锋,110101199003070000,secret,C1\n13812348476,李,1,s,C2\n13912348475,李,1,s,C1\n'
	head -c 32 /dev/zero >key
	chmod 600 key
	ingest 0 --key-file key
	[ "$(sed -n 2p <<<"$output" | cut -d, -f 1-4)" = '138****8475,欧**,110***********0000,******' ]
	[ "$(cut -d, -f 5 <<<"$output" | tail -n +2 | grep -cxE '[0-9a-f]{32}')" -eq 3 ]
	[ "$(cut -d, -f 5 <<<"$output" | tail -n +2 | sort -u | wc -l)" -eq 2 ]
	[ "$(wc -l <<<"$output")" -eq 4 ]
	chmod 644 key
	ingest 2 --key-file key
	ingest 2
	[[ ${stderr_lines[0]} == *"a pseudonym needs a key; give --key-file" ]]
}
@test "--max-reject: a number or a percentage decides the status" {
	given 'column a integer\n' 'a\n1\nx\n2\n3\n'
	ingest 1
	ingest 0 --max-reject 1
	ingest 0 --max-reject 25%
	ingest 1 --max-reject 24.99%
	ingest 2 --max-reject 1.5
	ingest 2 --max-reject many
	[ "$output" = "" ]
}
@test "--control holds files to the rows and bytes they should have, after the output is complete" {
	given 'column a integer\n' 'a\n1\n2\n'
	printf 'file,rows,bytes,date\na.csv,2,6,2026-01-01\n' >c.csv
	ingest 0 --control c.csv
	printf 'file,rows,bytes\na.csv,3,7\nb.csv,1,1\n' >c.csv
	ingest 1 --control c.csv
	[ "$output" = $'a\n1\n2' ]
	[ "${stderr_lines[0]}" = "cs-ingest: a.csv: 2 records; c.csv expects 3" ]
	[ "${stderr_lines[1]}" = "cs-ingest: a.csv: 6 bytes; c.csv expects 7" ]
	[ "${stderr_lines[2]}" = "cs-ingest: c.csv: b.csv is listed and was not given" ]
	printf 'file,rows\nx.csv,3\n' >c.csv
	ingest 2 --control c.csv
	[ "$stderr" = "cs-ingest: c.csv:1: no column 'bytes'; there are 'file', 'rows'" ]
}
@test "--control of testdata agrees with its files, and is missed by the short one" {
	cd raw
	for feed in call ticket; do
		cs-ingest -s "$DEFS/$feed.schema" --max-reject 3% --control $feed.control.csv $(ls | grep -E "^${feed}_[0-9]") >/dev/null
	done
	run -1 --separate-stderr cs-ingest -s "$DEFS/ticket.schema" --max-reject 3% --control ticket-short.control.csv $(ls | grep -E "^ticket_[0-9]")
	[[ $stderr == *"ticket-short.control.csv expects"* ]]
}
@test "--stats: of each column rows, empty, invalid, distinct, smallest, largest; of the feed its books" {
	given 'feed X1\n    rows at least 9\ncolumn a integer\n    required\ncolumn b text\ncolumn p text\n    private\nkey a\n    keep last\n' 'a,b,p\n10,x,1\n9,,2\n9,y,3\n,z,4\nq,x,5\n1,2\n'
	ingest 1 --stats st.csv
	[[ $stderr == *"cs-ingest: 6 records; the feed has at least 9"* ]]
	diff - st.csv <<-'E'
		feed,column,required,rows,empty,invalid,distinct,min,max,rejected,merged,files,timely
		X1,,,6,,,,,,3,1,0,0
		X1,a,1,5,2,3,2,9,10,,,,
		X1,b,0,5,1,0,2,x,y,,,,
		X1,p,0,5,0,0,3,,,,,,
	E
}
@test "--control with arrivals: a file is due on the day after its day or month; late ones are said and counted" {
	given 'feed X1\n    period D\n    due 08:00\ncolumn a integer\n' 'a\n1\n'
	cp a.csv b.csv
	cp a.csv n.csv
	printf 'file,rows,bytes,period,arrived\na.csv,1,4,2026-02-28,2026-03-01 08:00:00\nb.csv,1,4,2026-12-31,2027-01-01 08:00:01\nn.csv,1,4,,2026-01-01 00:00:00\n' >c.csv
	ingest 0 --control c.csv --stats st.csv b.csv n.csv
	[ "${stderr_lines[0]}" = "cs-ingest: b.csv: arrived 2027-01-01 08:00:01; due 2027-01-01 08:00:00" ]
	[ "${#stderr_lines[@]}" -eq 2 ]
	[ "$(sed -n 2p st.csv)" = "X1,,,3,,,,,,0,0,2,1" ]
	[ "$(cs-kpi -e 'timeliness = 100 * sum(timely) / sum(files)' -w 'column is null' st.csv | tail -n 1)" = 50 ]
	sed -i 's/period D/period M/' s.schema
	run -2 --separate-stderr cs-ingest -s s.schema --control c.csv a.csv
	[ "$stderr" = "cs-ingest: c.csv:2: period: expected a month, YYYY-MM: '2026-02-28'" ]
	printf 'file,rows,bytes,arrived,period\na.csv,1,4,2027-01-01 08:00:00,2026-12\n' >c.csv
	ingest 0 --control c.csv --stats st.csv
	[ "$(sed -n 2p st.csv)" = "X1,,,1,,,,,,0,0,1,1" ]
	sed -i 's/period M/period D/' s.schema
	ingest 2 --control c.csv
	[ "$stderr" = "cs-ingest: c.csv:2: period: expected a day, YYYY-MM-DD: '2026-12'" ]
	printf 'file,rows,bytes,arrived\na.csv,1,4,yesterday\n' >c.csv
	ingest 2 --control c.csv
	[ "$stderr" = "cs-ingest: c.csv:2: arrived: not a time: 'yesterday'" ]
}
@test "--infer proposes a schema that reads its file" {
	cd "$BATS_TEST_TMPDIR"
	{ printf '工单号;Call Time;Amount;Code;null?;x\n'
	  for i in $(seq 100); do printf 'T%03d;2024/03/%02d 07:05;%d.50;0%d;NULL;\n' $i $((i % 28 + 1)) $i $((i % 7)); done; } | iconv -t GBK >a.csv
	cs-ingest --infer a.csv >s.schema
	diff - s.schema <<-'E'
		# Proposed by cs-ingest --infer from a.csv, 100 records; read it before you use it.
		# sniffed: encoding GB18030, delimiter semicolon
		delimiter semicolon
		encoding GB18030
		null "NULL"

		column `工单号` text
		    required    # a guess from 100 records
		    unique    # a guess from 100 records
		    from "工单号"
		column call_time time
		    format "%Y/%m/%d %H:%M"
		    required    # a guess from 100 records
		    from "Call Time"
		column amount decimal
		    required    # a guess from 100 records
		    from "Amount"
		column code text
		    required    # a guess from 100 records
		    # values: 01, 02, 03, 04, 05, 06, 00
		    from "Code"
		column field_5 text
		    # null: 'NULL' 100 of 100
		    from "null?"
		column x text
		    from "x"
	E
	ingest 0
	[ "$(wc -l <<<"$output")" -eq 101 ]
}

# proposed VALUE...: what --infer says of a column x that holds each value 30 times, save whether it is required and its
# values; the schema must read its file without a reject.
proposed() {
	{ echo id,x; for i in $(seq 30); do for v; do echo "k,\"$v\""; done; done; } >a.csv
	cs-ingest --infer a.csv >s.schema
	ingest 0
	sed -n '/^column x/,$p' s.schema | grep -v '^    required\|^    from\|# values'
}
@test "--infer: several forms of date in one column, rivals and ambiguity said" {
	cd "$BATS_TEST_TMPDIR"
	[ "$(proposed 22-04-15 23-05-15 2015-04-08)" = $'column x date\n    format "%d-%m-%y", "%Y-%m-%d"' ]
	[ "$(proposed 03/04/2024)" = $'column x date\n    format "%m/%d/%Y"\n    # or "%d/%m/%Y": these values fit both' ]
	both=$(proposed 03/04/2024 25/12/2024 12/25/2024)
	[ "$both" = $'column x date\n    format "%m/%d/%Y", "%d/%m/%Y"\n    # ambiguous: 30 values fit both "%m/%d/%Y" and "%d/%m/%Y"; the first wins' ]
	[ "$(proposed '2024/01/02' '2024/01/02 10:20:30')" = $'column x time\n    format "%Y/%m/%d %H:%M:%S", "%Y/%m/%d"' ]
}
@test "--infer: times with an offset bring a zone" {
	cd "$BATS_TEST_TMPDIR"
	[ "$(proposed 2024-05-01T10:00:00+01:00 2024-05-01T10:00:00Z)" = $'column x time\n    format "%Y-%m-%dT%H:%M:%S%z"' ]
	grep -q '^zone "+01:00"    # a guess' s.schema
	[ "$(proposed "2024-05-01 10:00:00 +0530")" = $'column x time\n    format "%Y-%m-%d %H:%M:%S %z"' ]
	grep -q '^zone "+05:30"' s.schema
}
@test "--infer: clock times and durations" {
	cd "$BATS_TEST_TMPDIR"
	[ "$(proposed 0:02:24 27:00:01)" = $'column x duration\n    format "%H:%M:%S"' ]
	[[ "$(proposed 09:02:24 10:00:01)" == $'column x duration\n    format "%H:%M:%S"\n    # a guess; if it is a time of day, join it to its date'* ]]
	[[ "$(proposed 9:16)" == $'column x duration\n    format "%H:%M"    # or "%M:%S"\n'* ]]
	[[ "$(proposed '3:53:50 PM')" == $'column x text\n    # clock times "%I:%M:%S %p": join'* ]]
	[ "$(proposed 1.2.3 10.20.3)" = "column x text" ]
}
@test "--infer: numbers that need cleaning" {
	cd "$BATS_TEST_TMPDIR"
	[ "$(proposed 12.5% 7%)" = $'column x decimal\n    clean percent' ]
	[ "$(proposed 12.5% 7)" = $'column x decimal\n    clean percent\n    # only 30 of 60 have a percent sign' ]
	[ "$(proposed 1,234 56)" = $'column x integer\n    clean number' ]
	[ "$(proposed ３ 4)" = $'column x integer\n    clean width' ]
	[ "$(proposed 0.14285714285714285)" = $'column x decimal' ]
	[ "$(proposed 1,23 4)" = "column x text" ]
}
@test "--infer: words among numbers are null, with their counts; other odd values are said" {
	cd "$BATS_TEST_TMPDIR"
	[ "$(proposed 1 2 '#DIV/0!')" = $'column x integer\n    # null: \'#DIV/0!\' 30 of 90' ]
	grep -qx 'null "#DIV/0!"' s.schema
	[ "$(proposed NULL '\N' a)" = $'column x text\n    # null: \'NULL\' 30, \'\\N\' 30 of 90' ]
	grep -qxF 'null "NULL", "\\N"' s.schema
	# A word that is a value of another column is null in this one alone.
	{ echo id,x,y; for i in $(seq 30); do printf 'k,3,none\nk,none,b\n'; done; } >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx '    map "none" = ""' s.schema
	grep -qx '    # values: b, none' s.schema
	run ! grep -q ^null s.schema
	ingest 0
	[ "$(sed -n 2,3p <<<"$output")" = $'k,3,none\nk,,b' ]
	{ echo id,x; for i in $(seq 99); do echo "k,$i"; done; echo k,odd; } >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx "    # integer but for 1 of 100: 'odd' 1" s.schema
}
@test "--infer: repeated headers are no data" {
	cd "$BATS_TEST_TMPDIR"
	{ echo id,n; for i in $(seq 20); do printf 'k,%d\n' $i; [ $((i % 7)) -gt 0 ] || echo id,n; done; } >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx 'column n integer' s.schema
	grep -qx '# 2 records equal to the header, passed over as repeated headers' s.schema
	grep -q ', 20 records; ' s.schema
	seq 10 | sed 's/.*/foo/' >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx '# 9 records equal to the header, passed over as repeated headers; if they are data, say `header none` and `at N`' s.schema
}
@test "--infer: phone and ID numbers are text, private, with a mask to be thought about" {
	cd "$BATS_TEST_TMPDIR"
	mask() { printf 'column x text\n    private    # a guess: %s\n    # mask %s    # a suggestion; or `pseudonym`' "$1" "$2"; }
	[ "$(proposed 13812348475 19912348475)" = "$(mask '11 digits like mobile numbers' phone)" ]
	[ "$(proposed 110101199003070000 11010119900307000X)" = "$(mask '18 digits like ID numbers' id)" ]
	[ "$(proposed 13812348475 12)" = "column x integer" ]
}
@test "--infer: a file of fixed width is said to be one" {
	cd "$BATS_TEST_TMPDIR"
	for i in $(seq 20); do printf '%03d安澜  %s 1,2%02d\n' $i "$([ $((i % 3)) -gt 0 ] && echo x || echo ,)" $i; done >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -q '^# It looks like fixed width: 20 of the first 20 lines have 14 characters' s.schema
	grep -q 'at N to M' s.schema
	grep -qx 'delimiter none' s.schema
	ingest 0
	[ "$(tail -n +2 <<<"$output" | wc -l)" -eq 20 ]
	# Lines of a table may be equally long as well.
	{ echo identity,amount; for i in $(seq 20); do printf 'k%07d,%06d\n' $i $i; done; } >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx 'delimiter comma' s.schema
}
@test "--infer: required and unique are no mere guess where much was seen" {
	cd "$BATS_TEST_TMPDIR"
	{ echo id,x; seq 1000 | sed 's/$/,a/'; } >a.csv
	cs-ingest --infer a.csv >s.schema
	[ "$(grep -c 'a guess' s.schema)" -eq 0 ]
	grep -qx '    unique' s.schema
	{ echo id,x; seq 100001 | sed 's/$/,a/'; } >a.csv
	cs-ingest --infer a.csv >s.schema
	grep -qx '    unique    # a guess from 100000 records' s.schema
}
@test "--strict ends at the first reject" {
	given 'column a integer\n' 'a\n1\nx\n'
	ingest 2 --strict -o o.csv
	[ "$stderr" = "cs-ingest: a.csv:3: a: not an integer: 'x'" ]
	[ ! -e o.csv ]
}
@test "--set overrides a constant of the schema" {
	given 'let most = 5\ncolumn a integer\n    range 0 to most\n' 'a\n7\n'
	ingest 1
	ingest 0 --set most=9
	[ "$output" = $'a\n7' ]
}
@test "a range may depend on columns above, an expression on what stands below may not" {
	given 'column a integer\ncolumn b integer\n    range a to 100\n' 'a,b\n5,4\n5,5\n'
	ingest 1
	[ "$output" = $'a,b\n5,5' ]
	given 'column a integer\n    value b\ncolumn b integer\n' 'a,b\n5,4\n'
	ingest 2
	[[ $stderr == *"s.schema:4:11: column 'b' stands below; only this column and those above are known here"* ]]
}
@test "faults of the schema are found before a record is read" {
	given 'column a time\n    format "%Y-%q"\n' 'a\n1\n'
	ingest 2
	[[ $stderr == *s.schema:4:* ]]
	given 'column a time\n    format "%s"\n' 'a\n1\n'
	ingest 2
	[[ $stderr == *"this format reads an instant; add a line \`zone "* ]]
	given 'column a text\n    unique\n    invalid null\n' 'a\n1\n'
	ingest 2
	[[ $stderr == *"\`unique\` and \`invalid null\` do not go together"* ]]
}
@test "-n and --explain read no records" {
	given 'column a integer\n' 'a,b\nx,y\n'
	ingest 0 -n
	[[ $output == *"# a.csv: encoding UTF-8, delimiter comma, 2 fields, 1 of them used"* ]]
	[[ $stderr != *"not an integer"* ]]
	ingest 0 --explain
	[[ $output == *"column a integer"* ]]
}
@test "neither -s nor --infer is a usage error" {
	run -2 cs-ingest a.csv
	[[ $output == *"which schema? see -s and --infer"* ]]
}
@test "-d and -D: the output has the delimiter asked for" {
	given 'column a text\ncolumn b text\n' 'a,b\n1;2,3\n'
	ingest 0 -D ';'
	[ "$output" = $'a;b\n"1;2";3' ]
}
@test "the manual's examples run" {
	command -v mandoc >/dev/null || skip "no mandoc"
	mandoc -T lint -W warning "$ROOT/man/cs-ingest.1"
	mkdir "$BATS_TEST_TMPDIR/t"
	cp -r . "$BATS_TEST_TMPDIR/t/testdata"
	mkdir "$BATS_TEST_TMPDIR/t/scripts"
	cp -r "$DEFS" "$BATS_TEST_TMPDIR/t/scripts/defs"
	cd "$BATS_TEST_TMPDIR/t/testdata"
	sed -n 's/^\.Dl \$ //p' "$ROOT/man/cs-ingest.1" | sed 's/\\e/\\/g; s/\\&//g' >"$BATS_TEST_TMPDIR/examples"
	[ -s "$BATS_TEST_TMPDIR/examples" ]
	while read -r line; do
		bash -c "$line" >/dev/null 2>"$BATS_TEST_TMPDIR/err" || { cat "$BATS_TEST_TMPDIR/err"; echo "$line"; false; }
	done <"$BATS_TEST_TMPDIR/examples"
}
