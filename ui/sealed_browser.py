"""A page that loads nothing: whatever a text asks for, no file is opened and nothing is asked of anybody."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser


class SealedBrowser(QTextBrowser):
    """Brings all that it shows itself. Its links are wishes: `setOpenLinks(False)` is the caller's."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, in the form in which Qt takes it: given none for a picture, it would open the file."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            blank = QImage(1, 1, QImage.Format.Format_ARGB32)
            blank.fill(0)
            return blank
        return QByteArray()
