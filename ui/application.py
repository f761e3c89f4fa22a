"""Starts the window: look, record, first paint; then, in the background, the search index."""

from __future__ import annotations

import getpass
import logging
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QLibraryInfo, QObject, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from checklist.errors import ChecklistError, RecordInUse, RecordUnwritable
from checklist.record import read_state
from checklist.record_place import open_where_kept, place_of
from content.library import Library
from content.validity import is_clock_behind, today
from ui.folders import Folders
from ui.fonts import install_fallback
from ui.jobs import Job, wait_for_jobs
from ui.labels import CLOCK_BEHIND
from ui.messages import sentence
from ui.safety.logs import keep_crashes, keep_log
from ui.safety.starts import begin_start, end_well, put_settings_aside, take_back_start
from ui.safety.words import SAFE_START
from ui.settings import read_settings
from ui.theme import dress, frame_windows, size_named, theme_named
from ui.window import MainWindow

if TYPE_CHECKING:
    from search.index import SearchIndex

log = logging.getLogger(__name__)

_OFFSCREEN_REMARK = "This plugin does not support propagateSizeHints()"
_RAISE_REQUEST = "raise-request"
UNEXPECTED = "程序遇到意外错误，已记入日志；已保存的记录不受影响。如反复出现，请重新启动程序。"


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication with Qt's Chinese words and Qt's messages in our log."""
    qInstallMessageHandler(_log_qt_message)
    application = QApplication(arguments)
    install_fallback()
    application.setApplicationName("县策")
    application.setDesktopFileName("xiance")
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def open_window(application: QApplication, library: Library, folders: Folders, is_safe: bool = False) -> MainWindow:
    """Show the window with the record open. Raises RecordInUse; any other trouble is said in the window.

    A safe start does without the index, which only makes searching faster.
    """
    settings = read_settings(folders.data)
    frame_windows(settings.theme)
    dress(application, theme_named(settings.theme), size_named(settings.size))
    window = MainWindow(library, settings, folders.data)
    if is_clock_behind(library, today()):
        window.warn(CLOCK_BEHIND)
    application.styleHints().colorSchemeChanged.connect(window.look.follow_system)
    _attach_record(window, folders)
    if is_safe:
        window.warn(SAFE_START)
    window.reader.first_painted.connect(partial(_load_search, application, window, library, folders, is_safe))
    window.show()
    window.open_first()  # once the text has its width: set before, every line would be laid out twice
    return window


def run_window(library: Library, folders: Folders) -> int:
    """Open the window and stay until it is closed; a second start raises the first one's window instead."""
    application = make_application(sys.argv)
    keep_log(folders.data)
    keep_crashes(folders.data)
    moment = datetime.now().astimezone()
    is_safe = begin_start(folders.data, moment)
    if is_safe:
        put_settings_aside(folders.data, moment)
    try:
        window = open_window(application, library, folders, is_safe)
    except RecordInUse as error:
        take_back_start(folders.data)
        _ask_to_raise(folders.data)
        print(sentence(error), file=sys.stderr)
        return 0
    sys.excepthook = partial(_report_unexpected, window)
    watcher = _watch_for_raise(window, folders.data)
    code = application.exec()
    end_well(folders.data)
    wait_for_jobs()
    watcher.deleteLater()
    return code


def _attach_record(window: MainWindow, folders: Folders) -> None:
    window.safety.warn_of_place()
    try:
        window.checklist.attach(open_where_kept(folders.data, getpass.getuser()))
    except RecordInUse:
        raise
    except RecordUnwritable as error:
        window.warn(sentence(error))
        _show_unwritable(window, folders)
    except ChecklistError as error:
        window.safety.meet(error)


def _show_unwritable(window: MainWindow, folders: Folders) -> None:
    try:
        window.checklist.show_state(read_state(place_of(folders.data)))
    except ChecklistError as error:
        log.warning("no progress to show: %s", error)


def _load_search(
    application: QApplication, window: MainWindow, library: Library, folders: Folders, is_safe: bool
) -> None:
    """First the passages, which answer by scanning; then the index, which narrows what is scanned."""
    folding = Job(partial(_make_index, library), application)
    folding.done.connect(partial(_attach_search, application, window, None if is_safe else folders))
    folding.start()


def _make_index(library: Library) -> SearchIndex:
    from search.index import SearchIndex  # not before the first paint, which needs none of it
    from search.passages import guide_of, passages_of

    return SearchIndex(passages_of(library), guide_of(library))


def _attach_search(application: QApplication, window: MainWindow, folders: Folders | None, index: SearchIndex) -> None:
    window.search.attach(index)
    if folders is None:
        return
    loading = Job(partial(index.load_postings, folders.cache), application)
    loading.done.connect(index.attach)
    loading.start()
    listening = Job(partial(index.load_sounds, folders.cache), application)
    listening.done.connect(index.attach_sounds)
    listening.start()


def _ask_to_raise(data: Path) -> None:
    try:
        (data / _RAISE_REQUEST).touch()
    except OSError as error:
        log.warning("cannot ask the first window to come forward: %s", error)


def _watch_for_raise(window: MainWindow, data: Path) -> QObject:
    watcher = QFileSystemWatcher([str(data)] if data.is_dir() else [], window)
    watcher.directoryChanged.connect(partial(_raise_if_asked, window, data))
    return watcher


def _raise_if_asked(window: MainWindow, data: Path, changed: str) -> None:
    request = data / _RAISE_REQUEST
    if request.exists():
        request.unlink(missing_ok=True)
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.raise_()
        window.activateWindow()


def _log_qt_message(kind: QtMsgType, context: object, message: str) -> None:
    if message == _OFFSCREEN_REMARK:
        return
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    logging.getLogger("qt").log(levels.get(kind, logging.WARNING), "%s", message)


def _report_unexpected(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """The outermost boundary: what no slot expected is logged and said; the program stays."""
    log.critical("unexpected", exc_info=(kind, error, trace))
    window.warn(UNEXPECTED)
