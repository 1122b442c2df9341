"""汇集: a city's ledger made of its counties', each where it is kept.

Owns what ledger.yaml says of a member and why a member's figures may be missing.  Must not know how
any of them is read.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Flag, Label, Text
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple


class MemberKind(StrEnum):
    """类别: what kind of place a member is; kinds are ranked apart where ledger.yaml says so."""

    COUNTY = "县"
    DISTRICT = "市辖区"
    ZONE = "功能区"
    OF_CITY = "市直"
    OF_PROVINCE = "直管县"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of 汇集: a place and where its ledger, or what it published, is found."""

    region: Annotated[Label, Key(term.REGION, "表里叫什么，如示例县；不重复")]
    kind: Annotated[MemberKind, Key(term.KIND, "县、市辖区、功能区、市直或直管县")]
    folder: Annotated[
        Text | None, Key(term.FOLDER, "它的台账文件夹，从这个 ledger.yaml 所在的文件夹算起")
    ] = None
    revision: Annotated[
        Text | None,
        Key(term.REVISION, "取它的 git 仓库里的哪一版：标签、提交或日子；不写取现在的"),
    ] = None
    published: Annotated[
        Text | None,
        Key(term.PUBLISHED, "只有公布的表的：sgyp export 出的文件夹（2023-06 或其上一级）"),
    ] = None
    counted: Annotated[Flag, Key(term.COUNTED, "false：表里列出，不计入合计；不写就计入")] = True


def alike(name: str, other: str) -> bool:
    """Whether two names may be of one place: one ends in the other (示例县, 示例市示例县)."""
    return name.endswith(other) or other.endswith(name)


class Open(NamedTuple):
    """A member whose figures are not what they would be, and why."""

    region: str
    why: str
    #: Whether nothing of it is there; else what it had come to, which may be more by now.
    absent: bool = True
    #: Until when what there is was known.
    known_to: date | None = None
