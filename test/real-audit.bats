# cs-audit on real data made by others (CS_DATA): what their owners found, too.
load helper

S=$BATS_TEST_DIRNAME/schemas

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
}

@test "Boston: violations equal the city's flag wherever it is set and there is a target" {
	need_data boston-311
	cs-ingest -q -s "$S/boston.schema" -o b.csv "$DATA"/boston-311/*.csv*
	cat >boston.audit <<-'END'
		source request
		    time opened
		limit resolve
		    from opened
		    to closed
		    due target
	END
	# Open cases are judged at the moment of the extract.
	cs-audit -f boston.audit --now '2016-01-12 23:00:00' -c on_time,status --limits l.csv -o v.csv b.csv
	run -0 cs-kpi -g on_time -g what -e 'n = count()' v.csv
	[ "$output" = $'on_time,what,n\n,missed,40\n,overdue,3\nOVERDUE,missed,4113\nOVERDUE,overdue,2861' ]
	run -0 cs-kpi -g on_time -g state -e 'n = count()' l.csv
	[ "$output" = $'on_time,state,n\n,missed,43\nONTIME,met,7453\nONTIME,none,867\nONTIME,running,44\nOVERDUE,missed,6974' ]
}
@test "receipt: 377 of 1,329 closed cases after their deadline, offsets respected" {
	need_data event-logs
	cs-ingest -q -s "$S/receipt.schema" -o e.csv "$DATA/event-logs/receipt.csv.gz"
	(cat "$S/receipt.schema"; printf 'key case\n    keep first\n') >case.schema
	cs-ingest -q -s case.schema -o c.csv "$DATA/event-logs/receipt.csv.gz"
	cat >receipt.audit <<-'END'
		source permit
		    time started
		source event
		    link case = case
		    time time
		limit deadline
		    from started
		    to ended
		    due deadline
		stage confirmed = activity = 'Confirmation of receipt'
		    required
		    once
		stage determined = activity = 'T05 Print and send confirmation of receipt'
		    after confirmed
	END
	cs-audit -f receipt.audit --now 2013-01-01 --limits l.csv --cases cases.csv -o v.csv event=e.csv c.csv
	run -0 cs-kpi -w 'stopped is not null' -g state -e 'n = count()' l.csv
	[ "$output" = $'state,n\nmet,952\nmissed,377' ]
	run -0 cs-kpi -e 'cases = count()' -e 'confirmed = sum(confirmed_count)' -e 'sent = sum(determined_count)' cases.csv
	[ "$output" = "cases,confirmed,sent
1434,$(zcat "$DATA/event-logs/receipt.csv.gz" | grep -c 'Confirmation of receipt'),$(zcat "$DATA/event-logs/receipt.csv.gz" | grep -c 'T05 Print and send')" ]
}
@test "the running example keeps its steps; in the broken one what is missing is found" {
	need_data event-logs
	cat >claims.schema <<-'END'
		encoding UTF-8
		delimiter detect
		column claim text
		    from "case:concept:name"
		column activity text
		    from "concept:name"
		column time time
		    from "time:timestamp"
		    format "%Y-%m-%d %H:%M:%S%z"
		zone "Europe/Berlin"
	END
	cat >claims.audit <<-'END'
		source claim
		source event
		    link claim = claim
		    time time
		stage register = activity = 'register request'
		    required
		    once
		stage check = activity = 'check ticket'
		    required
		    after register
		stage examine = activity ~ /^examine/
		    required
		    after register
		stage decide = activity = 'decide'
		    required
		    after check, examine
		stage finish = activity in ('pay compensation', 'reject request')
		    required
		    once
		    after decide
		rule other = count(event where event.activity not in ('register request', 'check ticket', 'examine casually', 'examine thoroughly', 'decide', 'reinitiate request', 'pay compensation', 'reject request')) > 0
	END
	for f in running-example running_example_broken; do
		cs-ingest -q -s claims.schema -o e.csv "$DATA/event-logs/$f.csv"
		cs-kpi -g claim -e 'n = count()' e.csv >c.csv
		cs-audit -f claims.audit --now 2012-01-01 event=e.csv c.csv | cs-select -c claim,rule,what >$f.found
	done
	[ "$(cat running-example.found)" = claim,rule,what ]
	[ "$(cat running_example_broken.found)" = "claim,rule,what
1,register,missing
2,decide,missing
3,examine,missing
5,other,holds
6,examine,missing
6,decide,missing
6,other,holds" ]
}
