"""Filters: which passages a query is about. 文件: 单位: 年份: 力度: 类型: as typed, or as chips set them."""

from __future__ import annotations

from search.analysis import fold_text
from search.hit import ANNOTATION, DUTY, NOTE, TEXT, DocumentName, Passage
from search.names import mention

WHERE_WORDS = {"正文": TEXT, "事项": DUTY, "编注": NOTE, "我的批注": ANNOTATION}
FORCE_WORDS = {"必须": "must", "应当推进": "promote", "支持": "support", "鼓励": "encourage", "目标": "target"}


class Scope:
    """Turns filters into the numbers of the passages they leave."""

    def __init__(self, documents: tuple[DocumentName, ...]) -> None:
        self._documents = documents

    def within(self, passages: tuple[Passage, ...], filters: dict[str, str], doc: str | None) -> frozenset[int] | None:
        """Of these passages. None means everywhere. A filter that fits nothing leaves nothing."""
        if not filters and doc is None:
            return None
        docs = None if doc is None else {doc}
        if "doc" in filters:
            named = {one for one in self._documents_called(filters["doc"]) if docs is None or one in docs}
            docs = named
        return frozenset(
            number
            for number, passage in enumerate(passages)
            if (docs is None or passage.doc in docs) and all(_fits(passage, *one) for one in filters.items())
        )

    def _documents_called(self, name: str) -> tuple[str, ...]:
        folded = fold_text(name)
        by_id = tuple(one.id for one in self._documents if one.id == name.lower())
        return by_id or mention(folded, self._documents).docs or self._by_part(folded)

    def _by_part(self, folded: str) -> tuple[str, ...]:
        """Documents whose name contains what was typed."""
        return tuple(
            one.id
            for one in self._documents
            if folded in fold_text(f"{one.number or ''} {one.title} {one.short_title}")
        )


def _fits(passage: Passage, name: str, value: str) -> bool:
    match name:
        case "unit":
            return any(value in unit for unit in passage.units)
        case "year":
            return passage.year == value.removesuffix("年")
        case "force":
            return FORCE_WORDS.get(value, value) in passage.forces
        case "where":
            return passage.where == WHERE_WORDS.get(value, value)
    return True
