"""The county's duties and their progress on screen."""
