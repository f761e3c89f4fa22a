"""The reader: the page, its margin, the outline."""
