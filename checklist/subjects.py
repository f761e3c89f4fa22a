"""What events are about: duties of the documents, and the other subjects of the journal by their first letters."""

from __future__ import annotations

PROFILE = "profile"
OWN = "own/"
INDICATOR = "indicator/"
ANNOTATION = "annotation/"
ACTION = "action/"
IMPORT = "import/"


def is_own(subject: str) -> bool:
    return subject.startswith(OWN)


def is_duty(subject: str) -> bool:
    """Whether progress is kept of it: a duty of a document, whose id has no stroke, or one of the county's own."""
    return is_own(subject) or ("/" not in subject and subject != PROFILE)
