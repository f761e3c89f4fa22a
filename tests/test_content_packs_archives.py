"""The worst that a trusted key could sign is refused whole: names, zips, bombs, lists and content."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.errors import Fault
from content.library import Library
from content.packs.errors import (
    ContentIncomplete,
    ContentWrong,
    ManifestWrong,
    PackDamaged,
    PackRefused,
    PackTooLarge,
    PackUnreadable,
    PackUnsafe,
)
from content.packs.opened import LARGEST
from tests import pack_hostile
from tests.pack_hostile import STORED, Member, RawZip
from tests.pack_samples import Household, document, edition, heard, small_edition, zipped


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Household:
    return Household(tmp_path_factory.mktemp("house"))


def refused(house: Household, library: Library, body: bytes) -> PackRefused:
    """What a signed body is refused with; nothing was written meanwhile, here or where temporary folders stand."""
    path = house.home / "x.xiancepack"
    path.write_bytes(house.publisher.sign(body, house.publisher.statement(2)))
    packs, before = house.packs, sorted(house.home.rglob("*"))
    with pytest.raises(PackRefused) as caught:
        packs.examine(path, library, heard)
    assert sorted(house.home.rglob("*")) == before
    return caught.value


def test_a_zip_made_by_hand_is_taken_as_it_should(house: Household, library: Library) -> None:
    """The control: what the hostile ones are made from is well."""
    path = house.home / "well.xiancepack"
    body = pack_hostile.RawZip(pack_hostile.honest(house.publisher)).bytes
    path.write_bytes(house.publisher.sign(body, house.publisher.statement(2)))
    assert len(house.packs.examine(path, library, heard).library.duties) == 2


def test_hostile_names(house: Household, library: Library) -> None:
    cases = list(pack_hostile.named(house.publisher))
    assert len(cases) >= 40
    for name, body in cases:
        assert isinstance(refused(house, library, body), PackUnsafe | PackDamaged), name


def test_broken_zips(house: Household, library: Library) -> None:
    cases = dict(pack_hostile.broken(house.publisher))
    assert len(cases) >= 12
    found = {name: type(refused(house, library, body)) for name, body in cases.items()}
    assert set(found.values()) == {PackUnsafe, PackDamaged, PackTooLarge, ManifestWrong}


def test_bombs_are_refused_without_being_unpacked(house: Household, library: Library) -> None:
    cases = list(pack_hostile.bombs(house.publisher))
    assert len(cases) == 6
    for name, body in cases:
        room = len(house.publisher.sign(body, house.publisher.statement(2))) * 3 + (20 << 20)
        tracemalloc.start()
        refused(house, library, body)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < room, name


def test_what_is_no_file_and_what_is_too_large_is_not_read(house: Household, library: Library, tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable):
        house.packs.examine(tmp_path / "nowhere", library, heard)
    with pytest.raises(PackRefused):
        house.packs.examine(tmp_path, library, heard)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(10 << 30)
    with pytest.raises(PackTooLarge):
        house.packs.examine(large, library, heard)
    assert LARGEST < 10 << 30


def manifests() -> Iterator[tuple[str, object]]:
    """What a list of files may not say."""
    good = {"series": "xiance-sichuan", "serial": 2, "issued": "2026-12-01", "news": "", "files": {}}
    yield "not JSON", b"{"
    yield "not UTF-8", "{县".encode("gbk")
    yield "a list", []
    yield "deep", b"[" * 4_000
    yield "another serial", {**good, "serial": 3}
    yield "another date", {**good, "issued": "2026-12-02"}
    yield "another series", {**good, "series": "other"}
    yield "a serial in words", {**good, "serial": "2"}
    yield "one thing more", {**good, "extra": 1}
    yield "one thing less", {key: value for key, value in good.items() if key != "news"}
    yield "control characters", {**good, "news": "a\x1b[31m"}
    yield "writing turned round", {**good, "news": "a\u202eb"}
    yield "long news", {**good, "news": "".join(chr(0x4E00 + n) for n in range(4_001))}
    yield "a path", {**good, "files": {"../x": {"size": 1, "sha256": "0"}}}
    yield "a file without a hash", {**good, "files": {"synonyms.yaml": {"size": 1}}}


@pytest.mark.parametrize(("name", "manifest"), list(manifests()), ids=lambda one: one if isinstance(one, str) else "")
def test_a_list_of_another_form_is_refused(house: Household, library: Library, name: str, manifest: object) -> None:
    body = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    assert isinstance(
        refused(house, library, RawZip((Member(b"manifest.json", body, method=STORED),)).bytes), ManifestWrong
    )


def test_a_file_that_is_not_listed_and_one_that_is_not_there(house: Household, library: Library) -> None:
    files = small_edition()
    members = {one.name.decode(): one.body for one in pack_hostile.honest(house.publisher)}
    assert isinstance(refused(house, library, zipped({**members, "duties/shi-2.yaml": b"[]"})), PackDamaged)
    del members["duties/shi-1.yaml"]
    assert isinstance(refused(house, library, zipped(members)), PackDamaged)
    assert "duties/shi-1.yaml" in files


WRONG = {
    "a word more than the source": ({"policies/shi-1.md": ("方案", "方案案")}, Fault.TEXT_DIFFERS),
    "a quotation that is none": ({"duties/shi-1.yaml": ("quote: 每年报告", "quote: 每月报告")}, Fault.NOT_VERBATIM),
    "a clause that is none": ({"duties/shi-1.yaml": ('clause: "2"', 'clause: "9"')}, Fault.NO_CLAUSE),
    "not YAML": ({"duties/shi-1.yaml": ("- id", "- [id")}, Fault.NOT_YAML),
    "a tag": ({"synonyms.yaml": ("[]", "!!python/object/apply:os.system [ls]")}, Fault.NOT_YAML),
    "deep": ({"synonyms.yaml": ("[]", "[" * 150 + "]" * 150)}, Fault.NOT_YAML),
    "a source elsewhere": ({"sources/shi-1.yaml": ("shi-1.txt", "../../../../../../dev/zero")}, Fault.WRONG_ID),
    "another source": ({"sources/shi-1.txt": ("各县", "各乡")}, Fault.SOURCE_CHANGED),
    "script": ({"policies/shi-1.md": ("各县每年", "<script>x</script>各县每年")}, Fault.TEXT_DIFFERS),
}


@pytest.mark.parametrize("name", WRONG)
def test_content_that_is_wrong_is_named_with_file_and_line(house: Household, library: Library, name: str) -> None:
    changes, fault = WRONG[name]
    files = small_edition()
    for path, (old, new) in changes.items():
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())
    refusal = refused(house, library, house.publisher.body(2, files))
    assert isinstance(refusal, ContentWrong)
    assert fault in {one.fault for one in refusal.findings}
    assert all(one.line >= 1 and one.path.name in str(files) for one in refusal.findings)


def test_content_that_lacks_a_file_is_refused(house: Household, library: Library) -> None:
    for name in ("duties/shi-1.yaml", "sources/shi-1.txt", "synonyms.yaml"):
        files = small_edition()
        del files[name]
        refusal = refused(house, library, house.publisher.body(2, files))
        assert isinstance(refusal, ContentIncomplete), name
        assert refusal.reason == name or refusal.reason.endswith(name)
    assert isinstance(refused(house, library, house.publisher.body(2, edition())), ContentIncomplete)
    stray = edition(document("shi-1", {"1": "各县报告。"}, {"8": "报告"}))
    assert isinstance(refused(house, library, house.publisher.body(2, stray)), ContentWrong)
