"""A sheet that is drawn on, in points from its upper left corner, and its SVG.

Owns the elements: plain shapes and texts as texts, no script, no style sheet, nothing loaded, so
that a picture stands alone as a file and beside others on a page.  Must not know of figures.
"""

from collections.abc import Iterable
from html import escape
from xml.sax.saxutils import quoteattr

from sangeyipi.render.inert import inert

Point = tuple[float, float]
#: How an element looks: its attributes, lengths in points.
Look = dict[str, str | float]

INK, FAINT = "#1a1a1a", "#555555"
#: Fonts with Chinese glyphs that readers' machines have: Windows, macOS, Linux.
FAMILIES = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "SimHei",
)
#: How far below the middle of a line its baseline is, in ems.
_BASELINE = 0.36


class SvgSheet:
    """What is drawn, in order; `bottom` is how far down it reaches by now.

    What stands for a figure is a single element of its own, to which a tooltip can be given.
    """

    def __init__(self, prefix: str, title: str = "", words: str = "") -> None:
        """An empty sheet whose ids begin with `prefix`; `words` tell it to who cannot see it."""
        self.width = self.bottom = 0.0
        #: Everything written on it.
        self.texts: list[str] = []
        self._prefix = prefix
        self._named = {"title": title, "desc": words}
        self._drawn: list[str] = []
        self._patterns: dict[str, str] = {}

    def add(self, tag: str, look: Look, text: str = "") -> None:
        """An element."""
        self._drawn.append(_element(tag, look, escape(inert(text))))

    def write(self, at: Point, text: str, look: Look) -> None:
        """A line of text; its middle is at the given height."""
        if text:
            self.texts.append(inert(text))
            y = at[1] + float(look["font-size"]) * _BASELINE
            place: Look = {"x": at[0], "y": y, "fill": INK}
            self.add("text", place | look, text)

    def line(self, points: Iterable[Point], colour: str, width: float, dashes: str = "") -> None:
        """A line through some points."""
        look: Look = {"d": path(points), "fill": "none", "stroke": colour, "stroke-width": width}
        self.add("path", look | ({"stroke-dasharray": dashes} if dashes else {}))

    def pattern(self, name: str, colour: str, lines: str) -> str:
        """A fill of white lines on a colour, by a path in a square of 6 points."""
        id = f"{self._prefix}-{name}"
        ground = _element("rect", {"width": 6, "height": 6, "fill": colour})
        drawn = _element("path", {"d": lines, "stroke": "#ffffff", "stroke-width": 0.9})
        square: Look = {"id": id, "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
        self._patterns[id] = _element("pattern", square, ground + drawn)
        return f"url(#{id})"

    def to_svg(self, families: Iterable[str] = FAMILIES) -> str:
        """The whole as one `svg` element, its texts in one of these fonts."""
        size: Look = {"width": self.width, "height": self.bottom}
        ids = {tag: f"{self._prefix}-{tag}" for tag in self._named}
        look: Look = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_length(self.width)} {_length(self.bottom)}",
            **size,
            "role": "img",
            "aria-labelledby": " ".join(ids.values()),
            "lang": "zh-CN",
            "font-family": ", ".join([*(f"'{name}'" for name in families), "sans-serif"]),
            "stroke-linejoin": "round",
        }
        named = [_element(t, {"id": ids[t]}, escape(inert(s))) for t, s in self._named.items()]
        patterns = _element("defs", {}, "".join(self._patterns.values()))
        ground = _element("rect", size | {"fill": "#ffffff"})
        return _element("svg", look, "\n".join(["", *named, patterns, ground, *self._drawn, ""]))


def path(points: Iterable[Point], end: str = "") -> str:
    """Points as the path through them; `end` is Z where it returns."""
    return "M" + "L".join(f"{_length(x)} {_length(y)}" for x, y in points) + end


def _element(tag: str, look: Look, inside: str = "") -> str:
    told = "".join(
        f" {name}={quoteattr(value if isinstance(value, str) else _length(value))}"
        for name, value in look.items()
    )
    return f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>"


def _length(points: float) -> str:
    """To a hundredth of a point, with no more digits than it takes."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
