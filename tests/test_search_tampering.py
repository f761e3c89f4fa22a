"""Who can write the index can write its seal: no payload runs, and an index that holds one is built anew."""

from __future__ import annotations

import copyreg
import functools
import io
import os
import pickle
import pickletools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from whoosh import index
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.externalsort import SortingPool

from search import postings, unpickling
from search.field import schema
from search.inversion import Inversion
from search.postings import Postings
from search.unpickling import ATTRIBUTES, DAMAGE, GLOBALS, OPCODES, StructureUnpickler, confine_unpickling
from tests.search_forgery import (
    NEVER_READ,
    PLACES,
    Texts,
    assert_answers,
    assert_opens,
    builds,
    folder,
    forge_seal,
    good,
    home_in,
    into_segments,
    into_term_extras,
    read_everything,
    texts,
    without_guards,
)
from tests.search_payloads import PAYLOADS, Call, pickled, touch

__all__ = ["builds", "folder", "good", "texts"]  # fixtures

# Whoosh leaves a file that it could not read to the garbage collector.
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the payloads are for a POSIX shell"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

ROOT = Path(__file__).parent.parent
BUILD = postings._build


@pytest.fixture
def extension() -> Iterator[None]:
    """os.system in the registry of extensions, and in its cache, which no find_class sees."""
    copyreg.add_extension("posix", "system", 0xF0)
    assert pickle.loads(b"\x80\x02\x82\xf0.") is os.system
    yield
    copyreg.remove_extension("posix", "system", 0xF0)
    copyreg._extension_cache.pop(0xF0, None)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("extension")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs(
    payload: str, place: str, folder: Path, builds: list[Path], texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker, home = folder.parent / "ran", home_in(folder)
    monkeypatch.chdir(folder.parent)
    PLACES[place](home, pickled(PAYLOADS[payload](str(marker))))
    forge_seal(home)
    known = None if place == "schema" else schema()
    with without_guards(), suppress(Exception):
        read_everything(home, known)
    assert os.path.lexists(marker), "Whoosh alone runs it, so the test would see it"
    marker.rmdir() if marker.is_dir() else marker.unlink()

    confine_unpickling()
    with pytest.raises(DAMAGE):
        read_everything(home, known)
    assert_opens(folder, texts)
    assert not os.path.lexists(marker)
    assert builds == ([] if place in NEVER_READ else [home])


def test_a_method_set_on_a_class_is_not_called(folder: Path, builds: list[Path], texts: Texts) -> None:
    """Slot state is set by setattr, on a class as well: W3Segment.segment_id = partial(os.system, ...)."""
    marker, home = folder.parent / "ran", home_in(folder)
    state = pickle.dumps((None, {"segment_id": Call(functools.partial, os.system, touch(str(marker)))}), 2)
    segment = b"cwhoosh.codec.whoosh3\nW3Segment\n"
    into_segments(home, b"\x80\x02](" + segment + state[2:-1] + b"b0" + segment + b")\x81e.")
    forge_seal(home)
    with pytest.MonkeyPatch.context() as patch, without_guards(), suppress(Exception):
        patch.setattr(W3Segment, "segment_id", W3Segment.segment_id)
        read_everything(home, schema())
    assert marker.exists()
    marker.unlink()
    assert_opens(folder, texts)
    assert not marker.exists()
    assert builds == [home]


TRICKS: dict[str, dict[str, object]] = {
    "another class for the codec": {"_codec": W3Codec},
    "a class for a method": {"make_filename": W3Segment},
    "a segment for a reader, which has no close": {"codec.per_document_reader": W3Segment},
    "a path to a pipe": {"segid": "/../../outside"},
    "documents deleted": {"_deleted": {0: 0, 1: 1}},
    "not in a container": {"compound": False},
    "more documents than the column has": {"_doccount": 1 << 40},
    "fewer than none": {"_doccount": -1},
    "no documents": {"_doccount": 0},
    "no number of documents": {"_doccount": "x"},
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_segment_with_other_attributes(trick: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    home = home_in(folder)
    os.mkfifo(folder / "outside.seg")
    (segment,) = index.open_dir(home, schema=schema())._segments()
    for attribute, value in TRICKS[trick].items():
        vars(segment.codec() if "." in attribute else segment)[attribute.split(".")[-1]] = value
    into_segments(home, pickle.dumps([segment]))
    forge_seal(home)
    assert_opens(folder, texts)
    (folder / "outside.seg").unlink()
    assert builds == ([] if trick == "documents deleted" else [home]), "what is deleted is there all the same"


def test_positions_of_a_type_that_whoosh_does_not_know(folder: Path, builds: list[Path], texts: Texts) -> None:
    """Of which it says Exception, which nothing of ours would catch."""
    into_term_extras(home_in(folder), pickle.dumps({"fieldmap": {"gram": 0}, "indextype": "f", "indexlen": 1}))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def test_a_tampered_index_is_really_rebuilt(folder: Path, texts: Texts) -> None:
    home = home_in(folder)
    into_segments(home, pickle.dumps(Call(os.system, "exit 0")))
    forge_seal(home)
    seal = (home / "seal.txt").read_text()
    assert_opens(folder, texts)
    assert (home / "seal.txt").read_text() != seal


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs_in_a_build_that_sorts_on_disk(payload: str, tmp_path: Path) -> None:
    marker, pool = tmp_path / "ran", SortingPool(maxsize=2, tempdir=str(tmp_path))
    confine_unpickling()
    for number in range(5):
        pool.add(("text", b"\xe7\xa7\x91", number, 1.0, b""))
    Path(pool.runs[0]).write_bytes(pickled(PAYLOADS[payload](str(marker))))
    with pytest.raises(DAMAGE):
        list(pool.items())
    pool.cleanup()
    assert not os.path.lexists(marker)


def test_a_build_that_sorts_on_disk_is_not_hindered(tmp_path: Path, texts: Texts) -> None:
    confine_unpickling()
    made = index.create_in(tmp_path, schema())
    writer = made.writer(codec=W3Codec(blocklimit=1024, inlinelimit=1), limitmb=0.01)
    for gram, packed in Inversion(texts).packed():
        writer.add_document(gram=gram, held=packed)
    assert len(writer.pool.runs) > 5
    writer.commit(merge=False)
    opened = Postings(tmp_path, texts)
    assert_answers(opened, texts)
    opened.close()


def test_a_good_index_needs_what_is_allowed_and_no_more(tmp_path: Path, texts: Texts) -> None:
    """The allow-lists, recorded anew while an index is built, opened and searched."""
    seen: dict[str, set[object]] = {"globals": set(), "opcodes": set(), "attributes": set()}

    class Recorder(StructureUnpickler):
        def __init__(self, file: io.BytesIO) -> None:
            super().__init__(file)
            seen["opcodes"].update(code.code for code, _, _ in pickletools.genops(file.getvalue()[: _end(file)]))

        def find_class(self, module: str, name: str) -> Any:
            seen["globals"].add((module, name))
            return super().find_class(module, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unpickling, "StructureUnpickler", Recorder)
        BUILD(tmp_path / "built", texts)
        assert_answers(Postings(tmp_path / "built", texts), texts)
    (segment,) = index.open_dir(tmp_path / "built", schema=schema())._segments()
    seen["attributes"].update(vars(segment), vars(segment.codec()))
    assert seen["globals"] == GLOBALS
    assert seen["attributes"] == ATTRIBUTES
    may_come = set("j\x8a\x89e")  # more segments, larger files
    assert seen["opcodes"] | may_come == {chr(code) for code in OPCODES}


def _end(file: io.BytesIO) -> int:
    """Where the pickle ends that a file begins with."""
    return next(at + 1 for code, _, at in pickletools.genops(file.getvalue()) if code.name == "STOP" and at is not None)


SCAN = """
import marshal, pickle, sys, tempfile
from pathlib import Path
from search.postings import open_postings
for _ in range(2):
    opened = open_postings(Path(sys.argv[1]), ("科技成果转化", "县域创新"))
    assert list(opened.of_gram("科技").numbers) == [0]
raw = (pickle, marshal, pickle.load, pickle.loads, pickle._load, pickle._loads, marshal.load, marshal.loads)
for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "whoosh"]:
    for name, value in vars(module).items():
        if any(value is one for one in raw) or isinstance(value, type) and issubclass(value, pickle.Unpickler):
            print(module.__name__, name)
"""


def test_no_imported_module_of_whoosh_keeps_a_loader(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCAN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
