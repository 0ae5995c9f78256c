/*
 * infer: a schema proposed from the data (cs-ingest --infer): dialect, encoding, and for each
 * column a name, a type, formats, and what the first records allow to say.  The proposal reads the
 * same file without rejects.
 */
#ifndef INTAKE_INFER_H
#define INTAKE_INFER_H

/* Prints it to the output; returns the exit status. */
int infer_print(char *const *files);

#endif
