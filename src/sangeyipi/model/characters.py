"""Characters that nobody sees: which they are, what they are called, and how texts look without.

Two texts that differ by nothing else look the same in every table and are counted as two.  Owns
the sets of characters; must not know of fields or rules.
"""

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.patterns import later

#: Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), without the bidi controls:
#: drawn as nothing by every font.
_IGNORED = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Not of that property, and as empty: an interlinear mark, a Braille cell without dots.
_EMPTY = "\ufff9-\ufffc\u2800"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: Of controls, line breaks are told apart: prose may have them.
_CONTROLS = "\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_BREAKS = "\n\r"
#: Blanks that look like the two that are typed, and are neither.
_ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_TYPED_BLANKS = " \u3000"
_BLANKS = _TYPED_BLANKS + _ODD_BLANKS
_OUTER = "\t \u3000\u00a0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))

#: What may be wrong with a text; most have none of these and need no second look.
_SUSPECT = later(f'[{_IGNORED}{_EMPTY}{_BIDI}{_CONTROLS}{_BREAKS}{_BLANKS}"]')
_CONTROL = later(f"[{_BIDI}{_CONTROLS}]")
_CONTROL_OR_BREAK = later(f"[{_BIDI}{_CONTROLS}{_BREAKS}]")
_HIDDEN = later(
    f"(?P<outer>\\A[{_BLANKS}]|[{_BLANKS}]\\Z)|(?P<single>[{_IGNORED}{_EMPTY}{_ODD_BLANKS}])"
    # What indents a line of prose or ends it is not between two words.
    f"|(?<=[^{_BLANKS}{_BREAKS}])(?P<doubled>[{_BLANKS}]{{2,}})(?=[^{_BLANKS}{_BREAKS}])"
)
_NOTHING = later(f"[{_IGNORED}{_EMPTY}{_BIDI}]+")
_SPACE = later(f"[{_BLANKS}\t]+")
_WRAPPED = later(f'[{_BLANKS}]*"[^"]+"[{_BLANKS}]*')

_NAMES = {
    0x09: "制表符",
    0x0A: "换行",
    0x0D: "回车",
    0x20: "空格",
    0x3000: "全角空格",
    0xA0: "不间断空格",
    0xAD: "软连字符",
    0x200B: "零宽空格",
    0x200C: "零宽不连字符",
    0x200D: "零宽连字符",
    0x2028: "行分隔符",
    0x2029: "段分隔符",
    0x2060: "词连接符",
    0xFEFF: "字节顺序标记（BOM）",
    0xFFFC: "对象占位符",
}
#: The others, by the first that has the character.
_KINDS = (
    (later(f"[{_BIDI}]"), "改变文字方向的控制符"),
    (later(f"[{_CONTROLS}]"), "控制字符"),
    (later(f"[{_BLANKS}]"), "特殊空格"),
    (later("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"), "异体选择符"),
)


class Oddity(NamedTuple):
    """A character that nobody sees, and where: `where` is 开头有, 末尾有, 里有 or 里有连着的."""

    char: str
    where: str

    @property
    def title(self) -> str:
        """As a message says it: 末尾有空格（U+0020）."""
        return f"{self.where}{name_of(self.char)}"


def name_of(char: str) -> str:
    """What a character is called, with its code: 零宽空格（U+200B）."""
    code = ord(char)
    name = _NAMES.get(code) or next((n for kind, n in _KINDS if kind.match(char)), "不可见字符")
    return f"{name}（U+{code:04X}）"


def suspect(text: str) -> bool:
    """Whether there is anything in a text that might be odd, be it as ordinary as a blank."""
    return _SUSPECT.search(text) is not None


def control_in(text: str, line_breaks: bool) -> Oddity | None:
    """The first control or bidi character; `line_breaks`: they may be there."""
    found = (_CONTROL if line_breaks else _CONTROL_OR_BREAK).search(text)
    return Oddity(found[0], _where(text, found.start())) if found else None


def hidden_in(text: str) -> Oddity | None:
    """The first character that nobody sees: at an end, of no width, an odd blank, a doubled one."""
    found = _HIDDEN.search(text)
    if found is None:
        return None
    where = _where(text, found.start())
    return Oddity(found[0][:1], "里有连着的" if found.lastgroup == "doubled" else where)


def wrapped(text: str) -> bool:
    """Whether quotes stand around it: in CSV, those after a blank are part of the text."""
    return _WRAPPED.fullmatch(text) is not None


def as_it_looks(text: str) -> str:
    """A text as one sees it: no outer blanks, one where there are more, nothing invisible."""
    return _SPACE.sub(" ", _NOTHING.sub("", text)).strip()


def without_outer_blanks(text: str) -> str:
    """A text without the blanks at its ends; line breaks at the ends of several lines stay."""
    inner = text.strip(_OUTER + _BREAKS)
    return text.strip(_OUTER) if "\n" in inner or "\r" in inner else inner


def _where(text: str, at: int) -> str:
    return "开头有" if at == 0 else "末尾有" if at == len(text) - 1 else "里有"
