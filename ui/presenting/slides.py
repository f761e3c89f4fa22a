"""What is shown in a meeting: documents and duties cut into slides. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.document import Clause, Document
from content.duty import Duty
from ui.labels import document_label

# Blocks that are no matter for a meeting: headings stand above each slide, the others are a letter's frame.
_PASSED_OVER = ("chapter", "section", "subsection", "number", "addressees", "subtitle", "signature", "date", "missing")
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen. The first `lead` characters of `text` are the clause's leading line; all of them in a title."""

    doc: str
    clause: str
    source: str
    path: str
    text: str
    lead: int = 0
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """Slides under a name that a person can choose."""

    title: str
    slides: tuple[Slide, ...]


def clause_slides(document: Document) -> tuple[Slide, ...]:
    """A slide a clause, in the order of the text: the title, paragraphs, items, responsible units, table rows."""
    return tuple(
        _slide(document, clause, text, len(text if clause.kind == "title" else clause.lead))
        for clause, text in _readable(document.clauses)
        if clause.kind not in _PASSED_OVER
    )


def duty_slides(document: Document, duties: Iterable[Duty]) -> tuple[Slide, ...]:
    """A slide a duty of the document, with the passage it quotes."""
    return tuple(
        _slide(document, document.clause(duty.clause), duty.quote, duty=duty)
        for duty in duties
        if duty.doc == document.id
    )


def programmes(document: Document, duties: Iterable[Duty]) -> tuple[Programme, ...]:
    """What can be shown of a document: all clauses, all duties, the duties of each chapter. None of them is empty."""
    of_duties = duty_slides(document, duties)
    chapters: dict[str, list[Slide]] = {}
    for slide in of_duties:
        heading = document.clause(slide.clause).heading
        if heading:
            chapters.setdefault(heading[0], []).append(slide)
    offered = [("全部条款", clause_slides(document)), ("全部县级事项", of_duties)]
    offered += [(f"{chapter}：县级事项", tuple(slides)) for chapter, slides in chapters.items()]
    return tuple(Programme(title, slides) for title, slides in offered if slides)


def _slide(document: Document, clause: Clause, text: str, lead: int = 0, duty: Duty | None = None) -> Slide:
    path = " › ".join(part.rstrip("。") for part in clause.heading)
    return Slide(document.id, clause.id, document_label(document), path, text, lead, duty)


def _readable(clauses: Iterable[Clause]) -> Iterator[tuple[Clause, str]]:
    """Each clause with its words as they are read out: a table row as lines 表头：格."""
    heads: list[str] = []
    for clause in clauses:
        if clause.kind != _ROW:
            heads = []
            yield clause, clause.text
        elif not heads:
            heads = clause.text.split("\t")
        else:
            cells = zip(heads, clause.text.split("\t"), strict=False)
            yield clause, "\n".join(f"{head}：{cell}" if head else cell for head, cell in cells if cell)
