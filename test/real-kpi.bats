# The chain on real data made by others (CS_DATA): figures known from elsewhere.
load helper

S=$BATS_TEST_DIRNAME/schemas

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR" || return
}
ingest() { # SCHEMA OUT FILE...
	cs-ingest -q -s "$S/$1.schema" -o "$2" "${@:3}"
}
# agree GOT WANT DIGITS: equal to so many significant digits.
agree() {
	awk -v a="$1" -v b="$2" -v d="$3" 'BEGIN { e = a - b; if (e < 0) e = -e; m = b < 0 ? -b : b; exit !(e <= m * 10 ^ -d) }'
}

@test "Comcast: complaints by true month 545 399 1,280" {
	need_data comcast-complaints
	ingest comcast c.csv "$DATA"/comcast-complaints/*.csv
	run -0 cs-kpi -g 'month = month(time)' -e 'n = count()' c.csv
	[ "$output" = $'month,n\n2015-04,545\n2015-05,399\n2015-06,1280' ]
}
@test "Comcast: the monthly report by state in all formats, in both languages, is the same twice" {
	need_data comcast-complaints
	ingest comcast c.csv "$DATA"/comcast-complaints/*.csv
	cs-kpi -f "$S/comcast.kpi" -g month -g state --rollup --long -o k.csv c.csv
	for format in text markdown html csv; do
		for lang in zh en; do
			COLUMNS=80 cs-report -f "$S/comcast.layout" --format $format --lang $lang -o a.$format kpi=k.csv
			COLUMNS=80 cs-report -f "$S/comcast.layout" --format $format --lang $lang -j 7 -o b.$format kpi=k.csv
			cmp a.$format b.$format
			grep -q 'Georgia' a.$format
			grep -qE '1,?280' a.$format
		done
	done
	awk '{ gsub(/[^ -~]/, "") } length > 80 { bad = 1 } END { exit bad }' a.text
	! grep -qE '(src|href)="?http' a.html
}
@test "call centre: answered 81.08 %, mean speed of answer 67.520720 s, mean satisfaction 3.403552" {
	need_data pwc-call-centre
	for form in from-xlsx variant-mangled-dates variant-dotted-times; do
		ingest calls $form.csv "$DATA/pwc-call-centre/call-centre-$form.csv"
		cat >k.kpi <<-'EOF'
			source call
			    time start
			kpi answered_rate = 100 * share(answered)
			    digits 2
			kpi asa = mean(wait)
			    digits 6
			kpi satisfied = mean(score)
			    digits 6
		EOF
		run -0 cs-kpi -f k.kpi --parts $form.csv
		[ "${lines[1]}" = "81.08,4054,5000,67.520720,273729,4054,3.403552,13798,4054" ]
		cs-kpi -f k.kpi -g agent -g month --cube --parts $form.csv >cube.$form
	done
	cmp cube.from-xlsx cube.variant-mangled-dates
	cmp cube.from-xlsx cube.variant-dotted-times
	# 8 agents by 3 months, 8 and 3 subtotals and one total; and per agent as another program counts
	[ "$(wc -l <cube.from-xlsx)" -eq 37 ]
	sqlite3 :memory: ".mode csv" ".import from-xlsx.csv c" \
		"select agent, sum(answered = '1'), count(*), sum(cast(wait as integer)), sum(wait <> '') from c group by agent order by agent;" | tr -d '\r' >sql
	cs-kpi -g agent -e 'a = count(answered)' -e 'n = count()' -e 's = sum(wait)' -e 'k = count(wait is not null)' from-xlsx.csv |
		tail -n +2 | diff sql -
}
@test "Boston: late by closed > target equals the city's flag in all 11,566 cases; medians as another program finds them" {
	need_data boston-311
	ingest boston b.csv "$DATA"/boston-311/*
	run -0 cs-kpi -e "both = count(status = 'Closed' and target is not null and on_time is not null)" \
		-e "same = count(status = 'Closed' and target is not null and on_time is not null and (closed > target) = (on_time = 'OVERDUE'))" b.csv
	[ "${lines[1]}" = "11566,11566" ]
	cs-kpi -g neighborhood -g 'month = month(opened)' -e 'h = round(median(elapsed(opened, closed)) / 3600, 6)' -e 'n = count(closed is not null)' b.csv >k.csv
	sqlite3 :memory: ".mode csv" ".import b.csv b" "with t as (select neighborhood g, substr(opened, 1, 7) m,
		strftime('%s', closed) - strftime('%s', opened) s from b where closed <> ''),
		o as (select g, m, s, row_number() over (partition by g, m order by s) r, count(*) over (partition by g, m) n from t)
		select g, m, avg(s) / 3600.0, n from o where r in ((n + 1) / 2, (n + 2) / 2) group by g, m order by g, m;" | tr -d '\r"' >sql
	# A reader of quotes is not needed: no neighborhood has a comma.
	tr -d '"' <k.csv | awk -F, 'NR == FNR { h[$1 "," $2] = $3; n[$1 "," $2] = $4; next }
		{ d = h[$1 "," $2] - $3; if (d < 0) d = -d; if (d > 1e-5 || n[$1 "," $2] != $4) { print; bad = 1 } seen++ } END { exit bad || seen < 200 }' - sql
}
@test "the three telecom customer tables join to 7,043 records; a doubled key stops the run and is named" {
	need_data telco-churn
	ingest telco a.csv "$DATA"/telco-churn/telco-churn-tickets.csv.gz
	ingest telco-v11 b.csv "$DATA"/telco-churn/telco-customer-churn-v11.csv.gz
	ingest telco-status c.csv "$DATA"/telco-churn/telco-status-satisfaction.csv.gz
	key=$(head -1 a.csv | cut -d, -f1)
	cs-join -q -k "$key" a.csv b.csv | cs-join -q -k "$key" - c.csv >abc.csv
	run -0 cs-kpi -e 'n = count()' -e "d = distinct($key)" abc.csv
	[ "${lines[1]}" = "7043,7043" ]
	# the place is one quoted field with a comma, from end to end
	[ "$(grep -c '"[0-9.]*, -[0-9.]*"' abc.csv)" -eq 7043 ]
	{ cat c.csv; sed -n 5p c.csv; } >d.csv
	run -2 cs-join -q -k "$key" a.csv d.csv
	[[ "$output" = *"the key '$(sed -n 5p c.csv | cut -d, -f1)' stands a second time on the right"* ]]
}
@test "NIST: mean and standard deviation to 14 digits, NumAcc4 included" {
	need_data nist-strd
	for f in "$DATA"/nist-strd/NIST_StRD_*.dat; do
		{ echo y; grep -v '^#' "$f" | tr -d ' \r' | grep .; } >y.csv
		mean=$(sed -n 's/^# *Sample Mean.*ybar: *\([-0-9.]*\).*/\1/p' "$f")
		sd=$(sed -n 's/^# *Sample Standard Dev.* s: *\([-0-9.]*\).*/\1/p' "$f")
		[ -n "$mean" ] && [ -n "$sd" ]
		run -0 cs-kpi -e 'm = mean(y)' -e 's = sd(y)' y.csv
		agree "$(cut -d, -f1 <<<"${lines[1]}")" "$mean" 14
		agree "$(cut -d, -f2 <<<"${lines[1]}")" "$sd" 14
	done
}
@test "the same bytes for 1, 2 and 7 threads, gzip or not, file or pipe, whole or in partials" {
	need_data boston-311
	ingest boston b.csv "$DATA"/boston-311/*
	gzip -k b.csv
	k=(-g neighborhood -g 'month = month(opened)' --cube -e 'n = count()' -e 'h = quantile(elapsed(opened, closed), 0.9)' -e 'd = distinct(zip)' -e 'm = mode(type)')
	cs-kpi -j 1 "${k[@]}" b.csv >one
	cs-kpi -j 2 "${k[@]}" b.csv.gz | cmp one -
	cs-kpi -j 7 "${k[@]}" <b.csv | cmp one -
	tail -n +2 b.csv | split -l 3777 --filter='{ head -1 b.csv; cat; } >"$FILE.csv"' - part.
	for p in part.*.csv; do cs-kpi "${k[@]}" --partial "$p" >"$p.partial"; done
	cs-kpi "${k[@]}" --merge $(ls -r part.*.partial) | cmp one -
}
