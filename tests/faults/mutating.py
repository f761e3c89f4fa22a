"""One small change to a program at a time: what a slip of its author would look like. The rest of the text stays.

Left alone, since no behaviour hangs on them: annotations, docstrings, decorators, names for the type checker, and the
words in an error for whoever reads the log.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, zip_longest

_COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_COUNTED: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.FloorDiv(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.Mult(),
    ast.BitOr: ast.BitAnd(),
    ast.BitAnd: ast.BitOr(),
    ast.LShift: ast.RShift(),
    ast.RShift: ast.LShift(),
}
_FOR_THE_CHECKER = ("cast", "TypeVar", "NewType")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed text. `place` is the function, method or class it is in, nothing at the top of the module."""

    place: str
    is_in_function: bool
    line: int
    change: str  # "old → new", on one line
    source: str


def mutants(source: str) -> tuple[Mutant, ...]:
    """Every mutant of a module, in the order of its text; the same change in one place is numbered."""
    found: list[Mutant] = []
    for place, is_in_function, node, new in _changes(ast.parse(source), ""):
        if (changed := _replaced(source, node, new)) is not None:
            change = _named(source, node, new)
            number = sum(1 for one in found if (one.place, one.change.split(" #")[0]) == (place, change)) + 1
            found.append(
                Mutant(place, is_in_function, node.lineno, change + (f" #{number}" if number > 1 else ""), changed)
            )
    return tuple(found)


def _named(source: str, node: Place, new: str) -> str:
    """What was changed into what; of a table of many lines, which line went."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_table(node.value):
        kept = ast.literal_eval(new).splitlines()
        gone = next(line for line, other in zip_longest(node.value.splitlines(), kept) if line != other)
        return f"{_short(repr(gone))} → left out"
    return f"{_short(ast.get_source_segment(source, node) or '')} → {_short(new)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:60]} … {line[-36:]}"


Place = ast.expr | ast.stmt | ast.ExceptHandler
Change = tuple[str, bool, Place, str]


def _changes(node: ast.AST, place: str, is_function: bool = False) -> Iterator[Change]:
    """The changes at a node, then those below it. What is defined in a function belongs to it."""
    inside = place
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and not is_function:
        inside, is_function = f"{place}.{node.name}".lstrip("."), isinstance(node, ast.FunctionDef)
    if isinstance(node, ast.expr | ast.stmt | ast.ExceptHandler | ast.comprehension):
        yield from ((inside, is_function, where, new) for where, new in _at(node))
    for child in _children(node):
        yield from _changes(child, inside, is_function)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What is below a node and has behaviour."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Raise(exc=None):
            return
        case ast.Raise(exc=ast.Call(args=given)):
            yield from (one for one in given if not isinstance(one, ast.Constant | ast.JoinedStr))
        case ast.AnnAssign(value=value):
            yield from [value] if value else []
        case ast.Call(func=ast.Name(id=name)) if name in _FOR_THE_CHECKER:
            yield from node.args[1:]
        case ast.FunctionDef(args=arguments, body=body):
            yield from (*arguments.defaults, *(one for one in arguments.kw_defaults if one), *_said(body))
        case ast.ClassDef(body=body) | ast.Module(body=body):
            yield from _said(body)
        case ast.JoinedStr(values=parts):
            yield from (part.value for part in parts if isinstance(part, ast.FormattedValue))
        case _:
            yield from ast.iter_child_nodes(node)


def _said(body: list[ast.stmt]) -> list[ast.stmt]:
    """Without the docstring, and without the names of types."""
    told = bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return [one for one in body[told:] if not _is_type(one)]


def _is_type(one: ast.stmt) -> bool:
    """`Reader = Callable[[str], object]`, `Way = A | B`: a capital and no call."""
    if not (isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)):
        return False
    name = one.targets[0].id.lstrip("_")
    return name[:1].isupper() and not name.isupper() and not isinstance(one.value, ast.Call)


def _at(node: ast.AST) -> Iterator[tuple[Place, str]]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield from ((node, f"{_text(left)} {other} {_text(right)}") for other in _COMPARED[type(op)])
        case ast.Compare(left=left, ops=[first, second], comparators=[middle, right]):
            for one, two in ((_COMPARED[type(first)][0], _sign(second)), (_sign(first), _COMPARED[type(second)][0])):
                yield node, f"{_text(left)} {one} {_text(middle)} {two} {_text(right)}"
        case ast.BoolOp(op=op, values=values):
            yield node, (" or " if isinstance(op, ast.And) else " and ").join(_text(one) for one in values)
            for left_out in range(len(values)):
                rest = values[:left_out] + values[left_out + 1 :]
                yield node, (" and " if isinstance(op, ast.And) else " or ").join(_text(one) for one in rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, _text(operand)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield node, f"{_text(orelse)} if {_text(test)} else {_text(body)}"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _COUNTED:
            yield node, ast.unparse(ast.BinOp(left, _COUNTED[type(op)], right))
        case ast.Constant():
            yield from ((node, new) for new in _other_constants(node))
        case ast.Call(func=func, args=given, keywords=keywords):
            for left_out in range(len(keywords)):
                rest_of = keywords[:left_out] + keywords[left_out + 1 :]
                yield node, ast.unparse(ast.Call(func, given, rest_of))
        case _:
            yield from _at_statement(node)


def _at_statement(node: ast.AST) -> Iterator[tuple[Place, str]]:
    match node:
        case ast.If(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.UnaryOp):
                yield test, f"not {_text(test)}"
        case ast.comprehension(ifs=tests):
            yield from ((test, "True") for test in tests)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield node, "return None"
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield node, "pass"
        case ast.Assert():
            yield node, "pass"
        case ast.Continue():
            yield node, "break"
        case ast.Break():
            yield node, "continue"
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _COUNTED:
            yield node, ast.unparse(ast.AugAssign(target, _COUNTED[type(op)], value))
            yield node, ast.unparse(ast.Assign([target], value, lineno=0))
        case ast.ExceptHandler(type=ast.Tuple(elts=kinds) as caught):
            for left_out in range(len(kinds)):
                rest = kinds[:left_out] + kinds[left_out + 1 :]
                yield caught, f"({', '.join(map(ast.unparse, rest))},)"


def _other_constants(node: ast.Constant) -> Iterator[str]:
    value = node.value
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int | float):
        yield repr(value + 1)
    elif isinstance(value, bytes) and value:
        yield repr(value + b"XX")
    elif isinstance(value, str) and value:
        lines = value.splitlines(keepends=True) if _is_table(value) else []
        for number in (number for number, line in enumerate(lines) if line.strip()):
            yield repr("".join(lines[:number] + lines[number + 1 :]))
        if not lines:
            yield repr(value + "XX")


def _is_table(value: str) -> bool:
    return len(value.splitlines()) > 2


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


def _sign(op: ast.cmpop) -> str:
    shown = ast.unparse(ast.Compare(ast.Name("a"), [op], [ast.Name("b")]))
    return shown[2:-2]


def _replaced(source: str, node: Place, new: str) -> str | None:
    """The text with `new` in the place of a node; None where that is no Python (a part of an f-string)."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    begin = starts[node.lineno - 1] + node.col_offset
    end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    whole = b"".join(lines)
    put = new if isinstance(node, ast.stmt) else f"({new})"
    changed = (whole[:begin] + put.encode() + whole[end:]).decode()
    try:
        return changed if ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source)) else None
    except SyntaxError:
        return None
