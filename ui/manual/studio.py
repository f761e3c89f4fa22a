"""Takes the manual's pictures from the program itself: the real window, seen by nobody, over a made-up record.

Run by packaging/take_pictures.py; the program itself never imports it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from checklist.actions import Edit
from content.shelf import open_library
from ui.application import make_application, open_window
from ui.folders import folders_at
from ui.jobs import wait_for_jobs
from ui.manual.book import PICTURES
from ui.manual.picture_files import palette_of, small_png
from ui.manual.pictures import TAKEN_AT
from ui.theme import THEMES

DOC = "cbf-2018-60"
DUTY = f"{DOC}.5-3.1"
WINDOW = QSize(1120, 640)
COLOURS, MORE_COLOURS = 16, 56
WIDEST = 680  # the manual's column
_PATIENCE_SECONDS = 60.0
_STEP_SECONDS = 0.005
_SCALE = round(TAKEN_AT)
_NARROW = QSize(860, 600)
_BETWEEN_LINES = 36


class Studio:
    """The real window over a made-up record."""

    def __init__(self, scratch: Path) -> None:
        self._application = make_application(["xiance"])
        folders = folders_at(scratch)
        self.window = open_window(self._application, open_library(folders.cache), folders)
        self.window.resize(WINDOW)
        self.wait(self._is_ready)
        self._fill_record()

    def take(self, name: str, widget: QWidget, part: QRect | None = None) -> None:
        """A picture of a widget or of a part of it, in its own coordinates."""
        self.settle()
        image = widget.grab().toImage()
        if part is not None:
            image = image.copy(QRect(part.topLeft() * _SCALE, part.size() * _SCALE))
        keep(name, image)

    def place_of(self, widget: QWidget) -> QRect:
        """Where a widget stands in the window."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def wait(self, holds: Callable[[], object]) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > until:
                sys.exit("截图没有做成：程序没有在一分钟内就绪。请重试。")
            self.settle(_STEP_SECONDS)

    def settle(self, seconds: float = 0.4) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._application.processEvents()
            time.sleep(_STEP_SECONDS)

    def close(self) -> None:
        self.window.close()
        wait_for_jobs()

    def _is_ready(self) -> bool:
        return self.window.is_complete and self.window.search.hears and self.window.parts.late is not None

    def _fill_record(self) -> None:
        checklist, window = self.window.checklist, self.window
        self.wait(lambda: window.ledger.dealing is not None)
        assert window.ledger.dealing is not None
        window.ledger.dealing.county.first_step.named.emit("示例县")
        units = ("县科技局", "县经信局", "县农业农村局", "县人社局")
        for number, duty in enumerate(window.library.duties_of(DOC)[:24]):
            checklist.keep(Edit(duty.id, "lead", units[number % len(units)]), Edit(duty.id, "due", "2026-12-31"))
            if number % 3 == 0:
                checklist.set_done(duty.id, True)
            elif number % 3 == 1:
                checklist.set_step(duty.id, duty.steps[0].id, True)
        checklist.set_done(DUTY, False)
        checklist.set_step(DUTY, "1", True)
        checklist.keep(Edit(DUTY, "person", "张三"), Edit(DUTY, "problems", "专业服务机构少，需市级支持。"))


def keep(name: str, image: QImage, colours: int = COLOURS) -> None:
    """Write a picture no wider than it is ever shown, with few colours."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    if plain.width() > WIDEST * _SCALE:
        plain = plain.scaledToWidth(WIDEST * _SCALE, Qt.TransformationMode.SmoothTransformation)
    (PICTURES / f"{name}.png").write_bytes(small_png(plain, palette_of(plain, colours)))


def reading(studio: Studio) -> None:
    """The window, its margins, the hits, a card, the bar at a selection."""
    window = studio.window
    window.reading.go_to(DOC, "5-3")
    studio.take("window", window)
    text = studio.place_of(window.reader)
    studio.take("margins", window, QRect(text.left(), text.top() + 8, text.width(), 232))
    panel = studio.place_of(window.duty_panel)
    studio.take("card", window, QRect(panel.left(), panel.top(), panel.width(), 392))
    window.search_bar.setText("技术转移")
    studio.settle()
    window.search.step(1)
    left = studio.place_of(window.desk.left)
    studio.take("hits", window, QRect(left.left(), left.top(), 680, 312))
    window.search_bar.clear()
    _select(studio, "6-1")
    studio.take("palette", window, QRect(text.left(), text.top() + 56, text.width(), 144))


def _select(studio: Studio, clause: str) -> None:
    window = studio.window
    window.reading.go_to(DOC, clause)
    page = window.reader._page
    assert page is not None
    cursor = page.cursor(clause, 6)
    cursor.setPosition(cursor.position() + 14, QTextCursor.MoveMode.KeepAnchor)
    window.reader.setTextCursor(cursor)
    window.reader.selection_settled.emit()
    studio.settle()


def ledger(studio: Studio) -> None:
    """The opened duty, the board and the grid."""
    window = studio.window
    window.reader.setTextCursor(QTextCursor(window.reader.document()))
    window.reading.go_to(DOC, "5-3")
    window.ledger.open_duty(DUTY)
    studio.settle()
    dialog = _dialog()
    dialog.resize(840, 500)
    studio.take("sheet", dialog)
    dialog.reject()
    window.resize(_NARROW)
    window.views.show_view("board")
    studio.take("board", window, QRect(0, 42, window.width(), 470))
    window.views.show_view("grid")
    studio.take("grid", window, QRect(0, 42, window.width(), 330))
    window.resize(WINDOW)


def papers(studio: Studio) -> None:
    """Handing out, printing, backups, the proof of being offline."""
    window = studio.window
    window.views.show_view("reading")
    parts = window.parts
    assert parts.late is not None
    parts.late.handing.export()
    _take_dialog(studio, "export", QSize(680, 432))
    parts._print()
    _take_dialog(studio, "print", QSize(680, 460))
    window.safety.open_record()
    assert window.safety.work is not None
    window.safety.work.back_up()
    _take_dialog(studio, "backup", QSize(860, 500), 2.0, 130)
    window.safety.open_proof()
    _take_dialog(studio, "offline", QSize(680, 360), 1.0)


def views(studio: Studio) -> None:
    """原文核对, 会议投屏 and the themes."""
    window = studio.window
    window.views.show_view("proof")
    studio.settle(2.0)
    window.resize(_NARROW)
    studio.take("proof", window, QRect(0, 42, window.width(), 330))
    window.resize(WINDOW)
    window.views.show_view("reading")
    window.reading.go_to(DOC, "5-3")
    window.ledger.step(1)
    window.parts.presenting.start()
    studio.settle()
    shown = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "presentation")
    shown.showNormal()
    shown.resize(920, 520)
    programme = shown.findChildren(QMenu)[0].actions()[1]  # the duties
    programme.trigger()
    studio.take("present", shown)
    shown.close()
    _take_themes(studio)


def _take_themes(studio: Studio) -> None:
    """A piece of the text in each theme, side by side."""
    window, wide, high = studio.window, 360, 98
    together = QImage(QSize(wide * 2 + 8, high * 2 + 8) * _SCALE, QImage.Format.Format_RGB32)
    together.fill(Qt.GlobalColor.white)
    painter = QPainter(together)
    for number, theme in enumerate(THEMES):
        window.look.set_theme(theme.name)
        window.reading.go_to(DOC, "5-3")
        studio.settle()
        corner = studio.place_of(window.reader).topLeft() + QPoint(0, _BETWEEN_LINES)
        image = window.grab().toImage().copy(QRect(corner * _SCALE, QSize(wide, high) * _SCALE))
        image.setDevicePixelRatio(1)
        painter.drawImage(QPoint(number % 2 * (wide + 8), number // 2 * (high + 8)) * _SCALE, image)
    painter.end()
    keep("themes", together, MORE_COLOURS)


def _take_dialog(studio: Studio, name: str, size: QSize, seconds: float = 0.8, top: int = 0) -> None:
    """The dialog that is open, from `top` down; then it is closed."""
    studio.settle(seconds)
    dialog = _dialog()
    dialog.resize(size)
    studio.settle(seconds)
    studio.take(name, dialog, QRect(0, top, size.width(), size.height() - top))
    dialog.close()
    studio.settle()


def _dialog() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def take_pictures() -> None:
    """Every picture anew; says how many, and how large they are together. The screen's scale must be TAKEN_AT."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="xiance-pictures-") as scratch:
        studio = Studio(Path(scratch))
        for group in (reading, ledger, papers, views):
            group(studio)
        studio.close()
    taken = sorted(PICTURES.glob("*.png"))
    print(f"{len(taken)} 幅，共 {sum(path.stat().st_size for path in taken) // 1024} KB")
