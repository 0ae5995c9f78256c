# Faults in expressions and definitions, and what must never go out: the rows E and F of the matrix.  F01-F04 are in cs-report.bats.
load faults

# nested N OPEN MIDDLE CLOSE
nested() {
	printf "%0${1}d" 0 | sed "s/0/$2/g"
	printf %s "$3"
	[ -z "$4" ] || printf "%0${1}d" 0 | sed "s/0/$4/g"
}
seconds() { timeout "$@"; }

@test "E01 E02 100 000 parentheses, 300 000 minus signs: nested too deeply, in a second" {
	for what in "100000 ( 1 )" "300000 - 1" "100000 abs( 1 )"; do
		set -- $what
		{ printf 'source row\nkpi k = sum('; nested "$1" "${2//_/ }" "$3" "${4:-}"; echo ')'; } >deep.kpi
		run -2 --separate-stderr seconds 2 cs-kpi -f deep.kpi in.csv
		[[ ${stderr_lines[0]} == "cs-kpi: deep.kpi:2:"*"nested too deeply"* ]] || [[ $1 = 300000 && ${stderr_lines[0]} == "cs-kpi: deep.kpi:2:14: '-' here"* ]]
	done
	# As one argument, which the system bounds at 128 KiB.
	run -2 --separate-stderr seconds 2 cs-select -w "$(nested 60000 '(' 1 ')')" in.csv
	[[ ${stderr_lines[0]} == "cs-select: --where:1:"*"nested too deeply"* ]]
	run -2 --separate-stderr seconds 2 cs-kpi -e "k = $(nested 30000 'abs(' 1 '')" in.csv
	[[ ${stderr_lines[0]} == "cs-kpi: --expr:1:"*"nested too deeply"* ]]
}
@test "E03 50 000 terms: a result or a refusal, in seconds" {
	printf 'a\n1\n' >one.csv
	for op in + - '*' ' or ' ' and '; do
		status=0
		seconds 10 cs-select -e "x = a$(nested 20000 "$op" '' '' | sed "s/${op//\*/\\*}/&1/g")" one.csv >got 2>words || status=$?
		[ $status -eq 0 ] || { [ $status -eq 2 ] && grep -q '^cs-select: --expr:1:' words; }
	done
}
@test "E04 an unknown column is named at its place, with the nearest name" {
	run -2 --separate-stderr cs-select -w 'id > 3 and txt = 1' in.csv -o d/out
	[ "$stderr" = $'cs-select: --where:1:12: no column \'txt\'; did you mean \'text\'?\n  id > 3 and txt = 1\n             ^' ] ||
		[[ ${stderr_lines[0]} == "cs-select: --where:1:12: no column 'txt'; did you mean 'text'?" ]]
	kept
	printf 'source row\nkpi good = count()\nkpi k =\n    100 * god\n' >x.kpi
	run -2 --separate-stderr cs-kpi -f x.kpi in.csv
	[[ ${stderr_lines[0]} == "cs-kpi: x.kpi:4:11: "*"'god'"*"did you mean 'good'?" ]]
	printf '%s\n' 'column id text' 'column x text' '    form id' >x.schema
	run -2 --separate-stderr cs-ingest -s x.schema in.csv
	[[ ${stderr_lines[0]} == "cs-ingest: x.schema:3:5: "*"'form'"*"did you mean 'from'?" ]]
	printf '%s\n' 'report r' '    by g' '    period month' '    catalogue "c.kpi"' 'section s' '    title "S"' 'table t' '    show m' >x.layout
	run -2 --separate-stderr cs-report -f x.layout k.csv
	[[ ${stderr_lines[0]} == "cs-report: x.layout:8:10: "* ]]
}
@test "E05 syntax: file, line, position, the line and a caret" {
	for expr in '1 +' 'a b' '(1' '1)' '1 = 2 = 3' 'count(' "'open" '1 in ()' 'and' '1 ~ 2' 'between 1' '1e5' '`x'; do
		run -2 --separate-stderr cs-select -w "$expr" in.csv
		[[ ${stderr_lines[0]} =~ ^cs-select:\ --where:1:[0-9]+:\  ]]
		[[ ${stderr_lines[2]} =~ ^\ *\^$ ]]
	done
	printf 'source row\nkpi k = count()\n    digits two\n' >x.kpi
	run -2 --separate-stderr cs-kpi -f x.kpi in.csv
	[[ ${stderr_lines[0]} == "cs-kpi: x.kpi:3:12: "* ]]
}
@test "E06 E07 x/0 and INT64_MIN % -1 are null or exact, and no signal" {
	printf 'a,b\n5,0\n-9223372036854775808,-1\n0,0\n' >n.csv
	run -0 --separate-stderr cs-select -e 'q = a / b' -e 'r = a % b' -e 'm = a * b' n.csv
	[ "${lines[1]}" = 5,0,,,0 ]
	[ "${lines[2]}" = -9223372036854775808,-1,9223372036854780000,0,9223372036854775808 ]
	[ "${lines[3]}" = 0,0,,,0 ]
	[ "$(cs-kpi -e 'r = sum(a) / sum(b where b > 0)' -e 's = share(a > 5 where b > 0)' n.csv | tail -1)" = , ]
}
@test "E08 what overflows is null, never a wrong number, nan or inf" {
	printf 'a\n99999999999999999999999999999999999999\n-99999999999999999999999999999999999999\n' >n.csv
	run -0 --separate-stderr cs-select -e 'b = a * a' -e 'c = a + a' -e 'd = pow(a, 99)' -e 'e = exp(a)' -e 'f = ln(0 * a)' -e 'g = sqrt(-1 * abs(a))' n.csv
	[ "${#lines[@]}" -eq 3 ]
	not grep -qiE 'nan|inf|e[+]' <<<"$output"
	[ "$(cut -d, -f2 <<<"${lines[1]}")" = "" ]
	[ "$(cs-kpi -e 's = sum(a)' -e 'm = mean(a)' n.csv | tail -1)" = 0,0 ]
}
@test "E14 a million times 0.1 is 100000; E15 1e100 is no number, and large ones lose nothing in silence" {
	awk 'BEGIN { print "a"; for (i = 0; i < 1000000; i++) print "0.1" }' >n.csv
	[ "$(cs-kpi -e 's = sum(a)' -e 'm = mean(a)' n.csv | tail -1)" = 100000,0.1 ]
	run -0 --separate-stderr cs-select -e "s = a + 10000000000000000000000000000000000000 - 10000000000000000000000000000000000000" <(printf 'a\n1\n')
	[ "${lines[1]}" = 1,1 ]
	run -2 --separate-stderr cs-select -e 's = 1e100 + 1 - 1e100' n.csv
	[[ ${stderr_lines[0]} == "cs-select: --expr:1:"* ]]
}
@test "E09 percent signs in text, names and definitions are text" {
	printf 'a%%n,b\n%%n%%s%%n%%s,1\n' >'p%n%s.csv'
	run -0 --separate-stderr cs-select -e "t = '%n%s%5\$n'" 'p%n%s.csv'
	[ "$output" = $'a%n,b,t\n%n%s%n%s,1,%n%s%5$n' ]
	run -0 --separate-stderr cs-kpi -e 's = sum(`a%n`)' 'p%n%s.csv'
	[[ ${stderr_lines[0]} == "cs-kpi: p%n%s.csv:2: a%n: not a number: '%n%s%n%s'" ]]
	run -2 --separate-stderr cs-select '%n%s.csv'
	[ "$stderr" = "cs-select: %n%s.csv: No such file or directory" ]
	run -2 --separate-stderr cs-select -w "'%n%s" in.csv
	[[ $stderr == *"%n%s"* ]]
}
@test "E11 a pattern without end meets the match limit, with place and record" {
	{ echo a; echo b; printf '%0100d!\n' 0 | tr 0 a; } >e.csv
	for pattern in '/^(a+)+$/' '/^(a|aa)+$/' '/(a*)*b/'; do
		status=0
		seconds 20 cs-select -w "a ~ $pattern" e.csv >got 2>words || status=$?
		cat words
		[ $status -eq 0 ] || { [ $status -eq 2 ] && grep -q '^cs-select: e.csv:3: .*match limit' words; }
	done
	run -2 --separate-stderr seconds 20 cs-select -w 'a ~ /^(a+)+$/' e.csv -o d/out
	[[ $stderr == "cs-select: e.csv:3: "*"match limit"* ]]
	kept
	run -2 --separate-stderr seconds 20 cs-select -w 'a ~ /(*LIMIT_MATCH=4000000000)^(a+)+$/' e.csv
	run -2 --separate-stderr seconds 20 cs-kpi -e 'n = count(a ~ /^(a+)+$/)' e.csv
	[[ $stderr == "cs-kpi: e.csv:3: "*"match limit"* ]]
}
@test "E12 E13 a pattern that compiles without end, or is none" {
	run -2 --separate-stderr seconds 5 cs-select -w 'text ~ /((a{1,100}){1,100}){1,100}/' in.csv
	[[ ${stderr_lines[0]} == "cs-select: --where:1:"*"too large"* ]]
	run -2 --separate-stderr cs-select -w 'text ~ /a(/' in.csv
	[[ ${stderr_lines[0]} == "cs-select: --where:1:"* ]]
	run -2 --separate-stderr cs-select -w 'text ~ /\C/' in.csv
	[[ ${stderr_lines[0]} == "cs-select: --where:1:"* ]]
	run -2 --separate-stderr cs-select -w "text ~ /$(nested 5000 a '' '')/" in.csv
	[[ ${stderr_lines[0]} == "cs-select: --where:1:"* ]]
}
@test "E10 NUL, E17 binary, E18 a directory as definitions" {
	printf 'source row\nkpi k = count()\0\n' >nul.def
	head -c 5000 /bin/ls >bin.def
	printf '\xFF\xFEs\0' >utf16.def
	: >empty.def
	for option in "cs-kpi -f" "cs-ingest -s" "cs-report -f"; do
		for file in nul bin utf16; do
			run -2 --separate-stderr $option $file.def in.csv
			[[ ${stderr_lines[0]} == "${option% *}: $file.def:"[12]":"* ]]
			[[ $stderr != *[[:cntrl:]]* || ${#stderr_lines[@]} -le 3 ]]
		done
		run -2 --separate-stderr $option tmp in.csv
		[ "$stderr" = "${option% *}: tmp: is a directory" ]
		run -2 --separate-stderr $option none.def in.csv
		[ "$stderr" = "${option% *}: none.def: No such file or directory" ]
	done
}
@test "E16 definitions that need each other: the whole cycle is named" {
	printf 'source row\nkpi a = b + 1\nkpi b = c + 1\nkpi c = a + 1\n' >cycle.kpi
	run -2 --separate-stderr cs-kpi -f cycle.kpi in.csv
	[[ ${stderr_lines[0]} == "cs-kpi: cycle.kpi:"* ]]
	printf 'include "two.kpi"\nkpi a = count()\n' >one.kpi
	printf 'include "one.kpi"\nkpi b = count()\n' >two.kpi
	run --separate-stderr seconds 5 cs-kpi -f one.kpi in.csv
	[ "$status" -eq 0 ] || [[ ${stderr_lines[0]} == "cs-kpi: "* ]]
	printf 'include "self.kpi"\nsource row\nkpi a = count()\n' >self.kpi
	run --separate-stderr seconds 5 cs-kpi -f self.kpi in.csv
	[ "$status" -eq 0 ] || [ "$status" -eq 2 ]
	for i in $(seq 40); do printf 'include "d%d.kpi"\n' $((i + 1)) >d$i.kpi; done
	printf 'source row\nkpi a = count()\n' >d41.kpi
	run -2 --separate-stderr seconds 5 cs-kpi -f d1.kpi in.csv
	[[ $stderr == *"16"* ]]
}
@test "E17 a definition file of more than 4 MiB is refused" {
	{ printf 'source row\n'; head -c 5M /dev/zero | tr '\0' '#'; } >big.kpi
	run -2 --separate-stderr seconds 5 cs-kpi -f big.kpi in.csv
	[[ $stderr == "cs-kpi: big.kpi"*"4 MiB"* ]]
}
@test "F05 ESC in data does not reach a terminal raw, in messages or in a report" {
	printf 'g,v\n\e[31ma,\e]0;x\a\xC2\x9B1\xE2\x80\xAE\n' >in.csv
	run --separate-stderr cs-kpi -g g -e 's = sum(v)' in.csv
	[[ $stderr != *$'\e'* && $stderr != *$'\a'* && $stderr != *$'\xC2\x9B'* && $stderr != *$'\xE2\x80\xAE'* ]]
	[[ $stderr == *'\x1B'* ]]
	sed -i $'s/g3/g3\e[31m/' k.csv
	cs-report -f r.layout k.csv >got
	not grep -q $'\e' got
	script -qec "TERM=xterm cs-report --color never -f r.layout k.csv" /dev/null >got
	not grep -q $'\e' got
}
@test "F06 no program runs another, or opens a socket" { each "$ALL" stays; }
stays() {
	under
	pre+=(-e "trace=execve,execveat,socket,connect,bind")
	gzip -c in.csv >z
	file=$in
	[ "$p" = cs-report ] || file=z
	go "$file" -o d/out
	[ "$(grep -c execve strace.log)" -eq 1 ]
	not grep -qE 'socket|connect|bind' strace.log
	former
}
@test "F06 nothing is read that was not named" { each "$ALL" reads_named; }
reads_named() {
	under
	pre+=(-e trace=openat)
	HOME=$PWD go "$in" -o d/out
	former
	awk -F'"' '/openat/ { print $2 }' strace.log >names
	not grep -vE "^/(lib|usr/lib|etc/ld|proc/|sys/|usr/share/zoneinfo|dev/null)|^$CS_BIN/|\.(csv|kpi|layout|schema|score|audit)$|^(d|\.|\.\.|/tmp)$|^$PWD" names
}
@test "F07 what found no partner and what was rejected are for their owner alone" {
	umask 022
	cs-join -q -k g in.csv r.csv -r lost --unmatched-right lost2 >/dev/null
	[ "$(stat -c %a lost lost2 | sort -u)" = 600 ]
	cs-ingest -q -s in.schema -r rejects in.csv >/dev/null
	[ "$(stat -c %a rejects)" = 600 ]
}
@test "F08 the programs are built with the flags that make them hard to turn" {
	for p in $ALL; do
		readelf -hlWdsn "$CS_BIN/$p" >elf
		grep -q 'Type: *DYN' elf
		grep -q 'GNU_RELRO' elf
		grep -qE 'BIND_NOW|FLAGS.*NOW' elf
		grep -q 'FLAGS_1.*PIE' elf
		grep -q 'GNU_STACK.* RW ' elf # not executable
		[[ $CS_BIN != */release ]] || grep -q '__stack_chk_fail' elf
		not grep -qE 'RPATH|RUNPATH|TEXTREL' elf
	done
	if [[ $CS_BIN == */release ]]; then grep -q '_chk@GLIBC' elf; fi
	nm -D "$CS_BIN"/cs-* >names
	not grep -wE 'U (gets|strcpy|sprintf|strtod|atoi|atof|strtol|regcomp|system|popen|execv[a-z]*)(@|$)' names
	for flag in -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection \
		-ftrivial-auto-var-init=zero -fno-strict-aliasing -fno-delete-null-pointer-checks -fPIE -Wvla -Wconversion; do
		grep -q -e "$flag" "$ROOT/Makefile"
	done
	not grep -qE -e '-march=native|-ffast-math' "$ROOT/Makefile"
}
@test "F09 a long number in a message is masked" {
	printf 'g,v\na,13812348475x\n' >in.csv
	run -0 --separate-stderr cs-kpi -g g -e 's = sum(v)' in.csv
	[ "${stderr_lines[0]}" = "cs-kpi: in.csv:2: v: not a number: '138****8475x'" ]
	printf 'g,v\n13812348475,1,\n' >in.csv
	run -2 --separate-stderr cs-kpi -g g -e 's = sum(v)' in.csv
	[[ $stderr != *13812348475* ]]
	printf 'phone\n13812348475\n13812348475\n' >r.csv
	run -2 --separate-stderr cs-join -k phone r.csv r.csv
	[[ $stderr == *"138****8475"* && $stderr != *13812348475* ]]
}
@test "F10 of five thousand bad values ten are shown, the rest counted" {
	awk 'BEGIN { print "g,v"; for (i = 0; i < 5000; i++) print "a,x"; print "a,1" }' >in.csv
	for p in cs-select cs-kpi; do
		option="-e n=sum(v)"
		[ $p = cs-kpi ] || option="-e n=v*2"
		for jobs in 1 4; do
			run -0 --separate-stderr $p $option -j $jobs in.csv
			[ "${#stderr_lines[@]}" -eq 11 ]
			[ "${stderr_lines[9]}" = "$p: in.csv:11: v: not a number: 'x'" ]
			[[ ${stderr_lines[10]} == "$p: "*"4990 more"* ]]
		done
		run -0 --separate-stderr $p $option -v in.csv
		[ "$(grep -c 'not a number' <<<"$stderr")" -ge 5000 ]
		run -0 --separate-stderr $p $option -q in.csv
		[ "$stderr" = "" ]
	done
}
