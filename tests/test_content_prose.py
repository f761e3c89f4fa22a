"""Plain Markdown of our own, read into blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.errors import ContentMalformed, ContentUnreadable
from content.prose import Heading, Item, Paragraph, Picture, Piece, Table, read_prose

PAGE = """# Title {#top}

One line,
**bold** and `key` and [link](02-x.md#y).

![A caption](one.png)

1. first
2. second
    - inner

> A remark.

| a | b |
|---|---|
| `c` | d |
"""


def test_every_kind_of_block(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    assert read_prose(path) == (
        Heading(1, "top", (Piece("Title"),)),
        Paragraph(
            (
                Piece("One line,"),
                Piece("bold", "strong"),
                Piece(" and "),
                Piece("key", "code"),
                Piece(" and "),
                Piece("link", "", "02-x.md#y"),
                Piece("."),
            )
        ),
        Picture("one.png", "A caption"),
        Item(1, 0, (Piece("first"),)),
        Item(2, 0, (Piece("second"),)),
        Item(0, 1, (Piece("inner"),)),
        Paragraph((Piece("A remark."),), is_remark=True),
        Table((((Piece("a"),), (Piece("b"),)), ((Piece("c", "code"),), (Piece("d"),)))),
    )


def test_markup_of_others_is_only_characters(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("<script>x</script> &amp; <b>y</b>\n", encoding="utf-8")
    assert read_prose(path) == (Paragraph((Piece("<script>x</script> &amp; <b>y</b>"),)),)


def test_what_it_does_not_know_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("    code block\n", encoding="utf-8")
    with pytest.raises(ContentMalformed):
        read_prose(path)
    with pytest.raises(ContentUnreadable):
        read_prose(tmp_path / "none.md")
