"""The command line: the second face over the rooms, without Qt."""
