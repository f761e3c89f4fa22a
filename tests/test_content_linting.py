"""A clerk's slip is found, with file, line and mend: each row breaks one thing in a copy of the real content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from content.errors import Fault
from content.linting import lint
from content.shelf import CONTENT_FOLDER
from ui.fault_words import _WORDS, fault_sentence

DOC, DUTIES, SOURCE = "policies/cbf-2018-60.md", "duties/cbf-2018-60.yaml", "sources/cbf-2018-60.yaml"
GOALS = "indicators/cbf-2018-60.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


def test_the_shipped_content_has_no_fault() -> None:
    assert lint(CONTENT_FOLDER) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (DOC, "---\nid:", "id:", Fault.NO_FRONT_MATTER),
        (DOC, "title: 四川省", "title: [四川省", Fault.NOT_YAML),
        (DOC, "signed: 2018-07-31", "signed: 2018-02-31", Fault.NOT_YAML),
        (DOC, "signed: 2018-07-31", "signed: 去年", Fault.BAD_VALUE),
        (DOC, "id: cbf-2018-60\n", "id: cbf-2018-61\n", Fault.WRONG_ID),
        (DOC, 'period_end: "2022"', 'period_end: "22"', Fault.BAD_DATE),
        (DOC, "number: 川办发〔2018〕60号", "number: 川办发〔2018〕61号", Fault.NOT_VERBATIM),
        (DOC, "\n{#5-3}", "", Fault.NO_ADDRESS),
        (DOC, "{#5-3}", "{#5-2}", Fault.ADDRESS_TWICE),
        (DOC, "{#6-1}", "{#5-9}", Fault.NO_CLAUSE),
        (DOC, "{#5-1}", "{#5-7}", Fault.ADDRESS_ORDER),
        (DOC, "{#number .number}", "{#number .nummer}", Fault.BAD_CLASS),
        (DOC, "**推进产学研用协同创新。**", "- **推进产学研用协同创新。**", Fault.BAD_BLOCK),
        (DOC, "建设1个以上", "建设2个以上", Fault.TEXT_DIFFERS),
        (DOC, "各县（市、区）要依托", "各县(市、区)要依托", Fault.NOT_VERBATIM),
        (DOC, "创新能力，提升创新效能", "创新能力,提升创新效能", Fault.HALF_WIDTH),
        (DOC, "夯实“一干多支", "夯实一干多支", Fault.UNPAIRED),
        (DOC, "[^三品一标]: 术语：", "[^三品一标]: ", Fault.NOTE_KIND),
        (DOC, "“三品一标”[^三品一标]", "“三品一标”", Fault.NOTE_PLACE),
        (DUTIES, 'clause: "5-3"', 'clause: "5-8"', Fault.NO_CLAUSE),
        (
            DUTIES,
            "quote: 支持县（市、区）建立高新技术企业培育后备库",
            "quote: 支持各县（市、区）建立高新技术企业培育后备库",
            Fault.NOT_VERBATIM,
        ),
        (DUTIES, "force: 目标", "force: 大概", Fault.BAD_VALUE),
        (DUTIES, "basis: 原文", "basis: 传闻", Fault.BAD_VALUE),
        (DUTIES, 'deadline: "2022"', 'deadline: "明年"', Fault.BAD_DATE),
        (DUTIES, "- {id: 2,", "- {id: 1,", Fault.BAD_STEPS),
        (DUTIES, "- id: cbf-2018-60.2.2", "- id: cbf-2018-60.2.1", Fault.ADDRESS_TWICE),
        (DUTIES, "- id: cbf-2018-60.2.2", "- id: cbf-2018-60.3.2", Fault.WRONG_ID),
        (SOURCE, "sha256: 6166", "sha256: 7166", Fault.SOURCE_CHANGED),
        (SOURCE, "站点公告", "站内公告", Fault.NOT_OMITTED),
        (GOALS, 'clause: "2"', 'clause: "20"', Fault.NO_CLAUSE),
    ],
)
def test_a_slip_is_found_where_it_stands(folder: Path, file: str, old: str, new: str, fault: Fault) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = lint(folder)
    assert fault in {finding.fault for finding in findings}
    for finding in findings:
        sentence = fault_sentence(finding.path, finding.line, finding.fault, finding.detail)
        assert re.match(r"\w+/[\w.-]+ 第 \d+ 行：.+。.+。$", sentence), sentence
        assert "{" not in re.sub(r"\{#[^}]*\}", "", sentence)


def test_the_line_is_the_very_line(folder: Path) -> None:
    path = folder / DOC
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("**推进产学研用协同创新。**"))
    lines[at] = lines[at].replace("支持县（市、区）围绕", "支持县,市、区围绕")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert at + 1 in {finding.line for finding in lint(folder) if finding.fault is Fault.HALF_WIDTH}


def test_a_dead_link_in_a_note_is_found(folder: Path) -> None:
    path = folder / DOC
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\]\(cbf-2016-71#[\w-]+\)", "](cbf-2016-71#9-9-9)", text, count=1), encoding="utf-8")
    findings = [(one.fault, one.detail) for one in lint(folder)]
    assert findings == [(Fault.DEAD_LINK, "cbf-2016-71#9-9-9")]


def test_every_fault_has_words() -> None:
    assert set(_WORDS) == set(Fault)
