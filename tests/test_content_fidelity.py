"""The policy text is sacred: shipped and received text are equal, character for character, under the normal form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from content.collation import Fidelity, compare, file_sha256, read_collation, received_policy
from content.document import Document, Omission
from content.errors import ContentMalformed, ContentUnreadable
from content.library import Library
from content.normal_form import normal_form
from content.shelf import CONTENT_FOLDER

SOURCES = CONTENT_FOLDER / "sources"


def documents() -> list[str]:
    return sorted(path.stem for path in (CONTENT_FOLDER / "policies").glob("*.md"))


def received(document_id: str) -> str:
    collation = read_collation(SOURCES / f"{document_id}.yaml")
    return received_policy(SOURCES / collation.file, collation)


@pytest.mark.parametrize("document_id", documents())
def test_text_is_exact(library: Library, document_id: str) -> None:
    assert compare(library.document(document_id), received(document_id)) == Fidelity(0, 0, ())


@pytest.mark.parametrize("document_id", documents())
def test_source_is_the_one_registered(document_id: str) -> None:
    collation = read_collation(SOURCES / f"{document_id}.yaml")
    assert file_sha256(SOURCES / collation.file) == collation.sha256


@pytest.mark.parametrize(
    ("change", "lost", "added"),
    [
        (lambda text: text.replace("1个以上", "个以上", 1), 1, 0),
        (lambda text: text.replace("1个以上", "10个以上", 1), 0, 1),
        (lambda text: text.replace("1个以上", "2个以上", 1), 1, 1),
        (lambda text: text.replace("，", "、", 1), 1, 1),
        (lambda text: text.replace("，", " ,\n", 1), 0, 0),
    ],
)
def test_a_changed_character_is_seen(library: Library, change: Callable[[str], str], lost: int, added: int) -> None:
    document = library.document("cbf-2018-60")
    changed = tuple(
        replace(clause, text=change(clause.text)) if clause.id == "5-3" else clause for clause in document.clauses
    )
    fidelity = compare(Document(document.metadata, document.collation, changed, ()), received("cbf-2018-60"))
    assert (fidelity.lost, fidelity.added) == (lost, added)
    assert fidelity.is_exact == (not lost and not added)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("（一）指导思想。 深入", "(一)指导思想。深入"),
        ("一\ua3ac二\ua3ae三\ua3bb", "一,二。三;"),
        ("０\U001001b0８％", "0.8%"),
        ("«纲要»", "《纲要》"),
        ("科\u3000技\xa0成\n果", "科技成果"),
    ],
)
def test_normal_form(text: str, normal: str) -> None:
    assert normal_form(text) == normal


def test_an_omission_that_is_not_in_the_source_is_named() -> None:
    collation = read_collation(SOURCES / "cbf-2018-60.yaml")
    wrong = replace(collation, omitted=(*collation.omitted, Omission("没有这句话", "")))
    with pytest.raises(ContentMalformed, match="没有这句话"):
        received_policy(SOURCES / collation.file, wrong)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentUnreadable) as caught:
        file_sha256(tmp_path / "gone.txt")
    assert caught.value.path.name == "gone.txt"
