"""Content packs: makes keys, makes a pack of a content folder, signs it, shows one. By path: make_pack.py --help.

    make_pack.py key KEYS                                       a key pair, in a folder outside the repository
    make_pack.py make content draft.zip --serial 2 --news news.txt
    make_pack.py sign draft.zip update.xiancepack --key KEYS/xiance.key
    make_pack.py show update.xiancepack --pub KEYS/xiance.pub

Keys are minisign's, without a password (minisign -W). What `sign` does minisign does too, and `minisign -V` proves it.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).parent.parent))

from pack_signing import KeyFileWrong, KeyPair, new_pair, read_pair

from content.durable import put_in_place
from content.errors import ContentError
from content.packs.errors import ContentWrong
from content.packs.layout import MANIFEST
from content.packs.manifest import list_files
from content.packs.opened import open_pack, verify_pack
from content.packs.statement import Statement
from content.packs.tree import read_files
from content.packs.trust import SHIPPED, Keyring, shipped_keys
from content.packs.validating import validate

ROOT = Path(__file__).parent.parent
SECRET, PUBLIC = "xiance.key", "xiance.pub"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of zips: the same content is the same pack whenever it is made
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def pack_body(statement: Statement, news: str, files: Mapping[str, bytes]) -> bytes:
    """The zip of a pack: the manifest, then every file by name."""
    return zipped({MANIFEST: list_files(statement, news, files).body, **dict(sorted(files.items()))})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, in their order, the same bytes each time."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.external_attr, member.create_system = _PLAIN_FILE, _UNIX
            archive.writestr(member, body, zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()


def signed(body: bytes, statement: Statement, pair: KeyPair) -> bytes:
    """The pack, signed."""
    return pair.sign(body, statement.line)


def make_key(options: argparse.Namespace) -> str:
    folder: Path = options.folder.resolve()
    if folder.is_relative_to(ROOT.resolve()):
        raise SystemExit("a secret key has no place in the repository: name a folder outside of it")
    folder.mkdir(parents=True, exist_ok=True)
    pair = new_pair()
    with (folder / SECRET).open("x", encoding="utf-8") as file:
        (folder / SECRET).chmod(0o600)
        file.write(pair.secret_file)
    (folder / PUBLIC).write_text(pair.public_file, encoding="utf-8")
    where = SHIPPED.resolve().relative_to(ROOT.resolve()).as_posix()
    return f"key {pair.public.name} in {folder}\nadd the two lines of {PUBLIC} to {where}; copy {SECRET} twice, offline"


def make_body(options: argparse.Namespace) -> str:
    """Checks the content first: what the program would refuse is never made."""
    files = read_files(options.content)
    library = validate(options.content, files)
    statement = Statement(options.serial, options.issued.isoformat())
    _put(options.out, pack_body(statement, options.news.read_text(encoding="utf-8").strip(), files))
    counted = f"{len(library.documents)} documents, {len(library.duties)} duties, {len(files)} files"
    return f"{options.out}: serial {statement.serial} of {statement.issued}, {counted}; not signed yet"


def sign(options: argparse.Namespace) -> str:
    pair = read_pair(options.key)
    body = options.body.read_bytes()
    with zipfile.ZipFile(BytesIO(body)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    adds = tuple(key for path in options.add for key in shipped_keys(path))
    statement = Statement(manifest["serial"], manifest["issued"], adds, tuple(options.revoke), manifest["series"])
    _put(options.out, signed(body, statement, pair))
    told = _shown(options.out, Keyring(MappingProxyType({pair.id: pair.public})))
    return f"{told}\ntrusted comment: {statement.line.decode()}"


def show(options: argparse.Namespace) -> str:
    keys = shipped_keys(options.pub or SHIPPED)
    return _shown(options.file, Keyring(MappingProxyType({key.id: key for key in keys})))


def _shown(path: Path, keys: Keyring) -> str:
    pack = verify_pack(path, keys, lambda done, size: None)
    opened = open_pack(pack)
    library = validate(path, opened.files)
    stated = pack.statement
    return "\n".join(
        (
            f"{path}: serial {stated.serial} of {stated.issued}, signed by {pack.signer.name}, SHA-256 {pack.sha256}",
            f"{len(library.documents)} documents, {len(library.duties)} duties, {len(opened.files)} files",
            opened.manifest.news,
        )
    )


def _put(target: Path, body: bytes) -> None:
    temporary = target.with_name(f"{target.name}.tmp")
    temporary.write_bytes(body)
    put_in_place(temporary, target)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    table = made.add_subparsers(required=True)
    one = table.add_parser("key", help="make a key pair")
    one.add_argument("folder", type=Path)
    one.set_defaults(run=make_key)
    one = table.add_parser("make", help="make a pack of a content folder, to be signed")
    one.add_argument("content", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--serial", type=int, required=True, help="higher than every one before")
    one.add_argument("--issued", type=date.fromisoformat, default=date.today(), help="by itself today")  # noqa: DTZ011
    one.add_argument("--news", type=Path, required=True, help="a text file that says what is new")
    one.set_defaults(run=make_body)
    one = table.add_parser("sign", help="sign what was made")
    one.add_argument("body", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--key", type=Path, required=True)
    one.add_argument("--add", type=Path, action="append", default=[], help="a public key to be trusted from now on")
    one.add_argument("--revoke", action="append", default=[], metavar="ID", help="a key never to be trusted again")
    one.set_defaults(run=sign)
    one = table.add_parser("show", help="verify a pack and say what it is")
    one.add_argument("file", type=Path)
    one.add_argument("--pub", type=Path, help="by itself the keys that the program ships")
    one.set_defaults(run=show)
    return made


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        print(options.run(options))
    except ContentWrong as error:
        for one in error.findings:
            print(f"{one.path.parent.name}/{one.path.name}:{one.line}: {one.fault} {one.detail}", file=sys.stderr)
        return 1
    except (ContentError, KeyFileWrong, OSError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
