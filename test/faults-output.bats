# Faults of the output, for every program: the rows A of the matrix.
# Not here: a real quota (A38 has its error from the system call instead).
load faults

full() {
	run -2 --separate-stderr into /dev/full go "$in"
	[ "$stderr" = "$p: standard output: No space left on device" ]
}
@test "A01 standard output full, a long result" {
	records 20000 >in.csv
	each "$ALL" full
}
@test "A02 standard output full, a short result" {
	records 1 >in.csv
	each "$ALL" full
	each "$ALL" full_help
}
full_help() {
	run -2 --separate-stderr into /dev/full "$p" --help
	[ "$stderr" = "$p: standard output: No space left on device" ]
	run -2 into /dev/full "$p" --version
}
@test "A03 standard output closed" { each "$ALL" closed; }
closed() {
	run -2 --separate-stderr without_stdout go "$in"
	[ "$stderr" = "$p: standard output: Bad file descriptor" ]
	run -2 without_stdout "$p" --help
}
without_stdout() { "$@" >&-; }

@test "A04 a disk full under -o" { each "$ALL" disk_full; }
disk_full() {
	under write:error=ENOSPC:when=1
	run -2 --separate-stderr go "$in" -o d/out
	[ "$stderr" = "$p: d/out: No space left on device" ]
	kept
}
@test "A05 a disk full under a spill" {
	p=cs-kpi
	former
	seq 1 60000 | awk 'BEGIN { print "k" } { print }' >in.csv
	under write:error=ENOSPC:when=1
	run -2 --separate-stderr "${pre[@]}" cs-kpi -j 1 --memory 1M --tmpdir tmp -g k -e 'n = count()' -o d/out in.csv
	[ "$stderr" = "cs-kpi: tmp: No space left on device" ]
	kept
}
@test "A04 a file system really full under -o" {
	[ "$(id -u)" -eq 0 ] || skip "mounting needs root"
	records 20000 >in.csv
	mount -t tmpfs -o size=256k tmpfs d || skip "no mounts here"
	echo former >d/out
	for p in $FILTERS; do
		run -2 --separate-stderr go in.csv -o d/out
		[ "$stderr" = "$p: d/out: No space left on device" ] && kept || { umount d; false; }
	done
	[ "$(df --output=used d | tail -1)" -le 8 ] || { umount d; false; }
	umount d
}
@test "A06 A07 A08 fsync, close, link and rename fail under -o" { each "$ALL" endings; }
endings() {
	under
	pre+=(-e trace=close,fsync)
	go "$in" -o d/out
	former
	n=$(awk '/fsync/ { print n + 1; exit } /close\(/ { n++ }' strace.log)
	for fault in fsync:error=EIO:when=1 close:error=EIO:when="$n" renameat:error=EIO linkat:error=EIO linkat:error=EIO:when=1; do
		under "$fault"
		run -2 --separate-stderr go "$in" -o d/out
		[ "$stderr" = "$p: d/out: Input/output error" ]
		kept
	done
}
@test "A08 a new file cannot be given its name" { each "$ALL" no_name; }
no_name() {
	under linkat:error=EPERM
	rm d/out
	run -2 --separate-stderr go "$in" -o d/out
	[ "$stderr" = "$p: d/out: Operation not permitted" ]
	[ -z "$(ls -A d)" ]
	former
}
@test "A10 A38 a later write fails: no space, a quota" {
	records 20000 >in.csv
	for cause in "ENOSPC No space left on device" "EDQUOT Disk quota exceeded" "EFBIG File too large"; do
		each "$FILTERS" later_write
	done
}
later_write() {
	under "write:error=${cause%% *}:when=2"
	run -2 --separate-stderr go "$in" -j 1 -o d/out
	[ "$stderr" = "$p: d/out: ${cause#* }" ]
	kept
}
@test "A09 A14 writes that are interrupted or would block are done again" { each "$ALL" again; }
again() {
	pre=()
	go "$in" >want
	for fault in EINTR EAGAIN; do
		under "write:error=$fault:when=1+2"
		go "$in" | cat >got
		cmp want got
		go "$in" -o d/out
		cmp want d/out
		former
	done
}
@test "A09 short writes are continued" {
	shim CS_WRITE_MOST=7
	each "$ALL" short_writes
}
short_writes() {
	go "$in" >got
	pre=()
	go "$in" | cmp - got
	shim CS_WRITE_MOST=7
}
@test "A14 a standard output that does not block, and a slow reader" {
	records 60000 >in.csv
	p=cs-select
	go in.csv >want
	pre=(perl -MFcntl -e 'fcntl(STDOUT, F_SETFL, O_NONBLOCK | O_WRONLY) or die; exec @ARGV')
	go in.csv | { sleep 0.3; cat; } >got
	cmp want got
}
@test "B39 SIGUSR1 at any time" { each "$ALL" usr1; }
usr1() {
	pre=()
	go "$in" >want
	# The first reads are the loader's.
	under
	pre+=(-e trace=read,write,openat)
	go "$in" >/dev/null
	n=$(awk '/\.csv/ && /openat/ { print n + 1; exit } /read\(/ { n++ }' strace.log)
	# One write alone: the handler writes too, and would be called again for ever.
	under "read:signal=USR1:when=$n+" linkat:signal=USR1:when=1
	run --separate-stderr -0 into got go "$in"
	cmp want got
	grep -q 'SIGUSR1' strace.log
}
@test "B39 SIGUSR1 tells how many records were read" {
	told_at_usr1 cs-select
	told_at_usr1 cs-ingest -q -s in.schema
}
told_at_usr1() {
	rm -f pipe
	mkfifo pipe
	"$@" <pipe >out.csv 2>words 3>&- &
	exec 4>pipe
	head -21 in.csv >&4
	for _ in $(seq 50); do
		[ "$(wc -l <out.csv)" -eq 21 ] && break
		sleep 0.1
	done
	kill -USR1 $!
	for _ in $(seq 50); do
		[ -s words ] && break
		sleep 0.1
	done
	exec 4>&-
	wait $!
	[ "$(head -n 1 words)" = "$1: 20 records read" ]
}
@test "A11 A13 a reader that goes away ends the program by SIGPIPE, without words" {
	records 200000 >in.csv
	each "cs-select cs-join cs-ingest" gone
	for p in cs-select cs-join cs-ingest; do endless; done
}
gone() {
	set +o pipefail
	run --separate-stderr -0 first_line
	[ "${lines[1]}" = "status 141" ]
	[ "$stderr" = "" ]
}
first_line() {
	go "$in" | head -n 1
	echo "status ${PIPESTATUS[0]}"
}
endless() {
	set +o pipefail
	{ head -2 in.csv; yes "$(tail -1 in.csv)"; } | timeout 20 bash -c "$(declare -f go); p=$p; pre=(); go -" | head -n 2 >got
	[ "${PIPESTATUS[1]}" -ne 124 ]
	[ "$(wc -l <got)" -eq 2 ]
}
@test "A12 where SIGPIPE is ignored the status is 141, without words" {
	records 200000 >in.csv
	trap '' PIPE
	each "cs-select cs-join cs-ingest" gone
}

# The fault is told before a byte of standard input is taken.
unread() {
	[ "$p" != cs-report ] || return 0
	run -2 --separate-stderr leave go - -o "$1"
	[ "$(first_word)" = "$2" ]
	cmp in.csv left
}
leave() {
	local status=0
	{ "$@" || status=$?; cat >left; } < <(cat in.csv)
	return $status
}
@test "A15 A16 -o names a directory, or lies in one that is not there" {
	each "$ALL" unread d "d: is a directory"
	each "$ALL" unread d/x/out "d/x/out: No such file or directory"
	each "$ALL" unread d/out/x "d/out/x: Not a directory"
	p=cs-report
	run -2 go k.csv -o d
	[ "$output" = "cs-report: d: is a directory" ]
}
@test "A17 -o lies in a directory that takes no files" {
	dir=$(mktemp -d /tmp/faults-XXXXXX)
	chmod 755 "$dir"
	cp in.csv r.csv k.csv c.kpi r.layout in.schema in.audit "$CS_BIN"/cs-* "$dir"
	if [ "$(id -u)" -eq 0 ]; then
		pre=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	else
		chmod 555 "$dir"
	fi
	cd "$dir"
	PATH=$dir:$PATH
	for p in $ALL; do
		file=in.csv
		[ $p != cs-report ] || file=k.csv
		run -2 --separate-stderr go $file -o out
		echo "$p: $stderr"
		[ "$stderr" = "$p: out: Permission denied" ] || break
	done
	rm -rf "$dir"
	[ "$p: $stderr" = "cs-report: cs-report: out: Permission denied" ]
}
@test "A18 -o is the input" { each "$ALL" itself; }
itself() {
	cp "$in" same.csv
	go same.csv >want
	go same.csv -o same.csv
	cmp want same.csv
	cp "$in" same.csv
	go same.csv -o "$PWD/same.csv"
	cmp want same.csv
}
@test "A19 a link planted at -o is replaced, its target untouched" { each "$ALL" planted; }
planted() {
	go "$in" >want
	echo victim >victim
	rm d/out
	ln -s ../victim d/out
	go "$in" -o d/out
	[ "$(cat victim)" = victim ]
	[ ! -L d/out ]
	cmp want d/out
	former
}
@test "A20 A21 A22 -o is a FIFO, /dev/null, a link to standard output" { each "$ALL" through; }
through() {
	go "$in" >want
	rm -f fifo null link
	mkfifo fifo
	cat fifo >got &
	go "$in" -o fifo
	wait $!
	cmp want got
	[ -p fifo ]
	go "$in" -o /dev/null
	[ -c /dev/null ]
	ln -s /dev/null null
	go "$in" -o null
	[ -L null ]
	[ -c /dev/null ]
	for name in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
		go "$in" -o $name | cmp want -
		go "$in" -o $name >got
		cmp want got
	done
	ln -s /dev/stdout link
	go "$in" -o link >got
	cmp want got
	[ -L link ]
}
@test "A23 the umask decides the mode of a new file" { each "$ALL" masks; }
masks() {
	for mask in "077 600" "022 644" "027 640"; do
		rm -f d/out
		(umask "${mask% *}" && go "$in" -o d/out)
		[ "$(stat -c %a d/out)" = "${mask#* }" ]
	done
	former
}
@test "A39 a file that is replaced keeps its mode" { each "$ALL" keeps_mode; }
keeps_mode() {
	for mode in 600 640 664 755; do
		chmod $mode d/out
		(umask 077 && go "$in" -o d/out)
		[ "$(stat -c %a d/out)" = $mode ]
		[ "$(cat d/out)" != former ]
	done
	former
}
@test "A25 a limit on the size of files is a fault, not a signal" {
	records 20000 >in.csv
	each "$FILTERS" limited
}
limited() {
	run -2 --separate-stderr limit go "$in" -o d/out
	[ "$stderr" = "$p: d/out: File too large" ]
	kept
}
limit() { (ulimit -f 300 && "$@"); }

@test "A26 A27 standard error full or closed changes neither status nor bytes" { each "$ALL" mute; }
mute() {
	go "$in" -v >want 2>/dev/null
	go "$in" -v 2>/dev/full | cmp want -
	go "$in" -v 2>&- | cmp want -
	(go "$in" -v -o d/out 2>&-)
	cmp want d/out
	former
	printf 'id,g,v,t,text\n1\n' >bad.csv
	[ "$p" != cs-report ] || printf '1\n' >>bad.csv
	for where in /dev/full '&-'; do
		status=0
		eval "go bad.csv -o d/out 2>$where" || status=$?
		[ $status -eq 2 ] || [ "$p $status" = "cs-ingest 1" ]
		not grep -q "$p" d/out
		former
	done
}
@test "A28 standard input closed: no file of ours takes its place" { each "$ALL" no_stdin; }
no_stdin() {
	go "$in" >want
	(go "$in" <&- >got)
	cmp want got
	(go "$in" -o d/out <&- >&- 2>&-)
	cmp want d/out
	former
}
@test "A29 two runs with one -o: one result, whole" {
	records 20000 >in.csv
	records 15000 >two.csv
	each "$FILTERS" both
}
both() {
	go in.csv >one
	go two.csv >two
	for _ in 1 2 3; do
		go in.csv -o d/out &
		go two.csv -o d/out
		wait $!
		cmp -s d/out one || cmp d/out two
		[ "$(ls -A d)" = out ]
	done
	former
}
@test "A30 A31 A32 A37 TERM, INT, HUP, KILL at any step: by the signal, and -o whole or as it was" {
	each "$ALL" signalled
}
# The calls of the end, one after the other, are where a file could be left half done.
signalled() {
	pre=()
	go "$in" >want
	for signal in "TERM 143" "INT 130" "HUP 129" "KILL 137"; do
		for at in write:when=1 fsync:when=1 linkat:when=1 fsync:when=2; do
			under "${at%:*}:signal=${signal% *}:${at#*:}"
			run -"${signal#* }" --separate-stderr go "$in" -o d/out
			[ "$stderr" = "" ]
			kept_or want
			[ "$at" = fsync:when=2 ] || kept
			former
		done
	done
}
@test "A33 A34 A36 signals at moments swept while a long result is written" {
	records 30000 >in.csv
	for p in $FILTERS; do
		pre=()
		go in.csv >want
		for signal in TERM INT HUP KILL; do
			for wait in 0.001 0.01 0.03 0.08; do
				pre=(timeout -s $signal $wait)
				go in.csv -o d/out 2>words || [ $? -ge 124 ]
				not grep "^cs-" words
				kept_or want
				former
			done
		done
	done
}
@test "A35 data is synced before the name is given, the directory after" { each "$ALL" order; }
order() {
	under
	pre+=(-e trace=write,fsync,linkat,renameat)
	go "$in" -o d/out
	former
	[ "$(awk -F'[ (]+' '$2 ~ /^(write|fsync|linkat|renameat)$/ { print $2 }' strace.log | uniq | tail -6 | tr '\n' ' ')" = \
		"write fsync linkat renameat fsync " ] || { cat strace.log; false; }
}
