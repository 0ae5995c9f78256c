/* terminal: what rendered text may look like where it goes (conventions.md 7). */
#ifndef RENDER_TERMINAL_H
#define RENDER_TERMINAL_H
#include "render/format.h"

/*
 * Width: of the terminal, else COLUMNS, else unlimited.  Colour: --color, NO_COLOR, CLICOLOR_FORCE,
 * the terminal, in this order.  Ambiguous characters: CS_AMBIGUOUS.
 */
struct look terminal_look(bool is_terminal);

#endif
