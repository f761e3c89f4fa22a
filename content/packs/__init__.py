"""Content packs: one signed file that brings a whole edition of the content; verified, validated, installed, undone."""
