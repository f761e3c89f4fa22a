"""The Whoosh index: which passages hold a bigram. A cache in its own folder, rebuilt whenever its stamp differs."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from pathlib import Path
from typing import Any

import whoosh
from whoosh import fields, index
from whoosh.codec.whoosh3 import W3Codec

from search.analysis import ANALYSIS_VERSION, bigrams
from search.errors import IndexTampered
from search.field import BigramField
from search.inversion import Inversion
from search.unpickling import DAMAGE, confine_unpickling

log = logging.getLogger(__name__)

_SEAL = "seal.txt"
# A bigram that more than this share of the passages hold is read more slowly than the passages are scanned.
_WORTH_READING = 0.12


class Postings:
    """Looks up candidates: a superset of the passages that contain a folded query."""

    def __init__(self, opened: Any) -> None:
        self._index = opened
        self._searcher = opened.searcher()

    @property
    def count(self) -> int:
        """How many passages are in the index."""
        return int(self._searcher.doc_count_all())

    def candidates(self, folded_query: str) -> list[int] | None:
        """Numbers of the passages that hold the query's rarest bigram; None where none narrows enough."""
        rarest: tuple[int, str] | None = None
        reader = self._searcher.reader()
        for gram in bigrams(folded_query):
            frequency = reader.doc_frequency("text", gram)
            if frequency == 0:
                return []
            rarest = min(rarest or (frequency, gram), (frequency, gram))
        if rarest is None or rarest[0] > self.count * _WORTH_READING:
            return None
        return list(reader.postings("text", rarest[1]).all_ids())

    def holding(self, gram: str) -> list[int]:
        """Numbers of the passages that hold a bigram."""
        reader = self._searcher.reader()
        if not reader.doc_frequency("text", gram):
            return []
        return list(reader.postings("text", gram).all_ids())

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


def open_postings(folder: Path, texts: tuple[str, ...]) -> Postings:
    """Open the index of these folded texts below `folder`, building it first where it is absent or damaged.

    Whoosh unpickles what it opens, so an index is opened only when each of its files has the hash that was written
    down when it was built, and only by the guarded loaders of search/unpickling.py. Raises OSError where the folder
    can be neither read nor written.
    """
    confine_unpickling()
    home = folder / f"index-{stamp_of(texts)}"
    if _is_sealed(home):
        try:
            return _opened(home, texts)
        except DAMAGE as damage:
            log.warning("rebuilding the index: %s", damage)
    _build(home, texts)
    return _opened(home, texts)


def _opened(home: Path, texts: tuple[str, ...]) -> Postings:
    """Raises one of DAMAGE where the index cannot be read, or holds another number of passages."""
    postings = Postings(index.open_dir(home, schema=_schema()))
    if postings.count != len(texts):
        raise IndexTampered(f"{postings.count} passages")
    postings.candidates(next((text[:2] for text in texts if len(text) > 1), ""))
    return postings


def stamp_of(texts: tuple[str, ...]) -> str:
    """Names the edition of everything the index depends on: texts, analysis, library."""
    digest = hashlib.sha256(f"{ANALYSIS_VERSION} {whoosh.__version__}".encode())
    for text in texts:
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _schema() -> fields.Schema:
    return fields.Schema(text=BigramField())


def _build(home: Path, texts: tuple[str, ...]) -> None:
    """Build in a folder beside, then swap: a killed build leaves nothing that opens."""
    fresh = home.with_name(f"{home.name}.{os.getpid()}.tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    made = index.create_in(fresh, _schema())
    writer = made.writer(codec=W3Codec(blocklimit=1024, inlinelimit=1))
    writer.pool = Inversion("text", texts)
    for _ in texts:
        writer.add_document(text="")
    writer.commit(merge=False)
    made.close()
    (fresh / _SEAL).write_text(_hashes(fresh))
    for old in home.parent.glob("index-*"):
        if old.suffix != ".tmp":
            shutil.rmtree(old, ignore_errors=True)
    fresh.replace(home)


def _is_sealed(home: Path) -> bool:
    """Whether the index stands there, whole and as it was built."""
    try:
        return (home / _SEAL).read_text() == _hashes(home)
    except (OSError, UnicodeDecodeError):
        return False


def _hashes(home: Path) -> str:
    """Name and SHA-256 of every file that holds index data; lock files do not."""
    data = sorted(path for path in home.iterdir() if path.suffix in {".toc", ".seg"})
    return "".join(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in data)
