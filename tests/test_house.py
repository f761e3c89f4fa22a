"""The rules of the house: sizes, walls between rooms, names, and a README that matches the disk."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("content", "search", "checklist", "ui")
CODE = [ROOT / "main.py", *(path for room in (*ROOMS, "packaging") for path in sorted((ROOT / room).rglob("*.py")))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

OWNERS = {
    "PySide6": ("ui",),
    "whoosh": ("search",),
    "markdown": ("content",),
    "nh3": ("content",),
    "yaml": ("content",),
    "msgspec": ("content",),
    "pypinyin": ("search",),
    "apsw": ("checklist",),
    "pypdf": ("ui",),
    "docx": ("checklist",),
    "xlsxwriter": ("checklist",),
    "openpyxl": ("checklist",),
    "charset_normalizer": ("content",),
    "pypdfium2": ("content",),
    "platformdirs": ("ui",),
    "nacl": ("content", "packaging"),
}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "socketserver", "xmlrpc", "asyncio", "QtNetwork"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    """The name of the top folder, nothing for main.py."""
    return path.relative_to(ROOT).parts[0] if path.parent != ROOT else ""


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_files_and_functions_are_small() -> None:
    too_long = [str(path) for path in CODE if path.read_text(encoding="utf-8").count("\n") > 300]
    too_long += [f"{path.name} {f.name}" for path in CODE for f in functions(path) if _lines(f) > 40]
    too_long += [f"{path.name} {f.name}" for path in TESTS for f in functions(path) if _lines(f) > 60]
    assert too_long == []


def _lines(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_parameters_are_few() -> None:
    many = [
        f"{path.name} {f.name}"
        for path in CODE
        for f in functions(path)
        if len([*f.args.args, *f.args.kwonlyargs]) - (f.args.args[:1] != [] and f.args.args[0].arg == "self") > 5
    ]
    assert many == []


def test_everything_is_caught_in_two_places_only() -> None:
    broad = [
        path.name
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
    ]
    assert broad == ["jobs.py"]  # the other boundary is sys.excepthook in ui/application.py


def test_no_lambda_is_connected_and_nothing_is_global() -> None:
    sins = [
        f"{path.name}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"connect\(\s*lambda|^\s*global ", line)
    ]
    assert sins == []


@pytest.mark.parametrize("library", OWNERS)
def test_each_library_has_one_owner(library: str) -> None:
    knows = {room_of(path) for path in CODE if any(name.split(".")[0] == library for name in imports(path))}
    assert knows <= set(OWNERS[library])


def test_no_room_imports_a_network_module() -> None:
    found = [f"{path.name}: {name}" for path in CODE for name in imports(path) if NETWORK & set(name.split("."))]
    assert found == []


def test_packaging_stays_a_folder() -> None:
    assert not list((ROOT / "packaging").glob("__init__.py"))
    assert all("_" in path.stem for path in (ROOT / "packaging").glob("*.py"))
    spec = importlib.util.find_spec("packaging")
    assert spec is not None
    assert spec.origin is not None
    assert ROOT / "packaging" not in Path(spec.origin).parents


def test_sentences_for_users_stand_in_ui_only() -> None:
    """Below ui/, Chinese stands only in tables of the format and of characters, and in docstrings."""
    tables = {
        "front_matter.py",
        "markup.py",
        "reading.py",
        "duty.py",
        "normal_form.py",
        "page.py",
        "analysis.py",
        "excerpt.py",
        "ranking.py",
        "units.py",
        "citation.py",
        "numerals.py",
        "pdf_file.py",
        "mentions.py",
        "words.py",
        "phrases.py",
        "names.py",
        "query.py",
        "hints.py",
        "loose.py",
        "scope.py",
        "index.py",
        "correction.py",
        "sounds.py",
        "tiers.py",
    }
    found = []
    for path in CODE:
        if room_of(path) in ("content", "search", "checklist") and path.name not in tables:
            documented = {
                ast.get_docstring(node, clean=False)
                for node in ast.walk(tree(path))
                if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            }
            found += [
                f"{path.name}: {node.value}"
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search("[\u4e00-\u9fff]", node.value)
                and node.value not in documented
            ]
    assert found == []


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    for path in (ROOT / "packaging").glob("requirements-*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[\w.-]+==[^\n]*", text, re.MULTILINE)
        assert pinned
        assert len(pinned) == len(re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE))


def test_every_module_says_what_it_is() -> None:
    empty = {path.name for path in CODE if path.name == "__init__.py" and not path.read_text(encoding="utf-8")}
    silent = [str(path) for path in CODE if not ast.get_docstring(tree(path)) and path.name not in empty]
    assert silent == []


def test_the_readme_maps_the_rooms() -> None:
    """Every room and every part of one; the modules in it say themselves what they are."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = [path.parent.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("__init__.py")]
    for part in (*map(str, parts), "packaging", "tests"):
        assert f"{part}/" in readme, part
    for name in re.findall(r"`(?:main\.py )?(documents|text|clauses|duties|search|progress|walk|check)\b", readme):
        assert name in (ROOT / "ui" / "command" / "command_line.py").read_text(encoding="utf-8")
    for picture in re.findall(r"\((tests/screens/[^)]+)\)", readme):
        assert (ROOT / picture).exists()
