"""Rows of a CSV file that are no record: totals, averages, headings and notes, the header again.

Owns how such a row is known and what is advised: never to fill it up until it passes for a record.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Place, Position
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.keys import column_names
from sangeyipi.store.source import Source

ID, NAME = term.ID, term.NAME
_SUM = r"(?:[合小总總共累][计計]数?|总数|(?:sub)?total)"
_SUFFIX = r"(?:\(.*\)|\d+[个项]?|[::])*"
_SCOPE = (
    r"(?:全[县市区省部]|本[期批页月季年]|第?[0-9一二三四五六七八九十]+[期批页月]"
    r"|项目|以上|各.{1,8}|其中)?"
)
_ALONE = (
    rf"{_SCOPE}{_SUM}{_SUFFIX}|(?:算术)?平均(?:数|值)?|均值|全[县市区省]|其中(?:[::].*)?"
    r"|[共计]\d+[个项条](?:项目)?"
)
#: What adds up or divides others, by itself and with whose it is in front.
_TOTAL_ALONE = later(_ALONE, re.DOTALL)
_TOTAL = later(rf".{{0,16}}?{_SUM}{_SUFFIX}|{_ALONE}", re.DOTALL)
_NOTE = later(
    r"(?:[备附]?注|说明|填[表报].{0,3}|制表.?|审核.?|单位|数据来源|来源)\d{0,2}[::].*"
    r"|注\d{1,2}[、.].*",
    re.DOTALL,
)
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADING = later(rf"(?:{_NUMERAL}[、.]|\({_NUMERAL}\)).*", re.DOTALL)
_ORDINARY = later("[0-9A-Za-z]")
#: A count that stands where a 编号 is wanted, an amount where a 名称 is.
_COUNT, _AMOUNT = later("[0-9]{1,4}"), later(r"-?[0-9]+(?:\.[0-9]+)?")
#: One of these is in every such word.
_HINT = later("[计計总總均全其共注说说填制审单来源tT一二三四五六七八九十]")

_DELETE = "删去这一行；合计由 sgyp 自己算"
_PROJECT = "是合计、小标题或注的，删去这一行；真是项目的，填上"


class Aside(NamedTuple):
    """Why a row is no record, and what to do; whether that is certain."""

    message: str
    remedy: str
    certain: bool = True


def suspicious(source: Source, records: list[Any], faulty: set[int], names: list[str]) -> bool:
    """Whether a file may have such a row: most have none and need not be read again."""
    text = source.text
    twice = any(text.count(name) > 1 for name in (ID, NAME, *names[:1]))
    if twice or any(index >= 0 for index in faulty):
        return True
    if any(hint in text for hint in ("计", "計", "总数", "均", "全", "其中", "otal", "OTAL", "共")):
        return True
    return any(isinstance(one, Project) and _AMOUNT.fullmatch(one.name) for one in records)


def asides(source: Source, model: type[Any], faulty: set[int]) -> Iterator[tuple[int, Diagnostic]]:
    """Each such row, by its number among the records, with what is to be said of it alone."""
    names = csv_reader.header(source)
    words = frozenset([*names, *column_names(cast(Hashable, model))])
    for index, row in enumerate(islice(csv_reader.rows(source), 1, None)):
        said = dict(zip(names, row.cells, strict=False))
        # Most rows have no cell that is a word of the header.
        aside = None if words.isdisjoint(map(str.strip, row.cells)) else _again(said, words)
        if aside is None and index in faulty:
            aside = _of_words(model, said, True) or _doubtful(model, said)
        elif aside is None:
            aside = _of_names(cast(Hashable, model), said.get(ID, ""), said.get(NAME, ""))
        if aside:
            rule = Rule.CSV_TOTAL_ROW if aside.certain else Rule.MISSING_KEY
            place, position = Place(source.name, (index,)), Position(row.line, 1)
            yield index, Diagnostic(rule, place, aside.message, aside.remedy, position)


def _again(said: dict[str, str], words: frozenset[str]) -> Aside | None:
    """The header once more, as where two tables were put one below the other."""
    cells = [cell.strip() for cell in said.values() if cell.strip()]
    same = sum(cell in words for cell in cells)
    if said.get(ID, "").strip() != ID and (same < 2 or same * 2 < len(cells)):
        return None
    message = "表头又出现一次，不是一条记录"
    return Aside(message, "删去这一行；它下面各列的次序与第一行不同的，先改成一样的次序")


@lru_cache(maxsize=1 << 16)
def _of_names(model: type[Any], id: str, name: str) -> Aside | None:
    """What is to be said of a sound row, which its names alone decide: those of every month."""
    return _of_words(model, {ID: id, NAME: name}, False)


def _of_words(model: type[Any], said: dict[str, str], faulty: bool) -> Aside | None:
    id, name = said.get(ID, "").strip(), said.get(NAME, "").strip()
    if model is Rollup and not faulty:
        return None
    first = next((cell.strip() for cell in said.values() if cell.strip()), "")
    lead = id or (first if faulty else "")
    if _is(_TOTAL, lead) or _is(_TOTAL_ALONE, name):
        return _total(lead if _is(_TOTAL, lead) else name)
    # A name may end in such a word; with a 编号 like any other it is a name.
    if not _ORDINARY.search(id) and _is(_TOTAL, name):
        return _total(name)
    if not id and faulty:
        word = next((cell for cell in said.values() if _is(_TOTAL_ALONE, cell)), "")
        if word:
            return _total(word)
    for cell in (lead, name if faulty and not id else ""):
        if _is(_NOTE, cell) or (faulty and _is(_HEADING, cell)):
            message = f"“{cell[:20]}”是小标题或注，不是一条记录"
            return Aside(message, "删去这一行；要留的说明写进“备注”一列")
    if model is Project and _COUNT.fullmatch(id) and _AMOUNT.fullmatch(name):
        message = f"编号是“{id}”，名称是一个数“{name}”，像合计行，不像一个项目"
        return Aside(message, "是合计的，删去这一行；真是项目的，写上它的名称")
    return None


def _total(word: str) -> Aside:
    return Aside(f"这是合计行（“{word}”），不是一条记录", _DELETE)


def _doubtful(model: type[Any], said: dict[str, str]) -> Aside | None:
    """A row that lacks what names a record, and may be none."""
    id, name = said.get(ID, "").strip(), said.get(NAME, "").strip()
    filled = sum(1 for cell in said.values() if cell.strip())
    if model is Rollup:
        if filled == 1:
            return Aside("只有一格有内容，不像一条记录", "是小标题或注的，删去这一行", False)
        return None
    # A column that is not there at all is the header's fault.
    if ID not in said or (model is Project and NAME not in said):
        return None
    if model is MonthlyReport:
        return None if id else Aside("没有编号，不像一条记录", f"{_PROJECT}编号", False)
    if not id and (not name or filled == 1):
        what = "没有编号，也没有名称" if not name else "只有名称"
        return Aside(f"{what}，不像一条记录", f"{_PROJECT}编号和名称", False)
    if id and not name and not _ORDINARY.search(id):
        return Aside(f"“{id[:20]}”没有名称，不像一条记录", f"{_PROJECT}编号和名称", False)
    return None


def _is(word: re.Pattern[str], cell: str) -> bool:
    if not _HINT.search(cell):
        return False
    return len(cell) < 64 and word.fullmatch(_folded(cell)) is not None


def _folded(cell: str) -> str:
    """Without the blanks that centre a word, in one width and case."""
    kept = "".join(char for char in cell if char.isprintable() and not char.isspace())
    return unicodedata.normalize("NFKC", kept).casefold()
