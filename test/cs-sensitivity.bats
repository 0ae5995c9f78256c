# cs-sensitivity: how likely customers are to come back, and what to do about it.
load helper

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
	cat >x.score <<-'END'
		source customer
		    time since
		source event
		    link customer = customer
		    time time
		event contact = true
		    kind bill
		score bill = chance
		    customers customer
	END
}
# day N: days after 2023-01-01
day() {
	date -u -d "2023-01-01 +$1 days" +%F
}
# case_1: the reference case 1.1 of the method: c.csv, e.csv and the options
case_1() {
	printf 'customer,since\nc1,%s\nc2,%s\nc3,%s\n' "$(day 0)" "$(day 0)" "$(day 300)" >c.csv
	printf 'customer,time\nc1,%s\nc1,%s\nc1,%s\nc3,%s\n' "$(day 360)" "$(day 300)" "$(day 100)" "$(day 350)" >e.csv
	k=(-f x.score --now "$(day 365)" --from "$(day 0)" --half-life 90 --prior 0.5,100 customer=c.csv)
}
# population N: N customers and their events over two years, uneven, in no order: c.csv, e.csv
population() {
	awk -v n="$1" 'BEGIN { srand(5); print "customer,since" >"c.csv"; print "customer,time,type" >"e.csv"
		for (i = 0; i < n; i++) {
			printf "k%05d,2022-%02d-%02d\n", i * 7919 % n, 1 + int(rand() * 12), 1 + int(rand() * 28) >"c.csv"
			for (k = -log(rand()) ^ 3; k > 0.6; k--)
				printf "k%05d,202%d-%02d-%02d %02d:%02d:00,%d\n", i * 7919 % n, 2 + int(rand() * 2), 1 + int(rand() * 12),
					1 + int(rand() * 28), int(rand() * 24), int(rand() * 60), int(rand() * 3) >"e.csv" } }'
}

@test "case 1.1: decayed events and exposure, rate, expected events and chance to the digits" {
	case_1
	run -0 cs-sensitivity "${k[@]}" --parts event=e.csv
	[ "${lines[0]}" = "customer,kind,score,level,pct,rate_30d,expected,n_events,n_90d,last_event,days_since,exposure_days,advice,events_decayed,exposure_decayed" ]
	[ "${lines[1]}" = "c1,bill,52.7,medium,83.33,0.297021,0.891064,3,2,2023-12-27,5,365,,1.698294,122.033954" ]
	[ "${lines[2]}" = "c2,bill,15.6,low,16.67,0.067557,0.202672,0,0,,,365,,0.000000,122.033954" ]
	[ "${lines[3]}" = "c3,bill,47.8,low,50.00,0.276087,0.828262,1,1,2023-12-17,15,65,,0.890899,51.136797" ]
}
@test "without decay the events and the days are plain" {
	case_1
	run -0 cs-sensitivity "${k[@]}" --half-life none --parts event=e.csv
	[[ "${lines[1]}" = *",3.000000,365.000000" ]]
	[[ "${lines[3]}" = *",1.000000,65.000000" ]]
}
@test "CDNOW: half-life, parameters and likelihoods as published; better than BG/NBD on the 39 weeks after" {
	need_data cdnow
	awk '{ print $1 "," substr($3, 1, 4) "-" substr($3, 5, 2) "-" substr($3, 7, 2) }' "$DATA/cdnow/CDNOW_sample.txt" | sort -u |
		awk -F, 'BEGIN { print "customer,since" >"c.csv"; print "customer,time" >"e.csv" }
			$1 != last { print >"c.csv"; last = $1; next } { print >"e.csv" }'
	k=(-f x.score --from 1997-01-01 --half-life 28,42,56,91,140,182,273,365,none --horizon 273d --window 91d customer=c.csv event=e.csv)
	cs-sensitivity "${k[@]}" --now 1997-09-30 --parts --summary s.csv -o o.csv
	grep -x 'bill,half_life,56' s.csv
	grep -xE 'bill,a,0\.195[0-9]*' s.csv
	grep -xE 'bill,b,87\.5[0-9]*' s.csv
	for pair in 28:1405.9 42:1392.6 56:1389.9 91:1392.8 140:1398.0 365:1407.3 none:1414.9; do
		grep -E "log_likelihood_${pair%:*},-${pair#*:}" s.csv
	done
	sed -n 2p o.csv | grep -E '^00004,bill,50\.4,.*,1\.1868[0-9]*,2,.*,0\.52435[0-9],78\.003409$'
	awk -F, 'NR > 1 { n += $(NF - 1); e += $NF } END { exit !(n > 669.43 && n < 669.45 && e > 178770 && e < 178771.5) }' o.csv
	cs-sensitivity "${k[@]}" --now 1998-06-30 --backtest 1997-09-30 -o b.csv
	awk -F, '{ v[$2, $3] = $5 } END {
		exit !(v["score", "auc"] >= 0.7818 && v["score", "lift_10"] > 2.715 && v["score", "lift_10"] < 2.717 &&
			v["score", "correlation"] >= 0.6335 && v["score", "rmse"] < 1.5975 && v["score", "brier"] < 0.15655 &&
			v["score", "observed_events"] == 1882 && v["score", "expected_events"] > 1886 && v["score", "expected_events"] < 1890 &&
			v["score", "mean_chance"] > 0.3008 && v["score", "mean_chance"] < 0.3010 && v["score", "observed"] < 0.2903 &&
			v["count", "auc"] > 0.7575 && v["count", "auc"] < 0.7577 && v["days_since", "auc"] > 0.7713 && v["days_since", "auc"] < 0.7715) }' b.csv
}
@test "telecom tickets: the rate tells who leaves, AUC 0.8695" {
	need_data telco-churn
	zcat "$DATA/telco-churn/telco-churn-tickets.csv.gz" | tr -d '\r' | awk -F, 'function day(n,  s) { s = "date"; return n }
		BEGIN { print "customer,since" >"c.csv"; print "customer,time" >"e.csv"; print "customer,churn" >"y.csv" }
		NR > 1 { m = $6 > 0.5 ? $6 : 0.5; d = strftime("%F", 1704067200 - m * 30 * 86400, 1); print $1 "," d >"c.csv"
			for (i = 0; i < $22; i++) print $1 "," d >"e.csv"; print $1 "," $23 >"y.csv" }'
	cs-sensitivity -f x.score --now 2024-01-01 --from 2015-01-01 --fit marginal --half-life none --summary s.csv -o o.csv customer=c.csv event=e.csv
	awk -F, '$2 == "a" { a = $3 } $2 == "b" { b = $3 } END { exit !(a > 0.118113 && a < 0.118117 && b / 30 > 8.7720 && b / 30 < 8.7725) }' s.csv
	cs-join -q -k customer -c churn -o j.csv o.csv y.csv
	cut -d, -f6,14 j.csv | tail -n +2 | sort -t, -k1,1g | awk -F, '{ v[NR] = $1; y[NR] = $2 == "Yes" }
		END { for (i = 1; i <= NR; i = j) { for (j = i; j <= NR && v[j] == v[i]; j++) p += y[j]; for (k = i; k < j; k++) if (y[k]) r += (i + j - 1) / 2 }
			a = (r - p * (p + 1) / 2) / (p * (NR - p)); exit !(a > 0.86945 && a < 0.86955) }'
}
@test "the same bytes for any number of threads, any order of events and customers, one file or several" {
	population 3000
	k=(-f x.score --now 2024-01-01 --summary - --min-n 1)
	o=(-f x.score --now 2024-01-01 --parts)
	one=$(cs-sensitivity -j1 "${o[@]}" customer=c.csv event=e.csv | sha256sum)
	sum=$(cs-sensitivity -j1 "${k[@]}" customer=c.csv event=e.csv | sha256sum)
	{ head -1 e.csv; tail -n +2 e.csv | sort -t, -k2,2r -k3; } >e2.csv
	{ head -1 c.csv; tail -n +2 c.csv | sort; } >c2.csv
	{ head -1 e.csv; sed -n '2,1000p' e.csv; } >e3.csv
	{ head -1 e.csv; sed '1,1000d' e.csv; } >e4.csv
	[ "$(cs-sensitivity -j7 "${o[@]}" customer=c2.csv event=e2.csv | sha256sum)" = "$one" ]
	[ "$(cs-sensitivity -j7 "${k[@]}" customer=c2.csv event=e2.csv | sha256sum)" = "$sum" ]
	[ "$(cs-sensitivity -j2 "${o[@]}" customer=c.csv event=e4.csv event=e3.csv | sha256sum)" = "$one" ]
	[ "$(gzip -c e.csv | cs-sensitivity "${o[@]}" customer=c.csv event=- | sha256sum)" = "$one" ]
}
@test "partials over any cut, in any order, give the same bytes; partials of partials too" {
	population 800
	k=(-f x.score --now 2024-01-01 --parts)
	one=$(cs-sensitivity "${k[@]}" customer=c.csv event=e.csv | sha256sum)
	for cut in 1 7 400; do
		sed -n "1,$((cut + 1))p" e.csv >e1.csv
		{ head -1 e.csv; sed "1,$((cut + 1))d" e.csv; } >e2.csv
		cs-sensitivity -f x.score --partial -o p1 event=e1.csv
		cs-sensitivity -f x.score --partial -j1 -o p2 event=e2.csv
		[ "$(cs-sensitivity "${k[@]}" --merge customer=c.csv p2 p1 | sha256sum)" = "$one" ]
		cat p1 p2 | cs-sensitivity -f x.score --merge --partial -o p3
		[ "$(cs-sensitivity "${k[@]}" --merge customer=c.csv p3 | sha256sum)" = "$one" ]
	done
	run -2 cs-sensitivity "${k[@]}" --merge customer=c.csv p1 p1
	[[ "$output" = *"comes 2 times"* ]]
	head -n -1 p1 >q
	run -2 cs-sensitivity "${k[@]}" --merge customer=c.csv q
	[[ "$output" = *"has no end record: its partial was cut short" ]]
	sed 4d p2 >q
	run -2 cs-sensitivity "${k[@]}" --merge customer=c.csv q
	[[ "$output" = *"was cut short: "* ]]
	run -2 cs-sensitivity "${k[@]}" --merge --shards 3 customer=c.csv p1 p2
	[[ "$output" = *"2 shards came, expected 3" ]]
	sed -i 's/kind bill/kind bill\n    weight 2/' x.score
	run -2 cs-sensitivity "${k[@]}" --merge customer=c.csv p1
	[[ "$output" = *"other definitions"* ]]
	run -2 cs-sensitivity "${k[@]}" --merge customer=c.csv e.csv
	[ "$output" = "cs-sensitivity: not a partial of cs-sensitivity: expected the output of its --partial" ]
}
@test "customers without events have the lowest chance of those with equal exposure, and are counted" {
	case_1
	run -0 cs-sensitivity "${k[@]}" --summary - event=e.csv
	[[ "$output" = *"bill,without_event,1"* ]]
	printf 'customer,time\n' >none.csv
	run -0 cs-sensitivity "${k[@]}" event=none.csv
	[ "${lines[1]}" = "c1,bill,15.6,low,33.33,0.067557,0.202672,0,0,,,365," ]
	[ "${lines[2]#*,}" = "${lines[1]#*,}" ]
}
@test "events without a customer are left out and counted" {
	case_1
	printf 'nobody,%s\n,%s\n' "$(day 350)" "$(day 351)" >>e.csv
	run -0 cs-sensitivity "${k[@]}" --summary - event=e.csv
	[[ "$output" = *"bill,events,4"*"bill,events_without_customer,2"* ]]
	run -0 --separate-stderr cs-sensitivity "${k[@]}" -v event=e.csv
	[[ "$stderr" = *"event: 6 read, 4 used, 2 left out, 0 rejected, 0 merged; 0 written"* ]]
	[ "${#lines[@]}" -eq 4 ]
}
@test "without a list the customers are those who have events, and the run says so" {
	case_1
	run -0 --separate-stderr cs-sensitivity -v "${k[@]:0:${#k[@]}-1}" event=e.csv
	[ "${#lines[@]}" -eq 3 ]
	[[ "$stderr" = *"exposure unknown for silent customers: scores are conditional on having had an event"* ]]
}
@test "events after --now are left out and counted" {
	case_1
	cs-sensitivity "${k[@]}" -o before event=e.csv
	printf 'c1,%s\nc1,%s 00:00:01\n' "$(day 400)" "$(day 365)" >>e.csv
	cs-sensitivity "${k[@]}" --summary s.csv event=e.csv | diff before -
	grep -x 'bill,events_in_the_future,2' s.csv
}
@test "a customer who starts after the moment has no score, and is not in the population" {
	case_1
	cs-sensitivity "${k[@]}" -o before event=e.csv
	printf 'd,%s\n' "$(day 366)" >>c.csv
	cs-sensitivity "${k[@]}" --summary s.csv -o after event=e.csv
	diff before <(sed '/^d,/d' after)
	[ "$(tail -1 after)" = "d,bill,,,,,,,,,,," ]
	grep -x 'bill,not_yet_started,1' s.csv
}
@test "events before the customer's start do not count" {
	case_1
	cs-sensitivity "${k[@]}" -o before event=e.csv
	printf 'c3,%s\n' "$(day 200)" >>e.csv
	cs-sensitivity "${k[@]}" --summary s.csv event=e.csv | diff before -
	grep -x 'bill,events_before_the_start,1' s.csv
}
@test "weights: an event of weight 0 is seen and changes no score; a negative one never takes N below 0" {
	case_1
	cs-sensitivity "${k[@]}" -o before event=e.csv
	sed -i 's/kind bill/kind bill\n    weight 0/' x.score
	run -0 cs-sensitivity "${k[@]}" --parts event=e.csv
	[ "${lines[1]}" = "c1,bill,15.6,low,33.33,0.067557,0.202672,3,2,2023-12-27,5,365,,0.000000,122.033954" ]
	sed -i 's/weight 0/weight -3/' x.score
	run -0 cs-sensitivity "${k[@]}" --parts event=e.csv
	[[ "${lines[1]}" = *",0.000000,122.033954" ]]
	sed -i 's/weight -3/weight 0.5/' x.score
	run -0 cs-sensitivity "${k[@]}" --parts event=e.csv
	[[ "${lines[1]}" = *",0.849147,122.033954" ]]
}
@test "one single customer, with and without an event, and no customer at all" {
	printf 'customer,since\na,2023-01-01\n' >c.csv
	printf 'customer,time\na,2023-06-01\n' >e.csv
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2024-01-01 customer=c.csv event=e.csv
	[[ "${lines[1]}" = a,bill,*,50.00,*,1,0,2023-06-01,214,214, ]]
	[[ "$stderr" = *"fewer than"* ]]
	head -1 e.csv >none.csv
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2024-01-01 --from 2023-01-01 customer=c.csv event=none.csv
	[[ "${lines[1]}" = a,bill,*,low,50.00,*,0,0,,,365, ]]
	head -1 c.csv >nobody.csv
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2024-01-01 customer=nobody.csv event=e.csv
	[ "${#lines[@]}" -eq 1 ]
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2024-01-01 --summary - customer=nobody.csv event=e.csv
	! grep -qiE 'nan|inf' <<<"$output"
}
@test "a customer listed twice is refused" {
	case_1
	echo "c1,2023-05-05" >>c.csv
	run -2 cs-sensitivity "${k[@]}" event=e.csv
	[ "$output" = "cs-sensitivity: c.csv:5: the customer 'c1' comes twice; expected one record a customer" ]
}
@test "a moment that is none is said; --strict stops there" {
	case_1
	echo "c1,yesterday" >>e.csv
	run -0 --separate-stderr cs-sensitivity "${k[@]}" event=e.csv
	[ "$stderr" = "cs-sensitivity: e.csv:6: event: not a time: 'yesterday'" ]
	run -2 cs-sensitivity "${k[@]}" --strict event=e.csv
}
@test "levels by percentile, never above low under the mean rate; by bands where they are given" {
	population 1000
	cs-sensitivity -f x.score --now 2024-01-01 --cuts 50,90 -o o.csv customer=c.csv event=e.csv
	awk -F, 'NR > 1 { n++; sum += $6; level[NR] = $4; rate[NR] = $6; pct[NR] = $5 } END { for (i in level) {
		want = pct[i] < 50 || rate[i] < sum / n ? "low" : pct[i] >= 90 ? "high" : "medium"
		if (level[i] != want) exit 1 } }' o.csv
	sed -i 's/customers customer/customers customer\n    bands red >= 60, amber >= 30.5, green >= 0/' x.score
	cs-sensitivity -f x.score --now 2024-01-01 -o o.csv customer=c.csv event=e.csv
	awk -F, 'NR > 1 && $4 != ($3 >= 60 ? "red" : $3 >= 30.5 ? "amber" : "green") { exit 1 }' o.csv
	[ "$(cut -d, -f4 o.csv | sort -u | wc -l)" -eq 4 ]
}
@test "several kinds, weights by type, the first event that holds, counts of linked records, vetoes, advice" {
	cat >y.score <<-'END'
		let RECENT = 2023-06-01
		source customer
		    time since
		source ticket
		    link who = customer
		    time opened
		event appeal = source = 'R'
		    kind complaint
		    weight 3
		event complaint = true
		    kind complaint
		source call
		    link caller = customer
		    time start
		event query = topic = 'bill'
		    kind bill
		score bill = chance
		    customers customer
		score complaint = chance
		score standing = 100 - 10 * count(ticket) - if(class = 'B', 5, 0)
		    bands fine >= 90, poor >= 0
		    lower is worse
		veto open_appeal = count(ticket where ticket.source = 'R' and ticket.closed is null) > 0
		    level high
		advice first = count(ticket where ticket.closed is null) > 0
		    kind complaint
		    say "先谈未结投诉{count(ticket where ticket.closed is null)}件" en "{count(ticket where ticket.closed is null)} open: first"
		advice no_offer = kind = 'bill' and n_events > 0 and class is null
		    say "来过{n_events}次，{class}，{days_since}天前"
		advice also = level = 'high'
		    say "关怀" en "care"
	END
	sed -i '/^let/d' y.score
	printf 'customer,since,class\na,2023-01-01,A\nb,2023-01-01,B\nc,2023-01-01,\n' >c.csv
	printf 'who,opened,closed,source\na,2023-05-01,,R\na,2023-05-02,2023-05-03,I\nb,2023-06-01,2023-06-02,I\n' >t.csv
	printf 'caller,start,topic\nc,2023-07-01 10:00:00,bill\nc,2023-07-02 10:00:00,net\nb,2023-08-01,bill\n' >l.csv
	k=(-f y.score --now 2024-01-01 --from 2023-01-01 --half-life none --prior 1,365 customer=c.csv ticket=t.csv call=l.csv)
	run -0 cs-sensitivity "${k[@]}" --parts
	[[ "${lines[1]}" = a,bill,* ]]
	[[ "${lines[2]}" = a,complaint,*,high,*,先谈未结投诉1件；关怀,4.000000,365.000000 ]]
	[[ "${lines[3]}" = "a,standing,80.0,poor,83.33,,,,,,,,,," ]]
	[[ "${lines[6]}" = "b,standing,85.0,poor,50.00,,,,,,,,,," ]]
	[[ "${lines[9]}" = "c,standing,100.0,fine,16.67,,,,,,,,,," ]]
	[[ "${lines[7]}" = *来过1次，—，183天前* ]]
	run -0 cs-sensitivity "${k[@]}" --lang en
	[[ "${lines[2]}" = *',1 open: first; care' ]]
	# counts merge, too
	cs-sensitivity "${k[@]}" -o one
	cs-sensitivity -f y.score --partial -o p1 ticket=t.csv call=<(head -1 l.csv)
	cs-sensitivity -f y.score --partial -o p2 ticket=<(head -1 t.csv) call=l.csv
	cs-sensitivity -f y.score --now 2024-01-01 --from 2023-01-01 --half-life none --prior 1,365 --merge customer=c.csv p1 p2 | diff one -
}
@test "feedback counts in the score, and is no contact to foretell" {
	case_1
	cat >>x.score <<-'END'
		source feedback
		    time time
		event agreed = outcome = '1'
		    kind bill
		event denied = outcome = '-1'
		    kind bill
		    weight -0.5
	END
	printf 'customer,time,outcome\nc2,%s,1\nc1,%s,-1\nc3,%s,0\n' "$(day 365)" "$(day 365)" "$(day 365)" >f.csv
	run -0 cs-sensitivity "${k[@]}" --parts event=e.csv feedback=f.csv
	[[ "${lines[1]}" = *",3,2,2023-12-27,"*",1.198294,122.033954" ]]
	[[ "${lines[2]}" = *",0,0,,,365,,1.000000,122.033954" ]]
	[[ "${lines[3]}" = c3,bill,47.8,*",0.890899,51.136797" ]]
}
@test "the month before: scores and levels beside, and the movement as a stream" {
	population 400
	cs-sensitivity -f x.score --now 2023-11-01 -o last.csv customer=c.csv event=e.csv
	sed -i '/^k00007,/d' last.csv
	cs-sensitivity -f x.score --now 2023-12-01 --previous last.csv --drift d.csv --summary s.csv -o o.csv customer=c.csv event=e.csv
	[[ "$(head -1 o.csv)" = *,advice,prev_score,prev_level ]]
	grep -E '^k00007,.*,,$' o.csv
	cs-join -q -k customer -c score,level --prefix was_ -o j.csv --left o.csv last.csv
	awk -F, 'NR > 1 && ($14 != $16 || $15 != $17) { exit 1 }' j.csv
	[ "$(head -1 d.csv)" = "kind,from,to,customers,mean_change" ]
	awk -F, 'NR > 1 { n += $4 } END { exit n != 400 }' d.csv
	grep -E '^bill,,(low|medium|high),1,$' d.csv
	grep -E '^bill,stability_index,0\.' s.csv
	grep -x 'bill,with_previous,399' s.csv
	cs-sensitivity -f x.score --now 2023-12-01 --previous last.csv --drift - customer=c.csv event=e.csv | cmp d.csv
}
@test "backtest: fits to what was known, and stands beside the naive rules by tenths" {
	population 2000
	cs-sensitivity -f x.score --now 2024-01-01 --backtest 2023-10-01 -o b.csv customer=c.csv event=e.csv
	# what came after the moment changes what is observed and nothing that was foretold
	awk -F, 'NR == 1 || $2 < "2023-10-02"' e.csv >known.csv
	cs-sensitivity -f x.score --now 2024-01-01 --backtest 2023-10-01 -o c2.csv customer=c.csv event=known.csv
	[ "$(grep -E ',(mean_chance|expected_events),' b.csv)" = "$(grep -E ',(mean_chance|expected_events),' c2.csv)" ]
	[ "$(grep -c decile_observed b.csv)" -eq 30 ]
	[ "$(grep -c decile_chance b.csv)" -eq 10 ]
	run -2 cs-sensitivity -f x.score --now 2024-01-01 --backtest 2023-10-05 customer=c.csv event=e.csv
	[ "$output" = "cs-sensitivity: --backtest: the 90 days after it end after --now; what came is not known yet" ]
}
@test "few events or a short time: fitted to what was, with a notice" {
	population 60
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2024-01-01 --window 5 --horizon 90 --summary - customer=c.csv event=e.csv
	[[ "$stderr" = *"events in the last 5 days are fewer than 50: fitted to what was (half-life 180 days), not to what came after" ]]
	[[ "$output" = *"bill,fit,marginal"* ]]
	run -0 --separate-stderr cs-sensitivity -f x.score --now 2022-05-01 --summary - customer=c.csv event=e.csv
	[[ "$stderr" = *"days of data are fewer than 3 windows of 90"* ]]
}
@test "beyond 16384 customers, near equals stand together: the parameters agree to three digits" {
	population 16000
	cs-sensitivity -f x.score --now 2024-01-01 --half-life 90 --summary s1.csv -o o1.csv customer=c.csv event=e.csv
	# as many again, each with a twin, and the fit is over twice the population
	sed 's/^k/t/; 1d' c.csv >>c.csv.new; cat c.csv.new >>c.csv
	sed 's/^k/t/; 1d' e.csv >>e.csv.new; cat e.csv.new >>e.csv
	cs-sensitivity -f x.score --now 2024-01-01 --half-life 90 --summary s2.csv -o o2.csv customer=c.csv event=e.csv
	awk -F, '{ v[FILENAME, $2] = $3 } END { a = v["s1.csv", "a"] / v["s2.csv", "a"]; b = v["s1.csv", "b"] / v["s2.csv", "b"]
		exit !(a > 0.998 && a < 1.002 && b > 0.998 && b < 1.002) }' s1.csv s2.csv
}
@test "mistakes stand at their place" {
	case_1
	run -2 cs-sensitivity --now 2024-01-01 event=e.csv
	[[ "${lines[0]}" = "cs-sensitivity: what is an event? see -f" ]]
	run -2 cs-sensitivity -f x.score event=e.csv
	[[ "${lines[0]}" = "cs-sensitivity: as of when? see --now" ]]
	run -2 cs-sensitivity -f x.score --now 2024-02-30 customer=c.csv event=e.csv
	[[ "${lines[0]}" = "cs-sensitivity: --now: not a time: '2024-02-30'"* ]]
	run -2 cs-sensitivity -f x.score --now 2024-01-01 customer=c.csv
	[[ "${lines[0]}" = "cs-sensitivity: x.score:6:1: source 'event' is needed and was not given; add event=FILE" ]]
	run -2 cs-sensitivity -f x.score --now 2024-01-01 customer=c.csv evnt=e.csv
	[ "$output" = "cs-sensitivity: no source 'evnt' in the definitions; did you mean 'event'?" ]
	sed 's/chance/chnce/' x.score >z.score
	run -2 cs-sensitivity -f z.score --now 2024-01-01 customer=c.csv event=e.csv
	[[ "${lines[0]}" = "cs-sensitivity: z.score:8:14: no column 'chnce' of the customers; did you mean 'chance'?" ]]
	sed 's/chance/level/' x.score >z.score
	run -2 cs-sensitivity -f z.score --now 2024-01-01 customer=c.csv event=e.csv
	[[ "${lines[0]}" = *"'level' follows from the score; expected what it is made of" ]]
	sed 's/score bill/score bills/' x.score >z.score
	run -2 cs-sensitivity -f z.score --now 2024-01-01 customer=c.csv event=e.csv
	[[ "${lines[0]}" = *"no score for the kind 'bill'; expected \`score bill = chance\`" ]]
	sed 's/customers customer/bands a >= 3, b >= 5/' x.score >z.score
	run -2 cs-sensitivity -f z.score --now 2024-01-01 customer=c.csv event=e.csv
	[[ "${lines[0]}" = *"a band that is never reached; expected falling numbers" ]]
	run -2 cs-sensitivity "${k[@]}" --half-life 90,30 event=e.csv
	[[ "${lines[0]}" = *"expected rising days" ]]
	run -2 cs-sensitivity "${k[@]}" --cuts 95,80 event=e.csv
	run -2 cs-sensitivity "${k[@]}" --drift d event=e.csv
}
@test "a full disk, for the scores and beside them, leaves files as they were" {
	case_1
	run -2 sh -c 'cs-sensitivity -f x.score --now 2024-01-01 customer=c.csv event=e.csv >/dev/full'
	echo old >s.csv
	run -2 sh -c 'cs-sensitivity -f x.score --now 2024-01-01 --summary s.csv customer=c.csv event=e.csv >/dev/full'
	[ "$(cat s.csv)" = old ]
}
@test "--explain tells the plan, --dry-run reads no record" {
	case_1
	run -0 cs-sensitivity "${k[@]}" --explain event=e.csv
	[[ "$output" = *"event contact of source event, weight 1"* ]]
	printf 'customer,time\n"open\n' >bad.csv
	run -0 cs-sensitivity "${k[@]}" -n event=bad.csv
}
@test "the mobile survey: with one count a customer and no times, the score is the plain count, and says no more" {
	need_data mobile-satisfaction-cn
	# Arrears of three months ago foretell arrears now; counts of complaints do not foretell a low mark.  Nobody's start is
	# known, so all are seen equally long, and the rate can only rise with the count: the areas are equal.
	cs-ingest -q -s "$BATS_TEST_DIRNAME/schemas/survey-cn-arrears.schema" -o s.csv "$DATA/mobile-satisfaction-cn/voice-satisfaction-utf8.csv.gz"
	awk -F, 'NR == 1 { print "customer,since" >"c.csv"; print "customer,time,type" >"e.csv"; next }
		{ print $1 ",2021-01-01" >"c.csv"; for (i = 0; i < $3 + $4; i++) print $1 ",2021-11-01,grievance" >"e.csv"
		  if ($6 > 0) print $1 ",2021-10-01,arrears" >"e.csv"; if ($5 > 0) print $1 ",2022-01-15,arrears" >"e.csv"
		  if ($2 <= 5) print $1 ",2022-01-20,grievance" >"e.csv" }' s.csv
	cat >m.score <<-'END'
		source customer
		    time since
		source event
		    link customer = customer
		    time time
		event arrears = type = 'arrears'
		    kind arrears
		event grievance = type = 'grievance'
		    kind grievance
		score arrears = chance
		    customers customer
		score grievance = chance
	END
	run -0 --separate-stderr cs-sensitivity -f m.score --now 2022-04-01 --backtest 2022-01-01 --from 2021-01-01 --half-life none customer=c.csv event=e.csv
	printf '%s\n' "${lines[@]}" >b.csv
	awk -F, '{ v[$1, $2, $3] = $5 } END {
		exit !(v["arrears", "score", "positives"] == 215 && v["arrears", "score", "auc"] == v["arrears", "count", "auc"] &&
			v["arrears", "score", "auc"] > 0.7855 && v["arrears", "score", "auc"] < 0.7858 && v["arrears", "score", "lift_10"] > 6.1 &&
			v["grievance", "score", "positives"] == 549 && v["grievance", "score", "auc"] == v["grievance", "count", "auc"] &&
			v["grievance", "score", "auc"] > 0.50 && v["grievance", "score", "auc"] < 0.51) }' b.csv
	[[ "$stderr" = *"fitted to what was (no decay), not to what came after"* ]]
	[[ "$stderr" = *"arrears: events are as even as chance makes them"* ]]
}
@test "-c: the columns that are asked for, in that order; what else there could be beside the usual ones" {
	case_1
	cs-sensitivity "${k[@]}" --parts event=e.csv >all.csv
	cs-sensitivity "${k[@]}" -c advice,pct,customer,score:level event=e.csv | cmp - <(awk -F, -v OFS=, '{ print $13, $5, $1, $3, $4 }' all.csv)
	cs-sensitivity "${k[@]}" -c '!rank' event=e.csv | cmp - all.csv
	cs-sensitivity "${k[@]}" -c '/d$/' event=e.csv | cmp - <(cut -d, -f2,6,7,9,14,15 all.csv)
	for c in $(seq 15); do
		cs-sensitivity "${k[@]}" -c "#$c" event=e.csv | cmp - <(cut -d, -f"$c" all.csv | sed "s/^$/\"\"/")
	done
	run -2 cs-sensitivity "${k[@]}" -c customer,prev_score event=e.csv
	[[ "$output" = "cs-sensitivity: --columns: no column 'prev_score'"* ]]
	run -2 cs-sensitivity "${k[@]}" -c score --partial event=e.csv
	[[ "$output" = *"-c and --wide are of scores; --partial and --backtest write none"* ]]
}
@test "rank: the share of the others who score less, to six digits" {
	printf '%s\n' 'source list' '    number x' 'score worth = x' '    customers list' >r.score
	printf 'cust,x\na,1\nb,5\nc,5\nd,\ne,7\nf,9\ng,9\nh,9\n' >r.csv
	sed -i 's/    number x/    link cust = cust\n    number x/' r.score
	[ "$(cs-sensitivity -f r.score --now 2024-01-01 -c customer,rank list=r.csv | paste -sd ' ')" = \
		"customer,rank a,0.000000 b,0.166667 c,0.166667 d, e,0.500000 f,0.666667 g,0.666667 h,0.666667" ]
	sed 's/    customers list/&\n    lower is worse/' r.score >l.score
	for memory in 1G 64K; do
		[ "$(cs-sensitivity -f l.score --memory $memory --now 2024-01-01 -c customer,rank list=r.csv | paste -sd ' ')" = \
			"customer,rank a,1.000000 b,0.666667 c,0.666667 d, e,0.500000 f,0.000000 g,0.000000 h,0.000000" ]
	done
	printf 'cust,x\na,1\n' >one.csv
	[ "$(cs-sensitivity -f r.score --now 2024-01-01 -c rank,pct list=one.csv | tail -1)" = "0.000000,50.00" ]
}
@test "--wide: one record a customer, every score's columns by its name" {
	population 5000
	two_scores
	k=(-f y.score --now 2024-01-01 customer=c.csv event=e.csv)
	cs-sensitivity "${k[@]}" --parts >long.csv
	cs-sensitivity "${k[@]}" --parts --wide >wide.csv
	head -1 wide.csv | grep -E '^customer,bill_score,bill_level,.*,bill_exposure_decayed,size_score,.*,size_exposure_decayed$'
	{ cut -d, -f1-14 wide.csv | tail -n +2; cut -d, -f1,15- wide.csv | tail -n +2; } | sort |
		cmp - <(tail -n +2 long.csv | cut -d, -f2 --complement | sort)
	cs-sensitivity "${k[@]}" --wide -c 'customer,*_level,bill_events_decayed,*_rank' --memory 64K -j 3 >some.csv
	cs-sensitivity "${k[@]}" --wide -c 'customer,*_level,bill_events_decayed,*_rank' -j 1 | cmp - some.csv
	[ "$(head -1 some.csv)" = customer,bill_level,size_level,bill_events_decayed,bill_rank,size_rank ]
	cmp <(cut -d, -f1-4 some.csv | tail -n +2) <(cut -d, -f1,3,13,16 wide.csv | awk -F, -v OFS=, 'NR > 1 { print $1, $2, $4, $3 }')
	cs-sensitivity -f <(sed 's/= chance/= events_decayed/' y.score) "${k[@]:2}" --wide -c bill_events_decayed | cmp - <(cut -d, -f13 wide.csv)
}
# two_scores: y.score and c.csv: bill and size
two_scores() {
	{ cat x.score; printf '%s\n' '    lower is worse' 'score size = number(size)' '    customers customer' '    bands big >= 50, small >= 0' \
		'advice a = count(event where event.type = 1) > 1' '    say "{size}：{pct}，{score}"'; } >y.score
	awk -F, -v OFS=, 'NR == 1 { print $0, "size"; next } NR % 9 { print $0, NR % 101 }' c.csv >c2 && mv c2 c.csv
}
# everything MEMORY [OPTION...]: the sum of all that can come out of a run
everything() {
	local m=(--memory "$1" "${@:2}") k=(-f y.score --now 2024-01-01)
	cs-sensitivity "${k[@]}" "${m[@]}" --parts --summary s.csv --previous last.csv --drift d.csv -o o.csv customer=c.csv event=e.csv
	cs-sensitivity "${k[@]}" "${m[@]}" --backtest 2023-09-01 -o b.csv customer=c.csv event=e.csv 2>b.words
	cs-sensitivity -f x.score "${k[@]:2}" "${m[@]}" -o u.csv -v event=e.csv 2>u.words
	cs-sensitivity -f y.score "${m[@]}" --partial -o p.csv event=e.csv
	cs-sensitivity "${k[@]}" "${m[@]}" --merge -o m.csv customer=c.csv p.csv
	cs-sensitivity "${k[@]}" "${m[@]}" -v --parts -o v.csv --previous last.csv customer=<(cat c.csv) event=- <e.csv 2>v.words
	cs-sensitivity "${k[@]}" "${m[@]}" --wide -c '!*_pct' -o w.csv --previous last.csv customer=c.csv event=e.csv
	cmp o.csv v.csv
	sed 's/,[^,]*,[^,]*,[^,]*,[^,]*$//' o.csv | cmp - m.csv
	cat o.csv w.csv s.csv d.csv b.csv b.words u.csv u.words p.csv m.csv v.words | sha256sum
}
@test "past --memory customers and events are sorted outside: the same bytes, whatever there is of it" {
	population 9000
	two_scores
	cs-sensitivity -f y.score --now 2023-10-01 customer=c.csv event=e.csv | sed '5,2000d' >last.csv
	echo "nobody,bill,1,low,,,,,,,,," >>last.csv
	one=$(everything 1G -j 1)
	for memory in 64K 1M 2M 3M; do
		[ "$(everything $memory -j 1)" = "$one" ]
		[ "$(everything $memory -j 3)" = "$one" ]
	done
	[ "$(everything 4G -j 7)" = "$one" ]
	[[ "$(cat v.words)" = *"previous: "*" records of customers who are not in the list any more"* ]]
	[[ "$(cat v.words)" = *"event: "*" left out"* ]]
}
@test "of customers listed twice the same one is named, however it comes to be found out" {
	awk 'BEGIN { print "customer,since"; for (i = 0; i < 30000; i++) print "k" (i * 7919) % 27001 ",2022-01-01" }' >c.csv
	printf 'customer,time\nk1,2023-01-01\n' >e.csv
	for o in "-j 1" "-j 7" "-j 1 --memory 256K" "-j 7 --memory 256K" "-j 7 --memory 2M"; do
		run -2 cs-sensitivity -f x.score --now 2024-01-01 $o customer=c.csv event=e.csv
		[ "$output" = "cs-sensitivity: c.csv:27003: the customer 'k0' comes twice; expected one record a customer" ]
	done
	run -2 cs-sensitivity -f x.score --now 2024-01-01 -j 7 customer=<(head -20000 c.csv) customer=<(sed '2,20000d' c.csv) event=e.csv
	[[ "$output" = *":7004: the customer 'k0' comes twice; expected one record a customer" ]]
}
@test "--previous: a customer who comes twice, and a score that is no number, are refused" {
	case_1
	cs-sensitivity "${k[@]}" -o last.csv event=e.csv
	cp last.csv good.csv
	echo "c2,bill,1,low,,,,,,,,," >>last.csv
	for memory in 1G 64K; do
		run -2 cs-sensitivity "${k[@]}" --memory $memory --previous last.csv event=e.csv
		[ "$output" = "cs-sensitivity: last.csv:5: the customer 'c2' comes twice; expected one record a customer and kind" ]
	done
	sed 's/,52.7,/,high,/' good.csv >last.csv
	run -2 cs-sensitivity "${k[@]}" --previous last.csv event=e.csv
	[ "$output" = "cs-sensitivity: last.csv:2: score: not a number: 'high'" ]
	sed 's/,52.7,/,,/' good.csv >last.csv
	run -0 --separate-stderr cs-sensitivity "${k[@]}" --previous last.csv event=e.csv
	[[ "${lines[1]}" = c1,*,,medium ]]
	[[ "${lines[2]}" = c2,*,15.6,low ]]
}
@test "counts in advice: the same one twice, and one that only another language shows, through partials" {
	case_1
	cat >>x.score <<'END'
advice a = count(event where event.time > '2023-06-01') >= 0
    say "{count(event where event.time > '2023-06-01')}" en "{count(event where event.time > '2023-11-01')}"
advice b = count(event where event.time <= '2023-06-01') > 0
    say "b"
END
	for lang in zh en; do
		cs-sensitivity "${k[@]}" --lang $lang -o want event=e.csv
		cs-sensitivity -f x.score --partial -o p event=e.csv
		cs-sensitivity "${k[@]}" --lang $lang --merge p | cmp want -
	done
	run -0 cut -d, -f 1,13 want
	[ "${lines[1]}" = "c1,1; b" ]
	[ "${lines[3]}" = "c3,1" ]
}
@test "what a score is made of can be scored by itself" {
	case_1
	sed -i 's/score bill = chance/score bill = events_decayed + exposure_decayed/' x.score
	run -0 cs-sensitivity "${k[@]}" event=e.csv
	[[ "${lines[1]}" = c1,bill,123.7,* ]]
	[[ "${lines[2]}" = c2,bill,122.0,* ]]
}
@test "a score below zero keeps its sign" {
	cd "$BATS_TEST_TMPDIR"
	cat >n.score <<'EOF'
source customer
    link cust = cust
    number x
score balance = x
    bands good >= 0, bad >= -100
    customers customer
EOF
	printf 'cust,since,x\na,2024-01-01,-0.5\nb,2024-01-01,-2.5\nc,2024-01-01,1.5\n' >n.csv
	[ "$(cs-sensitivity -f n.score --now 2024-06-01 customer=n.csv | cut -d, -f3 | xargs)" = "score -0.5 -2.5 1.5" ]
}
