"""The views beside 阅读: built when first asked for, dressed like the window, told what is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from ui.theme import Size, Theme
from ui.views import View

if TYPE_CHECKING:
    from ui.proofing.view import ProofView

PROOF = "proof"


class FurtherViews(QObject):
    """`place_requested` asks for a clause in the text, `left` for the text as it was."""

    place_requested = Signal(str, str)
    left = Signal()
    said = Signal(str)

    def __init__(self, library: Library, theme: Theme, size: Size, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._theme, self._size = library, theme, size
        self.proof: ProofView | None = None

    def views(self) -> tuple[View, ...]:
        return (View(PROOF, "原文核对", "Ctrl+5", self._build_proof),)

    def show_view(self, name: str, doc: str) -> None:
        """A view comes forward while `doc` is the document being read."""
        if name == PROOF and self.proof is not None:
            from content.sources import received_text

            self.proof.show_document(self._library.document(doc), received_text)

    def set_look(self, theme: Theme, size: Size) -> None:
        self._theme, self._size = theme, size
        if self.proof is not None:
            self.proof.set_look(theme, size.pixels)

    def _build_proof(self) -> QWidget:
        from ui.proofing.view import ProofView  # not before it is asked for

        self.proof = proof = ProofView(self._theme, self._size.pixels)
        proof.place_requested.connect(self.place_requested)
        proof.closed.connect(self.left)
        proof.said.connect(self.said)
        return proof
