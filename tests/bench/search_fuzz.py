"""Random queries without end: no exception but the room's own, and none slow. Run by path: search_fuzz.py [N] [seed].

Queries are cut from the texts, spoiled, and mixed with operators, brackets, rare and broken characters.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from content.shelf import open_library  # noqa: E402
from search.errors import SearchError  # noqa: E402
from search.index import SearchIndex  # noqa: E402
from search.passages import guide_of, passages_of  # noqa: E402

_ODD = (
    *('"', "“", "”", "(", "（", "〔", "]", "-", " OR ", "文件:", "单位:", "年份:", " "),
    *("\u3000", "*", "?", "\\", "\x00", "\ud800", "𠀀", "🙂", "\u200b", "é", "ＧＤＰ", "zscq"),
    *("第三条", "60号", "１．２％", "~", "[TO]", "的", "谁", "多少"),
)


def make_query(chance: random.Random, texts: list[str]) -> str:
    pieces = []
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.45:
            pieces.append(chance.choice(_ODD) * chance.choice((1, 1, 1, 3, 40)))
        else:
            text = chance.choice(texts)
            start = chance.randrange(len(text))
            pieces.append(text[start : start + chance.randint(1, 14)])
    return "".join(pieces)[: chance.choice((20, 60, 256, 300))]


def main(count: int, seed: int) -> None:
    library = open_library(None)
    passages = passages_of(library)
    index = SearchIndex(passages, guide_of(library))
    chance, texts = random.Random(seed), [passage.text for passage in passages]
    times, refused = [], 0
    with tempfile.TemporaryDirectory() as folder:
        index.attach(index.load_postings(Path(folder)))
        index.attach_sounds(index.load_sounds(Path(folder)))
        for _ in range(count):
            query = make_query(chance, texts)
            begun = time.perf_counter()
            try:
                index.answer(query)
            except SearchError:
                refused += 1
            times.append(time.perf_counter() - begun)
        index.close()
    times.sort()
    shown = [f"{times[int(count * share)] * 1000:.1f}" for share in (0.5, 0.95, 0.99)]
    print(f"{count} queries, seed {seed}: 0 exceptions, {refused} refused with a sentence")
    print(f"p50/p95/p99 {' / '.join(shown)} ms, slowest {times[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
