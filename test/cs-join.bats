# cs-join: partners by key, as of a moment, within a range.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	printf 'id,cust,t\n1,a,2024-05-01\n2,b,2024-06-01\n3,,2024-06-01\n4,z,2024-01-01\n5,a,2024-07-01\n' >l.csv
	printf 'cust,name\nb,"B, Ltd"\na,A\nc,C\n' >r.csv
	printf 'who,from,to,plan\na,2024-01-01,2024-06-01,P1\na,2024-06-01,,P2\nb,2024-07-01,,Q\n' >v.csv
}

@test "inner: records with a partner, in the order of the left; a quoted comma survives" {
	run -0 --separate-stderr cs-join -k cust l.csv r.csv
	[ "$output" = $'id,cust,t,name\n1,a,2024-05-01,A\n2,b,2024-06-01,"B, Ltd"\n5,a,2024-07-01,A' ]
	[ "${stderr_lines[0]}" = "cs-join: left: 5 read, 3 used, 2 left out, 0 rejected, 0 merged; 3 written" ]
	[ "${stderr_lines[1]}" = "cs-join: right: 3 read, 2 used, 1 left out, 0 rejected, 0 merged; 0 written" ]
}
@test "left: every left record; a null key finds no partner" {
	run -0 cs-join -q -k cust --left l.csv r.csv
	[ "$output" = $'id,cust,t,name\n1,a,2024-05-01,A\n2,b,2024-06-01,"B, Ltd"\n3,,2024-06-01,\n4,z,2024-01-01,\n5,a,2024-07-01,A' ]
}
@test "right and full: what of the right found no partner comes last" {
	run -0 cs-join -q -k cust --right l.csv r.csv
	[ "${lines[-1]}" = ",c,,C" ]
	[ "${#lines[@]}" -eq 5 ]
	run -0 cs-join -q -k cust --full l.csv r.csv
	[ "${#lines[@]}" -eq 7 ]
}
@test "semi and anti part the left records" {
	[ "$(cs-join -q -k cust --semi l.csv r.csv | cut -d, -f1 | tr '\n' ' ')" = "id 1 2 5 " ]
	[ "$(cs-join -q -k cust --anti l.csv r.csv | cut -d, -f1 | tr '\n' ' ')" = "id 3 4 " ]
}
@test "a key that stands twice on the right stops the run and is named" {
	printf 'a,again\n' >>r.csv
	run -2 cs-join -k cust l.csv r.csv
	[ "$output" = "cs-join: r.csv:5: the key 'a' stands a second time on the right (first in r.csv:3), so records would be doubled; --many allows it" ]
	run -0 cs-join -q -k cust --many l.csv r.csv
	[ "${#lines[@]}" -eq 6 ]
	run -0 cs-join -q -k cust --semi l.csv r.csv
}
@test "keys of several columns, of other names on the right, cannot run together" {
	printf 'x,y,n\nab,c,1\na,bc,2\n' >a.csv
	printf 'p,q,m\na,bc,two\n' >b.csv
	run -0 cs-join -q -k x=p,y=q a.csv b.csv
	[ "$output" = $'x,y,n,m\na,bc,2,two' ]
}
@test "as of: the version valid at that time" {
	run -0 cs-join -q -k cust=who --as-of t=from --left -c plan l.csv v.csv
	[ "$output" = $'id,cust,t,plan\n1,a,2024-05-01,P1\n2,b,2024-06-01,\n3,,2024-06-01,\n4,z,2024-01-01,\n5,a,2024-07-01,P2' ]
	printf 'a,2024-06-01,,P3\n' >>v.csv
	run -2 cs-join -k cust=who --as-of t=from l.csv v.csv
	[[ "$output" = *"v.csv:5: the key 'a' stands a second time on the right from '2024-06-01'"* ]]
}
@test "between: from included, to not, a null to is open" {
	printf 'k,t\na,2024-06-01\na,2024-05-31\na,2023-01-01\n' >a.csv
	run -0 cs-join -q -k k=who --between t=from,to -c plan a.csv v.csv
	[ "$output" = $'k,t,plan\na,2024-06-01,P2\na,2024-05-31,P1' ]
	printf 'a,2024-05-01,,P9\n' >>v.csv
	run -2 cs-join -q -k k=who --between t=from,to -c plan a.csv v.csv
	[[ "$output" = "cs-join: a.csv:2: the key 'a' has several partners at '2024-06-01'"* ]]
}
@test "what found no partner is kept, on both sides" {
	cs-join -q -k cust -r u.csv --unmatched-right w.csv -o /dev/null l.csv r.csv
	[ "$(cat u.csv)" = $'id,cust,t\n3,,2024-06-01\n4,z,2024-01-01' ]
	[ "$(cat w.csv)" = $'cust,name\nc,C' ]
	[ "$(stat -c %a u.csv)" = 600 ]
}
@test "--must-match makes the status 1" {
	run -1 cs-join -q -k cust --must-match -o /dev/null l.csv r.csv
	run -0 cs-join -q -k cust --must-match --semi -o /dev/null r.csv r.csv
}
@test "a name that clashes gets a prefix" {
	printf 'cust,t\na,x\n' >c.csv
	[ "$(cs-join -q -k cust l.csv c.csv | head -1)" = "id,cust,t,right_t" ]
	[ "$(cs-join -q -k cust --prefix c_ l.csv c.csv | head -1)" = "id,cust,t,c_t" ]
}
@test "standard input on either side" {
	[ "$(cs-join -q -k cust - r.csv <l.csv)" = "$(cs-join -q -k cust l.csv r.csv)" ]
	[ "$(cs-join -q -k cust l.csv - <r.csv)" = "$(cs-join -q -k cust l.csv r.csv)" ]
	run -2 cs-join -k cust - -
}
@test "wrong words are named" {
	run -2 cs-join l.csv r.csv
	[[ "${lines[0]}" = "cs-join: which keys? see -k"* ]]
	run -2 cs-join -k cst l.csv r.csv
	[[ "$output" = *"no column 'cst'; did you mean 'cust'?"* ]]
	run -2 cs-join -k cust --left --full l.csv r.csv
	run -2 cs-join -k cust l.csv
}
@test "the same bytes for any number of threads" {
	seq 1 30000 | awk 'BEGIN{print "k,v"}{print $1%977 "," $1}' >big.csv
	seq 0 2 976 | awk 'BEGIN{print "k,w"}{print $1 ",w" $1}' >small.csv
	one=$(cs-join -q -j1 -k k --full big.csv small.csv | sha256sum)
	[ "$(cs-join -q -j2 -k k --full big.csv small.csv | sha256sum)" = "$one" ]
	[ "$(cs-join -q -j7 -k k --full big.csv small.csv | sha256sum)" = "$one" ]
}
@test "a date is its midnight, on either side" {
	printf 'k,t\na,2024-01-01\na,2023-12-31 23:59:59\n' >a.csv
	printf 'k,from,v\na,2024-01-01 00:00:00,x\n' >b.csv
	run -0 cs-join -q -k k --as-of t=from -c v a.csv b.csv
	[ "$output" = $'k,t,v\na,2024-01-01,x' ]
	printf 'k,from,to,v\na,2024-01-01,2024-01-02,x\n' >b.csv
	printf 'k,t\na,2024-01-01 00:00:00\na,2024-01-02 00:00:00\n' >a.csv
	run -0 cs-join -q -k k --between t=from,to -c v a.csv b.csv
	[ "$output" = $'k,t,v\na,2024-01-01 00:00:00,x' ]
}
@test "one file cannot be two outputs; a dry run touches none" {
	run -2 cs-join -q --left -k cust -o o.csv -r ./o.csv l.csv r.csv
	[ "$output" = "cs-join: ./o.csv: named for two outputs; each needs a file of its own" ]
	echo old >u.csv
	run -0 cs-join -n -k cust -r u.csv -o o.csv l.csv r.csv
	[ "$(cat u.csv)" = old ]
	[ ! -e o.csv ]
	[[ "$output" = *"keys: cust=cust"* ]]
}
@test "lines are counted from the top of the file, blank ones too" {
	printf '\ncust,w\na,x\na,y\n' >b.csv
	run -2 cs-join -k cust l.csv b.csv
	[[ "$output" = "cs-join: b.csv:4: the key 'a' stands a second time on the right (first in b.csv:3)"* ]]
}
@test "a stretch of blank lines longer than a block counts too" {
	{ printf 'cust,w\na,x\n'; head -c 700000 /dev/zero | tr '\0' '\n'; printf 'b,y\na,z\n'; } >b.csv
	run -2 cs-join -k cust l.csv b.csv
	[[ "$output" = "cs-join: b.csv:700004: the key 'a' stands a second time on the right (first in b.csv:2)"* ]]
}
@test "of several keys that stand twice the first in the file is named, for any number of threads" {
	seq 1 200000 | awk 'BEGIN { print "cust,v" } { print "key" $1 ",some text" }' >big.csv
	printf 'key7,x\nkey150000,x\nkey3,x\nkey3,x\n' >>big.csv
	for jobs in 1 2 7; do
		run -2 cs-join -j $jobs -k cust l.csv big.csv
		[[ "$output" = "cs-join: big.csv:200002: the key 'key7' stands a second time on the right (first in big.csv:8)"* ]]
	done
}
@test "anti: right records whose partner is left out are not among those without one" {
	run -0 cs-join -q -k cust --anti --unmatched-right w.csv l.csv r.csv
	[ "$(cat w.csv)" = $'cust,name\nc,C' ]
}
@test "one column, and it is null: the record is no empty line" {
	printf 'k\n""\na\n' >one.csv
	printf 'k,v\na,1\n' >two.csv
	run -0 cs-join -q -k k -r u.csv --unmatched-right w.csv two.csv one.csv
	[ "$(cat w.csv)" = $'k\n""' ]
	run -0 cs-join -q -k k --anti one.csv two.csv
	[ "$output" = $'k\n""' ]
}
@test "a version is found among thousands" {
	seq 1 5000 | awk 'BEGIN { print "k,from,v" } { printf "a,%s,%d\n", strftime("%Y-%m-%d", $1 * 86400, 1), $1 }' >v.csv
	seq 1 2000 | awk 'BEGIN { print "k,t" } { printf "a,%s 12:00:00\n", strftime("%Y-%m-%d", ($1 * 7919 % 5000 + 1) * 86400, 1) }' >t.csv
	seq 1 2000 | awk '{ print $1 * 7919 % 5000 + 1 }' >want
	shuf --random-source=<(yes) <(tail -n +2 v.csv) | cat <(head -1 v.csv) - >mixed.csv
	cs-join -q -k k --as-of t=from -c v t.csv mixed.csv | tail -n +2 | cut -d, -f3 | cmp want -
}

# --- beyond --memory ---

# 10,000 records each: keys of two columns, doubled ones, nulls, quotes, records without a partner.
sides() {
	awk 'BEGIN { srand(1); print "id,cust,part,t,text"
		for (i = 1; i <= 10000; i++)
			printf "%d,%s,%d,2024-%02d-%02d,%s\n", i, i % 37 ? "c" int(rand() * 4000) : "", i % 3,
			    1 + rand() * 12, 1 + rand() * 28, i % 5 ? "plain" : "\"a \"\"text\"\", with marks\"" }' >left.csv
	awk 'BEGIN { srand(2); print "cust,part,from,to,name"
		for (i = 1; i <= 10000; i++)
			printf "%s,%d,2024-%02d-%02d,%s,%s\n", i % 41 ? "c" int(rand() * 5000) : "", i % 3,
			    1 + rand() * 12, 1 + rand() * 28, i % 4 ? "2024-12-31" : "", i % 7 ? "n" i : "\"n, " i "\"" }' >right.csv
	awk -F, '!seen[$1 "," $2]++' right.csv >unique.csv
	awk -F, '!seen[$1 "," $2 "," $3]++' right.csv >versions.csv
}
# What cs-join writes, with what memory and how many threads there are: the result, both files of those without a partner, the books.
written() {
	local memory=$1 jobs=$2
	shift 2
	cs-join --memory "$memory" -j "$jobs" -r lost --unmatched-right lost2 -o out "$@" 2>words || echo "status $?"
	cat out lost lost2 words
}
same() {
	echo "options: $*"
	written 1G 2 "$@" >want
	[ "$(wc -l <want)" -gt 5000 ]
	for how in "1 1" "64K 2" "64K 7" "400K 2"; do
		written ${how% *} ${how#* } "$@" >got
		cmp want got
	done
}
@test "beyond --memory the same bytes come out, for every kind of join" {
	sides
	for kind in inner left right full semi anti; do
		same --$kind -k cust,part left.csv unique.csv
		same --$kind --many -k cust,part left.csv right.csv
		same --$kind --many -k cust -c name left.csv right.csv
		same --$kind --as-of t=from -k cust,part left.csv versions.csv
		same --$kind --as-of t=from --many -k cust left.csv right.csv
		same --$kind --between t=from,to --many -k cust left.csv right.csv
	done
}
@test "beyond --memory: from pipes, without the files of what found no partner, with --must-match" {
	sides
	cs-join -q --many -k cust left.csv right.csv >want
	cs-join -q --memory 64K --many -k cust <(cat left.csv) <(cat right.csv) | cmp want -
	cs-join -q --memory 64K --many -k cust - right.csv <left.csv | cmp want -
	run -1 cs-join -q --memory 64K --many --must-match -k cust -o got left.csv right.csv
	cmp want got
}
@test "beyond --memory what is wrong is said in the same words" {
	sides
	for how in "-k cust,part left.csv right.csv" "-k cust --between t=from,to left.csv right.csv" \
		"-k cust --as-of t=from left.csv right.csv" "-k cst left.csv right.csv"; do
		run -2 --separate-stderr cs-join $how
		[[ "$stderr" = "cs-join: "* ]]
		want=$stderr
		for jobs in 1 2 7; do
			run -2 --separate-stderr cs-join --memory 64K -j $jobs $how
			[ "$stderr" = "$want" ]
		done
	done
}
@test "beyond --memory an empty side is one" {
	sides
	head -1 left.csv >none.csv
	same --full -k cust,part none.csv unique.csv
	head -1 unique.csv >none.csv
	for memory in 1 1G; do
		cs-join -q --memory $memory --full -k cust,part left.csv none.csv >got.$memory
	done
	cmp got.1 got.1G
}
@test "fields of megabytes, and keys too, in memory and beyond" {
	long() { head -c "$1" /dev/zero | tr '\0' x; }
	{ echo k,id; for i in 1 2 3; do long 3000000; echo ",$i"; done; seq 1 2000 | sed 's/.*/c&,&/'; } >left.csv
	{ echo k,v; printf 'a,"'; long 5000000; echo ', more"'; seq 1 900 | sed 's/.*/c&,v&/'; long 3000000; printf ,; long 4000000; echo
	  printf 'd,'; long 2097152; echo; echo e,1; } >right.csv
	cs-join -q --full -k k left.csv right.csv >want
	[ "$(wc -lc <want | tr -s ' ')" = " 2007 28122470" ] || { wc -lc <want; false; }
	[ "$(grep -c '^x*,[123],x*$' want)" -eq 3 ]
	[ "$(tail -1 want)" = e,,1 ]
	for memory in 1 20M; do
		cs-join -q --memory $memory --full -k k left.csv right.csv | cmp want -
	done
}
@test "the records of one key must fit" {
	seq 1 40000 | awk 'BEGIN { print "cust,v" } { print "a,some text to be held, or not " $1 }' | sed 's/, or/ or/' >big.csv
	run -2 cs-join --many --memory 1M -k cust l.csv big.csv
	[ "$output" = "cs-join: big.csv: the records with the key 'a' alone need more than a quarter of --memory; choose columns with -c, or raise --memory" ]
	run -0 cs-join -q --many --memory 64M -k cust l.csv big.csv
	[ "${#lines[@]}" -eq 80001 ]
}
@test "A05 scratch space that cannot be had is named, -o stays as it was" {
	sides
	echo former >o.csv
	run -2 cs-join --memory 64K --tmpdir ./nowhere --many -k cust -o o.csv left.csv right.csv
	[ "$output" = "cs-join: ./nowhere: No such file or directory" ]
	[ "$(cat o.csv)" = former ]
	[ "$(id -u)" -eq 0 ] || skip "mounting needs root"
	mkdir full
	mount -t tmpfs -o size=256k tmpfs full || skip "no mounts here"
	run -2 cs-join --memory 64K --tmpdir full --many -k cust -o o.csv left.csv right.csv
	used=$(df --output=used full | tail -1)
	umount full
	[ "$output" = "cs-join: full: No space left on device" ]
	[ "$(cat o.csv)" = former ]
	[ "$used" -le 8 ]
}
@test "A36 killed while it spills: no scratch file stays, -o stays as it was" {
	sides
	mkdir scratch
	echo former >o.csv
	cs-join -q --many -k cust left.csv right.csv >want
	for wait in 0.001 0.005 0.01 0.02 0.04; do
		timeout -s KILL $wait cs-join -q --memory 64K --tmpdir scratch --many -k cust -o o.csv left.csv right.csv || [ $? -ge 124 ]
		[ "$(cat o.csv)" = former ] || cmp want o.csv
		[ -z "$(ls scratch)" ]
	done
}
@test "one output that cannot be completed leaves all as they were" {
	[ "$(id -u)" -eq 0 ] || skip "mounting needs root"
	sides
	mkdir full
	mount -t tmpfs -o size=64k tmpfs full || skip "no mounts here"
	echo former | tee full/o.csv >lost
	run -2 cs-join -q --left --many -k cust -r lost -o full/o.csv left.csv right.csv
	kept=$(cat full/o.csv)
	umount full
	[ "$output" = "cs-join: full/o.csv: No space left on device" ]
	[ "$kept" = former ]
	[ "$(cat lost)" = former ]
}
