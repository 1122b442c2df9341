"""The ledger: its settings, its projects, its rollups and what was published from it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, cast

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, ReadThen, keys, record
from sangeyipi.model.fields import (
    Amount,
    Count,
    Flag,
    Label,
    Months,
    PhaseNumber,
    Places,
    Prose,
    Rate,
    Style,
    Text,
)
from sangeyipi.model.financing import Financing
from sangeyipi.model.gathering import Member, Open
from sangeyipi.model.id_style import DEFAULT_STYLE
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.light import LightRule
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import NOWHERE, Place
from sangeyipi.model.problem import PROBLEM_KINDS, Problem
from sangeyipi.model.project import Level, Origin, Project
from sangeyipi.model.project_file import KnownOfFile, ProjectFile
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, rate_word
from sangeyipi.model.statement import Statement
from sangeyipi.model.visit import Visit


class RateBase(StrEnum):
    """开工率分母: what the signed-to-started rate is measured against."""

    SIGNED = "签约"
    COMMITTED = "履约"


class Bands(StrEnum):
    """分档: whether an investment band excludes the larger ones."""

    DISJOINT = "不重叠"
    NESTED = "累计"


class CompletedBy(StrEnum):
    """完成投资计法: by what is built, or by what is paid; only what is there can be paid."""

    WORK = "形象进度"
    PAYMENT = "财务支出"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """期: a phase and the day it was held."""

    number: Annotated[PhaseNumber, Key(term.PHASE, "第几期，从小到大")]
    date: Annotated[Day, Key(term.DATE, "这一期举行的日子")]
    source: Annotated[Prose | None, Key(term.SOURCE, "日期的出处")] = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """口径: how figures are counted and shown."""

    started_base: Annotated[RateBase, Key("开工率分母", "签约开工率以签约数还是履约数为分母")] = (
        RateBase.SIGNED
    )
    converted_in_total: Annotated[Flag, Key("转化计入总数", "一期的总数是否包括转化项目")] = True
    bands: Annotated[Bands, Key("分档", "规模分档不重叠，还是逐档累计")] = Bands.DISJOINT
    completed_by: Annotated[
        CompletedBy,
        Key(
            "完成投资计法",
            "月调度的完成投资按形象进度计，还是按财务支出计（按支出计的不会超过到位资金）",
        ),
    ] = CompletedBy.WORK
    silent_months: Annotated[
        Months,
        Key("停报月数", "已开工的项目连续几个月没有月调度就提醒，1 到 99"),
    ] = 3
    amount_places: Annotated[Places, Key("金额小数位", "表里的金额至多几位小数")] = 2


def _target(batch: Batch) -> Key:
    """The target of a list's next step."""
    return Key(rate_word(batch, batch.next), "目标，百分数")


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """目标: the rates to be met, in per cent."""

    signed_started: Annotated[Rate | None, _target(Batch.SIGNED)] = None
    started_producing: Annotated[Rate | None, _target(Batch.STARTED)] = None
    producing_capacity: Annotated[Rate | None, _target(Batch.PRODUCING)] = None

    def of(self, rate: str) -> Decimal | None:
        """The target of a rate, by the rate's name."""
        names = {key.word: name for name, key in keys(Targets).items()}
        return getattr(self, names[rate]) if rate in names else None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class RankGroup:
    """排名分组: who is ranked apart from the others, where a summary is by this."""

    by: Annotated[Label, Key("按", "summary --by 的一个词，如责任单位")]
    group: Annotated[Label, Key("组", "这一组叫什么，如县直单位")]
    names: Annotated[tuple[Label, ...], Key("名单", "这一组有谁")]


#: Visits a year of a leader, by level, where ledger.yaml says nothing.
VISITS_REQUIRED = {Level.COUNTY: 12}
#: The bands of a ledger that names none: without any, a project would stand in no row of them.
BAND_FLOORS = (Decimal(100), Decimal(50), Decimal(10), Decimal(5))


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """ledger.yaml."""

    name: Annotated[Text, Key(term.NAME, "台账的名称")]
    region: Annotated[Text | None, Key(term.REGION, "写进表题的地区")] = None
    #: Printed under every table; a fictional ledger says there that it is one.
    notice: Annotated[Prose | None, Key("声明", "印在每张表下面的话")] = None
    phases: Annotated[tuple[Phase, ...], Key(term.PHASES, "举行过的各期，从小到大")]
    sectors: Annotated[tuple[Label, ...], Key(term.SECTOR, "本县用的领域，项目只能写其中一个")] = ()
    band_floors: Annotated[
        tuple[Amount, ...],
        ReadThen(lambda floors: floors or BAND_FLOORS),
        Key(term.BANDS, "亿元，从大到小；空着等于没有写"),
    ] = BAND_FLOORS
    conventions: Annotated[Conventions, Key(term.CONVENTIONS, "怎样计数、怎样显示")] = field(
        default_factory=Conventions
    )
    targets: Annotated[Targets, Key(term.TARGETS, "各率的目标，百分数；表里标出达标、未达标")] = (
        field(default_factory=Targets)
    )
    problem_kinds: Annotated[
        tuple[Label, ...],
        ReadThen(lambda kinds: kinds or PROBLEM_KINDS),
        Key(term.PROBLEM_KINDS, "问题台账用的类别，问题只能写其中一个"),
    ] = PROBLEM_KINDS
    visits_required: Annotated[
        dict[Level, Count],
        ReadThen(lambda required: required or dict(VISITS_REQUIRED)),
        Key(term.VISITS_REQUIRED, "包联级别 → 一年至少走访几次；不写的，县级 12 次"),
    ] = field(default_factory=lambda: dict(VISITS_REQUIRED))
    lights: Annotated[tuple[LightRule, ...], Key(term.LIGHTS, "红黄灯的规则；不写就不亮灯")] = ()
    ranked_apart: Annotated[
        tuple[RankGroup, ...], Key(term.RANKED_APART, "排名次时分开排的各组；不写就不分")
    ] = ()
    id_style: Annotated[Style, Key(term.ID_STYLE, f"新项目的编号怎么编，默认 {DEFAULT_STYLE}")] = (
        DEFAULT_STYLE
    )
    members: Annotated[
        tuple[Member, ...], Key(term.GATHERED, "由哪些区县的台账合成；不写就是一个区县自己的台账")
    ] = ()
    note: Annotated[Prose | None, Key(term.NOTE, "不参与统计的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)

    def held(self, as_of: date | None) -> tuple[Phase, ...]:
        """The phases held by `as_of`, in order; all of them without one."""
        return tuple(p for p in self.phases if as_of is None or p.date <= as_of)

    def date_of(self, phase: int) -> date | None:
        """The day a phase was held; None if the ledger does not declare it."""
        return next((p.date for p in self.phases if p.number == phase), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPart:
    """What a ledger made of others has of one of them: its records under the whole's 口径.

    No `ledger`: nothing of it is known, for the reason that `fault` gives.
    """

    member: Member
    ledger: "Ledger | None" = None
    fault: str = ""
    #: Until when it tells what happened, as far as its source says.
    known_to: date | None = None

    @property
    def region(self) -> str:
        """What it is called."""
        return self.member.region

    def open(self, as_of: date | None) -> Open | None:
        """Why its figures by a day are not whole; None where they are."""
        if self.ledger is None:
            return Open(self.region, self.fault)
        if as_of is None or self.known_to is None or self.known_to >= as_of:
            return None
        return Open(self.region, f"只报到 {self.known_to}", False, self.known_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything that the files say, validated field by field.

    The order of files and records carries no meaning: projects and problems are sorted by 编号,
    monthly reports by month, visits and financing by day.
    """

    config: Config
    projects: tuple[Project, ...] = ()
    rollups: tuple[Rollup, ...] = ()
    statements: tuple[Statement, ...] = ()
    reports: tuple[MonthlyReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    visits: tuple[Visit, ...] = ()
    financing: tuple[Financing, ...] = ()
    #: What it is made of, where it is made of others; what is not counted is in its part alone.
    parts: tuple[RegionPart, ...] = ()
    #: Its projects file by file, of a ledger that is just what these say; not of one that was made
    #: of another, as by `replace`.
    files: tuple[ProjectFile, ...] | None = field(
        default_factory=lambda: None, init=False, compare=False, repr=False
    )

    #: What else is remembered of such a ledger as a whole; None: nothing can be.
    known: KnownOfFile | None = field(
        default_factory=lambda: None, init=False, compare=False, repr=False
    )

    #: How records are made of which nobody has asked for any yet, by the field that holds them.
    _made_later: Mapping[str, Callable[[], tuple[Any, ...]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    #: Another ledger that has the same projects under the same 编号, though with other names of
    #: units and leaders, which are told apart in this one.
    _counted_by: "Ledger | None" = field(
        default_factory=lambda: None, init=False, compare=False, repr=False
    )

    @property
    def counted(self) -> tuple[Project, ...]:
        """Its projects, for whoever asks none of them for its 责任单位 or 包联领导."""
        return self.projects if self._counted_by is None else self._counted_by.projects

    @property
    def counted_files(self) -> tuple[ProjectFile, ...] | None:
        """The same file by file."""
        return self.files if self._counted_by is None else self._counted_by.files

    def counted_by(self, other: "Ledger") -> "Ledger":
        """This ledger, with another one's projects to be `counted`."""
        object.__setattr__(self, "_counted_by", other)
        return self

    def may_have(self, part: str) -> bool:
        """Whether there may be records of a field, without making any."""
        return part in self._made_later or bool(getattr(self, part))

    def with_files(
        self, files: tuple[ProjectFile, ...], known: KnownOfFile | None = None
    ) -> "Ledger":
        """This ledger, which has no project, with those of files, made when they are asked for."""
        object.__setattr__(self, "files", files)
        object.__setattr__(self, "known", known)

        def projects() -> tuple[Any, ...]:
            every = (one for file in files for one in file.projects())
            return tuple(sorted(every, key=attrgetter("id")))

        return self.with_made_later({"projects": projects})

    def with_made_later(self, made: Mapping[str, Callable[[], tuple[Any, ...]]]) -> "Ledger":
        """This ledger, which has none of these records, with them made when they are asked for."""
        object.__setattr__(self, "_made_later", {**self._made_later, **made})
        for name in made:
            # Without a value, `__getattr__` is asked.
            getattr(cast(Any, Ledger), name).__delete__(self)
        return self

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Records of a kind, when they are first asked for."""
            make = None if name.startswith("_") else self._made_later.get(name)
            if make is None:
                raise AttributeError(name)
            found = make()
            object.__setattr__(self, name, found)
            return found

    def open(self, as_of: date | None) -> tuple[Open, ...]:
        """Of which members that count the figures by a day are not whole, and why."""
        found = (part.open(as_of) for part in self.parts if part.member.counted)
        return tuple(one for one in found if one)

    def part(self, region: str) -> RegionPart | None:
        """What it has of a member."""
        return next((part for part in self.parts if part.region == region), None)

    def place(self) -> Place:
        """The place of ledger.yaml itself."""
        return self.config.origin
