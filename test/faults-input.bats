# Faults of the input, for every program: the rows B of the matrix.  B20, B21 and B31 are in sweep.bats; cs-ingest has more of
# its own in faults-ingest.bats.
load faults

refused() { # FILE CAUSE [COMMAND...]: status 2, one line, nothing out, -o kept
	local file=$1 cause=$2
	run -2 --separate-stderr go "$file" -o d/out
	[ "$stderr" = "$p: $cause" ]
	kept
	run -2 --separate-stderr go "$file"
	[ "$output" = "" ]
}
@test "B01 B03 a file that is not there, a directory" {
	each "$ALL" refused none.csv "none.csv: No such file or directory"
	each "$ALL" refused tmp "tmp: is a directory"
	each "$ALL" refused in.csv/x "in.csv/x: Not a directory"
}
@test "B02 a file that may not be read" { each "$ALL" forbidden; }
forbidden() {
	under openat:error=EACCES
	pre+=(-P "$PWD/$in")
	refused "$PWD/$in" "$PWD/$in: Permission denied"
}
@test "B03 a directory as standard input" { each "$ALL" folder; }
folder() {
	run -2 --separate-stderr go - <d
	[ "$stderr" = "$p: -: is a directory" ]
}
@test "B06 standard input closed" { each "$ALL" closed; }
closed() {
	run -2 --separate-stderr without_stdin go - -o d/out
	[ "$stderr" = "$p: -: Bad file descriptor" ]
	kept
}
without_stdin() { "$@" <&-; }

@test "B04 a read error at the first and at a later read" {
	records 20000 >in.csv
	for n in 1 2 3; do each "$FILTERS" read_error; done
	n=1
	each cs-report read_error
}
read_error() {
	under "read:error=EIO:when=$n"
	pre+=(-P "$PWD/$in")
	run -2 --separate-stderr go "$in" -j 1 -o d/out
	[ "$stderr" = "$p: $in: Input/output error" ]
	kept
}
@test "B05 reads that are interrupted are done again" { each "$ALL" interrupted; }
interrupted() {
	pre=()
	go "$in" >want
	under read:error=EINTR:when=1+2
	pre+=(-P "$PWD/$in")
	go "$in" >got
	cmp want got
	grep -q EINTR strace.log
}
# after_read COMMAND...: beside what follows, as soon as a read of the file has ended; the next one waits for a second
after_read() {
	under read:delay_enter=1000000:when=2
	pre+=(-P "$PWD/in.csv")
	rm -f strace.log
	for _ in {1..1000}; do
		grep -q ' read(.* = [1-9]' strace.log 2>/dev/null && break
		sleep 0.01
	done && "$@" &
}
@test "B17 a file that becomes shorter while it is read" {
	records 40000 >whole
	each "$FILTERS" shrinks
}
shrinks() {
	cp whole in.csv
	after_read truncate -s 300000 in.csv
	run -2 --separate-stderr go in.csv -j 1 -o d/out
	wait
	[ "$stderr" = "$p: in.csv: became shorter while it was read" ]
	kept
}
@test "B17 a file that grows while it is read is told" {
	records 100 >in.csv
	p=cs-select
	after_read one_more
	run -0 --separate-stderr go in.csv
	wait
	[ "$stderr" = "cs-select: in.csv: changed while it was read" ]
}
one_more() { records 101 | tail -1 >>in.csv; }
@test "B07 no byte at all is no header" {
	: >in.csv
	: >k.csv
	printf '\n\r\n\n' >blank.csv
	each "$STREAMS cs-report" no_header
	each "$STREAMS cs-report" blank_header
	each "cs-ingest" empty_ingest
}
no_header() { refused "$in" "$in: no header: the file is empty"; }
blank_header() { refused blank.csv "blank.csv: no header: the file is empty"; }
empty_ingest() {
	run -2 --separate-stderr go in.csv -o d/out
	kept
}
@test "B08 a header alone is a stream without records" { each "$FILTERS" header_only; }
header_only() {
	head -1 in.csv >head.csv
	go head.csv >got
	[ "$(wc -l <got)" -eq 1 ]
	printf %s "$(head -1 in.csv)" >head.csv
	go head.csv | cmp got -
}
@test "B09 the last line end may be missing" { each "$ALL" no_last; }
no_last() {
	go "$in" >want
	cp "$in" whole
	truncate -s -1 "$in"
	go "$in" >got
	cmp want got
	cp whole "$in"
}
@test "B10 B11 B12 B16 gzip cut, of a wrong CRC or length, with bytes behind it, a head alone" {
	records 3000 >in.csv
	each "$FILTERS" gzips
}
gzips() {
	gzip -c in.csv >z
	size=$(stat -c %s z)
	for cut in 10 11 $((size / 2)) $((size - 8)) $((size - 1)); do
		head -c "$cut" z >bad.gz
		run -2 --separate-stderr go bad.gz -o d/out
		[ "$stderr" = "$p: bad.gz: gzip ends in the middle; the file was cut off" ]
		kept
	done
	for at in 8 4; do
		{ head -c $((size - at)) z; printf '\1\2'; tail -c $((at - 2)) z; } >bad.gz
		run -2 --separate-stderr go bad.gz -o d/out
		[ "$stderr" = "$p: bad.gz: gzip checksum does not match" ]
		kept
	done
	{ cat z; echo more; } >bad.gz
	run -2 --separate-stderr go bad.gz -o d/out
	[ "$stderr" = "$p: bad.gz: not a gzip member after the end of one" ]
	kept
	go - <z >got
	go in.csv | cmp - got
}
@test "B13 B15 several gzip members, gzip on standard input" { each "$FILTERS" members; }
members() {
	go in.csv >want
	{ head -50 in.csv | gzip -c; : | gzip -c; tail -n +51 in.csv | gzip -c; } >z
	go - <z >got
	cmp want got
	cat z | go - >got
	cmp want got
	cp z same.csv
	go same.csv >got
	cmp want got
}
@test "B10 B13 gzip of our own, for any number of jobs; cut between two members" {
	records 40000 >in.csv
	cs-select in.csv -o own.csv.gz
	gzip -dc own.csv.gz | cmp in.csv -
	cp in.csv whole.csv
	each "$FILTERS" own_gzip
}
own_gzip() {
	go whole.csv >want
	for jobs in 1 2 7; do
		go own.csv.gz -j $jobs >got
		cmp want got
		cat own.csv.gz | go - -j $jobs >got
		cmp want got
		# The empty member at the end has 30 bytes.
		head -c -30 own.csv.gz >bad.gz
		gzip -t bad.gz
		run -2 --separate-stderr go bad.gz -j $jobs -o d/out
		[ "$stderr" = "$p: bad.gz: gzip ends in the middle; the file was cut off" ]
		kept
	done
}
@test "B14 a small gzip of one endless field is read in bounded memory" {
	sanitized && skip "an address space limit leaves no room for the sanitizer"
	printf 'id,g,v,t,text\n' | gzip -c >in.csv
	# One record of a field that is longer than any may be, and then many more.
	head -c 400M /dev/zero | tr '\0' x | gzip -1c >>in.csv
	each "cs-select cs-ingest" bomb
}
bomb() {
	status=0
	(ulimit -v 1000000 && timeout 60 "$BASH" -c "$(declare -f go); p=$p; pre=(); go in.csv -j 1 -o d/out") 2>words || status=$?
	cat words
	[ "$status" -eq 2 ] || [ "$p $status" = "cs-ingest 1" ]
	[ $status -eq 1 ] || grep -qE ':[0-9]+: .*(16|64) MiB' words
	[ $status -ne 2 ] || kept
	former
}
@test "B18 few descriptors: the right result or a fault" {
	for i in $(seq 30); do cp in.csv f$i.csv; done
	each "$ALL" descriptors
	cs-select f*.csv >want
	[ "$(wc -l <want)" -eq 6001 ]
	for n in 4 6 9 12 40; do
		outcome few $n cs-select f*.csv -o d/out
		[ $status -eq 127 ] || right_or "Too many open files"
		former
	done
}
descriptors() {
	go "$in" >want
	for n in 3 5 6 7 8 10; do
		outcome few $n go "$in" -o d/out
		[ $status -eq 127 ] || right_or "Too many open files"
		former
	done
}
few() { (ulimit -n "$1" && shift && "$@"); }

@test "B19 a limit of the address space: the right result or a fault, at any size" {
	sanitized && skip "an address space limit leaves no room for the sanitizer"
	records 3000 >in.csv
	each "$ALL" little_room
}
little_room() {
	go "$in" >want
	for size in 12000 16000 20000 24000 30000 50000 100000 400000; do
		for jobs in 1 4; do
			outcome room $size go "$in" -j $jobs -o d/out
			[ $status -eq 127 ] || right_or
			former
		done
	done
	[ "$status" -eq 0 ]
}
room() { (ulimit -v "$1" && shift && "$@"); }

@test "B22 one byte at a time" {
	shim CS_READ_MOST=1
	each "$ALL" bytewise
}
bytewise() {
	pre=()
	go "$in" >want
	gzip -c "$in" >z
	shim CS_READ_MOST=1
	go "$in" | cmp want -
	go z >got
	[ "$p" = cs-report ] || cmp want got
	go - <"$in" >got
	[ "$p" = cs-report ] || cmp want got
}
@test "B23 a FIFO as operand" { each "$FILTERS" fifo; }
fifo() {
	go in.csv >want
	rm -f pipe
	mkfifo pipe
	cat in.csv >pipe &
	go pipe >got
	wait $!
	cmp want got
}
@test "B24 a quoted field across the edge of a block, wherever in it the edge falls" {
	for block in 4096 65536 262144; do
		for back in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
			head -c $((block - back - 9)) /dev/zero | tr '\0' x >fill
			{ echo a,b,c; echo "1,$(cat fill),2"; echo '3,"x,""y"" z",宽'; echo 4,5,6; } >edge.csv
			[ "$(cs-select -j 1 edge.csv | tail -2)" = $'3,"x,""y"" z",宽\n4,5,6' ]
		done
	done
	for back in 0 3 5 8; do
		head -c $((262144 - back - 9)) /dev/zero | tr '\0' x >fill
		{ echo id,g,text; echo "1,$(cat fill),2"; echo '3,"x,""y"" z",宽'; } >edge.csv
		[ "$(cs-kpi -g text -g g -e 'n = count()' edge.csv | tail -1)" = '宽,"x,""y"" z",1' ]
		printf 'g,name\n"x,""y"" z",found\n' >r.csv
		[ "$(cs-join -q -k g edge.csv r.csv | tail -1)" = '3,"x,""y"" z",宽,found' ]
	done
}
@test "B25 a name that begins with a dash goes behind --" {
	cp in.csv ./-x.csv
	cp k.csv ./-k.csv
	each "$FILTERS" dashed
	run -2 --separate-stderr cs-select -x.csv
	[[ ${stderr_lines[0]} == "cs-select: "*"-x"* ]]
}
dashed() {
	go in.csv >want
	go -x.csv | cmp want -
}
@test "B26 names with ESC and a newline are escaped in messages" { each "$ALL" odd_name; }
odd_name() {
	rm -f a*b.csv
	run -2 --separate-stderr go $'a\e[31m\nb.csv'
	[ "$stderr" = "$p: "'a\x1B[31m\x0Ab.csv: No such file or directory' ]
	printf 'id,g,v,t,text\n1\n' >$'a\e[31m\nb.csv'
	[ "$p" != cs-ingest ] || return 0 # its status is 1
	[ "$p" != cs-report ] || return 0 # nothing of that header is its own
	run -2 --separate-stderr go $'a\e[31m\nb.csv'
	[[ $stderr == "$p: "'a\x1B[31m\x0Ab.csv:'* ]]
}
@test "B27 an unknown option is 2, with a hint" { each "$ALL" unknown; }
unknown() {
	run -2 --separate-stderr "$p" --jbos 3
	[[ $stderr == "$p: "*"'--jbos'"*"--jobs"* ]]
	run -2 --separate-stderr "$p" -Z
	[[ $stderr == "$p: "*"-Z"* ]]
	for letter in H t z; do
		run -2 --separate-stderr "$p" -$letter
		[[ $stderr == "$p: "*"-$letter"* ]]
	done
}
@test "B34 several files are one stream" {
	head -101 in.csv >a.csv
	{ head -1 in.csv; tail -n +102 in.csv; } >b.csv
	cs-select in.csv >want
	cs-select a.csv b.csv | cmp want -
	cs-select a.csv - <b.csv | cmp want -
	cs-kpi -g g -e 's = sum(v)' in.csv >want
	cs-kpi -g g -e 's = sum(v)' a.csv b.csv | cmp want -
	cs-ingest -q -s in.schema in.csv >want
	cs-ingest -q -s in.schema a.csv b.csv | cmp want -
	cs-join -q -k g <(cat a.csv <(tail -n +2 b.csv)) r.csv >want
	cs-join -q -k g <(cat a.csv b.csv) r.csv | cmp want -
}
@test "B35 a repeated header is skipped and told" {
	each "$FILTERS" twice
	cat in.csv in.csv >two.csv
	run -0 --separate-stderr cs-select -v two.csv
	[[ $stderr == *"1 repeated header line passed over"* ]]
}
twice() {
	{ head -101 in.csv; head -1 in.csv; tail -n +102 in.csv; } >two.csv
	go in.csv >want
	go two.csv | cmp want -
}
@test "B36 a file of another header is 2 before the first record" {
	sed '1s/text/words/' in.csv >b.csv
	sed '1s/$/,more/; 2,$s/$/,x/' in.csv >c.csv
	for p in "cs-select" "cs-kpi -e n=count()"; do
		run -2 --separate-stderr $p in.csv b.csv -o d/out
		[ "$stderr" = "${p%% *}: b.csv: column 'text' is missing" ]
		kept
		run -2 --separate-stderr $p in.csv c.csv
		[ "$stderr" = "${p%% *}: c.csv: column 'more' is not in in.csv" ]
		[ "$output" = "" ]
	done
}
@test "B37 a terminal as standard input, and no file: the usage, and 2" {
	for p in cs-select cs-kpi cs-ingest; do
		options="-q"
		[ $p != cs-kpi ] || options="-e 'n = count()'"
		[ $p != cs-ingest ] || options="-s in.schema"
		run -2 timeout 10 script -qec "$p $options" /dev/null
		echo "$output"; [[ $output == *"usage: $p "* ]]
	done
}
@test "B38 finished records appear while the input pauses" { each "cs-select cs-join" pauses; }
pauses() {
	rm -f pipe
	mkfifo pipe
	go - <pipe >out.csv 3>&- &
	exec 4>pipe
	head -3 in.csv >&4
	printf '3,g3,' >&4
	for _ in $(seq 50); do
		[ "$(wc -l <out.csv)" -eq 3 ] && break
		sleep 0.1
	done
	[ "$(wc -l <out.csv)" -eq 3 ]
	printf '3,2024-05-01 10:00:00,x\n' >&4
	exec 4>&-
	wait
	[ "$(wc -l <out.csv)" -eq 4 ]
}
