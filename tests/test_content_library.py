"""The shipped library: addresses, duties, the compiled copy, the page."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from content.duty import Basis, Force
from content.errors import ContentMalformed, ContentUnreadable, UnknownClause, UnknownDocument
from content.library import Library
from content.page import page_html
from content.reading import read_library
from content.shelf import CONTENT_FOLDER, open_library


def test_the_2018_opinions_come_first(library: Library) -> None:
    stated = library.documents[0].metadata
    assert (stated.id, stated.number, str(stated.signed)) == ("cbf-2018-60", "川办发〔2018〕60号", "2018-07-31")
    assert (stated.effective, stated.expires, stated.status) == (None, None, None)


@pytest.mark.parametrize(
    ("clause", "kind", "begins"),
    [
        ("title", "title", "四川省人民政府办公厅关于加快县域创新驱动发展"),
        ("number", "number", "川办发〔2018〕60号"),
        ("to", "addressees", "各市（州）、县（市、区）人民政府，"),
        ("part-2", "chapter", "二、重点任务"),
        ("5", "section", "（五）加强县域创新创业平台建设。"),
        ("5-3", "paragraph", "搭建成果转移转化服务体系。各县（市、区）要"),
        ("12", "paragraph", "（十二）开展监测评估。"),
        ("date", "date", "2018年7月31日"),
    ],
)
def test_permanent_addresses_of_60(library: Library, clause: str, kind: str, begins: str) -> None:
    found = library.document("cbf-2018-60").clause(clause)
    assert found.kind == kind
    assert found.text.startswith(begins)


def test_measures_follow_the_numbering_of_the_text(library: Library) -> None:
    ids = [clause.id for clause in library.document("cbf-2018-60").clauses if re.fullmatch(r"\d+(-\d+)?", clause.id)]
    measures = {"3": 3, "4": 3, "5": 3, "6": 3, "7": 3, "8": 3, "9": 1, "10": 1, "11": 1}
    expected = ["1", "2"]
    for section, count in measures.items():
        expected += [section, *(f"{section}-{n}" for n in range(1, count + 1))]
    assert ids == [*expected, "12"]


def test_unknown_addresses_are_refused(library: Library) -> None:
    with pytest.raises(UnknownDocument):
        library.document("cbf-1999-1")
    with pytest.raises(UnknownClause):
        library.document("cbf-2018-60").clause("5-9")


def test_every_duty_quotes_its_clause(library: Library) -> None:
    assert [duty.id for duty in library.duties if duty.quote not in library.clause_of(duty).text] == []


def test_duties_are_in_the_order_of_the_text(library: Library) -> None:
    order = library.document("cbf-2018-60").order
    places = [order[duty.clause] for duty in library.duties_of("cbf-2018-60")]
    assert places == sorted(places)


def test_duties_of_60_by_force(library: Library) -> None:
    forces = Counter(duty.force for duty in library.duties_of("cbf-2018-60"))
    assert forces == {Force.MUST: 9, Force.PROMOTE: 8, Force.SUPPORT: 15, Force.ENCOURAGE: 6, Force.TARGET: 2}


# Every place where 60号 names a county body (or 各地, 乡镇) as the one that acts, is supported or is encouraged:
# a duty must quote it. Written from the text, not from the duties.
@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("2", "科技进步贡献率的平均水平达到55%以上"),
        ("2", "平均水平达到1.2%以上"),
        ("3-1", "支持县（市、区）按照全省区域产业布局"),
        ("3-2", "支持县（市、区）围绕“川字号”优势特色产业"),
        ("3-3", "支持县（市、区）加强优质突破性新品种"),
        ("4-1", "支持县（市、区）建立高新技术企业培育后备库"),
        ("4-1", "支持县（市、区）建设科技型中小微企业创业基地"),
        ("4-2", "支持县（市、区）围绕产业发展需求"),
        ("4-3", "鼓励县（市、区）采取科技创新券"),
        ("5-1", "选择一批县（市、区）开展创新型县（市、区）"),
        ("5-2", "支持县（市、区）依托产业园区"),
        ("5-3", "建设1个以上行业性专业化科技成果转化和技术转移服务机构"),
        ("5-3", "培育若干科技成果转移转化示范企业"),
        ("5-3", "完善县域技术交易市场"),
        ("5-3", "鼓励县（市、区）积极组织参加重大科技成果转化交易活动"),
        ("5-3", "支持有条件的县（市、区）建设区域性科技成果转化平台"),
        ("5-3", "开展科技成果转移转化示范县建设"),
        ("5-3", "县（市、区）、乡镇应建立多种形式的科技成果推广服务机构"),
        ("6-1", "支持县（市、区）加大大气污染防治"),
        ("7-1", "支持深度贫困县示范应用一批优质动植物突破性新品种"),
        ("8-2", "支持县（市、区）建设院士专家工作站和技术转化中心"),
        ("8-2", "鼓励县（市、区）设立人才发展专项资金"),
        ("8-2", "建设科技人才公寓"),
        ("8-2", "改进人才引进政策"),
        ("8-3", "推进县（市、区）加快落实激励科技人员创新创业政策措施"),
        ("8-3", "支持有条件的县（市、区）开展“科技副县（市、区）长”"),
        ("9-1", "各县（市、区）建立适应县域创新驱动发展的组织领导体制"),
        ("9-1", "县（市、区）科技行政管理部门履行好"),
        ("10-1", "县（市、区）政府负责制定并落实本级R&D投入目标"),
        ("10-1", "鼓励有条件的县（市、区）建立子基金"),
        ("11-1", "支持县（市、区）在科技服务管理"),
        ("12", "县（市、区）加强对属地内R&D相对集中的重点企业和研发机构的监测"),
        ("12", "建立县域创新分级报告制度"),
        ("12", "各地各部门及时总结县域创新驱动发展的新典型"),
    ],
)
def test_no_county_duty_of_60_is_missed(library: Library, clause: str, words: str) -> None:
    assert words in library.document("cbf-2018-60").clause(clause).text
    assert any(words in duty.quote for duty in library.duties_of("cbf-2018-60") if duty.clause == clause)


# Sentences that bind the province, or nobody in the county, and so must not stand in the checklist.
@pytest.mark.parametrize(
    "words",
    [
        "科技厅会同省直相关部门负责全省县域创新驱动发展的组织实施",
        "各市（州）加强本行政区域内创新驱动发展战略的统筹协调",
        "支持具备条件的市（州）创建国家现代农业产业科技创新中心",
        "推动省大型科研仪器开放共享平台向县域开放",
        "科技厅等省直相关部门建立健全县域创新驱动发展指标体系和监测评价体系",
        "支持县域内企业积极参与国家和省级重大科技计划项目",
    ],
)
def test_what_binds_only_the_province_is_no_county_duty(library: Library, words: str) -> None:
    assert any(words in clause.text for clause in library.document("cbf-2018-60").clauses)
    assert not any(words in duty.quote for duty in library.duties)


def test_steps_say_whose_they_are(library: Library) -> None:
    for duty in library.duties:
        assert 2 <= len(duty.steps) <= 6, duty.id
        assert any(step.basis is Basis.TEXT for step in duty.steps), duty.id


def test_the_page_shows_every_clause_in_order(library: Library) -> None:
    for document in library.documents:
        html = page_html(document)
        blocks = re.findall(r'<\w+ id="([^".]+)', html)
        assert list(dict.fromkeys(blocks)) == [clause.id for clause in document.clauses]
        shown = re.sub(r'<sup class="mark">.*?</sup>|</?(strong|a)\b[^>]*>', "", html)
        for clause in document.clauses:
            for cell in clause.text.replace("&", "&amp;").split("\t"):
                assert cell in shown, clause.id


def test_a_compiled_copy_is_the_same_library(library: Library, tmp_path: Path) -> None:
    assert open_library(tmp_path) == library
    assert open_library(tmp_path) == library


@pytest.mark.parametrize("damage", [b"", b"{}", b"not json", b"[1,2]\n{}"])
def test_a_damaged_copy_is_made_anew(library: Library, tmp_path: Path, damage: bytes) -> None:
    open_library(tmp_path)
    copy = tmp_path / "library.json"
    whole = copy.read_bytes()
    copy.write_bytes(damage)
    assert open_library(tmp_path) == library
    copy.write_bytes(whole.replace("必".encode(), "可".encode(), 1))
    assert open_library(tmp_path) == library
    assert copy.read_bytes() == whole


def copied_content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


def test_content_that_is_not_utf8_or_gone_is_named(tmp_path: Path) -> None:
    folder = copied_content(tmp_path)
    path = folder / "duties" / "cbf-2018-60.yaml"
    path.write_bytes("县".encode("gbk"))
    with pytest.raises(ContentMalformed, match="utf8"):
        read_library(folder)
    path.unlink()
    with pytest.raises(ContentUnreadable):
        read_library(folder)
