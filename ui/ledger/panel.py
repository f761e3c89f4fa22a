"""The right pane: the duties of the clause in view, ticked there and then, and our notes on the clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checklist.ledger import Flag
from checklist.progress import Progress
from content.document import Document, EditorNote
from content.duty import Duty
from ui.labels import EDITORIAL
from ui.ledger.card import DutyCard
from ui.ledger.parts import words_label
from ui.ledger_words import OWN_DUTY
from ui.reading.document_card import DocumentCard
from ui.theme import Theme

ABOUT = "文件信息"


@dataclass(frozen=True)
class Beside:
    """What stands beside a clause: its duties and notes; at the beginning of a document also its facts, and the
    county's own duties. `flags` say by duty what is the matter with it.
    """

    duties: tuple[Duty, ...]
    notes: tuple[EditorNote, ...]
    document: Document | None = None
    own: tuple[Duty, ...] = ()
    flags: Mapping[str, frozenset[Flag]] = field(default_factory=dict)


class DutyPanel(QWidget):
    """Cards and notes of one clause; where it has no duty, the way to the next one."""

    step_toggled = Signal(str, str, bool)
    done_toggled = Signal(str, bool)
    status_chosen = Signal(str, object, str)
    result_chosen = Signal(str, object)
    open_requested = Signal(str)
    own_requested = Signal()
    place_requested = Signal(str)
    next_duty_requested = Signal()
    link_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: tuple[DutyCard, ...] = ()
        self.setObjectName("sidePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setObjectName("paneTitle")
        self.area = QScrollArea()
        self.area.setFrameStyle(0)
        self.area.setAccessibleName("本条事项")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.area)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The pane itself has nothing to type into: hand the keyboard to its first box or button."""
        first = self.area.widget().findChild(QAbstractButton)
        if isinstance(first, QAbstractButton):
            first.setFocus(event.reason())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_beside(self, beside: Beside, progress: Mapping[str, Progress]) -> None:
        """Replace what is shown."""
        self.title.setText(_title(beside))
        holder = QWidget()
        holder.setObjectName("cards")
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(10)
        own = self._add_own(column, beside, progress) if beside.own else []
        if beside.document:
            if own:
                column.addWidget(words_label(ABOUT, "ownTitle"))
            column.addWidget(DocumentCard(beside.document))
        cards = [self._build_card(duty, progress, beside) for duty in beside.duties]
        for card in cards:
            column.addWidget(card)
        if not beside.duties:
            self._add_empty_state(column, beside)
        if beside.document and not beside.own:
            self._add_own(column, beside, progress)
        self.cards = (*own, *cards)
        if beside.notes:
            self._add_notes(column, beside.notes)
        column.addStretch()
        self.area.setWidget(holder)

    def show_progress(self, progress: Progress, flags: frozenset[Flag] = frozenset()) -> None:
        """One duty's progress changed on disk."""
        for card in self.cards:
            if card.duty.id == progress.duty:
                card.show_progress(progress, flags)

    def show_refusal(self, duty: str, sentence: str) -> None:
        """Why what is being typed into a duty's card was not kept."""
        for card in self.cards:
            if card.duty.id == duty:
                card.show_refusal(sentence)

    @property
    def current(self) -> str:
        """The duty whose card has the keyboard; else the only one shown; else none."""
        for card in self.cards:
            if card.isAncestorOf(QApplication.focusWidget() or self):
                return card.duty.id
        return self.cards[0].duty.id if len(self.cards) == 1 else ""

    def focus_duty(self, duty_id: str) -> None:
        for card in self.cards:
            if card.duty.id == duty_id:
                self.area.ensureWidgetVisible(card)

    def focus_note(self, label: str) -> None:
        note = self.area.widget().findChild(QLabel, f"note {label}")
        if isinstance(note, QLabel):
            self.area.ensureWidgetVisible(note)

    def _build_card(self, duty: Duty, progress: Mapping[str, Progress], beside: Beside) -> DutyCard:
        card = DutyCard(duty, self._theme)
        card.show_progress(progress.get(duty.id, Progress(duty.id)), beside.flags.get(duty.id, frozenset()))
        card.step_toggled.connect(self.step_toggled)
        card.done_toggled.connect(self.done_toggled)
        card.status_chosen.connect(self.status_chosen)
        card.result_chosen.connect(self.result_chosen)
        card.open_requested.connect(self.open_requested)
        card.place_requested.connect(self.place_requested)
        return card

    def _add_own(self, column: QVBoxLayout, beside: Beside, progress: Mapping[str, Progress]) -> list[DutyCard]:
        """The county's own duties, or what they are good for."""
        if not beside.own:
            column.addWidget(words_label(OWN_DUTY, "ownTitle"))
        cards = [self._build_card(duty, progress, beside) for duty in beside.own]
        for card in cards:
            column.addWidget(card)
        if not cards:
            column.addWidget(words_label("市州、本县文件交办的任务，可以加在这里一并管理。", "quiet"))
        new = QPushButton(f"新建{OWN_DUTY}…")
        new.clicked.connect(self.own_requested)
        column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        return cards

    def _add_empty_state(self, column: QVBoxLayout, beside: Beside) -> None:
        if not beside.document:
            words = QLabel("这一条没有交给县级的事项。")
            words.setObjectName("quiet")
            words.setWordWrap(True)
            column.addWidget(words)
        onward = QPushButton("下一条有事项的条款")
        onward.clicked.connect(self.next_duty_requested)
        column.addWidget(onward, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_notes(self, column: QVBoxLayout, notes: tuple[EditorNote, ...]) -> None:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._theme.line}; border: none;")
        heading = QLabel(f"编注　{len(notes)}　·　{EDITORIAL}")
        heading.setObjectName("quiet")
        column.addWidget(line)
        column.addWidget(heading)
        for note in notes:
            column.addWidget(self._build_note(note))

    def _build_note(self, note: EditorNote) -> QLabel:
        words = QLabel(f"<b>{note.label}</b>　<span>{note.kind}</span><br>{note.html}")
        words.setObjectName(f"note {note.label}")
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setOpenExternalLinks(False)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        words.linkActivated.connect(self.link_requested)
        return words


def _title(beside: Beside) -> str:
    if beside.duties:
        return f"本条事项　{len(beside.duties)}"
    if beside.own:
        return f"{OWN_DUTY}　{len(beside.own)}"
    return ABOUT if beside.document else "本条事项"
