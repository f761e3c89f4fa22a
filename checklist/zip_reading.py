"""The reader of untrusted zips over a path, with refusals in this room's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from checklist.exchange_errors import (
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeRefused,
    ExchangeTooLarge,
    ExchangeUnreadable,
    ExchangeUnsafe,
)
from content import zip_reading
from content.zip_errors import ZipDamaged, ZipForeign, ZipRefused, ZipTooLarge, ZipUnsafe
from content.zip_reading import Limits as Limits
from content.zip_reading import Zip as Zip

_OURS: Mapping[type[ZipRefused], type[ExchangeRefused]] = MappingProxyType(
    {
        ZipForeign: ExchangeForeign,
        ZipDamaged: ExchangeDamaged,
        ZipTooLarge: ExchangeTooLarge,
        ZipUnsafe: ExchangeUnsafe,
    }
)


@contextmanager
def open_zip(path: Path, names: re.Pattern[str], limits: Limits) -> Iterator[Zip]:
    """The zip at `path`, whose members all have names that `names` matches wholly.

    Raises ExchangeUnreadable, ExchangeForeign, ExchangeDamaged, ExchangeTooLarge, ExchangeUnsafe; so does what reads
    members inside it.
    """
    try:
        with path.open("rb") as file, zip_reading.open_zip(file, names, limits) as archive:
            yield archive
    except ZipRefused as refusal:
        raise _OURS[type(refusal)](path, refusal.reason) from refusal
    except OSError as error:
        raise ExchangeUnreadable(path, str(error)) from error
