"""The five documents: what each states, its table, its responsible units and its goals."""

from __future__ import annotations

from datetime import date

import pytest

from content.library import Library
from content.validity import Validity, is_clock_behind, validity_of
from ui.labels import validity_label


@pytest.mark.parametrize(
    ("doc", "number", "signed", "effective", "expires", "period_end"),
    [
        ("cbf-2018-60", "川办发〔2018〕60号", "2018-07-31", None, None, "2022"),
        ("cbf-2016-71", "川办发〔2016〕71号", "2016-09-22", None, None, "2020"),
        ("jscxgc-2017", None, None, None, None, "2020"),
        ("cbf-2022-13", "川办发〔2022〕13号", "2022-01-24", None, None, "2025"),
        ("jscxzx-2025", None, "2025-01-14", "2025-02-14", "2030-02-13", None),
    ],
)
def test_metadata_is_what_the_text_states(
    library: Library,
    doc: str,
    number: str | None,
    signed: str | None,
    effective: str | None,
    expires: str | None,
    period_end: str | None,
) -> None:
    stated = library.document(doc).metadata
    dates = [str(one) if one else None for one in (stated.signed, stated.effective, stated.expires)]
    assert (stated.number, *dates, stated.period_end) == (number, signed, effective, expires, period_end)
    assert stated.status is None


def test_the_documents_stand_in_their_order(library: Library) -> None:
    assert [one.id for one in library.documents] == [
        *("cbf-2018-60", "cbf-2016-71", "jscxgc-2017", "cbf-2022-13", "jscxzx-2025")
    ]


@pytest.mark.parametrize(
    ("doc", "day", "validity"),
    [
        ("cbf-2018-60", "2022-12-31", Validity.PERIOD_RUNS),
        ("cbf-2018-60", "2023-01-01", Validity.PERIOD_OVER),
        ("cbf-2022-13", "2026-01-01", Validity.PERIOD_OVER),
        ("jscxzx-2025", "2025-02-13", Validity.NOT_YET),
        ("jscxzx-2025", "2025-02-14", Validity.IN_FORCE),
        ("jscxzx-2025", "2030-02-13", Validity.IN_FORCE),
        ("jscxzx-2025", "2030-02-14", Validity.EXPIRED),
    ],
)
def test_validity_follows_the_stated_facts_and_the_day(
    library: Library, doc: str, day: str, validity: Validity
) -> None:
    line = validity_of(library.document(doc).metadata, date.fromisoformat(day))
    assert line.validity is validity
    label = validity_label(line)
    assert "请向发文机关核实" in label or validity is Validity.NOT_YET
    assert "现行有效" not in label


def test_a_clock_before_the_newest_document_is_noticed(library: Library) -> None:
    assert is_clock_behind(library, date(2025, 1, 13))
    assert not is_clock_behind(library, date(2025, 1, 14))


def test_the_annex_table_is_whole(library: Library) -> None:
    rows = [clause for clause in library.document("cbf-2016-71").clauses if clause.kind == "row"]
    assert [row.id for row in rows] == [
        "annex-head",
        *(f"annex-{n}" for n in range(1, 15)),
        "annex-14-p2",
        *(f"annex-{n}" for n in range(15, 26)),
        "annex-25-p2",
        "annex-26",
    ]
    assert {row.text.count("\t") for row in rows} == {5}
    assert rows[0].text == "序号\t重点工作\t重点任务\t\t责任部门\t时间安排"


def test_a_row_can_be_read_alone(library: Library) -> None:
    row = library.document("cbf-2016-71").clause("annex-10")
    assert row.heading[-1] == "三、大力发展科技成果转移转化专业化服务机构"
    number, work, task, content, units, time = row.text.split("\t")
    assert (number, work, task) == ("10", "", "3.打造区域性技术转移服务机构")
    assert content.startswith("推动有条件的市（州）、县（市、区）建立区域性技术转移机构。")
    assert "科技厅" in units
    assert time


@pytest.mark.parametrize(
    ("doc", "clause", "leads", "others"),
    [
        ("cbf-2022-13", "2-1-2", "科技厅 成都市人民政府 绵阳市人民政府", "省委军民融合办 省发展改革委"),
        ("cbf-2022-13", "2-1-1", "省发展改革委", "省委组织部 省委军民融合办"),
        ("cbf-2022-13", "2-8-26", "省市场监管局 省知识产权中心", "省委宣传部 省法院"),
        ("jscxgc-2017", "3-2", "", "财政厅 科技厅 省发展改革委"),
        ("cbf-2016-71", "annex-25", "", "各市（州） 县（市、区）"),
    ],
)
def test_responsible_units(library: Library, doc: str, clause: str, leads: str, others: str) -> None:
    (found,) = [one for one in library.responsibilities if (one.doc, one.clause) == (doc, clause)]
    assert found.leads == tuple(leads.split())
    assert found.others[: len(others.split())] == tuple(others.split())


def test_who_leads_and_who_is_named(library: Library) -> None:
    assert len([one for one in library.responsibilities if one.doc == "cbf-2022-13"]) == 27
    led = [one.clause for one in library.responsibilities if "科技厅" in one.leads]
    assert len(led) == 20
    assert "2-1-2" in led
    named = [one.clause for one in library.naming("有关市（州）人民政府")]
    assert "2-1-4" in named
    assert len(named) > 15
    for one in library.responsibilities:
        text = library.document(one.doc).clause(one.stated_in).text
        assert all(unit in text for unit in one.units), one


@pytest.mark.parametrize(
    ("doc", "subject", "value", "unit", "comparison", "year"),
    [
        ("cbf-2018-60", "科技进步贡献率", 55, "%", "≥", "2022"),
        ("cbf-2018-60", "R&D支出", 1.2, "%", "≥", "2022"),
        ("jscxgc-2017", "高新技术企业数量", 5000, "家", "≥", "2020"),
        ("jscxgc-2017", "高新技术产业总产值", 2, "万亿元", ">", "2020"),
        ("cbf-2022-13", "全社会研发投入强度", 2.5, "%", "≈", "2025"),
        ("jscxzx-2025", "新建中心建设期内省级科研经费支持", 500, "万元", "≤", None),
    ],
)
def test_indicators(
    library: Library, doc: str, subject: str, value: float, unit: str, comparison: str, year: str | None
) -> None:
    found = [one for one in library.indicators if (one.doc, one.value) == (doc, value) and subject in one.subject]
    assert [(one.unit, one.comparison, one.year) for one in found[:1]] == [(unit, comparison, year)]


def test_related_duties_are_joined_both_ways(library: Library) -> None:
    clauses = {f"{duty.doc}#{duty.clause}" for duty in library.duties}
    related = {(f"{duty.doc}#{duty.clause}", other) for duty in library.duties for other in duty.related}
    one_way = [(a, b) for a, b in related if b in clauses and (b, a) not in related]
    assert one_way == []
    assert len(related) > 10


@pytest.mark.parametrize(
    ("doc", "words"),
    [
        ("jscxzx-2025", "市县财政应给予相应支持"),
        ("cbf-2022-13", "启动省级创新县（市、区）建设"),
        ("cbf-2016-71", "县（市、区）应结合"),
    ],
)
def test_the_county_duties_of_the_others_are_there(library: Library, doc: str, words: str) -> None:
    assert any(words in duty.quote for duty in library.duties_of(doc))


def test_notes_explain_and_are_short(library: Library) -> None:
    notes = [note for document in library.documents for note in document.notes]
    assert len(notes) >= 80
    assert [note.label for note in notes if len(note.text) > 220] == []
    for document in library.documents:
        assert len({note.label for note in document.notes}) == len(document.notes)
