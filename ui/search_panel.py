"""The hit list that takes the outline's place while there is a query."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedLayout, QTreeView, QVBoxLayout, QWidget

from search.hit import Hit
from ui.hit_delegate import HitDelegate
from ui.hit_model import HIT_ROLE, HitModel, group_hits
from ui.theme import Theme

_KINDS = {"literal": "原文含有", "terms": "含有全部词语", "loose": "没有原文匹配，相近结果"}


class SearchPanel(QWidget):
    """Shows hits; emits the one chosen. Says what was looked for, and what to try when nothing is found."""

    hit_requested = Signal(object)

    def __init__(self, theme: Theme, titles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._model = HitModel(self)
        self.summary = QLabel("检索结果")
        self.summary.setObjectName("paneTitle")
        self.summary.setWordWrap(True)
        self.tree = self._build_tree()
        self._delegate = HitDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.empty = QLabel()
        self.empty.setObjectName("quiet")
        self.empty.setWordWrap(True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addLayout(self._stack)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.tree.viewport().update()

    def hits(self) -> tuple[Hit, ...]:
        """All hits in the order shown."""
        return self._model.hits()

    def show_hits(self, query: str, hits: tuple[Hit, ...]) -> None:
        """Show what a query found."""
        self._model.show(group_hits(hits, self._titles))
        self.tree.expandAll()
        kinds = dict.fromkeys(hit.kind for hit in hits)
        counted = "，".join(f"{_KINDS[kind]} {sum(hit.kind == kind for hit in hits)} 条" for kind in kinds)
        self.summary.setText(f"“{query}”：{counted}" if hits else "检索结果")
        self.empty.setText(
            f"没有找到“{query}”。\n\n可以试试：少输几个字，或换一个说法；词与词之间加空格，可找同时含有它们的条款。"
        )
        self._stack.setCurrentWidget(self.tree if hits else self.empty)

    def show_refusal(self, words: str) -> None:
        """Show why a query cannot be searched."""
        self._model.show(())
        self.summary.setText("检索结果")
        self.empty.setText(words)
        self._stack.setCurrentWidget(self.empty)

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

    def _on_chosen(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.hit_requested.emit(hit)
