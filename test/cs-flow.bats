# cs-flow: paths of cases, where they wait, who hands over to whom.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	# Two closed cases of one path, one that goes back, one still open; A B C by units x y.
	cat >log.csv <<-'END'
		id,what,begin,end,who,place
		1,A,2024-05-01 08:00:00,2024-05-01 08:10:00,x,north
		1,B,2024-05-01 09:00:00,2024-05-01 09:30:00,y,north
		1,C,2024-05-01 10:00:00,2024-05-01 10:00:00,x,north
		2,A,2024-05-01 08:00:00,2024-05-01 08:20:00,x,south
		2,B,2024-05-01 08:30:00,2024-05-01 09:00:00,y,south
		2,C,2024-05-01 09:00:00,2024-05-01 09:00:00,y,south
		3,A,2024-05-02 08:00:00,2024-05-02 08:10:00,x,north
		3,B,2024-05-02 08:05:00,2024-05-02 08:30:00,y,north
		3,A,2024-05-02 09:30:00,2024-05-02 09:40:00,y,north
		3,B,2024-05-02 10:00:00,2024-05-02 10:30:00,y,north
		3,C,2024-05-02 11:00:00,2024-05-02 11:00:00,x,north
		4,A,2024-05-03 08:00:00,2024-05-03 08:10:00,x,south
	END
	o=(-k id --activity what --time begin --until end --unit who --ends C)
}
figure() {
	awk -F, -v f="$1" '$1 == f { print $2 }' <<<"$output"
}

@test "arcs: the time between is from the end of one to the beginning of the next" {
	run -0 --separate-stderr cs-flow "${o[@]}" log.csv
	[ "${lines[0]}" = "from,to,n,cases,share_cases,mean_s,median_s,p90_s,max_s,sum_s,share_time,score" ]
	# A-B: 50 min, 10 min, -5 min, 20 min; all case time: 2 h, 1 h, 3 h, 10 min
	[ "${lines[1]}" = "A,B,4,3,0.75,1125,900,2460,3000,4500,0.202703,3375" ]
	[ "${lines[2]}" = "B,A,1,1,0.25,3600,3600,3600,3600,3600,0.162162,900" ]
	[ "${lines[3]}" = "B,C,3,3,0.75,1200,1800,1800,1800,3600,0.162162,2700" ]
	[ "${#lines[@]}" -eq 4 ]
	[ "$stderr" = "" ]
}
@test "without ends of events the time between is from beginning to beginning" {
	run -0 cs-flow -k id --activity what --time begin log.csv
	[ "${lines[3]}" = "B,C,3,3,0.75,3000,3600,3600,3600,9000,0.416667,6750" ]
}
@test "variants of closed cases, the most frequent first, with the smallest id as example" {
	run -0 cs-flow "${o[@]}" --show variants log.csv
	[ "$output" = $'rank,n,share,cum_share,median_s,p90_s,example,variant
1,2,0.666667,0.666667,5400,6840,1,A > B > C
2,1,0.333333,1,10800,10800,3,A > B > A > B > C' ]
}
@test "paths of different activities are different variants, whatever their names hold" {
	printf 'id,w,b\n1,A > B,2024-01-01\n2,A,2024-01-01\n2,B,2024-01-02\n' >x.csv
	run -0 cs-flow -k id --activity w --time b --show variants x.csv
	[ "${#lines[@]}" -eq 3 ]
	run -0 cs-flow -k id --activity w --time b --show steps --cover 100% x.csv
	[ "$output" = $'from,to\n,A\n,A > B\nA,B\nA > B,\nB,' ]
}
@test "activities: beginnings, ends, self-loops, repeated by the same unit, redone by another; work" {
	run -0 cs-flow "${o[@]}" --show activities log.csv
	[ "${lines[0]}" = "activity,n,cases,starts,ends,share_ends,self_loops,repeated,redone,work_mean_s,work_median_s,work_p90_s,work_sum_s" ]
	[ "${lines[1]}" = "A,5,4,4,0,0,0,0,1,720,600,960,3600" ]
	[ "${lines[2]}" = "B,4,3,0,0,0,0,1,0,1725,1800,1800,6900" ]
	[ "${lines[3]}" = "C,3,3,0,3,1,0,0,0,0,0,0,0" ]
	printf '1,A,2024-05-01 08:00:30,2024-05-01 08:10:00,x,north\n' >>log.csv
	run -0 cs-flow "${o[@]}" --show activities log.csv
	[[ ${lines[1]} = A,6,4,4,0,0,1,0,1,* ]]
}
@test "handovers: unit to unit, with those that go straight back" {
	run -0 cs-flow "${o[@]}" --show handovers log.csv
	[ "$output" = $'from_unit,to_unit,n,cases,mean_s,sum_s,back
x,y,3,3,1100,3300,0
y,x,2,2,1800,3600,1
y,y,3,2,1600,4800,0' ]
	run -2 cs-flow -k id --activity what --time begin --show handovers log.csv
	[ "$output" = "cs-flow: handovers of whom? see --unit" ]
}
@test "cases: duration, work, time with nothing open, rework; open cases are told apart" {
	run -0 cs-flow "${o[@]}" --show cases log.csv
	[ "${lines[0]}" = "id,begin,end,state,events,duration_s,work_s,idle_s,rework,handovers,variant" ]
	[ "${lines[1]}" = "1,2024-05-01 08:00:00,2024-05-01 10:00:00,closed,3,7200,2400,4800,0,2,A > B > C" ]
	[ "${lines[3]}" = "3,2024-05-02 08:00:00,2024-05-02 11:00:00,closed,5,10800,4500,6600,2,2,A > B > A > B > C" ]
	[ "${lines[4]}" = "4,2024-05-03 08:00:00,2024-05-03 08:10:00,open,1,600,600,0,0,0,A" ]
}
@test "summary: a figure a record, apart by a value of the case" {
	run -0 cs-flow "${o[@]}" --show summary log.csv
	[ "$(figure events)" = 12 ] && [ "$(figure cases)" = 4 ] && [ "$(figure open_cases)" = 1 ]
	[ "$(figure pairs)" = 3 ] && [ "$(figure steps)" = 8 ] && [ "$(figure variants)" = 2 ]
	[ "$(figure entropy_bits)" = 0.918296 ] # -2/3 log2 2/3 - 1/3 log2 1/3
	[ "$(figure duration_median_s)" = 7200 ] && [ "$(figure rework_share)" = 0.25 ]
	run -0 cs-flow "${o[@]}" --show summary -g place log.csv
	[ "${lines[0]}" = "place,figure,value" ]
	[[ $output = *$'\nnorth,cases,2\n'* ]] && [[ $output = *$'\nsouth,variants,1\n'* ]]
}
@test "allowed steps: start, step and end that are not; fitness; status 1 where asked for" {
	printf 'from,to\n,A\nA,B\nB,C\nC,\n' >allow.csv
	run -0 cs-flow "${o[@]}" --show deviations --allow allow.csv log.csv
	[ "$output" = $'id,deviation,from,activity,position,time,unit\n3,step,B,A,3,2024-05-02 09:30:00,y' ]
	run -1 cs-flow "${o[@]}" --show summary --allow allow.csv --fail-on-deviation log.csv
	[ "$(figure deviations)" = 1 ]
	[ "$(figure fitness)" = 0.933333 ] # 1 - 1/15: 12 events and 3 ends
	[ "${lines[-1]}" = "cs-flow: steps that are not allowed were found; --fail-on-deviation" ]
	printf 'from,to\n,B\nA,B\nB,A\nC,\nB,\n' >allow.csv
	run -0 cs-flow -k id --activity what --time begin --show deviations --allow allow.csv -w 'what != "C"' log.csv
	[ "$(cut -d, -f2 <<<"$output" | sort | uniq -c | tr -s ' \n' ' ')" = " 1 deviation 1 end 4 start " ]
}
@test "steps: learnt from the variants that cover a share, they are what --allow reads" {
	cs-flow "${o[@]}" --show steps --cover 60% log.csv >allow.csv
	[ "$(cat allow.csv)" = $'from,to\n,A\nA,B\nB,C\nC,' ]
	run -0 cs-flow "${o[@]}" --show deviations --allow allow.csv log.csv
	[ "${#lines[@]}" -eq 2 ]
	cs-flow "${o[@]}" --show steps --cover 100 log.csv >allow.csv
	grep -qx B,A allow.csv
}
@test "allowed steps: what is no step, no list and no column is named" {
	printf 'from,to\n,A\n,\n' >allow.csv
	run -2 cs-flow "${o[@]}" --allow allow.csv log.csv
	[ "$output" = "cs-flow: allow.csv:3: neither from nor to; expected a step, a start (no from) or an end (no to)" ]
	printf 'from,to\n' >allow.csv
	run -2 cs-flow "${o[@]}" --allow allow.csv log.csv
	[ "$output" = "cs-flow: --allow: allow.csv: no step" ]
	printf 'from,until\nA,B\n' >allow.csv
	run -2 cs-flow "${o[@]}" --allow allow.csv log.csv
	[ "$output" = "cs-flow: --allow: allow.csv: no column 'to'; there are 'from', 'until'" ]
}
@test "stages of definitions: missing, repeated, out of order" {
	cat >s.audit <<-'END'
		source case
		source event
		    time begin
		    link id = id
		stage first = what = 'A'
		    once
		stage middle = what = 'B'
		    required
		stage last = what = 'C'
		    required
		    after middle
	END
	printf '5,A,2024-05-03 08:00:00,2024-05-03 08:10:00,x,south\n5,C,2024-05-03 09:00:00,,x,south\n' >>log.csv
	run -0 cs-flow -f s.audit --activity what --unit who --ends C --show deviations event=log.csv
	[ "$output" = $'id,deviation,from,activity,position,time,unit
3,repeated,first,A,3,2024-05-02 09:30:00,y
5,order,middle,C,2,2024-05-03 09:00:00,x
5,missing,middle,,3,,' ]
}
@test "several streams in one run are what single runs give" {
	cs-flow "${o[@]}" --show arcs --also variants=v.csv --also cases=c.csv --also dot=d.dot --also handovers=h.csv -o a.csv log.csv
	for one in arcs=a.csv variants=v.csv cases=c.csv dot=d.dot handovers=h.csv; do
		cs-flow "${o[@]}" --show "${one%=*}" log.csv | cmp - "${one#*=}"
	done
	run -2 cs-flow "${o[@]}" --also variant=v.csv log.csv
	[[ ${lines[0]} = "cs-flow: --also: no 'variant'; did you mean 'variants'?" ]]
	run -2 cs-flow "${o[@]}" --also variants log.csv
	[[ ${lines[0]} = "cs-flow: --also: expected WHAT=FILE, as in variants=variants.csv" ]]
	run -2 cs-flow "${o[@]}" --also cases=x.csv -o x.csv log.csv
}
@test "dot: quotes are escaped, the slowest arcs are marked" {
	printf 'id,what,begin\n1,"say ""A""",2024-05-01\n1,B,2024-05-02\n' >q.csv
	run -0 cs-flow -k id --activity what --time begin --show dot q.csv
	[ "${lines[3]}" = '  "B" [label="B\n1", peripheries=2];' ]
	[ "${lines[5]}" = '  "say \"A\"" -> "B" [penwidth=5, label="1\n24 h", color="#b3261e", fontcolor="#b3261e"];' ]
}
@test "an end that is no time is said, and null; a case ends with the last of its ends" {
	printf 'id,w,b,e\n1,A,2024-01-01 05:00:00,"x,""y"\n1,B,2024-01-01 06:00:00,2024-01-01 09:00:00\n' >end.csv
	printf '1,C,2024-01-01 07:00:00,2024-01-01 07:30:00\n' >>end.csv
	run -0 --separate-stderr cs-flow -k id --activity w --time b --until e --show cases end.csv
	[ "$stderr" = "cs-flow: end.csv:2: e: not a time: 'x,\"y'" ]
	[[ "${lines[1]}" = "1,2024-01-01 05:00:00,2024-01-01 09:00:00,closed,3,14400,"* ]]
	run -2 cs-flow --strict -k id --activity w --time b --until e --show cases end.csv
}
@test "a case of more than --memory is named; cases beside it take nothing from its share" {
	awk 'BEGIN { print "id,what,begin"; for (i = 0; i < 40000; i++) print (i < 15000 ? "a" : "b") ",A,2024-05-01" }' >big.csv
	run -2 --separate-stderr cs-flow --memory 1M -k id --activity what --time begin big.csv
	[ "$stderr" = "cs-flow: the records of 'b' need more than --memory (1 MiB); raise it" ]
	sed -n 1,30000p big.csv | run -0 cs-flow --memory 1M -k id --activity what --time begin
}
@test "order of records, jobs and memory make no difference; equal times keep the order of input" {
	one=$(cs-flow "${o[@]}" --show cases log.csv | sha256sum)
	{ head -n 1 log.csv; tail -n +2 log.csv | sort -t, -k5,5 -k3,3r; } >mixed.csv
	for j in 1 2 7; do
		[ "$(cs-flow -j $j --memory 1M "${o[@]}" --show cases mixed.csv | sha256sum)" = "$one" ]
		[ "$(cs-flow -j $j --memory 1 "${o[@]}" --show cases mixed.csv | sha256sum)" = "$one" ]
		[ "$(cs-flow -j $j "${o[@]}" --show cases <log.csv | sha256sum)" = "$one" ]
	done
	printf 'id,what,begin\n1,B,2024-05-01\n1,A,2024-05-01\n' >tie.csv
	run -0 cs-flow -k id --activity what --time begin --show variants tie.csv
	[[ ${lines[1]} = *"B > A" ]]
}
@test "a case of many events costs no more an event than a short one" {
	awk 'BEGIN { print "id,what,begin"; for (i = 0; i < 60000; i++) printf "1,%s,2024-05-%02d %02d:%02d:%02d\n", i % 7, 1 + i / 86400, i / 3600 % 24, i / 60 % 60, i % 60 }' >long.csv
	run -0 timeout 20 cs-flow -k id --activity what --time begin --show activities long.csv
	[ "${lines[1]}" = "0,8572,1,1,0,0,0,8571,0" ]
}
@test "events without an activity, without a key, without a time, after --now" {
	printf '1,,2024-05-01 11:00:00,,x,north\n,A,2024-05-01 11:00:00,,x,north\n6,A,2030-01-01 00:00:00,,x,north\n7,A,then,,x,north\n' >>log.csv
	run -0 --separate-stderr cs-flow -v "${o[@]}" --now 2024-12-31 --show summary log.csv
	[ "$(figure events)" = 13 ]
	[[ $stderr = *"log.csv:17: begin: not a time: 'then'"* ]]
	[[ $stderr = *"cs-flow: 1 events without an activity are on no path"* ]]
	[[ $stderr = *"1 left out: after --now"* ]] && [[ $stderr = *"1 left out: without a key"* ]]
	[[ $stderr = *"cs-flow: 16 read, 14 used, 2 left out, 0 rejected, 0 merged"* ]]
}
@test "an empty log, and what the options do not say" {
	head -n 1 log.csv >empty.csv
	run -0 cs-flow "${o[@]}" empty.csv
	[ "${#lines[@]}" -eq 1 ]
	run -2 cs-flow --time begin --activity what log.csv
	[ "$output" = "cs-flow: which records make a case? see -k" ]
	run -2 cs-flow -k id --activity what log.csv
	[ "$output" = "cs-flow: when did an event happen? see --time" ]
	run -2 cs-flow -k id --time begin log.csv
	[ "${lines[0]}" = "cs-flow: --activity:1:1: no column 'activity'; there are 'id', 'what', 'begin', 'end', 'who', 'place'" ]
	run -2 cs-flow "${o[@]}" --show steps --cover 0% log.csv
	[[ ${lines[0]} = "cs-flow: --cover: '0%'; expected a percentage, as in 80%" ]]
	run -2 cs-flow "${o[@]}" --show dot -g place log.csv
	[ "$output" = "cs-flow: dot of all cases together; leave -g out" ]
	run -2 cs-flow "${o[@]}" --calendar office log.csv
	[ "$output" = "cs-flow: --calendar: no calendar 'office'; none is declared: include its file, or give it with -f" ]
	run -2 cs-flow "${o[@]}" --fail-on-deviation log.csv
	[ "$output" = "cs-flow: deviations from what? see --allow, or give stages with -f" ]
}
@test "--ends: a word that no case ends with is said" {
	run -0 --separate-stderr cs-flow -k id --activity what --time begin --ends D --show variants log.csv
	[ "${#lines[@]}" -eq 1 ]
	[ "$stderr" = "cs-flow: no case ends with an activity of --ends, so all 4 are open" ]
}
@test "--gap: records further apart than that are different cases, as counted by hand" {
	# a: hall, an hour later app, exactly 24 h later app; a second more than 24 h: hall.  b: a long visit that a short call lies in,
	# 23 h after its end web.  c: once, and a contact of no channel.
	cat >contacts.csv <<-'END'
		who,what,begin,end
		a,hall,2024-05-01 08:00:00,
		a,app,2024-05-01 09:00:00,
		a,app,2024-05-02 09:00:00,
		a,hall,2024-05-03 09:00:01,
		b,hall,2024-05-01 08:00:00,2024-05-01 12:00:00
		b,call,2024-05-01 09:00:00,2024-05-01 09:01:00
		b,web,2024-05-02 11:00:00,
		c,app,2024-05-01 08:00:00,
		c,,2024-05-04 08:00:00,
	END
	c=(-k who --activity what --time begin --until end --gap 24h)
	run -0 --separate-stderr cs-flow "${c[@]}" --show cases contacts.csv
	[ "$(cut -d, -f1-3,6,7,11 <<<"$output")" = 'who,number,begin,events,duration_s,variant
a,1,2024-05-01 08:00:00,3,90000,hall > app > app
a,2,2024-05-03 09:00:01,1,0,hall
b,1,2024-05-01 08:00:00,3,97200,hall > call > web
c,1,2024-05-01 08:00:00,1,0,app' ]
	[ "$stderr" = "cs-flow: 1 events without an activity are on no path" ]
	run -0 cs-flow "${c[@]}" --show summary contacts.csv
	[ "$(figure cases)" = 4 ] && [ "$(figure steps)" = 4 ] && [ "$(figure events)" = 8 ] && [ "$(figure rework_cases)" = 1 ]
	run -0 --separate-stderr cs-flow "${c[@]}" --show variants contacts.csv
	[ "${lines[1]}" = "1,1,0.25,0.25,0,0,c/1,app" ]
	printf 'from,to\n,hall\n,app\nhall,app\napp,app\n' >allow.csv
	run -0 --separate-stderr cs-flow "${c[@]}" --show deviations --allow allow.csv contacts.csv
	[ "${lines[0]}" = "who,number,deviation,from,activity,position,time" ]
	[ "${lines[1]}" = "b,1,step,hall,call,2,2024-05-01 09:00:00" ]
	# Without ends the visit is over when it begins; only what is within the gap of what came last belongs to it.
	run -0 --separate-stderr cs-flow -k who --activity what --time begin --gap 25h --show cases contacts.csv
	[ "$(cut -d, -f1,2,7 <<<"$output")" = $'who,number,duration_s\na,1,176401\nb,1,3600\nb,2,0\nc,1,0' ]
	# a gap that is never exceeded leaves all as it is but for the number
	cs-flow -k who --activity what --time begin --show cases contacts.csv >whole.csv
	cs-flow -k who --activity what --time begin --gap 1000d --show cases contacts.csv | cut -d, -f1,3- | cmp - whole.csv
	for j in 1 2 7; do
		[ "$(cs-flow -j $j --memory 1M "${c[@]}" --show cases contacts.csv | cut -d, -f1,2,6)" = $'who,number,events\na,1,3\na,2,1\nb,1,3\nc,1,1' ]
	done
}
@test "--gap: what is no duration is named; the plan tells it" {
	run -2 cs-flow "${o[@]}" --gap -24h log.csv
	[[ ${lines[0]} = "cs-flow: --gap: '-24h'; expected a duration, as in 24h" ]]
	run -2 cs-flow "${o[@]}" --gap 24 log.csv
	[[ ${lines[0]} = "cs-flow: --gap: '24'; expected a duration, as in 24h" ]]
	run -0 cs-flow "${o[@]}" --gap 24h --explain log.csv
	[ "${lines[0]}" = "case: id, no further apart than 86400 s" ]
}
@test "share_ends: drop by node" {
	printf 'id,what,begin\n1,menu,2024-05-01 08:00:00\n1,bill,2024-05-01 08:00:05\n2,menu,2024-05-01 08:00:00\n2,bill,2024-05-01 08:00:05\n' >keys.csv
	printf '2,menu,2024-05-01 08:00:09\n3,menu,2024-05-01 08:00:00\n4,menu,2024-05-01 08:00:00\n4,agent,2024-05-01 08:00:01\n' >>keys.csv
	run -0 cs-flow -k id --activity what --time begin --show activities keys.csv
	# menu: calls 2 and 3 of the four that came there end there; bill: 1 of 2
	[ "$(cut -d, -f1,3,5,6 <<<"$output")" = $'activity,cases,ends,share_ends\nagent,1,1,1\nbill,2,1,0.5\nmenu,4,2,0.5' ]
}
@test "real logs: the running example as its textbook counts it" {
	need_data event-logs/running-example.csv
	cs-ingest -q -s "$ROOT/test/schemas/event-log.schema" "$DATA/event-logs/running-example.csv" -o r.csv
	run -0 cs-flow -k case_id --time time --unit resource --show summary --also arcs=a.csv --also handovers=h.csv r.csv
	for want in events=42 cases=6 activities=8 pairs=16 steps=36 variants=6 duration_mean_s=966890 duration_median_s=815940 \
		duration_p90_s=1472610 duration_max_s=1576440 rework_cases=2 unit_pairs=20 handovers=32; do
		[ "$(figure "${want%=*}")" = "${want#*=}" ]
	done
	grep -q '^check ticket,decide,6,4,0.666667,181960,129300,.*,578640,' a.csv
	grep -q '^examine casually,check ticket,4,' a.csv
	grep -q '^decide,pay compensation,3,.*,1542480,' a.csv
	grep -q '^Sara,Ellen,4,' h.csv
}
@test "real logs: the broken example departs from the sound one where events are missing" {
	need_data event-logs/running_example_broken.csv
	cs-ingest -q -s "$ROOT/test/schemas/event-log.schema" "$DATA/event-logs/running-example.csv" -o r.csv
	cs-ingest -q -s "$ROOT/test/schemas/event-log-broken.schema" "$DATA/event-logs/running_example_broken.csv" -o b.csv
	cs-flow -k case_id --time time --show steps --cover 100% -o allow.csv r.csv
	run -1 cs-flow -k case_id --time time --show deviations --allow allow.csv --fail-on-deviation -o d.csv b.csv
	# Eight events were taken out (1: its first; 2: decide; 3: four; 5: a reinitiation; 6: an examination) and two renamed.
	[ "$(cut -d, -f1-5 d.csv)" = 'case_id,deviation,from,activity,position
1,start,,examine thoroughly,1
2,step,examine casually,pay compensation,4
3,step,reinitiate request,pay compensation,5
5,step,decide,reinitiate the request for real,5
5,step,reinitiate the request for real,check ticket,6
5,step,decide,examine casually,9
6,step,check ticket,decide something,3
6,step,decide something,pay compensation,4' ]
}
@test "real logs: receipts have 1,434 cases, 116 variants, 27 activities; fines as methods say" {
	need_data event-logs/receipt.csv.gz
	cs-ingest -q -s "$ROOT/test/schemas/event-log.schema" "$DATA/event-logs/receipt.csv.gz" -o r.csv
	run -0 cs-flow -k case_id --time time --show summary r.csv
	[ "$(figure events)" = 8577 ] && [ "$(figure cases)" = 1434 ] && [ "$(figure variants)" = 116 ] && [ "$(figure activities)" = 27 ]
	cs-ingest -q -s "$ROOT/test/schemas/event-log.schema" "$DATA/event-logs/roadtraffic100traces.csv" -o t.csv
	run -0 cs-flow -k case_id --time time --show summary --also arcs=a.csv --also variants=v.csv t.csv
	[ "$(figure events)" = 390 ] && [ "$(figure pairs)" = 18 ] && [ "$(figure variants)" = 10 ] && [ "$(figure variants_80)" = 4 ]
	[ "$(figure duration_median_s)" = 21859200 ] && [ "$(figure duration_mean_s)" = 26997336 ] && [ "$(figure rework_share)" = 0.1 ]
	grep -q '^Create Fine,Send Fine,77,77,0.77,[0-9.]*,7520400,' a.csv
	grep -q '^Add penalty,Send for Credit Collection,.*,1441548000,' a.csv
	grep -q '^1,36,' v.csv
}
