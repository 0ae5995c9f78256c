/* parameters: the numbers of a run, from the words of the command line. */
#include "sense/sense.h"
#include "value/num.h"
#include <math.h>

static const double usual_half_lives[] = {30, 60, 90, 120, 180, 270, 365, 730};

static double
number_of(const char *option, struct str text)
{
	struct num n;

	text = str_trim(text);
	if (!num_parse(text, &n) || n.kind == NUM_NULL || num_double(n) < 0)
		die("--%s: not a number: '%s'", option, diag_text(text));
	return num_double(n);
}

/* 90d or 90 */
static double
days_of(const char *option, struct str text)
{
	double days;

	if (str_ends(text, STR("d")))
		text.len--;
	days = number_of(option, text);
	if (!(days >= 1 && days <= 36500))
		die("--%s: '%s'; expected days, from 1 to 36500", option, diag_text(text));
	return days;
}

static void
half_lives(const char *text, struct sense_wants *want)
{
	struct str one, rest = str_of(text ? text : "");

	for (size_t i = 0; i < sizeof usual_half_lives / sizeof(double) && text == NULL; i++)
		want->half_life[want->half_lives++] = usual_half_lives[i];
	if (text == NULL)
		want->half_life[want->half_lives++] = INFINITY;
	while (text && rest.at) {
		double days;

		one = str_trim(str_cut(rest, ',', &rest));
		days = str_eq(one, STR("none")) ? (double)INFINITY : days_of("half-life", one);
		if (want->half_lives == SENSE_HALF_LIVES)
			die("--half-life: more than %d", SENSE_HALF_LIVES);
		if (want->half_lives && days <= want->half_life[want->half_lives - 1])
			die("--half-life: '%s' after a longer one; expected rising days",
			    diag_text(one));
		want->half_life[want->half_lives++] = days;
	}
}

/* Two numbers with a comma between them. */
static void
pair(const char *option, const char *text, double *first, double *second)
{
	struct str rest, one = str_cut(str_of(text), ',', &rest);

	if (rest.at == NULL)
		die("--%s: '%s'; expected two numbers with a comma between them", option, text);
	*first = number_of(option, one);
	*second = number_of(option, rest);
}

void
sense_parameters(struct sense_wants *want, const struct sense_words *words)
{
	want->horizon = words->horizon ? days_of("horizon", str_of(words->horizon)) : 90;
	want->window = words->window ? days_of("window", str_of(words->window)) : want->horizon;
	half_lives(words->half_life, want);
	want->medium = 80;
	want->high = 95;
	if (words->cuts)
		pair("cuts", words->cuts, &want->medium, &want->high);
	if (want->high > 100 || want->medium > want->high)
		die("--cuts: '%s'; expected two rising percentiles", words->cuts);
	if (words->prior) {
		want->fixed = true;
		pair("prior", words->prior, &want->a, &want->b);
		if (!(want->a > 0 && want->b > 0))
			die("--prior: '%s'; expected two numbers above 0", words->prior);
		if (want->half_lives != 1)
			die("--prior goes with one --half-life");
	}
	if (words->fit && !str_eq(str_of(words->fit), STR("predictive")) &&
	    !str_eq(str_of(words->fit), STR("marginal")))
		die("--fit: '%s'; expected predictive or marginal", words->fit);
	want->marginal = words->fit && str_eq(str_of(words->fit), STR("marginal"));
}
