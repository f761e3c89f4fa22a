"""会议投屏: one clause or duty a screen, in very large type, ticked by key."""
