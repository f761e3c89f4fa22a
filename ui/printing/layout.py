"""Sets what is asked for as one long column of text, and divides it into pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from PySide6.QtGui import QTextCursor, QTextDocument

from content.document import Clause
from ui.printing import words
from ui.printing.column import block_top
from ui.printing.filling import SLACK, fill_lines
from ui.printing.measures import LIFT, OFFICIAL
from ui.printing.pages import Sheet, Sign, sheet_of
from ui.printing.request import PrintRequest, depth, head_line
from ui.printing.runs import Run, grid_of, runs_of, table_of
from ui.printing.signature import signature_lefts
from ui.printing.styles import STYLES, Style, block_format, char_format, lead_style, mark_format, style_of
from ui.printing.tables import fit_tables, insert_table
from ui.printing.title_lines import title_lines

_ANNEX = re.compile(r"附件[0-9一二三四五六七八九十]*$")
_HEAD_GROUP = ("title", "subtitle", "number")
_BLANK_ABOVE_TITLE = 2
_LINE_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline: depth (0 outermost), words, clause, and where it stands in the column."""

    depth: int
    title: str
    clause: str
    top: float


@dataclass(frozen=True)
class Print:
    """A request, laid out: the sheet of pages, the outline, and the page and words of its first clause."""

    request: PrintRequest
    sheet: Sheet
    headings: tuple[Heading, ...]


def lay_out(request: PrintRequest) -> Print:
    """The pages of a request. Needs an application for its fonts; may run in any thread. Raises UnknownClause."""
    setter = _Setter(request)
    setter.set_all()
    document = setter.document
    fit_tables(document)
    fill_lines(document, OFFICIAL.text_width)
    tops = {clause: block_top(document, position) for clause, position in setter.positions.items()}
    sheet = replace(
        sheet_of(document, OFFICIAL, LIFT),
        signs=tuple(Sign(tops[clause], lines) for clause, lines in setter.signs),
        foot=words.foot_lines(request),
    )
    headings = tuple(
        Heading(depth(clause), head_line(clause), clause.id, tops[clause.id])
        for clause in request.printed
        if clause.is_heading or clause.lead.startswith("（")
    )
    return Print(request, sheet, headings)


@dataclass
class _Setter:
    """Writes block after block. `positions` says where each clause begins in the column."""

    request: PrintRequest
    document: QTextDocument = field(default_factory=QTextDocument)
    positions: dict[str, int] = field(default_factory=dict)
    signs: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setUseDesignMetrics(True)
        self.document.setTextWidth(OFFICIAL.text_width + SLACK)
        self._cursor = QTextCursor(self.document)
        self._is_open = True  # the document's first block, and the one behind a table, wait to be used
        self._lefts = signature_lefts(self.request.printed)
        self._numbers = {note.label: number for number, note in self.request.notes}

    def set_all(self) -> None:
        self._cursor.beginEditBlock()
        printed = self.request.printed
        following = dict(pairwise(printed))
        for is_table, run in groupby(printed, _is_row):
            if is_table:
                self._tables(tuple(run))
            else:
                for clause in run:
                    self._clause(clause, following.get(clause))
        self._duties()
        self._notes()
        self._cursor.endEditBlock()

    def _tables(self, rows: tuple[Clause, ...]) -> None:
        for _, run in groupby(rows, lambda row: table_of(self.request.document, row)):
            own = tuple(run)
            self.positions |= insert_table(self._cursor, grid_of(self.request.document, own), self._write)
            self._is_open = True

    def _clause(self, clause: Clause, following: Clause | None) -> None:
        role = _role(clause)
        style = style_of(role)
        if role in ("title", "annex-title"):
            self._title(clause, role)
        else:
            self._block(style, self._lefts.get(clause.id, 0.0))
            self.positions[clause.id] = self._cursor.position()
            self._write(runs_of(clause), style)
        if role in (*_HEAD_GROUP, "annex-title") and (following is None or following.kind not in _HEAD_GROUP):
            self._after_title(role, following)

    def _title(self, clause: Clause, role: str) -> None:
        """Two blank lines, as below the red line of a letterhead; under 附件 the first line is taken, one is blank."""
        blank = Style(breaks=role == "title" and bool(self.positions))
        for number in range(_BLANK_ABOVE_TITLE if role == "title" else 1):
            self._block(blank if number == 0 else Style())
        style = STYLES["title"]
        self._block(style)
        self.positions[clause.id] = self._cursor.position()
        lines = title_lines(clause.text, int(OFFICIAL.text_width / style.size))
        ends = {sum(map(len, lines[:n])) for n in range(1, len(lines))}
        self._write(_broken(runs_of(clause), ends), style)

    def _after_title(self, role: str, following: Clause | None) -> None:
        if self.request.is_excerpt and role != "annex-title":
            self._block(STYLES["excerpt"])
            self._write((Run(words.EXCERPT),), STYLES["excerpt"])
        if following is None or following.kind != "row":
            self._block(Style(keeps=True))

    def _block(self, style: Style, left: float = 0.0) -> None:
        shape = block_format(style)
        if left:
            shape.setLeftMargin(left)
        if self._is_open:
            self._cursor.setBlockFormat(shape)
            self._is_open = False
        else:
            self._cursor.insertBlock(shape)

    def _write(self, runs: tuple[Run, ...], style: Style, cursor: QTextCursor | None = None) -> None:
        cursor = cursor or self._cursor
        lead = "".join(run.text for run in runs if run.is_lead)
        for run in runs:
            if run.note is None:
                cursor.insertText(run.text, char_format(lead_style(lead) if run.is_lead else style))
            elif run.note in self._numbers:
                cursor.insertText(words.note_mark(self._numbers[run.note]), mark_format(style))

    def _duties(self) -> None:
        number = 0
        if self.request.marks:
            self._ours(words.DUTIES, words.DUTIES_REMARK)
        for clause, marks in self.request.marks:
            first, number = number + 1, number + len(marks)
            self.signs.append((clause.id, words.sign_lines(first, tuple(word for word, _ in marks))))
            self._line(words.duty_place(clause), "ours-place")
            for at, (word, title) in enumerate(marks, first):
                self._line(words.duty_line(at, word, title), "ours")

    def _notes(self) -> None:
        if self.request.notes:
            self._ours(words.NOTES, words.NOTES_REMARK)
        for number, note in self.request.notes:
            self._line(words.note_line(number, note), "ours")

    def _ours(self, title: str, remark: str) -> None:
        self._line(title, "ours-title")
        self._line(remark, "ours-remark")

    def _line(self, text: str, role: str) -> None:
        style = STYLES[role]
        self._block(style)
        self._write((Run(text),), style)


def _role(clause: Clause) -> str:
    """附件 and the title under it are set as such, whatever rank of heading they were given."""
    if clause.kind == "chapter" and _ANNEX.match(clause.text):
        return "annex"
    if clause.is_heading and clause.heading and _ANNEX.match(clause.heading[-1]):
        return "annex-title"
    return clause.kind


def _is_row(clause: Clause) -> bool:
    return clause.kind == "row"


def _broken(runs: tuple[Run, ...], ends: set[int]) -> tuple[Run, ...]:
    """The runs with a line break behind the characters counted in `ends`."""
    made, at = [], 0
    for run in runs:
        text = "".join((_LINE_BREAK if at + n in ends else "") + char for n, char in enumerate(run.text))
        at += len(run.text)
        made.append(Run(text, run.is_lead, run.note))
    return tuple(made)
