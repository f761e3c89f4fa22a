"""Paints an excerpt with the found words marked: text and slices, never HTML."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from search.hit import ANNOTATION, DOCUMENT, DUTY, NOTE, Hit
from ui.reading.counted_row import COUNT_ROLE, paint_counted_row, paint_ground
from ui.searching.hit_model import HIT_ROLE
from ui.theme import Theme

_PADDING = 8
_MOST_LINES = 4
_WHERE = {DUTY: "【事项】", NOTE: "【编注】", ANNOTATION: "【我的批注】", DOCUMENT: "【文件】"}


class HitDelegate(QStyledItemDelegate):
    """Wraps an excerpt to the width of its view, at most four lines."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._layouts: dict[tuple[int, int], QTextLayout] = {}

    def forget(self) -> None:
        """Drop what was laid out: there are other hits, or they look otherwise."""
        self._layouts.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT_ROLE)
        self.initStyleOption(option, index)
        if not isinstance(hit, Hit):
            option.font.setBold(True)
            paint_counted_row(painter, option, str(index.data(COUNT_ROLE)))
            return
        paint_ground(painter, option)
        layout = self._laid_out(hit, option.font, _text_width(option))
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(option.rect.left() + _PADDING, option.rect.top() + _PADDING / 2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return QSize(0, option.fontMetrics.height() + 12)
        height = self._laid_out(hit, option.font, _text_width(option)).boundingRect().height()
        return QSize(0, round(height) + _PADDING)

    def _laid_out(self, hit: Hit, font: QFont, width: int) -> QTextLayout:
        """Kept, since a view asks for the size of a row several times before it paints it."""
        place = id(hit), width
        if place not in self._layouts:
            self._layouts[place] = self._lay_out(hit, font, width)
        return self._layouts[place]

    def _lay_out(self, hit: Hit, font: QFont, width: int) -> QTextLayout:
        ahead = _WHERE.get(hit.where, "") + ("…" if hit.excerpt_start else "")
        behind = f"　（{hit.reason}）" if hit.reason and hit.kind != "loose" else ""
        layout = QTextLayout(ahead + hit.excerpt.replace("\t", " ") + behind, font)
        shift = len(ahead) - hit.excerpt_start
        layout.setFormats([self._range(start + shift, end + shift) for start, end in _inside(hit)])
        layout.beginLayout()
        top = 0.0
        for _ in range(_MOST_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, top))
            top += line.height() * 1.15
        layout.endLayout()
        return layout

    def _range(self, start: int, end: int) -> QTextLayout.FormatRange:
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = start, end - start
        look = QTextCharFormat()
        look.setBackground(QColor(self.theme.hit))
        marked.format = look
        return marked


def _text_width(option: QStyleOptionViewItem) -> int:
    """Room for the scroll bar is always left: were it not, every row would be laid out anew when it comes or goes."""
    tree = option.widget
    beside = tree.verticalScrollBar().sizeHint().width() + 2 * tree.frameWidth() + tree.indentation()
    return int(tree.width() - beside - 2 * _PADDING)


def _inside(hit: Hit) -> list[tuple[int, int]]:
    """The marks that lie in the excerpt, cut at its ends."""
    first, last = hit.excerpt_start, hit.excerpt_start + len(hit.excerpt)
    return [(max(a, first), min(b, last)) for a, b in hit.marks if a < last and b > first]
