/* terminal: width, colour and ambiguous characters of where text goes. */
#include "render/terminal.h"

#include "base/opt.h"
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static size_t
width(bool is_terminal)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t n;

	if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return columns && str_uint(str_of(columns), &n) && n <= 10000 ? n : 0;
}

static bool
color(bool is_terminal)
{
	const char *no = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE"),
		   *term = getenv("TERM");

	if (common.color != COLOR_AUTO)
		return common.color == COLOR_ALWAYS;
	if (no && *no)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return is_terminal && term && strcmp(term, "dumb") != 0;
}

struct look
terminal_look(bool is_terminal)
{
	const char *ambiguous = getenv("CS_AMBIGUOUS");

	return (struct look){
	    .width = width(is_terminal),
	    .color = color(is_terminal),
	    .ambiguous = ambiguous && strcmp(ambiguous, "2") == 0 ? 2 : 1,
	    .script = true,
	};
}
