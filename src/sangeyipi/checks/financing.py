"""Rules of financing (银企): one row of a project, a bank and a day; what is drawn was granted.

Owns the amounts of one project at one bank beside each other and over time.  That an amount is of a
believable size is for `amounts`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sangeyipi.checks.catalogue import rule
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Severity

_HEAD = "项目,银行,截至,需求,授信,投放\n"
_PROJECTS = "- 编号: SL-2021-001\n  名称: 示例铝基新材料产业园\n"


def _rows(*rows: str) -> dict[str, str]:
    text = _HEAD + "".join(f"SL-2021-001,{row}\n" for row in rows)
    return {"projects/第1期.yaml": _PROJECTS, "finance/2022.csv": text}


TWICE = rule(
    "financing-twice",
    Severity.ERROR,
    title="同一天的银企对接写了两次",
    why="同一项目、同一银行、同一截至日有两行，不知道该信哪一行。",
    remedy="只留一行；另一行其实是别的银行或别的日子的，改过来",
    bad=_rows("示例银行,2022-03-31,1,,", "示例银行,2022-03-31,2,,"),
    good=_rows("示例银行,2022-03-31,1,,", "示例农商行,2022-03-31,2,,"),
)
NEGATIVE = rule(
    "financing-negative",
    Severity.ERROR,
    title="银企对接的金额小于 0",
    why="需求、授信、投放都不会小于 0。",
    remedy="填上累计的金额（亿元）；不知道的，留空",
    bad=_rows("示例银行,2022-03-31,1,-0.5,"),
    good=_rows("示例银行,2022-03-31,1,0,"),
)
DRAWN_EXCEEDS = rule(
    "financing-drawn-exceeds",
    Severity.WARNING,
    title="投放大于授信",
    why="银行投放的贷款不会超过给的授信，两个数可能写反了，或者授信没有更新。",
    remedy="与银行核对这两个数",
    bad=_rows("示例银行,2022-03-31,1,0.5,0.8"),
    good=_rows("示例银行,2022-03-31,1,1.5,1.5"),
)
DECREASES = rule(
    "financing-decreases",
    Severity.WARNING,
    title="授信或投放变小了",
    why="授信、投放都是累计数，后来的不会比以前的小；投放写成余额的，对不上。",
    remedy="核对两行；投放填累计投放，不填余额；授信确实调减了的，在备注里写明调减",
    bad=_rows("示例银行,2022-03-31,1,0.8,0.5", "示例银行,2022-04-30,1,0.8,0.3"),
    good=_rows("示例银行,2022-03-31,1,0.8,0.5", "示例农商行,2022-04-30,1,0.8,0.3"),
)
_LESS = re.compile("减|降|收回|取消|终止|压缩|退")
_AMOUNTS = (("demand", term.DEMAND), ("granted", term.GRANTED), ("drawn", term.DRAWN))


def check_financing(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each row by itself, and those of a project at a bank in the order of their days."""
    by_pair: dict[tuple[str, str], list[Financing]] = defaultdict(list)
    for row in ledger.financing:
        by_pair[row.project, row.bank].append(row)
        yield from _amounts(row)
    for rows in by_pair.values():
        if len(rows) > 1:
            yield from _over_time(rows)


def _amounts(row: Financing) -> Iterator[Diagnostic]:
    for name, word in _AMOUNTS:
        amount = getattr(row, name)
        if amount is not None and amount < 0:
            message = f"{word} {plain(amount)} 小于 0{_whose(row)}"
            yield Diagnostic(NEGATIVE, row.origin.at(word), message)
    if row.drawn is not None and row.granted is not None and row.drawn > row.granted >= 0:
        message = f"投放 {plain(row.drawn)} 大于授信 {plain(row.granted)}{_whose(row)}"
        yield Diagnostic(DRAWN_EXCEEDS, row.origin.at(term.DRAWN), message)


def _over_time(rows: Sequence[Financing]) -> Iterator[Diagnostic]:
    for before, after in pairwise(rows):
        if before.date == after.date:
            message = f"{after.date} 的写了两次{_whose(after)}"
            yield Diagnostic(TWICE, after.origin.at(term.AS_OF), message)
    for name, word in _AMOUNTS[1:]:
        said = [row for row in rows if getattr(row, name) is not None]
        for before, after in pairwise(said):
            more, less = getattr(before, name), getattr(after, name)
            if less < more and before.date < after.date and less >= 0 and not _told(after):
                message = f"{word} {plain(less)} 小于 {before.date} 的 {plain(more)}{_whose(after)}"
                yield Diagnostic(DECREASES, after.origin.at(word), message)


def _told(row: Financing) -> bool:
    """Whether its note says that a bank took something back."""
    return row.note is not None and _LESS.search(row.note) is not None


def _whose(row: Financing) -> str:
    return f"（{row.project} {row.bank}）"


#: Run on what could be read of a ledger.
CHECKS = (check_financing,)
