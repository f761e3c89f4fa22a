"""What may be said of a document's validity from the facts it states and today's date; never more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from content.document import Metadata
from content.library import Library


class Validity(StrEnum):
    """What the stated facts add up to on a day."""

    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    PERIOD_RUNS = "period-runs"
    PERIOD_OVER = "period-over"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class ValidityLine:
    """The finding with the facts it rests on."""

    validity: Validity
    metadata: Metadata
    day: date


def today() -> date:
    """The computer's date where it stands."""
    return datetime.now().astimezone().date()


def validity_of(metadata: Metadata, day: date) -> ValidityLine:
    """A stated term decides; without one, a stated planning or target period is all that can be held to the date."""
    if metadata.effective and day < metadata.effective:
        validity = Validity.NOT_YET
    elif metadata.expires:
        validity = Validity.IN_FORCE if day <= metadata.expires else Validity.EXPIRED
    elif metadata.period_end:
        validity = Validity.PERIOD_RUNS if day.year <= int(metadata.period_end) else Validity.PERIOD_OVER
    else:
        validity = Validity.NOT_STATED
    return ValidityLine(validity, metadata, day)


def is_clock_behind(library: Library, day: date) -> bool:
    """Whether the computer's date lies before the newest signed document: then no date it shows can be believed."""
    return any(document.metadata.signed and day < document.metadata.signed for document in library.documents)
