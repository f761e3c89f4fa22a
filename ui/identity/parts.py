"""What the program is made of, read from this installation: each part's version, licence and its licence's text.

A bundle says it in sbom.cdx.json and licences/; run from its source, the libraries' own records do. Those are read as
files: importlib.metadata would load the network's modules. Knows no Qt.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BILL, TEXTS, TEXTS_OF_WHEEL = "sbom.cdx.json", "licences", "licenses"
OWN = "县策"
OWN_LICENCE = "MIT"
_SEE_TEXT = "见许可全文"
_LARGEST = 4 << 20  # bytes
_LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice|authors).*")
_PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
_MADE_FROM = re.compile(r"subset of (.+?) (\d[\d.]*\d)\b")
_OURS_OF_QT = ("LGPL-3.0.txt", "GPL-3.0.txt", "qt-third-party.txt")
# What authors write in place of a licence's usual name.
_SAID = {"any-OSI": "Zlib", "see the text": _SEE_TEXT}


@dataclass(frozen=True, slots=True)
class Part:
    """Someone's work within the program. `texts` are the files of its licence on this machine."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()


def parts_in(home: Path, version: str) -> tuple[Part, ...]:
    """Ours first, then those of others by name. Raises OSError, ValueError where the bundle's list cannot be read."""
    if (home / BILL).exists():
        others = list(_of_bundle(home))
        own = home / "LICENSE.txt"
    else:
        others = [*_of_source(home), *_of_python()]
        own = home / "LICENSE"
    texts = (own,) if own.is_file() else ()
    return (Part(OWN, version, OWN_LICENCE, texts), *sorted(others, key=_name))


def text_of(part: Part) -> str:
    """The licence in full, each file under its name. Raises OSError."""
    return "\n\n".join(f"—— {path.name} ——\n\n{_read(path)}" for path in part.texts)


def _name(part: Part) -> str:
    return part.name.lower()


def _of_bundle(home: Path) -> Iterator[Part]:
    for row in json.loads(_read(home / BILL))["components"]:
        stated = row["licenses"][0]
        licence = stated.get("expression") or stated["license"]["name"]
        folder = home / TEXTS / row["name"]
        texts = tuple(sorted(path for path in folder.glob("*") if path.is_file()))
        yield Part(row["name"], row["version"], _SAID.get(licence, licence), texts)


def _of_source(home: Path) -> Iterator[Part]:
    """The libraries that the program's requirements pin, as they are installed; Qt's texts and the font are ours."""
    packaging = home / "packaging"
    pinned = set(_PINNED.findall(_read(packaging / "requirements-run.txt")))
    ours = tuple(path for name in _OURS_OF_QT if (path := packaging / TEXTS / name).is_file())
    for record in _records():
        part = _installed(record)
        if part.name in pinned:
            is_qt = part.name.startswith(("pyside6", "shiboken6"))
            yield Part(part.name, part.version, part.licence, ours if is_qt else part.texts)
        if part.name == "pyside6-essentials":
            yield Part("Qt", part.version, "LGPL-3.0-only", ours)
    font = home / "ui" / "typefaces" / "OFL.txt"
    if made_from := _MADE_FROM.search(_read(font)):
        yield Part(made_from[1], made_from[2], "OFL-1.1", (font,))


def _of_python() -> Iterator[Part]:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    yield Part("CPython", platform.python_version(), "PSF-2.0", (text,) if text.is_file() else ())
    sqlite = sqlite_version()
    if sqlite:
        yield Part("SQLite", sqlite, "blessing")


def sqlite_version() -> str:
    """Of the SQLite that keeps the record; nothing where none is loaded."""
    apsw = sys.modules.get("apsw")
    return str(apsw.sqlite_lib_version()) if apsw is not None else ""


def _records() -> Iterator[Path]:
    for folder in dict.fromkeys(sys.path):
        yield from sorted(Path(folder).glob("*.dist-info")) if folder else ()


def _installed(record: Path) -> Part:
    """What a library's METADATA says of it."""
    header = _read(record / "METADATA").partition("\n\n")[0]
    stated = dict(line.split(": ", 1) for line in header.splitlines() if re.match(r"[A-Z][\w-]*: ", line))
    licence = (stated.get("License-Expression") or stated.get("License") or _SEE_TEXT).strip()
    beside = (path for path in sorted(record.glob("*")) if _LICENCE_FILE.fullmatch(path.name))
    found = [path for path in (*beside, *sorted((record / TEXTS_OF_WHEEL).rglob("*"))) if path.is_file()]
    name = stated["Name"].lower().replace("_", "-")
    return Part(name, stated["Version"], _SAID.get(licence, licence), tuple(found))


def _read(path: Path) -> str:
    """A file of text, however large it claims to be."""
    with path.open("rb") as file:
        return file.read(_LARGEST).decode("utf-8", "replace")
