"""What is mutated, by what it is for, and which tests are asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# Purpose, folder, modules in it, tests (tests/test_….py).
_TABLE = (
    (
        "storage",
        "content",
        "durable",
        "checklist_record checklist_recovery checklist_evidence checklist_place checklist_storage",
    ),
    (
        "storage",
        "checklist",
        "connection schema migration journal record record_place event chain backup keeping rotation recovery copies"
        " copying copy_reading moving holding",
        "checklist_record checklist_recovery checklist_backup checklist_migration checklist_place checklist_rotation"
        " checklist_exchange_files checklist_merging checklist_undo checklist_faults checklist_storage"
        " checklist_copies",
    ),
    ("storage", "checklist", "event_checks", "checklist_exchange checklist_exchange_files checklist_values"),
    (
        "storage",
        "checklist",
        "evidence",
        "checklist_evidence checklist_exchange_files checklist_merging checklist_copies",
    ),
    (
        "import",
        "content",
        "importing plain_file word_file word_numbering pdf_file",
        "content_importing content_import_limits",
    ),
    ("import", "content", "front_matter", "content_header"),
    ("import", "content", "zip_reading", "content_zip_reading checklist_exchange_files"),
    (
        "import",
        "checklist",
        "zip_reading parcel parcel_reading exchange merging",
        "checklist_exchange checklist_exchange_files checklist_merging checklist_parcels",
    ),
    (
        "import",
        "checklist",
        "refusals fields",
        "checklist_progress checklist_profile checklist_sentences checklist_values",
    ),
    (
        "import",
        "checklist/papers",
        "returned returned_cells returned_changes returned_measure",
        "checklist_papers_cells checklist_papers_returned",
    ),
    ("cleaning", "content", "markup", "content_markup content_markup_refusals content_linting"),
    ("cleaning", "checklist", "values", "checklist_progress checklist_profile checklist_sentences checklist_values"),
    ("cleaning", "checklist", "file_names", "checklist_cleaning checklist_evidence"),
    ("cleaning", "checklist", "annotation_markdown", "checklist_cleaning checklist_annotation_export"),
    (
        "cleaning",
        "checklist/papers",
        "texts guarding csv_file",
        "checklist_cleaning checklist_papers checklist_papers_targets",
    ),
    ("cleaning", "search", "unpickling", "search_unpickling"),
    ("cleaning", "ui", "plain", "ui_plain"),
)
# Tests that start programs of their own, or only read the code: nothing shows what these run through, so they are
# asked after all others. Named by what stands in their brackets.
_DISKS = ("power_cuts", "io_errors", "full_disk", "flips")
_ON_DISKS = ("content/durable.py", "checklist/connection.py", "checklist/journal.py", "checklist/backup.py")
ENCODING = "tests/test_house_encoding.py"


def is_asked_last(module: str, test: str) -> bool:
    if test.startswith(ENCODING):
        return f"[{module}]" in test
    return module in _ON_DISKS and any(f"[{name}-" in test for name in _DISKS)


def _rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for purpose, folder, modules, tests in _TABLE:
        files = (*(f"tests/test_{name}.py" for name in tests.split()), ENCODING)
        yield from ((purpose, f"{folder}/{name}.py", files) for name in modules.split())


ROOMS: Mapping[str, tuple[str, ...]] = {
    one: tuple(module for purpose, module, _ in _rows() if purpose == one)
    for one in dict.fromkeys(purpose for purpose, *_ in _TABLE)
}
TESTS: Mapping[str, tuple[str, ...]] = {module: files for _, module, files in _rows()}
