"""From each version of the record to the next, forward only; the way back is the backup made before."""

from __future__ import annotations

from pathlib import Path

import apsw

from checklist.backup import Source, make_backup
from checklist.connection import transaction
from checklist.copies import Occasion

FIRST = """
CREATE TABLE event (
    id      TEXT PRIMARY KEY,          -- random UUID: the same event met twice is one event
    device  TEXT NOT NULL,             -- which laptop wrote it
    seq     INTEGER NOT NULL,          -- 1, 2, 3 … on that laptop
    clock   INTEGER NOT NULL,          -- Lamport clock: the order of events across laptops
    at      TEXT NOT NULL,             -- local time with offset; for people, never for order
    actor   TEXT NOT NULL,             -- who
    subject TEXT NOT NULL,             -- the duty
    field   TEXT NOT NULL,             -- 'status', or 'step/ID'
    before  TEXT,                      -- JSON
    after   TEXT,                      -- JSON
    basis   TEXT NOT NULL,             -- SHA-256 of the clause that was read when this was decided
    prev    TEXT NOT NULL,             -- hash of this laptop's event before
    hash    TEXT NOT NULL,
    UNIQUE (device, seq)
) STRICT;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TABLE device (id TEXT NOT NULL) STRICT;   -- one row: this laptop
"""

# Each step leads to the version of its place: the first to 2. A step, once released, is never changed.
STEPS = (
    """
    ALTER TABLE event ADD COLUMN action TEXT NOT NULL DEFAULT '';  -- shared by events made as one, empty in version 1
    CREATE INDEX event_by_clock ON event (clock);
    CREATE INDEX event_by_subject ON event (subject, field);
    CREATE INDEX event_by_action ON event (action);
    CREATE TABLE stub (                    -- the place in the chain of an event that was not handed over
        device TEXT NOT NULL,
        seq    INTEGER NOT NULL,
        prev   TEXT NOT NULL,
        hash   TEXT NOT NULL,
        PRIMARY KEY (device, seq)
    ) STRICT;
    CREATE TABLE basis (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;        -- the words that were read
    CREATE TABLE arrival (event TEXT PRIMARY KEY, action TEXT NOT NULL) STRICT;   -- which import brought an event
    CREATE INDEX arrival_by_action ON arrival (action);
    """,
)
VERSION = 1 + len(STEPS)


def migrate(path: Path, database: apsw.Connection) -> None:
    """Bring the open record to the present version in one transaction, after a backup. Raises BackupFailed."""
    if database.pragma("user_version") < VERSION:
        make_backup(Source(database, path), Occasion.UPGRADE)
        bring_up(database)


def bring_up(database: apsw.Connection) -> None:
    """Run the steps that are still to be taken, all or none."""
    with transaction(database):
        for version in range(database.pragma("user_version"), VERSION):
            database.execute(STEPS[version - 1])
            database.pragma("user_version", version + 1)
