"""The reader's own annotations on screen."""
