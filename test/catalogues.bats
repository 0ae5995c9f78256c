# The shipped catalogues against cases that can be counted by hand, and against another program on testdata.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	CLEAN=$ROOT/testdata/clean
}

# is NAME VALUE: the indicator of the record asked last with `ask`.
ask() { # ARGUMENT...: a wide record of cs-kpi
	cs-kpi "$@" >figures
	[ "$(wc -l <figures)" -eq 2 ]
}
is() {
	local got
	got=$(cs-select -q -c "$1" figures | tail -n 1)
	[ "$got" = "${2:-\"\"}" ] || { echo "$1: got '$got', want '$2'"; return 1; }
}
sql() { sqlite3 -csv :memory: "$@" | tr -d '\r"'; }

faults() {
	cat >f.csv <<'END'
n,region_id,sub_id,report_time,is_rural,is_batch,valid_flag,repair_time,pre1_ok,pre2_ok,dispatch_time,close_time,score,visit_time,terminal
1,990100,S1,2026-05-01 08:00:00,0,0,1,2026-05-01 08:10:00,1,,,2026-05-01 12:00:00,5,2026-05-01 11:00:00,A
2,990100,S1,2026-05-20 08:00:00,0,0,1,2026-05-22 08:00:00,0,0,2026-05-20 09:00:00,2026-05-22 09:00:00,4,2026-05-22 08:30:00,A
3,990100,S2,2026-05-02 08:00:00,1,0,1,2026-05-05 08:00:00,0,,2026-05-02 09:00:00,2026-05-05 11:00:00,2,2026-05-05 10:00:00,B
4,990100,S2,2026-06-02 08:00:00,1,0,1,2026-06-02 09:00:00,0,1,,2026-06-02 10:00:00,,,B
5,990100,S3,2026-05-10 08:00:00,0,,1,2026-05-12 08:00:01,0,1,,2026-05-12 12:00:00,,,A
6,990100,S4,2026-05-31 23:00:00,,0,,,0,0,2026-05-31 23:30:00,,,,A
7,990100,S5,2026-05-15 08:00:00,0,1,1,2026-05-15 13:00:00,,,,2026-05-15 14:00:00,,,A
8,990100,S6,2026-05-16 08:00:00,0,0,0,2026-05-16 08:30:00,0,,,2026-05-16 09:00:00,1,2026-05-16 08:50:00,A
9,990100,S1,2026-05-15 08:00:00,0,1,1,2026-05-15 13:00:00,,,,2026-05-15 14:00:00,,,A
10,990100,S7,2026-05-03 10:00:00,0,0,1,2026-05-03 10:30:00,1,,,2026-05-03 12:00:00,,,B
END
	cat >a.csv <<'END'
month,name,subscribers
2026-05,云州市,300
2026-06,云州市,400
END
	cat >v.csv <<'END'
region_id,appoint_from,appoint_to,arrive_time
990100,2026-05-21 09:00:00,2026-05-21 11:00:00,2026-05-21 11:00:00
990100,2026-05-22 09:00:00,2026-05-22 11:00:00,2026-05-22 11:00:01
990100,2026-05-23 09:00:00,2026-05-23 11:00:00,
990100,2026-07-02 09:00:00,2026-07-02 11:00:00,
END
}
fault_kpi() { # NOW ARGUMENT...
	ask -f "$DEFS/fault.kpi" --now "$1" -w "month() = '2026-05'" "${@:2}" fault=f.csv area=a.csv visit=v.csv
}

@test "fault.kpi: ten reports, two of mass faults, one that was none" {
	faults
	# --where would hide the June fault from what looks over the line: the month is chosen from the result.
	cs-kpi -f "$DEFS/fault.kpi" --now '2026-07-01 00:00:00' -g month fault=f.csv area=a.csv visit=v.csv >all
	cs-select -q -w "month = '2026-05'" all >figures
	is faults 6          # 1 2 3 5 6 10
	is lines 300
	is fault_rate 2.00
	is mass_faults 2     # 7 9
	is fault_timely 66.67 # 1 2 3 10, at the limit itself too, of six; the open one is overdue
	is mttr 33.7         # (600 + 172800 + 259200 + 172801 + 1800) s / 5
	is mttr_town 24.2
	is mttr_country 72.0
	is repair_p80 52.8   # 172801 s and a fifth of the way to 259200
	is repair_p95 67.2
	is fault_24h 33.33
	is fault_open 1
	is fault_late 1
	is fault_pre1 33.33  # 2 of 6
	is fault_pre2 33.33  # 1 of 3: the fault that went out untried is not in it
	is fault_pre 55.56   # 1 - 2/3 * 2/3
	is fault_online 33.33
	is fault_visits 3
	is visits_per_100 50.0
	is fault_appointment 33.33
	is fault_repeat 16.67 # 2; a mass fault between does not count
	is fault_satisfied 66.67
	is once_satisfied 33.33 # 2 alone: 1 came again, 3 scored 2
	is fault_scored 60.00
	cs-select -q -w "month = '2026-06'" all >figures
	is faults 1
	is fault_repeat 0.00 # 31 days after
	is fault_rate 0.25
	cs-select -q -w "month = '2026-07'" all >figures
	is fault_visits 1
	is fault_appointment "" # not due yet
}
@test "fault.kpi: satisfaction at the first repair waits 30 days" {
	faults
	cs-kpi -f "$DEFS/fault.kpi" --now '2026-06-01 00:00:00' -g month -i once_satisfied,fault_satisfied --long --rollup fault=f.csv >long
	grep -q '^2026-05,,once_satisfied,0,1,0.00,1,.*,1$' long # the call-back of 1 May alone
	grep -q '^2026-05,,fault_satisfied,2,3,66.67,3,' long
}
@test "fault.kpi: pre-processing of two levels, 0.60 and 0.50 make 0.80; without a second level the first remains" {
	{ echo report_time,sub_id,is_batch,valid_flag,pre1_ok,pre2_ok; for p in 1, 1, 1, 1, 1, 1, 0,1 0,1 0,0 0,0; do echo "2026-05-01,S,0,1,$p"; done; } >f.csv
	ask -f "$DEFS/fault.kpi" -i fault_pre1,fault_pre2,fault_pre f.csv
	is fault_pre1 60.00
	is fault_pre2 50.00
	is fault_pre 80.00
	sed -i '/,0,[01]$/d' f.csv
	ask -f "$DEFS/fault.kpi" -i fault_pre1,fault_pre2,fault_pre f.csv
	is fault_pre2 ""
	is fault_pre 100.00
	# the total of unequal regions is that of the sums
	printf 'g,report_time,sub_id,is_batch,valid_flag,pre1_ok,pre2_ok\n%s' "$(for i in 1 2 3 4; do echo "a,2026-05-01,S,0,1,1,"; done; echo 'b,2026-05-01,S,0,1,0,1'; echo 'b,2026-05-01,S,0,1,0,0')" >f.csv
	cs-kpi -f "$DEFS/fault.kpi" -g g --rollup -i fault_pre f.csv >k
	grep -qx ',g,83.33' k # 1 - 1/3 * 1/2
}
@test "fault.kpi: by model with the lines in use, by cause, by symptom and cause" {
	faults
	printf 'terminal,region_id\nA,1\nA,1\nB,1\n' >l.csv
	cs-kpi -f "$DEFS/fault.kpi" -g terminal -i faults,model_rate fault=f.csv line=l.csv >k
	[ "$(cat k)" = $'terminal,faults,model_rate\nA,4,200.00\nB,3,300.00' ]
	cs-kpi -f "$DEFS/fault.kpi" -g symptom -g why -i faults "$CLEAN/fault.csv.gz" >k
	[ "$(head -n 1 k)" = symptom,why,faults ]
	zcat "$CLEAN/fault.csv.gz" >c.csv
	[ "$(awk -F, 'NR > 1 { n += $NF } END { print n }' k)" -eq "$(sql -cmd '.import c.csv c' "select count(*) from c where valid_flag = '1' and is_batch = '0'")" ]
}
@test "fault.kpi on testdata, by month and region, as another program counts" {
	zcat "$CLEAN/fault.csv.gz" >c.csv
	cs-kpi -f "$DEFS/fault.kpi" --now '2026-11-01 00:00:00' -g 'm = month()' -g region_id --parts -i fault_timely,mttr,fault_repeat,fault_pre1,fault_pre2 fault=c.csv |
		cs-select -q -c m,region_id,fault_timely_n,fault_timely_d,mttr_n,mttr_d,fault_repeat_n,fault_repeat_d,fault_pre1_n,fault_pre1_d,fault_pre2_n,fault_pre2_d |
		tail -n +2 >k
	sql -cmd '.import c.csv c' "create index i on c(sub_id, report_time);
		with f as (select substr(report_time, 1, 7) m, *, strftime('%s', repair_time) - strftime('%s', report_time) s,
			strftime('%s', '2026-11-01') - strftime('%s', report_time) age, case is_rural when '1' then 259200 else 172800 end lim
			from c where valid_flag = '1' and is_batch = '0')
		select m, region_id, sum(repair_time <> '' and s <= lim), sum(repair_time <> '' or age > lim),
			coalesce(sum(s), ''), sum(repair_time <> ''),
			sum(exists (select 1 from c p where p.valid_flag = '1' and p.is_batch = '0' and p.sub_id = f.sub_id
				and (p.report_time < f.report_time or p.report_time = f.report_time and p.fault_id < f.fault_id)
				and strftime('%s', f.report_time) - strftime('%s', p.report_time) <= 2592000)),
			count(*), sum(pre1_ok = '1'), sum(pre1_ok <> ''), sum(pre2_ok = '1'), sum(pre2_ok <> '')
		from f group by m, region_id order by m, region_id" >want
	[ "$(wc -l <want)" -gt 280 ]
	diff want k
}

orders() {
	cat >i.csv <<'END'
n,wo_id,sub_id,region_id,wo_type,accept_time,appoint_time,reappoint_cnt,finish_time,due_time,is_rural,status,cancel_reason,delay_duty
1,W1,S1,990100,I,2026-05-01 08:00:00,2026-05-02 09:00:00,0,2026-05-03 08:00:00,2026-05-03 08:00:00,0,2,,
2,W2,S2,990100,I,2026-05-01 08:00:00,2026-05-02 09:00:00,1,2026-05-05 08:00:00,2026-05-03 08:00:00,0,2,,E
3,W3,S3,990100,M,2026-05-01 08:00:00,2026-05-05 09:00:00,0,2026-05-05 22:00:00,2026-05-03 08:00:00,0,2,,U
4,W4,S4,990100,M,2026-05-01 08:00:00,2026-05-30 09:00:00,2,2026-05-31 08:00:00,,1,2,,
5,W5,S5,990100,I,2026-05-01 08:00:00,,,,,,3,NRS,
6,W6,S6,990100,I,2026-05-01 08:00:00,,,,2026-05-02 08:00:00,0,4,CUS,
7,W7,S7,990100,I,2026-05-01 08:00:00,,,,,,1,,
8,W8,S8,990100,I,2026-05-31 08:00:00,,,,2026-07-31 08:00:00,0,5,,
9,W9,S9,990100,R,2026-05-01 08:00:00,,,,2026-05-02 08:00:00,0,1,,
END
}

@test "install.kpi: nine orders, one of them a removal" {
	orders
	cs-kpi -f "$DEFS/install.kpi" --now '2026-07-01 00:00:00' -g month -i installs,install_done,install_timely,install_by_limit,install_days,install_days_town,install_days_country,install_p95,install_p99,install_open,install_late,install_own_delay,install_reappointed,install_failures,install_failed,no_resource i.csv >figures
	[ "$(wc -l <figures)" -eq 2 ]
	is installs 8
	is install_done 4
	is install_timely 60.00   # 1 at the limit, 3 on the day agreed, 4 of no limit within 30 days; not 2, not the open 7
	is install_by_limit 40.00 # 1 and 4 of those five
	is install_days 10.1      # 2 + 4 + 4.583 + 30 days, by four
	is install_days_town 3.5
	is install_days_country 30.0
	is install_p95 26.2       # 4.583 and 85 % of the way to 30
	is install_p99 29.2
	is install_open 2
	is install_late 1
	is install_own_delay 50.00
	is install_reappointed 50.00
	is install_failures 2
	is install_failed 25.00
	is no_resource 12.50
}
@test "install.kpi: appointments, reasons of failure" {
	printf 'region_id,appoint_from,appoint_to,arrive_time\n990100,%s,%s,%s\n990100,%s,%s,\n' \
		'2026-05-02 09:00:00' '2026-05-02 11:00:00' '2026-05-02 09:00:00' '2026-05-03 09:00:00' '2026-05-03 11:00:00' >v.csv
	ask -f "$DEFS/install.kpi" --now 2026-07-01 -i install_appointment visit=v.csv
	is install_appointment 50.00
	orders
	[ "$(cs-kpi -f "$DEFS/install.kpi" -g refused -i install_failures i.csv)" = $'refused,install_failures\n,0\n客户原因,1\n无资源,1' ]
}
@test "install.kpi: a new line's first fault, by the month it was finished; young ones are not judged" {
	orders
	cat >f.csv <<'END'
fault_id,sub_id,region_id,report_time,is_batch,valid_flag
F1,S1,990100,2026-05-10 08:00:00,0,1
F2,S1,990100,2026-05-11 08:00:00,0,1
F3,S2,990100,2026-05-12 08:00:01,0,1
F4,S3,990100,2026-05-06 08:00:00,1,1
F5,S4,990100,2026-06-05 08:00:00,0,0
F6,S4,990100,2026-06-06 08:00:00,0,1
F7,S4,990100,2026-05-01 08:00:00,0,1
END
	cs-select -q -w 'finish_time is not null' i.csv >done.csv
	cs-join -q -k sub_id --as-of report_time=finish_time -c wo_id,finish_time f.csv done.csv >e.csv
	# W1: a week to the second, and again; W2: a second more than a week; W3: a mass fault; W4: not a fault, then one in June
	cs-kpi -f "$DEFS/install.kpi" --now '2026-07-01 00:00:00' -g month -i new_fault_7,new_fault_30 install=i.csv early=e.csv >figures
	is new_fault_7 50.00
	is new_fault_30 75.00
	# At the end of May: W4 is hours old, all are younger than 30 days but W1 and W2 at 4 June
	cs-kpi -f "$DEFS/install.kpi" --now '2026-06-04 09:00:00' -g month -i new_fault_7,new_fault_30 --parts install=i.csv early=e.csv >figures
	is new_fault_7_n 1
	is new_fault_7_d 3
	is new_fault_30_d 2
	is new_fault_30 100.00
	cs-kpi -f "$DEFS/install.kpi" --now '2026-06-04 09:00:00' -g month -i new_fault_7 --long install=i.csv early=e.csv >long
	grep -q '^2026-05,,new_fault_7,1,3,33.33,3,.*,1$' long
	cs-kpi -f "$DEFS/install.kpi" --now '2026-06-07 08:00:00' -g month -i new_fault_7 --long install=i.csv early=e.csv >long
	grep -q '^2026-05,,new_fault_7,2,4,50.00,4,.*,$' long
}
@test "install.kpi: opening a service, steps and orders" {
	cat >p.csv <<'END'
order_id,region_id,step,begin_time,success,err_code,auto_flag,retry
O1,990100,RA,2026-05-01 08:00:00,1,,1,0
O1,990100,AC,2026-05-01 09:00:00,0,E1,1,2
O1,990100,AC,2026-05-01 10:00:00,1,,0,
O2,990100,RA,2026-05-01 08:00:00,1,E1,1,1
O3,990100,RA,2026-05-01 08:00:00,,,1,0
END
	ask -f "$DEFS/install.kpi" -i provision_steps,provision_ok,provision_first,provision_auto,provision_clean,provision_retries,provision_errors provision=p.csv
	is provision_steps 5
	is provision_ok 75.00
	is provision_first 50.00
	is provision_auto 80.00
	is provision_clean 66.67
	is provision_retries 0.60
	is provision_errors 2
	[ "$(cs-kpi -f "$DEFS/install.kpi" -g err_code -i provision_errors provision=p.csv | tail -n 1)" = E1,2 ]
}

@test "flow.kpi: contacts over channels" {
	cat >t.csv <<'END'
cust_id,time,channel,region_id,self
a,2026-05-01 08:00:00,11,990100,1
a,2026-05-02 08:00:00,10,990100,0
a,2026-05-05 08:00:00,10,990100,0
b,2026-05-01 08:00:00,11,990100,1
b,2026-05-02 08:00:01,31,990100,0
b,2026-05-09 08:00:02,31,990100,0
,2026-05-01 08:00:00,11,990100,1
,2026-05-01 08:00:01,11,990100,1
c,2026-05-31 08:00:00,11,990100,1
END
	ask -f "$DEFS/flow.kpi" --now '2026-06-01 00:00:00' -i touches,touch_repeat_24h,touch_repeat_72h,touch_repeat_7d,touch_moved,self_final t.csv
	is touches 9
	is touch_repeat_24h 14.29 # a's second, after 24 h to the second, of seven that are known
	is touch_repeat_72h 42.86
	is touch_repeat_7d 42.86  # b's last comes a second late
	is touch_moved 66.67
	is self_final 50.00       # b's, of a's and b's; c's is of the last day and waits
}
@test "flow.kpi: nodes of the voice menu" {
	cat >k.csv <<'END'
call_id,region_id,time,menu_id,seq,result,dur_s,success
1,990100,2026-05-01 08:00:00,M1,1,P,2,
1,990100,2026-05-01 08:00:02,M2,2,D,4,1
2,990100,2026-05-01 08:00:00,M1,1,A,6,
3,990100,2026-05-01 08:00:00,M1,1,T,4,
4,990100,2026-05-01 08:00:00,M1,1,E,8,
END
	cs-kpi -f "$DEFS/flow.kpi" -g menu_id -i node_agent,node_next,node_noinput,node_nomatch,node_sd,steps_done key=k.csv >k
	[ "$(cat k)" = $'menu_id,node_agent,node_next,node_noinput,node_nomatch,node_sd,steps_done\nM1,25.00,25.00,25.00,25.00,2.6,\nM2,0.00,100.00,0.00,0.00,,2.0' ]
}
@test "flow.kpi: tickets between departments" {
	cat >e.csv <<'END'
ticket_id,region_id,activity,begin_time,end_time,from_org,to_org
T1,990100,ACC,2026-05-01 08:00:00,2026-05-01 08:30:00,F1,F1
T1,990100,DIS,2026-05-01 09:00:00,,F1,N1
T1,990100,REJ,2026-05-01 10:00:00,,N1,F1
T1,990100,DIS,2026-05-01 11:00:00,,F1,N2
T1,990100,CLS,2026-05-01 18:00:00,,N2,N2
T2,990100,ACC,2026-05-01 08:00:00,,F1,
T2,990100,SUS,2026-05-01 09:00:00,,F1,F1
T2,990100,TRF,2026-05-02 09:00:00,,F1,N1
END
	ask -f "$DEFS/flow.kpi" -i ticket_traced,handovers,handed_once,ticket_rejected,ticket_redispatched,ticket_reworked,ticket_suspended,ticket_hours,ticket_waiting,arc_hours event=e.csv
	is ticket_traced 2
	is handovers 2.00
	is handed_once 50.00
	is ticket_rejected 50.00
	is ticket_redispatched 50.00
	is ticket_reworked 50.00
	is ticket_suspended 50.00
	is ticket_hours 10.0
	is ticket_waiting 95.00 # all but the half hour of the acceptance
	is arc_hours 1.0        # 0.5 1 1 7 and 1 24: the middle two are 1
	[ "$(cs-kpi -f "$DEFS/flow.kpi" -g arc -i arc_hours event=e.csv | grep '^派单→归档')" = "派单→归档,7.0" ]
}

call() { echo "$1,$2,AN,,,,,,,"; }
@test "hotline.kpi: the three bases of first-contact resolution: 50, 66.7 and 75 %" {
	{ echo cust_id,start_time,outcome,caller,skill,region_id,talk_s,hold_s,acw_s,transfers; call Tom '2026-05-04 08:00:00'; call John '2026-05-04 09:00:00'
		call John '2026-05-04 15:00:00'; call Betty '2026-05-04 10:00:00'; } >c.csv
	ask -f "$DEFS/hotline.kpi" --now 2026-06-01 -i fcr_a,fcr_b,fcr_c c.csv
	is fcr_a 50.00
	is fcr_b 66.67
	is fcr_c 75.00
	# a caller without a number is in none of them
	call '' '2026-05-04 10:00:00' >>c.csv
	ask -f "$DEFS/hotline.kpi" --now 2026-06-01 -i fcr_a,fcr_b,fcr_c c.csv
	is fcr_a 50.00
	is fcr_b 66.67
	is fcr_c 75.00
}
@test "hotline.kpi: basis C withholds the calls of the last seven days and says that the month is provisional" {
	{ echo cust_id,start_time,outcome,caller,skill,region_id,talk_s,hold_s,acw_s,transfers; call a '2026-05-20 08:00:00'; call a '2026-05-26 08:00:00'
		call b '2026-05-25 00:00:00'; call c '2026-05-25 00:00:01'; } >c.csv
	# As of 1 June: a's first is followed by a repeat; b's is seven days old to the second; c's and a's second are younger.
	cs-kpi -f "$DEFS/hotline.kpi" --now '2026-06-01 00:00:00' -g month -i fcr_c --long c.csv >k
	[ "$(tail -n 1 k | cut -d, -f3-7,13)" = "fcr_c,1,2,50.00,2,1" ] || { cat k; false; }
	# A week later all are judged.
	cs-kpi -f "$DEFS/hotline.kpi" --now '2026-06-08 00:00:00' -g month -i fcr_c --long c.csv >k
	[ "$(tail -n 1 k | cut -d, -f3-7,13)" = "fcr_c,3,4,75.00,4," ] || { cat k; false; }
}
