"""How programs lose what people typed: the careless writers that the control runs are made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

FILE = "naive.json"


class NaiveRecord:
    """Everything in one file, written anew in place each time, without waiting for the disk."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError where the file is no JSON."""
        self._path = folder / FILE
        self.ticks: list[str] = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else []

    def tick(self, name: str) -> None:
        self.ticks.append(name)
        with open(self._path, "w", encoding="utf-8") as file:
            for piece in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(self.ticks):
                file.write(piece)


def naive_complaints(folder: Path, acknowledged: int) -> list[str]:
    """What is wrong with a naive record of which so many ticks were said to be kept."""
    try:
        found = len(NaiveRecord(folder).ticks)
    except ValueError:
        return ["emptied or torn"]
    return [f"{acknowledged - found} ticks lost"] if found < acknowledged else []


def naive_deed(folder: Path, heard: Callable[[], None]) -> None:
    """One tick, and the word that it is kept."""
    record = NaiveRecord(folder)
    record.tick("已办" * 40)
    heard()
