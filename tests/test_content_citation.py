"""Citations, checked by hand against the five documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.citation import citation, extracts, joint_citation, place, quotation
from content.document import Document
from content.library import Library
from content.span import Span

OPINIONS = "《四川省人民政府办公厅关于加快县域创新驱动发展的实施意见》（川办发〔2018〕60号）"
NOTICE_71 = "《关于印发四川省促进科技成果转移转化行动方案（2016—2020年）的通知》（川办发〔2016〕71号）"
PLAN_71 = "《四川省促进科技成果转移转化行动方案（2016—2020年）》（川办发〔2016〕71号）"
ANNEX_71 = f"{PLAN_71}附件《重点工作与任务分工表》"
NOTICE_13 = "《四川省人民政府办公厅关于印发〈增强协同创新发展能力行动方案〉的通知》（川办发〔2022〕13号）"
PLAN_13 = "《增强协同创新发展能力行动方案》（川办发〔2022〕13号）"
NOTICE_2017 = "《关于印发〈四川省技术创新工程实施方案（2017—2020年）〉的通知》"
PLAN_2017 = "《四川省技术创新工程实施方案（2017—2020年）》"
NOTICE_2025 = "印发《四川省技术创新中心建设工作指引》的通知（四川省科学技术厅，2025年1月14日）"
GUIDE_2025 = "《四川省技术创新中心建设工作指引》（四川省科学技术厅，2025年1月14日）"

CITED = {
    "cbf-2018-60#title": OPINIONS,
    "cbf-2018-60#number": f"{OPINIONS}发文字号",
    "cbf-2018-60#to": f"{OPINIONS}主送机关",
    "cbf-2018-60#preamble": f"{OPINIONS}引言",
    "cbf-2018-60#part-2": f"{OPINIONS}第二部分",
    "cbf-2018-60#2": f"{OPINIONS}第一部分第（二）条",
    "cbf-2018-60#5": f"{OPINIONS}第二部分第（五）条",
    "cbf-2018-60#5-3": f"{OPINIONS}第二部分第（五）条第三项",
    "cbf-2018-60#8-1": f"{OPINIONS}第二部分第（八）条第一项",
    "cbf-2018-60#9-1": f"{OPINIONS}第三部分第（九）条第一段",
    "cbf-2018-60#12": f"{OPINIONS}第三部分第（十二）条",
    "cbf-2018-60#signature": f"{OPINIONS}发文机关署名",
    "cbf-2018-60#date": f"{OPINIONS}成文日期",
    "cbf-2016-71#title": NOTICE_71,
    "cbf-2016-71#notice": f"{NOTICE_71}正文",
    "cbf-2016-71#date": f"{NOTICE_71}成文日期",
    "cbf-2016-71#plan": PLAN_71,
    "cbf-2016-71#plan-2": f"{PLAN_71}副标题",
    "cbf-2016-71#preamble": f"{PLAN_71}引言",
    "cbf-2016-71#1-p1": f"{PLAN_71}第一部分第一段",
    "cbf-2016-71#3-p2": f"{PLAN_71}第三部分第二段",
    "cbf-2016-71#4-1": f"{PLAN_71}第四部分第（一）条",
    "cbf-2016-71#4-1-3": f"{PLAN_71}第四部分第（一）条第3项",
    "cbf-2016-71#4-1-1-15": f"{PLAN_71}第四部分第（一）条第1项第（15）目",
    "cbf-2016-71#5-4": f"{PLAN_71}第五部分第（四）条",
    "cbf-2016-71#annex": f"{PLAN_71}附件",
    "cbf-2016-71#annex-title": ANNEX_71,
    "cbf-2016-71#annex-head": f"{ANNEX_71}表头",
    "cbf-2016-71#annex-3": f"{ANNEX_71}第3行",
    "cbf-2016-71#annex-14": f"{ANNEX_71}第14行第一段",
    "cbf-2016-71#annex-14-p2": f"{ANNEX_71}第14行第二段",
    "cbf-2016-71#annex-18": f"{ANNEX_71}第18行",
    "cbf-2016-71#annex-26": f"{ANNEX_71}第26行",
    "cbf-2022-13#title": NOTICE_13,
    "cbf-2022-13#notice": f"{NOTICE_13}正文",
    "cbf-2022-13#1-2": f"{PLAN_13}第一部分第（二）条",
    "cbf-2022-13#2-5-17": f"{PLAN_13}第二部分第（五）条第17项",
    "jscxgc-2017#title": NOTICE_2017,
    "jscxgc-2017#to": f"{NOTICE_2017}主送机关",
    "jscxgc-2017#1-2-p7": f"{PLAN_2017}第一部分第（二）条第七段",
    "jscxgc-2017#2-2-5": f"{PLAN_2017}第二部分第（二）条第5项",
    "jscxgc-2017#2-2-5-units": f"{PLAN_2017}第二部分第（二）条第5项责任单位",
    "jscxgc-2017#2-3-2-p2": f"{PLAN_2017}第二部分第（三）条第2项第二段",
    "jscxzx-2025#notice": f"{NOTICE_2025}正文",
    "jscxzx-2025#1-p2": f"{GUIDE_2025}第一部分第二项",
    "jscxzx-2025#2-2-p3": f"{GUIDE_2025}第二部分第（二）条第三项",
    "jscxzx-2025#3-1-2": f"{GUIDE_2025}第三部分第（一）条第2项",
    "jscxzx-2025#6-5-p1": f"{GUIDE_2025}第六部分第（五）条第一段",
    "jscxzx-2025#closing": f"{GUIDE_2025}正文末段",
    "jscxzx-2025#annex": f"{GUIDE_2025}“四川省技术创新中心建设方案编写提纲”",
}


def spans_of(document: Document, *clauses: str) -> list[Span]:
    return [Span(name, 0, len(document.clause(name).text)) for name in clauses]


@pytest.mark.parametrize("address", CITED)
def test_a_clause_is_cited_as_officials_cite_it(address: str, library: Library) -> None:
    doc, _, name = address.partition("#")
    document = library.document(doc)
    assert citation(document, document.clause(name)) == CITED[address]


def test_no_two_clauses_are_cited_alike(library: Library) -> None:
    cited = [citation(document, clause) for document in library.documents for clause in document.clauses]
    assert len(set(cited)) == len(cited) == 360


def test_what_the_text_does_not_state_is_not_cited(library: Library) -> None:
    document = library.document("cbf-2018-60")
    clause = document.clause("5-3")
    bare = replace(document, metadata=replace(document.metadata, number=None, signed=None))
    assert citation(bare, clause).startswith(
        "《四川省人民政府办公厅关于加快县域创新驱动发展的实施意见》（四川省人民政府办公厅）第二"
    )
    nothing = replace(bare, metadata=replace(bare.metadata, issuers=()))
    assert citation(nothing, clause).endswith("实施意见》第二部分第（五）条第三项")


def test_several_paragraphs_before_the_first_heading_are_counted(library: Library) -> None:
    document = library.document("cbf-2018-60")
    preamble = document.clause("preamble")
    second = replace(preamble, id="preamble-2", text="第二段的文字。")
    at = document.order["preamble"] + 1
    longer = replace(document, clauses=(*document.clauses[:at], second, *document.clauses[at:]))
    assert [place(longer, one) for one in (preamble, second)] == ["引言第一段", "引言第二段"]


JOINT = [
    (("5-2", "5-3"), "第二部分第（五）条第二项、第三项"),
    (("5-3", "6-1"), "第二部分第（五）条第三项、第（六）条第一项"),
    (("5", "5-1"), "第二部分第（五）条第一项"),
    (("5-1", "5-2", "5-3", "6", "6-1"), "第二部分第（五）条第一项至第（六）条第一项"),
    (("2", "3-1"), "第一部分第（二）条、第二部分第（三）条第一项"),
]


@pytest.mark.parametrize(("clauses", "places"), JOINT)
def test_clauses_are_cited_together(clauses: tuple[str, ...], places: str, library: Library) -> None:
    document = library.document("cbf-2018-60")
    assert joint_citation(document, extracts(document, spans_of(document, *clauses))) == OPINIONS + places


def test_a_notice_and_what_it_issues_are_cited_apart(library: Library) -> None:
    document = library.document("cbf-2022-13")
    taken = extracts(document, spans_of(document, "notice", "1-1", "1-2"))
    assert joint_citation(document, taken) == f"{NOTICE_13}正文；{PLAN_13}第一部分第（一）条、第（二）条"


def test_a_quotation_of_one_clause(library: Library) -> None:
    document = library.document("cbf-2018-60")
    text = document.clause("5-3").text
    start = text.index("建设1个以上")
    span = Span("5-3", start, text.index("，培育若干"))
    assert quotation(document, [span]) == (
        f"“建设1个以上行业性专业化科技成果转化和技术转移服务机构”——{OPINIONS}第二部分第（五）条第三项"
    )


def test_a_quotation_of_paragraphs_with_quotation_marks_in_them(library: Library) -> None:
    document = library.document("cbf-2018-60")
    spans = [Span("3-2", 0, 13), Span("3", 0, 99), Span("3-1", 0, 8)]
    quoted = "“（三）加快县域产业转型升级。\n“强化产业技术创新\n“实施农业科技创新引领行动。”——"
    assert quotation(document, spans) == f"{quoted}{OPINIONS}第二部分第（三）条第一项、第二项"
    marked = document.clause("7-3").text.index("“四川科技扶贫在线”")
    assert quotation(document, [Span("7-3", marked, marked + 12)]).startswith("“‘四川科技扶贫在线’平台”——")


def test_what_is_left_out_within_a_clause_shows(library: Library) -> None:
    document = library.document("cbf-2018-60")
    taken = extracts(document, [Span("5-3", 13, 20), Span("5-3", 0, 2)])
    assert [one.text for one in taken] == ["搭建……各县（市、区）"]


def test_what_is_ours_is_never_quoted(library: Library) -> None:
    document = library.document("jscxzx-2025")
    assert not document.clause("missing-1").is_policy
    assert quotation(document, spans_of(document, "missing-1")) == ""
    assert [one.clause.id for one in extracts(document, spans_of(document, "missing-1", "to"))] == ["to"]
    everything = extracts(document, spans_of(document, *(clause.id for clause in document.clauses)))
    assert [one.text for one in everything] == [clause.text for clause in document.clauses if clause.is_policy]
