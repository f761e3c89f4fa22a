"""Stands in for Python's socket module within the bundle: who asks for the name finds one, and nothing can connect.

Python's own libraries import the module to know this machine's name (email, uuid, platform); the program does neither.
"""

__all__ = ["getfqdn", "gethostname"]


def gethostname() -> str:
    return "localhost"


def getfqdn(name: str = "") -> str:
    return name or gethostname()
