"""The words of the board. Knows no Qt."""

from __future__ import annotations

from datetime import date

from checklist.calendar import Occasion, Rhythm
from checklist.indicators import Actual
from content.indicator import Indicator
from ui.labels import day as day_words
from ui.ledger_words import RHYTHM

NO_COUNTY = "本县"
TITLE = "{county}政策落实情况"
NOTHING, EMPTY = "还没有记录", "从阅读开始，在正文旁逐项打勾，这里随即汇总成总览。"
BEGIN = "从阅读开始"
UNASSIGNED = "未分工"

ALL, APPLYING, DONE, GOING, IDLE, ASIDE = "事项", "应办", "已办结", "推进中", "未启动", "不适用"
BY_CHAPTER, BY_FORCE, BY_UNIT = "按章节", "按力度", "按牵头单位"
CALENDAR, GOALS = "报送日历", "指标对照"
TARGET_PASSED = "目标年已过"
NOT_FILLED = "未填写"
NO_CALENDAR = "今后十二个月没有原文或本县定下日期的报送事项。"

_COMPARED = {"≥": "不低于 {}", ">": "超过 {}", "≤": "不超过 {}", "≈": "{} 左右", "=": "{}"}
_PERCENT = "%"


def subtitle(year: int | None, day: date) -> str:
    """2026年度　截至2026年11月22日."""
    return "　".join(part for part in (f"{year}年度" if year else "", f"截至{day_words(day)}") if part)


def share_line(done: int, total: int) -> str:
    return f"应办 {total} 项，已办结 {done} 项，办结率 {share(done, total)}"


def share(done: int, total: int) -> str:
    """A share in whole per cent; one that is not all is never said to be all, nor one that is something nothing."""
    if not total:
        return "—"
    rounded = round(done * 100 / total)
    if done:
        rounded = max(1, rounded)
    return f"{min(99, rounded) if done < total else 100}%"


def bar_line(title: str, counts: tuple[int, int, int, int]) -> str:
    """Read aloud of a bar; counts are all, done, going, idle."""
    total, done, going, idle = counts
    return f"{title}：应办 {total} 项，已办结 {done} 项，推进中 {going} 项，未启动 {idle} 项"


def figure_line(title: str, count: int) -> str:
    return f"{title} {count} 项，回车查看"


def more_line(count: int) -> str:
    return f"其余 {count} 个"


def month_title(month: date, today: date) -> str:
    """11月; with the year in front where another one begins."""
    begins = month.month == 1 and month.year != today.year
    return f"{month.year}年{month.month}月" if begins else f"{month.month}月"


def month_called(month: date, is_this: bool) -> str:
    return f"{'本月' if is_this else f'{month.year}年{month.month}月'}应报"


def occasion_day(one: Occasion, today: date) -> str:
    """2月28日前; where the text names no day, the last one of its term."""
    year = "" if one.due.year == today.year else f"{one.due.year}年"
    return f"{year}{one.due.month}月{one.due.day}日前"


def occasion_source(one: Occasion) -> str:
    if one.own_date:
        return "本县定的时限"
    told = f"原文“{one.words}”" if one.words else ""
    inexact = "" if one.exact else "，未写明日期，按期末计"
    rhythm = "" if one.rhythm is Rhythm.ONCE else RHYTHM[one.rhythm]
    return "　".join(part for part in (rhythm, told + inexact) if part)


def goals_title(document: str, count: int) -> str:
    return f"{document}　{count} 个指标"


def value_words(value: float, unit: str) -> str:
    """55%, 1.6 万家."""
    return f"{value:.10g}{unit}" if unit == _PERCENT else f"{value:.10g} {unit}".strip()


def goal_words(goal: Indicator) -> str:
    """不低于 55%（2022年）."""
    year = f"（{goal.year}年）" if goal.year else "（原文未载年份）"
    return _COMPARED[goal.comparison].format(value_words(goal.value, goal.unit)) + year


def actual_words(goal: Indicator, given: Actual) -> str:
    """52.3%（2021年，县统计局）."""
    if given.value is None:
        return NOT_FILLED
    told = "，".join(part for part in (f"{given.year}年" if given.year else "", given.source) if part)
    return value_words(given.value, goal.unit) + (f"（{told}）" if told else "")


def gap_words(goal: Indicator, given: Actual, is_reached: bool | None) -> str:
    """How far from the goal; only where the goal is one of counties."""
    if given.value is None or is_reached is None:
        return ""
    if not is_of_counties(goal):
        return f"目标对象是{goal.scope}，不与本县数值相减"
    if is_reached:
        return "已达到"
    unit = " 个百分点" if goal.unit == _PERCENT else f" {goal.unit}"
    return f"{'超出' if given.value > goal.value else '还差'} {abs(goal.value - given.value):.4g}{unit}"


def is_of_counties(goal: Indicator) -> bool:
    """Whether the text sets the goal for counties, or for their average."""
    return "县" in goal.scope
