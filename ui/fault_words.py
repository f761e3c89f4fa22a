"""What is wrong with a content file, in words for the clerk who edits it: file, line, fault and mend. Knows no Qt."""

from __future__ import annotations

from pathlib import Path

from content.errors import Fault

# What is wrong, and how to mend it; {} is the detail.
_WORDS = {
    Fault.NO_FRONT_MATTER: ("文件开头没有两行 --- 之间的题录", "照其他文件的样子补上题录"),
    Fault.NOT_YAML: ("不是合格的 YAML（{}）", "检查缩进、冒号后的空格和引号"),
    Fault.NOT_UTF8: ("不是 UTF-8 编码", "用编辑器另存为 UTF-8"),
    Fault.BAD_VALUE: ("有一项的值或名称不对（{}）", "对照格式说明改正"),
    Fault.WRONG_ID: ("编号与所在位置不符（应属 {}）", "改正编号；已发布的编号不要变动"),
    Fault.BAD_BLOCK: ("正文里不用这种写法（<{}>）", "写成标题、段落或表格；序号后的点写作 \\."),
    Fault.BAD_CLASS: ("没有“{}”这一类段落", "改用 number、addressees、signature 等规定的类"),
    Fault.NO_ADDRESS: ("缺少条款编号，或编号不合规定（{}）", "在段末另起一行写 {{#编号}}，只用小写字母、数字和连字符"),
    Fault.ADDRESS_TWICE: ("编号“{}”用了两次", "给其中一处换一个没有用过的编号"),
    Fault.ADDRESS_ORDER: ("编号“{}”没有按顺序排列", "检查是否错位；编号应当由小到大"),
    Fault.BAD_TABLE: ("表格不完整（{}）", "每一行的栏数应当相同"),
    Fault.NOTE_PLACE: ("编注没有在正文中恰好标注一次，或不是一段", "在正文相应词语后标注 [^名称] 一次"),
    Fault.NOTE_KIND: ("编注没有写明种类", "以“种类：”开头，种类为：{}"),
    Fault.BAD_LINK: ("链接“{}”不是条款地址", "写作（文件编号#条款编号），不要链接网址"),
    Fault.DEAD_LINK: ("“{}”不存在", "改成现有的文件编号和条款编号"),
    Fault.NO_CLAUSE: ("没有条款“{}”", "改成这份文件里现有的条款编号"),
    Fault.NOT_VERBATIM: ("不是原文逐字：{}", "从条款中原样复制，一个字也不要改"),
    Fault.BAD_DATE: ("日期或年份“{}”不合规定", "写成 2022 或 2022-12-31"),
    Fault.BAD_STEPS: ("“{}”的步骤不合规定", "二至六个步骤，编号不重复，至少一个出自原文"),
    Fault.HALF_WIDTH: ("汉字之间用了半角标点（{}）", "改用全角标点"),
    Fault.UNPAIRED: ("括号或引号不成对（{}）", "补上另一半；收到的文本本就如此的，记入 sources 的 kept"),
    Fault.RARE_CHARACTER: ("含有生僻字符（{}）", "核对原件；确有此字的，告知开发者"),
    Fault.SOURCE_CHANGED: ("收到的文本与登记的 SHA-256 不符（登记为 {}…）", "恢复原来的文件，不要改动收到的文本"),
    Fault.NOT_OMITTED: ("收到的文本里没有这段“略去”的文字，或次序不对", "照收到的文本原样、依次填写"),
    Fault.WORD_TWICE: ("“{}”出现在两组同义词里", "只留在一组里"),
    Fault.TEXT_DIFFERS: ("与收到的文本不一致：{}", "方括号里左边是收到的，右边是现有的；改回原文"),
}


def fault_sentence(path: Path, line: int, fault: Fault, detail: str) -> str:
    """One sentence: where, what, and what to do."""
    what, mend = (words.format(detail) for words in _WORDS[fault])
    return f"{path.parent.name}/{path.name} 第 {line} 行：{what}。{mend}。"
