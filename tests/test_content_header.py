"""The header of a document and files of YAML: what is read, and the line, the fault and the words of what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.errors import ContentMalformed, ContentUnreadable, Fault
from content.front_matter import convert, read_text, read_yaml, split_front_matter

PATH = Path("policies/x.md")


def test_a_file_is_read_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes("县域\n创新".encode())
    assert read_text(path) == "县域\n创新"
    path.write_bytes("县域".encode() + b"\xff")
    with pytest.raises(ContentMalformed) as told:
        read_text(path)
    assert (told.value.path, told.value.place, told.value.fault) == (path, "第6字节", Fault.NOT_UTF8)
    with pytest.raises(ContentUnreadable) as gone:
        read_text(tmp_path / "none.md")
    assert gone.value.path == tmp_path / "none.md"


HEADED = [
    ("---\nid: x\n---\n\n正文\n", ({"id": "x"}, "\n正文\n")),
    ("---\nid: x\n---\n正文\n---\n还是正文", ({"id": "x"}, "正文\n---\n还是正文")),
    ("---\nid: x\n---\n---\n", ({"id": "x"}, "---\n")),
]


@pytest.mark.parametrize(("text", "parts"), HEADED)
def test_the_header_ends_at_its_second_rule(text: str, parts: tuple[dict[str, object], str]) -> None:
    assert split_front_matter(PATH, text) == parts


@pytest.mark.parametrize(
    "text", ["", "正文", "id: x\n---\n正文", "前---\nid: x\n---\n正文", "---\nid: x\n", "---\nid: x\n---\n"]
)
def test_a_text_without_header_or_body_is_refused(text: str) -> None:
    with pytest.raises(ContentMalformed) as told:
        split_front_matter(PATH, text)
    assert (told.value.path, told.value.place, told.value.fault) == (PATH, "1", Fault.NO_FRONT_MATTER)


BROKEN = [
    ("a: 1\nb: [1", "2", Fault.NOT_YAML),
    ("a: 1\nb: 2\n\tc: 3", "3", Fault.NOT_YAML),
    ("a: 1\nb: 2018-02-31", "1", Fault.NOT_YAML),
    ("a: \x07", "1", Fault.NOT_YAML),
    ("- a", "1", Fault.BAD_VALUE),
    ("", "1", Fault.BAD_VALUE),
    ("a: 1\nb: " + "[" * 101, "2", Fault.NOT_YAML),
    ("a: 1\nb: " + "{" * 101, "2", Fault.NOT_YAML),
    ("a: 1\n\nb: " + "[{" * 51 + "}]" * 51, "3", Fault.NOT_YAML),
    *(("a:\n" + "".join(" " * n + "- \n" for n in range(1, 3000)), "1", Fault.NOT_YAML) for _ in (1,)),
]


@pytest.mark.parametrize(("text", "place", "fault"), BROKEN)
def test_what_is_wrong_is_named_with_its_line(text: str, place: str, fault: Fault) -> None:
    with pytest.raises(ContentMalformed) as told:
        read_yaml(PATH, text, dict)
    assert (told.value.path, told.value.place, told.value.fault) == (PATH, place, fault)


def test_lists_within_lists_are_counted_by_the_line() -> None:
    assert read_yaml(PATH, "a: " + "[" * 100 + "]" * 100, dict)
    assert read_yaml(PATH, "\n".join(f"a{n}: [{{}}]" for n in range(200)), dict)["a199"] == [{}]
    for line in ("[" * 101 + "]" * 101, "{" * 101, "[{" * 51 + "}]" * 51):
        with pytest.raises(ContentMalformed) as told:
            read_yaml(PATH, f"- a\n- {line}", list)
        assert (told.value.place, told.value.detail) == ("2", "[")


def test_yaml_makes_no_objects() -> None:
    with pytest.raises(ContentMalformed):
        read_yaml(PATH, "!!python/object/apply:os.getcwd []", list)


def test_a_value_is_of_its_kind() -> None:
    assert convert(PATH, ["甲"], list[str]) == ["甲"]
    with pytest.raises(ContentMalformed) as told:
        convert(PATH, [1], list[str])
    assert (told.value.place, told.value.fault) == ("1", Fault.BAD_VALUE)
