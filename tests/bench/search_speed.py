"""Search against its peers in one interleaved run: exactness, time, building, size, memory, first answer.

Each round asks every question of every engine, taking turns; children measure what needs a process of its own. Run
by path: `python tests/bench/search_speed.py [rounds]`; it needs packaging/requirements-bench.txt.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from search.hit import Passage
from tests.bench.search_corpus import Corpus, real_passages, synthetic_passages, write_corpus
from tests.bench.search_engines import BUILDING, ENGINES, TOP, Engine, Ours
from tests.bench.search_questions import (
    ONE_CHARACTER,
    Question,
    plain_questions,
    question,
    random_pieces,
    typed_questions,
)
from tests.bench.search_samples import Aim, Samples, percentile, print_aims

ROOT = Path(__file__).parent.parent.parent
MANY, MORE, PIECES = 50_000, 100, 2_000
REAL, MADE = "real", "50k"
FTS5, TANTIVY = "FTS5 bigram", "tantivy"
P95 = "p95 ms, top 50 with count"
BUILD, PEAK, SIZE, ADD = (
    f"building s, {MADE}",
    f"building, peak MiB, {MADE}",
    f"size MiB, {MADE}",
    f"adding 100 s, {MADE}",
)
LOOSE, FIRST = "p95 ms, plain questions", "first answer ms, library in hand"
AIMS = (
    Aim(f"literal sets that differ, {REAL}", 0),
    Aim(f"literal sets that differ, {REAL}", 0, engine="ours, scan"),
    Aim(f"literal sets that differ, {MADE}", 0),
    Aim(f"literal sets that differ, {MADE}", 0, engine="ours, scan"),
    Aim(f"{P95}, {REAL}", 1.0, (f"{P95}, {REAL}", FTS5)),
    Aim(f"{P95}, {MADE}", 0.5, (f"{P95}, {MADE}", FTS5)),
    Aim(f"{P95}, {REAL}", 3.0, (f"{P95}, {REAL}", TANTIVY)),
    Aim(f"{P95}, {MADE}", 3.0, (f"{P95}, {MADE}", TANTIVY)),
    Aim(f"{LOOSE}, {MADE}", 1.5, (f"{P95}, {MADE}", FTS5)),
    Aim(FIRST, 5.0, engine="ours, scan"),
    Aim(BUILD, 3.5, (BUILD, FTS5)),
    Aim(PEAK, 200.0),
    Aim(SIZE, 0.6, (SIZE, FTS5)),
    Aim(ADD, 5.0, (ADD, FTS5)),
)


@dataclass(frozen=True)
class Bench:
    """One run: where it works, what it collects, how many rounds it takes."""

    folder: Path
    rounds: int
    samples: Samples

    def child(self, *task: str | Path) -> dict[str, float]:
        command = [sys.executable, str(ROOT / "tests" / "bench" / "search_child.py"), *map(str, task)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return dict(json.loads(done.stdout))

    def index(self, engine: str, size: str) -> Path:
        return self.folder / f"{engine} {size}".replace(" ", "-")

    def build(self, corpus: Corpus, size: str) -> None:
        """Build with every engine in turn, each time in a new process and from nothing; the last ones stay."""
        for _ in range(self.rounds):
            for engine in BUILDING:
                seen = self.child("build", engine, self.index(engine, size), corpus.path)
                self.samples.add(f"building s, {size}", engine, seen["build"])
                self.samples.add(f"opening what is built ms, {size}", engine, seen["open"] * 1000)
                self.samples.add(f"before building, peak MiB, {size}", engine, seen["before"])
                self.samples.add(f"building, peak MiB, {size}", engine, seen["peak"])
                self.samples.add(f"size MiB, {size}", engine, seen["size"] / 1024 / 1024)

    def add(self, corpus: Corpus, more: Corpus) -> None:
        for _ in range(self.rounds):
            for engine in BUILDING:
                copy = self.folder / "copy"
                shutil.copytree(self.index(engine, MADE), copy)
                self.samples.add(ADD, engine, self.child("add", engine, copy, corpus.path, more.path)["add"])
                shutil.rmtree(copy)

    def hold(self, corpus: Corpus, size: str) -> None:
        for _ in range(self.rounds):
            bare = self.child("bare")["memory"]
            for engine in ENGINES:
                used = self.child("hold", engine, self.index(engine, size), corpus.path)["memory"]
                self.samples.add(f"memory above bare MiB, {size}", engine, used - bare)

    def first(self) -> None:
        for turn in range(3 * self.rounds + 1):
            seen = self.child("first", self.folder)
            if turn:  # the first one compiles and fills the cache
                self.samples.add(FIRST, "ours, scan", seen["first"])
                for step in ("import", "fold", "search"):
                    self.samples.add(f"  of it: {step} ms", "ours, scan", seen[step])

    def ask(self, corpus: Corpus, size: str) -> None:
        """Exactness, then time, all engines open in this process."""
        engines = {name: kind(self.index(name, size)) for name, kind in ENGINES.items()}
        for engine in engines.values():
            engine.prepare(corpus, to_build=False)
            engine.open()
        self.compare_sets(corpus, size, engines)
        pieces = [
            one for one in random_pieces(corpus.passages, 200, (2, 12), seed=2) if one.typed.split() == [one.typed]
        ]
        exact = [*typed_questions(), *pieces[:64]]
        for title, asked in ((P95, exact), ("p95 ms, one character", [question(char) for char in ONE_CHARACTER])):
            held = self.held_equal(corpus, asked, engines)
            self.time(f"{title}, {size}", held, engines)
        ours = {name: engine for name, engine in engines.items() if isinstance(engine, Ours)}
        self.time(f"{LOOSE}, {size}", [one for one in plain_questions() if not count(one, corpus)], ours)
        for engine in engines.values():
            engine.close()

    def compare_sets(self, corpus: Corpus, size: str, engines: dict[str, Engine]) -> None:
        """Whether the literal hits are exactly the passages that hold the substring, for many substrings."""
        addresses = [(one.doc, one.clause) for one in corpus.passages]
        ours = {name: engine.index for name, engine in engines.items() if isinstance(engine, Ours)}
        differing, nowhere = dict.fromkeys(ours, 0), 0
        for piece in random_pieces(corpus.passages, PIECES, (1, 12), seed=1):
            term = piece.terms[0]
            truth = sorted(address for address, text in zip(addresses, corpus.folded, strict=True) if term in text)
            nowhere += not truth
            for name, index in ours.items():
                found = index.search(piece.typed, limit=0)
                if sorted((hit.doc, hit.clause) for hit in found if hit.kind == "literal") != truth:
                    differing[name] += 1
                    print(f"differs, {name}, {size}: {piece.typed!r}, {len(truth)} hold it")
        print(f"{size}: {PIECES} substrings compared; {nowhere} not found by the scan in the very text they come from")
        for name, number in differing.items():
            self.samples.add(f"literal sets that differ, {size}", name, number)

    def held_equal(self, corpus: Corpus, asked: list[Question], engines: dict[str, Engine]) -> list[Question]:
        """The questions that have hits; every engine must count them alike."""
        held = []
        for one in asked:
            truth = count(one, corpus)
            if truth:
                held.append(one)
                wrong = {name: n for name, e in engines.items() if (n := e.ask(one)) not in (truth, min(TOP, truth))}
                if wrong:
                    print(f"counts differ: {one.typed!r} stands in {truth}, {wrong}")
        return held

    def time(self, title: str, asked: list[Question], engines: Mapping[str, Engine]) -> None:
        """Each round every question goes to every engine, another engine first each time."""
        print(f"{title}: {len(asked)} questions", flush=True)
        names = list(engines)
        for turn in range(self.rounds * (3 if REAL in title else 1)):
            taken: dict[str, list[float]] = {name: [] for name in names}
            for number, one in enumerate(asked):
                first = (turn + number) % len(names)
                for name in names[first:] + names[:first]:
                    begun = time.perf_counter()
                    engines[name].ask(one)
                    taken[name].append((time.perf_counter() - begun) * 1000)
            for name in names:
                self.samples.add(title.replace("p95", "p50"), name, percentile(taken[name], 0.5))
                self.samples.add(title, name, percentile(taken[name], 0.95))


def count(one: Question, corpus: Corpus) -> int:
    return sum(one.stands_in(text) for text in corpus.folded)


def main(rounds: int) -> int:
    if importlib.util.find_spec("tantivy") is None:
        print("tantivy is missing: pip install --require-hashes -r packaging/requirements-bench.txt", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), rounds, Samples())
        run(bench, real_passages(), synthetic_passages(MANY + MORE))
    print(f"\n{rounds} rounds (times at real size and first answers: {3 * rounds}), interleaved")
    bench.samples.print_table(tuple(ENGINES))
    bench.samples.print_ratios(tuple(name for name in ENGINES if not name.startswith("ours")))
    print_aims(bench.samples, AIMS)
    return 0


def run(bench: Bench, real: tuple[Passage, ...], made: tuple[Passage, ...]) -> None:
    corpora = {
        REAL: write_corpus(bench.folder / "real.jsonl", real),
        MADE: write_corpus(bench.folder / "made.jsonl", made[:MANY]),
    }
    more = write_corpus(bench.folder / "more.jsonl", made[MANY:])
    bench.first()
    for size, corpus in corpora.items():
        print(f"{size}: {len(corpus.folded)} clauses, {sum(map(len, corpus.folded))} folded characters", flush=True)
        bench.build(corpus, size)
        bench.hold(corpus, size)
    bench.add(corpora[MADE], more)
    for size, corpus in corpora.items():
        bench.ask(corpus, size)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
