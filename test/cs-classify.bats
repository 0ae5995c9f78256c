# cs-classify: what its manual promises, in the manual's order.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	cat >t.csv <<-'END'
		id,title,body,network,fee
		1,没有信号,家里没有信号三天了,M,5
		2,,电梯里没信号,M,
		3,已恢复,没信号 已恢复,M,7
		4,短信,垃圾短信太多,M,1
		5,,多收话费 垃圾短信,L,9
		6,,其他,L,
		7,,,L,2
	END
	cat >kb.csv <<-'END'
		kb,title,ask,say
		K1,无信号,,
		K2,垃圾短信,哪个号码？,"回复0000退订, 谢谢"
	END
	cat >t.rules <<-'END'
		codelist kb "kb.csv"
		    key kb
		scheme c
		    version 7
		    text title, body
		    kb kb
		class 网络/信号/无信号 = /(?<place>电梯|地下室).{0,3}没信号|没有?信号/ and not /已恢复/
		    id 101
		    kb K1
		    ask "室内吗？" en "Indoors?"
		    say "{coalesce(place, '该处')}已记录（{network}，{fee}）。" en "Noted: {place}."
		class 短信/垃圾 = /垃圾短信/
		    id 304
		    kb K2
		class 资费 = /多收/
		    when fee > 8
		    id 502
		    priority 5
	END
}

# rules TEXT: a scheme over title and body, and these lines
rules() {
	printf 'scheme s\n    text title, body\n%s\n' "$1" >s.rules
}

@test "a record gets the first class that holds, what was found and what is to be said" {
	cs-classify -f t.rules -c id t.csv | cs-select -c '!cs_rules' | diff - <(cat <<-'END'
		id,class1,class2,class3,class_id,kb,matched,place,ask,say,matches
		1,网络,信号,无信号,101,K1,没有信号,,室内吗？,该处已记录（M，5）。,1
		2,网络,信号,无信号,101,K1,电梯里没信号,电梯,室内吗？,电梯已记录（M，—）。,1
		3,,,,,,,,,,0
		4,短信,垃圾,,304,K2,垃圾短信,,哪个号码？,"回复0000退订, 谢谢",1
		5,资费,,,502,,多收,,,,2
		6,,,,,,,,,,0
		7,,,,,,,,,,0
	END
	)
}

@test "a let is what it stands for: what its pattern found is shown, and its named groups are columns" {
	cat >let.rules <<-'END'
		let HERE = /(?<place>电梯|地下室)/
		let WEAK = HERE and /没信号/
		let OVER = /已恢复/
		source ticket
		    let charged = /多收费?/
		scheme s
		    text title, body
		class a = WEAK and not OVER
		class b = charged
	END
	cs-classify -f let.rules -c id t.csv | cs-select -c id,class1,matched,place -w 'class1 is not null' | diff - <(printf '%s\n' id,class1,matched,place 2,a,电梯,电梯 5,b,多收,)
}

@test "cs_rules is name, version and fingerprint; the words for people do not change it, a condition does" {
	stamp() { cs-classify -f "$1" t.csv | cs-select -c cs_rules | sed -n 2p; }
	[[ $(stamp t.rules) =~ ^c:7:[0-9a-f]{16}$ ]]
	sed 's/室内吗/在室内吗/' t.rules >words.rules
	[ "$(stamp words.rules)" = "$(stamp t.rules)" ]
	sed 's/fee > 8/fee > 7/' t.rules >other.rules
	[ "$(stamp other.rules)" != "$(stamp t.rules)" ]
	rules "class a = /a/"
	[[ $(stamp s.rules) =~ ^s:[0-9a-f]{16}$ ]]
}

@test "--all: a record for each class that holds, the one that counts first; without a class, one" {
	cs-classify -f t.rules --all -c id t.csv | cs-select -c id,class1,match,matches -w 'id >= "5"' | diff - <(cat <<-'END'
		id,class1,match,matches
		5,资费,1,2
		5,短信,2,2
		6,,0,0
		7,,0,0
	END
	)
}

@test "--lang: the words in another language" {
	cs-classify -f t.rules --lang en -c id t.csv | cs-select -c ask,say -w 'id = "2"' | sed -n 2p | diff - <(echo 'Indoors?,Noted: 电梯.')
	run -2 cs-classify -f t.rules --lang fr t.csv
	[[ "${lines[0]}" = "cs-classify: --lang: 'fr'; expected zh or en" ]]
}

@test "--text searches other columns than the scheme's" {
	[ "$(cs-classify -f t.rules --text title t.csv | cs-select -w 'class1 is not null' -c id | tr '\n' ' ')" = "id 1 " ]
	run -2 cs-classify -f t.rules --text titel t.csv
	[[ "$output" = "cs-classify: --text: no column 'titel'; did you mean 'title'?" ]]
}

@test "a bare pattern means any of the text columns; null only where there is no text at all" {
	rules "class a = not /信号/"
	[ "$(cs-classify -f s.rules t.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 4 5 6 " ]
	rules "class a = /信号/ is null"
	[ "$(cs-classify -f s.rules t.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 7 " ]
}

@test "conditions: or, other columns, lets of a source, patterns of named columns, no pattern at all" {
	printf '%s\n' 'source t' '    let dear = fee > 4' '    number fee' 'scheme s' '    text title, body' \
		'class a = (/垃圾/ or /三天/) and dear' 'class b = body ~ /其他/' "class c = network = 'L'" >s.rules
	[ "$(cs-classify -f s.rules t.csv | cs-select -w 'class1 is not null' -c id,class1 -D ';' | tail -n +2 | tr '\n' ' ')" = \
		"1;a 5;a 6;b 7;c " ]
}

@test "priority comes before the order of the file, and may be a fraction or below zero" {
	rules "$(printf '%s\n' 'class a = /信号/' '    priority -1' 'class b = /没/' 'class c = /三天/' '    priority 0.5')"
	[ "$(cs-classify -f s.rules t.csv | cs-select -c class1 | head -n 3 | tr '\n' ' ')" = "class1 c b " ]
}

@test "levels goes to the columns that the scheme names" {
	rules "    levels l1, l2
class 甲/乙 = /信号/"
	[ "$(cs-classify -f s.rules -c id t.csv | sed -n 2p | cut -d, -f 2,3)" = "甲,乙" ]
	[ "$(cs-classify -f s.rules -c id t.csv | sed -n 1p)" = "id,l1,l2,matched,matches,cs_rules" ]
}

@test "normalize: width, case and blanks make no difference, in text or pattern" {
	printf 'id,title,body\n1,ＷｉＦｉ  断线,\n2,wifi断线,\n3,WIFI（断线）,\n' >w.csv
	rules "    normalize
class a = /wiｆi ?[（ ]?断线/"
	[ "$(cs-classify -f s.rules -c id w.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 1 2 3 " ]
	rules "class a = /wifi/"
	[ "$(cs-classify -f s.rules -c id w.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 2 " ]
}

@test "case by Unicode: the Kelvin sign is a k, the long s an s" {
	printf 'id,title,body\n1,\u212aelvin,\n2,ba\u017fs,\n3,KELVIN,\n4,elvin,\n' >k.csv
	rules "class a = /kelvin|bass/i"
	[ "$(cs-classify -f s.rules -c id k.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 1 2 3 " ]
}

@test "--stats: a record for the whole, then one a class in the order in which they count" {
	cs-classify -f t.rules --stats s.csv t.csv -o out.csv
	cs-select -c '!cs_rules' s.csv | diff - <(cat <<-'END'
		class1,class2,class3,class_id,kb,records,hits,chosen,alone,dead,model,unmatched
		,,,,,7,4,4,3,0,0,3
		资费,,,502,,7,1,1,0,0,0,
		网络,信号,无信号,101,K1,7,2,2,2,0,0,
		短信,垃圾,,304,K2,7,2,1,1,0,0,
	END
	)
}

@test "--compare: cells, recall, precision, kappa; what nobody coded is left out and counted" {
	printf 'id,title,body,code\n1,a,,X\n2,a,,X\n3,a,,Y\n4,b,,Y\n5,b,,Y\n6,c,,Y\n7,a,,\n' >h.csv
	rules "$(printf '%s\n' 'class p/X = /a/' 'class q/Y = /b/')"
	cs-classify -f s.rules --compare code=class2 --confusion x.csv -o /dev/null h.csv
	diff x.csv <(cat <<-'END'
		kind,theirs,ours,n,of,value,se
		cell,X,X,2,,,
		cell,Y,,1,,,
		cell,Y,X,1,,,
		cell,Y,Y,2,,,
		recall,X,,2,2,1.000000,
		precision,,X,2,3,0.666667,
		recall,Y,,2,4,0.500000,
		precision,,Y,2,2,1.000000,
		equal,,,4,6,0.666667,
		kappa,,,4,6,0.454545,0.247106
		uncoded,,,1,,,
	END
	)
	run --separate-stderr cs-classify -f s.rules --compare code=class -v -o /dev/null h.csv
	[[ "$stderr" == *"compared: 0 of 6 equal (0.0 %), kappa 0.000, standard error 0.000"* ]]
	cs-classify -f s.rules --all --compare code=class2 --confusion y.csv -o /dev/null h.csv
	cmp x.csv y.csv
}

@test "--compare: wrong words are named" {
	run -2 cs-classify -f t.rules --compare cod t.csv
	[[ "$output" == "cs-classify: --compare: no column 'cod'"* ]]
	run -2 cs-classify -f t.rules --compare id=clas t.csv
	[ "$output" = "cs-classify: --compare: 'clas'; expected class, class_id or a column of the levels" ]
	rules "class a = /a/"
	run -2 cs-classify -f s.rules --compare id=class_id t.csv
	[ "$output" = "cs-classify: --compare: no class has an \`id\`; expected =class or a column of the levels" ]
	run -2 cs-classify -f s.rules --confusion x t.csv
	[ "${lines[0]}" = "cs-classify: --confusion goes with --compare" ]
}

@test "-v says the books, coverage and dead rules" {
	run --separate-stderr cs-classify -f t.rules -v -o /dev/null t.csv
	[ "${stderr_lines[0]}" = "cs-classify: 7 read, 7 used, 0 left out, 0 rejected, 0 merged; 7 written" ]
	[ "${stderr_lines[1]}" = "cs-classify: 4 of 7 records have a class (57.1 %), 1 of them by several rules; 0 of 3 rules hold for none" ]
}

@test "--dry-run reads nothing; --explain shows the rules and the patterns that are run on every text" {
	rules "class a = /a.|[0-9]/"
	run -0 cs-classify -f s.rules --explain t.csv
	[ "${lines[0]}" = "scheme s" ]
	[ "${lines[2]}" = "class a = /a.|[0-9]/" ]
	[ "${lines[3]}" = "columns searched: title body" ]
	[ "${lines[4]}" = "classes 1, patterns 1: 0 run only where a text holds what they need" ]
	[ "${lines[5]}" = "run on every text: /a.|[0-9]/" ]
	run -0 cs-classify -f t.rules -n --stats no.csv t.csv
	[ ! -e no.csv ]
	[[ "$output" = *"classes 3, patterns 4: 4 run only"* ]]
}

@test "rules: a pattern, a name, a class in a place that is wrong" {
	rules "class a = /x(/"
	run -2 cs-classify -f s.rules t.csv
	[[ "${lines[0]}" == "cs-classify: s.rules:3:"*": not a pattern: missing closing parenthesis" ]]
	rules "class a = /x/ and feee > 2"
	run -2 cs-classify -f s.rules t.csv
	[ "${lines[0]}" = "cs-classify: s.rules:3:19: no column 'feee'; did you mean 'fee'?" ]
	rules "class a = count(id per fee) > 1"
	run -2 cs-classify -f s.rules t.csv
	[ "${lines[0]}" = "cs-classify: s.rules:3:11: count needs more than one record; cs-classify looks at one at a time" ]
	printf 'scheme s\nclass a = /x/\n' >s.rules
	run -2 cs-classify -f s.rules t.csv
	[ "${lines[0]}" = "cs-classify: s.rules:1:1: no columns to search; expected \`text LIST\` under it, or --text LIST" ]
	sed 's/kb K2/kb K3/' t.rules >s.rules
	run -2 cs-classify -f s.rules t.csv
	[ "${lines[0]}" = "cs-classify: s.rules:14:8: no 'K3' in the knowledge base; expected a key of the codelist that \`kb\` of the scheme names" ]
}

@test "a saying may use what its own groups found and the record, and nothing else" {
	rules "class a = /信号/
    say \"{plase}\""
	run -2 cs-classify -f s.rules t.csv
	[[ "${lines[0]}" == "cs-classify: s.rules:4:11: no column 'plase'"* ]]
	rules "class a = /(?<fee>信号)/"
	run -2 cs-classify -f s.rules t.csv
	[ "$output" = "cs-classify: (?<fee>...): the input has a column of this name; expected another name for the group" ]
}

@test "a column that the input has already is not doubled" {
	rules "class a = /信号/"
	cs-classify -f s.rules -o once.csv t.csv
	run -2 cs-classify -f s.rules once.csv
	[ "$output" = "cs-classify: output: the input has a column 'class1' already; leave it out with -c, or rename it with cs-select --rename" ]
	cs-classify -f s.rules -c id:fee -o twice.csv once.csv
	cmp once.csv twice.csv
}

@test "a pattern that needs too many steps is an error with rule and record, never a no" {
	printf 'id,title,body\n1,x,\n2,%s!,\n' "$(printf 'a%.0s' {1..60})" >deep.csv
	rules 'class a = /(a+)+(a+)+$/'
	run -2 cs-classify -f s.rules deep.csv
	[[ "$output" == *"cs-classify: deep.csv:3: match limit: the pattern /(a+)+(a+)+\$/ needs too many steps for this text of 61 bytes" ]]
}

@test "a value that is no number is null in a condition, and said; --strict ends there" {
	printf 'id,title,body,network,fee\n1,多收,,L,九\n' >bad.csv
	run -0 --separate-stderr cs-classify -f t.rules -c id bad.csv
	[[ "$stderr" == "cs-classify: bad.csv:2: fee: not a number: '九'" ]]
	run -2 cs-classify --strict -f t.rules -c id bad.csv
}

@test "the same bytes whatever --jobs, from a file, a pipe or several files" {
	awk 'BEGIN { print "id,title,body,network,fee"; for (i = 0; i < 20000; i++)
		print i ",第" i "条," (i % 3 ? "没信号" : "垃圾短信") (i % 7 ? "" : "多收") ",M," i % 11 }' >big.csv
	for jobs in 1 2 5; do
		cs-classify -j $jobs -f t.rules --all --stats s$jobs.csv --compare network=class1 --confusion x$jobs.csv big.csv -o o$jobs.csv
	done
	cmp o1.csv o2.csv && cmp o1.csv o5.csv && cmp s1.csv s5.csv && cmp x1.csv x5.csv
	cat big.csv | cs-classify -f t.rules --all | cmp - o1.csv
	head -n 5000 big.csv >a.csv
	{ head -n 1 big.csv; tail -n +5001 big.csv; } >b.csv
	cs-classify -f t.rules --all a.csv b.csv | cmp - o1.csv
}

@test "usage: rules are needed, one file is not written twice" {
	run -2 cs-classify t.csv
	[ "${lines[0]}" = "cs-classify: which classes? see -f and --model" ]
	run -2 cs-classify -f t.rules -o a.csv --stats a.csv t.csv
	[[ "$output" == "cs-classify:"*a.csv* ]]
	run -2 cs-classify -f t.rules --now soon t.csv
	[ "${lines[0]}" = "cs-classify: --now: not a time: 'soon'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS" ]
}

@test "constants, --set and --now serve conditions" {
	printf '%s\n' 'let LIMIT = 4' 'scheme s' '    text title' "class a = fee > LIMIT and now() > '2026-01-01'" >s.rules
	[ "$(cs-classify --now 2026-02-01 -f s.rules t.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 1 3 5 " ]
	[ "$(cs-classify --now 2026-02-01 --set LIMIT=8 -f s.rules t.csv | cs-select -w 'class1 = "a"' -c id | tr '\n' ' ')" = "id 5 " ]
}

# texts N: N texts of three kinds and a few of none
texts() {
	awk -v N="$1" 'BEGIN { print "id,title,body,kind"; for (i = 1; i <= N; i++) {
		k = i % 7; print i ",," (k == 0 ? "彩铃播放不了" i : k < 4 ? "宽带网速太慢" i : k < 6 ? "话费账单多收" i : "其他" i) "," \
			(k == 0 ? "铃" : k < 4 ? "网" : k < 6 ? "费" : "") } }'
}

@test "--suggest: phrases of the texts without a class, with a rule line and examples" {
	texts 210 >s.csv
	rules "$(printf '%s\n' 'class 网 = /网速/' 'class 费 = /多收/')"
	cs-classify -f s.rules --suggest --id id s.csv | diff - <(cat <<-'END'
		group,phrase,n,share,matched,g2,z,rule,examples
		1,其他,30,0.5000,0,89.0712,5.7657,class ? = /其他/,6 13 20
		2,彩铃播放不了,30,0.5000,0,89.0712,5.7657,class ? = /彩铃播放不了/,7 14 21
	END
	)
	[ "$(cs-classify -f s.rules --suggest --top 1 s.csv | wc -l)" = 2 ]
	[ "$(cs-classify -f s.rules --suggest --min-n 31 s.csv | wc -l)" = 1 ]
	cs-classify -f s.rules --suggest s.csv | cs-select -c examples | sed -n 2p | diff - <(echo 6 13 20)
}

@test "--suggest: words of other alphabets, by pairs and longer; none across columns or a line end" {
	awk 'BEGIN { print "id,title,body"; for (i = 0; i < 40; i++) print i "," (i % 2 ? "Modem; light red" : "fine day") "," (i % 2 ? "Again" : "So") }' >w.csv
	rules "class ok = /fine/"
	cs-classify -f s.rules --suggest w.csv | cs-select -c phrase,rule,n | diff - <(cat <<-'END'
		phrase,rule,n
		again,class ? = /\bagain\b/i,20
		modem light red,class ? = /\bmodem\W+light\W+red\b/i,20
	END
	)
}

@test "--learn: cross-validation on standard output, a readable model, fitted by --label or by the rules" {
	texts 700 >h.csv
	cs-classify --learn m.csv --label kind --text title,body h.csv >report.csv
	diff <(sed -n '1,5p' report.csv) - <<-'END'
		kind,theirs,ours,n,of,value,se
		alpha,,1,600,600,1.000000,
		alpha,,0.3,600,600,1.000000,
		alpha,,0.1,600,600,1.000000,
		alpha,,0.03,600,600,1.000000,
	END
	grep -q '^kappa,,,600,600,1.000000,0.000000$' report.csv
	[ "$(head -n 1 m.csv)" = "kind,class,token,n,of,value" ]
	grep -q '^class,费,,200,' m.csv
	grep -q '^count,网,网速,300,,$' m.csv
	grep -q '^end,,,' m.csv
	rules "$(printf '%s\n' 'class 网 = /网速/' 'class 费 = /多收/' 'class 铃 = /彩铃/')"
	cs-classify -f s.rules --learn r.csv h.csv >/dev/null
	cmp r.csv m.csv
}

@test "--learn: equal texts are never on both sides of a fold; --seed deals anew; --jobs changes nothing" {
	# Each text is there ten times; its class is nothing but chance, so only seeing it before would help.
	awk 'BEGIN { srand(3); print "id,text,kind"; for (i = 0; i < 300; i++) { k = rand() < 0.5 ? "x" : "y"
		for (j = 0; j < 10; j++) print i "," "w" i " q" i "," k } }' >d.csv
	cs-classify --learn m.csv --label kind --text text d.csv >report.csv
	[ "$(sed -n 's/^equal,,,\([0-9]*\),.*/\1/p' report.csv)" -lt 1000 ]
	texts 900 >h.csv
	cs-classify -j 1 --learn 1.csv --label kind --text body h.csv >r1
	cs-classify -j 4 --learn 4.csv --label kind --text body h.csv >r4
	cmp 1.csv 4.csv && cmp r1 r4
	cs-classify --seed 5 --folds 3 --learn 5.csv --label kind --text body h.csv >r5
	grep -q '^about,,seed,5,,$' 5.csv
	grep -q '^about,,folds,3,,$' 5.csv
}

@test "--model: what no rule matches gets the model's class, with its id and words; by and probability say so" {
	texts 700 >h.csv
	cs-classify --learn m.csv --label kind --text title,body h.csv >/dev/null
	rules "$(printf '%s\n' 'class 网 = /网速/' '    id 7' 'class 费 = /^$/' '    id 8' '    ask "哪个月？"')"
	printf 'id,title,body\n1,,网速慢\n2,,账单多收\n3,,彩铃\n4,,完全未知\n5,,\n' >n.csv
	cs-classify -f s.rules --model m.csv -c id --stats st.csv n.csv | cs-select -c '!cs_*' | diff - <(cat <<-'END'
		id,class1,class_id,matched,ask,matches,by,probability
		1,网,7,网速,,1,rule,
		2,费,8,,哪个月？,0,model,1.0000
		3,铃,,,,0,model,1.0000
		4,,,,,0,,
		5,,,,,0,,
	END
	)
	cs-select -c class1,chosen,model,unmatched st.csv | diff - <(printf '%s\n' class1,chosen,model,unmatched ,1,2,2 网,1,0, 费,0,1,)
	cs-classify --model m.csv -c id n.csv | cs-select -c '!cs_model' | diff - <(printf '%s\n' id,class1,by,probability \
		1,网,model,1.0000 2,费,model,1.0000 3,铃,model,1.0000 4,,, 5,,,)
	[[ $(cs-classify --model m.csv n.csv | cs-select -c cs_model | sed -n 2p) =~ ^[0-9a-f]{16}$ ]]
}

@test "--precision: fewer classes, more of them right" {
	# Half of the texts tell their class, half tell nothing.
	awk 'BEGIN { srand(1); print "id,text,kind"; for (i = 0; i < 2000; i++) { k = rand() < 0.5 ? "x" : "y"
		print i "," (i % 2 ? "sure" k " sign" k : "noise noise") " t" i "," k } }' >p.csv
	cs-classify --learn m.csv --label kind --text text --precision 0.95 p.csv >report.csv
	[ "$(sed -n 's/^given,,,\([0-9]*\),.*/\1/p' report.csv)" -lt 1200 ]
	[ "$(sed -n 's/^equal,,,[0-9]*,2000,0\.\(..\).*/\1/p' report.csv)" -lt 80 ]
	given() { cs-classify --model m.csv --precision "$1" p.csv | cs-select -w 'class1 is not null' -c id | wc -l; }
	[ "$(given 0)" = 2001 ]
	[ "$(given 0.95)" -gt 900 ]
	[ "$(given 0.95)" -lt 1200 ]
}

@test "--model: a file that is no model, or cut short, is refused" {
	texts 70 >h.csv
	cs-classify --learn m.csv --label kind --text body h.csv >/dev/null
	head -n 20 m.csv >cut.csv
	run -2 cs-classify --model cut.csv h.csv
	[ "$output" = "cs-classify: cut.csv: no end; it was cut short" ]
	sed '15d' m.csv >less.csv
	run -2 cs-classify --model less.csv h.csv
	[[ "$output" == "cs-classify: less.csv:"*"not the number of records before it: '"*"'; expected a model as --learn writes it" ]]
	run -2 cs-classify --model h.csv h.csv
	[[ "$output" == "cs-classify: h.csv: no column 'class'"*"expected a model as --learn writes it" ]]
	sed 's/^about,,format,1/about,,format,2/' m.csv >new.csv
	run -2 cs-classify --model new.csv h.csv
	[ "$output" = "cs-classify: new.csv:2: a format that is not known: '2'; expected a model as --learn writes it" ]
	rules "$(printf '%s\n' '    levels l1' 'class a = /a/')"
	awk -F, -v OFS=, 'NR == 1 { print $0 ",sub"; next } { print $0 ",s" }' h.csv >h2.csv
	cs-classify --learn m2.csv --label kind,sub --text body h2.csv >/dev/null
	run -2 cs-classify -f s.rules --model m2.csv h.csv
	[[ "$output" == "cs-classify: --model: the class '"*"/s' has more levels than the scheme has columns (\`levels\`)" ]]
}

@test "--suggest, --learn: nobody's number comes to light" {
	awk 'BEGIN { print "id,title,body"; for (i = 0; i < 40; i++) print i "," (i % 2 ? "call 13800138000 now" : "fine day") "," }' >n.csv
	rules "class ok = /fine/"
	[ "$(cs-classify -f s.rules --suggest n.csv | cs-select -c phrase | tr '\n' ' ')" = "phrase call now " ]
	awk '{ print $0 (NR == 1 ? ",kind" : NR % 2 ? ",x" : ",y") }' n.csv >k.csv
	cs-classify --learn m.csv --label kind --text title k.csv >/dev/null
	grep -q '^count,.,now,' m.csv
	run -1 grep 1380013 m.csv
}

@test "--suggest, --learn: what goes with what, bounds" {
	texts 70 >h.csv
	rules "class 网 = /网速/"
	wrong() { run -2 cs-classify "$@" h.csv; [ "${lines[0]}" = "cs-classify: $want" ]; }
	want="--suggest and --learn do not go together" wrong -f s.rules --suggest --learn x
	want="--suggest looks at what rules leave; see -f" wrong --suggest
	want="--learn from what? see -f, or --label and --text" wrong --learn x --label kind
	want="--suggest and --learn write no records, so -c, --all, --stats, --compare and --model do not go with them" wrong -f s.rules --suggest --all
	want="--label goes with --learn" wrong -f s.rules --label kind
	want="--id goes with --suggest" wrong -f s.rules --id id
	want="--min-n and --top go with --suggest" wrong -f s.rules --top 3
	want="--precision goes with --model or --learn" wrong -f s.rules --precision 0.5
	want="--precision: '90'; expected 0 to 1" wrong -f s.rules --model x --precision 90
	want="--folds: expected 2 to 100" wrong -f s.rules --learn x --folds 1
	want="--id: no column 'idd'; did you mean 'id'?" wrong -f s.rules --suggest --id idd
	want="--label: no column 'kin'; did you mean 'kind'?" wrong --learn x --label kin --text body
	want="--learn: texts of 1 classes; expected two or more" wrong -f s.rules --learn x
	[ ! -e x ]
	texts 90000 >big.csv
	run -2 cs-classify --memory 1M -f s.rules --suggest big.csv
	[[ "$output" == "cs-classify: the texts need more than 1048576 bytes of memory; see --memory, or take a sample"* ]]
	run -0 cs-classify -f s.rules --learn x --explain h.csv
	[[ "$output" == *"the texts are held in memory: at most "* ]]
	[ ! -e x ]
}

@test "-v: what was learned, what was suggested" {
	texts 700 >h.csv
	run --separate-stderr cs-classify -v --learn m.csv --label kind --text body h.csv
	[ "${stderr_lines[0]}" = "cs-classify: 700 read, 600 used, 100 left out, 0 rejected, 0 merged; 0 written" ]
	[[ "${stderr_lines[1]}" == "cs-classify: 600 texts of 3 classes, "*" tokens; of 600 guessed by folds that had not seen them 600 right (100.0 %), kappa 1.000, alpha 1" ]]
	rules "class 网 = /网速/"
	run --separate-stderr cs-classify -v -f s.rules --suggest h.csv
	[[ "${stderr_lines[1]}" == "cs-classify: 400 texts without a class, 300 with one; "*" phrases set them apart, "*" shown" ]]
}
