"""Financing (银企对接): what a project wants of a bank, what the bank grants and has paid out."""

from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Amount, Identifier, Label, Text
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Financing:
    """One row of finance/*.csv: one project at one bank as of a day.

    Amounts in 亿元, exact, cumulative; None is unknown, never zero.  Of a project and bank the
    latest 截至 counts.
    """

    project: Annotated[Identifier, Key(term.PROJECT, "项目的编号，与 projects 里的一致")]
    bank: Annotated[Label, Key(term.BANK, "银行的名称，同一家始终写得一样")]
    date: Annotated[Day, Key(term.AS_OF, "这些数字截至哪一天；同一项目同一银行取最近的一条")]
    demand: Annotated[Amount | None, Key(term.DEMAND, "亿元，项目需要的融资")] = None
    granted: Annotated[Amount | None, Key(term.GRANTED, "亿元，银行给的授信")] = None
    drawn: Annotated[Amount | None, Key(term.DRAWN, "亿元，已经投放的贷款")] = None
    note: Annotated[Text | None, Key(term.NOTE, "不参与统计的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)
