"""What was found about the network, told so that it can be read aloud, copied and checked. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from ui.safety.offline import Facts
from ui.safety.sockets import Socket

CLEAN = "没有发现任何网络连接"
UNCLEAN = "发现可能通向网络的内容，请停止使用并联系保密部门"
UNKNOWN = "本系统不提供套接字清单，请按“怎样自己核对”一节核对"
COPY, SAVE, AGAIN, CLOSE = "复制全文(&C)", "另存为文本…(&S)", "重新检查(&R)", "关闭"
LOOKING = "正在检查…"
COPIED, SAVED = "已复制全文。", "已另存为 {}。"
NOT_SAVED = "没有存成 {}：文件夹不能写入。请换一个位置。"
SAVE_TITLE, TEXT_FILES = "另存检查结果", "纯文本 (*.txt)"
FILE_NAME = "县策离线自证-{:%Y%m%d-%H%M%S}.txt"

_HOW = (
    "断开网线、关闭无线网，程序的全部功能照常使用。",
    "Linux：strace -f -e trace=network ./xiance，只会见到 AF_UNIX（本机图形界面、打印服务）的调用。",
    "Linux：ss -tunap | grep {pid}，应当没有任何一行。",
    "Linux：unshare -rn ./xiance 在没有网络的环境里启动，功能不变。",
    "Windows：在命令提示符运行 netstat -ano | findstr {pid}，应当没有任何一行；也可在“资源监视器 → 网络”中查看。",
    "运行 check 命令（main.py check 或 xiance check），逐项核对文本、索引、记录和网络模块。",
    "成品的安装目录里没有 QtNetwork、libssl、libcurl 一类文件，可以直接查找。",
)
_LIMITS = (
    "以上是程序对自身的检查，说明的是此刻的情形；最终以主管部门的检查工具为准。",
    "程序不能约束操作系统、输入法、云同步软件等其他程序。",
    "打印时页面交给本机的打印服务；网络打印机由打印服务自行连接，与本程序无关。",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


def verdict(facts: Facts) -> str:
    if not facts.is_clean:
        return UNCLEAN
    return UNKNOWN if facts.sockets is None else CLEAN


def sections(facts: Facts) -> tuple[Section, ...]:
    """What the page shows, in the order in which an examiner asks."""
    return (
        Section("此刻打开的套接字", _socket_lines(facts)),
        Section("加载的模块和库", _module_lines(facts)),
        Section("怎样自己核对", tuple(line.format(pid=facts.pid) for line in _HOW)),
        Section("不能证明的", _LIMITS),
        Section("版本", tuple(f"{name}　{version}" for name, version in (("系统", facts.system), *facts.versions))),
        Section("内容与程序的 SHA-256", tuple(f"{sha256}　{_file(name)}" for name, sha256 in facts.hashes)),
    )


def report(facts: Facts, version: str, at: datetime) -> str:
    """The whole page as plain text."""
    head = f"县策 {version}　离线自证\n{moment(at, facts)}\n结论：{verdict(facts)}。"
    parts = (f"【{one.title}】\n" + "\n".join(one.lines) for one in sections(facts))
    return "\n\n".join((head, *parts)) + "\n"


def moment(at: datetime, facts: Facts) -> str:
    return f"检查时间：{at:%Y-%m-%d %H:%M:%S}　进程号：{facts.pid}"


def _socket_lines(facts: Facts) -> tuple[str, ...]:
    if facts.sockets is None:
        return (f"{UNKNOWN}。",)
    local = [one for one in facts.sockets if one.is_local]
    ways = tuple(f"✗ {count} 个 {family or '种类不明'} 套接字" for family, count in _families(facts.open_ways))
    said = f"通向网络的套接字（TCP、UDP 等）：{len(facts.open_ways)} 个。"
    return (said, *ways, f"本机内部套接字（AF_UNIX，不能出本机）：{len(local)} 个。", *map(_local_line, local))


def _families(sockets: tuple[Socket, ...]) -> list[tuple[str, int]]:
    return sorted(Counter(one.family for one in sockets).items())


def _local_line(socket: Socket) -> str:
    uses = (("X11", "图形显示"), ("wayland", "图形显示"), ("bus", "桌面消息（D-Bus）"), ("ibus", "输入法"))
    use = next((word for part, word in uses if part in socket.path), "本机内部")
    return f"　· {use}　{socket.path or '（未命名）'}"


def _module_lines(facts: Facts) -> tuple[str, ...]:
    lines = [f"已加载 Python 模块 {facts.modules} 个，其中可用于联网的：{_listed(facts.network_modules)}。"]
    if facts.network_modules:
        lines.append("这些是 Python 及其程序库连带加载的，本程序没有一处调用；以上面的套接字清单为准。")
    if facts.stand_ins:
        lines.append(f"同名但不能联网的替身：{_listed(facts.stand_ins)}。")
    if facts.libraries is not None:
        lines.append(f"已加载系统库 {facts.libraries} 个，其中可用于联网的：{_listed(facts.network_libraries)}。")
    lines.append("没有加载 Qt 的网络模块（QtNetwork）和浏览器内核（QtWebEngine）。" if facts.is_clean else "✗ 见上。")
    return tuple(lines)


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(names) or "0 个"


def _file(name: str) -> str:
    return "全部程序代码" if name == "*.py" else name
