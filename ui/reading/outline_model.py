"""The documents and the headings of each as a Qt tree, with done/total of the duties under each heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from checklist.progress import Status
from content.document import Document
from content.library import Library
from ui.labels import document_label
from ui.plain import tip
from ui.reading.counted_row import COUNT_ROLE

DOC_ROLE = Qt.ItemDataRole.UserRole
CLAUSE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass
class _Node:
    """One row: a document, a heading, or a leading line; `duties` are those of its whole subtree."""

    title: str
    doc: str
    clause: str
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)

    @property
    def row(self) -> int:
        return self.parent.children.index(self) if self.parent else 0


class OutlineModel(QAbstractItemModel):
    """Rows are documents; below each its chapters, sections and measures."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node("", "", "")
        self._by_clause: dict[tuple[str, str], _Node] = {}
        self._statuses: Mapping[str, Status] = {}
        for document in library.documents:
            self._add_document(library, document)

    def set_statuses(self, statuses: Mapping[str, Status]) -> None:
        self._statuses = statuses
        self._announce(QModelIndex())

    def index_of(self, doc: str, clause: str) -> QModelIndex:
        """The row that holds a clause: its own, or that of the heading above it."""
        node = self._by_clause.get((doc, clause))
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self._node(parent)
        if column == 0 and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._node(index).parent
        return self.createIndex(above.row, 0, above) if above and above is not self._root else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.title
            case Qt.ItemDataRole.ToolTipRole:
                return tip(node.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{node.title}，县级事项 {self._count(node)}" if node.duties else node.title
            case _ if role == DOC_ROLE:
                return node.doc
            case _ if role == CLAUSE_ROLE:
                return node.clause
            case _ if role == COUNT_ROLE:
                return self._count(node)
        return None

    def _count(self, node: _Node) -> str:
        done = sum(self._statuses.get(duty) is Status.DONE for duty in node.duties)
        return f"{done}/{len(node.duties)}" if node.duties else ""

    def _node(self, index: Index) -> _Node:
        return index.internalPointer() if index.isValid() else self._root

    def _announce(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, 0, parent))
        for row in range(rows):
            self._announce(self.index(row, 0, parent))

    def _add_document(self, library: Library, document: Document) -> None:
        top = _Node(document_label(document), document.id, document.clauses[0].id, self._root)
        self._root.children.append(top)
        nodes: dict[tuple[str, ...], _Node] = {(): top}
        for clause in document.clauses:
            above = _nearest(nodes, clause.heading)
            if clause.is_heading and clause.kind != "title":
                node = _Node(clause.text.rstrip("。"), document.id, clause.id, above)
                above.children.append(node)
                nodes[(*clause.heading, clause.text)] = node
            elif clause.lead:
                node = _Node(clause.lead.rstrip("。"), document.id, clause.id, above)
                above.children.append(node)
                nodes[(*clause.heading, clause.lead)] = node
            else:
                node = above
            self._by_clause[document.id, clause.id] = node
        self._add_duties((duty.id, duty.doc, duty.clause) for duty in library.duties_of(document.id))

    def _add_duties(self, duties: Iterable[tuple[str, str, str]]) -> None:
        for duty, doc, clause in duties:
            node: _Node | None = self._by_clause[doc, clause]
            while node is not None:
                node.duties.append(duty)
                node = node.parent


def _nearest(nodes: dict[tuple[str, ...], _Node], heading: tuple[str, ...]) -> _Node:
    """The node of the innermost heading that has one; merged cells of a table head its rows but have none."""
    return nodes.get(heading) or _nearest(nodes, heading[:-1])
