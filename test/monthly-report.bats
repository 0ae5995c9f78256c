# scripts/monthly-report: the whole chain for a month, from the raw extracts of testdata.
load helper

report() {
	"$ROOT/scripts/monthly-report" "$@"
}

@test "the month's report in four forms, and what it was made of" {
	run -0 --separate-stderr report 2026-10 raw "$BATS_TEST_TMPDIR/o"
	[ "${#lines[@]}" -eq 4 ]
	for form in html txt md csv; do [ -s "$BATS_TEST_TMPDIR/o/report.$form" ]; done
	grep -q '^客户服务月报 2026年10月' "$BATS_TEST_TMPDIR/o/report.txt"
	grep -q '石泉市万投比135.03件/万户，为全省的2.6倍' "$BATS_TEST_TMPDIR/o/report.txt"
	for feed in call customer ticket region; do
		gz clean/$feed.csv* | cmp - "$BATS_TEST_TMPDIR/o/$feed.csv"
	done
	[ "$(stat -c %a "$BATS_TEST_TMPDIR/o/rejects/call.csv")" = 600 ]
	printf '%s\n' "${stderr_lines[@]}" | grep -qx 'ingest-call: cs-ingest: 19668 read, 19253 used, 0 left out, 415 rejected, 0 merged; 19253 written'
}
@test "chapters on faults, installing and flow, with the ids of late cases" {
	run -0 --separate-stderr report 2026-10 raw "$BATS_TEST_TMPDIR/o"
	r=$BATS_TEST_TMPDIR/o/report.txt
	for chapter in 障碍 超时障碍清单 装移机与开通 超时装移机清单 流程与跨渠道; do grep -qx "$chapter" "$r"; done
	grep -q '^✗ 北溪市障碍修复及时率81.82%，平均修障31.3小时，全省13.4小时' "$r"
	grep -q '^! 石泉市大面积障碍影响59件' "$r"
	grep -q '^! 白沙市平均装移机历时9.8天，全省3.4天' "$r"
	! grep -q 未填 <(sed '/^图 [0-9]*  销障原因/,$d' "$r")
	# The list has the ids of the faults that the rate counts as late, no more and no less.
	gz clean/fault.csv* >"$BATS_TEST_TMPDIR/f.csv"
	sqlite3 :memory: -cmd '.mode csv' -cmd ".import $BATS_TEST_TMPDIR/f.csv f" "select fault_id from f where report_time like '2026-10%'
		and valid_flag = '1' and is_batch = '0' and strftime('%s', coalesce(nullif(repair_time, ''), '2026-11-01'))
		- strftime('%s', report_time) > case is_rural when '1' then 72 else 48 end * 3600 order by 1" | tr -d '\r' >"$BATS_TEST_TMPDIR/want"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -eq 7 ]
	cs-select -q -c fault_id "$BATS_TEST_TMPDIR/o/late_faults.csv" | tail -n +2 | sort | diff "$BATS_TEST_TMPDIR/want" -
	while read -r id; do
		for form in txt html md; do grep -q "$id" "$BATS_TEST_TMPDIR/o/report.$form"; done
	done <"$BATS_TEST_TMPDIR/want"
	# New lines of which some week is missing are not judged.
	grep '^2026-10,,region,new_fault_7,1,82,' "$BATS_TEST_TMPDIR/o/install_figures.csv" | grep -q ',1$'
}
@test "a chapter on the audit of tickets, with the ids of grave findings" {
	run -0 --separate-stderr report 2026-10 raw "$BATS_TEST_TMPDIR/o"
	cd "$BATS_TEST_TMPDIR/o" || return
	grep -qx 稽核 report.txt
	# Counted by awk: tickets of October, those with a finding, grave findings; the last are the list.
	n=$(zcat -f "$ROOT/testdata/clean/ticket.csv.gz" | cs-kpi -q -w 'month(accept_time) = "2026-10" and status != "CA"' -e 'n = count()' | tail -n 1)
	found=$(awk -F, '$5 ~ /^2026-10/ { print $1 }' violations.csv | sort -u | wc -l)
	grave=$(awk -F, '$5 ~ /^2026-10/ && $10 == "high"' violations.csv | wc -l)
	head -1 violations.csv | grep -q '^ticket_id,region_id,duty_org,reason2,time,rule,profile,kind,what,severity,'
	[ "$(cs-select -q -w 'month = "2026-10" and cs_total = "region" and kpi = "audited"' -c value audit.csv | tail -n 1)" = "$n" ]
	[ "$(cs-select -q -w 'month = "2026-10" and cs_total = "region" and kpi = "cases_found"' -c value audit.csv | tail -n 1)" = "$found" ]
	[ "$(cs-select -q -w 'month = "2026-10" and cs_total = "region" and kpi = "findings_high"' -c value audit.csv | tail -n 1)" = "$grave" ]
	[ "$(($(wc -l <grave.csv) - 1))" -eq "$grave" ]
	for id in $(cs-select -q -c ticket_id grave.csv | sed 1d | head -n 20); do grep -q "$id" report.html; done
}
@test "without extracts of lines their chapters are left out, and it is said" {
	mkdir "$BATS_TEST_TMPDIR/raw"
	cp raw/[!fivp]* raw/ivr_* "$BATS_TEST_TMPDIR/raw"
	run -0 --separate-stderr report 2026-10 "$BATS_TEST_TMPDIR/raw" "$BATS_TEST_TMPDIR/o" --lang en
	printf '%s\n' "${stderr_lines[@]}" | grep -qx "monthly-report: no fault_PERIOD_SEQ.\* in $BATS_TEST_TMPDIR/raw: no chapter on faults"
	! grep -qE '^(Faults|Installing, moving and provisioning)$' "$BATS_TEST_TMPDIR/o/report.txt"
	grep -qx 'Flow and channels' "$BATS_TEST_TMPDIR/o/report.txt"
	cp raw/f* raw/v* "$BATS_TEST_TMPDIR/raw"
	run -0 --separate-stderr report 2026-10 "$BATS_TEST_TMPDIR/raw" "$BATS_TEST_TMPDIR/o" --lang en
	printf '%s\n' "${stderr_lines[@]}" | grep -qx "monthly-report: no install_PERIOD_SEQ.\* in $BATS_TEST_TMPDIR/raw: no chapter on installing"
	grep -qx 'Faults' "$BATS_TEST_TMPDIR/o/report.txt"
	# What people call columns and causes is in the report's language.
	grep -qE '^Region +Product +Reported +Repaired +h +Fault$' "$BATS_TEST_TMPDIR/o/report.txt"
	grep -qE '^terminal +97 ' "$BATS_TEST_TMPDIR/o/report.txt"
}
@test "an earlier month is reported as that month, whatever came after it" {
	run -0 --separate-stderr report 2026-09 raw "$BATS_TEST_TMPDIR/o" --lang en
	head -1 "$BATS_TEST_TMPDIR/o/report.txt" | grep -qx 'Customer service, 2026-09'
	! grep -q '^2026-10' "$BATS_TEST_TMPDIR/o/complaint.csv"
}
@test "a month without data is refused" {
	run -2 --separate-stderr report 2027-12 raw "$BATS_TEST_TMPDIR/o"
	[ "${stderr_lines[-1]}" = "monthly-report: kpi-hotline: status 2: the extracts hold no call of 2027-12" ]
}
@test "a failed stage stops the chain with its name, its status and its reason" {
	cp -r raw "$BATS_TEST_TMPDIR/raw"
	rm "$BATS_TEST_TMPDIR"/raw/survey_*
	run -2 --separate-stderr report 2026-10 "$BATS_TEST_TMPDIR/raw" "$BATS_TEST_TMPDIR/o"
	[[ "${stderr_lines[-1]}" = "monthly-report: ingest-survey: no extract "* ]]
	[ ! -e "$BATS_TEST_TMPDIR/o/hotline.csv" ]
	cp raw/survey_* "$BATS_TEST_TMPDIR/raw"
	run -1 --separate-stderr report 2026-10 "$BATS_TEST_TMPDIR/raw" "$BATS_TEST_TMPDIR/o" --max-reject 1%
	[[ "${stderr_lines[-1]}" = "monthly-report: ingest-customer: status 1: "* ]]
	[ ! -e "$BATS_TEST_TMPDIR/o/hotline.csv" ]
	head -c 100000 raw/call_2026H1_01.psv.gz >"$BATS_TEST_TMPDIR/raw/call_2026H1_01.psv.gz"
	run -2 --separate-stderr report 2026-10 "$BATS_TEST_TMPDIR/raw" "$BATS_TEST_TMPDIR/o"
	[[ "${stderr_lines[-1]}" = "monthly-report: ingest-call: status 2: "*"gzip ends in the middle"* ]]
}
@test "wrong words are refused" {
	run -2 report
	run -2 report 2026-13 raw "$BATS_TEST_TMPDIR/o"
	[[ "$output" = *"not a month: '2026-13'"* ]]
	run -2 report 2026-10 raw "$BATS_TEST_TMPDIR/o" --lang fr
}
