/*
 * keyness: what sets one heap of texts apart from another: a word is in a of the A texts (or tokens) of the first and in b of the B
 * of the second.
 */
#ifndef STAT_KEYNESS_H
#define STAT_KEYNESS_H
#include <stdint.h>

/*
 * Log-likelihood ratio of the two shares (Dunning 1993), over the table of both heaps, with the word and without; below zero where the second
 * heap has more of it.  About a chi-square with one degree of freedom.
 */
double keyness_g2(uint64_t a, uint64_t of_a, uint64_t b, uint64_t of_b);
/*
 * Log-odds ratio with an informative Dirichlet prior, in its standard errors (Monroe, Colaresi and Quinn 2008).  The prior has the mass
 * 100, spread as the words of both heaps together; of_a, of_b: all words counted in each.
 */
double keyness_z(uint64_t a, uint64_t of_a, uint64_t b, uint64_t of_b);

#endif
