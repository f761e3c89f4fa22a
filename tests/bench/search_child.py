"""Measures one thing of one engine in a process of its own and prints it as JSON: `search_child.py TASK …`."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

FIRST_QUERY = "科技成果转化"


def build(engine_name: str, folder: str, corpus_path: str) -> dict[str, float]:
    """Seconds of building, of opening what is built, peak memory before and after, bytes on disk."""
    from tests.bench.search_corpus import Corpus
    from tests.bench.search_engines import ENGINES

    engine = ENGINES[engine_name](Path(folder))
    engine.remove()
    engine.prepare(Corpus(Path(corpus_path)), to_build=True)
    before = peak_memory()
    begun = time.perf_counter()
    engine.open()
    built = time.perf_counter()
    engine.close()
    reopened = time.perf_counter()
    engine.open()
    opened = time.perf_counter()
    return {
        "build": built - begun,
        "open": opened - reopened,
        "before": before,
        "peak": peak_memory(),
        "size": engine.size(),
    }


def add(engine_name: str, folder: str, corpus_path: str, more_path: str) -> dict[str, float]:
    """Seconds of adding the passages of one corpus to the built index of another."""
    from tests.bench.search_corpus import Corpus
    from tests.bench.search_engines import ENGINES

    engine = ENGINES[engine_name](Path(folder))
    engine.prepare(Corpus(Path(corpus_path)), to_build=False)
    engine.open()
    adding = engine.adding(Corpus(Path(more_path)))
    assert adding is not None
    begun = time.perf_counter()
    adding()
    return {"add": time.perf_counter() - begun}


def hold(engine_name: str, folder: str, corpus_path: str) -> dict[str, float]:
    """Proportional set size with the engine open, after one answer."""
    from tests.bench.search_corpus import Corpus
    from tests.bench.search_engines import ENGINES
    from tests.bench.search_questions import question

    corpus = Corpus(Path(corpus_path))
    engine = ENGINES[engine_name](Path(folder))
    engine.prepare(corpus, to_build=False)
    engine.open()
    engine.ask(question(FIRST_QUERY))
    return {"memory": proportional_set_size()}


def bare() -> dict[str, float]:
    """Python with what every engine here imports, and no engine."""
    import tests.bench.search_engines  # noqa: F401

    return {"memory": proportional_set_size()}


def first(cache: str) -> dict[str, float]:
    """Milliseconds from having the library to the first hits, by the scan, and the parts of it."""
    from content.shelf import open_library

    library = open_library(Path(cache))
    begun = time.perf_counter()
    from search.index import SearchIndex
    from search.passages import passages_of

    imported = time.perf_counter()
    index = SearchIndex(passages_of(library))
    made = time.perf_counter()
    hits = index.search(FIRST_QUERY)
    answered = time.perf_counter()
    assert hits
    assert "whoosh" not in sys.modules
    steps = {"import": imported - begun, "fold": made - imported, "search": answered - made, "first": answered - begun}
    return {name: seconds * 1000 for name, seconds in steps.items()}


def peak_memory() -> float:
    """MiB. Of this process alone: ru_maxrss starts at the size of the process that started this one."""
    status = Path("/proc/self/status")
    own = 0.0
    if status.exists():
        own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")) / 1024
    return max(own or _max_rss(resource.RUSAGE_SELF), _max_rss(resource.RUSAGE_CHILDREN))


def _max_rss(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def proportional_set_size() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


TASKS: dict[str, Callable[..., dict[str, float]]] = {
    "build": build,
    "add": add,
    "hold": hold,
    "bare": bare,
    "first": first,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
