"""The index built by two at once, as on Windows: there no folder is moved over one that another has open."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest

from search import postings
from search.postings import open_postings

TEXTS = ("县域创新驱动发展", "支持县级建设孵化器")


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of another, which cannot be removed or replaced; ours is to be built anew."""
    open_postings(tmp_path, TEXTS).close()
    real = shutil.rmtree

    def removes_what_is_ours(path: Path, **options: Any) -> None:
        if path.suffix == ".tmp":
            real(path, **options)

    def refuses(path: Path, target: Path) -> NoReturn:
        raise PermissionError(13, "open elsewhere", str(target))

    monkeypatch.setattr(shutil, "rmtree", removes_what_is_ours)
    monkeypatch.setattr(Path, "replace", refuses)
    monkeypatch.setattr(postings, "_indexes_of", lambda folder, texts: iter(()))
    return next(tmp_path.glob("index-*"))


def test_who_comes_second_takes_what_the_first_built(held: Path) -> None:
    opened = open_postings(held.parent, TEXTS)
    opened.close()
    assert list(held.parent.iterdir()) == [held]


def test_what_is_not_whole_is_not_taken(held: Path) -> None:
    next(held.glob("*.seg")).write_bytes(b"half of it")
    with pytest.raises(PermissionError):
        open_postings(held.parent, TEXTS)
    assert list(held.parent.iterdir()) == [held]
