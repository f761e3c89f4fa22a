"""Stands before the real PySide6 on the path of the core tests: the rooms below the window run without Qt."""

raise ImportError("PySide6 is not installed in this environment")
