"""Which words of the texts are explained, and by which note or goal."""

from __future__ import annotations

import pytest

from content.library import Library
from content.mentions import MentionKind, first_mentions, mention_at, mentions_of, word_of

WORDS = [
    ("cbf-2018-60", "众创空间", "众创空间"),
    ("cbf-2018-60", "研发", "R&D"),
    ("cbf-2018-60", "国办意见", "《国务院办公厅关于县域创新驱动发展的若干意见》"),
    ("cbf-2018-60", "一干多支", "一干多支"),
    ("cbf-2016-71", "经信委", "省经济和信息化委"),
    ("cbf-2016-71", "外侨办", "省外事侨务办"),
    ("cbf-2016-71", "国办发2016-28", "《国务院办公厅关于印发促进科技成果转移转化行动方案的通知》"),
    ("cbf-2022-13", "技术转移体系", "1+4+N"),
    ("jscxgc-2017", "首购订购", ""),
]
MENTIONED = [
    ("cbf-2018-60", "9-1", "科技厅", MentionKind.ORGAN, "note:cbf-2022-13#科技厅"),
    ("cbf-2016-71", "annex-2", "省经济和信息化委", MentionKind.ORGAN, "note:cbf-2016-71#经信委"),
    ("cbf-2022-13", "2-4-12", "高新技术企业", MentionKind.TERM, "note:jscxgc-2017#高新技术企业"),
    ("cbf-2018-60", "2", "1.2%以上", MentionKind.INDICATOR, "indicator:cbf-2018-60#1"),
    (
        "jscxgc-2017",
        "2-1-2-p1",
        "实施生物技术与医药、信息安全及其集成电路等十个重大科技专项",
        MentionKind.INDICATOR,
        None,
    ),
    ("cbf-2022-13", "1-2", "1.6万家", MentionKind.INDICATOR, None),
]


@pytest.mark.parametrize(("doc", "label", "word"), WORDS)
def test_a_note_explains_the_words_before_it(doc: str, label: str, word: str, library: Library) -> None:
    document = library.document(doc)
    assert word_of(document, next(note for note in document.notes if note.label == label)) == word


@pytest.mark.parametrize(("doc", "clause", "words", "kind", "key"), MENTIONED)
def test_words_are_explained_where_they_recur(
    doc: str, clause: str, words: str, kind: MentionKind, key: str | None, library: Library
) -> None:
    document = library.document(doc)
    text = document.clause(clause).text
    found = mention_at(mentions_of(library, document), clause, text.index(words))
    assert found is not None
    assert text[found.start : found.end] == words
    assert found.kind is kind
    assert key in (found.key, None)


def test_every_mention_is_of_exact_words_and_of_something_known(library: Library) -> None:
    labels = {f"note:{document.id}#{note.label}" for document in library.documents for note in document.notes}
    for document in library.documents:
        mentions = mentions_of(library, document)
        assert len(mentions) > 30
        for one in mentions:
            assert document.clause(one.clause).is_policy
            assert 0 <= one.start < one.end <= len(document.clause(one.clause).text)
            assert one.key in labels or one.kind is MentionKind.INDICATOR
        assert len([one for one in mentions if one.kind is MentionKind.INDICATOR]) == sum(
            goal.doc == document.id for goal in library.indicators
        )


def test_a_note_that_speaks_of_its_own_place_stays_there(library: Library) -> None:
    """地方政府 in another document is not what the guide's note says of its own."""
    keys = {document.id: {one.key for one in mentions_of(library, document)} for document in library.documents}
    assert [doc for doc, found in keys.items() if "note:jscxzx-2025#地方政府" in found] == ["jscxzx-2025"]
    guide = library.document("jscxzx-2025")
    assert sum(one.key == "note:jscxzx-2025#地方政府" for one in mentions_of(library, guide)) == 1
    assert [doc for doc, found in keys.items() if "note:cbf-2018-60#三品一标" in found] == ["cbf-2018-60"]


def test_of_two_that_overlap_the_shorter_is_meant(library: Library) -> None:
    document = library.document("cbf-2016-71")
    mentions = mentions_of(library, document)
    text = document.clause("4-3-1").text
    at = text.index("2万平方米")
    found = mention_at(mentions, "4-3-1", at)
    assert found is not None
    assert text[found.start : found.end] == "2万平方米"
    assert mention_at(mentions, "4-3-1", 0) is None or text.startswith("1.加快")
    firsts = first_mentions(mentions)
    assert len({one.key for one in firsts}) == len(firsts) == len({one.key for one in mentions})
