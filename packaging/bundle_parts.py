"""The parts that a bundle is made of: Python distributions, libraries within them, Debian's libraries."""

from __future__ import annotations

import functools
import re
import subprocess
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

_LICENCE_NAMES = re.compile(r"(?i)(licen[cs]e|copying|notice|authors).*|.*\.cyclonedx\.json")
_EXPRESSION = re.compile(r"\(?[A-Za-z0-9.-]+\)?(?: (?:OR|AND|WITH) \(?[A-Za-z0-9.-]+\)?)*")
# What authors write in place of an SPDX name.
_SPDX = {
    "any-OSI": "Zlib",
    "GPLv2-or-later with a special exception which allows to use PyInstaller to build and distribute non-free"
    " programs (including commercial ones)": "GPL-2.0-or-later WITH Bootloader-exception",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Someone's work within the bundle. `texts` are its licences on this machine, `our_copies` names in licences/."""

    name: str
    version: str
    licence: str
    address: str
    texts: tuple[Path, ...] = ()
    our_copies: tuple[str, ...] = ()
    files: frozenset[Path] = frozenset()

    def component(self) -> dict[str, object]:
        """As CycloneDX lists it."""
        stated = {"expression": self.licence} if _is_spdx(self.licence) else {"license": {"name": self.licence}}
        return {
            "type": "library",
            "bom-ref": self.address,
            "name": self.name,
            "version": self.version,
            "purl": self.address,
            "licenses": [stated],
        }


def _is_spdx(licence: str) -> bool:
    return _EXPRESSION.fullmatch(licence) is not None and not licence.startswith("see")


@functools.cache
def distribution_parts() -> tuple[Part, ...]:
    """Every Python distribution of this environment."""
    return tuple(_part_of(one) for one in metadata.distributions())


def _part_of(distribution: metadata.Distribution) -> Part:
    name, version = distribution.metadata["Name"].lower().replace("_", "-"), distribution.version
    files = [Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or ()]
    texts = [path for path in files if ".dist-info" in str(path) and _LICENCE_NAMES.fullmatch(path.name)]
    unique = {path.name: path for path in texts if path.is_file()}
    copies = ("LGPL-3.0.txt", "GPL-3.0.txt") if name in ("pyside6-essentials", "shiboken6") else ()
    address = f"pkg:pypi/{name}@{version}"
    return Part(name, version, _licence_of(distribution), address, tuple(unique.values()), copies, frozenset(files))


def _licence_of(distribution: metadata.Distribution) -> str:
    header = distribution.metadata
    stated = [*(header.get_all("License-Expression") or ()), *(header.get_all("License") or ()), ""][0]
    first = stated.strip().split("\n")[0].strip()
    return _SPDX.get(first, first) or "see the text"


def parts_within(distribution: str, file: str) -> tuple[Part, ...]:
    """The libraries of others that a file of a distribution is, or has linked in."""
    if distribution == "pyside6-essentials" and re.match(r"libQt6|Qt6", file):
        version = str(import_module("PySide6").__version__)
        texts = ("LGPL-3.0.txt", "GPL-3.0.txt", "qt-third-party.txt")
        return (Part("Qt", version, "LGPL-3.0-only", f"pkg:generic/qt@{version}", our_copies=texts),)
    if distribution == "apsw" and file.startswith("__init__.") and not file.endswith(".py"):
        version = str(import_module("apsw").sqlite_lib_version())
        return (Part("SQLite", version, "blessing", f"pkg:generic/sqlite@{version}"),)
    if distribution == "pynacl" and file.startswith("_sodium."):
        version = str(import_module("nacl").__version__)  # of its own it does not tell
        return (_generic("libsodium", f"bundled-with-pynacl-{version}", "ISC"),)
    if distribution == "lxml" and file.startswith("etree."):
        etree = import_module("lxml.etree")
        versions = (("libxml2", etree.LIBXML_VERSION), ("libxslt", etree.LIBXSLT_VERSION))
        return tuple(_generic(name, ".".join(map(str, numbers)), "MIT") for name, numbers in versions)
    return ()


def _generic(name: str, version: str, licence: str) -> Part:
    return Part(name, version, licence, f"pkg:generic/{name}@{version}")


@functools.cache
def debian_part(library: Path) -> Part:
    """The Debian package that a library of the system belongs to. Raises LookupError where there is none."""
    plain = Path(str(library).removeprefix("/usr"))
    for path in (library, plain):
        owner = subprocess.run(["dpkg", "-S", str(path)], capture_output=True, text=True, check=False).stdout
        if owner:
            return _package(owner.split(":")[0])
    raise LookupError(f"{library} belongs to no package: whose is it, and under which licence?")


@functools.cache
def _package(name: str) -> Part:
    query = ["dpkg-query", "-W", "-f", "${Version} ${Architecture}\n", name]
    answer = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    version, architecture = answer.split("\n")[0].split()
    text = Path("/usr/share/doc") / name / "copyright"
    address = f"pkg:deb/debian/{name}@{version}?arch={architecture}"
    return Part(name, version, "see the text", address, (text,))
