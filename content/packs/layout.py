"""The names that the files of an edition may have; one that has another is no content."""

from __future__ import annotations

import re

MANIFEST = "manifest.json"
# What Windows takes for a device, whatever comes after it.
_DEVICE = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.)"
_ID = rf"{_DEVICE}[a-z0-9][a-z0-9-]{{0,63}}"
_CONTENT = rf"synonyms\.yaml|policies/{_ID}\.md|duties/{_ID}\.yaml|indicators/{_ID}\.yaml|sources/{_ID}\.(?:txt|yaml)"
NAMES = re.compile(rf"manifest\.json|{_CONTENT}")
_IS_CONTENT = re.compile(_CONTENT)


def is_content(name: str) -> bool:
    """Whether a file of that name, folders parted by strokes, belongs to an edition."""
    return _IS_CONTENT.fullmatch(name) is not None
