"""How each kind of value is written in a ledger: text in, exact value out, or a named refusal.

Owns the spelling of amounts, counts, phases, rates and texts; `date_fields` owns that of dates.
Pydantic calls these and nothing else decides a type: YAML's own guesses (`no`, `010`, `1_000`,
`12:30`) never get a say.  A refusal is a `PydanticCustomError` whose type is the rule's id and
whose text says the right spelling.
"""

import re
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Annotated, Any

from sangeyipi.model import limits, term
from sangeyipi.model.declared import WrittenKind
from sangeyipi.model.id_style import DEFAULT_STYLE, style_fault
from sangeyipi.model.interval import Interval, parse_interval
from sangeyipi.model.limits import Between
from sangeyipi.model.nearest import alike
from sangeyipi.model.patterns import later
from sangeyipi.model.phases import PHASE_PATTERN, Phases, parse_phases, phases_fault
from sangeyipi.model.refusal import brief, half_width, refuse, text_of
from sangeyipi.model.rounding import half_up, plain
from sangeyipi.model.rule import Rule


class TextKind(Enum):
    """What a text is for; the rules of characters nobody sees are stricter with what is a key."""

    #: Records are known by it or grouped by it: 编号, 领域, 责任单位, 属地.
    KEY = auto()
    #: One line: a name, a person, a title.
    LINE = auto()
    #: As many lines as one likes: a note, a reason, a source.
    PROSE = auto()


_AMOUNT = later(f"-?{limits.AMOUNT.pattern}", re.ASCII)
_RATE = later(limits.RATE.pattern, re.ASCII)
_COUNT = later(limits.COUNT.pattern, re.ASCII)
#: What separates digits, and no thousands.
_UNGROUPED = later(r"\d[,_ '](?!\d{3}(?!\d))(?=\d)")
_AREA = later(limits.AREA.pattern, re.ASCII)
#: A target that is the share of the year gone by.
SCHEDULE = "序时"
_MONTHS_OF_YEAR = 12
_LOOSE_AMOUNT = later(r"(-?\d+(?:\.\d+)?)(亿元|亿|万元|万|元)?")
#: 亿元: as much is nothing that a project costs; it was typed by someone thinking in 万元.
_IN_WAN = 1000
_UNITS = {"万元": 4, "万": 4, "元": 8}
#: How people answer a question that has two answers.
_FLAGS = {
    **dict.fromkeys(("是", "有", "yes", "y", "t", "1", "√", "✓", "✔"), "true"),
    **dict.fromkeys(("否", "不是", "无", "没有", "no", "n", "f", "0", "×", "✗", "✘"), "false"),
}
_SEPARATORS = str.maketrans("", "", ",_ '")
_ID = later(rf"[^\s,;|\x00-\x1f\x7f]{{1,{limits.ID_LENGTH}}}")


@lru_cache(65536)
def _amount(text: str) -> Decimal:
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    refuse(
        Rule.BAD_AMOUNT, f"金额“{brief(text)}”写法不对：{_amount_fault(text)}", _guess_amount(text)
    )


def _guess_amount(text: str) -> str:
    if _UNGROUPED.search(half_width(text)):
        return ""  # 12,5 is 12.5 and not 125
    match = _LOOSE_AMOUNT.fullmatch(half_width(text).translate(_SEPARATORS))
    if not match or len(match[1]) > 20:
        return ""
    value = Decimal(match[1]).scaleb(-_UNITS.get(match[2], 0))
    if match[2] is None and abs(value) >= _IN_WAN:
        return ""  # without the unit that it was in, it would be ten thousand times too much
    return plain(value) if value == half_up(value, limits.AMOUNT.places) else ""


def _amount_fault(text: str) -> str:
    folded = half_width(text)
    if folded != text:
        return "有全角字符或多余空格"
    if re.search(r"[亿万元]", text):
        return "不写单位，一律以亿元计"
    if _UNGROUPED.search(text):
        return "小数点只用“.”，数字中间不能有逗号、空格"
    if re.search(r"\d[,_ ']\d", text):
        return f"不用千位分隔符{_in_either_unit(folded)}"
    broken = limits.AMOUNT.broken(text)
    return f"{broken or '只写数字和小数点'}，以亿元计{'，小到万元' if '小数' in broken else ''}"


def _in_either_unit(text: str) -> str:
    """How a large number is written if it is 亿元, and if it is 万元, as it more likely is."""
    digits = text.translate(_SEPARATORS)
    if not _AMOUNT.fullmatch(digits) or abs(Decimal(digits)) < _IN_WAN:
        return ""
    value = Decimal(digits).scaleb(-4)
    if value != half_up(value, limits.AMOUNT.places):
        return "，以亿元计：原数是万元的，除以 10000"
    return f"，以亿元计：原数是万元的应写作 {plain(value)}，是亿元的应写作 {digits}"


def _read_amount(value: Any) -> Decimal:
    if value.__class__ is str:
        return _amount(value)
    return _amount(text_of(value, Rule.BAD_AMOUNT, "金额（亿元）"))


@lru_cache(4096)
def _rate(text: str) -> Decimal:
    if _RATE.fullmatch(text):
        return Decimal(text)
    folded = half_width(text).rstrip("%").strip()
    spelling = folded if _RATE.fullmatch(folded) else ""
    fault = limits.RATE.broken(text) or "只写百分数的数字，不写百分号，不小于 0"
    refuse(Rule.BAD_RATE, f"比率“{brief(text)}”写法不对：{fault}", spelling)


def _read_area(value: Any) -> Decimal:
    text = text_of(value, Rule.BAD_AMOUNT, "亩数")
    if _AREA.fullmatch(text):
        return Decimal(text)
    folded = half_width(text).removesuffix("亩").strip()
    spelling = folded if _AREA.fullmatch(folded) else ""
    fault = limits.AREA.broken(text) or "只写数字和小数点，以亩计"
    refuse(Rule.BAD_AMOUNT, f"亩数“{brief(text)}”写法不对：{fault}", spelling)


def _read_months_of_year(value: Any) -> tuple[Decimal, ...]:
    parts = re.split(r"[\s、]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(parts, list) or len(parts) != _MONTHS_OF_YEAR:
        told = f"却是 {len(parts)} 个" if isinstance(parts, list) else "却是一组键值"
        refuse(Rule.WRONG_TYPE, f"这里应是 1 月到 12 月的 12 个金额（亿元），{told}")
    return tuple(map(_read_amount, parts))


def _read_interval(value: Any) -> Interval:
    text = text_of(value, Rule.WRONG_TYPE, "一个范围")
    found = parse_interval(text)
    if not text.strip():
        # To YAML, what stands behind a > on its line says how far the text below is indented.
        refuse(Rule.WRONG_TYPE, "这里读不到范围：以 > 开头的写成 ＞30 或 ≥30，或用双引号括起来")
    if found is None:
        refuse(
            Rule.WRONG_TYPE,
            f"范围“{brief(text)}”写法不对：写成 ≥10、>30、<60，两头都有的写成“≥10且<30”或 10-30",
        )
    return found


def _read_mark(value: Any) -> Decimal:
    text = text_of(value, Rule.BAD_AMOUNT, "分数")
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    folded = half_width(text).removesuffix("分").replace("−", "-").strip()
    spelling = folded if _AMOUNT.fullmatch(folded) else ""
    fault = limits.AMOUNT.broken(text) or "只写数字和小数点，减分写负数"
    refuse(Rule.BAD_AMOUNT, f"分数“{brief(text)}”写法不对：{fault}", spelling)


def _read_target(value: Any) -> Decimal | str:
    text = text_of(value, Rule.BAD_AMOUNT, "目标")
    if text == SCHEDULE or _AMOUNT.fullmatch(text):
        return text if text == SCHEDULE else Decimal(text)
    folded = half_width(text).rstrip("%个项分").strip()
    spelling = folded if _AMOUNT.fullmatch(folded) else ""
    fault = f"只写一个数，不写单位，或者写“{SCHEDULE}”"
    refuse(Rule.BAD_AMOUNT, f"目标“{brief(text)}”写法不对：{fault}", spelling)


def _read_rate(value: Any) -> Decimal:
    return _rate(text_of(value, Rule.BAD_RATE, "百分数"))


def _read_count(value: Any) -> int:
    text = text_of(value, Rule.BAD_COUNT, term.COUNT)
    if _COUNT.fullmatch(text):
        return int(text)
    folded = half_width(text).translate(_SEPARATORS).rstrip("个项")
    spelling = folded if _COUNT.fullmatch(folded) else ""
    refuse(
        Rule.BAD_COUNT,
        f"个数“{brief(text)}”写法不对：只写非负整数，至多 {limits.COUNT.whole} 位",
        spelling,
    )


def _read_places(value: Any) -> int:
    return _number(value, "金额小数位", limits.PLACES)


def _read_months(value: Any) -> int:
    return _number(value, "月数", limits.MONTHS)


def _read_parts(value: Any) -> int:
    return _number(value, term.PARTS, limits.PARTS)


def _number(value: Any, what: str, limit: Between) -> int:
    text = text_of(value, Rule.BAD_COUNT, what)
    if _COUNT.fullmatch(text) and limit.holds(int(text)):
        return int(text)
    folded = half_width(text)
    spelling = folded if _COUNT.fullmatch(folded) and limit.holds(int(folded)) else ""
    refuse(Rule.BAD_COUNT, f"{what}是“{brief(text)}”：只能是 {limit} 的整数", spelling)


def parse_amount(text: str) -> Decimal:
    """An amount in 亿元, as a ledger writes it.

    Raises PydanticCustomError (rule bad-amount) with the right spelling otherwise.
    """
    return _amount(text)


@lru_cache(4096)
def _phases(text: str) -> Phases:
    found = parse_phases(text)
    if found:
        return found
    folded = re.sub(r"\s+|第|期", "", half_width(text))
    folded = re.sub(r"[—–~～至到]+|--", "-", folded).replace("、", ",")
    spelling = folded if parse_phases(folded) else ""
    refuse(Rule.BAD_PHASE, f"期“{brief(text)}”写法不对：{phases_fault(text)}", spelling)


def _read_phases(value: Any) -> Phases:
    return _phases(text_of(value, Rule.BAD_PHASE, term.PHASE))


@lru_cache(4096)
def _phase(text: str) -> int:
    found = _phases(text)
    if not found.single:
        refuse(Rule.BAD_PHASE, f"这里只能写一期，却是“{found}”")
    return found.numbers[0]


def _read_phase(value: Any) -> int:
    if value.__class__ is str:
        return _phase(value)
    return _phase(text_of(value, Rule.BAD_PHASE, term.PHASE))


def _read_flag(value: Any) -> bool:
    if value == "true":
        return True
    text = text_of(value, Rule.WRONG_TYPE, "true 或 false")
    folded = text.lower()
    if folded in ("true", "false"):
        return folded == "true"
    bare = half_width(folded)
    spelling = _FLAGS.get(bare, "") or "".join(alike(bare, ("true", "false"), 1, 0.7))
    refuse(Rule.WRONG_TYPE, f"“{brief(text)}”写法不对：只能写 true 或 false", spelling)


def _read_text(value: Any) -> str:
    if isinstance(value, str) and value and not value.isspace():
        return value
    text = text_of(value, Rule.WRONG_TYPE, "文字")
    if not text.strip():
        refuse(Rule.WRONG_TYPE, "这里不能是空白")
    return text


def _read_id(value: Any) -> str:
    return _unbroken(value, term.ID)


def _read_code(value: Any) -> str:
    return _unbroken(value, term.CODE)


def _unbroken(value: Any, what: str) -> str:
    text = _read_text(value)
    if _ID.fullmatch(text):
        return text
    fault = "不含空白、逗号、分号、竖线"
    if len(text) > limits.ID_LENGTH:
        fault = f"至多 {limits.ID_LENGTH} 个字，这里有 {len(text)} 个"
    refuse(Rule.WRONG_TYPE, f"{what}“{brief(text)}”写法不对：{fault}")


def _read_id_style(value: Any) -> str:
    text = _read_text(value)
    fault = style_fault(text)
    if fault:
        refuse(Rule.WRONG_TYPE, f"{term.ID_STYLE}“{brief(text)}”写法不对：{fault}")
    return text


# What an editor is told beside the validator.  YAML sees numbers where the ledger sees text,
# so each kind takes both; null is a key with nothing behind it, the same as no key.
_AMOUNT_JSON = {"type": ["number", "string"], "pattern": f"^{_AMOUNT.pattern}$"}
_RATE_JSON = {"type": ["number", "string"], "pattern": f"^{_RATE.pattern}$", "minimum": 0}
_COUNT_JSON = {"type": ["integer", "string"], "pattern": f"^{_COUNT.pattern}$", "minimum": 0}
_PLACES_JSON = {
    "type": "integer",
    "minimum": limits.PLACES.first,
    "maximum": limits.PLACES.last,
}
_MONTHS_JSON = {
    "type": "integer",
    "minimum": limits.MONTHS.first,
    "maximum": limits.MONTHS.last,
}
_PARTS_JSON = {
    "type": "integer",
    "minimum": limits.PARTS.first,
    "maximum": limits.PARTS.last,
}
_PHASE = PHASE_PATTERN
_PHASE_JSON = {"type": ["integer", "string"], "pattern": f"^{_PHASE}(-{_PHASE})?$", "minimum": 1}
_PHASES_JSON = {
    "type": ["integer", "string"],
    "pattern": f"^{_PHASE}(-{_PHASE})?(,{_PHASE}(-{_PHASE})?)*$",
    "minimum": 1,
    "examples": [8, "1-7", "6,8"],
}
_FLAG_JSON = {"type": ["boolean", "string"], "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"}
_AREA_JSON = {"type": ["number", "string"], "pattern": f"^{_AREA.pattern}$", "minimum": 0}
_MONTHS_OF_YEAR_JSON = {
    "type": ["array", "string"],
    "items": _AMOUNT_JSON,
    "minItems": _MONTHS_OF_YEAR,
    "maxItems": _MONTHS_OF_YEAR,
}
# Signs of either width are read, so that no pattern is given.
_INTERVAL_JSON = {"type": ["string", "number"], "examples": ["≥30", "≥10且<30", "10-30"]}
_TEXT_JSON = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
_ID_JSON = {"type": ["string", "number"], "pattern": f"^[^\\s,;|]{{1,{limits.ID_LENGTH}}}$"}
_ID_STYLE_JSON = {"type": "string", "pattern": "\\{序号(:[1-9])?\\}", "examples": [DEFAULT_STYLE]}

AMOUNT = WrittenKind(_read_amount, _AMOUNT_JSON)
RATE = WrittenKind(_read_rate, _RATE_JSON)
COUNT = WrittenKind(_read_count, _COUNT_JSON)
FLAG = WrittenKind(_read_flag, _FLAG_JSON)
TEXT = WrittenKind(_read_text, _TEXT_JSON)
IDENTIFIER = WrittenKind(_read_id, _ID_JSON)
CODE = WrittenKind(_read_code, _ID_JSON)
PARTS = WrittenKind(_read_parts, _PARTS_JSON)
#: 亿元, exact, at most four decimals (万元).
Amount = Annotated[Decimal, AMOUNT]
#: Per cent, with the decimals it was published with.
Rate = Annotated[Decimal, RATE]
Count = Annotated[int, COUNT]
#: How many decimals amounts are shown with.
Places = Annotated[int, WrittenKind(_read_places, _PLACES_JSON)]
#: A number of months.
Months = Annotated[int, WrittenKind(_read_months, _MONTHS_JSON)]
PhaseNumber = Annotated[int, WrittenKind(_read_phase, _PHASE_JSON)]
PhaseSet = Annotated[Phases, WrittenKind(_read_phases, _PHASES_JSON)]
Flag = Annotated[bool, FLAG]
Text = Annotated[str, TEXT, TextKind.LINE]
#: A text that tables are grouped by.
Label = Annotated[str, TEXT, TextKind.KEY]
Prose = Annotated[str, TEXT, TextKind.PROSE]
Identifier = Annotated[str, IDENTIFIER, TextKind.KEY]
#: An official number of a project; as unbroken as a 编号.
Code = Annotated[str, CODE, TextKind.KEY]
#: Of how many a 打捆 project is made.
Parts = Annotated[int, PARTS]
#: How new 编号 are made.
Style = Annotated[str, WrittenKind(_read_id_style, _ID_STYLE_JSON)]
#: 亩, at most four decimals.
Area = Annotated[Decimal, WrittenKind(_read_area, _AREA_JSON)]
#: 亿元, one for each month of a year.
MonthsOfYear = Annotated[
    tuple[Decimal, ...], WrittenKind(_read_months_of_year, _MONTHS_OF_YEAR_JSON)
]
#: Where a light is yellow, or red.
Band = Annotated[Interval, WrittenKind(_read_interval, _INTERVAL_JSON)]
#: 分, exact, which may be taken off.
Mark = Annotated[Decimal, WrittenKind(_read_mark, _AMOUNT_JSON)]
#: A number, or 序时.
Target = Annotated[Decimal | str, WrittenKind(_read_target, {"type": ["number", "string"]})]
