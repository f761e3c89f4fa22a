"""A duty opened: what the text asks on the left, what the county does about it on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from checklist.evidence import Fault
from checklist.standing import Evidence
from checklist.subjects import is_own
from content.duty import Duty
from ui.field_words import field_label
from ui.ledger.asked_column import AskedColumn
from ui.ledger.entry_list import EntryList
from ui.ledger.evidence_list import EvidenceList
from ui.ledger.history_list import HistoryList
from ui.ledger.parts import force_label, words_label
from ui.ledger.status_button import ReasonBar, StatusButton
from ui.ledger.work_page import WorkPage
from ui.ledger_words import OWN_DUTY
from ui.theme import Theme

TABS = ("办理", "进展情况", "佐证材料", "历史")
WORK, ENTRIES, EVIDENCE, HISTORY = range(4)
_WIDE, _TALL, _ASKED = 1080, 680, 380


class DutySheet(QDialog):
    """Holds the parts; ui.ledger.opening says what they show. Leaving it saves what was typed."""

    leaving = Signal()  # everything typed is to be handed over
    undo_requested = Signal()
    redo_requested = Signal()
    step_requested = Signal(int)
    own_edit_requested = Signal()
    own_removal_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        state: Callable[[Evidence], Fault | str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setWindowTitle("事项")
        self.status, self.reason = StatusButton(theme, self), ReasonBar(self)
        self.asked = AskedColumn(theme)
        self.work, self.entries = WorkPage(today), EntryList(today)
        self.evidence, self.history = EvidenceList(state), HistoryList()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("办理情况")
        for page, name in zip((self.work, self.entries, self.evidence, self.history), TABS, strict=True):
            self.tabs.addTab(_scrolling(page), name)
        self.matters = QWidget()
        self._matters = QVBoxLayout(self.matters)
        self._matters.setContentsMargins(16, 12, 16, 0)
        self._matters.setSpacing(8)
        self.toast = words_label("", "quiet")
        self.done_button = QPushButton()
        self._force, self._title = QLabel(), words_label("", "sheetTitle")
        self._own_mark = words_label(OWN_DUTY, "ownMark", wraps=False)
        self._edit, self._remove = QPushButton(f"修改{OWN_DUTY}…"), QPushButton("撤下")
        self._head = QHBoxLayout()
        self._is_warned = False
        self._lay_out()
        self._add_keys()
        self._fit()

    def begin(self, duty: Duty) -> None:
        """Another duty: head and toast are new."""
        self._is_warned = False
        self.toast.clear()
        self.reason.close_bar()
        self.setWindowTitle(f"事项：{duty.title}")
        self._title.setText(duty.title)
        old = self._force
        self._force = force_label(duty.force)
        self._head.replaceWidget(old, self._force)
        self._head.setAlignment(self._force, Qt.AlignmentFlag.AlignVCenter)
        old.deleteLater()
        for part in (self._own_mark, self._edit, self._remove):
            part.setVisible(is_own(duty.id))

    def show_counts(self, entries: int, evidence: int, deeds: int) -> None:
        for tab, count in ((ENTRIES, entries), (EVIDENCE, evidence), (HISTORY, deeds)):
            self.tabs.setTabText(tab, f"{TABS[tab]} {count}" if count else TABS[tab])

    def show_matters(self, boxes: list[QWidget]) -> None:
        """What has to be decided, above the tabs."""
        while item := self._matters.takeAt(0):
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for box in boxes:
            self._matters.addWidget(box)
        self.matters.setVisible(bool(boxes))

    def say(self, words: str) -> None:
        self.toast.setText(words)

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The names of the places where something was typed that is not on disk."""
        fields = [box.kind.title for box in self.work.boxes.values() if box.is_changed and not box.isHidden()]
        entries = [field_label("entry/")] if any(one.is_changed for one in self.entries.editors) else []
        reason = [field_label("reason")] if not self.reason.isHidden() and self.reason.line.text() else []
        return (*fields, *entries, *reason)

    def leave(self) -> bool:
        """Hand everything typed over; whether all of it is on disk, or was given up by asking twice."""
        self.leaving.emit()
        if self.unsaved and not self._is_warned:
            self._is_warned = True
            self.say(f"“{'”“'.join(self.unsaved)}”还没有保存。请改正；再按一次则放弃这处改动。")
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return belongs to the field or button that has the keyboard; a dialog would press some button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc and the frame's cross."""
        if self.leave():
            super().reject()

    def save(self) -> None:
        self.leaving.emit()
        self.say("" if self.unsaved else "已保存")

    # building

    def _lay_out(self) -> None:
        self.asked.setFixedWidth(_ASKED)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.matters)
        right.addWidget(self.tabs, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.asked)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addLayout(middle, 1)
        column.addWidget(self._build_foot())

    def _build_head(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("sheetHead")
        self._head.setSpacing(8)
        self._head.addWidget(self._force)
        self._head.addWidget(self._own_mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.status)
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 12, 12)
        column.addLayout(self._head)
        column.addWidget(self.reason)
        return holder

    def _build_foot(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("sheetFoot")
        self._edit.clicked.connect(self.own_edit_requested)
        self._remove.clicked.connect(self.own_removal_requested)
        close = QPushButton("关闭")
        close.setToolTip("Esc")
        close.clicked.connect(self.reject)
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.toast, 1)
        for button in (self._edit, self._remove, self.done_button, close):
            button.setAutoDefault(False)
            row.addWidget(button)
        return holder

    def _add_keys(self) -> None:
        keys = (
            ("保存", "Ctrl+S", self.save),
            ("撤销", "Ctrl+Z", self.undo_requested.emit),
            ("重做", "Ctrl+Y", self.redo_requested.emit),
            ("下一项", "Ctrl+Down", self._on_next),
            ("上一项", "Ctrl+Up", self._on_previous),
        )
        for title, key, run in keys:
            action = QAction(title, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(run)
            self.addAction(action)

    def _fit(self) -> None:
        """As large as it would be, and never larger than the window that it stands over."""
        over = self.parentWidget()
        room = over.window().size() if over is not None else self.screen().availableGeometry().size()
        scale = self.fontMetrics().height() / 19
        self.asked.setFixedWidth(min(round(_ASKED * scale), room.width() * 2 // 5))
        self.resize(min(round(_WIDE * scale), room.width() - 40), min(round(_TALL * scale), room.height() - 60))

    def _on_next(self) -> None:
        self.step_requested.emit(1)

    def _on_previous(self) -> None:
        self.step_requested.emit(-1)


def _scrolling(page: QWidget) -> QScrollArea:
    page.setObjectName("tabPage")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = page.layout()
    if layout is not None:
        layout.setContentsMargins(16, 16, 16, 16)
    area = QScrollArea()
    area.setObjectName("tabArea")
    area.setFrameStyle(0)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
