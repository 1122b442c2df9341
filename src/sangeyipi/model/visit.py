"""A visit (走访): who went to a project on a day, as what, and what was found."""

from enum import StrEnum
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Identifier, Prose, Text
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.people import each
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin


class Capacity(StrEnum):
    """身份: as what somebody visits."""

    LEADER = "包联领导"
    OFFICER = "首席服务员"
    INSPECTORS = "督导组"
    VERIFIERS = "核查组"


class Verdict(StrEnum):
    """核查结论: whether what the project had reported was true."""

    TRUE = "属实"
    FALSE = "不属实"
    PARTLY = "部分属实"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One row of visits/2023.csv."""

    date: Annotated[Day, Key(term.DATE, "走访的日子")]
    project: Annotated[Identifier, Key(term.PROJECT, "项目的编号，与 projects 里的一致")]
    visitor: Annotated[Text, Key(term.VISITOR, "谁去的，几个人的用“、”隔开")]
    capacity: Annotated[Capacity, Key(term.CAPACITY, "包联领导、首席服务员、督导组或核查组")]
    matter: Annotated[Prose | None, Key("事项", "去做什么，看到什么")] = None
    problems: Annotated[Text | None, Key("问题", "发现的问题的编号，几个的用“、”隔开")] = None
    verdict: Annotated[Verdict | None, Key(term.VERDICT, "属实、不属实或部分属实")] = None
    differs: Annotated[Prose | None, Key("不符之处", "不属实、部分属实的，哪里不符")] = None
    note: Annotated[Text | None, Key(term.NOTE, "不参与统计的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def visitors(self) -> tuple[str, ...]:
        """Each who went."""
        return each(self.visitor)

    @property
    def found(self) -> tuple[str, ...]:
        """The numbers of the problems that were found."""
        return each(self.problems)
