"""Every sentence that tells a user what went wrong: it names the thing and the next step. Knows no Qt."""

from __future__ import annotations

from checklist.errors import ChecklistError
from content.errors import ContentError, ContentMalformed, ContentUnreadable, UnknownClause, UnknownDocument
from content.line import line_of
from content.packs.errors import PackRefused
from search.errors import QueryEmpty, QueryTooLong, QueryTooManyTerms, SearchError
from ui.fault_words import fault_sentence
from ui.record_words import record_sentence

ProgramError = ContentError | SearchError | ChecklistError


def sentence(error: ProgramError) -> str:
    """The Chinese sentence for an error of the rooms."""
    if isinstance(error, ChecklistError):
        return record_sentence(error)
    if isinstance(error, SearchError):
        return _search_sentence(error)
    return _content_sentence(error)


def _content_sentence(error: ContentError) -> str:
    match error:
        case UnknownDocument(document=document, known=known):
            return f"没有编号为“{_shown(document)}”的文件。现有：{'、'.join(known)}。"
        case UnknownClause(document=document, clause=clause):
            return f"{document} 中没有条款“{_shown(clause)}”。用 clauses {document} 可列出全部条款。"
        case ContentMalformed(path=path, place=place, fault=fault, detail=detail):
            return fault_sentence(path, line_of(path, place), fault, detail or place)
        case ContentUnreadable(path=path, reason=reason):
            return f"读不到内容文件 {path}：{reason}。请重新安装程序。"
        case PackRefused():
            from ui.packs.words import refusal_words  # hardly ever wanted

            return refusal_words(error)
    return str(error)


def _search_sentence(error: SearchError) -> str:
    match error:
        case QueryEmpty():
            return "检索词是空的。请输入要找的字词，例如：科技成果转化。"
        case QueryTooLong(length=length, limit=limit):
            return f"检索词有 {length} 个字，最多 {limit} 个。请缩短后再试。"
        case QueryTooManyTerms(count=count, limit=limit):
            return f"检索词有 {count} 个词，最多 {limit} 个。请减少几个后再试。"
    return str(error)


def _shown(text: str) -> str:
    """What a user typed, cut and without control characters, fit to stand in a sentence."""
    clean = "".join(char if char.isprintable() else "?" for char in text[:40])
    return clean + "…" if len(text) > 40 else clean
