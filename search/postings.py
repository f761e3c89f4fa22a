"""The Whoosh index: which passages hold a bigram. A cache in its own folder, rebuilt whenever its stamp differs."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
from contextlib import suppress
from itertools import islice
from pathlib import Path

import whoosh
from whoosh import fields, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search.analysis import ANALYSIS_VERSION, bigrams
from search.audit import Audit
from search.errors import IndexTampered
from search.field import BigramField
from search.inversion import Inversion
from search.unpickling import DAMAGE, confine_unpickling

log = logging.getLogger(__name__)

_SEAL = "seal.txt"
# A bigram that more than this share of the passages hold is read more slowly than the passages are scanned.
_WORTH_READING = 0.12
_SAMPLE = 32
_ROOM, _ROOM_A_CHARACTER = 1 << 20, 256  # bytes; an index takes 16 to 80 a character


class Postings:
    """Looks up which passages hold a bigram. A list that the texts do not confirm is not used: they are scanned."""

    def __init__(self, home: Path, texts: tuple[str, ...]) -> None:
        """Raises IndexTampered where the index cannot be read, or the texts do not confirm a sample of it."""
        self._home = home
        self._texts = texts
        self._audit = Audit(texts)
        try:
            self._index = index.open_dir(home, schema=_schema())
            self._searcher = self._index.searcher()
        except DAMAGE as error:
            raise IndexTampered("cannot be opened") from error
        for gram in self._audit.sample(_SAMPLE):
            self._listed(gram)

    def candidates(self, folded_query: str) -> list[int] | None:
        """Numbers of the passages that hold the query's rarest bigram; None where none narrows enough."""
        rarest = min(bigrams(folded_query), key=self._audit.share, default=None)
        return None if rarest is None or self._audit.share(rarest) > _WORTH_READING else self.holding(rarest)

    def holding(self, gram: str) -> list[int]:
        """Numbers of the passages that hold a bigram, rising."""
        try:
            return self._listed(gram)
        except IndexTampered as damage:
            log.warning("answering by scan: %s", damage)
            with suppress(OSError):  # so that it is rebuilt when it is opened next
                (self._home / _SEAL).unlink(missing_ok=True)
            return [number for number, text in enumerate(self._texts) if gram in text]

    def _listed(self, gram: str) -> list[int]:
        """What the index lists for a bigram. Raises IndexTampered where that is not what the texts say."""
        listed: list[int] = []
        try:
            listed += islice(self._searcher.reader().postings("text", gram).all_ids(), len(self._texts))
        except TermNotFound:
            pass  # then no text holds it, which the audit confirms or not
        except DAMAGE as error:
            raise IndexTampered(f"list of {gram!r} cannot be read") from error
        if not self._audit.confirms(gram, listed):
            raise IndexTampered(f"list of {gram!r} is wrong")
        return listed

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
    if _is_sealed(home, texts):
        try:
            return Postings(home, texts)
        except IndexTampered as damage:
            log.warning("rebuilding the index: %s", damage)
    _build(home, texts)
    try:
        return Postings(home, texts)
    except IndexTampered as damage:
        raise OSError(errno.EIO, str(damage), str(home)) from damage


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


def _is_sealed(home: Path, texts: tuple[str, ...]) -> bool:
    """Whether the index stands there, whole and as it was built; pipes and files beyond measure are not read."""
    try:
        held = list(home.iterdir())
        if not all(path.is_file() or path.is_dir() for path in held):
            return False
        if sum(path.stat().st_size for path in held) > _ROOM + _ROOM_A_CHARACTER * sum(map(len, texts)):
            return False
        return (home / _SEAL).read_text() == _hashes(home)
    except (OSError, UnicodeDecodeError):
        return False


def _hashes(home: Path) -> str:
    """Name and SHA-256 of every file that holds index data; lock files do not."""
    data = sorted(path for path in home.iterdir() if path.suffix in {".toc", ".seg"})
    return "".join(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in data)
