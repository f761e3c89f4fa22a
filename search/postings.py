"""The Whoosh index: which clauses hold a bigram. A cache in its own folder, rebuilt whenever its stamp differs."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import whoosh
from whoosh import index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search.analysis import ANALYSIS_VERSION, bigrams
from search.audit import Audit
from search.errors import IndexTampered
from search.field import schema
from search.inversion import Inversion
from search.listing import Listing, unbounded, unpack
from search.unpickling import DAMAGE, confine_unpickling

log = logging.getLogger(__name__)

# A bundle brings the index that a first start would have to build.
MADE = Path(__file__).parent / "made"
_SEAL = "seal.txt"
# Of a bigram that more than this share of the clauses hold the list narrows less than it costs.
_WORTH_READING = 0.5
_SAMPLE = 32
# Short lists that were read are kept, some 10 MB of them: the next character typed asks for the same ones.
_SHORT, _MOST_KEPT = 1024, 250_000
# Clauses that have come since the index was built are scanned, until they are so many, or a tenth of all.
_MOST_SINCE = 2_000
_NAME = re.compile("index-([0-9]{1,9})-[0-9a-f]{16}")
_ROOM, _ROOM_A_CHARACTER = 1 << 20, 256  # bytes; an index takes 3 to 40 a character


class Postings:
    """Looks up which clauses hold a bigram. A list that the texts do not confirm is not used: they are scanned."""

    def __init__(self, home: Path, texts: tuple[str, ...], count: int | None = None) -> None:
        """Opens an index of the first `count` texts, or of all of them.

        Raises IndexTampered where it cannot be read, or the texts do not confirm a sample of it.
        """
        self._home = home
        self._texts = texts
        self._since = range(len(texts) if count is None else count, len(texts))
        self._audit = Audit(texts[: self._since.start])
        self._confirmed: dict[str, int] = {}
        self._kept: dict[str, Listing] = {}
        self._room = _MOST_KEPT
        self.share = self._audit.share
        try:
            self._index = index.open_dir(home, schema=schema())
            self._reader = self._index.reader()
            self._held = self._reader.column_reader("held", translate=False) if self._reader.doc_count_all() else ()
        except DAMAGE as error:
            raise IndexTampered("cannot be opened") from error
        for gram in self._audit.sample(_SAMPLE):
            self._listed(gram)

    def listing(self, string: str) -> Listing | None:
        """The clauses that hold the rarest bigram of a string; None where none narrows enough."""
        if len(string) == 2:
            return self.of_gram(string)
        rarest = min(bigrams(string), key=self.share, default=None)
        return None if rarest is None or self.share(rarest) > _WORTH_READING else self.of_gram(rarest)

    def of_gram(self, gram: str) -> Listing:
        """The clauses that hold a bigram."""
        try:
            listed = self._listed(gram)
        except IndexTampered as damage:
            log.warning("answering by scan: %s", damage)
            with suppress(OSError):  # so that it is rebuilt when it is opened next
                (self._home / _SEAL).unlink(missing_ok=True)
            return unbounded(self._scanned(gram, range(len(self._texts))))
        return listed.followed_by(self._scanned(gram, self._since))

    def _scanned(self, gram: str, numbers: range) -> list[int]:
        return [number for number in numbers if gram in self._texts[number]]

    def _listed(self, gram: str) -> Listing:
        """What the index lists for a bigram. Raises IndexTampered where that is not what the texts say."""
        if gram in self._kept:
            return self._kept[gram]
        try:
            packed = self._packed(gram)
            listed = unpack(packed, self._since.start)
        except DAMAGE as error:
            raise IndexTampered(f"list of {gram!r} cannot be read") from error
        # What was confirmed once is known again by its hash, which is another one in every process.
        if self._confirmed.get(gram) != hash(packed):
            if not self._audit.confirms(gram, listed):
                raise IndexTampered(f"list of {gram!r} is wrong")
            self._confirmed[gram] = hash(packed)
        if len(packed) < _SHORT and len(listed.numbers) <= self._room:
            self._kept[gram] = listed
            self._room -= len(listed.numbers)
        return listed

    def _packed(self, gram: str) -> bytes:
        """The column of the document that the bigram is; nothing where it is none, which the audit confirms or not."""
        try:
            return bytes(self._held[self._reader.term_info("gram", gram).min_id()])
        except TermNotFound:
            return b""

    def close(self) -> None:
        self._reader.close()
        self._index.close()


def open_postings(folder: Path, texts: tuple[str, ...]) -> Postings:
    """Open the index of these folded texts below `folder`, building it first where it is absent or damaged.

    Whoosh unpickles what it opens, so an index is opened only when each of its files has the hash that was written
    down when it was built, and only by the guarded loaders of search/unpickling.py. Raises OSError where the folder
    can be neither read nor written.
    """
    confine_unpickling()
    for home, count in chain(_indexes_of(MADE, texts), _indexes_of(folder, texts)):
        if _is_sealed(home, texts):
            try:
                return Postings(home, texts, count)
            except IndexTampered as damage:
                log.warning("rebuilding the index: %s", damage)
    home = folder / _name_of(texts)
    _build(home, texts)
    try:
        return Postings(home, texts)
    except IndexTampered as damage:
        raise OSError(errno.EIO, str(damage), str(home)) from damage


def _indexes_of(folder: Path, texts: tuple[str, ...]) -> Iterator[tuple[Path, int]]:
    """Where an index of these texts stands, or of the first of them and all but a few; and of how many."""
    for home in sorted(folder.glob("index-*")):
        count = int(found[1]) if (found := _NAME.fullmatch(home.name)) else 0
        few = min(_MOST_SINCE, len(texts) // 10)
        if 0 <= len(texts) - count <= few and home.name == _name_of(texts[:count]):
            yield home, count


def _name_of(texts: tuple[str, ...]) -> str:
    """Names the edition of everything the index depends on: texts and how many, analysis, library, machine."""
    digest = hashlib.sha256(f"{ANALYSIS_VERSION} {whoosh.__version__} {sys.byteorder}".encode())
    for text in texts:
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return f"index-{len(texts)}-{digest.hexdigest()[:16]}"


def _build(home: Path, texts: tuple[str, ...]) -> None:
    """Build in a folder beside, then swap: a killed build leaves nothing that opens."""
    fresh = home.with_name(f"{home.name}.{os.getpid()}.tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    made = index.create_in(fresh, schema())
    writer = made.writer(codec=W3Codec(blocklimit=1024, inlinelimit=1))
    for gram, packed in Inversion(texts).packed():
        writer.add_document(gram=gram, held=packed)
    writer.commit(merge=False)
    made.close()
    (fresh / _SEAL).write_text(_hashes(fresh), encoding="utf-8")
    for old in home.parent.glob("index-*"):
        if old.suffix != ".tmp":
            shutil.rmtree(old, ignore_errors=True)
    try:
        fresh.replace(home)
    except OSError:  # who built at the same time was first; Windows moves nothing over what is there or open
        shutil.rmtree(fresh, ignore_errors=True)
        if not _is_sealed(home, texts):
            raise


def _is_sealed(home: Path, texts: tuple[str, ...]) -> bool:
    """Whether the index stands there, whole and as it was built; pipes and files beyond measure are not read."""
    try:
        held = list(home.iterdir())
        if not all(path.is_file() or path.is_dir() for path in held):
            return False
        if sum(path.stat().st_size for path in held) > _ROOM + _ROOM_A_CHARACTER * sum(map(len, texts)):
            return False
        return (home / _SEAL).read_text(encoding="utf-8") == _hashes(home)
    except (OSError, UnicodeDecodeError):
        return False


def _hashes(home: Path) -> str:
    """Name and SHA-256 of every file that holds index data; lock files do not."""
    data = sorted(path for path in home.iterdir() if path.suffix in {".toc", ".seg"})
    return "".join(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in data)
