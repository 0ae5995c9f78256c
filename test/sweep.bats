# Everything fails once: each allocation, each system call, each moment.  200 records in; out comes the right result, or status
# 2, one message and the former file, and never debris.
load faults

# The bats of a step would cost more than the step: this keeps the books itself and shows what was left.
judge() { # STEP...
	if ! (set -e && settled); then
		echo "$p at $*: status $status"
		cat words
		ls -lA d tmp
		return 1
	fi
	[ "$(cat d/out)" = former ] || former
}
settled() {
	[ "$(ls -A d)" = out ] || exit 1
	[ -z "$(ls -A tmp)" ] || exit 1
	case $status in
	0) cmp want d/out || exit 1 ;;
	2)
		[ "$(cat d/out)" = former ] || exit 1
		[ "$(grep -c "^$p: ." words)" -ge 1 ] || exit 1
		;;
	*) exit 1 ;;
	esac
}

# calls CALL LOG: the number of the first one that is the program's own, not the loader's, and of the last
calls() {
	awk -v call="$1" '/ fcntl\(0, F_GETFD/ { ours = 1 } $2 ~ "^" call "\\(" { n++; if (!ours) loader++ }
		END { print loader + 1, n + 0 }' "$2"
}

@test "B20 every allocation fails, one at a time" {
	each "$ALL" allocations
}
allocations() {
	shim
	pre=()
	go "$in" -j 2 >want
	n=1
	step=1
	while rm -f said; [ $n -lt 20000 ]; do
		pre=(env "LD_PRELOAD=$CS_BIN/fail.so" CS_FAIL_SAID=said CS_FAIL_ALLOC=$n)
		outcome go "$in" -j 2 -o d/out
		judge "allocation $n"
		[ -e said ] || break
		n=$((n + step))
		# Past the first sixty the same few places come again and again.
		[ $n -le 60 ] || step=$((n / 10))
	done
	[ $n -gt 20 ]
	[ $n -lt 20000 ]
}
@test "B21 B31 every system call fails, one at a time" { each "$ALL" system_calls; }
system_calls() {
	pre=()
	go "$in" -j 2 >want
	under
	pre+=(-e 'trace=%file,%desc,%memory')
	go "$in" -j 2 -o d/out
	former
	cp strace.log first.log
	# Not brk: the kernel never refuses it with an error, and the C library expects none.
	for call in openat read write newfstatat fsync close linkat renameat lseek mmap fcntl fadvise64 getrandom poll prlimit64 \
		sched_getaffinity munmap clone3 vfork; do
		read -r first count < <(calls "$call" first.log)
		[ "$call" != clone3 ] || count=1
		for ((n = first; n <= count; n++)); do
			[[ $call != m*map ]] || ! sanitized || continue # it ends with a status of its own
			case $call in
			write) error=ENOSPC ;;
			openat) error=EMFILE ;;
			mmap | brk | munmap) error=ENOMEM ;;
			clone3 | vfork) error=EAGAIN ;;
			*) error=EIO ;;
			esac
			under "$call:error=$error:when=$n"
			outcome go "$in" -j 2 -o d/out
			judge "$call $n"
		done
	done
}
@test "A30 A32 A34 A37 killed at every system call: the former file or the new one, and nothing beside it" {
	each "$ALL" killed
}
killed() {
	pre=()
	go "$in" >want
	under
	pre+=(-e 'trace=openat,read,write,fsync,linkat,renameat,close,fcntl')
	go "$in" -o d/out
	former
	cp strace.log first.log
	for call in openat read write fsync linkat close; do
		read -r first count < <(calls "$call" first.log)
		for ((n = first; n <= count; n++)); do
			for signal in KILL TERM; do
				under "$call:signal=$signal:when=$n"
				outcome go "$in" -o d/out
				[ $status -ge 128 ] || [ $status -eq 0 ]
				kept_or want || { echo "$p $call $n $signal"; ls -lA d; false; }
				former
			done
		done
	done
}
