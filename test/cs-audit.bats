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
