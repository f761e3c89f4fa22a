"""The edition that this program ships: raise SERIAL with every release whose content differs from the one before.

A pack and the program's own content are counted by one serial, so that whichever is newer can be told.
"""

from __future__ import annotations

SERIES = "xiance-sichuan"  # whom packs are for: one made for other readers is not taken
SERIAL = 1
ISSUED = "2026-11-22"
