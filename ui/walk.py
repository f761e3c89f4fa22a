"""The three jobs taken through the real window by keys and clicks, with a throwaway record and a screenshot each.

One walk serves the demonstration without a display, the tests and the smoke test of the bundle.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from checklist.progress import Progress
from content.library import Library
from content.shelf import open_library
from ui.application import make_application, open_window
from ui.folders import folders_at
from ui.jobs import wait_for_jobs
from ui.window import MainWindow

DOCUMENT, CLAUSE, QUERY = "cbf-2018-60", "5-3", "技术转移服务机构"
SIZE = (1366, 768)
_PATIENCE_SECONDS = 20.0


class StationFailed(Exception):
    """A station of the walk did not come out as it should."""


def walk_through(shots: Path, scratch: Path) -> bool:
    """Walk with a record in `scratch`; print a line and write a screenshot for each station. Whether all held."""
    walk = _Walk(make_application(["xiance"]), shots, scratch)
    try:
        for number, station in enumerate(walk.stations, 1):
            walk.take(number, station)
    except StationFailed as error:
        print(f"不通过　{error}")
        return False
    finally:
        walk.close()
    return True


class _Walk:
    """Holds the window between stations; acts as a person does and waits for what a person would see."""

    def __init__(self, application: QApplication, shots: Path, scratch: Path) -> None:
        self._application = application
        self._shots = shots
        self._folders = folders_at(scratch)
        self._library: Library = open_library(self._folders.cache)
        self._window = self._open()
        self.stations: tuple[Callable[[], str], ...] = (
            self._read,
            self._scroll,
            self._find,
            self._tick,
            self._reopen,
        )

    def take(self, number: int, station: Callable[[], str]) -> None:
        words = station()
        self._settle()
        shot = self._shots / f"{number}-{station.__name__.strip('_')}.png"
        if not self._window.grab().save(str(shot)):
            raise StationFailed(f"截图写不进 {shot}，请换一个可写的文件夹")
        print(f"通过　{number}　{words}　{shot.name}")

    def close(self) -> None:
        self._window.close()
        wait_for_jobs()

    def _read(self) -> str:
        self._wait_for("首屏没有显示正文", lambda: "县域创新驱动发展" in self._window.reader.toPlainText())
        return "打开川办发〔2018〕60号"

    def _scroll(self) -> str:
        """By the page key, as a reader does, until the clause stands at the reading line."""
        self._window.reader.setFocus()
        for _ in range(200):
            if self._window.reader.clause == CLAUSE:
                break
            self._press(self._window.reader, Qt.Key.Key_Down)
        self._expect("翻不到第（五）部分第三项", self._window.reader.clause == CLAUSE)
        self._expect("右栏没有列出本条事项", len(self._window.duty_panel.cards) > 0)
        return f"滚动到 {CLAUSE}，右栏列出 {len(self._window.duty_panel.cards)} 个县级事项"

    def _find(self) -> str:
        bar = self._window.search_bar
        self._press(self._window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self._wait_for("Ctrl+K 没有到检索框", bar.hasFocus)
        for char in QUERY:
            self._type(bar, char)
        self._wait_for("没有检索结果", lambda: len(self._window.search.tour) > 0)
        self._press(bar, Qt.Key.Key_Return)
        stop = self._window.search.tour.current
        self._expect("回车没有落到命中处", stop is not None and self._window.reader.clause == stop.hit.clause)
        assert stop is not None
        assert stop.match is not None
        found = self._library.document(stop.hit.doc).clause(stop.match.clause).text[stop.match.start : stop.match.end]
        self._expect(f"命中处标出的是“{found}”", found == QUERY)
        return f"检索“{QUERY}”，共 {len(self._window.search.tour)} 处，落在 {stop.hit.clause}"

    def _tick(self) -> str:
        self._press(self._window.search_bar, Qt.Key.Key_Escape)
        self._window.reading.go_to(DOCUMENT, CLAUSE)
        self._settle()
        self._click(self._first_box())
        self._wait_for("勾选没有存下", lambda: "1" in self._progress().steps)
        return "勾选第一个步骤，已写入记录"

    def _reopen(self) -> str:
        self.close()
        self._window = self._open()
        self._window.reading.go_to(DOCUMENT, CLAUSE)
        self._expect("重新打开后勾选不见了", self._first_box().property("checked") is True)
        return "关闭后重新打开，勾选仍在"

    def _open(self) -> MainWindow:
        window = open_window(self._application, self._library, self._folders)
        window.resize(*SIZE)
        self._wait_for("窗口没有准备好", lambda: window.is_complete)
        window.activateWindow()  # without a window manager nothing gets the keyboard by itself
        return window

    def _first_box(self) -> QWidget:
        return self._window.duty_panel.cards[0].boxes["1"]

    def _progress(self) -> Progress:
        duty = self._window.duty_panel.cards[0].duty.id
        return self._window.checklist.progress.get(duty, Progress(duty))

    def _press(
        self, target: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self._send(target, key, modifier, "")

    def _type(self, target: QWidget, char: str) -> None:
        self._send(target, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)

    def _send(self, target: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> None:
        window = target.window().windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            receiver = window if modifier is not Qt.KeyboardModifier.NoModifier else target
            QGuiApplication.sendEvent(receiver, QKeyEvent(kind, key, modifier, text))
        self._settle()

    def _click(self, target: QWidget) -> None:
        self._window.duty_panel.area.ensureWidgetVisible(target)
        inside = QPointF(QPoint(8, 8))
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            event = QMouseEvent(
                kind,
                inside,
                QPointF(target.mapToGlobal(inside.toPoint())),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QGuiApplication.sendEvent(target, event)
        self._settle()

    def _settle(self) -> None:
        self._application.processEvents()

    def _wait_for(self, failure: str, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > until:
                raise StationFailed(failure)
            self._application.processEvents()
            time.sleep(0.005)

    def _expect(self, failure: str, holds: bool) -> None:
        if not holds:
            raise StationFailed(failure)
