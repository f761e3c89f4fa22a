"""The hit list that takes the outline's place while there is a query."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedLayout, QTreeView, QVBoxLayout, QWidget

from search.hit import ANNOTATION, DOCUMENT, DUTY, NOTE, TEXT, Answer, Hit
from ui.searching.bar import HELP
from ui.searching.filter_chips import FilterChips, chips_for
from ui.searching.hit_delegate import HitDelegate
from ui.searching.hit_model import HIT_ROLE, HitModel, group_hits
from ui.theme import Theme

_KINDS = {
    "literal": "原文含有",
    "terms": "含有全部词语",
    "synonym": "同义、简称或文件名",
    "pinyin": "拼音",
    "loose": "相近",
}
_BESIDE = {NOTE: "编注和事项", DUTY: "编注和事项", ANNOTATION: "我的批注"}


class SearchPanel(QWidget):
    """Shows hits; emits the one chosen. Says what was looked for, and what to try when nothing is found."""

    hit_requested = Signal(object)
    query_requested = Signal(str)
    filter_toggled = Signal(str, bool)

    def __init__(self, theme: Theme, titles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._model = HitModel(self)
        self.summary = QLabel("检索结果")
        self.summary.setObjectName("paneTitle")
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.suggestion = QLabel()
        self.suggestion.setWordWrap(True)
        self.suggestion.setMargin(10)
        self.suggestion.linkActivated.connect(self.query_requested)
        self.chips = FilterChips()
        self.chips.toggled.connect(self.filter_toggled)
        self.tree = self._build_tree()
        self._model.rowsInserted.connect(self._expand)
        self.tree.verticalScrollBar().valueChanged.connect(self._fill)
        self._sized = QTimer(self)  # when the list has its size
        self._sized.setSingleShot(True)
        self._sized.timeout.connect(self._settle)
        self._delegate = HitDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.empty = QLabel()
        self.empty.setObjectName("quiet")
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.summary, self.suggestion, self.chips):
            layout.addWidget(part)
        layout.addLayout(self._stack)
        self._stack.addWidget(self.tree)  # not before: it would flash up as a window of its own
        self._stack.addWidget(self.empty)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._delegate.forget()
        self.tree.viewport().update()

    def hits(self) -> tuple[Hit, ...]:
        """All hits in the order shown."""
        return self._model.hits()

    def show_answer(self, query: str, answer: Answer, elsewhere: int) -> None:
        """Show what a query found; `elsewhere` is how many there are without its filters, where it found nothing."""
        hits = answer.hits
        self._delegate.forget()
        self._model.show(group_hits(hits, self._titles))
        self.tree.expandAll()
        self.summary.setText(_summary(query, hits))
        self._show_suggestions(answer.suggestions)
        self.chips.show_chips(chips_for(query, hits, self._titles))
        self.empty.setText(_nothing(query, elsewhere))
        self._stack.setCurrentWidget(self.tree if hits else self.empty)
        self._fill()

    def show_refusal(self, words: str) -> None:
        """Show why a query cannot be searched."""
        self._model.show(())
        self.summary.setText("检索结果")
        self._show_suggestions(())
        self.chips.show_chips(())
        self.empty.setText(words)
        self._stack.setCurrentWidget(self.empty)

    def _show_suggestions(self, suggestions: tuple[str, ...]) -> None:
        links = "　".join(f'<a href="{escape(one)}">{escape(one)}</a>' for one in suggestions)
        self.suggestion.setText(f"您是不是要找：{links}")
        self.suggestion.setVisible(bool(suggestions))

    def follow(self, hit: Hit) -> None:
        """Show which hit the reader is at."""
        self.tree.setCurrentIndex(self._model.index_of(hit))

    def _build_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        tree.setIndentation(8)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName("检索结果")
        tree.clicked.connect(self._on_chosen)
        tree.activated.connect(self._on_chosen)
        return tree

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._sized.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sized.start()

    def _settle(self) -> None:
        """Rows as high as they are at this width, and as many as there is room for."""
        self.tree.doItemsLayout()
        self._fill()

    def _fill(self) -> None:
        """More hits while the list ends in sight."""
        bar = self.tree.verticalScrollBar()
        while self._model.has_more and self.isVisible() and bar.value() >= bar.maximum():
            self._model.show_more()
            self.tree.doItemsLayout()

    def _expand(self, parent: QModelIndex, first: int, last: int) -> None:
        if not parent.isValid():
            for row in range(first, last + 1):
                self.tree.expand(self._model.index(row, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.hit_requested.emit(hit)


def _summary(query: str, hits: tuple[Hit, ...]) -> str:
    names = [_KINDS[hit.kind] if hit.where in (TEXT, DOCUMENT) else _BESIDE[hit.where] for hit in hits]
    counted = "，".join(f"{name} {names.count(name)} 条" for name in dict.fromkeys(names))
    return f"“{query}”：{counted}" if hits else "检索结果"


def _nothing(query: str, elsewhere: int) -> str:
    tried = "已试过：原文、全部词语、同义和简称、拼音、相近写法。"
    if elsewhere:
        return f"没有找到“{query}”。\n\n去掉筛选条件，可找到 {elsewhere} 条。"
    return f"没有找到“{query}”。\n\n{tried}\n可以试试：少输几个字，或换一个说法。\n\n{HELP}"
