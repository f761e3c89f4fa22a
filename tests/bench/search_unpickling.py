"""What the second wall costs: opening the index, and 500 queries, with and without it, in interleaved rounds.

"bare" is Whoosh as installed, "guarded" the same calls with the guards of search/unpickling.py, "audited" what the
program does: guarded, and every list confirmed by search/audit.py where it was not before; all read a list for each
query, however long. All three look at the seal first. Run by path:
`python tests/bench/search_unpickling.py [rounds] [passages]`; with more passages than the documents have, the others
are put together from sentences of theirs.
"""

from __future__ import annotations

import pickle
import random
import re
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from whoosh import index  # noqa: E402

from content.reading import read_library  # noqa: E402
from content.shelf import CONTENT_FOLDER  # noqa: E402
from search import postings  # noqa: E402
from search.analysis import bigrams, fold  # noqa: E402
from search.audit import Audit  # noqa: E402
from search.field import schema  # noqa: E402
from search.listing import unpack  # noqa: E402
from search.unpickling import GUARDS, confine_unpickling  # noqa: E402

LOADERS = {"load": pickle.load, "loads": pickle.loads, "pickle": pickle, "zlib": zlib}
QUERIES = 500
Texts = tuple[str, ...]
Lookup = Callable[[str], object]


def release_unpickling() -> None:
    """Whoosh as it is installed."""
    for module, name, _ in GUARDS:
        if name in LOADERS:
            setattr(import_module(f"whoosh.{module}"), name, LOADERS[name])


def open_whoosh(home: Path, texts: Texts) -> tuple[Lookup, Callable[[], None]]:
    """Whoosh's own way to the passages that hold the rarest bigram."""
    assert home.name == postings._name_of(texts)
    assert postings._is_sealed(home, texts)
    reader: Any = index.open_dir(home, schema=schema()).reader()
    column = reader.column_reader("held", translate=False)
    share = Audit(texts).share

    def candidates(query: str) -> object:
        return unpack(column[reader.term_info("gram", min(bigrams(query), key=share)).min_id()], len(texts))

    return candidates, reader.close


def open_audited(home: Path, texts: Texts) -> tuple[Lookup, Callable[[], None]]:
    opened = postings.open_postings(home.parent, texts)
    share = opened._audit.share

    def candidates(query: str) -> object:
        return opened.of_gram(min(bigrams(query), key=share))

    return candidates, opened.close


WAYS = {
    "bare": (release_unpickling, open_whoosh),
    "guarded": (confine_unpickling, open_whoosh),
    "audited": (confine_unpickling, open_audited),
}


def read_texts(count: int) -> Texts:
    texts = [
        fold(clause.text).text for document in read_library(CONTENT_FOLDER).documents for clause in document.clauses
    ]
    sentences = [sentence for text in texts for sentence in re.findall("[^。;]+[。;]?", text)]
    chance = random.Random(60)
    texts += ["".join(chance.choices(sentences, k=chance.randint(1, 5))) for _ in range(count - len(texts))]
    return tuple(texts)


def pieces(texts: Texts) -> list[str]:
    """Random pieces of the text, 2 to 12 characters."""
    chance = random.Random(60)
    long = [text for text in texts if len(text) > 12]
    starts = [(text, chance.randrange(len(text) - 12)) for text in chance.choices(long, k=QUERIES)]
    return [text[start : start + chance.randint(2, 12)] for text, start in starts]


def measure(way: str, home: Path, texts: Texts, queries: list[str]) -> tuple[float, float, float]:
    """Milliseconds to open; p50 and p95 of the queries in microseconds."""
    prepare, open_index = WAYS[way]
    prepare()
    begun = time.perf_counter()
    candidates, close = open_index(home, texts)
    opened = time.perf_counter() - begun
    took = []
    for query in queries:
        begun = time.perf_counter()
        candidates(query)
        took.append(time.perf_counter() - begun)
    close()
    cuts = statistics.quantiles(took, n=20)
    return opened * 1000, statistics.median(took) * 1e6, cuts[-1] * 1e6


def main(rounds: int, count: int) -> None:
    texts = read_texts(count)
    queries = pieces(texts)
    found: dict[str, list[tuple[float, float, float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as cache:
        postings.open_postings(Path(cache), texts).close()
        (home,) = Path(cache).glob("index-*")
        for _ in range(rounds + 1):
            for way in WAYS:
                found[way].append(measure(way, home, texts, queries))
    print(
        f"{len(texts)} passages, {rounds} rounds, interleaved; medians; ratio to bare: median (min-max) of the rounds"
    )
    for way, rows in found.items():
        for at, name in enumerate(("open ms p50", "query us p50", "query us p95")):
            values = [row[at] for row in rows[1:]]
            ratios = [row[at] / bare[at] for row, bare in zip(rows[1:], found["bare"][1:], strict=True)]
            print(
                f"{way:8} {name:13} {statistics.median(values):9.2f}  "
                f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
            )
        opening = sorted(row[0] for row in rows[1:])
        print(f"{way:8} {'open ms p95':13} {opening[int(len(opening) * 0.95)]:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
