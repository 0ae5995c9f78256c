/* commit: what becomes of a block when its turn comes: rejects said and written, records told
 * apart, the rest written. */
#ifndef INTAKE_COMMIT_H
#define INTAKE_COMMIT_H
#include "intake/intake.h"
#include "intake/result.h"

void commit_block(struct intake *, const struct block *, struct part *);
/* Records that were held, after the last block. */
void commit_held(struct intake *);

#endif
