"""A filter in words, as a paper's heading and the dialogs say it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from checklist.ledger import LedgerFilter
from content.errors import ContentError
from content.library import Library
from ui.grid.choice import RowFilter
from ui.labels import FORCE, STATUS, document_label
from ui.ledger_words import FLAG, OWN_DUTY

_MARK, _PART = "、", "；"
_UNASSIGNED, _NO_CHAPTER = "未分工", "不分章节"
_LONGEST = 200


def scope_words(choice: LedgerFilter, library: Library) -> str:
    """状态：推进中；力度：必须、支持. Empty where all is shown; long lists are cut."""
    words = _PART.join(_parts(choice, library))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _parts(choice: LedgerFilter, library: Library) -> Iterator[str]:
    named = (
        ("文件", [_document(library, one) for one in sorted(choice.documents)]),
        ("章节", [one or _NO_CHAPTER for one in sorted(choice.chapters)]),
        ("力度", [word for force, word in FORCE.items() if force in choice.forces]),
        ("单位", [one or _UNASSIGNED for one in sorted(choice.units)]),
        ("状态", [word for status, word in STATUS.items() if status in choice.statuses]),
        ("情形", [word for flag, word in FLAG.items() if flag in choice.flags]),
        ("不含", [word for flag, word in FLAG.items() if flag in choice.without]),
    )
    yield from (f"{name}：{_MARK.join(values)}" for name, values in named if values)
    if isinstance(choice, RowFilter):
        yield from _further(choice)
    if choice.text.strip():
        yield f"含“{choice.text.strip()}”"


def _further(choice: RowFilter) -> Iterator[str]:
    if choice.leads:
        yield f"牵头：{_MARK.join(one or _UNASSIGNED for one in sorted(choice.leads))}"
    if choice.duties:
        yield choice.called or f"选定的{len(choice.duties)}项"
    if choice.applies is not None:
        yield "应办事项" if choice.applies else "不适用事项"


def _document(library: Library, name: str) -> str:
    try:
        return document_label(library.document(name))
    except ContentError:
        return OWN_DUTY
