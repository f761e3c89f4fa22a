"""原文核对 by keys, clicks and dropped files: what is shown, marked, walked through, kept and refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QPainter, QPdfWriter, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from content.comparison import compare
from content.document import Document
from content.errors import ContentUnreadable
from content.folding import LeftOut
from content.import_errors import ImportRefused, ImportTooLarge
from content.importing import Furniture, Remark
from content.library import Library
from content.sources import ReceivedText, received_text
from tests.office_files import paragraph, pdf_file, pdf_pages, word_file
from tests.test_content_comparison import planted
from tests.test_content_importing import HOSTILE
from ui.actions import Command, fill_menus
from ui.jobs import wait_for_jobs
from ui.proofing import view as view_module
from ui.proofing import words
from ui.proofing.cells import rows_of
from ui.proofing.files import save_report
from ui.proofing.proof import Proof, source_of_received
from ui.proofing.report import report
from ui.proofing.view import ProofView
from ui.theme import THEMES, dress

KEY, NO, SHIFT, ALT = (
    Qt.Key,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
DOC, N = "cbf-2018-60", 17


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ProofView]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    made = ProofView(THEMES[0])
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    wait_for_jobs()


@pytest.fixture
def opened(qtbot: QtBot, view: ProofView, library: Library) -> ProofView:
    """60号 beside the text as received."""
    with qtbot.waitSignal(view.session.proved):
        view.show_document(library.document(DOC), received_text)
    return view


def texts(document: Document) -> list[str]:
    return [clause.text for clause in document.clauses if clause.is_policy]


def changed_file(library: Library, folder: Path) -> Path:
    changed, _ = planted(random.Random(60), library.document(DOC), N)
    path = folder / "官方文本.docx"
    path.write_bytes(word_file("".join(map(paragraph, texts(changed)))))
    return path


def prove(qtbot: QtBot, view: ProofView, path: Path) -> None:
    with qtbot.waitSignal(view.session.proved):
        view.prove_file(path)


def labels(view: ProofView) -> str:
    card = view.body.card
    assert card is not None
    return "\n".join(label.text() for label in card.findChildren(QLabel))


# the text as received


def test_the_received_text_stands_beside_the_document(opened: ProofView, library: Library) -> None:
    assert opened.head.verdict.text() == "✓ 一致：除版式外没有差异"
    assert opened.head.title.text() == "原文核对　川办发〔2018〕60号"
    collation = library.document(DOC).collation
    shown = labels(opened)
    assert collation.sha256 in shown.replace(" ", "")
    for words_ in (
        "cbf-2018-60.txt",
        "✓ 与登记相同",
        "www.kxys.org.cn",
        "网页公告栏标题",
        "“修护”疑为“修复”",
        "， 作 ,　145 处",
    ):
        assert words_ in shown
    page = opened.body.columns.toPlainText()
    for clause in library.document(DOC).clauses:
        assert clause.text in page
    assert "站点公告" in page
    assert not opened.head.after.isVisible()


def test_a_changed_source_is_said_in_words(qtbot: QtBot, view: ProofView, library: Library, tmp_path: Path) -> None:
    text = received_text(library.document(DOC)).text.replace("1个以上", "9个以上", 1)
    (tmp_path / f"{DOC}.txt").write_text(text, encoding="utf-8")
    with qtbot.waitSignal(view.session.proved):
        view.show_document(library.document(DOC), lambda document: received_text(document, tmp_path))
    assert view.head.verdict.text() == "≠ 有 1 处不同"
    assert "✗ 与登记不同" in labels(view)
    assert view.body.columns.words_of(0) == ["1", "9"]


def test_a_source_that_is_gone_is_said(qtbot: QtBot, view: ProofView, library: Library, tmp_path: Path) -> None:
    with qtbot.waitSignal(view.session.refused):
        view.show_document(library.document(DOC), lambda document: received_text(document, tmp_path))
    assert "读不到内容文件" in view.drop_area.sentence.text()


def test_lists_fold_by_the_keyboard(qtbot: QtBot, opened: ProofView) -> None:
    assert opened.body.card is not None
    fold = opened.body.card.folds[0]
    assert fold.button.text() == "▸ 略去　5 处"
    assert not fold.list.isVisible()
    fold.button.setFocus()
    qtbot.keyClick(fold.button, KEY.Key_Space)
    assert fold.button.text() == "▾ 略去　5 处"
    assert fold.list.isVisible()


@pytest.mark.parametrize("document_id", ["cbf-2016-71", "jscxgc-2017", "cbf-2022-13", "jscxzx-2025"])
def test_every_document_can_be_shown(qtbot: QtBot, view: ProofView, library: Library, document_id: str) -> None:
    with qtbot.waitSignal(view.session.proved):
        view.show_document(library.document(document_id), received_text)
    assert view.head.verdict.text().startswith("✓ 一致")
    assert "\ua3ac" not in view.body.columns.toPlainText()


# a file


def qt_pdf(path: Path, pages: list[list[str]]) -> bytes:
    """A PDF with embedded fonts, as a printer driver makes it."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.setFont(QFont(QApplication.font().families(), 12))
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        for row, line in enumerate(lines):
            painter.drawText(QPoint(400, 800 + 500 * row), line)
    painter.end()
    return path.read_bytes()


FILES: dict[str, Callable[[Path, list[str]], bytes]] = {
    "a.docx": lambda path, lines: word_file("".join(map(paragraph, lines))),
    "a.pdf": lambda path, lines: pdf_file(pdf_pages(lines)),
    "printed.pdf": lambda path, lines: qt_pdf(path, pdf_pages(lines)),
    "gbk.txt": lambda path, lines: "\r\n".join(lines).encode("gb18030"),
    "marked.txt": lambda path, lines: "\n".join(lines).encode("utf-16"),
    "a.md": lambda path, lines: "\n\n".join(lines).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_exactly_the_planted_changes_are_marked(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path, name: str
) -> None:
    changed, expected = planted(random.Random(60), library.document(DOC), N)
    path = tmp_path / name
    path.write_bytes(FILES[name](path, texts(changed)))
    prove(qtbot, opened, path)
    assert opened.head.verdict.text() == f"≠ 有 {N} 处不同"
    assert opened.body.model.rowCount() == N
    for number, one in enumerate(expected):
        assert opened.body.columns.words_of(number) == [one.ours or "∧", one.theirs or "∧"]
        assert f"{number + 1}　" in opened.body.model.index(number, 0).data()


def marks(view: ProofView, number: int) -> list[tuple[QTextCharFormat.UnderlineStyle, bool]]:
    """Underline and strike of what is marked on either side."""
    found = []
    for place in view.body.columns._places[number]:
        form = view.body.columns._cursor(place).charFormat()
        found.append((form.underlineStyle(), form.fontStrikeOut()))
    return found


def test_each_kind_has_a_shape_of_its_own(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    lines = texts(library.document(DOC))
    lines[3] = lines[3].replace("国务院", "国务厅", 1).replace("精神", "精", 1).replace("推动", "大力推动", 1)
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    prove(qtbot, opened, path)
    style = QTextCharFormat.UnderlineStyle
    none, wave, single = (style.NoUnderline, False), (style.WaveUnderline, False), (style.SingleUnderline, False)
    assert [marks(opened, number) for number in range(3)] == [
        [wave, wave],
        [(style.DashUnderline, True), none],
        [none, single],
    ]


def test_the_keys_walk_round_the_differences(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    prove(qtbot, opened, changed_file(library, tmp_path))
    assert opened.head.counter.text() == f"第 1/{N} 处"
    steps = [
        (KEY.Key_F3, NO, 2),
        (KEY.Key_F3, SHIFT, 1),
        (KEY.Key_F3, SHIFT, N),
        (KEY.Key_Down, ALT, 1),
        (KEY.Key_Up, ALT, N),
    ]
    for key, modifier, place in steps:
        qtbot.keyClick(opened.body.columns, key, modifier)
        assert opened.head.counter.text() == f"第 {place}/{N} 处"
        assert opened.body.list.currentIndex().row() == place - 1
        assert opened.body.columns.viewport().rect().contains(opened.body.columns.cursorRect().center())
        assert len(opened.body.columns.extraSelections()) == 2
    qtbot.mouseClick(opened.head.after, Qt.MouseButton.LeftButton)
    assert opened.head.counter.text() == f"第 1/{N} 处"


def test_its_keys_come_before_the_window_s_shortcuts(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path
) -> None:
    window, taken = QMainWindow(), []
    qtbot.addWidget(window)
    fill_menus(window, {"检索": (Command("下一处", "F3", lambda: taken.append("F3")),)})
    window.setCentralWidget(opened)
    window.show()
    qtbot.waitExposed(window)
    prove(qtbot, opened, changed_file(library, tmp_path))
    opened.body.columns.setFocus()
    qtbot.keyClick(opened.body.columns, KEY.Key_F3)
    assert (opened.head.counter.text(), taken) == (f"第 2/{N} 处", [])
    opened.setParent(None)


def test_the_list_leads_to_the_page_and_to_the_clause(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path
) -> None:
    prove(qtbot, opened, changed_file(library, tmp_path))
    opened.body.list.setFocus()
    qtbot.keyClick(opened.body.list, KEY.Key_Down)
    assert opened.head.counter.text() == f"第 2/{N} 处"
    assert opened.proof is not None
    with qtbot.waitSignal(opened.place_requested) as asked:
        qtbot.keyClick(opened.body.list, KEY.Key_Return)
    assert asked.args == [DOC, opened.proof.comparison.differences[1].clause]
    with qtbot.waitSignal(opened.place_requested) as asked:
        opened.body.columns.anchorClicked.emit(QUrl("clause:5-3"))
    assert asked.args == [DOC, "5-3"]


def test_only_what_differs(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    prove(qtbot, opened, changed_file(library, tmp_path))
    assert opened.proof is not None
    touched = {one.clause for one in opened.proof.comparison.differences}
    opened.head.only_different.setFocus()
    qtbot.keyClick(opened.head.only_different, KEY.Key_Space)
    page = opened.body.columns.toPlainText()
    for clause in library.document(DOC).clauses:
        if clause.kind == "paragraph" and clause.id not in touched:
            assert clause.text not in page
    assert page.count("≠") == len(touched)
    assert opened.body.columns.words_of(0)


def drop(view: ProofView, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, buttons = QPoint(600, 400), Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, NO)
    entering.ignore()
    QApplication.sendEvent(view, entering)
    if entering.isAccepted():
        QApplication.sendEvent(view, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, buttons, NO))
    return entering.isAccepted()


def test_a_file_is_dropped(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    path = changed_file(library, tmp_path)
    assert not drop(opened, path, path)
    with qtbot.waitSignal(opened.session.proved):
        assert drop(opened, path)
    assert opened.head.file.isChecked()
    assert "官方文本.docx" in labels(opened)


def test_a_file_is_chosen(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed_file(library, tmp_path)
    qtbot.mouseClick(opened.head.file, Qt.MouseButton.LeftButton)
    assert opened.drop_area.sentence.text() == words.DROP_HERE
    assert opened.drop_area.button.hasFocus()
    monkeypatch.setattr(view_module, "choose_text", lambda parent: None)
    qtbot.keyClick(opened.drop_area.button, KEY.Key_Space)
    assert opened.proof is None
    monkeypatch.setattr(view_module, "choose_text", lambda parent: path)
    with qtbot.waitSignal(opened.session.proved):
        qtbot.keyClick(opened.drop_area.button, KEY.Key_Space)
    with qtbot.waitSignal(opened.session.proved):
        qtbot.mouseClick(opened.head.received, Qt.MouseButton.LeftButton)
    assert opened.head.verdict.text().startswith("✓ 一致")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_said_with_a_next_step(
    qtbot: QtBot, opened: ProofView, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name][0])
    with qtbot.waitSignal(opened.session.refused, timeout=10_000):
        opened.prove_file(path)
    sentence = opened.drop_area.sentence.text()
    assert f"“{name}”" in sentence
    assert "请" in sentence
    assert sentence != words.FAILED


def test_every_limit_and_every_remark_has_words() -> None:
    for unit, shown in (("bytes", "20 MB"), ("characters", "200 万字"), ("pages", "2000 页"), ("members", "5000 个")):
        limit = {"bytes": 20_000_000, "characters": 2_000_000, "pages": 2_000, "members": 5_000}[unit]
        assert shown in words.refusal(ImportTooLarge(Path("a.txt"), limit, unit))
    assert all("3" in words.remark(one, 3) for one in Remark if one is not Remark.MARKDOWN)
    assert {words.reason(LeftOut(0, 1, one)) for one in Furniture} == {"页码", "每页重复的页眉页脚"}
    assert all(words.refusal(cause(Path("a.txt"))) != words.FAILED for cause in ImportRefused.__subclasses__()[2:])


def test_another_document_is_said_to_be_another(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(texts(library.document("cbf-2016-71"))), encoding="utf-8")
    prove(qtbot, opened, path)
    assert opened.head.verdict.text() == "✗ 看来不是同一份文件"


def test_text_from_a_file_is_only_text(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    lines = texts(library.document(DOC))
    lines[3] += "<img src='file:///etc/passwd'><b>粗</b>\u202e\u200b"
    path = tmp_path / "<b>a&.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    prove(qtbot, opened, path)
    assert opened.body.columns.words_of(0)[1].endswith("passwd'><b>粗</b>〔U+202E〕〔U+200B〕")
    assert "<b>a&.txt" in labels(opened)


def test_a_file_that_is_nearly_all_other_text_is_cut_on_the_page_and_said(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("无关的话。\n" * 100_000 + "\n".join(texts(library.document(DOC))), encoding="utf-8")
    prove(qtbot, opened, path)
    assert "未列出〕" in opened.body.columns.toPlainText()
    assert len(opened.body.columns.toPlainText()) < 30_000
    assert "开头另有 500000 字不在正文范围内" in opened.head.details.text()


# stopping, leaving, keeping


def test_waiting_is_shown_and_can_be_stopped(qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("县域创新\n" * 300_000, encoding="utf-8")
    opened.prove_file(path)
    qtbot.waitUntil(lambda: opened.head.progress.isVisible(), timeout=5_000)
    assert opened.head.cancel.isVisible()
    with qtbot.waitSignal(opened.session.stopped):
        qtbot.keyClick(opened, KEY.Key_Escape)
    assert not opened.session.is_running
    assert not opened.head.cancel.isVisible()
    assert opened.drop_area.sentence.text() == "核对已取消。"
    wait_for_jobs()
    QApplication.processEvents()
    assert opened.proof is None


def test_escape_closes_where_nothing_runs(qtbot: QtBot, opened: ProofView) -> None:
    with qtbot.waitSignal(opened.closed):
        qtbot.keyClick(opened.body.columns, KEY.Key_Escape)
    with qtbot.waitSignal(opened.closed):
        qtbot.mouseClick(opened.head.back, Qt.MouseButton.LeftButton)


def test_a_later_wish_replaces_an_earlier_one(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("县域创新\n" * 300_000, encoding="utf-8")
    opened.prove_file(slow)
    prove(qtbot, opened, changed_file(library, tmp_path))
    wait_for_jobs()
    QApplication.processEvents()
    assert opened.proof is not None
    assert opened.proof.source.name == "官方文本.docx"


def test_an_unexpected_failure_is_said(qtbot: QtBot, view: ProofView, library: Library) -> None:
    def loader(document: Document) -> ReceivedText:
        raise AssertionError

    with qtbot.waitSignal(view.session.refused):
        view.show_document(library.document(DOC), loader)
    assert view.drop_area.sentence.text() == words.FAILED


def test_the_result_is_copied_and_saved(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(qtbot, opened, changed_file(library, tmp_path))
    assert opened.proof is not None
    qtbot.mouseClick(opened.head.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text == report(opened.proof)
    for words_ in (opened.proof.source.sha256, f"有 {N} 处不同", f"第 {N} 处", "官方文本.docx"):
        assert words_ in text
    path = tmp_path / "结果.txt"
    monkeypatch.setattr(view_module, "choose_report", lambda parent, name: path)
    with qtbot.waitSignal(opened.said):
        qtbot.mouseClick(opened.head.save, Qt.MouseButton.LeftButton)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == text
    monkeypatch.setattr(view_module, "choose_report", lambda parent, name: tmp_path)
    with qtbot.waitSignal(opened.said) as said:
        qtbot.mouseClick(opened.head.save, Qt.MouseButton.LeftButton)
    assert said.args is not None
    assert said.args[0].startswith("没有保存")
    assert {one.name for one in tmp_path.iterdir()} == {"官方文本.docx", "结果.txt"}


def test_a_report_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    save_report(path, "旧")
    with pytest.raises(UnicodeEncodeError):
        save_report(path, "新\ud800")
    assert path.read_text(encoding="utf-8-sig") == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_theme_marks_the_same_places(
    qtbot: QtBot, opened: ProofView, library: Library, tmp_path: Path, theme: object
) -> None:
    prove(qtbot, opened, changed_file(library, tmp_path))
    before = [opened.body.columns.words_of(number) for number in range(N)]
    opened.set_look(next(one for one in THEMES if one is theme), 24)
    assert [opened.body.columns.words_of(number) for number in range(N)] == before


def test_the_lines_of_the_other_text_can_be_kept(library: Library) -> None:
    ours = library.document(DOC)
    received = received_text(ours)
    found = compare(ours, received.text, received.left_out)
    proof = Proof(ours, source_of_received(ours, received), found)
    kept = "".join(piece.words for row in rows_of(proof, True) for piece in row.theirs)
    assert kept == received.text.replace("\t", "　")
    assert "\n" not in "".join(piece.words for row in rows_of(proof, False) for piece in row.theirs)


def test_a_loader_may_refuse(qtbot: QtBot, view: ProofView, library: Library) -> None:
    def loader(document: Document) -> ReceivedText:
        raise ContentUnreadable(Path("a.txt"), "gone")

    with qtbot.waitSignal(view.session.refused):
        view.show_document(library.document(DOC), loader)
    assert view.proof is None
