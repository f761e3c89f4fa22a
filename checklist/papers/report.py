"""落实情况报告: made of the ledger's numbers and of the county's own entries; no sentence is of our making."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from checklist.board import Tally, summary
from checklist.gone import DOC
from checklist.ledger import Flag, LedgerRow
from checklist.papers.cover import Cover
from checklist.papers.paper import Look, Page, Paper, Part, Table, Words
from checklist.papers.sheet import Cell, Column, Kind, Sheet
from checklist.papers.texts import day_words
from checklist.papers.words import (
    BY_CHAPTER,
    CHAIN_MISSING,
    CHAPTER_NAME,
    COLUMNS,
    COUNTED,
    COUNTED_ASIDE,
    COUNTED_CHAPTER,
    DONE_ON,
    ENTRY,
    FUNDS,
    GONE,
    ITEM,
    ITEM_ASSESSED,
    MEASURES,
    NEEDING,
    NOTHING_WRITTEN,
    OWN,
    PROBLEMS,
    PROOFS,
    REASON,
    REPORT_NOTE,
    REPORT_TITLE,
    RESULT,
    SECTION,
    STATUS,
    TITLE_MARK,
    TITLED,
    WHOLE,
    WITHOUT_ENTRY,
)
from checklist.standing import Result, Status
from content.numerals import chinese

_NUMBERS = ("total", "done", "in_progress", "not_started", "not_applicable")


def report_paper(rows: Sequence[LedgerRow], cover: Cover) -> Paper:
    """The facts of the rows: the whole, chapter by chapter, problems, next steps, money."""
    title = REPORT_TITLE.format(county=cover.county)
    parts = (
        Words(Look.TITLE, title),
        Words(Look.SUBTITLE, cover.subtitle),
        *_whole(rows, cover),
        Words(Look.CHAPTER, BY_CHAPTER),
        *_chapters(rows, cover),
        *_collected(PROBLEMS, rows, lambda row: row.problems),
        *_collected(MEASURES, rows, lambda row: row.measures),
        *_collected(FUNDS, rows, lambda row: row.funds),
        Words(Look.SIGNATURE, f"{cover.county}\n{day_words(cover.day)}"),
        Words(Look.NOTE, REPORT_NOTE.format(chain=cover.chain or CHAIN_MISSING)),
    )
    return Paper(title, (Page(parts),))


def _whole(rows: Sequence[LedgerRow], cover: Cover) -> Iterator[Part]:
    counted = summary(rows)
    whole, flags = counted.whole, counted.flags
    numbers = _counts(whole) | {"count": len(rows), "share": _share(whole), "day": day_words(cover.day)}
    needing = NEEDING.format(
        overdue=flags[Flag.OVERDUE],
        soon=flags[Flag.DUE_SOON],
        blocked=flags[Flag.BLOCKED],
        bare=flags[Flag.DONE_WITHOUT_EVIDENCE],
        review=flags[Flag.NEEDS_REVIEW],
    )
    yield Words(Look.CHAPTER, WHOLE)
    yield Words(Look.BODY, COUNTED.format(**numbers) + needing)
    yield Table(_by_chapter(counted.by_chapter, cover))


def _by_chapter(tallies: Sequence[Tally], cover: Cover) -> Sheet:
    columns = (
        Column("chapter", COLUMNS["chapter"], width=36),
        *(Column(key, COLUMNS[key], Kind.INTEGER, 10) for key in _NUMBERS),
        Column("share", COLUMNS["share"], Kind.CHOICE, 9),
    )
    rows: list[tuple[Cell, ...]] = []
    for tally in tallies:
        numbers = (tally.total, tally.done, tally.in_progress, _idle(tally), tally.not_applicable)
        rows.append((_chapter_name(tally, cover), *numbers, _share(tally)))
    return Sheet(WHOLE, WHOLE, "", columns, tuple(rows))


def _chapters(rows: Sequence[LedgerRow], cover: Cover) -> Iterator[Part]:
    for number, tally in enumerate(summary(rows).by_chapter, 1):
        own = [row for row in rows if (row.document, row.chapter) == tally.key]
        yield Words(Look.SECTION, SECTION.format(number=chinese(number), name=_chapter_name(tally, cover)))
        aside = COUNTED_ASIDE.format(**_counts(tally)) if tally.not_applicable else ""
        yield Words(Look.BODY, COUNTED_CHAPTER.format(**_counts(tally)) + aside)
        told = [row for row in own if _says_something(row)]
        for place, row in enumerate(told, 1):
            yield from _item(place, row)
        silent = [row.title for row in own if not _says_something(row)]
        if silent:
            yield Words(Look.BODY, WITHOUT_ENTRY.format(count=len(silent), titles=TITLE_MARK.join(silent)))


def _says_something(row: LedgerRow) -> bool:
    return bool(row.entries or row.done_on or row.reason)


def _item(number: int, row: LedgerRow) -> Iterator[Part]:
    """A duty: its status as the county gave it, its entries by their days."""
    form = ITEM if row.result is Result.NOT_ASSESSED else ITEM_ASSESSED
    words = {"number": number, "title": row.title, "status": STATUS[row.status], "result": RESULT[row.result]}
    yield Words(Look.ITEM, form.format(**words))
    lines = [ENTRY.format(day=day_words(entry.day), text=entry.text) for entry in row.entries]
    if row.status is Status.NOT_APPLICABLE and row.reason:
        lines.append(REASON.format(text=row.reason))
    facts = DONE_ON.format(day=day_words(row.done_on)) if row.done_on else ""
    facts += PROOFS.format(count=len(row.evidence)) if row.evidence else ""
    yield from (Words(Look.BODY, line) for line in (*lines, facts) if line)


def _collected(heading: str, rows: Sequence[LedgerRow], text: Callable[[LedgerRow], str]) -> Iterator[Part]:
    """What the county wrote in one column, duty by duty."""
    yield Words(Look.CHAPTER, heading)
    written = [TITLED.format(title=row.title, text=text(row)) for row in rows if text(row).strip()]
    yield from (Words(Look.BODY, line) for line in written or [NOTHING_WRITTEN])


def _chapter_name(tally: Tally, cover: Cover) -> str:
    document, chapter = tally.key
    known = {one.id for one in cover.library.documents}
    if document not in known:
        return GONE if document == DOC else OWN
    name = cover.document(document)
    return CHAPTER_NAME.format(document=name, chapter=chapter) if chapter else name


def _counts(tally: Tally) -> dict[str, object]:
    return {
        "total": tally.total,
        "done": tally.done,
        "going": tally.in_progress,
        "idle": _idle(tally),
        "aside": tally.not_applicable,
    }


def _idle(tally: Tally) -> int:
    return tally.total - tally.done - tally.in_progress


def _share(tally: Tally) -> str:
    return f"{100 * tally.done / tally.total:.1f}%" if tally.total else "—"
