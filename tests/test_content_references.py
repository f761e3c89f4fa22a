"""Which clauses speak of each other."""

from __future__ import annotations

import pytest

from content.library import Library
from content.references import Address, References


@pytest.fixture(scope="module")
def references(library: Library) -> References:
    return References(library)


def test_a_reference_leads_both_ways(library: Library, references: References) -> None:
    addresses = [Address(document.id, clause.id) for document in library.documents for clause in document.clauses]
    related = {address: references.of(address.doc, address.clause) for address in addresses}
    assert sum(map(len, related.values())) > 200
    for address, others in related.items():
        assert address not in others
        assert len(set(others)) == len(others)
        assert all(address in related[other] for other in others)


def test_what_the_duties_call_related_is_related(library: Library, references: References) -> None:
    for duty in library.duties:
        found = {f"{one.doc}#{one.clause}" for one in references.of(duty.doc, duty.clause)}
        assert set(duty.related) - {f"{duty.doc}#{duty.clause}"} <= found, duty.id


def test_related_clauses_come_in_the_order_of_the_texts(library: Library, references: References) -> None:
    order = [document.id for document in library.documents]
    for document in library.documents:
        for clause in document.clauses:
            found = references.of(document.id, clause.id)
            keys = [(order.index(one.doc), library.document(one.doc).order[one.clause]) for one in found]
            assert keys == sorted(keys)


def test_an_unknown_clause_is_related_to_nothing(references: References) -> None:
    assert references.of("cbf-2018-60", "77") == ()
