"""The text an own duty rests on: its first line names the document, the rest are the words. Knows no Qt."""

from __future__ import annotations


def source_of(document: str, words: str) -> str:
    """Both as the one text that the record keeps."""
    return f"{' '.join(document.split())}\n{words.strip()}".rstrip()


def document_of(source: str) -> str:
    return source.partition("\n")[0].strip()


def words_of(source: str) -> str:
    return source.partition("\n")[2].strip()
