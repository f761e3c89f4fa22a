"""The Qt models keep Qt's own rules, and draw what they should."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from pytestqt.modeltest import ModelTester

from checklist.progress import Status
from content.library import Library
from search.index import SearchIndex
from search.passages import passages_of
from ui.reading.counted_row import COUNT_ROLE
from ui.reading.outline_model import OutlineModel
from ui.searching.hit_model import HitModel, group_hits
from ui.searching.tour import SearchTour


def drawn(model: QAbstractItemModel, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    above = parent or QModelIndex()
    lines = []
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        lines.append(f"{'  ' * depth}{index.data()} {index.data(COUNT_ROLE) or ''}".rstrip())
        lines += drawn(model, index, depth + 1)
    return lines


def test_outline(qtmodeltester: ModelTester, library: Library) -> None:
    model = OutlineModel(library)
    qtmodeltester.check(model)
    model.set_statuses({"cbf-2018-60.9-1.1": Status.DONE, "cbf-2018-60.9-1.2": Status.IN_PROGRESS})
    lines = drawn(model)
    titles = [line.rsplit(" ", 1)[0] for line in lines if not line.startswith(" ")]
    assert titles == [
        "川办发〔2018〕60号",
        "川办发〔2016〕71号",
        "技术创新工程实施方案",
        "川办发〔2022〕13号",
        "技术创新中心建设工作指引",
    ]
    second = next(n for n, line in enumerate(lines) if line.startswith("川办发〔2016〕71号"))
    assert lines[0] == "川办发〔2018〕60号 1/40"
    assert lines[second - 5 : second] == [
        "  三、组织保障 1/9",
        "    （九）加强组织领导 1/2",
        "    （十）加大投入力度 0/2",
        "    （十一）抓好政策落地 0/2",
        "    （十二）开展监测评估 0/3",
    ]


def test_hits(qtmodeltester: ModelTester, library: Library) -> None:
    hits = SearchIndex(passages_of(library)).search("R&D", doc="cbf-2018-60", limit=0)
    model = HitModel()
    model.show(group_hits(hits, {"cbf-2018-60": "60号"}))
    qtmodeltester.check(model)
    assert drawn(model) == [
        "（十）加大投入力度 1",
        "  市（州）、县（市、区）政府负责制定并落实本级R&D投入目标。",
        "一、总体要求 1",
        "  全省县（市、区）科技进步贡献率的平均水平达到55%以上，R&D支出占地区生产总值比重的平均水平达到1.2%以上。",
        "三、组织保障 1",
        "  市（州）、县（市、区）加强对属地内R&D相对集中的重点企业和研发机构的监测。",
    ]
    assert [model.index_of(hit).data() for hit in model.hits()] == [hit.excerpt for hit in model.hits()]


def test_tour_goes_round(library: Library) -> None:
    hits = SearchIndex(passages_of(library)).search("R&D", doc="cbf-2018-60", limit=0)
    tour = SearchTour(hits)
    assert (len(tour), tour.current, tour.position) == (3, None, 0)
    assert [tour.move(by) and tour.position for by in (1, 1, 1, 1, -1, -1)] == [1, 2, 3, 1, 3, 2]
    assert SearchTour(hits).move(-1) is not None
    assert SearchTour(()).move(1) is None
