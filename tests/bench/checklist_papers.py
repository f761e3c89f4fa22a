"""How long papers take to be written and proved, and a returned sheet to be read or refused.

Run: python tests/bench/checklist_papers.py [DUTIES ...]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from checklist.ledger import LedgerRow  # noqa: E402
from checklist.papers.assignment import assignment_paper  # noqa: E402
from checklist.papers.csv_file import write_csv  # noqa: E402
from checklist.papers.docx_file import write_docx  # noqa: E402
from checklist.papers.errors import ReturnedTooLarge  # noqa: E402
from checklist.papers.ledger_papers import ledger_paper  # noqa: E402
from checklist.papers.ledger_sheet import about_sheet, ledger_sheet  # noqa: E402
from checklist.papers.report import report_paper  # noqa: E402
from checklist.papers.returned import read_returned  # noqa: E402
from checklist.papers.returned_changes import changes  # noqa: E402
from checklist.papers.xlsx_file import write_xlsx  # noqa: E402
from content.library import Library  # noqa: E402
from content.reading import read_library  # noqa: E402
from content.shelf import CONTENT_FOLDER  # noqa: E402
from tests.paper_samples import cover, ledger  # noqa: E402

ROUNDS = 3
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def many(library: Library, count: int) -> list[LedgerRow]:
    """The real duties over and over, each with an id of its own."""
    rows = ledger(library)
    again = (rows[number % len(rows)] for number in range(count))
    return [replace(row, number=number, duty=f"{row.duty}.{number}") for number, row in enumerate(again, 1)]


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(library: Library, count: int, folder: Path) -> None:
    rows, told = many(library, count), cover(library)
    sheet = ledger_sheet(rows, told)
    works: dict[str, Callable[[], object]] = {
        "rows to sheet": lambda: ledger_sheet(rows, told),
        "xlsx, written and proved": lambda: write_xlsx(folder / "a.xlsx", [sheet, about_sheet(sheet, told)]),
        "csv, written and proved": lambda: write_csv(folder / "a.csv", sheet),
        "docx ledger, written and proved": lambda: write_docx(folder / "a.docx", ledger_paper(rows, told)),
        "docx report, written and proved": lambda: write_docx(folder / "b.docx", report_paper(rows, told)),
        "docx letters, written and proved": lambda: write_docx(folder / "c.docx", assignment_paper(rows, told)),
        "returned xlsx, read and compared": lambda: changes(read_returned(folder / "a.xlsx"), sheet),
    }
    for name, work in works.items():
        print(f"{count:6} duties  {name:36} {seconds(work):8.3f} s")


def refuse(folder: Path) -> None:
    """A sheet of a million rows."""
    path, row = folder / "million.xlsx", '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 1_000_001))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {NAMESPACE}>{rows}</worksheet>")

    def read() -> None:
        try:
            read_returned(path)
        except ReturnedTooLarge:
            return
        raise SystemExit("a million rows were taken")

    print(f"a million rows refused in {seconds(read):.3f} s ({path.stat().st_size >> 20} MB)")


def main() -> None:
    library = read_library(CONTENT_FOLDER)
    with tempfile.TemporaryDirectory() as name:
        for count in [int(one) for one in sys.argv[1:]] or [60, 5_000]:
            measure(library, count, Path(name))
        refuse(Path(name))


if __name__ == "__main__":
    main()
