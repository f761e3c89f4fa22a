"""What an exchange file says, as values; and its format.

A zip of manifest.json, events.jsonl, stubs.jsonl, wordings.jsonl and evidence/ab/SHA256. A line of the .jsonl is one
JSON array: an event's columns in their order, a stub's, a wording's hash and text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checklist.chain import Stub
from checklist.event import Event
from checklist.zip_reading import Limits
from content.normal_form import normal_form

FORMAT, FORMAT_VERSION = "xiance-exchange", 1
MANIFEST, EVENTS, STUBS, WORDINGS = "manifest.json", "events.jsonl", "stubs.jsonl", "wordings.jsonl"
TABLES = (EVENTS, STUBS, WORDINGS)
EVIDENCE_FOLDER = "evidence"
NAMES = re.compile(r"manifest\.json|(?:events|stubs|wordings)\.jsonl|evidence/[0-9a-f]{2}/[0-9a-f]{64}")

ZIP_LIMITS = Limits()
MANIFEST_LIMIT = 4 << 20  # bytes
TABLE_LIMIT = 64 << 20  # bytes
LINE_LIMIT = 1 << 20  # bytes
EVENT_LIMIT = 500_000
FIELD_LIMIT = 2_000  # different fields of one subject


@dataclass(frozen=True)
class Parcel:
    """The contents of one exchange file, checked in itself. `evidence` maps SHA-256 to size in bytes."""

    path: Path
    sha256: str
    device: str
    county: str
    made_at: str
    events: tuple[Event, ...]
    stubs: tuple[Stub, ...]
    wordings: Mapping[str, str]
    evidence: Mapping[str, int]


def is_wording(basis: str, text: str) -> bool:
    """Whether `basis` is the hash of the words under the normal form."""
    return hashlib.sha256(normal_form(text).encode()).hexdigest() == basis


def evidence_member(sha256: str) -> str:
    return f"{EVIDENCE_FOLDER}/{sha256[:2]}/{sha256}"
