"""Words of the ledger on screen: days as people type them, values, actions, wordings that changed, lists."""

from __future__ import annotations

from datetime import date

import pytest

from checklist.history import HistoryRow
from checklist.profile import Person
from ui.county.listing import people_text, people_typed, units_typed, year_typed
from ui.ledger.day_reading import day_typed
from ui.ledger.entry_history import entry_pasts
from ui.ledger.own_editor import _steps
from ui.ledger.own_source import document_of, source_of, words_of
from ui.ledger.value_words import size_words, value_words
from ui.ledger.wording_change import changed_wording

TODAY = date(2026, 11, 22)

DAYS = [
    ("2026-12-31", date(2026, 12, 31)),
    ("2026年12月31日", date(2026, 12, 31)),
    ("12.31", date(2026, 12, 31)),
    ("12月31日前", date(2026, 12, 31)),
    ("２０２６－１２－３１", date(2026, 12, 31)),
    ("2028-2-29", date(2028, 2, 29)),
    ("  ", None),
]
NO_DAYS = [
    ("2月30日", "2026 年 2 月只有 28 天，没有 30 日。"),
    ("2026-02-29", "2026 年 2 月只有 28 天，没有 29 日。"),
    ("2028.2.30", "2028 年 2 月只有 29 天，没有 30 日。"),
    ("4.31", "2026 年 4 月只有 30 天，没有 31 日。"),
    ("13月1日", "没有 13 月。"),
    ("0.5", "没有 0 月。"),
    ("1899-1-1", "年份要在 1949 到 2999 之间"),
    ("年底以前", "看不懂这个日期。"),
    ("=1+1", "看不懂这个日期。"),
    ("2026-12-31; DROP TABLE", "看不懂这个日期。"),
    ("1" * 10_000, "看不懂这个日期。"),
]


@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert day_typed(typed, TODAY) == day


@pytest.mark.parametrize(("typed", "why"), NO_DAYS)
def test_what_is_no_day_is_told_plainly(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        day_typed(typed, TODAY)


VALUES = [
    ("status", "in_progress", "推进中"),
    ("status", None, "未启动"),
    ("status", "of a later version", "未启动"),
    ("result", "not_reached", "未达到"),
    ("step/1", True, "已勾选"),
    ("blocked", None, "否"),
    ("lead", None, "（空）"),
    ("supporting", ["甲局", "乙局"], "甲局、乙局"),
    ("entry/e", {"date": "2026-03-01", "text": "开会"}, "2026-03-01 开会"),
    ("evidence/" + "a" * 64, {"name": "纪要.pdf", "size": 3_565_158}, "纪要.pdf（3.4 MB）"),
    ("evidence/" + "a" * 64, "forged", "（空）"),
    ("force", "must", "必须"),
    ("remark", "字" * 1000, "字" * 400 + "……（共 1000 字）"),
    ("unheard-of", {"a": 1}, "{'a': 1}"),
]


@pytest.mark.parametrize(("field", "value", "words"), VALUES)
def test_values_in_words(field: str, value: object, words: str) -> None:
    assert value_words(field, value) == words


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (0, 386, 12_288, 200 << 20)] == ["0 字节", "386 字节", "12 KB", "200.0 MB"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("到2020年建成", "到2022年建成", "到202<s>0</s><b><u>2</u></b>年建成"),
        ("支持县", "支持县（市、区）", "支持县<b><u>（市、区）</u></b>"),
        ("删去此句。", "", "<s>删去此句。</s>"),
        ("１个", "1个", "1个"),
        ("a<b>c", "a<b>d", "a&lt;b&gt;<s>c</s><b><u>d</u></b>"),
    ],
)
def test_a_changed_wording_shows_what_went_and_what_came(old: str, new: str, shown: str) -> None:
    assert changed_wording(old, new) == shown


def row(field: str, before: object, after: object) -> HistoryRow:
    return HistoryRow("2026-03-05T09:30:00+08:00", "张三", "device", "duty", field, before, after, "action", "")


def test_entries_keep_what_they_said() -> None:
    first, second = {"date": "2026-03-01", "text": "初选三家"}, {"date": "2026-03-02", "text": "选定两家"}
    rows = [
        row("entry/a", None, first),
        row("entry/a", first, second),
        row("entry/b", None, first),
        row("entry/b", first, None),
        row("status", None, "done"),
    ]
    pasts = entry_pasts(rows)
    assert {key: [past.words for past in one] for key, one in pasts.earlier.items()} == {"a": ["2026-03-01 初选三家"]}
    assert [(past.words, past.actor, past.at) for past in pasts.struck] == [
        ("2026-03-01 初选三家", "张三", "2026-03-05 09:30")
    ]
    assert entry_pasts([*rows, row("entry/b", None, first)]).struck == ()


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("甲\n乙\n丙", "abc"),
        ("甲\n乙改\n丙", "abc"),
        ("甲\n丙", "ac"),
        ("甲\n乙\n新\n丙", "ab?c"),
        ("\n 甲 \n\n乙\n丙\n", "abc"),
        ("", ""),
    ],
)
def test_steps_keep_their_ticks_through_editing(typed: str, ids: str) -> None:
    known = (("a", "甲"), ("b", "乙"), ("c", "丙"))
    assert "".join(key if len(key) == 1 else "?" for key, _ in _steps(known, typed)) == ids


def test_the_source_of_an_own_duty_is_its_document_and_its_words() -> None:
    source = source_of(" ×市府发\n〔2026〕3号 ", "各县选派\n不少于20名 ")
    assert (document_of(source), words_of(source)) == ("×市府发 〔2026〕3号", "各县选派\n不少于20名")
    assert source_of("", "") == ""
    assert words_of(source_of("", "只有原文")) == "只有原文"


def test_units_and_people_a_line() -> None:
    assert units_typed(" 县科技局\n\n县财政局\n县科技局") == ("县科技局", "县财政局")
    typed = "张三（县科技局）\n李四 县财政局\n王五\n张三，县教育局"
    people = (Person("张三", "县教育局"), Person("李四", "县财政局"), Person("王五"))
    assert people_typed(typed) == people
    assert people_typed(people_text(people)) == people


@pytest.mark.parametrize(("typed", "year"), [("2026", 2026), ("2026年", 2026), ("", None)])
def test_a_year(typed: str, year: int | None) -> None:
    assert year_typed(typed) == year


@pytest.mark.parametrize("typed", ["26", "二〇二六", "2026.5", "20261", "²⁰²⁶"])
def test_what_is_no_year_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="四位数字"):
        year_typed(typed)
