"""原文核对: our text and the other one side by side, every differing character marked, listed and walked through."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from content.document import Document
from ui.labels import document_label
from ui.proofing.body import ProofBody
from ui.proofing.cells import rows_of
from ui.proofing.drop_area import DropArea
from ui.proofing.files import choose_report, choose_text, save_report
from ui.proofing.head import ProofHead
from ui.proofing.proof import Proof
from ui.proofing.report import report
from ui.proofing.session import ProofSession, ReceivedLoader
from ui.theme import TEXT_SIZE, Theme

_QUIET_MS = 200  # what takes less is not spoken of


class ProofView(QWidget):
    """A page of its own. It only reads: `place_requested` (document, clause) and `closed` are wishes."""

    place_requested = Signal(str, str)
    closed = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, size: int = TEXT_SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._loader: ReceivedLoader | None = None
        self._proof: Proof | None = None
        self._at: int | None = None
        self.session = ProofSession(self)
        self.head, self.body, self.drop_area = ProofHead(theme), ProofBody(theme, size), DropArea(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.drop_area)
        self._stack.addWidget(self.body)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_QUIET_MS)
        self._keys = self._build_keys()
        self.setObjectName("proofView")
        self.setAccessibleName("原文核对")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self._connect()
        self.head.show_progress(None)

    # what the view is asked to do

    @property
    def proof(self) -> Proof | None:
        """What is shown, None where nothing is."""
        return self._proof

    def show_document(self, document: Document, received_text_loader: ReceivedLoader) -> None:
        """Hold a document against the text as received, which the loader fetches in the background."""
        self._document, self._loader = document, received_text_loader
        self.head.title.setText(f"原文核对　{document_label(document)}")
        self.prove_received()

    def prove_received(self) -> None:
        if self._document is not None and self._loader is not None:
            self.head.received.setChecked(True)
            self.session.prove_received(self._document, self._loader)

    def prove_file(self, path: Path) -> None:
        """Hold the document against a file that the person chose."""
        if self._document is not None:
            self.head.file.setChecked(True)
            self.session.prove_file(self._document, path)

    def await_file(self) -> None:
        """Show where a file can be dropped."""
        self.session.cancel()
        self.head.file.setChecked(True)
        self._show_nothing("")
        self.drop_area.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_file(self) -> None:
        """Let the person choose a file and hold the document against it."""
        path = choose_text(self)
        if path is not None:
            self.prove_file(path)

    def step(self, by: int) -> None:
        """To the next or previous difference, round the ends."""
        if self._proof and self._proof.comparison.differences:
            count = len(self._proof.comparison.differences)
            start = self._at if self._at is not None else -1 if by > 0 else 0
            self.go_to((start + by) % count)

    def go_to(self, number: int) -> None:
        """To a difference, counted from 0."""
        if self._proof is not None:
            self._at = number
            self.head.show_place(number + 1, len(self._proof.comparison.differences))
            self.body.go_to(number)

    def set_look(self, theme: Theme, size: int = TEXT_SIZE) -> None:
        self.head.set_theme(theme)
        self.body.set_look(theme, size)
        self.drop_area.set_theme(theme)
        if self._at is not None:
            self.go_to(self._at)

    # wiring

    def _connect(self) -> None:
        head, body, session = self.head, self.body, self.session
        head.back.clicked.connect(self.closed)
        head.received.clicked.connect(self.prove_received)
        head.file.clicked.connect(self.await_file)
        head.before.clicked.connect(partial(self.step, -1))
        head.after.clicked.connect(partial(self.step, 1))
        head.only_different.toggled.connect(self._show_rows)
        head.keeps_lines.toggled.connect(self._show_rows)
        head.copy.clicked.connect(self._copy)
        head.save.clicked.connect(self._save)
        head.cancel.clicked.connect(session.cancel)
        body.list.clicked.connect(self._on_chosen)
        body.list.activated.connect(self._on_place_wished)
        body.moved_to.connect(self.go_to)
        body.columns.clause_requested.connect(self._on_clause_wished)
        self.drop_area.file_wished.connect(self.choose_file)
        self._waiting.timeout.connect(partial(head.show_progress, 0))
        session.started.connect(self._waiting.start)
        session.advanced.connect(self._on_advanced)
        session.proved.connect(self._on_proved)
        session.refused.connect(self._on_refused)
        session.stopped.connect(self._on_stopped)

    # what happened

    def _on_advanced(self, percent: int) -> None:
        if self.session.is_running and not self._waiting.isActive():
            self.head.show_progress(percent)

    def _on_proved(self, proof: Proof) -> None:
        self._rest()
        self._proof, self._at = proof, None
        self.head.show_proof(proof)
        self.head.only_different.setChecked(False)
        self.body.show_proof(proof)
        self._show_rows()
        self._stack.setCurrentWidget(self.body)
        if proof.comparison.differences:
            self.go_to(0)
        self.body.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, words: str) -> None:
        self._rest()
        self._show_nothing(words)
        self.drop_area.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stopped(self) -> None:
        self._rest()
        self._show_nothing("核对已取消。")

    def _rest(self) -> None:
        self._waiting.stop()
        self.head.show_progress(None)

    def _show_nothing(self, words: str) -> None:
        self._proof, self._at = None, None
        self.head.show_proof(None)
        self.drop_area.say(words)
        self._stack.setCurrentWidget(self.drop_area)

    def _show_rows(self) -> None:
        if self._proof is not None:
            rows = rows_of(self._proof, self.head.keeps_lines.isChecked())
            only = self.head.only_different.isChecked()
            self.body.columns.show_rows(tuple(row for row in rows if row.is_different or not only))
            if self._at is not None:
                self.body.go_to(self._at)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.go_to(index.row())

    def _on_place_wished(self, index: QModelIndex) -> None:
        self._on_clause_wished(self.body.model.difference(index.row()).clause)

    def _on_clause_wished(self, clause: str) -> None:
        if self._document is not None:
            self.place_requested.emit(self._document.id, clause)

    def _copy(self) -> None:
        if self._proof is not None:
            QGuiApplication.clipboard().setText(report(self._proof))
            self.said.emit("核对结果已复制。")

    def _save(self) -> None:
        if self._proof is None:
            return
        path = choose_report(self, f"原文核对 {self._proof.document.metadata.short_title}.txt")
        if path is None:
            return
        try:
            save_report(path, report(self._proof))
        except OSError:
            self.said.emit(f"没有保存：不能写入 {path}。请另选文件夹，或检查磁盘空间。")
        else:
            self.said.emit(f"核对结果已保存：{path}")

    # Qt

    def _build_keys(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        key, modifier = Qt.Key, Qt.KeyboardModifier
        return {
            (key.Key_F3, modifier.NoModifier): partial(self.step, 1),
            (key.Key_F3, modifier.ShiftModifier): partial(self.step, -1),
            (key.Key_Down, modifier.AltModifier): partial(self.step, 1),
            (key.Key_Up, modifier.AltModifier): partial(self.step, -1),
            (key.Key_O, modifier.ControlModifier): self.choose_file,
            (key.Key_Escape, modifier.NoModifier): self._on_escape,
        }

    def _on_escape(self) -> None:
        if self.session.is_running:
            self.session.cancel()
        else:
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """While the page has the keyboard its own keys come before the window's shortcuts of the same name."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meaning(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._meaning(event)
        if run is None:
            super().keyPressEvent(event)
        else:
            run()

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._keys.get((Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._document is not None and _dropped(event) is not None:
            event.acceptProposedAction()
            self.drop_area.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_area.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_area.set_over(False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.prove_file(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is held over the page; of several none is meant."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
