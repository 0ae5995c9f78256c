# Tickets that show one sign of false closure each, and tickets that nearly do: awk -f testdata/closure/make.awk
# Nobody in them exists.  A ticket is named by the rule that it breaks, or nearly: FC3, FC3-near, FC4-07.
function stamp(minute,  d) { # minutes since the 5th of October
	d = int(minute / 1440)
	return sprintf("2026-10-%02d %02d:%02d:00", 5 + d, int(minute % 1440 / 60), int(minute % 60))
}
function event(activity, at, org, staff, pause, written) {
	seq[id]++
	print id "," seq[id] "," activity "," stamp(at) "," stamp(at) "," org "," staff "," pause "," stamp(at + written) >events
}
# An ordinary ticket, from the values that a test may change; all are minutes.
function fresh(name) {
	id = name
	n++
	cust = sprintf("C%08d", n)
	reason = "5040"; org = "N01"; result = "S"; cell = sprintf("L%05d", n); staff = "A5001"; closer = "A5002"
	solution = "第" n "件：核实情况后处理，用户认可"
	accept = 540; response = 60; dispatch = 90; sign = 100; reply = 660; call = 1500; close_at = 1560
	reached = 1; solved = 1; visit = call; written = 2; pause = ""; pause_at = resume_at = 0
}
function ticket(  due) {
	due = accept + 2880
	event("ACC", accept, "F01", staff, "", 0)
	event("FRS", accept + response, "F01", staff, "", 0)
	event("DIS", accept + dispatch, org, staff, "", 0)
	event("SGN", accept + sign, org, staff, "", 0)
	if (pause_at) {
		event("SUS", accept + pause_at, org, staff, pause, 0)
		event("RES", accept + resume_at, org, staff, "", 0)
	}
	event("RTN", accept + reply, org, staff, "", written)
	event("CBK", accept + call, "F01", staff, "", 0)
	event("CLS", accept + close_at, "F01", closer, "", 0)
	print id "," cust ",50,1,990100,BBD," reason "," stamp(accept) "," stamp(due) "," stamp(accept + response) "," stamp(accept + reply) "," stamp(accept + close_at) ",CL," org ",PORT," solution "," result ",0," cell >tickets
	print id "V," id "," stamp(accept + visit) "," reached "," solved >visits
}
function contact(at, why) { print "K" ++k "," cust "," why "," stamp(at) >contacts }
function dialled(at) { print "O" ++o "," cust "," stamp(at) ",1" >outbound }
function fieldwork(arrive, lat) { print id "W," id "," arrive "," stamp(accept + 600) "," lat "," (lat == "" ? "" : "111.2") ",OK" >field }
function alarm(from, to) { print "M" ++m "," cell "," stamp(from) "," (to < 0 ? "" : stamp(to)) >alarms }
BEGIN {
	dir = DIR == "" ? "testdata/closure" : DIR
	tickets = dir "/tickets.csv"; events = dir "/events.csv"; visits = dir "/visits.csv"; contacts = dir "/contacts.csv"
	outbound = dir "/outbound.csv"; field = dir "/field.csv"; alarms = dir "/alarms.csv"
	print "ticket_id,cust_id,channel,level,region_id,product,reason2,accept_time,due_time,first_resp_time,reply_time,close_time,status,duty_org,cause,solution,result,reopen_cnt,cell_id" >tickets
	print "ticket_id,seq,activity,begin_time,end_time,to_org,staff_id,pause_reason,write_time" >events
	print "visit_id,ref_id,visit_time,reached,solved_by_cust" >visits
	print "contact_id,cust_id,reason2,begin_time" >contacts
	print "call_id,cust_id,dial_time,answered" >outbound
	print "visit_id,wo_id,arrive_time,leave_time,lat,lon,result" >field
	print "alarm_id,cell_id,begin_time,clear_time" >alarms

	fresh("clean"); ticket()
	# Two signs: a finding.
	fresh("two-signs"); reached = 0; solved = 0; ticket()
	# No call-back reached the customer; nearly: one did, at the moment of closing.
	fresh("FC1"); reached = 0; solved = ""; ticket()
	fresh("FC1-near"); visit = close_at; ticket()
	# The customer says it is not solved; nearly: the ticket says so, too.
	fresh("FC2"); solved = 0; ticket()
	fresh("FC2-near"); solved = 0; result = "U"; ticket()
	# The same matter again, 72 hours after closing; nearly: a minute later, and another matter.
	fresh("FC3"); ticket(); contact(accept + close_at + 4320, reason)
	fresh("FC3-near"); ticket(); contact(accept + close_at + 4321, reason); contact(accept + close_at + 60, "2010")
	# Replies of the last tenth of the limit: 15 of 20 in its second half; nearly: 13 of 20, and all of 19.
	for (i = 1; i <= 20; i++) { fresh(sprintf("FC4-%02d", i)); org = "N04"; reply = i <= 5 ? 2640 : 2800; call = reply + 60; close_at = call + 60; visit = call; ticket() }
	for (i = 1; i <= 20; i++) { fresh(sprintf("FC4-near-%02d", i)); org = "N05"; reply = i <= 7 ? 2640 : 2800; call = reply + 60; close_at = call + 60; visit = call; ticket() }
	for (i = 1; i <= 19; i++) { fresh(sprintf("FC4-few-%02d", i)); org = "N06"; reply = 2800; call = reply + 60; close_at = call + 60; visit = call; ticket() }
	# Four minutes from first to last in a class where others take a day; nearly: five.
	fresh("FC5"); reason = "2020"; response = 1; dispatch = 1; sign = 1; reply = 2; call = visit = 3; close_at = 4; ticket()
	fresh("FC5-near"); reason = "2030"; response = 1; dispatch = 1; sign = 1; reply = 2; call = visit = 4; close_at = 5; ticket()
	for (i = 1; i <= 9; i++) { fresh("class-" i); reason = i % 2 ? "2020" : "2030"; ticket() }
	# Could not be reached, it says, and nobody called; nearly: somebody did, and at the last moment.
	fresh("FC6"); solution = "多次拨打，联系不上用户，先行归档"; ticket()
	fresh("FC6-near"); solution = "两次拨打，联系不上用户，后回访成功"; ticket(); dialled(accept + close_at)
	# A pause without a reason (which does not stop the clock), one of more than half the limit; nearly: just half.
	fresh("FC7"); pause_at = 120; resume_at = 180; ticket()
	fresh("FC7-long"); pause = "CU"; pause_at = 120; resume_at = 120 + 1441; reply = 1700; call = visit = 1800; close_at = 1860; ticket()
	fresh("FC7-near"); pause = "CU"; pause_at = 120; resume_at = 120 + 1440; reply = 1700; call = visit = 1800; close_at = 1860; ticket()
	# One text on 21 tickets of a unit; nearly: on 20.
	for (i = 1; i <= 21; i++) { fresh(sprintf("FC8-%02d", i)); org = "N08"; solution = "已核实并处理，向用户作出解释"; ticket() }
	for (i = 1; i <= 20; i++) { fresh(sprintf("FC8-near-%02d", i)); org = "N09"; solution = "已核实并处理，向用户作出解释"; ticket() }
	# A visit without time of arrival, one without place; nearly: all there.
	fresh("FC9"); ticket(); fieldwork("", "26.1")
	fresh("FC9-place"); ticket(); fieldwork(stamp(accept + 500), "")
	fresh("FC9-near"); ticket(); fieldwork(stamp(accept + 500), "26.1")
	# Written down after eleven minutes; nearly: ten.
	fresh("FC10"); written = 11; ticket()
	fresh("FC10-near"); written = 10; ticket()
	# The alarm outlasts the ticket, or has not ended; nearly: it ends as the ticket does.
	fresh("FC11"); ticket(); alarm(accept - 30, accept + close_at + 1)
	fresh("FC11-open"); ticket(); alarm(accept - 30, -1)
	fresh("FC11-near"); ticket(); alarm(accept - 30, accept + close_at); alarm(accept + close_at + 1, -1)
	# Another appointment, past the limit, and nobody called; nearly: somebody did.
	fresh("FC12"); pause = "AP"; pause_at = 2100; resume_at = 3060; reply = 3120; call = visit = 3180; close_at = 3240; ticket()
	fresh("FC12-near"); pause = "AP"; pause_at = 2100; resume_at = 3060; reply = 3120; call = visit = 3180; close_at = 3240; ticket(); dialled(accept + 2090)
	# Closed by the clock; nearly: by hand, after as long.
	fresh("FC13"); closer = "AUTO"; close_at = 11000; ticket()
	fresh("FC13-near"); close_at = 11000; ticket()
}
