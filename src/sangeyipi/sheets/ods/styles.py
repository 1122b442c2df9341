"""Styles of an OpenDocument spreadsheet: formats, what is struck out, which sheets are hidden.

Owns the format codes that its own descriptions of dates and numbers amount to.
"""

from typing import NamedTuple

from sangeyipi.model.lazy_dataclass import dataclass

_DATA_STYLES = {
    f"number:{kind}-style"
    for kind in ("number", "date", "time", "percentage", "currency", "boolean", "text")
}
#: An element of a date, and how its short and its long form is written.
_DATE_LETTERS = {
    "number:year": ("yy", "yyyy"),
    "number:month": ("m", "mm"),
    "number:day": ("d", "dd"),
    "number:day-of-week": ("aaa", "aaaa"),
    "number:hours": ("h", "hh"),
    "number:minutes": ("m", "mm"),
    "number:seconds": ("s", "ss"),
}
_MOST_PARENTS = 20


@dataclass(slots=True)
class OdsStyle:
    """A style as the file has it; what it leaves out is its parent's."""

    parent: str = ""
    data_style: str = ""
    struck: bool | None = None
    hidden: bool = False


class StyleLook(NamedTuple):
    """What of a cell's looks is asked for."""

    code: str = ""
    struck: bool = False


class OdsStyles:
    """Styles by family and name, gathered while the file is read."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], OdsStyle] = {}
        self._codes: dict[str, str] = {}
        self._looks: dict[str, StyleLook] = {}
        self._style: OdsStyle | None = None
        self._parts: list[str] | None = None
        self._name = ""
        self._literal = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name in _DATA_STYLES:
            self._name = attributes.get("style:name", "")
            self._parts = []
        elif self._parts is not None:
            self._part(name, attributes, self._parts)
        elif name in ("style:style", "style:default-style"):
            self._begin(attributes)
        elif self._style is not None:
            self._describe(name, attributes, self._style)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _DATA_STYLES and self._parts is not None:
            if name == "number:text-style":
                self._parts = ["@"]
            elif name == "number:boolean-style":
                self._parts = []
            self._codes[self._name] = "".join(self._parts)
            self._parts = None
        elif name in ("style:style", "style:default-style"):
            self._style = None
        self._literal = False

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._literal and self._parts is not None:
            self._parts.append("%" if text == "%" else f'"{text}"' if '"' not in text else "")

    def look(self, name: str) -> StyleLook:
        """How a cell of this style looks."""
        known = self._looks.get(name)
        if known is None:
            struck: bool | None = None
            code = ""
            for style in self._parents("table-cell", name):
                struck = style.struck if struck is None else struck
                code = code or self._codes.get(style.data_style, "")
            known = self._looks[name] = StyleLook(code, bool(struck))
        return known

    def struck_span(self, name: str) -> bool | None:
        """Whether a piece of text of this style is struck out; none where its cell decides."""
        for style in self._parents("text", name):
            if style.struck is not None:
                return style.struck
        return None

    def is_hidden(self, name: str) -> bool:
        """Whether a sheet of this style is hidden."""
        return any(style.hidden for style in self._parents("table", name))

    def _parents(self, family: str, name: str) -> list[OdsStyle]:
        found: list[OdsStyle] = []
        while len(found) < _MOST_PARENTS:
            style = self._styles.get((family, name))
            if style is None:
                break
            found.append(style)
            name = style.parent
        return found

    def _begin(self, attributes: dict[str, str]) -> None:
        self._style = OdsStyle(
            attributes.get("style:parent-style-name", ""),
            attributes.get("style:data-style-name", ""),
        )
        key = (attributes.get("style:family", ""), attributes.get("style:name", ""))
        self._styles[key] = self._style

    def _describe(self, name: str, attributes: dict[str, str], style: OdsStyle) -> None:
        if name == "style:text-properties":
            for key in ("style:text-line-through-style", "style:text-line-through-type"):
                if key in attributes:
                    style.struck = attributes[key] != "none"
        elif name == "style:table-properties":
            style.hidden = attributes.get("table:display") == "false"

    def _part(self, name: str, attributes: dict[str, str], parts: list[str]) -> None:
        if name in _DATE_LETTERS:
            short, long = _DATE_LETTERS[name]
            if attributes.get("number:textual") == "true":
                short, long = "mmm", "mmmm"
            parts.append(long if attributes.get("number:style") == "long" else short)
        elif name in ("number:number", "number:scientific-number"):
            parts.append(_number(attributes))
            if name == "number:scientific-number":
                parts.append("E+00")
        elif name == "number:am-pm":
            parts.append("AM/PM")
        self._literal = name in ("number:text", "number:currency-symbol")


def _number(attributes: dict[str, str]) -> str:
    """The digits of a number's description."""
    places = _count(attributes.get("number:decimal-places"))
    least = _count(attributes.get("number:min-decimal-places"), places)
    whole = _count(attributes.get("number:min-integer-digits"), 1)
    digits = "0" * whole or "#"
    if attributes.get("number:grouping") == "true":
        digits = digits.rjust(4, "#")
        digits = f"{digits[:-3]},{digits[-3:]}"
    least = min(least, places)
    if places:
        digits += "." + "0" * least + "#" * (places - least)
    factor = attributes.get("number:display-factor", "1").partition(".")[0].count("0") // 3
    return digits + "," * factor


def _count(text: str | None, otherwise: int = 0) -> int:
    if text is None or not (text.isascii() and text.isdigit()):
        return otherwise
    return min(int(text), 30)
