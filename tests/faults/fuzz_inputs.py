"""What fuzz.py tries, each a fuzz target: an input made from chance, our reading of it, and a reading without care."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checklist.errors import ChecklistError
from checklist.exchange_errors import ExchangeRefused
from checklist.merging import merge, preview
from checklist.papers.returned import read_returned
from content.errors import ContentError
from content.importing import read_text
from content.reading import read_document, read_duties
from content.shelf import CONTENT_FOLDER, open_library
from search.errors import SearchError
from search.index import SearchIndex
from search.passages import guide_of, passages_of
from tests.bench.search_fuzz import make_query
from tests.faults.diary import open_heard
from tests.faults.spoiling import spoil_bytes, spoil_text
from tests.faults.using import Stage
from tests.office_files import paragraph, pdf_file, pdf_pages, word_file

Try = Callable[[random.Random], None]


class Wrong(Exception):
    """A reading that went through and ought not to have."""


@dataclass(frozen=True)
class Target:
    """`read` raises one of `refusals` or nothing; `careless` does the same without our guards."""

    read: Try
    careless: Try
    refusals: tuple[type[Exception], ...]


def queries(home: Path, chance: random.Random) -> Target:
    library = open_library(None)
    passages = passages_of(library)
    index, texts = SearchIndex(passages, guide_of(library)), [passage.text for passage in passages]
    index.attach(index.load_postings(home))
    index.attach_sounds(index.load_sounds(home))

    def read(now: random.Random) -> None:
        assert isinstance(index.answer(make_query(now, texts)).hits, tuple)

    def careless(now: random.Random) -> None:
        import re

        re.search(make_query(now, texts), texts[0])

    return Target(read, careless, (SearchError,))


def documents(home: Path, chance: random.Random) -> Target:
    """Annotated Markdown with its front matter, spoiled anywhere."""
    wholes = {path.stem: path.read_text(encoding="utf-8") for path in (CONTENT_FOLDER / "policies").glob("*.md")}

    def spoiled(now: random.Random) -> tuple[str, str]:
        name = now.choice(sorted(wholes))
        head, _, body = wholes[name].partition("\n---\n")
        cut = now.randrange(max(1, len(body) - 6000))  # a piece of the body, so that many are read in a minute
        text = f"{head}\n---\n{body[cut : cut + 6000]}"
        return name, spoil_text(head, now) + text[len(head) :] if now.random() < 0.4 else spoil_text(text, now)

    def read(now: random.Random) -> None:
        name, text = spoiled(now)
        path = home / f"{name}.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass" if now.random() < 0.1 else "replace"))
        read_document(path, CONTENT_FOLDER / "sources" / f"{name}.yaml")

    def careless(now: random.Random) -> None:
        import yaml

        header, _, body = spoiled(now)[1].removeprefix("---\n").partition("\n---\n")
        assert yaml.safe_load(header)["id"], body

    return Target(read, careless, (ContentError,))


def duties(home: Path, chance: random.Random) -> Target:
    """Files of duties: YAML of our shape."""
    wholes = {path.stem: path.read_text(encoding="utf-8") for path in (CONTENT_FOLDER / "duties").glob("*.yaml")}

    def spoiled(now: random.Random) -> tuple[str, str]:
        name = now.choice(sorted(wholes))
        rows = wholes[name].split("\n- ")
        start = now.randrange(len(rows))
        return name, spoil_text("- " + "\n- ".join(rows[start : start + 3]).removeprefix("- "), now)

    def read(now: random.Random) -> None:
        name, text = spoiled(now)
        path = home / f"{name}.yaml"
        path.write_bytes(text.encode("utf-8", "replace"))
        read_duties(path, name)

    def careless(now: random.Random) -> None:
        import yaml

        for row in yaml.safe_load(spoiled(now)[1]):
            assert row["id"]

    return Target(read, careless, (ContentError,))


def settings(home: Path, chance: random.Random) -> Target:
    from tests.faults.settings_file import settings_deed, settings_faults  # Qt: for this one alone

    settings_deed(home, 1)
    whole = (home / "settings.ini").read_bytes()

    def spoiled(now: random.Random) -> bytes:
        text = whole.decode("latin1")
        return spoil_text(text, now).encode("utf-8", "replace") if now.random() < 0.5 else spoil_bytes(whole, now)

    def read(now: random.Random) -> None:
        folder = home / f"{now.getrandbits(64):x}"  # Qt keeps what it read of a path
        folder.mkdir()
        (folder / "settings.ini").write_bytes(spoiled(now))
        faults = settings_faults(folder)[1]
        shutil.rmtree(folder)
        if faults:
            raise Wrong(faults[0])

    def careless(now: random.Random) -> None:
        import configparser

        configparser.ConfigParser().read_string(spoiled(now).decode())

    return Target(read, careless, ())


def exchange(home: Path, chance: random.Random) -> Target:
    """Parcels: the file spoiled, or a member spoiled and its checksum made to agree, as a forger would."""
    stage = Stage(home / "stage", chance.randrange(1 << 30))
    wholes = [(stage.desk / f"parcel{number}.zip").read_bytes() for number in range(3)]
    record = open_heard(stage.home / "used", lambda _: None)
    path = home / "spoiled.zip"

    def read(now: random.Random) -> None:
        whole = now.choice(wholes)
        path.write_bytes(spoil_bytes(whole, now) if now.random() < 0.4 else _forged(whole, now))
        head = record.head
        try:
            merge(record, preview(record, path))
            record.verify()
            record.conflicts()
        except ChecklistError:
            if record.head != head:
                raise Wrong("refused, and yet something was taken in") from None
            raise

    def careless(now: random.Random) -> None:
        with zipfile.ZipFile(io.BytesIO(spoil_bytes(now.choice(wholes), now))) as archive:
            json.loads(archive.read("manifest.json"))

    return Target(read, careless, (ExchangeRefused,))


def _forged(whole: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(one for one in members if one.endswith("jsonl")))
    members[name] = spoil_text(members[name].decode(), chance).encode("utf-8", "replace")
    manifest: dict[str, Any] = json.loads(members["manifest.json"])
    manifest["members"][name] = {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
    members["manifest.json"] = json.dumps(manifest).encode()
    if chance.random() < 0.3:
        members["manifest.json"] = spoil_text(members["manifest.json"].decode(), chance).encode("utf-8", "replace")
    return _zipped(members)


def _zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def sheets(home: Path, chance: random.Random) -> Target:
    """A ledger that came back as a workbook: the file spoiled, or the XML inside it."""
    from checklist.papers.ledger_sheet import ledger_sheet
    from checklist.papers.xlsx_file import write_xlsx
    from tests.paper_samples import cover, ledger

    library = open_library(None)
    path = home / "returned.xlsx"
    write_xlsx(path, [ledger_sheet(ledger(library)[:20], cover(library))])
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def spoiled(now: random.Random) -> bytes:
        if now.random() < 0.3:
            return spoil_bytes(whole, now)
        name = now.choice(sorted(members))
        return _zipped({**members, name: spoil_text(members[name].decode(), now).encode("utf-8", "replace")})

    def read(now: random.Random) -> None:
        path.write_bytes(spoiled(now))
        read_returned(path)

    def careless(now: random.Random) -> None:
        import openpyxl

        openpyxl.load_workbook(io.BytesIO(spoiled(now)))

    return Target(read, careless, (ChecklistError,))


def texts(home: Path, chance: random.Random) -> Target:
    """Texts that a person imports: plain, Markdown, Word, PDF."""
    words = "关于加快县域创新驱动发展的实施意见。县级人民政府应当建立考核机制，落实责任。" * 30
    word = word_file("".join(paragraph(words[at : at + 90]) for at in range(0, 900, 90)))
    wholes = {
        "txt": words.encode("gb18030"),
        "md": f"# 标题\n\n{words}\n".encode(),
        "docx": word,
        "pdf": pdf_file(pdf_pages([words])),
    }
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def spoiled(now: random.Random) -> tuple[str, bytes]:
        kind = now.choice(sorted(wholes))
        if kind == "docx" and now.random() < 0.7:
            name = now.choice(sorted(members))
            return kind, _zipped({**members, name: spoil_text(members[name].decode(), now).encode("utf-8", "replace")})
        return kind, spoil_bytes(wholes[kind], now)

    def read(now: random.Random) -> None:
        kind, body = spoiled(now)
        (home / f"text.{kind}").write_bytes(body)
        read_text(home / f"text.{kind}")

    def careless(now: random.Random) -> None:
        kind, body = spoiled(now)
        if kind == "docx":
            import docx

            docx.Document(io.BytesIO(body))
        elif kind != "pdf":
            body.decode("gb18030" if kind == "txt" else "utf-8")

    return Target(read, careless, (ContentError,))
