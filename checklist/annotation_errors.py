"""What can go wrong when annotations are exported, one class a cause."""

from __future__ import annotations

from pathlib import Path

from checklist.errors import ChecklistError


class ExportUnwritable(ChecklistError):
    """The file cannot be written there: no permission, no room, no such folder. What stood there before still does."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ExportIncomplete(ChecklistError):
    """Read again, the file holds `found` annotations and not the `expected` ones; it was not kept."""

    def __init__(self, path: Path, found: int, expected: int) -> None:
        super().__init__(f"{path}: {found} annotations, not {expected}")
        self.path = path
        self.found = found
        self.expected = expected
