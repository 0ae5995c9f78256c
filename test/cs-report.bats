# cs-report: what its manual promises, in the manual's order.
load helper

ALL=(kpi=figures.csv kpi=figures-reason.csv list=figures-list.csv)
report() {
	cs-report -f figures.layout "$@" "${ALL[@]}"
}
# edit FROM TO: a copy of the layout, changed
edit() {
	cp figures.kpi "$BATS_TEST_TMPDIR/"
	awk -v from="$1" -v to="$2" '{ i = index($0, from); if (i) $0 = substr($0, 1, i - 1) to substr($0, i + length(from)); print }' \
		figures.layout >"$BATS_TEST_TMPDIR/l.layout"
	LAYOUT=$BATS_TEST_TMPDIR/l.layout
}
# none PATTERN: standard input has no such line ("! grep" would not end a test)
none() {
	if grep "$@"; then return 1; fi
}

@test "text: the whole report, to the letter" {
	report | diff figures.text -
}
@test "markdown: the whole report, to the letter" {
	report --format markdown | diff figures.md -
}
@test "csv: the whole report, to the byte" {
	report --format csv | cmp figures.out.csv -
}
@test "csv: byte order mark, CRLF, the total in a column of its own" {
	report --format csv >"$BATS_TEST_TMPDIR/r.csv"
	[ "$(head -c 3 "$BATS_TEST_TMPDIR/r.csv" | od -An -tx1 | tr -d ' ')" = efbbbf ]
	[ "$(grep -c $'\r$' "$BATS_TEST_TMPDIR/r.csv")" = "$(wc -l <"$BATS_TEST_TMPDIR/r.csv")" ]
	[ "$(grep -c ',合计,全省,' "$BATS_TEST_TMPDIR/r.csv")" -eq 5 ]
}
@test "change: points for a rate, percent for a volume; last year's is the same month" {
	run -0 report --format csv
	[[ $output == *",云州市,人工接通率,%,89.50,达标,3.50,9.00,pp,1,"* ]]
	[[ $output == *",云州市,投诉量,件,250,,4.2,92.3,%,3,"* ]]
}
@test "a change from 0 is no data, not a number" {
	run -0 report --format csv
	[[ $output == *",临江市,投诉量,件,235,,,-20.3,%,"* ]]
}
@test "no data is a dash in text, empty in csv, and never 0" {
	run -0 report
	[[ $output == *"— 无数据"* ]]
	run -0 report --format csv
	[[ $output == *",青岭市,平均应答速度,秒,,,,,,,≤ 15,"* ]]
}
@test "a rate on fewer cases than small is not shown and has no rank; a count is" {
	run -0 report --format csv
	[[ $output == *",青岭市,人工接通率,%,,,,,,,≥ 85%,,,n=4"* ]]
	[[ $output == *",青岭市,投诉量,件,40,"* ]]
}
@test "readings are said of the places where they hold, and only there" {
	run -0 report
	[[ $output == *"✓ 云州市人工接通率89.50%，升3.50个百分点，同比9.00，排第1。"* ]]
	[[ $output == *"! 临江市81.50%，低于全省的84.11%和目标85%。"* ]]
	[ "$(grep -c '^[✓!] ' <<<"$output")" -eq 2 ]
}
@test "ties share their rank" {
	{ head -1 figures.csv; printf '%s,2026-10,,speed,,,%s,9,,,,,,\n' a 10 b 12 c 10 d 13; } >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[ "$(grep 平均应答速度 <<<"$output" | cut -d, -f5,13 | tr '\n' ' ')" = "a,1 b,3 c,1 d,4 全省, " ]
}
@test "without a row of the total counts add up, rates do not" {
	grep -v ',region,' figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"合计,全省,投诉量,件,525,"* ]]
	[[ $output == *"合计,全省,平均应答速度,秒,,"* ]]
}
@test "without a row of the total a ratio is divided once; what cannot be made is said once" {
	grep -v ',region,' figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	run -0 --separate-stderr cs-report -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv" list=figures-list.csv
	[[ $output == *"合计,全省,人工接通率,%,84.11,"* ]]
	[ "$stderr" = "cs-report: no total rows for 'speed' in $BATS_TEST_TMPDIR/t.csv; cs-kpi --rollup makes them" ]
	awk -F, -v OFS=, '$4 == "answered" && $1 == "青岭市" { $5 = $6 = "" } 1' "$BATS_TEST_TMPDIR/t.csv" >"$BATS_TEST_TMPDIR/u.csv"
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/u.csv"
	[[ $output == *"合计,全省,人工接通率,%,,"* ]]
}
@test "a count of few is shown, a mean on few is not; no records is said" {
	sed -e 's/mean(wait where.*)/distinct(phone)/; s/^    small.*//' figures.kpi >"$BATS_TEST_TMPDIR/figures.kpi"
	cp figures.layout "$BATS_TEST_TMPDIR/l.layout"
	{ head -1 figures.csv; printf '%s,2026-10,,speed,,,%s,%s,,,,,,\n' a 3 3 b 7 7; echo 'c,2026-09,,speed,,,7,7,,,,,,'; } >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f "$BATS_TEST_TMPDIR/l.layout" --format csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"明细,a,平均应答速度,秒,3.0,"* ]]
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv" --lang en
	[[ $output == *",b,Speed of answer,s,7.0,"* ]]
	run -0 cs-report -q -f figures.layout --lang en kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"— no records in this period."* ]]
}
@test "codelists of the layout name values, columns of lists and heads, in the report's language" {
	printf 'name,zh,en\nticket_id,工单,Ticket\nnote,,Note\nreason,原因,Reason\n' >"$BATS_TEST_TMPDIR/n.csv"
	printf 'code,zh,label\n1,一,first\n' >"$BATS_TEST_TMPDIR/r.csv"
	cp figures.kpi "$BATS_TEST_TMPDIR/"
	{ cat figures.layout; printf 'codelist column "n.csv"\n    key name\n    value zh\ncodelist note "r.csv"\n    key code\n    value label\n'; } |
		sed 's/rows region/rows reason/; /sort answered/d; s/show answered, complaints, speed/show complaints/' >"$BATS_TEST_TMPDIR/l.layout"
	printf 'ticket_id,region,severity,days,note\nT1,a,high,9,1\nT2,a,high,8,other\nT3,a,high,7,\n' >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f "$BATS_TEST_TMPDIR/l.layout" --format markdown kpi=figures.csv kpi=figures-reason.csv list="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"| region | note | 工单 |"* && $output == *"| a | 一 | T1 |"* && $output == *"| a | other | T2 |"* && $output == *"| a | — | T3 |"* ]]
	[[ $output == *"| 原因 | "* ]]
	run -0 cs-report -q -f "$BATS_TEST_TMPDIR/l.layout" --format markdown --lang en kpi=figures.csv kpi=figures-reason.csv list="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"| region | Note | Ticket |"* && $output == *"| a | first | T1 |"* ]]
	[[ $output == *"| Reason | "* ]]
}
@test "labels of bin() stand in order of their edges" {
	{ echo 'region,month,years,kpi,value,n'; printf 'x,2026-10,%s,complaints,%s,1\n' '2-4' 9 '>=12' 5 '<2' 1 '4-12' 7; } >"$BATS_TEST_TMPDIR/t.csv"
	edit 'rows region' 'rows years'
	sed -i '/sort answered/d; s/kind pareto/kind heat/; s/    x reason/    x years@    by region/; s/show answered, complaints, speed/show complaints/; /kind line/,/target/d' "$LAYOUT"
	tr '@' '\n' <"$LAYOUT" >"$LAYOUT.2"
	sed -i '/^chart line/d; /    when/d' "$LAYOUT.2"
	run -0 cs-report -q -f "$LAYOUT.2" --place x kpi="$BATS_TEST_TMPDIR/t.csv"
	[ "$(grep -oE '^(<2|2-4|4-12|>=12) ' <<<"$output" | tr -d '\n')" = "<2 2-4 4-12 >=12 <2 2-4 4-12 >=12 " ]
}
@test "places are known from the total by cs_total, not by an empty name" {
	{ cat figures.csv; echo ',2026-10,,answered,9,10,90.00,10,,,,,,'; } >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"明细,（未填）,人工接通率,%,90.00,"* ]]
	[[ $output == *"合计,全省,人工接通率,%,84.11,"* ]]
}
@test "--period: another month; what came later is not in it" {
	run -0 report --period 2026-08
	[[ $output == *"月报 2026年8月"* && $output == *"数据截至 2026-08-31"* && $output != *2026-10* ]]
}
@test "--lang en" {
	run -0 report --lang en
	[[ $output == *"Report, 2026-10"* && $output == *"Answered(%)"* && $output == *"✓ met"* && $output != *达标* ]]
}
@test "--preset chooses sections, charts, definitions and format; options win" {
	run -0 report --preset brief
	[[ $output == "# 月报 2026年10月"* && $output != *图* && $output != *公式* && $output != *"## 明细"* ]]
	run -0 report --preset brief --format text
	[[ $output == "月报 2026年10月"* ]]
}
@test "--place: its row and the total's, its own title, its own rows of lists" {
	run -0 report --place 云州市
	[[ $output == "月报 2026年10月 · 云州市"* && $output != *临江市81.50* ]]
	[ "$(grep -c '^云州市   89.50' <<<"$output")" -eq 1 ]
	[[ $output != *T4* && $output == *T3* ]]
	run -2 report --place 云洲市
	[ "$output" = "cs-report: --place: no place '云洲市'; did you mean '云州市'?" ]
}
@test "--split: a file for each place, and an index that links to them" {
	report -q --format html --split region --out-dir "$BATS_TEST_TMPDIR/out"
	[ "$(cd "$BATS_TEST_TMPDIR/out" && echo *)" = "01-临江市.html 02-云州市.html 03-青岭市.html index.html" ]
	grep -q '<a href="02-%E4%BA%91%E5%B7%9E%E5%B8%82.html">云州市</a>' "$BATS_TEST_TMPDIR/out/index.html"
}
@test "--split: names of files are safe whatever places are called" {
	sed 's/云州市/..\/..\/x y/; s/临江市/-rf/' figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	cs-report -q -f figures.layout --format markdown --split region --out-dir "$BATS_TEST_TMPDIR/out" kpi="$BATS_TEST_TMPDIR/t.csv"
	[ "$(cd "$BATS_TEST_TMPDIR/out" && echo *)" = "01--rf.md 02-______x_y.md 03-青岭市.md index.md" ]
}
@test "text fits the terminal: no line is wider, and what was left out is said" {
	for width in 80 60 40; do
		COLUMNS=$width report >"$BATS_TEST_TMPDIR/t"
		[ "$(LC_ALL=C.UTF-8 wc -L <"$BATS_TEST_TMPDIR/t")" -le "$width" ]
	done
	grep -q '^因宽度未显示：走势、' "$BATS_TEST_TMPDIR/t"
}
@test "text: heads break between words, and in no more lines than they must" {
	for width in 100 80 60; do
		COLUMNS=$width report --lang en | awk '/^Table 1/ { on = 1 } /^──/ { on = 0 } on' >"$BATS_TEST_TMPDIR/t"
		for word in 'Answered(%)' Complaints Speed; do
			grep -qF "$word" "$BATS_TEST_TMPDIR/t"
		done
	done
	[ "$(COLUMNS=100 report --lang en | grep -c '^ *Complaints$')" -eq 0 ]
}
@test "--ascii and CS_AMBIGUOUS=2 draw without block characters; CJK text stays" {
	run -0 report --ascii
	[[ $output == *"x 未达标"* && $output == *"_.."* ]]
	none '[▁▂▃▄▅▆▇█─✓✗]' <<<"$output"
	CS_AMBIGUOUS=2 run -0 report
	none '[▁▂▃▄▅▆▇█✓✗]' <<<"$output"
}
@test "colour only when asked, and never alone" {
	report | none $'\033'
	report --color always >"$BATS_TEST_TMPDIR/c.txt"
	grep -q $'\033\\[31m *17.3\|\033\\[31m✗ 未达标' "$BATS_TEST_TMPDIR/c.txt"
	NO_COLOR=1 CLICOLOR_FORCE=1 report | none $'\033'
}
@test "html: one file, nothing from outside, nothing without the script" {
	report --format html >"$BATS_TEST_TMPDIR/r.html"
	none -E '(src|href)=|url\(|@import|https?:' <"$BATS_TEST_TMPDIR/r.html"
	grep -q "default-src 'none'" "$BATS_TEST_TMPDIR/r.html"
	grep -q '<html lang="zh-CN">' "$BATS_TEST_TMPDIR/r.html"
	grep -q '<details open>' "$BATS_TEST_TMPDIR/r.html"
	report --format html --no-script >"$BATS_TEST_TMPDIR/n.html"
	none '<script\|script-src' <"$BATS_TEST_TMPDIR/n.html"
	diff <(sed '/<script>/,/<\/script>/d; /Content-Security/d' "$BATS_TEST_TMPDIR/r.html") <(sed '/Content-Security/d' "$BATS_TEST_TMPDIR/n.html")
}
@test "html: tags are closed" {
	report --format html | sed '/<script>/,/<\/script>/d' | grep -o '<[/a-z][^>]*>' | awk '
		/^<meta/ || /\/>$/ { next }
		{ name = $1; gsub(/[<>\/]/, "", name) }
		/^<\// { if (stack[n--] != name) { print NR, name, stack[n + 1]; exit 1 }; next }
		{ stack[++n] = name }
		END { exit n != 0 }'
}
@test "F01: markup in data is text in html and markdown" {
	run -0 report --format html
	[[ $output != *"<script>alert"* && $output == *"&lt;script&gt;alert(1)&lt;/script&gt;"* ]]
	[[ $output == *"&lt;b&gt;宽带&lt;/b&gt; &amp; &quot;故障&quot;"* ]]
	run -0 report --format markdown
	[[ $output == *'&lt;script&gt;'* && $output == *'a\|b, c'* && $output != *'<b>'* ]]
}
@test "F02: a formula in data is text in a spreadsheet" {
	sed 's/青岭市/=HYPERLINK("x")/' figures.csv | sed 's/=HYPERLINK("x")/"=HYPERLINK(""x"")"/' >"$BATS_TEST_TMPDIR/t.csv"
	run -0 cs-report -q -f figures.layout --format csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"\"'=HYPERLINK(\"\"x\"\")\""* && $output != *",=HYPER"* ]]
}
@test "F05: control characters in data reach no terminal" {
	sed $'s/青岭市/\033[2Jx/' figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	for format in text markdown html csv; do
		cs-report -q -f figures.layout --format $format kpi="$BATS_TEST_TMPDIR/t.csv" | none $'\033'
	done
	cs-report -q -f figures.layout kpi="$BATS_TEST_TMPDIR/t.csv" >"$BATS_TEST_TMPDIR/x.txt"
	grep -qF '\x1B[2Jx' "$BATS_TEST_TMPDIR/x.txt"
}
@test "D04: the same bytes for any number of jobs, any clock, order of files" {
	for format in text html csv; do
		report --format $format >"$BATS_TEST_TMPDIR/a"
		TZ=Asia/Shanghai LC_ALL=C report -j 7 --format $format | cmp "$BATS_TEST_TMPDIR/a" -
	done
}
@test "a list's columns may be a pattern" {
	edit 'list ticket_id, region, note by days' 'list /^(region|note)$/ by days'
	run -0 cs-report -q -f "$LAYOUT" "${ALL[@]}"
	[[ $output == *"region  note  "* ]]
}
@test "a list takes the first stream that has its columns" {
	run -2 cs-report -f figures.layout kpi=figures.csv list=figures-reason.csv
	[[ ${lines[0]} == "cs-report: figures.layout:"*": no list= stream has these columns: figures-reason.csv: no column 'ticket_id'"* ]]
	run -0 --separate-stderr cs-report -f figures.layout kpi=figures.csv
	[ "$stderr" = "cs-report: no list=FILE; a list of section 'evidence' is left out" ]
}
@test "what a layout gets wrong is found before anything is read, with its place" {
	edit 'show answered, complaints, speed' 'show answerd'
	run -2 cs-report -f "$LAYOUT" kpi=/dev/null
	[[ $output == *"l.layout:"*"answerd"*"did you mean 'answered'?"* ]]
	edit 'change(answered) >= 1' 'chnge(answered) >= 1'
	run -2 cs-report -f "$LAYOUT" kpi=/dev/null
	[[ $output == *"l.layout:"*"no function 'chnge'"* ]]
	edit 'change(answered) >= 1' 'change(1) >= 1'
	run -2 cs-report -f "$LAYOUT" kpi=/dev/null
	[[ $output == *"expected the name of an indicator"* ]]
	edit 'kind pareto' 'kind fan'
	run -2 cs-report -f "$LAYOUT" kpi=/dev/null
	[[ $output == *"expected line, bar, stack, pareto, heat or flow"* ]]
}
@test "stack, heat and bar charts are drawn" {
	for kind in 'stack|by reason' 'heat|x reason@    by region' 'bar|x region'; do
		edit 'kind pareto' "kind ${kind%%|*}"
		sed -i "s/^    x reason\$/    ${kind##*|}/" "$LAYOUT"
		tr '@' '\n' <"$LAYOUT" >"$LAYOUT.2"
		run -0 cs-report -q -f "$LAYOUT.2" --format html "${ALL[@]}"
		[ "$(grep -c '<svg class="chart"' <<<"$output")" -eq 2 ]
	done
}
flows() { # two regions, two months; by hand: A B 5+3, B A 2, B C 4+1; B B 1 without a time
	cat >"$BATS_TEST_TMPDIR/arcs.csv" <<-'END'
		region,month,from,to,n,median_s,sum_s
		云州市,2026-10,A,B,5,60,400
		临江市,2026-10,A,B,3,90,240
		云州市,2026-10,B,<A>,2,90000,200000
		云州市,2026-10,B,C,4,7200,30000
		临江市,2026-10,B,C,1,10,10
		临江市,2026-10,B,B,1,,
		云州市,2026-09,X,Y,99,1,99
	END
	head -n 9 flow.layout >"$BATS_TEST_TMPDIR/f.layout"
	cp figures.kpi regions.csv "$BATS_TEST_TMPDIR"
}
flow() { cs-report -q -f "$BATS_TEST_TMPDIR/f.layout" --lang en kpi=figures.csv list="$BATS_TEST_TMPDIR/arcs.csv" "$@"; }
@test "a flow chart: steps of all places added up, times then means; those of one place with their medians" {
	flows
	run -0 flow
	[ "$(sed -n '/^Figure/,$p' <<<"$output" | head -n 5)" = 'Figure 1  Paths (times · mean time between)
A → B    8  ████████████████████████     80 s  ! most time in all
B → C    5  ███████████████           100 min  ! most time in all
B → <A>  2  ██████                     27.8 h  ! most time in all
B → B    1  ███                             —' ]
	run -0 flow --place 临江市 --ascii
	[ "$(sed -n '/^Figure/,$p' <<<"$output" | head -n 4)" = 'Figure 1  Paths (times · median time between)
A -> B  3  ########################  90 s  ! most time in all
B -> B  1  ########                     -
B -> C  1  ########                  10 s  ! most time in all' ]
	run -0 flow --format markdown --place 云州市
	[[ $output = *'| step | times | median time between | |
|---|--:|--:|---|
| A → B | 5 | 60 s | **!** most time in all |
| B → C | 4 | 2 h | **!** most time in all |
| B → &lt;A&gt; | 2 | 25 h | **!** most time in all |'* ]]
	[[ $(flow --format csv) != *"→"* ]]
}
@test "a flow chart as a picture: every name and figure escaped, a description, no two labels over each other" {
	flows
	run -0 flow --format html
	[[ $output = *'<figure class="full tall"><figcaption>Figure 1　Paths <small>(times · mean time between)</small>'* ]]
	[[ $output = *'<desc id="c1d">most frequent: A → B 8, most time in all: A → B 80 s, most time in all: B → C 100 min, most time in all: B → &lt;A&gt; 27.8 h</desc>'* ]]
	[[ $output = *'<title>B → &lt;A&gt; ! 2 · 27.8 h</title>'* ]] && [[ $output != *'<A>'* ]]
	[ "$(grep -c 'class="nd"' <<<"$output")" -eq 4 ] && [ "$(grep -c 'path class="fl' <<<"$output")" -eq 4 ]
	[ "$(grep -c 'path class="ar slow"' <<<"$output")" -eq 3 ]
	for j in 1 7; do flow -j $j --format html | cmp - <(printf '%s\n' "$output"); done
	{ head -n 1 "$BATS_TEST_TMPDIR/arcs.csv"; tail -n +2 "$BATS_TEST_TMPDIR/arcs.csv" | sort -r; } >"$BATS_TEST_TMPDIR/t" && mv "$BATS_TEST_TMPDIR/t" "$BATS_TEST_TMPDIR/arcs.csv"
	flow --format html | cmp - <(printf '%s\n' "$output")
}
@test "a flow chart: top and where; the steps with most time stay" {
	flows
	printf '    top 1\n' >>"$BATS_TEST_TMPDIR/f.layout"
	run -0 flow
	[[ $output = *'Figure 1  Paths (times · mean time between · the first 3/4)'* ]]
	printf "    where from = 'B' and n > 1\n" >>"$BATS_TEST_TMPDIR/f.layout"
	run -0 flow
	[ "$(sed -n '/^Figure/,$p' <<<"$output" | head -n 3)" = 'Figure 1  Paths (times · median time between)
B → C    4  ████████████████████████   2 h  ! most time in all
B → <A>  2  ████████████              25 h  ! most time in all' ]
	sed -i "s/n > 1/n > 100/" "$BATS_TEST_TMPDIR/f.layout"
	run -0 flow
	[[ $output = *"Paths: no data."* ]]
}
@test "a flow chart: what does not go with it, a stream that is missing, two, one of bad values" {
	flows
	run -0 --separate-stderr cs-report -f "$BATS_TEST_TMPDIR/f.layout" kpi=figures.csv
	[ "$stderr" = "cs-report: no list=FILE; flow chart 'path' of section 'paths' is left out" ]
	cp "$BATS_TEST_TMPDIR/arcs.csv" "$BATS_TEST_TMPDIR/more.csv"
	run -2 flow list="$BATS_TEST_TMPDIR/more.csv"
	[[ ${lines[0]} = *"f.layout:7:1: both $BATS_TEST_TMPDIR/arcs.csv and $BATS_TEST_TMPDIR/more.csv have these steps; expected them as one list= stream (cat), with a column for \`where\` to choose by" ]]
	sed -i 's/,4,7200,/,x,7200,/' "$BATS_TEST_TMPDIR/arcs.csv"
	run -2 flow
	[[ ${lines[0]} = *"f.layout:7:1: the step from 'B' to 'C' has a n of 'x'; expected a number above 0" ]]
	printf '    show answered\n' >>"$BATS_TEST_TMPDIR/f.layout"
	run -2 flow
	[[ ${lines[0]} = *"f.layout:10:5: \`show\` is not for a flow chart, which shows the steps of a list= stream" ]]
	sed -i '$d; s/kind flow/kind line/' "$BATS_TEST_TMPDIR/f.layout"
	printf '    show answered\n    top 3\n' >>"$BATS_TEST_TMPDIR/f.layout"
	run -2 flow
	[[ ${lines[0]} = *"f.layout:11:5: \`top\` is not for a chart of indicators; only a flow chart has it" ]]
}
@test "a figure that comes with two values is an error; the same twice is not" {
	run -0 cs-report -q -f figures.layout kpi=figures.csv kpi=figures.csv
	sed 's/89.50/89.51/' figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	run -2 cs-report -q -f figures.layout kpi=figures.csv kpi="$BATS_TEST_TMPDIR/t.csv"
	[ "$output" = "cs-report: $BATS_TEST_TMPDIR/t.csv: 'answered' has two values for '云州市', '2026-10'; give each stream once" ]
}
@test "a stream that is none of cs-kpi's is refused, a bad value with its line" {
	run -2 cs-report -q -f figures.layout kpi=calls.csv
	[[ $output == "cs-report: calls.csv: no column 'kpi'"*"; a kpi= stream is what cs-kpi --long writes" ]]
	printf 'region,month,kpi,value\na,2026-10,answered,x1\n' >"$BATS_TEST_TMPDIR/t.csv"
	run -2 cs-report -q -f figures.layout kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"t.csv:2: value: not a number: 'x1'" ]]
	printf 'region,month,kpi,value\na,2026-13,answered,1\n' >"$BATS_TEST_TMPDIR/t.csv"
	run -2 cs-report -q -f figures.layout kpi="$BATS_TEST_TMPDIR/t.csv"
	[[ $output == *"t.csv:2: month: not a month: '2026-13'" ]]
}
@test "a period without figures is an error that says which there are" {
	head -1 figures.csv >"$BATS_TEST_TMPDIR/t.csv"
	run -2 cs-report -q -f figures.layout kpi="$BATS_TEST_TMPDIR/t.csv"
	[ "$output" = "cs-report: $BATS_TEST_TMPDIR/t.csv: no figures" ]
	run -2 cs-report -q -f figures.layout --period 2015-03 kpi=figures.csv
	[ "$output" = "cs-report: no figures for 2015-03; the streams have 2025-09 to 2026-10" ]
}
@test "options that do not go together" {
	run -2 cs-report -f figures.layout --format xlsx kpi=figures.csv
	[ "$output" = "cs-report: --format: this build has no xlsx; there are text, markdown, html, csv" ]
	run -2 cs-report -f figures.layout --format pdf kpi=figures.csv
	run -2 cs-report -f figures.layout --split reason --out-dir x kpi=figures.csv
	run -2 cs-report -f figures.layout --split region kpi=figures.csv
	run -2 cs-report -f figures.layout --lang fr kpi=figures.csv
	run -2 cs-report -f figures.layout --preset brif kpi=figures.csv
	[[ $output == *"did you mean 'brief'?"* ]]
	run -2 cs-report -f figures.layout x=figures.csv
	run -2 cs-report -f figures.layout
	run -2 cs-report kpi=figures.csv
}
@test "-o: a full disk or a fault leaves the former file; a page is replaced whole" {
	echo former >"$BATS_TEST_TMPDIR/r.html"
	run -2 cs-report -q -f figures.layout --format html -o "$BATS_TEST_TMPDIR/r.html" kpi=figures.csv kpi=calls.csv
	[ "$(cat "$BATS_TEST_TMPDIR/r.html")" = former ]
	run -2 sh -c 'cs-report -q -f figures.layout kpi=figures.csv >/dev/full'
	[ "$output" = "cs-report: standard output: No space left on device" ]
	cs-report -q -f figures.layout --format html -o "$BATS_TEST_TMPDIR/r.html" kpi=figures.csv
	[ "$(tail -1 "$BATS_TEST_TMPDIR/r.html")" = "</body></html>" ]
	[ "$(ls "$BATS_TEST_TMPDIR"/r.html*)" = "$BATS_TEST_TMPDIR/r.html" ]
}
@test "-n reads no records and writes nothing; --explain prints the definitions" {
	run -0 report -n
	[ -z "$output" ]
	run -0 report --explain
	[[ $output == *"report small"* && $output == *"kpi answered"* ]]
}
@test "cs-kpi's long form is what cs-report reads" {
	cat >"$BATS_TEST_TMPDIR/a.kpi" <<-'END'
		kpi orders = count()
		    label "订单"
		    better higher
		kpi mean_amount = mean(amount)
		    digits 2
	END
	cat >"$BATS_TEST_TMPDIR/a.layout" <<-'END'
		report a
		    by region
		    catalogue "a.kpi"
		section s
		table t
		    show orders, mean_amount
		    with value n rank
	END
	printf 'region,month,amount\nN,2026-10,1.5\nN,2026-10,2.5\nS,2026-10,4\n' |
		cs-kpi -q -f "$BATS_TEST_TMPDIR/a.kpi" -g month -g region --rollup --long >"$BATS_TEST_TMPDIR/a.csv"
	run -0 cs-report -q -f "$BATS_TEST_TMPDIR/a.layout" --format csv kpi="$BATS_TEST_TMPDIR/a.csv"
	[[ $output == *",N,订单,,2,"* && $output == *",S,mean_amount,,4.00,"* && $output == *"合计,订单,,3,"* ]]
}
