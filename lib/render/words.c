/* words: the fixed words of reports. */
#include "render/words.h"

static const char *const table[WORDS][LANGS] = {
    [WORD_MET] = {"达标", "met"},
    [WORD_WARN] = {"预警", "near"},
    [WORD_MISSED] = {"未达标", "missed"},
    [WORD_UNKNOWN] = {"无数据", "no data"},
    [WORD_VALUE] = {"数值", "value"},
    [WORD_CHANGE] = {"环比", "change"},
    [WORD_YOY] = {"同比", "on year"},
    [WORD_RANK] = {"排名", "rank"},
    [WORD_TARGET] = {"目标", "target"},
    [WORD_LIGHT] = {"评价", "verdict"},
    [WORD_SHARE] = {"占比", "share"},
    [WORD_N] = {"样本量", "n"},
    [WORD_TREND] = {"走势", "trend"},
    [WORD_SECTION] = {"板块", "section"},
    [WORD_TABLE] = {"表", "Table"},
    [WORD_FIGURE] = {"图", "Figure"},
    [WORD_LEVEL] = {"级别", "level"},
    [WORD_PLACE] = {"地区", "Region"},
    [WORD_PERIOD] = {"期间", "period"},
    [WORD_INDICATOR] = {"指标", "indicator"},
    [WORD_UNIT] = {"单位", "unit"},
    [WORD_REMARK] = {"说明", "remark"},
    [WORD_LEVEL_PLACE] = {"明细", "part"},
    [WORD_LEVEL_TOTAL] = {"合计", "total"},
    [WORD_TOTAL] = {"合计", "Total"},
    [WORD_NOT_GIVEN] = {"（未填）", "(not given)"},
    [WORD_OTHERS] = {"其他", "Others"},
    [WORD_CUMULATED] = {"累计占比", "cumulated"},
    [WORD_LAST_YEAR] = {"上年同期", "a year before"},
    [WORD_POINTS] = {"个百分点", "pp"},
    [WORD_PROVISIONAL] = {"暂定", "provisional"},
    [WORD_PROVISIONAL_NOTE] = {"* 暂定：观察期未满，数据还会变化。",
	"* provisional: not all cases have matured."},
    [WORD_NO_DATA_NOTE] = {"— 无数据。", "— no data."},
    [WORD_NO_RECORDS_NOTE] = {"— 本期无记录。", "— no records in this period."},
    [WORD_DROPPED] = {"因宽度未显示：", "left out for width: "},
    [WORD_SMALL_NOTE] = {"样本量过小的比率不列出，只标样本量（n=），不参加排名。",
	"Rates on too few cases are not shown; n= says how few, and they have no rank."},
    [WORD_DEFINITIONS] = {"指标口径", "Definitions"},
    [WORD_FORMULA] = {"公式", "formula"},
    [WORD_SOURCE] = {"数据源", "source"},
    [WORD_TIME] = {"计入时点", "counted at"},
    [WORD_POPULATION] = {"统计范围", "population"},
    [WORD_NORM] = {"依据", "norm"},
    [WORD_NOTE] = {"说明", "note"},
    [WORD_BETTER] = {"方向", "better"},
    [WORD_HIGHER] = {"越高越好", "higher"},
    [WORD_LOWER] = {"越低越好", "lower"},
    [WORD_PLACES_REPORTS] = {"各地区报告", "Reports by region"},
    [WORD_AS_OF] = {"数据截至 ", "data as of "},
    [WORD_FINGERPRINT] = {"口径指纹 ", "definitions "},
    [WORD_INPUTS] = {"输入 ", "input "},
    [WORD_ROWS] = {" 行", " rows"},
    [WORD_OF] = {"，采用 ", ", used "},
    [WORD_MIN] = {"最低", "lowest"},
    [WORD_MAX] = {"最高", "highest"},
    [WORD_LATEST] = {"最新", "latest"},
    [WORD_LEGEND] = {"图例", "key"},
    [WORD_REGIONS] = {" 个地区", " regions"},
    [WORD_TOP] = {"仅列前 ", "the first "},
    [WORD_SORT] = {"排序", "sort"},
    [WORD_SORT_NOTE] = {"按此列排序", "sort by this column"},
    [WORD_SUMMED_NOTE] = {"合计为各地区之和。", "The total is the sum of the regions."},
    [WORD_CHANGE_UNIT] = {"环比同比单位", "unit of change"},
    [WORD_COMMA] = {"，", ", "},
    [WORD_COLON] = {"：", ": "},
    [WORD_STOP] = {"。", "."},
    [WORD_AND] = {"、", ", "},
    [WORD_STEP] = {"步骤", "step"},
    [WORD_TIMES] = {"次数", "times"},
    [WORD_MEDIAN] = {"间隔中位数", "median time between"},
    [WORD_MEAN] = {"平均间隔", "mean time between"},
    [WORD_SLOW] = {"总耗时最多", "most time in all"},
    [WORD_FREQUENT] = {"最常见", "most frequent"},
    [WORD_DAYS] = {"天", "d"},
    [WORD_HOURS] = {"小时", "h"},
    [WORD_MINUTES] = {"分", "min"},
    [WORD_SECONDS] = {"秒", "s"},
};

struct str
word(enum lang lang, enum word w)
{
	return str_of(table[w][lang]);
}

bool
lang_find(struct str name, enum lang *lang)
{
	for (enum lang l = LANG_ZH; l < LANGS; l++)
		if (str_eq(name, str_of(lang_code(l)))) {
			*lang = l;
			return true;
		}
	return false;
}

const char *
lang_code(enum lang lang)
{
	return lang == LANG_ZH ? "zh" : "en";
}

const char *
lang_tag(enum lang lang)
{
	return lang == LANG_ZH ? "zh-CN" : "en";
}
