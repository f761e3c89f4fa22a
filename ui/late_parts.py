"""The parts of the window that the first paint does without: annotating, and what is handed out and taken in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from ui.actions import Command, Menus
from ui.annotating.part import AnnotatingPart
from ui.desk import Desk
from ui.further_views import FurtherViews
from ui.handing.guide import HandingGuide
from ui.ledger.session import ChecklistSession
from ui.manual.guide import HelpGuide
from ui.searching.guide import SearchGuide
from ui.searching.session import SearchSession


class LateParts(QObject):
    """Made once the text is on screen. `said` gathers what they say."""

    said = Signal(str)

    def __init__(
        self, library: Library, desk: Desk, session: ChecklistSession, search: SearchSession, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self.annotating = AnnotatingPart(library, desk, search, window)
        self.handing = HandingGuide(library, session, window)
        self.annotating.said.connect(self.said)
        self.handing.said.connect(self.said)
        session.changed.connect(self.annotating.hear)
        session.closing.connect(self.annotating.detach)
        session.opened.connect(self._attach)
        self._attach()

    def follow(self, guide: SearchGuide, further: FurtherViews) -> None:
        """Join them to search and to the table."""
        guide.annotation_requested.connect(self.annotating.open)
        self._further = further
        further.export_requested.connect(self._export)

    def add_help(self, guide: HelpGuide, safety: tuple[Command, ...]) -> None:
        """The part that explains the others; `safety` stands between its commands."""
        self.help, self._safety = guide, safety

    def menus(self) -> Menus:
        """What the parts add to the window's menus."""
        return {
            "批注": self.annotating.commands(),
            "文件": (None, *self.handing.commands()),
            "帮助": self.help.commands(self._safety),
        }

    def follow_look(self) -> None:
        self.annotating.set_theme()

    def _attach(self) -> None:
        if self._session.record is not None:
            self.annotating.attach(self._session.record)

    def _export(self, kind: str) -> None:
        """What the table shows, as it is filtered."""
        self.handing.export(kind, self._further.filter)
