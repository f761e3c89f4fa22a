"""An index that is damaged, or forged without a payload: nothing hangs or shows, and no hit is lost."""

from __future__ import annotations

import importlib
import os
import pickle
import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from search import postings
from search.analysis import bigrams
from search.audit import Audit
from search.errors import IndexTampered
from search.inversion import Inversion
from search.listing import STEPS, unpack
from search.postings import open_postings
from search.unpickling import confine_unpickling
from tests.search_forgery import (
    NEVER_READ,
    PLACES,
    Texts,
    add_posting_list,
    assert_opens,
    builds,
    file_in,
    folder,
    forge_seal,
    good,
    home_in,
    into_directory,
    into_lists,
    into_segments,
    into_term_extras,
    packed_list,
    read_container,
    texts,
    toc_parts,
    varint,
    write_container,
)

__all__ = ["builds", "folder", "good", "texts"]  # fixtures

# Whoosh leaves a file that it could not read to the garbage collector.
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the payloads are for a POSIX shell"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

BUILD = postings._build


def into_length_of_schema(home: Path) -> None:
    toc, head, _, tail = toc_parts(home)
    toc.write_bytes(head + varint(1 << 64) + tail)


def into_magic_of_terms(home: Path) -> None:
    files = read_container(home)
    name, terms = file_in(files, ".trm")
    write_container(home, files | {name: b"HSH2" + terms[4:]})


FAULTS: dict[str, Callable[[Path], None]] = {
    "a schema that ends beyond any file": into_length_of_schema,
    "a table of terms of another format": into_magic_of_terms,
    "no segment": lambda home: into_segments(home, pickle.dumps([])),
    "a dictionary of segments": lambda home: into_segments(home, pickle.dumps({})),
    "a number for the segments": lambda home: into_segments(home, pickle.dumps(5)),
    "an empty directory": lambda home: into_directory(home, pickle.dumps({})),
    "a directory of lists": lambda home: into_directory(home, pickle.dumps([[]])),
    "no extras": lambda home: into_term_extras(home, b""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_whoosh_meets(fault: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    FAULTS[fault](home_in(folder))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def test_postings_are_not_read(folder: Path, builds: list[Path], texts: Texts) -> None:
    """Lists stand in a column, so that nothing in a block of postings matters."""
    add_posting_list(home_in(folder), pickle.dumps((1, 0, 1.0, 3, 0, 0), 2) + b"as it is")
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == []


def test_a_compressed_block_of_postings_is_refused() -> None:
    """Were one read, it could be inflated without end."""
    confine_unpickling()
    with pytest.raises(IndexTampered):
        importlib.import_module("whoosh.codec.whoosh3").zlib.decompress(zlib.compress(bytes(1 << 20)))


BOMBS: dict[str, bytes] = {
    "memo slot 2^26": b"\x80\x02Nr\xff\xff\xff\x03.",
    "hash of 2^60 pairs": b"\x80\x02})" + b"2\x86" * 60 + b"Ns.",
    "tuple as deep as the stack": b"\x80\x02})" + b"\x85" * 500_000 + b"Ns.",
    "frame of 2^62 bytes": b"\x80\x04\x95" + bytes(7) + b"\x40N.",
    "text of 2^62 bytes": b"\x80\x04\x8d" + bytes(7) + b"\x40N.",
    "number of 255 bytes": b"\x80\x02\x8a\xff" + b"\x7f" * 255 + b".",
    "million marks": b"\x80\x02" + b"(" * 1_000_000 + b".",
    "million lists": b"\x80\x02" + b"]" * 1_000_000 + b"a" * 999_999 + b".",
    "16 MiB of nothing": bytes(1 << 24),
}


@pytest.mark.usefixtures("builds")
@pytest.mark.parametrize("place", [place for place in PLACES if place not in (*NEVER_READ, "inlined postings")])
@pytest.mark.parametrize("bomb", BOMBS)
def test_no_bomb_goes_off(bomb: str, place: str, folder: Path, texts: Texts) -> None:
    """No control here: it would take the machine down. Inlined postings are read as bodies are."""
    PLACES[place](home_in(folder), BOMBS[bomb])
    forge_seal(home_in(folder))
    assert_opens(folder, texts)


DAMAGES: dict[str, Callable[[random.Random, bytearray], None]] = {
    "bit": lambda chance, whole: flip(whole, chance.randrange(8 * len(whole))),
    "byte": lambda chance, whole: whole.__setitem__(chance.randrange(len(whole)), chance.randrange(256)),
    "100 bytes": lambda chance, whole: overwrite(whole, chance.randrange(len(whole)), chance.randbytes(100)),
    "zeros": lambda chance, whole: overwrite(whole, chance.randrange(len(whole)), bytes(chance.randint(1, 4096))),
    "cut": lambda chance, whole: whole.__delitem__(slice(chance.randrange(len(whole)), None)),
    "less": lambda chance, whole: whole.__delitem__(
        slice(at := chance.randrange(len(whole)), at + chance.randint(1, 9))
    ),
    "more": lambda chance, whole: whole.__setitem__(slice(at := chance.randrange(len(whole)), at), chance.randbytes(9)),
}


def flip(whole: bytearray, bit: int) -> None:
    whole[bit // 8] ^= 1 << bit % 8


def overwrite(whole: bytearray, at: int, other: bytes) -> None:
    whole[at : at + len(other)] = other[: len(whole) - at]


@pytest.mark.parametrize("seed", range(400))
def test_a_damaged_file(seed: int, folder: Path, builds: list[Path], texts: Texts) -> None:
    """With its seal the index is rebuilt; with a forged one too where that is seen; always it is right."""
    chance = random.Random(seed)
    home, kind = home_in(folder), chance.choice(list(DAMAGES))
    path = chance.choice(sorted(path for path in home.iterdir() if path.suffix in (".toc", ".seg")))
    whole = bytearray(path.read_bytes())
    # Postings are most of a segment; its head and tail, where its structure stands, get as much damage as they.
    part = whole[-2000:] if path.suffix == ".seg" and chance.random() < 0.5 else whole
    DAMAGES[kind](chance, part)
    damaged = bytes(part if part is whole else whole[:-2000] + part)
    if damaged == path.read_bytes():
        return
    path.write_bytes(damaged)
    print(f"seed {seed}: {kind} of {path.suffix}")
    assert_opens(folder, texts)
    assert builds == [home]

    path.write_bytes(damaged)
    forge_seal(home)
    assert_opens(folder, texts)


def test_a_lost_posting_loses_no_hit(
    folder: Path, tmp_path: Path, builds: list[Path], texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index of other texts, sound in itself, in place of ours: a forger can do no better."""
    home, other, lost = home_in(folder), tmp_path / "other", texts[0][:2]
    BUILD(other, (texts[0].replace(lost, "，"), *texts[1:]))
    for path in home.iterdir():
        path.unlink()
    for path in (*other.glob("*.toc"), *other.glob("*.seg")):
        shutil.copy(path, home)
    forge_seal(home)
    monkeypatch.setattr(Audit, "sample", lambda *_: iter(()))
    opened = open_postings(folder, texts)
    assert builds == [], "the sample does not see it"
    assert all(0 in opened.of_gram(gram).numbers for gram in bigrams(texts[0]))
    opened.close()
    assert_opens(folder, texts)
    assert builds == [home]


LISTS: dict[str, bytes] = {
    "too few": packed_list([0]),
    "one twice": packed_list([0, 0]),
    "beyond the texts": packed_list([0, 1, 2, 99]),
    "negative": packed_list([-1, 0]),
    "out of order": packed_list([1, 0]),
    "of other clauses": packed_list([0, 2]),
    "nothing": b"",
    "no bytes": b"I",
    "half a number": b"I\0\0",
    "a letter that is no width": b"Qabcdefgh",
    "a letter that is none": b"\xff\0\0",
    "not deflated": b"habcdefgh",
    "deflated, cut": b"h" + zlib.compress(bytes(300))[:-4],
    "4 MiB deflated": b"h" + zlib.compress(bytes(1 << 22)),
    "a thousand clauses": b"B" + b"\1" * 2000,
}


@pytest.mark.parametrize("forged", LISTS)
def test_a_forged_list_is_not_used(forged: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    into_lists(home_in(folder), [LISTS[forged]] * len(good_lists(texts)))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


@pytest.mark.parametrize("bound", [0, 1, STEPS + 1, 255])
def test_a_forged_bound_is_not_used(bound: int, folder: Path, builds: list[Path], texts: Texts) -> None:
    """It would keep a clause from the best."""
    lists = (unpack(packed, len(texts)) for packed in good_lists(texts))
    into_lists(home_in(folder), [packed_list(list(one.numbers), bound) for one in lists])
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def good_lists(texts: Texts) -> list[bytes]:
    return [packed for _, packed in Inversion(texts).packed()]


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_list_forged_while_the_index_is_open_is_not_used(is_kept: bool, folder: Path, texts: Texts) -> None:
    """What was confirmed is kept, or read anew and confirmed anew where it has changed."""
    opened = open_postings(folder, texts)
    gram = texts[0][:2]
    right = opened.of_gram(gram)
    if not is_kept:
        opened._kept.clear()
    opened._held = {number: packed_list([5]) for number in range(1 << 12)}
    assert list(opened.of_gram(gram).numbers) == list(right.numbers)
    opened.close()


@pytest.mark.parametrize("file", ["_MAIN_1.toc", "_MAIN_9.toc", "seal.txt", "MAIN_x.trm"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(file: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    path = home_in(folder) / file
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


@pytest.mark.parametrize("file", ["_MAIN_1.toc", "seal.txt"])
def test_a_file_beyond_measure_is_not_read(file: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    os.truncate(home_in(folder) / file, 1 << 40)
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def test_an_index_that_stays_damaged_is_an_os_error(
    folder: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the program searches by scan, as where the folder cannot be written."""
    into_segments(home_in(folder), pickle.dumps([]))
    monkeypatch.setattr(postings, "_build", lambda home, texts: None)
    with pytest.raises(OSError, match=r"Errno 5.*index-"):
        open_postings(folder, texts)
