# The commands that a text shows, and what it says they print: N.sh, N.out (if output is shown) and N.status in the folder DIR.
# Reads Markdown (MODE=md: fenced blocks) or a manual page as mandoc renders it (MODE=man: displays of EXAMPLES and DIAGNOSTICS).
# A command begins with "$ " and goes on after \ or | at the end of a line, and to the line END of a here-document.
# The words before it may say "status N".
function flush_command() {
	if (command == "") return
	n++
	file = DIR "/" sprintf("%03d", n)
	printf "%s", command >(file ".sh")
	if (output != "") printf "%s", output >(file ".out")
	print status >(file ".status")
	close(file ".sh"); close(file ".out"); close(file ".status")
	command = output = ""
}
function words(line) {
	flush_command()
	open = here = 0
	if (line !~ /[^ ]/) fresh = 1
	else if (fresh || line ~ /:$/) { if (fresh) said = ""; fresh = 0; }
	said = said " " line
}
function shown(line) {
	if (here || open) {
		command = command line "\n"
		if (here && line == "END") here = 0
		open = !here && line ~ /[\\|]$/
		return
	}
	if (substr(line, 1, 2) != "$ ") {
		output = output line "\n"
		return
	}
	flush_command()
	status = match(said, /status [0-9]+/) ? substr(said, RSTART + 7, RLENGTH - 7) : 0
	command = substr(line, 3) "\n"
	here = line ~ /<<'END'/
	open = line ~ /[\\|]$/
}
MODE == "md" && /^```/ { fenced = !fenced; wanted = 0; fresh = 1; if (!fenced) { flush_command(); said = "" } first = fenced; next }
MODE == "md" && fenced { if (first) wanted = substr($0, 1, 2) == "$ "; first = 0; if (wanted) shown($0); next }
MODE == "md" { words($0); next }
/^[A-Z]/ { flush_command(); inside = /^(EXAMPLES|DIAGNOSTICS)/; next }
!inside { next }
substr($0, 1, 11) ~ /^ *$/ && length($0) > 11 { shown(substr($0, 12)); next }
/[^ ]/ { words($0); next }
{ fresh = 1 }
END { flush_command() }
