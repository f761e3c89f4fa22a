"""Plain text in whatever encoding an office wrote it, and Markdown without its signs."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from content.import_errors import ImportMalformed
from content.importing import Extract, Remark

# The longest first: a UTF-32 mark begins with a UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# GB 18030 turns nearly any bytes into some characters; text that people write is mostly GB 2312.
_LEAST_COMMON = 0.8
_GUESSED = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_MOST_CONTROLS = 0.001
_SAMPLE_BYTES = 65_536


def read_plain(path: Path, data: bytes) -> Extract:
    """Raises ImportMalformed where no encoding makes text of the bytes."""
    text, encoding = _decoded(path, data)
    return Extract(_lines(text), {}, encoding=encoding)


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decode(data, encoding)
            if text is None:
                raise ImportMalformed(path, encoding)
            return text.removeprefix("\ufeff"), encoding
    for encoding in ("utf-8", "gb18030"):
        text = _decode(data, encoding)
        if text is not None and (encoding == "utf-8" or _is_common(text)):
            return text, encoding
    guessed = _guess(data)
    text = _decode(data, guessed) if guessed else None
    if guessed is None or text is None:
        raise ImportMalformed(path)
    return text, guessed


def _decode(data: bytes, encoding: str) -> str | None:
    """None where the bytes are not text in that encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = sum(1 for char in text if unicodedata.category(char) == "Cc" and not char.isspace())
    return text if "\0" not in text and controls <= _MOST_CONTROLS * len(text) else None


def _is_common(text: str) -> bool:
    other = [char for char in text if char > "\x7f"]
    common = sum(1 for char in other if char.encode("gb2312", "ignore"))
    return common >= _LEAST_COMMON * len(other)


def _guess(data: bytes) -> str | None:
    """For UTF-16 without a mark and for Big5: by how much the result looks like a language."""
    from charset_normalizer import from_bytes  # for few files, and not free to load

    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_GUESSED).best()
    return best.encoding if best else None


def _lines(text: str) -> str:
    """One line feed at the end of each line, however the file ends them."""
    return "\n".join(text.splitlines())


# Each pattern takes linear time whatever it is given: what may repeat is bounded or cannot be read in two ways.
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MISSING_BLOCK = re.compile(r"^〔[^〔〕\n]{0,400}〕\n\{[^{}\n]{0,200}\.missing\}$", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}(?:\[\^?[^\[\]\n]{1,200}\]|\*\[[^\[\]\n]{1,200}\]):")
_CONTINUED = re.compile(r"^(?: {4}|\t)\S")
_RULE = re.compile(r"^ {0,3}(?:[-*_] ?[-*_] ?[-*_][-*_ ]*|```.*|~~~.*|=+|[|: ]*---[-|: ]*)$")
_OPENING = re.compile(r"^ {0,3}(?:#{1,6} +|> ?|[-*+] +)")
_CLOSING = re.compile(r"(?<= )#+ *$")
_SIGNS = (
    # A cell that our own files, and others with attribute lists, mark as not the text's.
    (re.compile(r"[^|{\n]{0,60}\{[^{}|\n]{0,80}\.(?:merged|across|missing)\b[^{}|\n]{0,80}\}"), ""),
    (re.compile(r" ?\{:?[ \t]{0,4}[#.][^{}\n]{0,200}\}"), ""),
    (re.compile(r"!\[[^\[\]\n]{0,400}\]\([^()\n]{0,400}\)"), ""),
    (re.compile(r"\[([^\[\]^\n][^\[\]\n]{0,400})\]\([^()\n]{0,400}\)"), r"\1"),
    (re.compile(r"\[\^[^\[\]\n]{1,200}\]"), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,400}>|<!--[^<>\n]{0,400}-->"), ""),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def read_markdown(path: Path, data: bytes) -> Extract:
    """Plain text with the signs of Markdown taken away; not by a parser, which a file can make hang.

    Raises ImportMalformed.
    """
    plain = read_plain(path, data)
    body = _MISSING_BLOCK.sub("", _FRONT_MATTER.sub("", plain.text + "\n", count=1))
    lines: list[str] = []
    in_definition = False
    for line in body.split("\n"):
        in_definition = bool(_DEFINITION.match(line) or (in_definition and _CONTINUED.match(line)))
        if not in_definition:
            lines.append(_without_signs(line))
    return Extract("\n".join(lines).rstrip("\n"), {Remark.MARKDOWN: 1}, encoding=plain.encoding)


def _without_signs(line: str) -> str:
    if _RULE.match(line):
        return ""
    line = _CLOSING.sub("", _OPENING.sub("", line)).rstrip(" ")
    for sign, instead in _SIGNS:
        line = sign.sub(instead, line)
    if line.startswith("|"):
        line = line.strip().strip("|").replace("|", "\t")
    return _ESCAPED.sub(r"\1", line)
