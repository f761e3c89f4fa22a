"""The use cases that a failing disk is tried on, each with the state it begins from and the one call it is about."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checklist.record import FILE_NAME
from tests.faults.deeds import PARCELS, STICK, Life, furnish
from tests.faults.diary import Tell, open_heard
from tests.faults.scratch import GOLDEN, fresh

Deed = Callable[[Life], None]


def nothing(_: Life) -> None:
    """Opening is all."""


@dataclass(frozen=True, slots=True)
class UseCase:
    """`start` names the state it begins from: "none", "old" (version 1), "used". `fails` is the folder that fails."""

    start: str
    deed: str = ""
    fails: str = ""


USE_CASES: Mapping[str, UseCase] = {
    "create": UseCase("none"),
    "open": UseCase("used"),
    "migrate": UseCase("old"),
    "tick": UseCase("used", "tick"),
    "field": UseCase("used", "field"),
    "annotation": UseCase("used", "annotation"),
    "evidence": UseCase("used", "evidence"),
    "import": UseCase("used", "import"),
    "export": UseCase("used", "export"),
    "backup": UseCase("used", "backup"),
    "restore": UseCase("used", "restore"),
    "move": UseCase("used", "move"),
}
STICK_CASES: Mapping[str, UseCase] = {
    "stick export": UseCase("used", "stick export", STICK),
    "stick import": UseCase("used", "stick import", STICK),
}


class Stage:
    """States made once, and copied for each run. `desk` holds what is taken in."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.desk, self._seed = home, home / "desk", seed
        furnish(self.desk, seed)
        used = fresh(home / "used")
        record = open_heard(used, lambda _: None)
        life = Life(record, self.desk, random.Random(seed), lambda _: None)
        for name in ("profile", "tick", "field", "evidence", "annotation", "export", "backup", *["tick"] * 8):
            life.do(name)
        record.close()

    def set(self, case: UseCase, folder: Path) -> Path:
        """The folder as the use case finds it."""
        fresh(folder)
        if case.start == "old":
            shutil.copyfile(GOLDEN, folder / FILE_NAME)
        elif case.start == "used":
            shutil.copytree(self.home / "used", folder, dirs_exist_ok=True)
        if case.fails:
            (folder / STICK).mkdir()
            shutil.copyfile(self.desk / f"parcel{PARCELS - 1}.zip", folder / STICK / "parcel.zip")
            shutil.copyfile(folder / "sent.zip", folder / STICK / "sent.zip")
        return folder

    @contextmanager
    def opened(self, folder: Path, tell: Tell) -> Iterator[Life]:
        """The record in use. Raises the errors of checklist.errors."""
        life = Life(open_heard(folder, tell), self.desk, random.Random(self._seed), tell)
        try:
            yield life
        finally:
            life.close()
