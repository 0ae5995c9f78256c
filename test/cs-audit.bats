# cs-audit: cases held against standards.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
}

# The table of limits that can be counted on paper, as tickets and events.
limits_table() {
	grep -v '^#' "$ROOT/test/cases/limits.txt" | awk -F'|' '
	function trim(s) { gsub(/^ +| +$/, "", s); return s }
	BEGIN {
		print "id,cal,hours,reopen" >"ticket.csv"
		print "id,act,time,org" >"event.csv"
	}
	{
		name = trim($1)
		gsub(/,/, "", name)
		print name "," trim($2) "," trim($3) "," trim($4) >"ticket.csv"
		n = split($5, e, ";")
		for (i = 1; i <= n; i++) {
			s = trim(e[i])
			org = ""
			if (k = index(s, "@")) { org = substr(s, k + 1); s = substr(s, 1, k - 1) }
			t = substr(s, 3)
			if (length(t) == 16) t = t ":00"
			print name "," substr(s, 1, 1) "," t "," org >"event.csv"
		}
		split(trim($6), v, " ")
		print name "," v[1] "," v[2] "," v[3] "," trim($7) >"want.csv"
		if ($8 != "") {
			split($8, o, ";")
			print name "=" trim(o[1]) "; " trim(o[2]) >"owners.txt"
		}
	}'
	cat >days.csv <<-'END'
		day,type
		2026-01-01,H
		2026-01-02,H
		2026-01-04,M
		2026-02-14,M
		2026-02-16,H
		2026-02-17,H
		2026-02-18,H
		2026-02-19,H
		2026-02-20,H
		2026-02-28,M
	END
	cat >head.audit <<-'END'
		codelist days "days.csv"
		    key day
		    value type
		calendar office
		    hours "08:30-12:00 13:30-17:30"
		    days days
		calendar cut
		    hours "08:30-12:00 13:30-17:30"
		    days days
		    cutoff 16:00
		source ticket
		source event
		    link id = id
		    time time
	END
	cp head.audit limits.audit
	for cal in clock office cut; do
		for reopen in resume restart ignore; do
			cat <<-END
				limit ${cal}_$reopen = number(hours) * 3600
				    for cal = '$cal' and reopen = '$reopen'
				    start act = 'b'
				    stop act = 'e'
				    pause act = 'p'
				    resume act = 'r'
				    reset act = 'x'
				    reopen $reopen
				    owner org
			END
			[ "$cal" = clock ] || echo "    calendar $cal"
		done
	done >>limits.audit
}

@test "limits come to what is counted on paper" {
	limits_table
	[ "$(grep -c . want.csv)" -ge 50 ]
	cs-audit -f limits.audit --now '2026-02-27 16:00:00' --limits l.csv --owners o.csv event=event.csv ticket.csv >/dev/null
	cs-select -c id,state,elapsed,over,due l.csv | tail -n +2 | diff want.csv -
	# Each second has an owner.
	awk -F, 'NR > 1 { e[$1] += $5 } END { for (i in e) print i "," e[i] }' o.csv | sort >sums
	cs-select -w 'elapsed > 0' -c id,elapsed l.csv | tail -n +2 | sort | diff sums -
	awk -F, 'NR > 1 && $4 != "" { s[$1] = s[$1] (s[$1] == "" ? "" : " ") $4 "=" $5 } END { for (i in s) print i "=" s[i] }' o.csv | sort >seconds
	cs-select -w 'owner is not null' -c id,owner l.csv | tail -n +2 | sort | tr , ' ' >last
	while IFS= read -r line; do
		name=${line%%=*}
		grep -qxF "${line%%;*}" seconds
		grep -qxF "$name ${line##*; }" last
	done <owners.txt
}

# Tickets and events that fit in the head.
small() {
	cat >t.csv <<-'END'
		id,cust,unit,opened,closed
		A,c1,N1,2026-03-02 09:00:00,2026-03-02 12:00:00
		B,c1,N1,2026-03-05 09:00:00,2026-03-05 09:30:00
		C,c2,N2,2026-03-05 10:00:00,
		D,,N2,2026-03-06 10:00:00,2026-03-06 11:00:00
	END
	cat >e.csv <<-'END'
		id,act,time,org,written
		A,b,2026-03-02 09:00:00,X,2026-03-02 09:00:00
		A,e,2026-03-02 11:30:00,Y,2026-03-02 12:00:00
		B,b,2026-03-05 09:00:00,X,2026-03-05 09:00:00
		B,c,2026-03-05 09:10:00,X,2026-03-05 09:10:00
		B,e,2026-03-05 09:30:00,X,2026-03-05 09:30:00
		C,b,2026-03-05 10:00:00,X,2026-03-05 10:00:00
		Z,b,2026-03-05 10:00:00,X,2026-03-05 10:00:00
		,b,2026-03-05 10:00:00,X,2026-03-05 10:00:00
	END
	cat >v.csv <<-'END'
		ref,at,reached
		A,2026-03-02 11:50:00,1
		A,2026-03-02 13:00:00,0
		B,2026-03-05 09:31:00,1
	END
	cat >s.audit <<-'END'
		source ticket
		    time opened
		source event
		    link id = id
		    time time
		source visit
		    link ref = id
		    time at
	END
}
# audit RULES...: what they find in the small tickets, without the columns that are always the same
audit() {
	cat >r.audit s.audit -
	cs-audit -f r.audit --now '2026-03-06 12:00:00' -o out.csv "$@" event=e.csv visit=v.csv t.csv || return
	cs-select -c id,rule,what,owner,evidence out.csv | tail -n +2
}

@test "linked records are counted beside the case's own" {
	small
	run -0 audit <<-'END'
		rule r = count(visit where visit.reached and visit.at <= closed) = 0
		    for closed is not null
		    owner unit
		    show closed
	END
	[ "$output" = $'B,r,holds,N1,closed=2026-03-05 09:30:00\nD,r,holds,N2,closed=2026-03-06 11:00:00' ]
	run -0 audit <<-'END'
		let last = latest(visit.at where visit.reached)
		rule a = count(visit) = 2
		rule b = last > closed
		rule c = elapsed(latest(event.time), last) between 1 and 20m
		rule d = share(visit.reached) = 0.5 and mode(event.org) = 'X' and distinct(event.org) = 2
		rule e = holds(a, b, c, d) = 3
	END
	[ "$output" = $'A,a,holds,,\nA,c,holds,,\nA,d,holds,,\nA,e,holds,,\nB,b,holds,,\nB,c,holds,,' ]
}
@test "other cases: by key, before and after, and a quantile of a class; no key, no company" {
	small
	run -0 audit <<-'END'
		let took = elapsed(opened, closed)
		rule again = elapsed(prev(closed per cust), opened) < 30d
		rule first = nth(per cust) = 1
		rule twice = count(per cust) = 2
		rule fast = took < quantile(took, 0.5 per unit)
		rule follow = next(opened per cust) is not null
	END
	[ "$output" = $'A,first,holds,,\nA,twice,holds,,\nA,follow,holds,,\nB,again,holds,,\nB,twice,holds,,\nB,fast,holds,,\nC,first,holds,,' ]
}
@test "a rule for a group is found once, with its cases" {
	small
	run -0 audit <<-'END'
		rule r = count() >= 2 and count(closed is null) >= 1
		    per unit
		    owner unit
		rule s = count() = 1
		    for closed is not null
		    per unit
	END
	[ "$output" = $'C,r,holds,N2,unit=N2; cases=C D\nD,s,holds,,unit=N2; cases=D' ]
	[ "$(cs-select -w "rule = 'r'" -c kind out.csv | tail -1)" = group ]
}
@test "a limit is for whom it says, names who had it, and warns; the last says how often it is kept" {
	small
	run -0 audit --limits l.csv <<-'END'
		limit whole = if(unit = 'N1', 2h, 28h)
		    start act = 'b'
		    stop act = 'e'
		    owner org
		    warn 90%
		    pass 60%
		    mean 1h
		    severity high
		    weight 2.5
	END
	[ "$output" = $'A,whole,missed,X,over=1800; elapsed=9000; allowed=7200; due=2026-03-02 11:00:00\n,whole,share,,share=50.00; expected=60; met=1; judged=2\n,whole,mean,,mean=5400; expected=3600; measured=2' ]
	grep -q ',high,2.5,X,' out.csv
	run -0 cs-select -c id,state,warn,used,owner l.csv
	[ "$output" = $'id,state,warn,used,owner\nA,missed,0,1.25,X\nB,met,0,0.25,X\nC,running,1,0.928571428571429,X\nD,none,0,,' ]
}
@test "a limit of the case's own moments, and one that rests on when it started" {
	small
	run -0 audit <<-'END'
		limit own = 2h
		    from opened
		    to closed
		    owner unit
		limit day
		    from opened
		    to closed
		    due add(date(started), 10.5h)
		rule both = own.over > 0 and day.state = 'missed'
		    show own.over, day.due
	END
	[ "$output" = $'A,own,missed,N1,over=3600; elapsed=10800; allowed=7200; due=2026-03-02 11:00:00\nA,day,missed,,over=5400; elapsed=10800; allowed=5400; due=2026-03-02 10:30:00\nA,both,holds,,own.over=3600; day.due=2026-03-02 10:30:00\nC,own,overdue,N2,over=86400; elapsed=93600; allowed=7200; due=2026-03-05 12:00:00\nC,day,overdue,,over=91800; elapsed=93600; allowed=1800; due=2026-03-05 10:30:00\nC,both,holds,,own.over=86400; day.due=2026-03-05 10:30:00\nD,day,missed,,over=1800; elapsed=3600; allowed=1800; due=2026-03-06 10:30:00' ]
}
@test "stages: missing, repeated, out of order, late, written late" {
	small
	cat >>e.csv <<-'END'
		D,c,2026-03-06 10:30:00,X,2026-03-06 10:30:00
		D,b,2026-03-06 10:40:00,X,2026-03-06 10:40:00
		D,e,2026-03-06 10:50:00,X,2026-03-06 10:50:00
		D,e,2026-03-06 10:55:00,X,2026-03-06 10:55:00
	END
	run -0 audit --cases c.csv <<-'END'
		stage begun = act = 'b'
		    required
		stage called = act = 'c'
		    required
		    after begun
		stage ended = act = 'e'
		    once
		    after called
		    within 30m
		    written written within 10m
		    owner unit
	END
	[ "$output" = $'A,called,missing,,\nA,ended,written late,N1,seconds=1800\nD,called,out of order,,before=begun\nD,ended,repeated,N2,count=2' ]
	run -0 cs-select -c id,called_count,ended_begin,ended_end c.csv
	[ "${lines[4]}" = "D,1,2026-03-06 10:50:00,2026-03-06 10:55:00" ]
}
@test "what is later than the moment of audit is not known yet" {
	small
	cat >r.audit s.audit - <<-'END'
		limit whole = 2h
		    start act = 'b'
		    stop act = 'e'
		rule seen = count(visit) > 1
	END
	cs-audit -v -f r.audit --now '2026-03-02 11:20:00' --limits l.csv -o out.csv event=e.csv visit=v.csv t.csv 2>said
	[ "$(cs-select -c id,state,elapsed,what out.csv l.csv 2>/dev/null | tail -n +2)" = "" ]
	[ "$(cs-select -c id,state,elapsed l.csv)" = $'id,state,elapsed\nA,missed,8400' ]
	[ "$(cs-select -c id,rule,what out.csv)" = $'id,rule,what\nA,whole,overdue' ]
	grep -qx 'cs-audit: ticket: 3 left out: after --now' said
	grep -qx 'cs-audit: ticket: 4 read, 1 used, 3 left out, 0 rejected, 0 merged; 2 written' said
	grep -qx 'cs-audit: event: 7 left out: after --now' said
	cs-audit -v -f r.audit --now 2026-03-07 -o out.csv event=e.csv visit=v.csv t.csv 2>said
	grep -qx 'cs-audit: event: 1 left out: without a key' said
}
@test "columns asked for stand beside each violation; the key may be another" {
	small
	printf 'rule r = true\n' | cat s.audit - >r.audit
	run -0 cs-audit -f r.audit --now 2026-03-07 -k cust -c unit,id event=e.csv visit=v.csv t.csv
	[ "${lines[0]}" = cust,unit,id,time,rule,profile,kind,what,severity,weight,owner,evidence ]
	[ "${lines[1]}" = 'c1,N1,A,2026-03-02 09:00:00,r,,rule,holds,medium,1,,' ]
}
@test "profiles hold in their time, with their version" {
	small
	cat >r.audit - s.audit <<-'END'
		profile old
		    version 1
		    valid 2026-01-01 to 2026-03-02
	END
	printf 'rule r = true\nrule s = true\n    valid 2026-03-06\n' >>r.audit
	run -0 cs-audit -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
	[ "${#lines[@]}" = 2 ]
	[[ "${lines[1]}" = 'A,2026-03-02 09:00:00,r,old 1,'* ]]
	sed -i 's/ to 2026-03-02//' r.audit
	run -0 cs-audit -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
	[ "${#lines[@]}" = 6 ]
	[[ "${lines[5]}" = 'D,2026-03-06 10:00:00,s,old 1,'* ]]
}
@test "status 1 if a finding is as grave as asked" {
	small
	printf 'rule r = true\n' | cat s.audit - >r.audit
	run -1 --separate-stderr cs-audit -f r.audit --now 2026-03-07 --fail-on medium event=e.csv visit=v.csv t.csv
	[[ $stderr = "cs-audit: violations of severity medium or higher: "[1-9]*"; --fail-on" ]]
	run -0 cs-audit -f r.audit --now 2026-03-07 --fail-on high event=e.csv visit=v.csv t.csv
	run -1 cs-audit -f r.audit --now 2026-03-07 --fail-on low event=e.csv visit=v.csv t.csv
	run -2 cs-audit -f r.audit --now 2026-03-07 --fail-on grave event=e.csv visit=v.csv t.csv
	[ "${lines[0]}" = "cs-audit: --fail-on: 'grave'; expected low, medium or high" ]
}
@test "the path of a case: its records alone, and no column that nobody asked for" {
	small
	cat >r.audit s.audit - <<-'END'
		limit whole = 2h
		    start act = 'b'
		    stop act = 'e'
		rule r = count(visit where visit.reached) = 1
		rule other = count(per unit) > 1
	END
	run -0 cs-audit -f r.audit --now 2026-03-07 --trace A event=e.csv visit=v.csv t.csv
	[ "$output" = "time,since,source,what
2026-03-02 09:00:00,0,ticket,id=A; unit=N1; opened=2026-03-02 09:00:00
2026-03-02 09:00:00,0,event,id=A; act=b; time=2026-03-02 09:00:00
2026-03-02 09:00:00,0,limit,whole started
2026-03-02 11:00:00,7200,limit,whole due
2026-03-02 11:30:00,9000,event,id=A; act=e; time=2026-03-02 11:30:00
2026-03-02 11:30:00,9000,limit,whole stopped: elapsed=9000; over=1800
2026-03-02 11:50:00,10200,visit,ref=A; at=2026-03-02 11:50:00; reached=1
2026-03-02 13:00:00,14400,visit,ref=A; at=2026-03-02 13:00:00; reached=0
,,limit,whole missed: over=1800; elapsed=9000; allowed=7200; due=2026-03-02 11:00:00
,,rule,r holds" ]
	run -0 --separate-stderr cs-audit -f r.audit --now 2026-03-07 --trace A --text -c cust,org -v event=e.csv visit=v.csv t.csv
	[ "${lines[0]}" = '2026-03-02 09:00:00 00:00:00      ticket    id=A; cust=c1; unit=N1; opened=2026-03-02 09:00:00' ]
	[ "${lines[4]}" = '2026-03-02 11:30:00 02:30:00      event     id=A; act=e; time=2026-03-02 11:30:00; org=Y' ]
	[[ "$stderr" = *'cs-audit: 1 rule rests on other cases, too, not judged in a trace'* ]]
	run -2 cs-audit -f r.audit --now 2026-03-07 --trace Q event=e.csv visit=v.csv t.csv
	[ "$output" = "cs-audit: no case 'Q' in ticket" ]
	run -2 cs-audit -f r.audit --now 2026-03-07 --trace A -c phone event=e.csv visit=v.csv t.csv
	[ "$output" = "cs-audit: --columns: no stream has a column 'phone'" ]
	run -2 cs-audit -f r.audit --now 2026-03-07 --trace A --cases c.csv event=e.csv visit=v.csv t.csv
	[[ "$output" = "cs-audit: --trace prints one case; "* ]]
}
@test "each sign of false closure is broken by its ticket alone, and nearly by another" {
	cd "$ROOT/testdata/closure"
	awk -v DIR="$BATS_TEST_TMPDIR" -f make.awk
	for f in *.csv; do cmp "$f" "$BATS_TEST_TMPDIR/$f"; done
	cs-audit -f "$DEFS/false-closure.audit" --now 2026-11-01 event=events.csv visit=visits.csv contact=contacts.csv \
		outbound=outbound.csv field=field.csv alarm=alarms.csv -o "$BATS_TEST_TMPDIR/out.csv" tickets.csv
	cd "$BATS_TEST_TMPDIR"
	cs-select -w "rule ~ /^FC/" -c ticket_id,rule out.csv | tail -n +2 >got
	grep -v '^two-signs' got | while IFS=, read -r id rule; do
		[ "${id%%-*}" = "$rule" ]
		[[ "$id" != *-near* && "$id" != *-few* ]]
	done
	[ "$(cut -d, -f2 got | sort -u | wc -l)" = 13 ]
	[ "$(grep -c ,FC8 got)" = 21 ]
	[ "$(grep -c ,FC4 got)" = 1 ]
	[ "$(cs-select -w "rule = 'strength'" -c ticket_id out.csv | tail -n +2)" = two-signs ]
	# Nothing else is wrong with them, but that a ticket written down late is a stage written late, too.
	[ "$(cs-select -w "rule !~ /^FC/" -c ticket_id,rule out.csv | tail -n +2)" = $'two-signs,strength\nFC10,returned\nFC12,own_limit\nFC12-near,own_limit' ]
}
@test "all profiles of norms are read and judge" {
	cat >n.csv <<-'END'
		id,accept_time,finish_time,report_time,repair_time,reply_time,is_rural,kind,line_ready,product,star,is_remote,is_cable,is_data,is_vip
		A,2026-09-30 15:00:00,2026-11-12 15:00:00,2026-09-30 15:00:00,2026-10-04 15:00:00,2026-10-20 15:00:00,0,repair,0,BBD,5,0,0,0,0
		B,2003-09-30 15:00:00,2003-10-12 15:00:00,2003-09-30 15:00:00,2003-10-04 15:00:00,2003-10-20 15:00:00,0,repair,0,BBD,5,0,0,0,0
	END
	for f in "$DEFS"/norms/*.audit; do
		echo "$(basename "$f" .audit)" $(cs-audit -f "$f" --now 2026-12-01 n.csv | awk -F, 'NR > 1 { print $1 ":" $3 }')
	done >got
	diff got - <<-'END'
		cn-1996 B:repair
		cn-ct-promise A:same_day A:stars B:same_day B:stars
		cn-inet A:install_town :install_town
		cn-miit-35 A:answer_law :answer_law
		cn-miit-36-install A:install_town :install_town
		cn-miit-36-repair A:repair_town :repair_town
		cn-miit-3g A:repair :repair
		cn-regs A:repair_town B:repair_town
		in-trai-billing
		in-trai-repair A:repair B:next_day B:repair :next_day :repair
		tz-tcra A:hours_24 A:hours_48 B:hours_24 B:hours_48 :hours_24 :hours_24 :hours_48
	END
}
@test "the same bytes for every number of threads and any memory" {
	cd "$ROOT/testdata"
	for how in "-j 1" "-j 2" "-j 7 --memory 1M" "-j 1 --memory 1M"; do
		# shellcheck disable=SC2086
		cs-audit $how -f "$DEFS/complaint.audit" --now 2026-11-01 -c region_id --limits "$BATS_TEST_TMPDIR/l" --owners "$BATS_TEST_TMPDIR/o" \
			--cases "$BATS_TEST_TMPDIR/c" event=clean/ticket_event.csv.gz clean/ticket.csv.gz >"$BATS_TEST_TMPDIR/v"
		(cd "$BATS_TEST_TMPDIR" && cat v l o c | sha1sum)
	done | sort -u >"$BATS_TEST_TMPDIR/sums"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/sums")" = 1 ]
	[ "$(wc -l <"$BATS_TEST_TMPDIR/v")" -gt 500 ]
}
@test "the order of events in the file makes no difference but at the same moment" {
	small
	printf 'limit whole = 2h\n    start act = "b"\n    stop act = "e"\n' | cat s.audit - >r.audit
	cs-audit -f r.audit --now 2026-03-07 --limits a.csv event=e.csv visit=v.csv t.csv >a
	(head -1 e.csv; tail -n +2 e.csv | tac) >f.csv
	cs-audit -f r.audit --now 2026-03-07 --limits b.csv event=f.csv visit=v.csv t.csv >b
	cmp a b
	cmp a.csv b.csv
}

# wrong MESSAGE RULES: what is said of them
wrong() {
	cat >r.audit s.audit -
	run -2 cs-audit -f r.audit --now 2026-03-07 event=e.csv t.csv
	[ "${lines[0]}" = "cs-audit: r.audit:$1" ] || { echo "${lines[0]}"; return 1; }
}
@test "what is wrong with definitions is said with its place" {
	small
	wrong "9:10: source 'visit' is needed and was not given; add visit=FILE" <<<"rule r = count(visit) = 0"
	wrong "9:10: 'visit.reached' is of a linked source; expected it in an aggregate" <<<"rule r = visit.reached"
	wrong "9:10: count over which cases? expected per, or a column of a linked source" <<<"rule r = count() = 1"
	wrong "9:10: no column 'clsoed' in source 'ticket'; did you mean 'closed'?" <<<"rule r = clsoed is null"
	wrong "9:10: rule 'b' is not above this one; expected a rule above" <<<$'rule a = b\nrule b = true'
	wrong "9:10: no source, limit or stage 'rply'" <<<"rule a = rply.over > 0"
	wrong "13:10: no 'ovr' of a limit; did you mean 'over'?" <<<$'limit l = 2h\n    from opened\n    to closed\n\nrule a = l.ovr > 0'
	wrong "9:1: a limit without a clock; expected start and stop, or from and to" <<<"limit l = 2h"
	wrong "9:1: a clock without stop; expected start and stop" <<<$'limit l = 2h\n    start act = "b"'
	wrong "9:1: a clock over events and over the case; expected start and stop, or from and to" <<<$'limit l = 2h\n    start act = "b"\n    from opened'
	wrong "9:1: a duration and a moment; expected \`= SECONDS\` or \`due MOMENT\`" <<<$'limit l = 2h\n    from opened\n    to closed\n    due opened'
	wrong "9:1: resume without pause; expected both, or neither" <<<$'limit l = 2h\n    start act = "b"\n    stop act = "e"\n    resume act = "r"'
	wrong "12:1: 's' is a limit, too; expected another name" <<<$'limit s = 2h\n    from opened\n    to closed\nstage s = act = "b"'
	wrong "10:12: no stage 'x'" <<<$'stage s = act = "b"\n    before x'
	printf 'source ticket\n' >r.audit
	run -2 cs-audit -f r.audit --now 2026-03-07 t.csv
	[ "${lines[0]}" = "cs-audit: r.audit:1:1: nothing to hold a case against; expected a limit, a stage or a rule" ]
	printf 'source ticket\nstage s = act = "b"\n' >r.audit
	run -2 cs-audit -f r.audit --now 2026-03-07 t.csv
	[ "${lines[0]}" = "cs-audit: r.audit:2:1: a stage of events; expected \`source event\` with its link above it" ]
	run -2 cs-audit -f r.audit --now yesterday t.csv
	run -2 cs-audit -f s.audit t.csv
	[ "${lines[0]}" = "cs-audit: as of when? see --now" ]
}
@test "a value that is none is said once, with its line" {
	small
	printf 'x,c3,N1,yesterday,2026-03-02 12:00:00\n' >>t.csv
	printf 'rule r = number(unit) > 3\n' | cat s.audit - >r.audit
	run -0 --separate-stderr cs-audit -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
	[[ "$stderr" = *"t.csv:6: ticket: not a time: 'yesterday'"* ]]
	run -2 cs-audit --strict -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
}
@test "a case that does not fit in memory is named" {
	printf 'id,time\nA,2026-03-02\n' >t.csv
	awk 'BEGIN { print "id,act,time,text"; for (i = 0; i < 40000; i++) print "A,b,2026-03-02 09:00:00,a text that is some forty characters long" }' >e.csv
	printf 'source ticket\n    time time\nsource event\n    link id = id\n    time time\nrule r = count(event where event.text = time) > 0\n' >r.audit
	run -2 cs-audit --memory 1M -f r.audit --now 2026-03-07 event=e.csv t.csv
	[ "$output" = "cs-audit: the records of 'A' need more than --memory (1 MiB); raise it" ]
	cs-audit --memory 64M -f r.audit --now 2026-03-07 event=e.csv t.csv
}
@test "the plan says which records are put together, and reads none" {
	small
	printf 'rule r = count(visit where visit.at < closed) > 0 and count(per unit) > 1\n' | cat s.audit - >r.audit
	run -0 cs-audit --explain -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
	[[ "$output" = *'pass 1: records together by id; with visit'* ]]
	[[ "$output" = *'pass 2: records together by unit'* ]]
	[[ "$output" = *'pass 3: in input order, written'* ]]
	run -0 cs-audit -v -n -f r.audit --now 2026-03-07 event=e.csv visit=v.csv t.csv
	[[ "$output" = *'ticket: 0 read'* ]]
}
