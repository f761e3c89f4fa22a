"""Evidence on screen: files copied in, checked and opened, all of it in the background. Knows no widget."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from checklist.actions import Edit
from checklist.errors import ChecklistError
from checklist.evidence import EvidenceStore, Fault, Finding, check_evidence
from checklist.fields import EVIDENCE
from checklist.progress import Progress
from checklist.standing import Evidence
from ui.jobs import Job
from ui.ledger.copying import Copying, Taken, take_in_all
from ui.ledger.session import NOT_OPEN, ChecklistSession
from ui.messages import sentence

_EVERY_MS = 100
# What may be opened at a click: papers, tables, pictures, recordings, archives. A program only looks like one of them.
_PAPERS = ("pdf", "ofd", "doc", "docx", "wps", "rtf", "odt", "txt", "ppt", "pptx", "dps", "odp")
_TABLES = ("xls", "xlsx", "et", "csv", "ods")
_PICTURES = ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp")
_RECORDINGS = ("mp3", "m4a", "wav", "mp4", "avi", "mov", "wmv")
OPENED = frozenset((*_PAPERS, *_TABLES, *_PICTURES, *_RECORDINGS, "zip", "rar", "7z"))
NOT_OPENED = "为安全起见，不直接打开这类文件：{name}。请用“另存副本”存到别处，确认无误后再打开。"


@dataclass(slots=True)
class _Checking:
    """Shared with the background: a wish to stop."""

    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that were read, and those of them that are not as they were when they were taken in."""

    files: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


class EvidenceWork(QObject):
    """`refused` carries sentences for the card, one a line. `faults_changed` says that files were checked."""

    copying = Signal(str, int, int)  # the file at hand, kB copied, kB together
    copied = Signal()
    refused = Signal(str)
    said = Signal(str)
    faults_changed = Signal()
    start_checked = Signal(object)  # findings

    def __init__(self, session: ChecklistSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._faults: dict[str, Fault | None] = {}
        self._copying: Copying | None = None
        self._checking = _Checking()
        self._duty = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_copying(self) -> bool:
        return self._copying is not None

    def state(self, evidence: Evidence) -> Fault | str | None:
        """What is wrong with a kept file; None where nothing is, "" where it has not been checked yet."""
        return self._faults.get(evidence.sha256, "")

    # copying in

    def take_in(self, duty: str, sources: Iterable[Path]) -> None:
        """Copy files in and put them to a duty, as one action."""
        record = self._session.record
        if record is None:
            self.refused.emit(NOT_OPEN)
            return
        if self._copying is not None:
            self.refused.emit("正在收存上一批文件，请稍候。")
            return
        self._copying, self._duty = Copying(), duty
        store, day = EvidenceStore(record.folder), self._session.day
        job = Job(partial(take_in_all, store, tuple(sources), day, self._copying))
        job.done.connect(self._on_taken)
        job.failed.connect(self._on_failed)
        self._timer.start()
        self._look()
        job.start()

    def cancel(self) -> None:
        if self._copying is not None:
            self._copying.is_stopped = True

    def stop(self) -> None:
        """The window is closed: nothing goes on."""
        self.cancel()
        self._checking.is_stopped = True

    def remove(self, duty: str, evidence: Evidence) -> None:
        refusal = self._session.keep(Edit(duty, EVIDENCE + evidence.sha256, None))
        if refusal:
            self.refused.emit(refusal)
        else:
            self.said.emit(f"已移除佐证：{evidence.name}。Ctrl+Z 恢复。")

    # looking after

    def check_start(self) -> None:
        """All that is kept, once: findings come by `start_checked`."""
        job = self._check(self._session.progress.values())
        if job is not None:
            job.done.connect(self._on_start_checked)
            job.start()

    def check(self, duty: str) -> None:
        """What one duty has, anew."""
        job = self._check((self._session.of(duty),))
        if job is not None:
            job.start()

    def open(self, evidence: Evidence) -> None:
        """A copy in the program that the desk has for it."""
        if Path(evidence.name).suffix.lower().removeprefix(".") not in OPENED:
            self.refused.emit(NOT_OPENED.format(name=evidence.name))
            return
        job = Job(partial(self._store().open_path, evidence.sha256, evidence.name))
        job.done.connect(self._on_openable)
        job.failed.connect(self._on_failed)
        job.start()

    def save_copy(self, evidence: Evidence, target: Path) -> None:
        job = Job(partial(_save_copy, self._store(), evidence, target))
        job.done.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        job.start()

    # inside

    def _store(self) -> EvidenceStore:
        record = self._session.record
        return EvidenceStore(record.folder if record is not None else Path())

    def _check(self, progress: Iterable[Progress]) -> Job | None:
        known = tuple(one for one in progress if one.evidence)
        if self._session.record is None or not known:
            return None
        job = Job(partial(_checked, self._store(), known, self._checking))
        job.done.connect(self._on_checked)
        job.failed.connect(self._on_failed)
        return job

    def _look(self) -> None:
        if self._copying is not None:
            self.copying.emit(self._copying.name, self._copying.done >> 10, self._copying.total >> 10)

    def _on_taken(self, taken: tuple[Taken, ...]) -> None:
        duty = self._duty
        self._end()
        known = {one.sha256: one.name for one in self._session.of(duty).evidence}
        new = {one.evidence.sha256: one.evidence for one in taken if one.evidence}
        refusals = [sentence(one.error) for one in taken if one.error]
        refusals += [_same(one.name, known[key]) for key, one in new.items() if key in known]
        self._faults.update(dict.fromkeys(new))
        edits = [_edit(duty, one) for key, one in new.items() if key not in known]
        refusals += [words for words in (self._session.keep(*edits) if edits else "",) if words]
        self.faults_changed.emit()
        if refusals:
            self.refused.emit("\n".join(refusals))
        elif edits:
            self.said.emit(f"已收存佐证 {len(edits)} 份")

    def _on_failed(self, error: Exception) -> None:
        self._end()
        known = isinstance(error, ChecklistError)
        self.refused.emit(sentence(error) if known else "没有完成，原因已记入日志。请重试。")  # type: ignore[arg-type]

    def _end(self) -> None:
        if self._copying is not None:
            self._copying = None
            self._timer.stop()
            self.copied.emit()

    def _on_checked(self, checked: Checked) -> None:
        self._faults.update({one.sha256: None for one in checked.files})
        self._faults.update({one.evidence.sha256: one.fault for one in checked.findings})
        self.faults_changed.emit()

    def _on_start_checked(self, checked: Checked) -> None:
        if checked.findings:
            self.start_checked.emit(checked.findings)

    def _on_openable(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.refused.emit(f"本机没有能打开 {copy.name} 的程序。可以“另存副本”后在别的电脑上打开。")

    def _on_saved(self, target: Path | None) -> None:
        if target is None:
            self.refused.emit("副本没有写成。请检查目标文件夹的权限和空间，或换一个位置。")
        else:
            self.said.emit(f"已另存副本：{target}")


def _checked(store: EvidenceStore, known: tuple[Progress, ...], checking: _Checking) -> Checked:
    read: list[Evidence] = []
    findings: list[Finding] = []
    for one in known:
        if checking.is_stopped:
            break
        findings.extend(check_evidence(store, (one,)))
        read.extend(one.evidence)
    return Checked(tuple(read), tuple(findings))


def _save_copy(store: EvidenceStore, evidence: Evidence, target: Path) -> Path | None:
    """The target is whole, or as it was. None where it cannot be written."""
    copy = store.open_path(evidence.sha256, evidence.name)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent)
        os.close(handle)
        shutil.copyfile(copy, name)
        Path(name).replace(target)
    except OSError:
        return None
    return target


def _edit(duty: str, evidence: Evidence) -> Edit:
    kept = {"name": evidence.name, "size": evidence.size, "added": evidence.added.isoformat()}
    return Edit(duty, EVIDENCE + evidence.sha256, kept)


def _same(name: str, known: str) -> str:
    return f"{name} 与已有的“{known}”是同一份文件，没有重复收存。" if name != known else f"{name} 已经收存，没有重复。"
