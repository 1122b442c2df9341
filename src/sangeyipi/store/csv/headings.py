"""Words with a unit behind them (总投资（万元）), and first rows that are no header.

Owns what such a word and such a row are taken for; must not know of any kind of record.
"""

import re
import unicodedata
from collections.abc import Callable

from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.nearest import alike, may_mean
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch, Milestone

_WITH_UNIT = later(
    r"(?P<word>.+?)[\s_/,:·-]*[(\[【]?\s*(?:单位[:\s]*)?(?:人民币)?"
    r"(?P<unit>亿元|亿|千万元|百万元|万元|万|千元|元|%|百分比|个)\s*[)\]】]?",
    re.DOTALL,
)
#: What an amount in such a unit is divided by to be in 亿元.
_DIVIDED = {
    **{"亿元": 1, "亿": 1, "千万元": 10, "百万元": 100, "万元": 10_000, "万": 10_000},
    **{"千元": 100_000, "元": 100_000_000},
}
_AMOUNTS = ("投资", "资金")
#: What some programs write between the cells of a row.
_OTHER_MARKS = {";": "分号", "\t": "制表符", "，": "全角逗号", "；": "全角分号", "|": "竖线"}
#: Unknown columns that make a first row somebody else's.
_SEVERAL = 2
#: A header stands near the top, if it is there at all.
_LOOKED_AT = 20


_YEAR = later(r"[0-9]{4}", re.ASCII)
#: Words that people write for ours, too unlike them to be taken for a slip.
MEANT = {
    "名字": term.NAME,
    "项目": term.NAME,
    "投资": term.INVESTMENT,
    "投资额": term.INVESTMENT,
    "时间": term.DATE,
    "来处": term.SOURCE,
    "截止": term.AS_OF,
    "履约": f"{term.MILESTONES}.{Milestone.COMMITTED}",
    "达效": f"{term.MILESTONES}.{Milestone.AT_CAPACITY}",
}
_DATED = later(
    f"(?P<plan>计划|预计|预期|拟)?(?:实际)?(?P<step>{'|'.join(Milestone)})(?:日期|时间|年月)"
)
_LISTS = tuple(f"{term.LISTED}.{one}" for one in Batch)
_UNDECIDED = {
    **{
        str(one): f"写着日期的，改成“{term.MILESTONES}.{one}”；"
        f"写着在第几期名单上的，改成“{term.LISTED}.{one}”"
        for one in Batch
    },
    **dict.fromkeys(
        ("期", "期次", "期数", "批", "批次", "批别"),
        f"在哪一批的名单上，就把期数写进那一批的列：{''.join(f'“{one}”' for one in _LISTS)}；"
        "写好以后把这一列整列删去",
    ),
}


def stands_for(word: str, known: list[str]) -> str:
    """The ledger's word that people write another way; "" where there is none."""
    dated = _DATED.fullmatch(word)
    found = MEANT.get(word, "")
    if dated:
        found = f"{term.PLANNED if dated['plan'] else term.MILESTONES}.{dated['step']}"
    return found if found in known else ""


def undecided(word: str, known: list[str]) -> str:
    """What to do about a column that may be one of several of a project; "" where it is not so."""
    return _UNDECIDED.get(word, "") if _LISTS[0] in known else ""


class Meant(NamedTuple):
    """The word that was meant by one with a unit, and the unit."""

    word: str
    unit: str

    def remedy(self, column: bool) -> str:
        """What to do: to rename alone is wrong where the unit is another one."""
        return f"改成“{self.word}”" + self.division("这一列" if column else "后面的数")

    def division(self, what: str) -> str:
        """What to do with the figures: "" where the unit is ours or the word is no amount."""
        by = _DIVIDED.get(self.unit, 1) if any(one in self.word for one in _AMOUNTS) else 1
        return f"，并把{what}除以 {by}" if by > 1 else ""


def meant(key: str, known: Callable[[str], str]) -> Meant | None:
    """What a word with a unit behind it stands for; `known` finds the ledger's word for one."""
    match = _WITH_UNIT.fullmatch(unicodedata.normalize("NFKC", key).strip())
    word = known(match["word"]) if match else ""
    return Meant(word, match["unit"]) if match and word else None


def with_unit(heading: str) -> tuple[str, str]:
    """A heading without its unit, and what that unit makes of the column."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    found = meant(plain, str)
    return (found.word, found.division("这一列")) if found else (plain, "")


def not_a_header(
    file: str, rows: list[tuple[int, list[str]]], known: Callable[[str], bool], like: str
) -> Diagnostic | None:
    """What to say of a file whose first row holds no word of a header; None where it does.

    `like`: a header as it may be.
    """
    if not rows or not any(rows[0][1]) or any(known(name.strip()) for name in rows[0][1]):
        return None
    first = next(name for name in rows[0][1] if name)
    for mark, said in _OTHER_MARKS.items():
        if len(rows[0][1]) == 1 and any(known(name) for name in first.split(mark)):
            message = f"第一行的各格之间是{said}，不是半角逗号"
            remedy = f"把各行里的{said}都换成半角逗号，或重新导出为“CSV UTF-8（逗号分隔）”"
            return Diagnostic(
                Rule.CSV_HEADER, Place(file), message, remedy, Position(rows[0][0], 1)
            )
    below = (line for line, names in rows[1:_LOOKED_AT] if sum(map(known, names)) > 1)
    line = next(below, None)
    message = f"第一行不是表头：“{first[:20]}”等都不是台账的列名"
    remedy = f"在第一行写上列名，如“{like}”"
    if line is not None:
        message += f"；表头像是在第 {line} 行"
        remedy = f"删去第 {line} 行上面的各行，让表头成为第一行"
    return Diagnostic(Rule.CSV_HEADER, Place(file), message, remedy, Position(rows[0][0], 1))


def other_headings(
    file: str, names: list[str], known: Callable[[str], bool], required: list[str], like: str
) -> Diagnostic | None:
    """What to say of a first row that is somebody else's header; None where it is ours.

    For where none of the `required` columns is there: with several unknown ones besides, to tell
    each of them apart helps nobody.
    """
    odd = [name for name in names if not known(name.strip())]
    if len(odd) < _SEVERAL:
        return None
    lacking = "".join(f"“{name}”" for name in required)
    message = f"第一行不是表头：没有{lacking}列，“{odd[0][:20]}”等 {len(odd)} 列也不是台账的列名"
    remedy = f"把第一行改成台账的列名，如“{like}”；用不着的列整列删去"
    return Diagnostic(Rule.CSV_HEADER, Place(file), message, remedy, Position(1, 1))


def known_word(word: str, known: list[str]) -> str:
    """The ledger's word that another one stands for; "" where none does."""
    if word in known:
        return word
    if word in MEANT:
        return stands_for(word, known)
    group, dot, year = word.rpartition(".")
    if dot and _YEAR.fullmatch(year) and group in known:
        return word
    return next((near for near in alike(word, known) if may_mean(word, near)), "")
