"""What a county does beyond ticking: opened cards, evidence, own duties, its profile. Needed after the first paint."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from checklist.evidence import Finding
from content.library import Library
from ui.county.guide import CountyGuide
from ui.desk import Desk
from ui.ledger.evidence_work import EvidenceWork
from ui.ledger.lost_bar import LostBar
from ui.ledger.opening import CardOpening
from ui.ledger.own_editing import OwnEditing
from ui.ledger.session import ChecklistSession


class Dealing(QObject):
    """Built once the text is on screen. `said` carries sentences, `link_requested` places of the text to go to."""

    said = Signal(str)
    link_requested = Signal(str)

    def __init__(self, desk: Desk, library: Library, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self.evidence = EvidenceWork(session, self)
        self.opening = CardOpening(library, session, self.evidence, self)
        self.owning = OwnEditing(session, self)
        self.county = CountyGuide(library, session.read_profile, session.keep_profile, self)
        self.lost = LostBar()
        for bar in (self.county.first_step, self.lost):
            desk.add_below_header(bar)
        self._connect()

    def begin(self) -> None:
        """Ask whose record it is, where it does not say; look after the evidence."""
        self.county.offer(self._session.is_open)
        self.evidence.check_start()

    def open_duty(self, duty: str) -> None:
        """The card of a duty, of the texts or of the county's own."""
        self.opening.open(duty, self._desk.reader.theme, self._desk.window())

    def new_own(self) -> None:
        self.owning.new(self._desk.window())

    def open_county(self) -> None:
        self.county.open(self._desk.window())

    def _connect(self) -> None:
        self.evidence.said.connect(self.said)
        self.evidence.start_checked.connect(self._on_evidence_checked)
        self.lost.duty_requested.connect(self._open_evidence)
        self.opening.link_requested.connect(self.link_requested)
        self.opening.own_edit_requested.connect(self._change_own)
        self.county.said.connect(self.said)
        self._session.profile_changed.connect(self._on_profile)
        self._session.closing.connect(self._on_closing)

    def _change_own(self, duty: str) -> None:
        self.owning.change(duty, self.opening.sheet or self._desk.window())

    def _open_evidence(self, duty: str) -> None:
        self.open_duty(duty)
        self.opening.show_evidence()

    def _on_profile(self) -> None:
        self.county.offer(self._session.is_open)

    def _on_evidence_checked(self, findings: tuple[Finding, ...]) -> None:
        self.lost.show_findings(findings, self._session.title)

    def _on_closing(self) -> None:
        self.opening.close()
        self.evidence.stop()
