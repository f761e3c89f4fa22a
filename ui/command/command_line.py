"""The command line: a second face over the same rooms. Arguments in, exit code out; the commands are in commands.py."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from checklist.errors import ChecklistError
from content.errors import ContentError
from search.errors import SearchError
from ui.command import commands, ledger_commands, pack_commands
from ui.command.commands import WELL, WRONG_USE
from ui.command.ledger_arguments import add_filter
from ui.display import program_name
from ui.folders import Folders
from ui.messages import sentence

_WORDS = "县策：离线政策阅读器。不带命令时打开窗口；给出 .xiance 或 .xiancepack 文件时，打开窗口并预览它。"
Command = Callable[[argparse.Namespace, Folders], int]


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"参数不对（{message}）。用 {self.prog} --help 查看用法。\n")


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Exits with 2 and a sentence where the arguments are wrong."""
    parser = _Parser(prog=program_name(), description=_WORDS)
    parser.add_argument("--data", type=Path, metavar="DIR", help="记录与缓存所在文件夹（默认为用户自己的文件夹）")
    table = parser.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)
    _add(table, "documents", "列出收录的文件", commands.documents, "--json")
    _add(table, "text", "输出一份文件的政策原文，每行一个条款", commands.text, "DOC")
    _add(table, "clauses", "列出一份文件的条款", commands.clauses, "DOC", "--json")
    _add(table, "duties", "列出县级事项", commands.duties, "--doc", "--json")
    units = _add(table, "units", "列出各项措施的责任单位", commands.units, "--json")
    units.add_argument("--unit", metavar="NAME", help="只列出写明这个单位的措施，如 科技厅")
    _add(table, "indicators", "列出指标", commands.indicators, "--json")
    search = _add(table, "search", "按关键词检索", commands.search, "--doc", "--json")
    search.add_argument("query", nargs="?", metavar="QUERY", help="检索词")
    search.add_argument("--limit", type=_count, default=20, metavar="N", help="最多几条，0 为全部（默认 20）")
    search.add_argument("--batch", action="store_true", help="从标准输入逐行读检索词，逐行输出 JSON")
    _add_ledger(table)
    _add(table, "packs", "列出已安装的内容和信任的公钥", pack_commands.packs, "--json")
    taking = _add(table, "install", "核验并安装内容包；安装前自动备份记录", pack_commands.take, "--json")
    taking.add_argument("file", type=Path, metavar="FILE", help="签名的内容包 .xiancepack")
    taking.add_argument("--check", action="store_true", help="只核验和预览，不安装")
    walk = _add(table, "walk", "用临时记录在真实窗口中走一遍阅读、检索、打勾", commands.walk)
    walk.add_argument("folder", type=Path, metavar="DIR", help="截图存放的文件夹")
    manual = _add(table, "manual", "把使用手册写成 PDF", commands.manual)
    manual.add_argument("file", type=Path, metavar="FILE", help="写到哪里：.pdf")
    _add(table, "check", "检查本机安装是否完好", commands.check, "--json")
    return parser.parse_args([_healed(argument) for argument in arguments])


def _add_ledger(table: argparse._SubParsersAction[_Parser]) -> None:
    """The commands about the county's record."""
    add_filter(_add(table, "progress", "列出事项与本县进展", ledger_commands.progress, "--json"))
    export = _add(table, "export", "导出台账、报送包、交换文件等", ledger_commands.export, "--json")
    ledger_commands.add_export(export)
    add_filter(export)
    words = "预览同事的交换文件或填好的台账；加 --yes 才接收"
    taking = _add(table, "import", words, ledger_commands.take_in, "--json")
    taking.add_argument("file", type=Path, metavar="FILE", help="交换文件，或从县策导出、填好后发回的 .xlsx")
    taking.add_argument("--yes", action="store_true", help="接收；接收前自动备份")
    rollup = _add(table, "rollup", "把多个县的交换文件汇总成一张表", ledger_commands.rollup, "--json")
    rollup.add_argument("files", nargs="+", type=Path, metavar="FILE", help="各县的交换文件")
    rollup.add_argument("--out", required=True, type=Path, metavar="FILE", help="写到哪里：.xlsx，或 .csv（只有总表）")


def run_command(options: argparse.Namespace, folders: Folders) -> int:
    """Run the chosen command; an error of the rooms becomes one sentence on standard error."""
    try:
        code: int = options.run(options, folders)
        sys.stdout.flush()
    except (ContentError, SearchError, ChecklistError) as error:
        print(sentence(error), file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        # The reader of our output is gone; give Python's own flush at exit somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL
    return code


def _healed(argument: str) -> str:
    """An argument typed in UTF-8 that a C locale could not decode, decoded."""
    if argument.isascii() or not any("\udc80" <= char <= "\udcff" for char in argument):
        return argument
    return os.fsencode(argument).decode("utf-8", "surrogateescape")


def _add(
    table: argparse._SubParsersAction[_Parser], name: str, words: str, run: Command, *parts: str
) -> argparse.ArgumentParser:
    parser = table.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    if "DOC" in parts:
        parser.add_argument("document", metavar="DOC", help="文件编号，如 cbf-2018-60")
    if "--doc" in parts:
        parser.add_argument("--doc", metavar="DOC", help="只限一份文件")
    if "--json" in parts:
        parser.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def _count(words: str) -> int:
    number = int(words)
    if number < 0:
        raise argparse.ArgumentTypeError("不能小于 0")
    return number
