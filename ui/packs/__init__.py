"""内容更新: a signed pack looked at, installed, gone back from."""
