/*
 * escape: what comes from data or definitions on its way into a format, one function a format
 * (hardening.md 2, Sinks). Text is UTF-8; what is not becomes U+FFFD.
 */
#ifndef RENDER_ESCAPE_H
#define RENDER_ESCAPE_H
#include "base/buf.h"
#include "base/str.h"

/* HTML and SVG, text and double-quoted attributes alike; control characters become U+FFFD. */
void escape_html(struct buf *, struct str);
/* Markdown inline text, table cells too: punctuation that means something is escaped, line ends
 * become blanks. */
void escape_markdown(struct buf *, struct str);
/* A terminal: C0, DEL, C1 and bidirectional controls as \xHH or \u{HHHH}; nothing else is changed.
 */
void escape_terminal(struct buf *, struct str);
/*
 * A cell of CSV for spreadsheets: quoted where needed, and with ' before what a spreadsheet would
 * take for a formula (conventions.md 8.1) unless it is a number.
 */
void escape_spreadsheet(struct buf *, struct str);
/* A file name's part: letters and digits of any script, - and _ stay, anything else becomes _; at
 * most 100 bytes. */
void escape_file(struct buf *, struct str);
/* A relative address of a file, percent-encoded. */
void escape_url(struct buf *, struct str);

#endif
