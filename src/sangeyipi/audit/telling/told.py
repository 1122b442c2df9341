"""What was found, for people and for programs.  Owns both forms; finds nothing."""

import json
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, chain

from sangeyipi.audit.by_two import by_two
from sangeyipi.audit.check import Audited
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.model.rounding import plain
from sangeyipi.render.inert import inert
from sangeyipi.render.width import width

WORDS = {
    RelationVerdict.WRONG: "错误",
    RelationVerdict.INCOMPLETE: "不全",
    RelationVerdict.BASE_UNCLEAR: "基数不明",
    RelationVerdict.UNREADABLE: "读不出",
    RelationVerdict.UNBOUND: "对不上号",
}
#: Columns of a line of text with its gutter, and how many of them stand before the first figure.
_COLUMNS, _BEFORE = 79, 24
_PIECE = 40
#: So many findings are worded at once.
_AT_ONCE = 250


def to_text(one: Audited) -> str:
    """What does not hold, each with its place, carets under every figure there, and the remedy.

    Figures that could not be held against the ledger follow, a line each.
    """
    left = one.doubtful
    told_of = [found for found in left if not unasked(found)]
    pieces = [told_of[at : at + _AT_ONCE] for at in range(0, len(told_of), _AT_ONCE)]

    def worded(at: int) -> list[str]:
        return [line for found in pieces[at] for line in _told(one, found)]

    lines = list(chain.from_iterable(by_two(len(pieces), worded)))
    apart = [found for found in left if unasked(found)]
    if apart:
        lines += [f"没有和台账核对的数 {len(apart)} 个：", *(_brief(one, f) for f in apart)]
    told, *more = summed_up(one)
    lines += (f"{inert(one.source.name)}：{told}", *more)
    return "".join(f"{line}\n" for line in lines)


def summed_up(one: Audited) -> list[str]:
    """How much was found, of the text by itself and against a ledger."""
    of_text, of_ledger = one.verdicts(of_ledger=False), one.verdicts(of_ledger=True)
    told = [
        f"{one.many} 个数字，{len(of_text)} 处可核的关系，{_counted(of_text)}",
        f"对照台账：{len(of_ledger)} 个数字，{_counted(of_ledger)}",
    ]
    return told if of_ledger else told[:1]


def place_of(one: Audited, figure: TextFigure) -> str:
    """Where a figure stands: line and column, of a document its paragraph, cell or page."""
    where = one.source.where(figure.start)
    return where.label or f"{where.line}:{where.column}"


def arithmetic(found: Finding) -> str:
    """The sums, as a person writes them; "" where there are none."""
    if not found.expression or found.computed is None or found.stated is None:
        return ""
    said = found.expression.replace(" * ", " × ").replace(" / ", " ÷ ")
    return f"{said} = {shown(found.computed, found.stated)}"


def _counted(verdicts: list[RelationVerdict]) -> str:
    holds = sum(1 for one in verdicts if one in GOOD)
    wrong = sum(1 for one in verdicts if one is RelationVerdict.WRONG)
    return f"{holds} 处相符，{wrong} 处有误，{len(verdicts) - holds - wrong} 处说不准"


def unasked(found: Finding) -> bool:
    """Whether a figure is only told to have been held against nothing."""
    return found.kind is RelationKind.LEDGER and found.verdict is RelationVerdict.UNBOUND


def _brief(one: Audited, found: Finding) -> str:
    """A figure and why it was not held against the ledger, on a line."""
    (main,) = found.figures
    said = inert(one.source.text[main.start : main.end])
    return f"  {place_of(one, main)}: {said}：{inert(found.message)}"


def _told(one: Audited, found: Finding) -> Iterator[str]:
    main = found.stated or found.figures[0]
    place = f"{inert(one.source.name)}:{place_of(one, main)}"
    yield f"{place}: {WORDS[found.verdict]}[{found.kind}]: {inert(found.message)}"
    yield from _excerpts(one, found)
    sums = arithmetic(found)
    if sums:
        yield f"  = 算式: {sums}"
    if found.remedy:
        yield f"  = 改法: {inert(found.remedy)}"


def _excerpts(one: Audited, found: Finding) -> Iterator[str]:
    """The pieces of the text with the figures, and carets below these."""
    left = list(found.figures)
    while left:
        where = one.source.where(left[0].start)
        gutter = where.label or str(where.line)
        room = _COLUMNS - width(gutter) - 8
        start, end = one.source.line_of(left[0].start)
        begin = _back(one.source.text, max(start, left[0].start - _BEFORE), left[0].start)
        stop = max(_forth(one.source.text, begin, end, room), left[0].start + 1)
        here = [f for f in left if f.start < stop]
        left = [f for f in left if f.start >= stop]
        before, after = "…" if begin > start else "", "…" if stop < end else ""
        yield f"  {gutter} | {before}{_line(one.source.text[begin:stop])}{after}"
        carets = _carets(one.source.text, begin, stop, here)
        yield f"  {' ' * width(gutter)} | {' ' * width(before)}{carets}"


def _back(text: str, first: int, at: int) -> int:
    """The first character that stands at most so many columns before a place."""
    used = list(accumulate(map(_columns, reversed(text[first:at]))))
    return at - bisect_right(used, _BEFORE)


def _forth(text: str, begin: int, end: int, room: int) -> int:
    """Where a line from a place on has used its room."""
    at, used = begin, 0
    # Nearly always one piece is enough; characters without a width may be many.
    while at < end:
        columns = list(accumulate(map(_columns, text[at : min(end, at + _PIECE)])))
        many = bisect_right(columns, room - used)
        at += many
        if many < len(columns):
            return at
        used += columns[-1]
    return end


@lru_cache(maxsize=8192)
def _columns(char: str) -> int:
    """How wide a character of a line is; a line is as wide as its characters."""
    return width(_line(char))


def _line(text: str) -> str:
    """A piece of a line; the cells of a table stand apart."""
    return inert(text.replace("\t", "  ").replace("\r", ""))


def _carets(text: str, begin: int, end: int, figures: list[TextFigure]) -> str:
    line, at = "", begin
    for one in figures:
        line += " " * width(_line(text[at : one.start]))
        at = min(one.end, end)
        line += "^" * max(1, width(_line(text[one.start : at])))
    return line


def to_json(one: Audited) -> str:
    """Everything, for a program: a finding a line, a figure a line."""
    figures = _Figures(one)
    findings = ",\n".join(f"    {_finding(found, one, figures)}" for found in one.findings)
    every = ",\n".join(f"    {figures.told(each)}" for each in one.figures)
    return (
        f'{{\n  "findings": [{_lines(findings)}],\n  "figures": [{_lines(every)}],\n'
        f'  "text": {_json(one.source.text)}\n}}\n'
    )


def _lines(said: str) -> str:
    return f"\n{said}\n  " if said else ""


_json = json.JSONEncoder(ensure_ascii=False).encode


class _Figures:
    """The figures of a text as they are told, each written once."""

    def __init__(self, one: Audited) -> None:
        self._text = one.source.text
        #: By identity; the figure itself is kept, so that no other takes its place.
        self._done: dict[int, tuple[TextFigure, str]] = {}

    def told(self, figure: TextFigure) -> str:
        """One of them."""
        found = self._done.get(id(figure))
        if found is None:
            said = (
                f'{{"text": {_json(self._text[figure.start : figure.end])}, '
                f'"value": {_json(_value(figure))}, "unit": {_json(_unit(figure))}, '
                f'"start": {figure.start}, "end": {figure.end}}}'
            )
            found = self._done[id(figure)] = figure, said
        return found[1]


def _finding(found: Finding, one: Audited, figures: _Figures) -> str:
    stated, of = found.stated, found.figures
    computed = _json(_computed(stated, found.computed))
    place = place_of(one, stated or of[0]) if of else ""
    return (
        f'{{"verdict": {_json(found.verdict)}, "kind": {_json(found.kind)}, '
        f'"expression": {_json(found.expression)}, "computed": {computed}, '
        f'"stated": {_json(_value(stated))}, "unit": {_json(_unit(stated) if stated else "")}, '
        f'"operands": [{", ".join(map(figures.told, of))}], "message": {_json(found.message)}, '
        f'"remedy": {_json(found.remedy)}, "place": {_json(place)}}}'
    )


def _computed(stated: TextFigure | None, computed: Decimal | None) -> str | None:
    if stated is None or computed is None:
        return None
    return plain(computed if stated.unit == "成" else stated.said(computed))


def _unit(figure: TextFigure) -> str:
    """A program need not know 七成: it is told 70%."""
    return "%" if figure.unit == "成" else figure.unit


def _value(figure: TextFigure | None) -> str | None:
    """As printed; None where that cannot be read."""
    if figure is None or figure.role is Role.UNREADABLE:
        return None
    return plain(figure.value) if figure.unit == "成" else f"{figure.printed:f}"
