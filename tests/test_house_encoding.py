"""Every text file is opened in an encoding that is named: an office's Windows would otherwise take its code page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = [path for room in ("content", "search", "checklist", "ui") for path in sorted((ROOT / room).rglob("*.py"))]
_MODES = ("r", "w", "a", "x", "r+", "w+")


def unnamed(source: str) -> Iterator[int]:
    """The lines of calls that open a text file and name no encoding."""
    if "open(" not in source and "_text(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _opens_text(node) and not any(one.arg == "encoding" for one in node.keywords):
            yield node.lineno


def _opens_text(call: ast.Call) -> bool:
    """Path.read_text(), Path.write_text(words), open(path), path.open("w"); a function read_text(path) is our own."""
    match call.func:
        case ast.Attribute(attr="read_text"):
            return not call.args
        case ast.Attribute(attr="write_text"):
            return True
        case ast.Attribute(attr="open"):
            return bool(call.args) and getattr(call.args[0], "value", None) in _MODES
        case ast.Attribute(attr="fdopen"):
            return getattr(call.args[1], "value", None) in _MODES
        case ast.Name(id="open"):
            return not any("b" in str(one.value) for one in call.args[1:] if isinstance(one, ast.Constant))
    return False


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_file_has_a_named_encoding(path: Path) -> None:
    assert list(unnamed(path.read_text(encoding="utf-8"))) == []


def test_a_call_without_one_is_found() -> None:
    found = ["p.read_text()", "p.write_text('x')", "open('x')", "path.open('r')", "path.open('w')", "os.fdopen(h, 'w')"]
    fine = ["p.read_text(encoding='utf-8')", "path.open('rb')", "open('x', 'wb')", "read_text(path)", "zip.open(name)"]
    assert [len(list(unnamed(one))) for one in (*found, *fine)] == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
