# cs-kpi: indicators by group and period.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	cat >c.csv <<'EOF'
region,start,who,answered,wait
A,2024-05-01 10:00:00,x,1,10
B,2024-05-01 11:00:00,y,0,
A,2024-05-31 23:59:59,x,1,30
B,2024-06-03 10:00:00,y,1,5
,2024-06-04 10:00:00,z,0,
EOF
}

@test "groups are sorted; a null group is a group" {
	run -0 cs-kpi -g region -e 'n = count()' c.csv
	[ "$output" = $'region,n\n,1\nA,2\nB,2' ]
}
@test "without a group there is one record, for no data too" {
	run -0 cs-kpi -e 'n = count()' -e 's = sum(wait)' -e 'm = mean(wait)' c.csv
	[ "$output" = $'n,s,m\n5,45,15' ]
	head -1 c.csv >e.csv
	run -0 cs-kpi -e 'n = count()' -e 's = sum(wait)' -e 'm = mean(wait)' e.csv
	[ "$output" = $'n,s,m\n0,,' ]
	run -0 cs-kpi -g region -e 'n = count()' e.csv
	[ "$output" = "region,n" ]
}
@test "every aggregate" {
	run -0 cs-kpi -e 'a = min(wait)' -e 'b = max(wait)' -e 'c = var(wait)' -e 'd = median(wait)' -e 'e = quantile(wait, 0.9)' \
		-e 'f = mode(region)' -e 'g = distinct(region)' -e 'h = distinct(region, who)' -e 'i = earliest(start)' \
		-e 'j = latest(start)' -e 'k = share(answered)' -e 'l = count(answered and wait > 5)' c.csv
	[ "${lines[1]}" = "5,30,175,10,26,A,2,2,2024-05-01 10:00:00,2024-06-04 10:00:00,0.6,2" ]
}
@test "where is part of the aggregate" {
	run -0 cs-kpi -e "a = mean(wait where region = 'A')" -e 'b = count(where wait > 5)' c.csv
	[ "${lines[1]}" = "20,2" ]
}
@test "a ratio keeps numerator and denominator; nothing under it is null, not 0" {
	run -0 cs-kpi -g region -e 'r = 100 * share(answered)' -e 'm = mean(wait)' --parts c.csv
	[ "$output" = $'region,r,r_n,r_d,m,m_n,m_d\n,0,0,1,,,0\nA,100,2,2,20,40,2\nB,50,1,2,5,5,1' ]
}
@test "subtotals are merged states, not means of means, and marked" {
	run -0 cs-kpi -g region -e 'm = median(wait)' --rollup c.csv
	[ "$output" = $'region,cs_total,m\n,,\n,region,10\nA,,20\nB,,5' ]
	run -0 cs-kpi -g 'month = month(start)' -g region -e 'n = count()' --rollup c.csv
	[ "$(printf '%s\n' "${lines[@]}" | grep -c region)" -eq 4 ]
	run -0 cs-kpi -g 'month = month(start)' -g region -e 'n = count()' --cube c.csv
	[ "$(printf '%s\n' "${lines[@]}" | grep -c month)" -eq 5 ]
}
@test "average of averages: 90 of 100 and 50 of 100, 900 of 1000 and 50 of 100" {
	printf 'g,n,d\na,90,100\nb,50,100\n' >x.csv
	run -0 cs-kpi -e 'r = 100 * sum(n) / sum(d)' x.csv
	[ "${lines[1]}" = 70 ]
	printf 'g,n,d\na,900,1000\nb,50,100\n' >x.csv
	cat >x.kpi <<'EOF'
kpi r = 100 * sum(n) / sum(d)
    digits 2
EOF
	run -0 cs-kpi -f x.kpi x.csv
	[ "${lines[1]}" = 86.36 ]
}
@test "a catalogue: source, lets, skips, periods of the moment" {
	cat >x.kpi <<'EOF'
let T = 20s
source call
    time start
    let quick = answered and wait <= T
    skip "no region" = region is null
kpi calls = count()
kpi quick = 100 * count(quick) / count(answered)
    label "快" en "Quick in {T} s"
    unit "%"
    digits 1
    target >= 80
EOF
	run -0 cs-kpi -f x.kpi -g month c.csv
	[ "$output" = $'month,calls,quick\n2024-05,3,50.0\n2024-06,1,100.0' ]
	run -0 cs-kpi -f x.kpi -g month --set T=5m c.csv
	[ "${lines[1]}" = "2024-05,3,100.0" ]
	run -0 --separate-stderr cs-kpi -v -f x.kpi -i calls call=c.csv
	[ "${stderr_lines[0]}" = "cs-kpi: 5 read, 4 used, 1 left out, 0 rejected, 0 merged; 1 written" ]
	[ "${stderr_lines[1]}" = "cs-kpi: left out 1: no region" ]
	run -0 cs-kpi -f x.kpi -g week -g day -i calls c.csv
	[ "${lines[1]}" = "2024-W18,2024-05-01,2" ]
}
@test "long form, for cs-report" {
	cat >x.kpi <<'EOF'
kpi rate = 100 * share(answered)
    label "率" en "Rate"
    unit "%"
    digits 1
    target >= 80
EOF
	run -0 cs-kpi -f x.kpi -g region --long c.csv
	[ "${lines[0]}" = "region,cs_total,kpi,num,den,value,n,unit,digits,target,better,label" ]
	[ "${lines[2]}" = "A,,rate,2,2,100.0,2,%,1,>=80,higher,率" ]
}
@test "several sources meet on their group columns; one by its own moment" {
	printf 'region,month,users\nA,2024-05,1000\nA,2024-06,1100\nB,2024-05,500\nB,2024-06,700\n' >a.csv
	cat >x.kpi <<'EOF'
source call
    time start
source area
    number users
kpi users = sum(users)
    source area
    stock last
kpi n = count()
kpi per_1k = 1000 * n / users
    digits 2
kpi of_area = count(area)
EOF
	run -0 cs-kpi -f x.kpi -g month -g region --rollup call=c.csv area=a.csv
	[ "${lines[1]}" = ',,"month,region",1800,5,2.78,4' ]
	[ "$(printf '%s\n' "${lines[@]}" | grep '^2024-05,,region')" = "2024-05,,region,1500,3,2.00,2" ]
	[ "$(printf '%s\n' "${lines[@]}" | grep '^2024-06,B')" = "2024-06,B,,700,1,1.43,1" ]
	run -2 cs-kpi -f x.kpi call=c.csv
	[[ "$output" = *"source 'area' is needed and was not given; add area=FILE"* ]]
	run -2 cs-kpi -f x.kpi call=c.csv aera=a.csv
	[ "$output" = "cs-kpi: no source 'aera' in the definitions; did you mean 'area'?" ]
	run -2 cs-kpi -f x.kpi c.csv call=c.csv area=a.csv
	[ "$output" = "cs-kpi: 'c.csv' and call=c.csv are both of the main source; name all its files or none" ]
}
@test "prev, next, nth and per: what rests on all records of a key" {
	cat >x.kpi <<'EOF'
source call
    time start
    let again = elapsed(start, next(start per who)) <= 40d
kpi a = count(again)
kpi b = count(count(per who) = 2)
kpi c = distinct(who where count(per who) = 1)
kpi d = count(nth(per who) = 2)
kpi e = count(wait > mean(wait per region))
EOF
	run -0 cs-kpi -f x.kpi c.csv
	[ "${lines[1]}" = "2,4,1,2,1" ]
}
@test "first-contact resolution in three bases: two of four, two of three, three of four" {
	printf 'who,start\ntom,2024-05-01 09:00:00\njohn,2024-05-01 09:00:00\njohn,2024-05-01 11:00:00\nbetty,2024-05-01 10:00:00\n' >f.csv
	cat >x.kpi <<'EOF'
source call
    time start
    let again = (elapsed(start, next(start per who)) <= 7d) is true
kpi a = 100 * count(count(per who) = 1) / count()
kpi b = 100 * distinct(who where count(per who) = 1) / distinct(who)
    digits 1
kpi c = 100 * count(not again) / count()
EOF
	run -0 cs-kpi -f x.kpi f.csv
	[ "${lines[1]}" = "50,66.7,75" ]
}
@test "service level: six formulas, one data set" {
	awk 'BEGIN { print "outcome,wait"
		for (i = 0; i < 860; i++) print "AN,20"; for (i = 0; i < 140; i++) print "AN,21"
		for (i = 0; i < 10; i++) print "AB,5"; for (i = 0; i < 10; i++) print "AB,20"; for (i = 0; i < 40; i++) print "AB,21" }' >s.csv
	cat >x.kpi <<'EOF'
let T = 20s
source call
    let a = outcome = 'AN'
    let b = outcome = 'AB'
kpi sl1 = 100 * count(wait <= T) / count()
    digits 4
kpi sl2 = 100 * count(a and wait <= T) / count(a)
    digits 4
kpi sl3 = 100 * count(a and wait <= T) / count(a or b)
    digits 4
kpi sl4 = 100 * count(a and wait <= T) / count(a or b and wait > T)
    digits 4
kpi sl5 = 100 * count(a and wait <= T or b and wait <= 5s) / count()
    digits 4
kpi sl6 = 100 * count(a and wait <= T) / count(a or b and wait > 5s)
    digits 4
EOF
	run -0 cs-kpi -f x.kpi s.csv
	[ "${lines[1]}" = "83.0189,86.0000,81.1321,82.6923,82.0755,81.9048" ]
}
@test "mature: what is too young is not judged, and the period is marked" {
	cat >x.kpi <<'EOF'
source call
    time start
kpi n = count()
    mature 7d
EOF
	run -0 cs-kpi -f x.kpi -g month --long --now '2024-06-10 12:00:00' c.csv
	[[ "${lines[1]}" = "2024-05,,n,,,3,3,,,,,," ]]
	[[ "${lines[2]}" = "2024-06,,n,,,1,1,,,,,,1" ]]
	run -2 cs-kpi -f x.kpi c.csv
	[[ "${lines[0]}" = *"give --now"* ]]
}
@test "mistakes stand at their place" {
	run -2 cs-kpi -g regoin -e 'n = count()' c.csv
	[ "${lines[0]}" = "cs-kpi: --group:1:1: no column 'regoin'; did you mean 'region'?" ]
	run -2 cs-kpi -e 'n = count(' c.csv
	[[ "${lines[0]}" = "cs-kpi: --expr:1:11: "* ]]
	run -2 cs-kpi -e 'n = mean(sum(wait))' c.csv
	[[ "${lines[0]}" = "cs-kpi: --expr:1:10: "* ]]
	run -2 cs-kpi -e 'n = wait' c.csv
	[[ "${lines[0]}" = *"no indicator or group column 'wait' (a column stands inside an aggregate)"* ]]
	run -2 cs-kpi -e 'n = quantile(wait, 2)' c.csv
	[[ "${lines[0]}" = *"the share of a quantile is not from 0 to 1"* ]]
	run -2 cs-kpi c.csv
	[ "$output" = "cs-kpi: nothing to compute; give indicators with -f or -e" ]
	run -2 cs-kpi -e 'n = count()' -i m c.csv
	[[ "$output" = *"no indicator 'm'"* ]]
}
@test "the same bytes for any number of threads, gzip or not, file or pipe" {
	seq 1 40000 | awk 'BEGIN{srand(3); print "g,x"}{print int(rand()*50) "," int(rand()*1000)/10}' >big.csv
	gzip -k big.csv
	k=(-g g -e 'n = count()' -e 's = sum(x)' -e 'sd = sd(x)' -e 'q = quantile(x, 0.37)' -e 'd = distinct(x)')
	one=$(cs-kpi -j1 "${k[@]}" big.csv | sha256sum)
	[ "$(cs-kpi -j2 "${k[@]}" big.csv | sha256sum)" = "$one" ]
	[ "$(cs-kpi -j7 "${k[@]}" big.csv.gz | sha256sum)" = "$one" ]
	[ "$(cat big.csv | cs-kpi "${k[@]}" | sha256sum)" = "$one" ]
}
@test "partials over any cut, in any order, give the same bytes" {
	seq 1 3000 | awk 'BEGIN{srand(3); print "g,t,x"}{print int(rand()*5) ",2024-0" 1+int(rand()*3) "-01," int(rand()*1000)/10}' >big.csv
	cat >x.kpi <<'EOF'
source s
    time t
kpi n = count()
kpi m = mean(x where x > 10)
kpi q = quantile(x, 0.37)
kpi d = distinct(x, g)
kpi o = mode(x)
kpi l = sum(x)
    stock last
EOF
	k=(-f x.kpi -g month -g g --cube)
	one=$(cs-kpi "${k[@]}" big.csv | sha256sum)
	for cut in 1 7 1000 2999; do
		{ head -1 big.csv; sed -n "2,$((cut + 1))p" big.csv; } >p1.csv
		{ head -1 big.csv; sed "1,$((cut + 1))d" big.csv; } >p2.csv
		cs-kpi "${k[@]}" --partial p1.csv >p1
		cs-kpi "${k[@]}" --partial p2.csv >p2
		[ "$(cs-kpi "${k[@]}" --merge p2 p1 | sha256sum)" = "$one" ]
		[ "$(cat p1 p2 | cs-kpi "${k[@]}" --merge --partial | cs-kpi "${k[@]}" --merge | sha256sum)" = "$one" ]
	done
}
@test "G01 a partial cut short is refused" {
	cs-kpi -g region -e 'n = count()' --partial c.csv >p
	head -2 p >q
	run -2 cs-kpi -g region -e 'n = count()' --merge q
	[[ "$output" = *"has no end record: its partial was cut short" ]]
	sed '2d' p >q
	run -2 cs-kpi -g region -e 'n = count()' --merge q
	[[ "$output" = *"was cut short: its records add up to 4, its end says 5" ]]
}
@test "G02 a partial given twice is refused; --shard tells equal ones apart" {
	cs-kpi -e 'n = count()' --partial c.csv >p
	run -2 cs-kpi -e 'n = count()' --merge p p
	[[ "$output" = *"comes 2 times"* ]]
	cs-kpi -e 'n = count()' --partial --shard b c.csv >q
	run -0 cs-kpi -e 'n = count()' --merge p q
	[ "${lines[1]}" = 10 ]
	run -2 cs-kpi -e 'n = count()' --merge --shards 3 p q
	[[ "$output" = *"2 shards came, expected 3" ]]
}
@test "G04 what is no partial, or of other definitions, is refused" {
	run -2 cs-kpi -e 'n = count()' --merge c.csv
	[ "$output" = "cs-kpi: not a partial: the header has no cs_partial; expected the output of --partial" ]
	cs-kpi -e 'n = count()' --partial c.csv >p
	run -2 cs-kpi -e 'n = count(answered)' --merge p
	[[ "$output" = *"other definitions"* ]]
}
@test "decimals add up exactly" {
	awk 'BEGIN { print "x"; for (i = 0; i < 1000000; i++) print "0.1" }' >x.csv
	run -0 cs-kpi -e 's = sum(x)' -e 'm = mean(x)' x.csv
	[ "${lines[1]}" = "100000,0.1" ]
}
@test "--explain tells the plan, --dry-run reads no record" {
	run -0 cs-kpi --explain -g region -e 'r = share(answered)' c.csv
	[[ "$output" = *"columns read: region answered"* ]]
	[[ "$output" = *"a ratio: divided once"* ]]
	printf 'a\n"open\n' >t.csv
	run -0 cs-kpi -n -e 'n = sum(a)' t.csv
}
@test "an indicator that waits for maturity shares nothing with one that does not" {
	cat >x.kpi <<'EOF'
source call
    time start
kpi a = count(answered)
    mature 7d
kpi b = count(answered)
EOF
	run -0 cs-kpi -f x.kpi --now '2024-06-04 12:00:00' -i a,b c.csv
	[ "${lines[1]}" = "1,3" ]
	run -0 cs-kpi -f x.kpi --now '2024-06-04 12:00:00' -i b,a c.csv
	[ "${lines[1]}" = "3,1" ]
}
@test "two columns of one name are refused" {
	run -2 cs-kpi -g region -g region -e 'n = count()' c.csv
	[ "$output" = "cs-kpi: output: column 'region' stands at 1 and at 2" ]
	run -2 cs-kpi -g region -e 'region = count()' c.csv
	[ "$status" -eq 2 ]
}
@test "too many keys, too many columns to cube: named, not endured" {
	run -2 cs-kpi -e "x = count(count(per $(printf 'who,%.0s' {1..69})who) = 1)" c.csv
	[[ "${lines[0]}" = *"70 keys after per; expected at most 64"* ]]
	groups=()
	for i in {1..13}; do groups+=(-g "g$i = region"); done
	run -2 cs-kpi --cube "${groups[@]}" -e 'n = count()' c.csv
	[[ "$output" = "cs-kpi: --cube: 13 group columns make 2^13 subtotals of every group; expected at most 12" ]]
}
@test "what is wrong in a record held for its key is said once, with its line" {
	printf 'a,wait\n1,x\n2,3\n1,7\n' >n.csv
	run -0 --separate-stderr cs-kpi -e 'x = count(sum(wait per a) > 5 and wait > 5)' n.csv
	[ "$output" = $'x\n1' ]
	[ "$stderr" = "cs-kpi: n.csv:2: wait: not a number: 'x'" ]
}
# Groups, values and subtotals that outgrow --memory go to scratch files; nothing of the result depends on it.
many() {
	awk 'BEGIN { srand(3); print "k,r,t,x,p"
		for (i = 0; i < 60000; i++) {
			x = int(rand() * rand() * 5000)
			printf "k%d,%s,t%d,%s,2024-%02d-01\n", int(rand() * 50000), substr("ABCDE", 1 + int(rand() * 5), 1),
				rand() * rand() * 30000, rand() < .1 ? "" : i % 3 ? x : x / 7, 1 + i % 12
		} }' >many.csv
}
SIMPLE=(-e 'n = count()' -e 's = sum(x)' -e 'v = var(x)' -e 'lo = min(x)' -e 'hi = max(x / 3)' -e 'e = earliest(t)' -e 'l = latest(t)'
	-e 'sh = 100 * share(x > 100)')
VALUES=(-e 'md = median(x)' -e 'q = quantile(x / 7, 0.9)' -e 'sq = quantile(sqrt(x), 0.1)' -e 'mo = mode(t)' -e 'd = distinct(t)'
	-e 'd2 = distinct(r, t)')
# whatever_memory ARGUMENTS...: the bytes are those of the run that has room enough
whatever_memory() {
	local words
	cs-kpi "$@" many.csv >want
	cs-kpi -j 1 --memory 1M "$@" many.csv | cmp want -
	cs-kpi -j 2 --memory 3M "$@" many.csv | cmp want -
	cs-kpi -j 7 --memory 1M "$@" <many.csv | cmp want -
	# 1 MiB is not enough: scratch files were in use.
	words=$(cs-kpi --memory 1M --tmpdir /nowhere "$@" many.csv 2>&1 >/dev/null) && return 1
	[ "$words" = "cs-kpi: /nowhere: No such file or directory" ]
}
@test "groups beyond --memory" {
	many
	whatever_memory -g k "${SIMPLE[@]}"
}
@test "values beyond --memory in few groups: quantiles, mode, distinct" {
	many
	whatever_memory -g r "${VALUES[@]}"
	whatever_memory "${VALUES[@]}"
}
@test "groups and values beyond --memory" {
	many
	whatever_memory -g k "${SIMPLE[@]}" "${VALUES[@]}"
}
@test "subtotals beyond --memory" {
	many
	whatever_memory -g r -g 'm = month(p)' --rollup "${SIMPLE[@]}" "${VALUES[@]}"
	whatever_memory -g r -g k --cube -e 'n = count()' -e 'md = median(x)'
	# The groups fit and the subtotals do not.
	sed -n '1,200s/,.*//p' many.csv >few.csv
	cols=(-g 'a = k' -g 'b = k' -g 'c = k' -g 'd = k' -g 'e = k' -g 'f = k' -g 'g = k' -g 'h = k')
	cs-kpi --cube "${cols[@]}" -e 'n = count()' few.csv >want
	cs-kpi --cube "${cols[@]}" -e 'n = count()' --memory 4M few.csv | cmp want -
}
@test "levels and what is not mature, beyond --memory, long" {
	many
	cat >x.kpi <<'EOF'
source s
    time p
kpi level = sum(x)
    stock last
kpi usual = sum(x)
    stock mean
kpi much = 100 * share(x > 100)
    digits 2
    mature 30d
EOF
	whatever_memory --now 2024-11-11 -f x.kpi -g k --long
}
@test "partials beyond --memory, written and read" {
	many
	all=(-g k "${SIMPLE[@]}" "${VALUES[@]}")
	cs-kpi "${all[@]}" many.csv >want
	cs-kpi --partial "${all[@]}" many.csv >whole
	cs-kpi --partial --memory 1M "${all[@]}" many.csv | cmp whole -
	{ head -1 many.csv; sed -n '2,30000p' many.csv; } | cs-kpi --partial --memory 1M "${all[@]}" >a.part
	{ head -1 many.csv; sed -n '30001,$p' many.csv; } | cs-kpi --partial "${all[@]}" >b.part
	cs-kpi --merge --memory 1M "${all[@]}" a.part b.part | cmp want -
	cs-kpi --merge --partial "${all[@]}" b.part a.part >both
	cs-kpi --merge --partial --memory 1M "${all[@]}" b.part a.part | cmp both -
}
@test "values that rest on all rows of a key, beyond --memory" {
	many
	printf 'source s\n    time p\n' >x.kpi
	whatever_memory -f x.kpi -g r -e "a = count(prev(p per k) = '2024-01-01')" -e 'b = distinct(next(t per k))' \
		-e 'c = median(nth(per k))' -e 'd = count(sum(x per k) > 3000)' -e 'e = sum(median(x per k))' \
		-e 'f = distinct(mode(t per r))' -e 'g = sum(distinct(t per k, r))' -e 'h = distinct(latest(t per k))' \
		-e 'i = count(sum(nth(per k) per t) > 3)' -e 'j = sum(sum(x per r))'
	# Counted otherwise: awk knows each row of a key by its number.
	[ "$(cs-kpi --memory 1M -f x.kpi -e 'n = count(nth(per k) = 2)' many.csv | tail -1)" = \
		"$(awk -F, 'NR > 1 && ++n[$1] == 2 { k++ } END { print k }' many.csv)" ]
	[ "$(cs-kpi --memory 1M -e 'n = count(count(per k) > 2)' many.csv | tail -1)" = \
		"$(awk -F, 'NR > 1 { n[$1]++ } END { for (k in n) if (n[k] > 2) s += n[k]; print s }' many.csv)" ]
}
@test "what is wrong in rows of which some value rests on all rows of a key is said once" {
	awk 'BEGIN { print "k,x"; for (i = 0; i < 60000; i++) print i % 7 ",x" }' >wrong.csv
	run -0 --separate-stderr cs-kpi -e 's = sum(x)' -e 'n = count(count(per k) > 2)' wrong.csv
	[ "${stderr_lines[0]}" = "cs-kpi: wrong.csv:2: x: not a number: 'x'" ]
	[ "${stderr_lines[10]}" = "cs-kpi: not a number: … and 59990 more" ]
	[ "${#stderr_lines[@]}" -eq 11 ]
}
@test "several sources beyond --memory meet in their groups" {
	many
	printf 'source a\n    time p\nsource b\n    time p\nkpi x = median(a.x)\nkpi y = distinct(b.t)\nkpi z = count(b)\n' >x.kpi
	cs-kpi -f x.kpi -g k a=many.csv b=many.csv >want
	cs-kpi -f x.kpi -g k --memory 1M a=many.csv b=many.csv | cmp want -
	cs-kpi -f x.kpi -g k --memory 12M a=many.csv b=many.csv | cmp want -
}
@test "indicators of the command line know each other" {
	run -0 cs-kpi -e 'a = count()' -e 'b = 2 * a' -i b c.csv
	[ "$output" = $'b\n10' ]
	run -2 cs-kpi -e 'a = count()' -e 'a = 2' c.csv
	[ "$output" = "cs-kpi: --expr: there is an indicator 'a' already" ]
	run -2 cs-kpi -e 'a = cuont()' c.csv
	[[ "${lines[0]}" = *"no function 'cuont'"*"did you mean 'count'?" ]]
}
@test "a number beyond 38 digits is null and said; a moment that is none is refused" {
	printf 'v\n1\n%044d\n' 0 | sed 's/0000/9999/g' >v.csv
	run -0 --separate-stderr cs-kpi -e 's = sum(v)' v.csv
	[ "$output" = $'s\n1' ]
	[[ "$stderr" = "cs-kpi: v.csv:3: v: a number of more than 38 digits:"* ]]
	run -2 cs-kpi --now banana -e 'n = count()' v.csv
	[[ "${lines[0]}" = "cs-kpi: --now: not a time: 'banana'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS" ]]
}
@test "a level of which nothing is left at the last moment is 0, not the level before" {
	printf 'day,open\n2024-05-01,1\n2024-05-01,1\n2024-05-02,0\n' >l.csv
	cat >x.kpi <<'EOF'
source s
    time day
kpi open = count(open)
    stock last
kpi rows = count()
    stock last
kpi mean = count(open)
    stock mean
EOF
	run -0 cs-kpi -f x.kpi l.csv
	[ "${lines[1]}" = "0,1,1" ]
}
