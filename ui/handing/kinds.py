"""What can be handed out: each kind of file with its words, its ending and a name to begin with. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from checklist.file_names import safe_name


class Kind(StrEnum):
    """Kinds by the names that scripts use."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    TASKS = "tasks"
    ORDERS = "orders"
    PACKAGE = "package"
    EXCHANGE = "exchange"
    HANDOVER = "handover"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Form:
    """`title` and `remark` are shown where a kind is chosen; `name` begins the name of a file, `endings` are taken."""

    title: str
    remark: str
    name: str
    endings: tuple[str, ...]

    @property
    def ending(self) -> str:
        return self.endings[0]


EXCHANGE_ENDING = ".xiance"
FORMS: Mapping[Kind, Form] = MappingProxyType(
    {
        Kind.XLSX: Form("台账 Excel", "可筛选；发给各单位填写后能收回", "政策任务落实台账", (".xlsx",)),
        Kind.DOCX: Form("台账 Word", "公文版式，A4 横排", "政策任务落实台账", (".docx",)),
        Kind.PDF: Form("台账 PDF", "A4 横排，可直接打印", "政策任务落实台账", (".pdf",)),
        Kind.CSV: Form("台账 CSV", "供其他系统读取，UTF-8 带 BOM", "政策任务落实台账", (".csv",)),
        Kind.TASKS: Form("任务分解表 Word", "谁牵头、谁配合、何时完成", "任务分解表", (".docx",)),
        Kind.ORDERS: Form("交办单 Word", "每个单位一份，附签收栏", "交办单", (".docx",)),
        Kind.PACKAGE: Form("报送包 zip", "台账、情况报告、佐证材料和清单，一并上报", "报送包", (".zip",)),
        Kind.EXCHANGE: Form("交换文件", "给同事或市州的县策接收、汇总", "交换文件", (EXCHANGE_ENDING, ".zip")),
        Kind.HANDOVER: Form("移交清单 Word", "未办结事项、佐证清单和签字栏", "移交清单", (".docx",)),
        Kind.NOTES: Form("批注", "批注及其引用的原文", "批注", (".docx", ".md", ".jsonld", ".json")),
    }
)


def file_name(kind: Kind, county: str, day: date) -> str:
    """A name to begin with: 青川县政策任务落实台账-20261122.xlsx; fit for any system."""
    form = FORMS[kind]
    return safe_name(f"{county}{form.name}-{day:%Y%m%d}{form.ending}")


def with_ending(kind: Kind, path: Path) -> Path:
    """The path with an ending of its kind; another one a person typed stays in the name."""
    form = FORMS[kind]
    return path if path.suffix.lower() in form.endings else path.with_name(f"{path.name}{form.ending}")
