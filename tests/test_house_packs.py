"""packaging/make_pack.py: keys, packs and signatures as minisign writes and reads them."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pack_samples import small_edition

sys.path.insert(0, str(Path(__file__).parent.parent / "packaging"))

import make_pack
from pack_signing import KeyFileWrong, new_pair, read_pair

ROOT = Path(__file__).parent.parent
LINE = "xiance-pack/1 series=xiance-sichuan serial=2 issued=2026-12-01"
needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A pack of a small content folder, to be signed."""
    for name, body in small_edition().items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    (tmp_path / "news.txt").write_text("新增一份办法。\n", encoding="utf-8")
    assert run("make", tmp_path / "content", tmp_path / "draft.zip", *numbered(tmp_path)) == 0
    return tmp_path / "draft.zip"


def numbered(folder: Path) -> tuple[str | Path, ...]:
    return ("--serial", "2", "--issued", "2026-12-01", "--news", folder / "news.txt")


def run(*arguments: str | Path) -> int:
    return make_pack.main([str(one) for one in arguments])


def test_from_a_key_to_a_pack_that_is_shown(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("key", tmp_path / "keys") == 0
    secret, public, pack = tmp_path / "keys" / "xiance.key", tmp_path / "keys" / "xiance.pub", tmp_path / "x.xiancepack"
    assert secret.stat().st_mode & 0o077 == 0
    assert run("sign", draft, pack, "--key", secret) == 0
    capsys.readouterr()
    assert run("show", pack, "--pub", public) == 0
    told = capsys.readouterr().out
    assert "serial 2 of 2026-12-01" in told
    assert "新增一份办法。" in told
    assert run("show", pack) == 1  # this program trusts no key
    assert run("key", tmp_path / "keys") == 1  # no key is written over another


def test_the_same_content_is_the_same_pack(draft: Path, tmp_path: Path) -> None:
    assert run("make", tmp_path / "content", tmp_path / "again.zip", *numbered(tmp_path)) == 0
    assert draft.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_content_that_the_program_would_refuse_is_not_packed(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "content" / "duties" / "shi-1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("quote: 每年报告", "quote: 每月报告"), encoding="utf-8")
    assert run("make", tmp_path / "content", tmp_path / "bad.zip", *numbered(tmp_path)) == 1
    assert "duties/shi-1.yaml" in capsys.readouterr().err
    assert not (tmp_path / "bad.zip").exists()


def test_no_key_is_made_in_the_repository() -> None:
    with pytest.raises(SystemExit, match="outside"):
        run("key", ROOT / "content" / "packs")
    assert not list(ROOT.rglob("xiance.key"))


def test_key_files_are_read_or_named_wrong(tmp_path: Path) -> None:
    pair, path = new_pair(), tmp_path / "k.key"
    raw = bytearray(base64.b64decode(pair.secret_file.splitlines()[1]))
    cases = {
        bytes(raw): "",
        bytes(raw[:126]) + bytes(32): "",  # as minisign -W leaves it
        bytes(raw[:2]) + b"Sc" + bytes(raw[4:]): "password",
        bytes(raw[:60]) + bytes([raw[60] ^ 1]) + bytes(raw[61:]): "damaged",
        bytes(raw[:80]): "not a secret key",
    }
    for content, fault in cases.items():
        path.write_text(f"untrusted comment: x\n{base64.b64encode(content).decode()}\n")
        if fault:
            with pytest.raises(KeyFileWrong, match=fault):
                read_pair(path)
        else:
            assert read_pair(path).public == pair.public


@needs_minisign
def test_minisign_proves_what_we_sign(draft: Path, tmp_path: Path) -> None:
    pair = new_pair()
    (tmp_path / "k.key").write_text(pair.secret_file)
    (tmp_path / "k.pub").write_text(pair.public_file)
    assert run("sign", draft, tmp_path / "x.xiancepack", "--key", tmp_path / "k.key") == 0
    *head, body = (tmp_path / "x.xiancepack").read_bytes().split(b"\n", 4)
    assert body == draft.read_bytes()
    (tmp_path / "draft.zip.minisig").write_bytes(b"\n".join(head) + b"\n")
    done = subprocess.run(
        ["minisign", "-V", "-m", str(draft), "-p", str(tmp_path / "k.pub")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, LINE in done.stdout) == (0, True)


@needs_minisign
def test_what_minisign_signs_is_the_same_to_the_byte(draft: Path, tmp_path: Path) -> None:
    key, public, signature = (tmp_path / name for name in ("m.key", "m.pub", "m.minisig"))
    subprocess.run(["minisign", "-G", "-W", "-p", public, "-s", key], capture_output=True, check=True)
    comments = ("-c", "xiance content pack", "-t", LINE)
    subprocess.run(
        ["minisign", "-S", "-s", key, "-m", draft, "-x", signature, *comments], capture_output=True, check=True
    )
    (tmp_path / "theirs").write_bytes(signature.read_bytes() + draft.read_bytes())
    assert run("sign", draft, tmp_path / "ours", "--key", key) == 0
    assert (tmp_path / "theirs").read_bytes() == (tmp_path / "ours").read_bytes()
    assert run("show", tmp_path / "theirs", "--pub", public) == 0
