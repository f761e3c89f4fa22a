"""A document as one page of HTML for the reader: blocks with their addresses and roles, nothing else.

The look (fonts, sizes, colours) is the window's; here stand only id= and class=.
"""

from __future__ import annotations

from itertools import groupby

from content.document import Clause, Document


def page_html(document: Document) -> str:
    """The page: one block a clause, in order, with no white space between blocks (Qt would draw it)."""
    return "".join(
        _table(tuple(run)) if is_table else "".join(_block(clause) for clause in run)
        for is_table, run in groupby(document.clauses, lambda clause: clause.kind == "row")
    )


def _block(clause: Clause) -> str:
    """Every block is a paragraph with its role as class: Qt changes the size of <h1> to <h6> behind a style sheet."""
    role = "runin" if clause.lead.startswith("（") else clause.kind
    return f'<p id="{clause.id}" class="{role}">{clause.html}</p>'


def _table(rows: tuple[Clause, ...]) -> str:
    head, *body = (f"<tr>{row.html}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="6"><thead>{head}</thead>{"".join(body)}</table>'
