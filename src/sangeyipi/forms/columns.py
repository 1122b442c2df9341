"""The columns of a form: every fact of a record, by its declaration, and what a cell of it holds.

Owns which columns there are and what they are headed; the same words as in a CSV file of the
ledger.  Must not know of any workbook.
"""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from enum import Enum, EnumType, auto
from typing import Any, NamedTuple, cast, get_args, get_origin

from sangeyipi.compare.fields import Path, is_amount
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.declared import ProjectKey, WrittenKind, is_record, keys, written
from sangeyipi.model.fields import FLAG, PhaseNumber, TextKind
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import half_width

UNIT = "（亿元）"
#: What a flag says in a form.
YES, NO = "是", "否"
FLAGS = {"true": YES, "false": NO}
#: The 编号 leads to the record, the 名称 tells a person which it is.
ID: Path = (term.ID,)
NAME: Path = (term.NAME,)
#: The line above a table that says its unit; 责任单位：元通公司 is none.
_UNIT_LINE = re.compile(
    r"(?:^|[\s(（])(?:金额)?单位\s*[:：]\s*(?:人民币)?([亿万千百十]*)元(?=$|[\s)）])"
)


class Holds(Enum):
    """What the cells of a column hold."""

    #: What records are known or grouped by, and what stands on one line.
    LINE = auto()
    #: As many lines as one likes.
    PROSE = auto()
    AMOUNT = auto()
    NUMBER = auto()
    DATE = auto()
    FLAG = auto()
    #: One of a few words.
    WORD = auto()


class FormColumn(NamedTuple):
    """A column: the path of its fact, what it holds, and what there is to choose from.

    `only`: nothing else is allowed than what there is to choose from.
    """

    path: Path
    holds: Holds
    written: WrittenKind | None = None
    choices: tuple[str, ...] = ()
    only: bool = False

    @property
    def word(self) -> str:
        """The fact in the ledger's words: 节点.开工."""
        return ".".join(self.path)

    @property
    def heading(self) -> str:
        """What stands above it, in lines."""
        lines = self.word.replace(".", ".\n")
        return f"{lines}\n{UNIT}" if self.holds is Holds.AMOUNT else lines


def said_heading(text: str) -> str:
    """A heading as it is compared: however it is broken and whatever its brackets' width."""
    return "".join(half_width(text).split()).replace(half_width(UNIT), "")


def has_other_unit(text: str) -> bool:
    """Whether a heading names a unit that is not the one of our amounts."""
    folded = "".join(half_width(text).split())
    return folded.endswith(("元)", "元]")) and half_width(UNIT) not in folded


def is_other_unit(text: str) -> bool:
    """Whether a line above a table says that its amounts are in another unit than ours."""
    found = _UNIT_LINE.search(half_width(text))
    return found is not None and found[1] != "亿"


def project_columns(ledger: Ledger) -> tuple[FormColumn, ...]:
    """Every fact that a project of this ledger can say, with what can be chosen from."""
    planned = {year for one in ledger.projects for year in one.planned.monthly}
    found = [
        one
        for one in columns_of(Project, sorted({*_years(ledger), *planned}))
        # Twelve amounts in a cell are asked for only where somebody has written some.
        if term.MONTHLY_PLAN not in one.path or int(one.path[-1]) in planned
    ]
    return tuple(one._replace(**_choices(one, ledger)) for one in found)


def columns_of(model: type[Any], years: Iterable[int] = ()) -> tuple[FormColumn, ...]:
    """The columns of a kind of record; what goes by year has one for each of `years`."""
    return tuple(_columns(model, (), tuple(years)))


def _columns(model: type[Any], above: Path, years: tuple[int, ...]) -> Iterator[FormColumn]:
    types = {one.name: one.type for one in fields(cast(Any, model))}
    for name, key in keys(cast(Hashable, model)).items():
        path, hint = (*above, key.word), types[name]
        record = next((part for part in _parts(hint) if is_record(part)), None)
        group = next((part for part in _parts(hint) if get_origin(part) is dict), None)
        if record is not None:
            yield from _columns(record, path, years)
        elif group is not None:
            words, value = get_args(group)
            within = map(str, words) if isinstance(words, EnumType) else map(str, years)
            yield from (_column((*path, word), value) for word in within)
        else:
            yield _column(path, hint)


def year_column(text: str, model: type[Any] = Project) -> FormColumn | None:
    """The column of a year that was not put out but is headed as one: 计划.年度计划投资.2026."""
    head, _, year = text.rpartition(".")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    given = {one.word: one for one in columns_of(model, [int(year)])}
    return given.get(text) if head else None


def _column(path: Path, hint: Any) -> FormColumn:
    parts = list(_parts(hint))
    reads = written(hint)
    words = next((one for one in parts if isinstance(one, EnumType)), None)
    if words is not None:
        named = cast("Iterable[object]", words)
        return FormColumn(path, Holds.WORD, reads, tuple(map(str, named)), only=True)
    if reads is FLAG:
        return FormColumn(path, Holds.FLAG, reads, (YES, NO), only=True)
    kinds: dict[Any, Holds] = {When: Holds.DATE, int: Holds.NUMBER, TextKind.PROSE: Holds.PROSE}
    holds = next((kinds[one] for one in parts if one in kinds), Holds.LINE)
    if Decimal in parts:
        # 亩, which no unit is put beside, is written as it is read.
        holds = Holds.AMOUNT if is_amount(path) else Holds.LINE
    return FormColumn(path, holds, reads)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    if get_origin(hint) is dict:
        return
    for one in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        if one is not hint:
            yield from _parts(one)


def _years(ledger: Ledger) -> tuple[int, ...]:
    """The years that are planned for, and those of the last phase and after it."""
    planned = {year for one in ledger.projects for year in one.planned.yearly}
    held = [one.date.year for one in ledger.config.phases[-1:]]
    return tuple(sorted({*planned, *held, *(year + 1 for year in held)}))


def _choices(column: FormColumn, ledger: Ledger) -> dict[str, Any]:
    """What there is to choose from that the ledger itself says."""
    if column.path == (term.SECTOR,):
        return {"choices": ledger.config.sectors, "only": bool(ledger.config.sectors)}
    if column.written is not None and column.written is written(PhaseNumber):
        numbers = tuple(str(one.number) for one in ledger.config.phases)
        return {"choices": numbers, "only": True}
    name = _grouped().get(column.word)
    if name is not None and column.holds is Holds.LINE:
        values = {getattr(one, name) for one in ledger.projects} - {None}
        return {"choices": tuple(sorted(values))}
    return {}


def _grouped() -> dict[str, str]:
    """What projects are grouped by: the word, and the name of the field."""
    found = keys(Project).items()
    return {key.word: name for name, key in found if isinstance(key, ProjectKey) and key.grouped}
