"""Whoosh unpickles its index; a tampered one must not run anything, even where the attacker forged the seal too.

Each payload would make a marker file. The control run loads the same bytes with the plain unpickler and must make it.
"""

from __future__ import annotations

import builtins
import os
import pickle
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from search.analysis import fold_text
from search.hit import Passage
from search.index import SearchIndex
from search.postings import _SEAL, _hashes, open_postings

# Whoosh leaves files open when reading one of them fails; they are closed when it is collected.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

TEXTS = tuple(f"第{n}条县（市、区）要建设{n}个科技成果转化和技术转移服务机构" for n in range(200))
PASSAGES = tuple(Passage("d", str(n), (), text) for n, text in enumerate(TEXTS))


class Call:
    """Pickles as a call."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call


def payloads(marker: Path) -> dict[str, object]:
    made = f"open({str(marker)!r}, 'w').close()"
    return {
        "os.system": Call(os.system, f"touch '{marker}'"),
        "os.mkdir": Call(os.mkdir, str(marker)),
        "os.open": Call(os.open, str(marker), os.O_CREAT),
        "open": Call(builtins.open, str(marker), "w"),
        "eval": Call(eval, made),
        "exec": Call(exec, made),
        "subprocess": Call(subprocess.call, ["touch", str(marker)]),
        "nested": [{"a": (Call(exec, made),)}],
        "pickle.loads": Call(pickle.loads, pickle.dumps(Call(exec, made))),
        "Path.touch": Call(Path.touch, marker),
    }


NAMES = tuple(payloads(Path("x")))


@pytest.mark.parametrize("name", NAMES)
def test_the_payloads_work_where_nothing_guards(name: str, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    pickle.loads(pickle.dumps(payloads(marker)[name], 2))
    assert marker.exists()


def forged(home: Path, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    (home / _SEAL).write_text(_hashes(home))


def built(folder: Path) -> Path:
    open_postings(folder, tuple(map(fold_text, TEXTS))).close()
    (home,) = folder.glob("index-*")
    return home


def spliced(whole: bytes, payload: bytes, at: int) -> bytes:
    """The payload in place of one of the pickles in a file: from its opening byte to its closing one."""
    starts = [
        n for n in range(len(whole)) if whole[n : n + 1] == b"\x80" and whole[n + 1 : n + 2] in b"\x02\x03\x04\x05"
    ]
    start = starts[at % len(starts)]
    end = whole.find(b".", start) + 1
    return whole[:start] + payload + whole[end:]


def answers_right(folder: Path) -> bool:
    index = SearchIndex(PASSAGES)
    index.attach(index.load_postings(folder))
    hits = index.search("要建设77个", limit=0)
    index.close()
    return [hit.clause for hit in hits if hit.kind == "literal"] == ["77"]


@pytest.mark.parametrize("place", [0, 1, 2, -1, -2])
@pytest.mark.parametrize("suffix", ["toc", "seg"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_from_a_tampered_index(name: str, suffix: str, place: int, tmp_path: Path) -> None:
    home, marker = built(tmp_path / "cache"), tmp_path / "marker"
    (path,) = home.glob(f"*.{suffix}")
    payload = pickle.dumps(payloads(marker)[name], 2)
    forged(home, path, spliced(path.read_bytes(), payload, place))
    assert answers_right(tmp_path / "cache")
    assert not marker.exists()


@pytest.mark.parametrize("seed", range(40))
def test_a_spoiled_file_is_rebuilt(seed: int, tmp_path: Path) -> None:
    chance, home = random.Random(seed), built(tmp_path)
    path = chance.choice(sorted(path for path in home.iterdir() if path.suffix in (".toc", ".seg")))
    whole = bytearray(path.read_bytes())
    if chance.random() < 0.3:
        del whole[chance.randrange(len(whole)) :]
    else:
        for _ in range(chance.randint(1, 8)):
            whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(whole))
    assert answers_right(tmp_path), f"seed {seed}"
