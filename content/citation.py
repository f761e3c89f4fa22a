"""How a place of a document is cited: 《题名》（文号）第二部分第（五）条第三项.

The title and the number are the document's own. Where the text was issued with a covering notice, its own title is
cited with the notice's number, as these documents themselves do: 《科技型中小企业评价办法》（国科发政〔2017〕115号）.
Where it states no number, issuers and date stand for it, as far as they are stated; nothing is ever supplied.

Of the place, numbers that the text bears are cited as it bears them: 一、 is 第一部分, （五） 第（五）条, 3. 第3项,
（1） 第（1）目. What bears none is counted, in Chinese numerals: 第三项 where each paragraph begins with a leading line
of its own, else 第二段. Marks inside marks turn single, as GB/T 15834 asks: 《关于印发〈…〉的通知》, “…‘…’…”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from content.document import HEADING_KINDS, Clause, Document, Metadata
from content.numerals import chinese
from content.span import Span

_CHINESE = "一二三四五六七八九十"
_NUMBERED = (
    (re.compile(rf"([{_CHINESE}]+)、"), "第{}部分"),
    (re.compile(rf"（([{_CHINESE}]+)）"), "第（{}）条"),
    (re.compile(r"([0-9]{1,3})[.．、](?![0-9])"), "第{}项"),
    (re.compile(r"（([0-9]{1,3})）"), "第（{}）目"),
)
# The parts of an official document as GB/T 9704 names them.
_NAMED = {
    "number": "发文字号",
    "subtitle": "副标题",
    "addressees": "主送机关",
    "signature": "发文机关署名",
    "date": "成文日期",
    "closing": "正文末段",
    "units": "责任单位",
    "missing": "原件缺处",
}
_ANNEX = re.compile(r"附件[0-9一二三四五六七八九十]*$")
_PARAGRAPHS = ("paragraph", "item")
_NESTED_TITLE = str.maketrans("《》", "〈〉")
_NESTED_QUOTE = str.maketrans("“”", "‘’")
_ELLIPSIS = "……"
_MOST_NAMED = 3


def citation(document: Document, clause: Clause) -> str:
    """The official citation of a clause; that of the title cites the whole text."""
    return _name(document, clause) + "".join(_place(document, clause))


def place(document: Document, clause: Clause) -> str:
    """Where in its text a clause stands, as the citation says it; nothing for a title."""
    return "".join(_place(document, clause))


@dataclass(frozen=True, slots=True)
class Extract:
    """What is taken from one clause: policy characters only, …… where something between them is left out."""

    clause: Clause
    text: str


def extracts(document: Document, spans: Iterable[Span]) -> tuple[Extract, ...]:
    """The policy text of the spans, clause by clause in the order of the text; what is ours is never taken."""
    ordered = sorted(spans, key=lambda span: (document.order[span.clause], span.start))
    taken = (
        Extract(document.clause(name), _ELLIPSIS.join(_cuts(document.clause(name), own)))
        for name, own in groupby(ordered, lambda span: span.clause)
    )
    return tuple(one for one in taken if one.text and one.clause.is_policy)


def plain_text(taken: Iterable[Extract]) -> str:
    """Policy characters only: a paragraph a line, the cells of a row parted by tabs."""
    return "\n".join(one.text for one in taken)


def quotation(document: Document, spans: Iterable[Span]) -> str:
    """The text of the spans as a quotation with its citation: “…”——《…》（…）…; nothing where they hold none.

    Of several paragraphs each opens the quotation anew and the last one closes it.
    """
    taken = extracts(document, spans)
    quoted = "\n".join(f"“{one.text.translate(_NESTED_QUOTE)}" for one in taken)
    return f"{quoted}”——{joint_citation(document, taken)}" if taken else ""


def joint_citation(document: Document, taken: Iterable[Extract]) -> str:
    """One citation of several clauses; of a long run only the first and the last place."""
    cited = groupby((one.clause for one in taken), lambda clause: _name(document, clause))
    return "；".join(name + _joined([_place(document, one) for one in run]) for name, run in cited)


def _cuts(clause: Clause, spans: Iterable[Span]) -> list[str]:
    return [cut for span in spans if (cut := clause.text[span.start : span.end])]


# by what the text is called


def _name(document: Document, clause: Clause) -> str:
    """Title and number of the text that the clause belongs to: the covering notice, or what it issues."""
    titles = [n for n, one in enumerate(document.clauses) if one.kind == "title"]
    at = [n for n in titles if n <= document.order[clause.id]]
    main = _title(document, titles[-1]) if titles else document.metadata.title
    name = f"《{_title(document, at[-1]).translate(_NESTED_TITLE)}》" if at else f"印发《{main}》的通知"
    return name + _identity(document.metadata)


def _title(document: Document, at: int) -> str:
    title, *following = document.clauses[at : at + 2]
    return title.text + "".join(one.text for one in following if one.kind == "subtitle")


def _identity(stated: Metadata) -> str:
    """What the text bears to be told from others: its number, else issuers and date; nothing where it bears none."""
    if stated.number:
        return f"（{stated.number}）"
    signed = stated.signed
    day = f"{signed.year}年{signed.month}月{signed.day}日" if signed else ""
    known = "，".join(filter(None, ("、".join(stated.issuers), day)))
    return f"（{known}）" if known else ""


# where in the text


def _place(document: Document, clause: Clause) -> tuple[str, ...]:
    """The steps from the whole text down to the clause."""
    if clause.kind == "title":
        return ()
    if clause.kind == "row":
        return _place_in_table(document, clause)
    steps = _steps(clause.heading)
    if clause.kind in HEADING_KINDS:
        return (*steps, _heading_step(clause.text, steps))
    if clause.kind in _NAMED:
        return (*steps, _NAMED[clause.kind])
    own = _numbered(clause.text)
    return (*steps, own) if own else (*steps, *_counted(document, clause, steps))


def _steps(headings: Iterable[str]) -> tuple[str, ...]:
    steps: tuple[str, ...] = ()
    for heading in headings:
        steps = (*steps, _heading_step(heading, steps))
    return steps


def _heading_step(heading: str, above: tuple[str, ...]) -> str:
    """A heading by its number; one without is an annex, the title of an annex, or cited by its words."""
    if _ANNEX.match(heading):
        return heading
    if above and _ANNEX.match(above[-1]):
        return f"《{heading.translate(_NESTED_TITLE)}》"
    return _numbered(heading) or f"“{heading.rstrip('。').translate(_NESTED_QUOTE)}”"


def _numbered(text: str) -> str:
    for pattern, form in _NUMBERED:
        if found := pattern.match(text):
            return form.format(found[1])
    return ""


def _counted(document: Document, clause: Clause, steps: tuple[str, ...]) -> tuple[str, ...]:
    """A paragraph without a number, counted among those beside it."""
    beside = [one for one in _text_of(document, clause) if _stands_beside(one, clause)]
    counter = "项" if all(one.lead for one in beside) else "段"
    nth = f"第{chinese(beside.index(clause) + 1)}{counter}"
    if steps:
        return (nth,)
    opens = any(one.heading for one in _text_of(document, clause))
    whole = "引言" if opens else "正文"
    return (whole,) if len(beside) == 1 else (whole, nth)


def _stands_beside(one: Clause, clause: Clause) -> bool:
    return one.kind in _PARAGRAPHS and one.heading == clause.heading and not _numbered(one.text)


def _text_of(document: Document, clause: Clause) -> list[Clause]:
    """The clauses of the text (the notice, or what it issues) that a clause belongs to."""
    texts: list[list[Clause]] = [[]]
    for one in document.clauses:
        if one.kind == "title":
            texts.append([])
        texts[-1].append(one)
    return next(text for text in texts if clause in text)


def _place_in_table(document: Document, row: Clause) -> tuple[str, ...]:
    """Rows are counted below the head; a row that goes on under a cell merged with the one above, by paragraph."""
    at = document.order[row.id]
    before = list(takewhile(lambda one: one.kind == "row", reversed(document.clauses[:at])))
    head = before[-1] if before else row
    steps = _steps(head.heading)
    if row is head:
        return (*steps, "表头")
    behind = takewhile(lambda one: one.kind == "row" and _goes_on(one), document.clauses[at + 1 :])
    within = len(list(takewhile(_goes_on, (row, *before))))
    number = sum(not _goes_on(one) for one in (row, *before[:-1]))
    alone = not within and not list(behind)
    return (*steps, f"第{number}行") if alone else (*steps, f"第{number}行", f"第{chinese(within + 1)}段")


def _goes_on(row: Clause) -> bool:
    """Whether the row's first cell is merged with the one above: then it is not in the row's own HTML."""
    return f'id="{row.id}.0"' not in row.html


def _joined(places: list[tuple[str, ...]]) -> str:
    """Places side by side, what they share said once; a heading above another of them is left out."""
    own = [one for one in places if not any(other != one and other[: len(one)] == one for other in places)]
    mark = "、"
    if len(own) > _MOST_NAMED:
        own, mark = [own[0], own[-1]], "至"
    words = "".join(own[0])
    for before, after in pairwise(own):
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
        words += mark + "".join(after[shared:])
    return words
