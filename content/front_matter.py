"""YAML as this project writes it: the header block of a document, and whole files of duties and collations."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from content.errors import ContentMalformed, ContentUnreadable, Fault

_MOST_BRACKETS = 100  # in one line: lists within lists take the parser's time and its stack

T = TypeVar("T")


def read_text(path: Path) -> str:
    """Raises ContentUnreadable, ContentMalformed (not UTF-8)."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentUnreadable(path, str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise ContentMalformed(path, f"第{error.start}字节", Fault.NOT_UTF8) from error


def split_front_matter(path: Path, text: str) -> tuple[dict[str, Any], str]:
    """Part a document file into its header (a mapping) and its body. Raises ContentMalformed."""
    marker, header, body = [*text.split("---\n", 2), "", ""][:3]
    if marker or not body:
        raise ContentMalformed(path, "1", Fault.NO_FRONT_MATTER)
    return dict(read_yaml(path, header, dict)), body


def read_yaml(path: Path, text: str, kind: type[T]) -> T:
    """Read YAML text as a value of `kind`, every field checked by its annotation. Raises ContentMalformed."""
    line = next(
        (n for n, one in enumerate(text.splitlines(), 1) if one.count("[") + one.count("{") > _MOST_BRACKETS), 0
    )
    if line:
        raise ContentMalformed(path, str(line), Fault.NOT_YAML, "[")
    try:
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentMalformed(path, str(line), Fault.NOT_YAML, str(error.problem)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: PyYAML's own for a date like 2018-02-31
        raise ContentMalformed(path, "1", Fault.NOT_YAML, str(error)) from error
    return convert(path, value, kind)


def convert(path: Path, value: object, kind: type[T]) -> T:
    """Turn plain YAML values into `kind`. Raises ContentMalformed."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ContentMalformed(path, "1", Fault.BAD_VALUE, str(error)) from error
