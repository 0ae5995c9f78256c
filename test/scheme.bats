# The scheme of complaints and its knowledge base (scripts/defs): whole, consistent, and right about texts it was not written from.
load helper

@test "scheme: the knowledge base has 165 entries or more in five classes, 20 or more to be read out" {
	cs-join -q -k code -c zh "$DEFS/codes/kb.csv" "$DEFS/codes/reason.csv" >"$BATS_TEST_TMPDIR/kb.csv"
	run -0 cs-kpi -q -e 'n = count()' -e 'different = distinct(kb_id)' -e 'classes = distinct(left(code, 2))' -e 'said = count(say is not null)' \
		-e 'whole = count(question is not null and ask is not null and answer is not null)' \
		-w 'left(code, 2) in ("10", "20", "30", "40", "50")' "$BATS_TEST_TMPDIR/kb.csv"
	IFS=, read -r n different classes said whole <<<"${lines[1]}"
	[ "$n" -ge 165 ] && [ "$different" = "$n" ] && [ "$whole" = "$n" ] && [ "$classes" = 5 ] && [ "$said" -ge 20 ]
	[ "$n" = "$(($(wc -l <"$DEFS/codes/kb.csv") - 1))" ] # each entry has a code that there is
}
@test "scheme: ids are codes of the list, and the path of a class is what the list calls it" {
	cd "$BATS_TEST_TMPDIR" || return
	awk 'BEGIN { print "path,id" } /^class / { path = $2 } /^    id / { print path "," $2 }' "$DEFS/complaint.rules" >c.csv
	cs-select -c code,zh,parent "$DEFS/codes/reason.csv" >r.csv
	run -0 cs-join -q -k id=code --anti c.csv r.csv
	[ "${#lines[@]}" -eq 1 ]
	cs-join -q -k id=code -c zh c.csv r.csv |
		cs-select -w 'not contains(path, split(concat(zh, "-"), "-", 2)) or not contains(path, split(concat(zh, "-"), "-", 1))' >wrong.csv
	[ "$(wc -l <wrong.csv)" -eq 1 ]
}
@test "scheme: tickets of the test province get the reason that was coded" {
	cd "$BATS_TEST_TMPDIR" || return
	gz "$ROOT/testdata/clean/ticket.csv.gz" >t.csv
	run -0 cs-classify -q -f "$DEFS/complaint.rules" -o c.csv t.csv
	run -0 cs-kpi -q -e 'n = count()' -e 'agree = count(left(class_id, 4) = reason2)' c.csv
	IFS=, read -r n agree <<<"${lines[1]}"
	[ "$agree" -ge $((n * 99 / 100)) ]
}
@test "scheme: the questions of the knowledge base, in people's words, find their class" {
	cd "$BATS_TEST_TMPDIR" || return
	cs-classify -q -f "$DEFS/complaint.rules" --text question -c code,question -o c.csv "$DEFS/codes/kb.csv"
	run -0 cs-kpi -q -e 'n = count()' -e 'agree = count(left(class_id, 4) = left(code, 4))' c.csv
	IFS=, read -r n agree <<<"${lines[1]}"
	[ "$agree" -ge $((n * 9 / 10)) ]
}
