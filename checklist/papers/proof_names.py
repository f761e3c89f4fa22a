"""Names of evidence in a package: number of the duty, its title, number of the file."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checklist.file_names import safe_name
from checklist.papers.words import PROOF_NAME
from checklist.standing import Evidence

_LONGEST = 120  # bytes of UTF-8
_LONGEST_ENDING = 16


@dataclass(frozen=True, slots=True)
class Proof:
    """A file and the duty that it proves; `number` is the duty's in the ledger."""

    number: int
    title: str
    duty: str
    evidence: Evidence


def proof_names(proofs: Iterable[Proof]) -> list[str]:
    """003-建立后备库-1.pdf: what Windows takes, at most 120 bytes, none twice however it compares them."""
    names: list[str] = []
    taken: set[str] = set()
    counted: Counter[int] = Counter()
    for proof in proofs:
        counted[proof.number] += 1
        name = _name(proof, counted[proof.number])
        while name.casefold() in taken:
            counted[proof.number] += 1
            name = _name(proof, counted[proof.number])
        taken.add(name.casefold())
        names.append(name)
    return names


def _name(proof: Proof, serial: int) -> str:
    kept = safe_name(proof.evidence.name)
    ending = kept[kept.rindex(".") :] if "." in kept[1:] else ""
    ending = ending if len(ending.encode()) <= _LONGEST_ENDING else ""
    words = {"number": f"{proof.number:03}", "serial": serial, "ending": ending}
    room = _LONGEST - len(PROOF_NAME.format(title="", **words).encode())
    title = unicodedata.normalize("NFC", safe_name(proof.title.replace("/", "_").replace("\\", "_")))
    title = title.encode()[:room].decode("utf-8", "ignore").strip(" .")
    return PROOF_NAME.format(title=title, **words)
