"""A text as a web page with its figures marked: hold, wrong, open, in no relation.

Owns the page: a mark never by colour only, what is said of a figure when it is pointed at or
reached with the keyboard, and in a list that is printed too.  Finds nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from sangeyipi.audit.check import Audited
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.telling.told import WORDS, arithmetic, place_of, summed_up, unasked
from sangeyipi.audit.text.as_read import Grid
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.render.inert import inert

#: A figure's class and the sign that stands at it, the worst first.
_LOOKS = (("wrong", "✗"), ("open", "?"), ("good", "✓"))
_PLAIN = "none"
#: Characters that are told of a relation at each of its figures; the list tells all.
_LONG = 600
_STYLE = """
body{max-width:48em;margin:1.5em auto 7em;padding:0 1em;line-height:1.8;color:#1a1a1a;
background:#fff;font-family:"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif}
h1{font-size:1.3em}h2{font-size:1.1em;margin-top:2em}p{margin:.4em 0;white-space:pre-wrap}
table{border-collapse:collapse;margin:1em 0;display:block;overflow-x:auto}
td{border:1px solid #999;padding:.15em .6em;vertical-align:top}
.f{border-radius:.2em;padding:0 .1em}
.f:focus,.f:hover{outline:2px solid #1a4f8a}
.f i{font-style:normal;font-size:.7em;vertical-align:super;font-weight:bold}
.wrong{background:#fbd5d5;text-decoration:underline wavy #b00020 2px}.wrong i{color:#b00020}
.open{background:#e4e4e4;text-decoration:underline dashed #555 1px}.open i{color:#444}
.good{background:#d8f0dc}.good i{color:#14652a}
.none{background:#ececec}
.tip{display:none;position:fixed;left:0;right:0;bottom:0;z-index:9;padding:.8em 1.2em;
white-space:pre-wrap;background:#fffbe6;border-top:3px solid #1a4f8a;font-size:.95em;
line-height:1.5;max-height:45vh;overflow:auto}
.f:focus .tip,.f:hover .tip{display:block}
ol.said li{margin:.5em 0}ol.said a{color:#1a4f8a}
.key span{margin-right:1.2em}
@media print{.tip{display:none!important}body{margin:0;max-width:none}
.f,.key span{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


class _Told(NamedTuple):
    """What is said of a figure, by the worst of its relations."""

    look: int
    lines: list[str]


def to_page(one: Audited) -> str:
    """The whole page."""
    page = _Page(one)
    name = escape(inert(one.source.name))
    body = "\n".join(page.body())
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>校对：{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>校对：{name}</h1>\n<p>{escape('。'.join(summed_up(one)))}。</p>\n{_KEY}\n"
        f"{page.said()}\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


_KEY = (
    '<p class="key"><span><span class="f good">相符<i>✓</i></span></span>'
    '<span><span class="f wrong">有误<i>✗</i></span></span>'
    '<span><span class="f open">说不准<i>?</i></span></span>'
    '<span><span class="f none">没有可核的关系</span></span>'
    "指着或用 Tab 键移到一个数，页面底下写明怎么算的。</p>"
)


def said_of(found: Finding) -> str:
    """A relation in one line: its arithmetic, what is the matter, what to do."""
    word = "相符" if found.verdict in GOOD else WORDS[found.verdict]
    sums = arithmetic(found)
    remedy = f"。{found.remedy}" if found.remedy else ""
    return f"{word}：{sums}{'；' if sums else ''}{found.message}{remedy}"


def _shortened(said: str) -> str:
    """A line without its middle where it is long: each of a thousand parts is told their sum."""
    if len(said) <= _LONG:
        return said
    begin, end = said[: _LONG // 2], said[-_LONG // 2 :]
    # No figure is cut in two: they stand between blanks.
    return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"


class _Page:
    """The text with marks."""

    def __init__(self, one: Audited) -> None:
        self._one = one
        self._text = one.source.text
        self._hidden = one.source.hidden
        self._hidden_ends = [end for _, end in one.source.hidden]
        self._told: dict[int, _Told] = {}
        for found in one.findings:
            look = (
                2 if found.verdict in GOOD else 0 if found.verdict is RelationVerdict.WRONG else 1
            )
            said = _shortened(said_of(found))
            for figure in found.figures:
                told = self._told.setdefault(figure.start, _Told(look, []))
                told.lines.append(said)
                self._told[figure.start] = told._replace(look=min(look, told.look))
        every = {f.start: f for found in one.findings for f in found.figures}
        every.update({f.start: f for f in one.figures})
        self._figures = sorted(every.values(), key=lambda f: f.start)
        self._starts = [f.start for f in self._figures]

    def said(self) -> str:
        """What does not hold, as a list with links."""
        items = []
        for found in self._one.findings:
            if found.verdict not in GOOD and found.figures and not unasked(found):
                main = found.stated or found.figures[0]
                where = escape(place_of(self._one, main))
                items.append(
                    f'<li><a href="#f{main.start}">{where}</a> {escape(inert(said_of(found)))}</li>'
                )
        if not items:
            return "<p>没有互相矛盾的数字。没有报出来的不等于没有错。</p>"
        return f'<ol class="said">\n{chr(10).join(items)}\n</ol>'

    def body(self) -> Iterator[str]:
        """Paragraphs and tables."""
        at = 0
        for grid in self._one.source.tables:
            start = self._text.rfind("\n", 0, grid.start) + 1
            yield from self._paragraphs(at, start)
            yield self._table(grid)
            at = self._text.find("\n", grid.end) + 1 or len(self._text)
        yield from self._paragraphs(at, len(self._text))

    def _paragraphs(self, start: int, end: int) -> Iterator[str]:
        while start < end:
            stop = self._text.find("\n", start, end)
            while stop >= 0 and self._is_hidden(stop):
                stop = self._text.find("\n", stop + 1, end)
            stop = end if stop < 0 else stop
            said = self._piece(start, stop)
            if said.strip():
                yield f"<p>{said}</p>"
            start = stop + 1

    def _table(self, grid: Grid) -> str:
        rows: dict[int, list[str]] = {}
        for one in grid.cells:
            spans = f' rowspan="{one.rows}"' if one.rows > 1 else ""
            spans += f' colspan="{one.columns}"' if one.columns > 1 else ""
            said = self._piece(one.start, one.end)
            rows.setdefault(one.row, []).append(f"<td{spans}>{said}</td>")
        lines = (f"<tr>{''.join(cells)}</tr>" for cells in rows.values())
        return f"<table>\n{chr(10).join(lines)}\n</table>"

    def _piece(self, start: int, end: int) -> str:
        made, at = [], start
        for one in self._figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if one.start < at:
                continue
            made.append(self._shown(at, one.start))
            at = min(one.end, end)
            made.append(self._figure(one, at))
        made.append(self._shown(at, end))
        return "".join(made)

    def _figure(self, one: TextFigure, end: int) -> str:
        said = self._shown(one.start, end)
        told = self._told.get(one.start)
        if told is None:
            return f'<span class="f {_PLAIN}" id="f{one.start}">{said}</span>'
        look, sign = _LOOKS[told.look]
        lines = escape(inert("｜".join(told.lines))).replace("｜", "\n")
        return (
            f'<span class="f {look}" id="f{one.start}" tabindex="0">{said}<i>{sign}</i>'
            f'<span class="tip" role="tooltip">{lines}</span></span>'
        )

    def _shown(self, start: int, end: int) -> str:
        """A piece of the text without what is hidden of it."""
        made, at = [], start
        for number in range(bisect_right(self._hidden_ends, start), len(self._hidden)):
            a, b = self._hidden[number]
            if a >= end:
                break
            made.append(self._text[at : max(at, a)])
            at = max(at, min(b, end))
        made.append(self._text[at:end])
        return escape(inert("".join(made).replace("\r", "").replace("\n", " ").replace("\t", " ")))

    def _is_hidden(self, at: int) -> bool:
        number = bisect_right(self._hidden_ends, at)
        return number < len(self._hidden) and self._hidden[number][0] <= at
