"""A cell as a text: as a person sees it, as it is compared, and whether it says anything.

Owns what is form and no content: width, blanks, invisible characters, what a CSV wraps around a
text to keep it from being made a number.
"""

import re
import unicodedata

from sangeyipi.model.characters import as_it_looks, suspect
from sangeyipi.model.patterns import later
from sangeyipi.sheets.grid import Cell, CellKind

#: What stands in a cell of which nothing is known, in common width.
DASHES = frozenset(
    ("", "/", "//", "-", "--", "---", "—", "——", "―", "–", "−", "_", "\\", "|", "、", "·", ".", "…")
)
#: Said of a text that is none: there is none, or nobody knows.
_NONE = frozenset(("无", "暂无", "空", "没有", "n/a", "na", "null", "none", "nil"))
#: What begins so says something; most texts do, and are looked at no closer.
_WORDS = re.compile("[0-9A-Za-z\u4e00-\u9fff]")
#: Long enough to say something, and with nothing in it but what is read as it stands.
ORDINARY = re.compile("[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff（）()、，-]{4,}")
#: With blanks and all, a text that says nothing is no longer.
_LONG = 40
_WRAPPED = later(r'[=＝]\s*"((?:[^"]|"")*)"')
_GUARDS = "'’`\t"
_LINES = re.compile(r"\s*\n\s*")
_STOPS = "。；;，,、：:！!？?（("
#: What ends a line in some programs and is written as nothing in most.
_OTHER_BREAKS = later("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_BLANKS = later("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_CONTROLS = later(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def is_ordinary(cell: Cell) -> bool:
    """Whether its text is what a person reads in it, on one line: so it is of most cells."""
    return cell.kind is CellKind.TEXT and ORDINARY.fullmatch(cell.text) is not None


def said(cell: Cell) -> str:
    """What a person reads in it, on one line or several, without what nobody sees."""
    text = cell.text if cell.kind is CellKind.TEXT else (cell.shown or cell.text)
    return unwrapped(text)


def unwrapped(text: str) -> str:
    """A text without `="…"`, the apostrophe or the tab that kept it from being a number."""
    text = text.strip()
    if suspect(text):
        text = _OTHER_BREAKS.sub("\n", text)
    match = _WRAPPED.fullmatch(text) if text[:1] in ("=", "＝") else None
    if match:
        text = match[1].replace('""', '"')
    elif text[:1] in _GUARDS and text[1:2].isalnum():
        text = text[1:]
    return text.strip()


def folded(text: str) -> str:
    """As texts are compared: common width and case, no blanks, nothing that nobody sees."""
    # Most cells are looked at by nothing but this.
    if suspect(text):
        text = "".join(as_it_looks(_CONTROLS.sub("", text)).split())
    if text.isascii():
        return text.casefold()
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_blank(cell: Cell) -> bool:
    """Whether nothing is known by it: empty, or a dash or a stroke."""
    if cell.kind is CellKind.EMPTY:
        return True
    # A number that its format hides is there all the same; a zero shown as a dash is not.
    if cell.kind is CellKind.TEXT:
        text = cell.text
    elif cell.kind is CellKind.NUMBER and not cell.number:
        text = cell.shown
    else:
        return False
    return not _WORDS.match(text) and len(text) < _LONG and folded(text) in DASHES


def is_none(text: str) -> bool:
    """Whether a text only says that there is nothing: 无, 暂无, N/A, or a dash."""
    if len(text) > _LONG:
        return False
    bare = folded(text)
    return bare in DASHES or bare in _NONE


def one_line(text: str) -> str:
    """A text of several lines on one, each blank once: for a name, a person, a unit."""
    if not suspect(text):
        return text
    cleaned = _CONTROLS.sub("", _ODD_BLANKS.sub(" ", text.replace("\t", " ")))
    return as_it_looks(joined(cleaned, " "))


def lines(text: str) -> str:
    """A text that may have several lines, each without outer blanks; empty ones go."""
    cleaned = _CONTROLS.sub("", _ODD_BLANKS.sub(" ", text.replace("\t", " ")))
    return "\n".join(filter(None, (as_it_looks(one) for one in cleaned.split("\n"))))


def listed(text: str) -> str:
    """Several persons or units, one a line, as one line: 张某某、李某某."""
    return as_it_looks(_CONTROLS.sub("", joined(_ODD_BLANKS.sub(" ", text), "、")))


def joined(text: str, mark: str) -> str:
    """Lines put together: by nothing where they are one word broken, else by `mark`."""
    parts = [one for one in _LINES.split(text.strip()) if one]
    found = parts[0] if parts else ""
    for part in parts[1:]:
        open_end = found[-1] in _STOPS or part[0] in "。；;，,、：:）)"
        found += part if open_end else f"{mark}{part}"
    return found
