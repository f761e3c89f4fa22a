"""Starts the window: look, record, first paint; then, in the background, the search index."""

from __future__ import annotations

import getpass
import logging
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QFileSystemWatcher,
    QLibraryInfo,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from checklist.errors import ChecklistError, RecordInUse, RecordUnwritable
from checklist.record import FILE_NAME, Record
from checklist.record_place import open_where_kept, place_of
from content.library import Library
from content.validity import is_clock_behind, today
from ui.display import surroundings_of_qt
from ui.folders import Folders
from ui.fonts import install_fallback
from ui.labels import CLOCK_BEHIND
from ui.opening import ask_first, take_request
from ui.safety.logs import keep_crashes, keep_log
from ui.safety.starts import begin_start, end_well, put_settings_aside, take_back_start
from ui.settings import read_settings
from ui.theme import dress, frame_windows, size_named, theme_named
from ui.window import MainWindow

log = logging.getLogger(__name__)

# What was painted reaches the screen when Qt next waits; with more to do at once it would not wait.
_A_FRAME_MS = 16
_OFFSCREEN_REMARK = "This plugin does not support propagateSizeHints()"
UNEXPECTED = "程序遇到意外错误，已记入日志；已保存的记录不受影响。如反复出现，请重新启动程序。"


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication with Qt's Chinese words and Qt's messages in our log."""
    qInstallMessageHandler(_log_qt_message)
    with surroundings_of_qt():
        application = QApplication(arguments)
    install_fallback()
    application.setApplicationName("县策")
    application.setDesktopFileName("xiance")
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def open_window(application: QApplication, library: Library, folders: Folders, is_safe: bool = False) -> MainWindow:
    """Show the window with the text and the record's marks; the rest follows once that is painted.

    A safe start does without the index, which only makes searching faster. Raises RecordInUse; any other trouble is
    said in the window.
    """
    settings = read_settings(folders.data)
    frame_windows(settings.theme)
    dress(application, theme_named(settings.theme), size_named(settings.size))
    window = MainWindow(library, settings, folders.data)
    if is_safe:
        from ui.safety.words import SAFE_START  # hardly ever wanted, and not cheap

        window.warn(SAFE_START)
    if is_clock_behind(library, today()):
        window.warn(CLOCK_BEHIND)
    record = _open_record(window, folders)
    complete = partial(_complete, application, window, folders, record, is_safe)
    window.reader.first_painted.connect(partial(QTimer.singleShot, _A_FRAME_MS, window, complete))
    window.show()
    statuses = record.state.progress if isinstance(record, Record) else {}
    window.open_first({duty: progress.status for duty, progress in statuses.items()})
    return window


def run_window(library: Library, folders: Folders, files: tuple[Path, ...] = ()) -> int:
    """Open the window, with files handed over by the desktop, and stay until it is closed.

    A second start raises the first one's window instead, and hands the files on.
    """
    application = make_application(sys.argv)
    keep_log(folders.data)
    keep_crashes(folders.data)
    moment = datetime.now().astimezone()
    is_safe = begin_start(folders.data, moment)
    take_request(folders.data)  # one that nobody heard is of a day that is over
    if is_safe:
        put_settings_aside(folders.data, moment)
    try:
        window = open_window(application, library, folders, is_safe)
    except RecordInUse as error:
        from ui.messages import sentence

        take_back_start(folders.data)
        _ask_to_raise(folders.data, files)
        print(sentence(error), file=sys.stderr)
        return 0
    sys.excepthook = partial(_report_unexpected, window)
    _open_files(window, files)
    watcher = _watch_for_raise(window, folders.data)
    _raise_if_asked(window, folders.data, "")
    code = application.exec()
    from ui.jobs import wait_for_jobs

    end_well(folders.data)
    wait_for_jobs()
    watcher.deleteLater()
    return code


def _open_record(window: MainWindow, folders: Folders) -> Record | ChecklistError:
    """The record, so that its marks are painted with the text, and a second start never shows a window."""
    if not (place_of(folders.data) / FILE_NAME).exists():
        from ui.safety.places import place_at  # for a first start alone
        from ui.safety.words import place_warning

        warning = place_warning(place_at(place_of(folders.data)))
        if warning:
            window.warn(warning)  # before the first write
    try:
        return open_where_kept(folders.data, getpass.getuser())
    except RecordInUse:
        raise
    except ChecklistError as error:
        return error


def _complete(
    application: QApplication, window: MainWindow, folders: Folders, record: Record | ChecklistError, is_safe: bool
) -> None:
    if not window.isVisible():  # closed again at once
        if isinstance(record, Record):
            record.close()
        return
    from ui.searching.loading import SearchLoading

    window.complete()
    application.styleHints().colorSchemeChanged.connect(window.look.follow_system)
    window.safety.warn_of_place()
    if isinstance(record, Record):
        window.checklist.attach(record)
    else:
        _meet(window, folders, record)
    SearchLoading(window.library, window.search, None if is_safe else folders.cache).begin()
    window.completed.emit()


def _meet(window: MainWindow, folders: Folders, error: ChecklistError) -> None:
    """What can be shown of a record that cannot be opened for writing."""
    from checklist.record import read_state
    from ui.messages import sentence

    if not isinstance(error, RecordUnwritable):
        window.checklist.show({})
        window.safety.meet(error)
        return
    window.warn(sentence(error))
    try:
        window.checklist.show_state(read_state(place_of(folders.data)))
    except ChecklistError as trouble:
        log.warning("no progress to show: %s", trouble)
        window.checklist.show({})


def _ask_to_raise(data: Path, files: tuple[Path, ...]) -> None:
    try:
        ask_first(data, files)
    except OSError as error:
        log.warning("cannot ask the first window to come forward: %s", error)


def _watch_for_raise(window: MainWindow, data: Path) -> QObject:
    watcher = QFileSystemWatcher([str(data)] if data.is_dir() else [], window)
    watcher.directoryChanged.connect(partial(_raise_if_asked, window, data))
    return watcher


def _raise_if_asked(window: MainWindow, data: Path, changed: str) -> None:
    files = take_request(data)
    if files is not None:
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.raise_()
        window.activateWindow()
        _open_files(window, files)


def _open_files(window: MainWindow, files: tuple[Path, ...]) -> None:
    """One at a time: each asks before it changes anything."""
    if not files:
        return
    if window.is_complete:
        window.parts.open_file(files[0])
    else:
        window.completed.connect(partial(_open_files, window, files))


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
