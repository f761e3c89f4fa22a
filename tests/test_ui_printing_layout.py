"""Whether pages of 22 lines of 28 characters come out by GB/T 9704-2012: measured in the layout and in the ink."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from content.document import Clause, Document
from content.library import Library
from ui.fonts import FALLBACK, Role, install_fallback
from ui.printing.breaking import Page
from ui.printing.column import Line
from ui.printing.layout import Print, lay_out
from ui.printing.measures import CELL, CHARACTERS, LINES, MM, OFFICIAL, PITCH, RESOLUTION
from ui.printing.pages import Sheet, paint_page, sheet_of
from ui.printing.request import DutyMarks, PrintRequest

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACTION_PLAN = "cbf-2016-71"
DOTS = 8 * 25.4  # eight an inch-and-a-bit: eight dots a millimetre
WHITE = 0xFFFFFFFF


@pytest.fixture(autouse=True)
def fallback(qapp: QApplication) -> None:
    install_fallback()


@pytest.fixture(params=["machine", "shipped"])
def faces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The typefaces of this machine, and the one we ship alone."""
    if request.param == "shipped":
        for role in Role:
            monkeypatch.setattr(role, "families", (FALLBACK,))
    return str(request.param)


def duties(document: Document) -> DutyMarks:
    return {
        clause.id: (("已办结", "某事"), ("未启动", "另一事"))
        for clause in document.clauses
        if clause.kind in ("paragraph", "row")
    }


def prints(library: Library) -> Iterator[Print]:
    """Every document, bare and with all that is ours."""
    for document in library.documents:
        yield lay_out(PrintRequest(document, NOON))
        yield lay_out(PrintRequest(document, NOON, with_notes=True, duties=duties(document)))


def page_of(text: str, document: Document) -> Sheet:
    """A document of one long paragraph."""
    clause = Clause("p", "paragraph", (), text, text)
    return lay_out(PrintRequest(replace(document, clauses=(clause,), notes=()), NOON)).sheet


def lines_on(sheet: Sheet, page: Page) -> list[Line]:
    return [line for line in sheet.column.lines if page.holds(line.middle)]


def words_of(line: Line) -> str:
    laid = line.block.layout().lineAt(line.number)
    return line.block.text()[laid.textStart() : laid.textStart() + laid.textLength()]


def in_text(block: QTextBlock) -> bool:
    """Whether a block is set on the grid of the text."""
    is_left = bool(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignLeft)
    return is_left and block.blockFormat().lineHeight() == pytest.approx(PITCH) and not in_a_table(block)


def test_a_full_page_has_22_lines_of_28_characters(library: Library, faces: str) -> None:
    sheet = page_of("国" * (CHARACTERS * LINES * 3), library.documents[0])
    for page in sheet.pages[1:3]:
        counts = Counter(len(words_of(line)) for line in lines_on(sheet, page))
        assert counts == {CHARACTERS: LINES}
    assert len(words_of(sheet.column.lines[0])) == CHARACTERS - 2
    assert [len(lines_on(sheet, page)) for page in sheet.pages] == [LINES, LINES, LINES, 1]


@pytest.mark.parametrize("kind", ["chapter", "section", "subsection"])
def test_headings_stand_on_the_same_grid(library: Library, faces: str, kind: str) -> None:
    clause = Clause("p", kind, (), "国" * 60, "国" * 60)
    sheet = lay_out(PrintRequest(replace(library.documents[0], clauses=(clause,), notes=()), NOON)).sheet
    assert [len(words_of(line)) for line in sheet.column.lines] == [26, 28, 6]


def test_lines_stand_a_22nd_of_the_page_apart_whatever_the_face(library: Library, faces: str) -> None:
    sheet = lay_out(PrintRequest(library.documents[0], NOON)).sheet
    tops = [line.top for line in lines_on(sheet, sheet.pages[1])]
    assert len(tops) == LINES
    assert [top - tops[0] for top in tops] == pytest.approx([n * PITCH for n in range(LINES)], abs=1)
    assert pytest.approx(225 / 22) == PITCH / MM


def test_every_full_line_fills_the_measure_and_none_passes_it(library: Library, faces: str) -> None:
    for made in prints(library):
        for line in made.sheet.column.lines:
            if in_a_table(line.block):
                continue
            laid, layout = line.block.layout().lineAt(line.number), line.block.layout()
            end, _ = cast("tuple[float, int]", laid.cursorToX(laid.textStart() + laid.textLength()))
            assert end <= OFFICIAL.text_width + MM / 10
            if in_text(line.block) and line.number < layout.lineCount() - 1:
                unbroken = end < OFFICIAL.text_width - 3 * CELL  # a number or a title too long to be parted
                assert unbroken or end == pytest.approx(OFFICIAL.text_width, abs=CELL / 40)


def test_pages_are_full_unless_what_follows_must_stand_together(library: Library) -> None:
    sheet = lay_out(PrintRequest(library.documents[0], NOON)).sheet
    counts = [len([line for line in lines_on(sheet, page) if in_text(line.block)]) for page in sheet.pages]
    assert max(counts[1:]) == LINES
    assert sum(count == LINES for count in counts) >= len(counts) - 3
    assert all(count >= LINES - 2 for count in counts[1:-2])


def test_every_line_is_painted_once(library: Library) -> None:
    for made in prints(library):
        strips = [(page.top, page.bottom) for page in made.sheet.pages]
        for line in made.sheet.column.lines:
            shown = sum(top <= line.middle < bottom for top, bottom in strips)
            assert shown == 1 or (shown == 0 and not line.block.text().strip())


def test_no_heading_ends_a_page_and_no_signature_stands_alone(library: Library) -> None:
    marks = re.compile(r"\[编注\d+\]")
    for made in prints(library):
        printed = {clause.text: clause for clause in made.request.printed if clause.kind != "row"}
        for page in made.sheet.pages:
            texts = [marks.sub("", line.block.text()) for line in lines_on(made.sheet, page)]
            shown = [text for text in texts if text.strip()]
            last = printed.get(shown[-1])
            assert last is None or not last.is_heading, shown[-1]
            signed = next(
                (n for n, text in enumerate(shown) if (c := printed.get(text)) and c.kind == "signature"), None
            )
            assert signed is None or (signed >= 2 and printed[shown[signed + 1]].kind == "date")


def test_plan_annex_and_what_is_ours_begin_on_pages_of_their_own(library: Library) -> None:
    document = library.document(ACTION_PLAN)
    sheet = lay_out(PrintRequest(document, NOON, with_notes=True, duties=duties(document))).sheet
    first = [next(text for line in lines_on(sheet, page) if (text := words_of(line).strip())) for page in sheet.pages]
    wanted = ("关于印发四川省", "四川省促进科技成果转移转化行动方案", "附件", "本县事项", "编者注、非官方解读")
    assert [next((n for n, text in enumerate(first) if text.startswith(start)), None) for start in wanted][:2] == [0, 1]
    assert all(any(text.startswith(start) for text in first) for start in wanted)


def test_a_table_shows_its_head_again_and_parts_between_rows(library: Library, faces: str) -> None:
    sheet = lay_out(PrintRequest(library.document(ACTION_PLAN), NOON)).sheet
    pages = [page for page in sheet.pages if any(in_a_table(line.block) for line in lines_on(sheet, page))]
    assert len(pages) > 3
    head = [words_of(line) for line in lines_on(sheet, Page(sheet.column.tables[0].top, sheet.column.tables[0].bottom))]
    assert head == ["序号", "重点工作", "重点任务", "责任部门", "时间安排"]
    assert [page.head is not None for page in pages] == [False] + [True] * (len(pages) - 1)
    assert all(page.head_height + page.bottom - page.top <= OFFICIAL.text_height + 2 for page in sheet.pages)
    edges = {round(box.top()) for box in sheet.column.boxes}
    assert all(any(abs(page.top - edge) <= 1 for edge in edges) for page in pages[1:])
    assert all(box.left() >= -1 and box.right() <= OFFICIAL.text_width + 2 for box in sheet.column.boxes)


def test_short_entries_of_a_table_stay_whole(library: Library, faces: str) -> None:
    sheet = lay_out(PrintRequest(library.document(ACTION_PLAN), NOON)).sheet
    short = [line.block for line in sheet.column.lines if len(line.block.text()) <= 4 and in_a_table(line.block)]
    assert len(short) > 20
    assert all(block.layout().lineCount() == 1 for block in short)


def in_a_table(block: QTextBlock) -> bool:
    return QTextCursor(block).currentTable() is not None


def painted(sheet: Sheet, index: int) -> QImage:
    """A page at eight dots a millimetre."""
    image = QImage(210 * 8, 297 * 8, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.scale(DOTS / RESOLUTION, DOTS / RESOLUTION)
    paint_page(painter, sheet, index)
    painter.end()
    return image


def ink(image: QImage, top: float, bottom: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in millimetres of what is painted between two heights of the sheet."""
    dark = [
        (x, y)
        for y in range(round(top * 8), round(bottom * 8))
        for x in range(0, image.width(), 2)
        if image.pixel(x, y) & 0xFF < 0x80
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return min(xs) / 8, min(ys) / 8, max(xs) / 8, max(ys) / 8


def test_the_ink_stands_where_the_standard_wants_it(library: Library, faces: str) -> None:
    sheet = lay_out(PrintRequest(library.documents[0], NOON)).sheet
    odd, even = painted(sheet, 2), painted(sheet, 1)
    left, top, right, bottom = ink(odd, 0, 263)
    assert left == pytest.approx(28, abs=1.2)
    assert right == pytest.approx(28 + 156, abs=1.2)
    assert 37 <= top <= 37 + 3.5
    assert 262 - 4 <= bottom <= 262.5
    for image, side in ((odd, "right"), (even, "left")):
        left, top, right, bottom = ink(image, 266, 280)
        assert top == pytest.approx(262 + 7, abs=2.5)  # figures stand higher than the dashes, whose top is 7 mm below
        blank = 28 + 156 - right if side == "right" else left - 28
        assert blank == pytest.approx(14 * 25.4 / 72, abs=1)


def test_paper_is_black_on_white_in_every_theme(library: Library, qapp: QApplication) -> None:
    before, dark = qapp.palette(), QPalette()
    dark.setColor(QPalette.ColorRole.Text, 0xFFFFFF)
    sheet = lay_out(PrintRequest(library.documents[0], NOON)).sheet
    wanted = painted(sheet, 0)
    try:
        qapp.setPalette(dark)
        assert painted(sheet, 0) == wanted
    finally:
        qapp.setPalette(before)
    assert ink(wanted, 37, 262)[0] < 40


def test_signs_stand_in_the_margin_beside_their_clause(library: Library) -> None:
    document = library.documents[0]
    sheet = lay_out(PrintRequest(document, NOON, duties={"5-3": (("已办结", "某事"),)})).sheet
    page = sheet.page_of(sheet.signs[0].top)
    assert sheet.signs[0].lines == ("事1", "已办结")
    beside = [words_of(line) for line in lines_on(sheet, sheet.pages[page]) if line.top >= sheet.signs[0].top - 1]
    assert beside[0].startswith("搭建成果转移转化服务体系")
    image = painted(sheet, page)
    assert any(image.pixel(x, y) & 0xFF < 0x80 for x in range(187 * 8, 205 * 8) for y in range(37 * 8, 262 * 8))


def test_a_document_of_others_is_parted_too(qtbot: QtBot) -> None:
    """Lines of any height, a table high enough to be parted inside a row."""
    document = QTextDocument()
    document.setHtml("<p>甲</p>" * 90 + f"<table border=1><tr><td>{'乙<br>' * 200}</td><td>丙</td></tr></table>")
    document.setTextWidth(OFFICIAL.text_width)
    sheet = sheet_of(document, replace(OFFICIAL, text_height=600))
    assert all(page.bottom - page.top <= 602 for page in sheet.pages)
    painted_lines = [line for page in sheet.pages for line in lines_on(sheet, page)]
    assert [words_of(line) for line in painted_lines].count("甲") == 90
    assert sum(words_of(line).startswith("乙") for line in painted_lines) == 200
