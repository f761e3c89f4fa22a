"""Names of files from anywhere, made fit to be written on any system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120  # bytes of UTF-8, the ending included
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def safe_name(name: str) -> str:
    """`name` without folders, control characters and what Windows forbids, at most 120 bytes, its ending kept."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Zl", "Zp"))
    shown = _FORBIDDEN.sub("_", shown).strip(" .") or "_"
    if shown.split(".")[0].strip().lower() in _DEVICES:
        shown = f"_{shown}"
    return _cut(shown)


def _cut(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if len(ending.encode()) > 16:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len(f"{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode('utf-8', 'ignore').rstrip(' .')}{dot}{ending}"
