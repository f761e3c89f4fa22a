"""打印与导出 by keys and clicks: what is chosen is what is seen, and what is seen is what is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from content.library import Library
from ui.fonts import install_fallback
from ui.jobs import wait_for_jobs
from ui.printing import dialog as dialog_module
from ui.printing import saving
from ui.printing.dialog import PrintDialog
from ui.printing.errors import PrintTargetUnwritable, Unwritable
from ui.printing.request import PrintRequest
from ui.theme import THEMES

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def open_dialog(qtbot: QtBot, base: PrintRequest) -> PrintDialog:
    dialog = PrintDialog(base, THEMES[0])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(lambda: dialog.status.text() != "")
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, library: Library) -> Iterator[PrintDialog]:
    install_fallback()
    base = PrintRequest(library.documents[0], NOON, ("5-3", "4-1"), duties={"5-3": (("推进中", "某事"),)})
    opened = open_dialog(qtbot, base)
    yield opened
    opened.close()
    wait_for_jobs()


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file dialog says that the PDF goes."""
    path = tmp_path / "印.pdf"
    monkeypatch.setattr(dialog_module, "choose_target", lambda parent, name: path)
    return path


def text(dialog: PrintDialog) -> str:
    """All that the preview shows."""
    assert dialog.view._sheet is not None
    return dialog.view._sheet.words


def count(dialog: PrintDialog) -> int:
    assert dialog.view._sheet is not None
    return len(dialog.view._sheet.pages)


def test_it_opens_on_the_selection_with_the_keyboard_there(dialog: PrintDialog) -> None:
    assert dialog.choices.selected.isChecked()
    assert dialog.choices.selected.text() == "选中条款 2 条(&L)"
    assert dialog.choices.selected.hasFocus()
    assert "搭建成果转移转化服务体系" in text(dialog)
    assert "引导金融机构支持企业发展" not in text(dialog)
    assert dialog.place.text() == f"第 1/{count(dialog)} 面"


def test_range_and_additions_are_chosen_by_keys(qtbot: QtBot, dialog: PrintDialog) -> None:
    seen = []
    for key, widget in ((KEY.Key_W, "whole"), (KEY.Key_N, "notes"), (KEY.Key_D, "duties"), (KEY.Key_C, "chapter")):
        qtbot.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
        button = getattr(dialog.choices, widget)
        qtbot.waitUntil(button.isChecked)
        dialog.refresh()
        seen.append((count(dialog), "编者注、非官方解读" in text(dialog), "本县事项" in text(dialog)))
    assert [rest for _, *rest in seen] == [[False, False], [True, False], [True, True], [True, False]]
    assert seen[0][0] < seen[1][0] < seen[2][0]
    assert dialog.choices.heads.isEnabled()


def test_a_chapter_is_chosen_from_the_list(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.choices.choose_chapter("part-3")
    qtbot.waitUntil(lambda: "三、组织保障" in text(dialog))
    assert "二、重点任务" not in text(dialog)
    before = text(dialog)
    dialog.choices.heads.setFocus()
    qtbot.keyClick(dialog.choices.heads, KEY.Key_Down)
    qtbot.waitUntil(lambda: text(dialog) != before)
    assert "（九）加强组织领导" in text(dialog)
    assert dialog.choices.heads.itemText(0) == "一、总体要求"


def test_without_a_record_or_a_selection_there_is_no_such_choice(qtbot: QtBot, library: Library) -> None:
    opened = open_dialog(qtbot, PrintRequest(library.documents[2], NOON))
    assert opened.choices.whole.isChecked()
    assert not opened.choices.selected.isVisible()
    assert not opened.choices.duties.isEnabled()
    assert "本县记录没有打开" in opened.choices.remark.text()
    opened.close()


def test_what_adds_nothing_is_said(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.choices.duties.setChecked(True)
    dialog.choices.choose_chapter("part-3")
    qtbot.waitUntil(lambda: "没有本县事项" in dialog.choices.remark.text())
    dialog.choices.whole.setChecked(True)
    qtbot.waitUntil(lambda: "附在末尾" in dialog.choices.remark.text())


def test_pages_are_turned_by_keys(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.choices.whole.setChecked(True)
    qtbot.waitUntil(lambda: count(dialog) > 8)
    dialog.view.setFocus()
    places = []
    for key in (KEY.Key_PageDown, KEY.Key_PageDown, KEY.Key_End, KEY.Key_PageUp, KEY.Key_Home, KEY.Key_Down):
        qtbot.keyClick(dialog.view, key)
        places.append(dialog.view.page + 1)
    assert places == [2, 3, count(dialog), count(dialog) - 1, 1, 1]
    assert dialog.place.text() == f"第 1/{count(dialog)} 面"
    assert dialog.view.verticalScrollBar().value() > 0


def test_the_preview_is_zoomed_by_keys_wheel_and_buttons(qtbot: QtBot, dialog: PrintDialog) -> None:
    whole = dialog.view.zoom
    qtbot.keyClick(dialog, KEY.Key_0, CONTROL)
    width = dialog.view.zoom
    qtbot.keyClick(dialog, KEY.Key_Equal, CONTROL)
    larger = dialog.view.zoom
    wheel = QWheelEvent(
        QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(dialog.view.viewport(), wheel)
    assert whole < width < larger
    assert dialog.view.zoom == pytest.approx(width)
    assert dialog.percent.text() == f"{width:.0%}"
    for button in dialog.findChildren(QPushButton):
        if button.text() == "整面":
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.view.zoom == pytest.approx(whole)


def test_a_resized_preview_stays_on_its_page(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.choices.whole.setChecked(True)
    qtbot.waitUntil(lambda: count(dialog) > 8)
    dialog.view.go_to_page(6)
    for size in ((1366, 768), (900, 560), (1080, 700)):
        dialog.resize(*size)
        assert dialog.view.page == 6


def test_saved_by_key_as_seen(qtbot: QtBot, dialog: PrintDialog, target: Path) -> None:
    with qtbot.waitSignal(dialog.saving.saved):
        qtbot.keyClick(dialog, KEY.Key_S, CONTROL)
        assert not dialog.save_button.isEnabled()
    assert len(PdfReader(target).pages) == count(dialog)
    assert dialog.status.text() == f"已存为 印.pdf，共 {count(dialog)} 面。"
    assert dialog.save_button.isEnabled()
    assert not dialog.bar.isVisible()


def test_the_name_offered_says_what_it_is(qtbot: QtBot, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []
    monkeypatch.setattr(dialog_module, "choose_target", lambda parent, name: offered.append(name))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert offered == ["川办发〔2018〕60号 县域创新驱动发展实施意见（节选）.pdf"]
    assert dialog.save_button.isEnabled()


def test_a_refusal_is_said_and_one_may_try_again(
    qtbot: QtBot, dialog: PrintDialog, target: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*whatever: object) -> int:
        raise PrintTargetUnwritable(target, Unwritable.IN_USE)

    monkeypatch.setattr(saving, "print_document_pdf", refuse)
    with qtbot.waitSignal(dialog.saving.refused):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.status.text().startswith("没有存成 印.pdf：文件正由其他程序打开")
    assert dialog.save_button.isEnabled()


def test_writing_can_be_stopped(qtbot: QtBot, dialog: PrintDialog, target: Path) -> None:
    dialog.choices.whole.setChecked(True)
    with qtbot.waitSignal(dialog.saving.cancelled):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        dialog.saving.cancel()
    assert dialog.status.text() == "已停止，没有写出文件。"
    assert not target.exists()


def test_closed_while_writing_it_waits_for_the_end(qtbot: QtBot, dialog: PrintDialog, target: Path) -> None:
    dialog.choices.whole.setChecked(True)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.saving.is_running
    assert list(target.parent.glob(".*")) == []


@pytest.mark.parametrize(("taken", "said"), [(True, "已送往打印机。"), (False, "打印机没有接受")])
def test_printed_by_key(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool, said: str
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    monkeypatch.setattr(dialog_module, "choose_printer", lambda parent, made: printer)
    if not taken:
        monkeypatch.setattr(dialog_module, "send", lambda printer, sheet: False)
    qtbot.keyClick(dialog, KEY.Key_P, CONTROL)
    assert dialog.status.text().startswith(said)
    assert (tmp_path / "p.pdf").exists() is taken


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_paper_is_white_on_the_desk_of_every_theme(qtbot: QtBot, library: Library, theme: object) -> None:
    opened = open_dialog(qtbot, PrintRequest(library.documents[4], NOON))
    opened.view.set_theme(theme)  # type: ignore[arg-type]
    shot = opened.view.viewport().grab().toImage()
    assert shot.pixelColor(2, 2).name().upper() == theme.desk  # type: ignore[attr-defined]
    assert shot.pixelColor(shot.width() // 2, 24).name() == "#ffffff"
    opened.close()


def test_everything_is_named_and_reached_by_tab(dialog: PrintDialog) -> None:
    assert dialog.view.accessibleName() == "打印预览"
    assert dialog.choices.heads.accessibleName() == "一章一节"
    focusable = [*dialog.findChildren(QPushButton), dialog.choices.selected, dialog.choices.notes, dialog.view]
    assert [w for w in focusable if not w.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
