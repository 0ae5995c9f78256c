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
