"""Only genuine packs get in: every signature, serial and key that could stand before one, and nothing read before."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import markdown
import msgspec
import pytest
import yaml

from content.library import Library
from content.packs.bundled import SERIAL
from content.packs.errors import (
    CommentWrong,
    KeyRevoked,
    KeyUnknown,
    NoKeysTrusted,
    OtherSeries,
    PackForeign,
    PackLegacy,
    PackRefused,
    PackTooNew,
    PackUnsigned,
    SerialRefused,
    SerialTaken,
    SerialTooHigh,
    SerialTooLow,
    SignatureWrong,
    StatementWrong,
)
from content.packs.installing import LEAP, Packs
from content.packs.signature import TRUSTED, public_key
from content.packs.statement import Statement
from content.packs.trust import SHIPPED, shipped_keys
from tests.pack_samples import Household, Publisher, heard, keys_file, small_edition, zipped

NOW = datetime.fromisoformat("2026-12-02T09:00:00+08:00")
FILES = small_edition()


@pytest.fixture
def house(tmp_path: Path) -> Household:
    return Household(tmp_path)


def take(packs: Packs, whole: bytes, library: Library, path: Path) -> None:
    """Examine and install. Raises PackRefused."""
    path.write_bytes(whole)
    seen = packs.examine(path, library, heard)
    assert not seen.is_known
    packs.install(seen, library, "张三", NOW)


def refused(house: Household, whole: bytes, library: Library) -> PackRefused | None:
    try:
        take(house.packs, whole, library, house.home / "x.xiancepack")
    except PackRefused as refusal:
        return refusal
    return None


# the matrix

REVOKED = Publisher()
SIGNATURES: dict[str, Callable[[Publisher, bytes], bytes]] = {
    "valid": lambda p, body: p.sign(body, p.statement(3)),
    "none": lambda p, body: body,
    "bad signature": lambda p, body: line_changed(p.sign(body, p.statement(3)), 1, 40),
    "bad trusted comment": lambda p, body: p.sign(body, p.statement(3)).replace(b"serial=3", b"serial=4", 1),
    "other key": lambda p, body: Publisher().sign(body, p.statement(3)),
    "revoked key": lambda p, body: REVOKED.sign(body, p.statement(3)),
    "other pack's": lambda p, body: p.pack(3, small_edition("三")).removesuffix(p.body(3, small_edition("三"))) + body,
}
BODIES: dict[str, Callable[[bytes], bytes]] = {
    "valid": lambda whole: whole,
    "flipped byte": lambda whole: whole[:-99] + bytes([whole[-99] ^ 1]) + whole[-98:],
    "truncated": lambda whole: whole[:-40],
    "appended bytes": lambda whole: whole + b"\0",
}


def line_changed(whole: bytes, number: int, place: int) -> bytes:
    """One character of one of the four lines as another."""
    lines = whole.split(b"\n", 4)
    other = b"A" if lines[number][place : place + 1] != b"A" else b"B"
    lines[number] = lines[number][:place] + other + lines[number][place + 1 :]
    return b"\n".join(lines)


@pytest.fixture
def wary(house: Household, library: Library) -> Household:
    """A program that trusted a second key, until a pack revoked it."""
    keys_file(house.home / "trusted.pub", house.publisher.pair, REVOKED.pair)
    statement = Statement(2, "2026-11-30", revokes=(REVOKED.pair.public.name,))
    body = house.publisher.body(2, small_edition("二"), "2026-11-30")
    take(house.packs, house.publisher.sign(body, statement), library, house.home / "two.xiancepack")
    return house


def test_of_twenty_eight_cells_one_installs(wary: Household, library: Library) -> None:
    installed = []
    for kind, sign in SIGNATURES.items():
        for spoiling, spoil in BODIES.items():
            whole = spoil(sign(wary.publisher, wary.publisher.body(3, FILES)))
            before = wary.packs.state
            refusal = refused(wary, whole, library)
            if refusal is None:
                installed.append((kind, spoiling))
            else:
                assert wary.packs.state == before
                assert not isinstance(refusal, SerialRefused)  # none got as far
    assert installed == [("valid", "valid")]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("none", PackUnsigned),
        ("bad signature", SignatureWrong),
        ("bad trusted comment", CommentWrong),
        ("other key", KeyUnknown),
        ("revoked key", KeyRevoked),
        ("other pack's", SignatureWrong),
    ],
)
def test_each_cause_has_its_name(wary: Household, library: Library, kind: str, refusal: type[PackRefused]) -> None:
    whole = SIGNATURES[kind](wary.publisher, wary.publisher.body(3, FILES))
    with pytest.raises(refusal):
        take(wary.packs, whole, library, wary.home / "x.xiancepack")


def test_no_byte_of_a_pack_can_be_another(house: Household, library: Library) -> None:
    """Every byte of the four lines, and some of the rest: nothing in the file is left open."""
    whole = house.publisher.pack(2, FILES)
    head = len(whole) - len(house.publisher.body(2, FILES))
    path = house.home / "x.xiancepack"
    for place in (*range(head), *range(head, len(whole), 97)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(PackRefused):
            house.packs.examine(path, library, heard)
    path.write_bytes(whole)
    house.packs.examine(path, library, heard)


def test_the_old_way_of_minisign_is_not_taken(house: Household, library: Library) -> None:
    pair, body = house.publisher.pair, house.publisher.body(2, FILES)
    signature = pair.signer.sign(body).signature
    line = house.publisher.statement(2).line
    over = pair.signer.sign(signature + line).signature
    lines = (b"untrusted comment: xiance content pack", base64.b64encode(b"Ed" + pair.id + signature), TRUSTED + line)
    with pytest.raises(PackLegacy):
        take(house.packs, b"\n".join((*lines, base64.b64encode(over), body)), library, house.home / "x")


@pytest.mark.parametrize("whole", [b"", b"hello", b"untrusted comment: xiance content pack\n", b"\0" * 9_000])
def test_what_is_no_pack_is_named_so(house: Household, library: Library, whole: bytes) -> None:
    with pytest.raises(PackForeign):
        take(house.packs, whole, library, house.home / "x.xiancepack")


def test_this_build_trusts_no_key_yet(house: Household, library: Library) -> None:
    """When a key is shipped this test goes: until then the page says that no pack is taken."""
    assert shipped_keys(SHIPPED) == ()
    with pytest.raises(NoKeysTrusted):
        take(Packs(house.packs.folder), house.publisher.pack(2, FILES), library, house.home / "x.xiancepack")


# before the signature holds


def test_nothing_is_parsed_before_the_signature_holds(
    house: Household, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, body, calls = house.home / "x.xiancepack", house.publisher.body(3, FILES), list[str]()
    well, *wrong = (spoil(sign(house.publisher, body)) for sign in SIGNATURES.values() for spoil in BODIES.values())
    assert len(wrong) == 27

    def watched(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def call(*args: object, **kwargs: object) -> object:
            calls.append(name)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, call)

    for owner, name in (
        (zipfile.ZipFile, "__init__"),
        (zipfile.ZipFile, "open"),
        (yaml, "safe_load"),
        (markdown.Markdown, "convert"),
        (msgspec.json, "decode"),
    ):
        watched(owner, name)
    for whole in wrong:
        path.write_bytes(whole)
        with pytest.raises(PackRefused):
            house.packs.examine(path, library, heard)
    assert calls == []
    path.write_bytes(well)
    house.packs.examine(path, library, heard)
    assert {"__init__", "open", "safe_load", "convert", "decode"} == set(calls)  # the watch sees


# serials


@pytest.mark.parametrize("above", [-1, 0, 1, 2, 999, LEAP, LEAP + 1, 2**31, 2**63])
def test_the_serial_only_rises_and_not_too_far(house: Household, library: Library, above: int) -> None:
    take(house.packs, house.publisher.pack(40, FILES), library, house.home / "forty")
    serial = 40 + above
    whole = house.publisher.pack(serial, small_edition("二"), "2026-12-24")
    if 1 <= above <= LEAP:
        take(house.packs, whole, library, house.home / "next")
        assert house.packs.state.highest == serial
        return
    refusal = {-1: SerialTooLow, 0: SerialTaken}.get(above, SerialTooHigh)
    with pytest.raises(refusal) as caught:
        take(house.packs, whole, library, house.home / "next")
    told = caught.value
    assert (told.serial, told.issued, told.highest, told.known) == (serial, "2026-12-24", 40, "2026-12-01")


def test_a_pack_as_old_as_the_program_is_not_taken(house: Household, library: Library) -> None:
    with pytest.raises(SerialTaken):
        take(house.packs, house.publisher.pack(SERIAL, FILES), library, house.home / "x")


def test_the_same_pack_is_known_already(house: Household, library: Library) -> None:
    path = house.publisher.write(house.home / "x", 2, FILES)
    take(house.packs, path.read_bytes(), library, path)
    assert house.packs.examine(path, library, heard).is_known


# what the trusted comment says


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (b"", StatementWrong),
        (b"xiance-pack/1", StatementWrong),
        (b"xiance-pack/2 whatever a later program reads", PackTooNew),
        (b"xiance-pack/1 series=other serial=2 issued=2026-12-01", OtherSeries),
        (b"xiance-pack/1 series=xiance-sichuan serial=02 issued=2026-12-01", StatementWrong),
        (b"xiance-pack/1 series=xiance-sichuan serial=2 issued=2026-13-01", StatementWrong),
        (b"xiance-pack/1 series=xiance-sichuan serial=2 issued=2026-12-01 ", StatementWrong),
        (b"xiance-pack/1 series=xiance-sichuan serial=2 issued=2026-12-01 add=" + b"A" * 56, StatementWrong),
        (b"xiance-pack/1 series=xiance-sichuan serial=2 issued=2026-12-01 revoke=xyz", StatementWrong),
    ],
)
def test_a_statement_of_another_form_is_refused(
    house: Household, library: Library, line: bytes, refusal: type[PackRefused]
) -> None:
    with pytest.raises(refusal):
        take(house.packs, house.publisher.pair.sign(house.publisher.body(2, FILES), line), library, house.home / "x")


def test_of_two_packs_mixed_none_installs(house: Household, library: Library) -> None:
    """Members of one with those, the list, the head or the statement of another: fifty mixtures."""
    packs = [dict(small_edition(word)) for word in "一二三四五六七八九十"]
    refused = 0
    for at, files in enumerate(packs):
        other = packs[(at + 1) % len(packs)]
        mixed = {**files, "policies/shi-1.md": other["policies/shi-1.md"]}
        listed = house.publisher.body(2, files)
        manifest = _manifest_of(listed)
        statement = house.publisher.statement(2)
        mixtures = (
            house.publisher.sign(zipped({"manifest.json": manifest, **mixed}), statement),
            house.publisher.sign(zipped({"manifest.json": manifest, **other}), statement),
            house.publisher.sign(house.publisher.body(2, mixed), statement),  # listed so, and yet not its source
            house.publisher.pack(2, files).removesuffix(listed) + house.publisher.body(2, other),
            house.publisher.sign(listed, house.publisher.statement(3)),
        )
        for whole in mixtures:
            with pytest.raises(PackRefused):
                take(house.packs, whole, library, house.home / "x")
            refused += 1
    assert refused == 50


def _manifest_of(body: bytes) -> bytes:
    import io

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read("manifest.json")


# keys


def test_keys_are_rotated_three_times(tmp_path: Path, library: Library) -> None:
    """Each pack is signed with the key that the one before added; six outcomes, as they are expected."""
    makers = [Publisher() for _ in range(4)]
    house = Household(tmp_path, makers[0])
    late = Packs(tmp_path / "late", keys_file(tmp_path / "late.pub", makers[0].pair))
    wholes = []
    for number in range(3):
        old, new = makers[number].pair.public, makers[number + 1].pair.public
        statement = Statement(number + 2, "2026-12-01", adds=(new,), revokes=(old.name,))
        body = makers[number].body(number + 2, small_edition("一二三"[number]))
        wholes.append(makers[number].sign(body, statement))
        take(house.packs, wholes[-1], library, tmp_path / "x")  # 1, 2, 3: each installs
    take(house.packs, makers[3].pack(5, small_edition("四")), library, tmp_path / "x")  # 4: so does the last key's
    with pytest.raises(KeyRevoked):  # 5: an old key signs no more
        take(house.packs, makers[0].pack(6, FILES), library, tmp_path / "x")
    with pytest.raises(KeyUnknown):  # 6: who skipped a rotation does not know the key, and gets there in order
        take(late, wholes[1], library, tmp_path / "x")
    for whole in wholes:
        take(late, whole, library, tmp_path / "x")


def test_a_list_of_keys_that_was_tampered_with_trusts_nobody_new(house: Household, library: Library) -> None:
    stranger = Publisher()
    forged = stranger.sign(b"PK", Statement(2, "2026-12-01", adds=(stranger.pair.public,)))
    from content.packs.state import State, write_state

    write_state(house.packs.folder, State(heads=(forged[:-2].decode(),)))
    assert set(house.packs.ring.trusted) == {house.publisher.pair.id}
    with pytest.raises(KeyUnknown):
        take(house.packs, stranger.pack(3, FILES), library, house.home / "x")


def test_a_pack_that_leaves_no_key_is_refused(house: Household, library: Library) -> None:
    statement = Statement(2, "2026-12-01", revokes=(house.publisher.pair.public.name,))
    with pytest.raises(StatementWrong):
        take(house.packs, house.publisher.sign(house.publisher.body(2, FILES), statement), library, house.home / "x")


def test_an_added_key_cannot_take_the_id_of_another(house: Household, library: Library) -> None:
    thief = Publisher()
    raw = base64.b64decode(thief.pair.public.text)
    twin = public_key(base64.b64encode(raw[:2] + house.publisher.pair.id + raw[10:]).decode())
    whole = house.publisher.sign(house.publisher.body(2, FILES), Statement(2, "2026-12-01", adds=(twin,)))
    take(house.packs, whole, library, house.home / "x")
    assert house.packs.ring.trusted[house.publisher.pair.id] == house.publisher.pair.public
