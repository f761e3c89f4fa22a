"""The three panes side by side. Places the panels; what they say to each other is the window's business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from content.document import Document
from ui.labels import document_label, place_label
from ui.plain import tip
from ui.reading.reader_view import ReaderView
from ui.reading.tab_bar import DocumentTabs
from ui.theme import Size, Theme

if TYPE_CHECKING:
    from ui.ledger.panel import DutyPanel
    from ui.reading.outline_model import OutlineModel
    from ui.reading.outline_panel import OutlinePanel
    from ui.searching.panel import SearchPanel

# Points of view on the text; the units named in it are added to them.
WHOLE, COUNTY = "全文视角", "县级视角"
_WIDTHS = (284, 752, 330)
_LEAST_WIDTHS = (200, 420, 260)


class Desk(QSplitter):
    """Left: outline, or hits in its place. Centre: notice, tabs, breadcrumb, text. Right: duties.

    The text stands alone between two empty panes until `furnish` fills them.
    """

    outline: OutlinePanel
    search_panel: SearchPanel
    duty_panel: DutyPanel

    def __init__(self, titles: Mapping[str, str], theme: Theme, size: Size) -> None:
        super().__init__()
        self._titles = titles
        self.reader = ReaderView(theme, size.pixels)
        self.tabs = DocumentTabs(titles)
        self.right: QWidget = QWidget()
        self.perspective = QComboBox()
        self.perspective.addItems([WHOLE, COUNTY])
        self.breadcrumb, self.notice = _label(), _label()
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.left = QStackedWidget()
        self.pages = QSplitter()
        self.pages.addWidget(self._build_first_page())
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in (self.left, self._build_centre(), self.right):
            self.addWidget(pane)
        self._keep_panes_wide(size)
        self.setStretchFactor(1, 1)
        self.setSizes([size.px(width) for width in _WIDTHS])

    def furnish(self, outline_model: OutlineModel) -> None:
        """Fill the panes at the sides; the first paint does without them."""
        from ui.ledger.panel import DutyPanel
        from ui.reading.outline_panel import OutlinePanel
        from ui.searching.panel import SearchPanel

        theme = self.reader.theme
        self.outline, self.search_panel = OutlinePanel(outline_model), SearchPanel(theme, dict(self._titles))
        for panel in (self.outline, self.search_panel):
            self.left.addWidget(panel)
        self.duty_panel = DutyPanel(theme)
        self.duty_panel.setMinimumWidth(self.right.minimumWidth())
        is_hidden = self.right.isHidden()
        self.replaceWidget(self.indexOf(self.right), self.duty_panel)
        self.duty_panel.setHidden(is_hidden)
        self.right.deleteLater()
        self.right = self.duty_panel

    def show_place(self, document: Document, clause_id: str) -> None:
        """Where the reader is, in words."""
        place = place_label(document.clause(clause_id)) or document_label(document)
        self.breadcrumb.setText(place)
        self.breadcrumb.setToolTip(tip(place))

    def set_look(self, theme: Theme, size: Size) -> None:
        self.search_panel.set_theme(theme)
        self.duty_panel.set_theme(theme)
        self.reader.set_look(theme, size.pixels)
        self._keep_panes_wide(size)

    def add_below_header(self, bar: QWidget) -> None:
        """A bar between the breadcrumb and the text, such as the one of finding in the page."""
        self._column.insertWidget(self._column.indexOf(self.reader), bar)

    def show_outline(self) -> None:
        self.left.setCurrentWidget(self.outline)

    def show_hits(self) -> None:
        self.left.setCurrentWidget(self.search_panel)

    def add_on_the_left(self, panel: QWidget) -> None:
        """A further panel that can take the outline's place."""
        self.left.addWidget(panel)

    def show_on_the_left(self, panel: QWidget) -> None:
        self.left.show()
        self.left.setCurrentWidget(panel)

    def focus_next_pane(self) -> None:
        """From list to margin to text to margin to duties, and round again; hidden panes are passed over."""
        reader, front = self.reader, self.left.currentWidget().findChild(QTreeView)
        assert isinstance(front, QTreeView)
        stops: list[QWidget] = [front, reader, reader.margin, reader.side_margin, self.duty_panel]
        focused = QApplication.focusWidget()
        inside = [stop for stop in reversed(stops) if focused and (stop is focused or stop.isAncestorOf(focused))]
        following = stops.index(inside[0]) + 1 if inside else 0
        visible = [stop for stop in stops[following:] + stops[:following] if stop.isVisible()]
        visible[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _keep_panes_wide(self, size: Size) -> None:
        for pane, least in enumerate(_LEAST_WIDTHS):
            self.widget(pane).setMinimumWidth(size.px(least))

    def _build_centre(self) -> QWidget:
        centre = QWidget(self)
        column = _column(centre)
        for part in (self.notice, self.tabs):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        return centre

    def _build_first_page(self) -> QWidget:
        first = QWidget()
        self._column = _column(first)
        self._column.addWidget(self._build_header())
        self._column.addWidget(self.reader, 1)
        return first

    def _build_header(self) -> QWidget:
        """Where the reader is, and from whose point of view the text is seen."""
        header = QWidget()
        header.setObjectName("breadcrumb")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.perspective.setAccessibleName("视角")
        self.perspective.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.perspective.setMinimumContentsLength(7)
        self.breadcrumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.breadcrumb.setObjectName("quiet")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.breadcrumb, 1)
        row.addWidget(self.perspective)
        return header


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
