"""What reaches the clipboard: policy characters, their citation, their address; never a mark of ours."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from content.citation import citation, extracts, plain_text
from content.library import Library
from content.span import Span
from ui.reading.copying import Copying, cited_data
from ui.reading.reader_view import ReaderView
from ui.theme import THEMES, dress

DOC = "cbf-2018-60"
OURS = re.compile("注\u2060?[0-9]+|\u2060")


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication, library: Library) -> ReaderView:
    dress(qapp, THEMES[0])
    made = ReaderView(THEMES[0])
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_document(library.document(DOC), ())
    return made


@pytest.fixture
def copying(reader: ReaderView, library: Library) -> Copying:
    return Copying(library, reader, reader)


def select(reader: ReaderView, first: str, last: str) -> None:
    """From the beginning of one clause to the end of the block that the other begins."""
    reader.go_to(last)
    end = QTextCursor(reader.textCursor())
    end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    reader.go_to(first)
    cursor = reader.textCursor()
    cursor.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_without_a_selection_the_clause_in_view_is_copied(
    copying: Copying, reader: ReaderView, library: Library
) -> None:
    reader.go_to("5-3")
    clause = library.document(DOC).clause("5-3")
    copying.copy()
    assert clipboard() == clause.text
    copying.copy_cited()
    assert clipboard() == f"“{clause.text}”——{citation(library.document(DOC), clause)}"
    copying.copy_address()
    assert clipboard() == "cbf-2018-60#5-3"


def test_a_selection_over_paragraphs_loses_our_marks(copying: Copying, reader: ReaderView, library: Library) -> None:
    select(reader, "4-3", "5-2")
    assert OURS.search(reader.textCursor().selectedText())
    copying.copy()
    document = library.document(DOC)
    assert clipboard().split("\n") == [document.clause(one).text for one in ("4-3", "5", "5-1", "5-2")]
    copying.copy_address()
    assert clipboard() == "cbf-2018-60#4-3"


def test_no_mark_of_ours_in_any_document(library: Library) -> None:
    """All of a document copied is its policy text, character for character, and nothing else."""
    for document in library.documents:
        spans = [Span(clause.id, 0, len(clause.text)) for clause in document.clauses]
        copied = plain_text(extracts(document, spans))
        assert copied == "\n".join(clause.text for clause in document.clauses if clause.is_policy)
        assert not OURS.search(copied)


def test_rich_text_is_set_as_a_document_and_escaped(library: Library) -> None:
    document = library.document(DOC)
    text = document.clause("2").text
    data = cited_data(document, [Span("2", text.index("R&D"), text.index("R&D") + 5)])
    assert data.text().startswith("“R&D支出”——《四川省人民政府办公厅")
    assert ">R&amp;D支出</p>" in data.html()
    assert "FangSong_GB2312" in data.html()
    assert "——《四川省人民政府办公厅关于加快县域创新驱动发展的实施意见》（川办发〔2018〕60号）" in data.html()
    assert "<script" not in data.html()


def test_rows_are_copied_as_a_table(library: Library) -> None:
    document = library.document("cbf-2016-71")
    rows = ("annex-head", "annex-1")
    data = cited_data(document, [Span(one, 0, len(document.clause(one).text)) for one in rows])
    lines = data.text().split("\n")
    assert lines[:2] == [document.clause(one).text for one in rows]
    assert [line.count("\t") for line in lines] == [5, 5, 0]
    assert lines[2].endswith("附件《重点工作与任务分工表》表头、第1行")
    assert (data.html().count("<tr>"), data.html().count("<td>")) == (2, 12)


def test_what_is_ours_cannot_be_copied(qtbot: QtBot, copying: Copying, reader: ReaderView, library: Library) -> None:
    reader.show_document(library.document("jscxzx-2025"), ())
    reader.go_to("missing-1")
    QGuiApplication.clipboard().setText("旧")
    with qtbot.waitSignal(copying.said) as told:
        copying.copy_cited()
    assert "不是文件原文" in told.args[0]
    assert clipboard() == "旧"


def test_it_is_said_where_a_number_is_not_stated(
    qtbot: QtBot, copying: Copying, reader: ReaderView, library: Library
) -> None:
    reader.show_document(library.document("jscxgc-2017"), ())
    reader.go_to("2-2-5-p1")
    with qtbot.waitSignal(copying.said) as told:
        copying.copy_cited()
    assert told.args == ["已复制技术创新工程实施方案 第二部分第（二）条第5项第一段，附出处；文号原文未载"]


def test_the_menu_offers_what_can_be_done_here(qtbot: QtBot, copying: Copying, reader: ReaderView) -> None:
    reader.go_to("5-3")
    offered = [(action.text(), action.isEnabled()) for action in copying.menu().actions() if action.text()]
    assert offered == [
        ("复制本条", True),
        ("复制并附出处", True),
        ("复制条款地址", True),
        ("预览", True),
        ("在本页查找…", True),
        ("检索所选文字", False),
    ]
    cursor = reader.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 8)
    reader.setTextCursor(cursor)
    menu = copying.menu()
    search = next(action for action in menu.actions() if action.text() == "检索所选文字")
    with qtbot.waitSignal(copying.search_requested) as asked:
        search.trigger()
    assert asked.args == ["搭建成果转移转化"]
    assert menu.actions()[0].text() == "复制"
    with qtbot.waitSignal(copying.find_requested):
        next(action for action in menu.actions() if action.text() == "在本页查找…").trigger()
