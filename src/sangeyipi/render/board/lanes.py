"""The lanes of the board: each project's nodes on one scale, as SVG as wide as the screen.

Owns places in per cent of the scale, and the symbols of marks.  Where a date lies, and how marks
make room for each other, says `render.pictures.times`.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from sangeyipi.model.light import Light
from sangeyipi.model.month import Month
from sangeyipi.model.picture import TimeNode, Times
from sangeyipi.model.stages import Milestone
from sangeyipi.render.pictures.scales import DayScale
from sangeyipi.render.pictures.times import PlacedMark, Sort, extent, placed

#: How wide a lane is taken to be where marks make room for each other, in pixels.
_WIDTH = 900.0
_COLOURS = {Sort.PLANNED: "#0b5c8e", Sort.OVERDUE: "#a61b00", Sort.ACTUAL: "#1a1a1a"}
_INK = _COLOURS | {Sort.ACTUAL: "#fff"}
_WORDS = {Sort.PLANNED: "计划", Sort.ACTUAL: "实际", Sort.OVERDUE: "计划已过、还没有到"}
_SHAPES = {
    Sort.PLANNED: '<circle r="7" fill="#fff" stroke="{}" stroke-width="1.3"/>',
    Sort.OVERDUE: '<path d="M0-10L9 0 0 10-9 0Z" fill="#fff" stroke="{}" stroke-width="2.4"/>',
    Sort.ACTUAL: '<rect x="-7" y="-7" width="14" height="14" fill="{}"/>',
}
_LETTERS = {one.value: one.value[:1] for one in Milestone}
_LAMPS = {
    Light.RED: '<path d="M9 1H21L29 9V21L21 29H9L1 21V9Z" fill="#b00020"/>',
    Light.YELLOW: '<path d="M15 0L30 29H0Z" fill="#ffd54a" stroke="#1a1a1a" stroke-width="1.5"/>',
    Light.GREEN: '<circle cx="15" cy="15" r="13" fill="#fff" stroke="#00703c" stroke-width="3"/>',
}
#: No style sheet of the page reaches into what is used by reference.
_TEXT = 'font-size="{}" text-anchor="middle"'
_LAMP_LETTER = {
    Light.RED: ("#fff", 19.5),
    Light.YELLOW: ("#1a1a1a", 25),
    Light.GREEN: ("#00502b", 19.5),
}


class Lanes(NamedTuple):
    """The one scale of all lanes; None where nothing has a place."""

    scale: DayScale | None
    times: Times

    @staticmethod
    def of(times: Times) -> "Lanes":
        """The lanes of a board."""
        return Lanes(extent(times, 0.0, _WIDTH), times)

    @property
    def ranges(self) -> list[tuple[str, str, str, str]]:
        """What can be looked at closer: its value, its name, from where to where in per cent."""
        found = [("", "全部", "0", "100")]
        scale, day = self.scale, self.times.day
        if scale is None or day is None:
            return found
        around = {"year": (f"{day.year}年", 0, 0), "near": ("前后各一年", -1, 1)}
        for value, (word, before, after) in around.items():
            begin = max(day.replace(year=day.year + before, month=1, day=1), scale.first.first)
            end = min(day.replace(year=day.year + after + 1, month=1, day=1), scale.beyond.first)
            ends = (_percent(scale.at(one)) for one in (begin, end))
            found.append((value, word, *ends))  # type: ignore[arg-type]
        return found

    def axis(self) -> str:
        """The scale's head."""
        if self.scale is None:
            return ""
        words = []
        for month, x in self._months():
            if month.number == 1:
                words.append(f'<text class="year" x="{x}%" dx="2" y="14">{month.year}年</text>')
            words.append(f'<text class="month" x="{x}%" dx="2" y="30">{month.number}月</text>')
        return f'<svg aria-hidden="true">{"".join(words)}</svg>'

    def grid(self) -> str:
        """The lines behind every lane, as a background: a quarter's begin, and the day, dashed.

        Shapes that every row uses would be made anew whenever rows are put in order; one gradient
        of all lines is drawn by samples when printed, and misses some.
        """
        if self.scale is None:
            return "none"
        lines = []
        day = self.times.day
        if day is not None:
            x = _percent(self.scale.span(day, day)[1])
            lines.append(_line("repeating-linear-gradient(#a61b00 0 5px,#0000 0 7px)", x, 2))
        for month, x in self._months():
            if month.number % 3 == 1:
                colour = "#8a939b" if month.number == 1 else "#dde2e6"
                lines.append(_line(f"linear-gradient({colour},{colour})", x, 1))
        return ",".join(lines) or "none"

    def _months(self) -> Iterator[tuple[Month, str]]:
        """Each month of the scale, with where it begins in per cent."""
        assert self.scale is not None
        for at in range(self.scale.beyond.since(self.scale.first)):
            month = self.scale.first.plus(at)
            yield month, _percent(self.scale.at(month.first))

    def lane(self, nodes: Iterable[TimeNode]) -> str:
        """One project's nodes: planned above, actual below; told in words to who cannot see."""
        nodes = list(nodes)
        words = "；".join(node.told for node in nodes if node.told) or "没有计划日期也没有节点"
        if self.scale is None:
            return escape(words)
        drawn = "".join(
            self._mark(mark, y)
            for lane, y in zip(placed(nodes, self.scale), (13, 36), strict=True)
            for mark in lane
            if mark.span
        )
        label = escape(words)
        return f'<svg role="img" aria-label="{label}">{drawn}</svg>'

    def legend(self) -> str:
        """What the marks mean."""
        marks = " ".join(
            f'<svg aria-hidden="true"><use href="#{sort.value}-{Milestone.STARTED.value[:1]}" '
            f'x="9" y="10"/></svg>{word}'
            for sort, word in _WORDS.items()
        )
        letters = "、".join(f"{letter}＝{name}" for name, letter in _LETTERS.items())
        day = f"；竖虚线：{self.times.day}" if self.times.day else ""
        return f"{marks}　{letters}；标记下的横条：日期所在的那天或那个月{day}"

    def _mark(self, mark: PlacedMark, y: int) -> str:
        assert mark.span is not None
        begin, end = mark.span
        middle = (begin + end) / 2
        aside = f"{mark.x - middle:.1f}".removesuffix(".0")
        moved = f' transform="translate({aside})"' if aside != "0" else ""
        bar = (
            f'<rect x="{_percent(begin)}%" y="{y + 9}" width="{_percent(end - begin)}%" '
            f'height="3" fill="{_COLOURS[mark.sort]}"/>'
        )
        symbol = f"{mark.sort.value}-{mark.node.letter}"
        return f'{bar}<use href="#{symbol}" x="{_percent(middle)}%" y="{y}"{moved}/>'


def _percent(points: float) -> str:
    text = f"{points * 100 / _WIDTH:.2f}"
    return text.rstrip("0").rstrip(".")


def _line(image: str, x: str, width: int) -> str:
    return f"{image} {x}% 0/{width}px 100% no-repeat"


def symbols() -> str:
    """Every mark and light once; the rows use them."""
    marks = "".join(
        f'<g id="{sort.value}-{letter}">{shape.format(_COLOURS[sort])}'
        f'<text y="3.2" {_TEXT.format(9)} fill="{_INK[sort]}">{letter}</text></g>'
        for sort, shape in _SHAPES.items()
        for letter in _LETTERS.values()
    )
    lamps = "".join(
        f'<g id="lamp-{light.name}">{shape}<text x="15" y="{_LAMP_LETTER[light][1]}" '
        f'{_TEXT.format(13)} fill="{_LAMP_LETTER[light][0]}">{light}</text></g>'
        for light, shape in _LAMPS.items()
    )
    return (
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true">'
        f"<defs>{marks}{lamps}</defs></svg>"
    )
