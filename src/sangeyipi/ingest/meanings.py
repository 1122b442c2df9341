"""What a column can be to an import, and the words by which a mapping file calls that.

Owns these words, most of which are the ledger's own; which column is what is `columns`' to say.
"""

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import project_keys
from sangeyipi.model.stages import Batch, Milestone


class MeaningKind(Enum):
    """What a column is to an import; the value is its word in a mapping file, where it has one."""

    #: A field of the project: `path` in the ledger's words.
    FIELD = ""
    #: A figure or a text of one month's report: `path` is its word.
    MONTHLY = "月调度"
    PHASE = "期"
    BATCH = "批"
    #: Cells such as 第八期签约.
    PHASE_AND_BATCH = "期和批"
    NUMBER = "序号"
    #: From when to when, in one cell.
    SPAN = "起止年限"
    #: What was completed since January (`months`), of which the ledger has no field.
    YEAR_TO_DATE = "本年累计完成投资"
    #: In which unit the row's amounts are.
    UNIT = "金额单位"
    LEFT_OUT = "不要"
    #: Not known, or left open by a mapping file.
    UNKNOWN = "未定"


class Meaning(NamedTuple):
    """What a column is.  `near`: words of the ledger that may be meant by an unknown one.

    The path of a year's plan ends in its year, "" where the heading names none.  `months`: the
    first and the last month of a year that a heading of monthly figures names.
    """

    kind: MeaningKind
    path: Path = ()
    near: tuple[str, ...] = ()
    months: tuple[int, int] | None = None

    @property
    def planned(self) -> bool:
        """Whether it is a part of the plan."""
        return self.path[:1] == (term.PLANNED,)

    @property
    def word(self) -> str:
        """What a mapping file calls it."""
        return ".".join(one for one in self.path if one) if self.path else self.kind.value


UNKNOWN = Meaning(MeaningKind.UNKNOWN)
LEFT_OUT = Meaning(MeaningKind.LEFT_OUT)
NUMBER = Meaning(MeaningKind.NUMBER)

YEARLY = (term.PLANNED, term.YEARLY_PLAN)
_NO_FIGURES = (term.ID, term.NAME)


@cache
def all_words() -> dict[str, Meaning]:
    """Every word of a mapping file, and what it means."""
    words: dict[str, Meaning] = {}
    for key in project_keys().values():
        words[key.word] = Meaning(MeaningKind.FIELD, (key.word,))
    for group in (term.LISTED, term.MILESTONES, term.PLANNED):
        words.pop(group, None)
    monthly = [key.word for key in keys(MonthlyReport).values() if not key.hidden]
    words |= {
        one: Meaning(MeaningKind.MONTHLY, (one,)) for one in monthly if one not in _NO_FIGURES
    }
    paths = [(term.LISTED, str(one)) for one in Batch]
    paths += [(term.MILESTONES, str(one)) for one in Milestone]
    paths += [(term.PLANNED, key.word) for key in keys(Plan).values() if not key.hidden]
    paths += [(term.WITHDRAWN, term.DATE), (term.WITHDRAWN, "原因")]
    for path in paths:
        full = (*path, "") if path == YEARLY else path
        words[".".join(path)] = Meaning(MeaningKind.FIELD, full)
    for kind in MeaningKind:
        if kind not in (MeaningKind.FIELD, MeaningKind.MONTHLY):
            words[kind.value] = Meaning(kind)
    words.pop(term.WITHDRAWN, None)
    return words


def words() -> tuple[str, ...]:
    """What a mapping file may call a column."""
    return tuple(all_words())


def by_word(word: str) -> Meaning | None:
    """What a word of a mapping file means; None: nothing."""
    found = all_words().get(word)
    if found is None:
        group, _, year = word.rpartition(".")
        if group == ".".join(YEARLY) and re.fullmatch("[12][0-9]{3}", year):
            return Meaning(MeaningKind.FIELD, (*YEARLY, year))
    return found
