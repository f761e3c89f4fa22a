"""The three panes side by side. Places the panels; what they say to each other is the window's business."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.ledger.panel import DutyPanel
from ui.reading.outline_model import OutlineModel
from ui.reading.outline_panel import OutlinePanel
from ui.reading.reader_view import ReaderView
from ui.searching.panel import SearchPanel
from ui.theme import Theme

_WIDTHS = (284, 752, 330)
_LEAST_WIDTHS = (200, 420, 260)


class Desk(QSplitter):
    """Left: outline, or hits in its place. Centre: notice, breadcrumb, text. Right: duties."""

    def __init__(self, outline_model: OutlineModel, titles: dict[str, str], theme: Theme) -> None:
        super().__init__()
        self.outline = OutlinePanel(outline_model)
        self.search_panel = SearchPanel(theme, titles)
        self.reader = ReaderView(theme)
        self.duty_panel = DutyPanel(theme)
        self.breadcrumb = _label("breadcrumb")
        self.notice = _label("notice")
        self.notice.hide()
        self.left = QStackedWidget()
        self.left.addWidget(self.outline)
        self.left.addWidget(self.search_panel)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane, least in zip((self.left, self._build_centre(), self.duty_panel), _LEAST_WIDTHS, strict=True):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setSizes(_WIDTHS)

    def set_theme(self, theme: Theme) -> None:
        for panel in (self.search_panel, self.duty_panel, self.reader):
            panel.set_theme(theme)

    def show_outline(self) -> None:
        self.left.setCurrentWidget(self.outline)

    def show_hits(self) -> None:
        self.left.setCurrentWidget(self.search_panel)

    def focus_next_pane(self) -> None:
        """From list to text to margin to duties, and round again; hidden panes are passed over."""
        front = self.outline.tree if self.left.currentWidget() is self.outline else self.search_panel.tree
        stops: list[QWidget] = [front, self.reader, self.reader.margin, self.duty_panel]
        focused = QApplication.focusWidget()
        inside = [stop for stop in reversed(stops) if focused and (stop is focused or stop.isAncestorOf(focused))]
        following = stops.index(inside[0]) + 1 if inside else 0
        visible = [stop for stop in stops[following:] + stops[:following] if stop.isVisible()]
        visible[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _build_centre(self) -> QWidget:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.notice, self.breadcrumb, self.reader):
            column.addWidget(part)
        return centre


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(name == "notice")
    return label
