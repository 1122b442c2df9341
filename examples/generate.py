"""Make wholly fictional ledgers: the demo county, and bench ledgers of any size.

Owns the invented place, its names and its luck. Must not import sgyp: the demo's published
figures are worked out here by themselves, so that the two can be checked against each other.
The same bytes come out on every machine and Python version: whole numbers only, a random
generator of its own, no set is iterated, nothing depends on locale, time zone or today.
"""

from __future__ import annotations

import argparse
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

HEADER = "# 虚构数据，由 examples/generate.py 生成，与任何真实地区、单位、个人或项目无关"
PLACE = "云岫县"
NOTICE = "本台账为虚构示例，所有地名、单位、人名、项目和数字均由程序生成，与真实情况无关"

MILESTONES = ("签约", "履约", "开工", "投产", "达效")
BATCHES = ("签约", "开工", "投产")
UNDATED = "已"

# Phases 5 and 6 fall in one quarter, and the fourth quarter of 2022 has none, as happens.
PHASE_DATES = (
    "2021-07-12",
    "2021-10-21",
    "2022-01-18",
    "2022-04-15",
    "2022-07-06",
    "2022-09-27",
    "2023-01-10",
    "2023-04-20",
    "2023-07-13",
)
PHASES = tuple(date.fromisoformat(text).toordinal() for text in PHASE_DATES)
# The last day that the ledgers know of, and the day of the demo's published figures.
HORIZON = date(2023, 10, 31).toordinal()
AS_OF = "2023-09-30"

# How many demo projects enter each phase, by the list on which they first stand.
ENTRIES = (
    (7, 9, 6),
    (8, 7, 5),
    (9, 6, 4),
    (9, 5, 3),
    (10, 5, 3),
    (9, 4, 3),
    (10, 4, 2),
    (9, 4, 2),
    (8, 4, 2),
)
#: Left out of bench projects, which are as long as those the bars were set with (320 bytes).
NOT_LEAN = frozenset({"到位资金", "建设单位", "责任单位", "包联领导", "首席服务员"})
FILE_SIZE = 1_000  # bench projects in a file
BENCH_LIMIT = 10_000_000  # file names have four digits


# --- Names ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """Something to build: who answers for it, what its builder calls itself, what it is."""

    unit: str
    trade: str
    stem: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector's works; public ones are named after a town and built by the county's companies."""

    name: str
    public: bool
    works: tuple[Work, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _sector(name: str, *lines: str, public: bool = False) -> Sector:
    """Each line gives a unit, a trade and the stems that belong to both."""
    rows = (line.split() for line in lines)
    works = tuple(Work(unit, trade, stem) for unit, trade, *stems in rows for stem in stems)
    return Sector(name, public, works)


SECTORS = (
    _sector(
        "先进制造业",
        "工业和信息化局 机械制造 数控机床主轴制造项目 工程机械液压件项目 高端轴承智能工厂项目",
        "工业和信息化局 装备 智能仓储货架制造项目 矿山传动设备技改项目 食品包装机械产业园",
        "先进制造业开发区管委会 金属科技 铝合金精密铸件生产线项目 铜箔延压生产线项目",
        "先进制造业开发区管委会 金属科技 耐磨衬板绿色铸造项目 汽车轻量化底盘件项目",
        "先进制造业开发区管委会 机电 电梯部件数字化车间项目 农机具总装基地项目",
    ),
    _sector(
        "战略性新兴产业",
        "科学技术局 电子科技 光电传感器封测项目 电子级硅微粉项目 光伏组件封装项目",
        "科学技术局 生物科技 医用敷料洁净车间项目 中药配方颗粒产业园 生物可降解材料项目",
        "先进制造业开发区管委会 新材料 锂电池负极材料项目 碳纤维复合板项目",
        "发展和改革委员会 新能源 分布式储能电站项目 废旧电池梯次利用项目",
        "发展和改革委员会 新能源 风电叶片维护基地项目 氢能物流车示范项目",
    ),
    _sector(
        "现代服务业",
        "商务局 物流 冷链物流园项目 公铁联运仓储中心项目 跨境电商分拨中心项目",
        "商务局 商业管理 农产品电商产业园 城市会客厅商业综合体",
        "发展和改革委员会 信息服务 数据标注服务基地项目 工业设计服务平台项目",
        "文化广电和旅游局 文旅 古村落民宿集群项目 温泉康养度假区 山地研学营地项目",
    ),
    _sector(
        "现代农业",
        "农业农村局 种业 优质小麦制种基地项目 道地中药材种植项目 油茶良种繁育项目",
        "农业农村局 牧业 奶山羊标准化养殖项目 秸秆饲料综合利用项目",
        "农业农村局 食品 预制菜中央厨房项目 富硒面粉加工项目 生猪屠宰与精深加工项目",
        "农业农村局 农业 设施蔬菜智慧温室项目 食用菌工厂化栽培项目",
    ),
    _sector(
        "基础设施",
        "交通运输局 交通发展 至高速互通连接线工程 公路提质改造工程 公共停车与充电设施工程",
        "水利局 水务 污水处理厂提标改造工程 集中供水管网延伸工程 河道综合治理工程",
        "住房和城乡建设局 城乡建设投资 热源管网改造工程 标准化厂房及配套道路工程",
        public=True,
    ),
    _sector(
        "社会民生",
        "教育体育局 公共服务建设 第二小学迁建项目 公办幼儿园新建项目 全民健身中心项目",
        "卫生健康委员会 公共服务建设 中心卫生院病房楼项目 妇幼保健服务能力提升项目",
        "民政局 公共服务建设 养老服务中心项目 社区日间照料中心项目",
        "住房和城乡建设局 城乡建设投资 老旧小区改造项目 保障性租赁住房项目",
        public=True,
    ),
)
# Places in SECTORS: industry has more projects than the rest.
SECTOR_MIX = (0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5)

BRANDS = _words(
    "岚禾 砚澄 岫石 汀野 澜桦 栖桐 衡桁 朔砺 芃禾 泓砚 岱钧 柏汀 禾颂 琢澄 烁原 "
    "渚青 铎远 昀泽 桉原 苇岸 璟川 穗野 砺岩 沐芃 钰桥 溪杉 曜桐 筑岚 茁野 璞禾"
)
TOWNS = _words("望岚镇 柳汀镇 石榭镇 上芃镇 新岫镇 澄砚镇 青渚乡 槐渚乡 芃坞乡 白砚乡")
LEADERS = tuple(f"{surname}某某" for surname in "张王李赵陈刘杨黄周吴")
ATTENDANTS = tuple(f"{surname}某某" for surname in "孙马朱胡郭何高林罗郑梁谢宋唐许韩")

REASONS = (
    "投资方调整布局，双方终止协议",
    "用地指标未能落实",
    "市场变化，企业主动退出",
    "并入其他项目统一实施",
)
NOTES: Mapping[str, tuple[str, ...]] = {
    "签约": ("正在办理公司注册", "正在商谈用地条件", "投资协议补充条款待签"),
    "履约": ("施工图审查中", "用地手续办理中", "环评已受理"),
    "开工": ("主体施工中", "厂房封顶，设备订货中", "受雨季影响，工期顺延"),
    "投产": ("一条生产线试运行", "产能爬坡中", "竣工验收资料整理中"),
    "达效": ("已纳入规模以上统计", "运行稳定", "正在谋划二期"),
}


# --- Luck -------------------------------------------------------------------------------------


class Dice:
    """A 64-bit linear congruential generator, whose numbers no Python release can change."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.below(100) < percent

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]


# --- The life of a project (days are ordinals) ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Life:
    """Batch → phase in which it is listed, and milestone → day on which it was reached."""

    listed: dict[str, int]
    reached: dict[str, int]

    def last(self) -> int:
        """The day of the last milestone reached (they are put in in order)."""
        return next(reversed(self.reached.values()))

    def stage(self) -> str:
        """The last milestone reached."""
        return next(reversed(self.reached))


def _enter(dice: Dice, batch: str, phase: int) -> Life:
    """Start a project that first stands on this list, with the steps it took before."""
    day = PHASES[phase - 1] + dice.between(-15, 5)
    if batch == "签约":
        return Life({batch: phase}, {"签约": day})
    started = day - (dice.between(200, 480) if batch == "投产" else 0)
    kept = started - dice.between(15, 90)
    reached = {"签约": kept - dice.between(10, 60), "履约": kept}
    if batch == "投产":
        reached["开工"] = started
    if dice.chance(95):  # the others stand on the list and have yet to take its step
        reached[batch] = day
    return Life({batch: phase}, reached)


def _move(dice: Dice, life: Life, batch: str, phase: int) -> bool:
    """Take the batch's step at that phase and go on its list (转化); False if it is not taken."""
    if phase > len(PHASES):  # since the last phase: it waits for the next one's list
        taken = phase == len(PHASES) + 1 and dice.chance(45)
        if taken:
            life.reached[batch] = max(HORIZON - dice.between(5, 70), life.last() + 1)
        return taken
    if dice.chance(96):  # a few take the step and are never listed for it
        life.listed[batch] = phase
        if dice.chance(4):  # and a few are listed and have yet to take it
            return False
    life.reached[batch] = max(PHASES[phase - 1] + dice.between(-15, 8), life.last() + 1)
    return True


def _live(dice: Dice, batch: str, phase: int) -> Life:
    """Lead a whole life up to the horizon; who enters late has less time, so gets less far."""
    life = _enter(dice, batch, phase)
    if batch == "签约":
        if not dice.chance(97):
            return life
        life.reached["履约"] = life.last() + dice.between(15, 50)
        phase += dice.pick((1, 1, 1, 1, 2, 2, 3))
        if not (dice.chance(96) and _move(dice, life, "开工", phase)):
            return life
    if life.stage() == "开工" and batch != "投产":
        phase += dice.pick((1, 2, 2, 3, 3, 4))
        if not (dice.chance(88) and _move(dice, life, "投产", phase)):
            return life
    if life.stage() == "投产" and dice.chance(82):
        full = life.last() + dice.between(90, 400)
        if full <= HORIZON:
            life.reached["达效"] = full
    return life


def _withdrawal(dice: Dice, life: Life) -> int | None:
    """The day on which a project that never produced left, well after all it did."""
    if "投产" in life.reached or not dice.chance(30):
        return None
    listed = PHASES[max(life.listed.values()) - 1]
    day = max(life.last(), listed) + dice.between(60, 240)
    return day if day <= HORIZON else None


def _plans(dice: Dice, life: Life) -> dict[str, int]:
    """Planned days, each more than a month after the step before it was planned or taken."""
    plans: dict[str, int] = {}
    entry = MILESTONES.index(next(iter(life.listed)))
    before = life.reached["签约"]
    for milestone, low, high in (("开工", 50, 170), ("投产", 180, 400), ("达效", 90, 240)):
        place = MILESTONES.index(milestone)
        before = max(before, life.reached.get(MILESTONES[place - 1], before))
        if place > entry or milestone not in life.reached:
            before += dice.between(low, high)
            if milestone != "达效" or not plans or dice.chance(70):
                plans[milestone] = before
    return plans


# --- Projects ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Project:
    """One project as it is written; amounts in 万元, dates as text (day, month or 已)."""

    code: str
    name: str
    sector: str
    total: int
    arrived: int | None
    on_platform: bool
    builder: str
    unit: str
    leader: str
    attendant: str
    listed: Mapping[str, int]
    reached: Mapping[str, str]
    planned: Mapping[str, str]
    withdrawn: tuple[str, str] | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a project is called and who is behind it."""

    name: str
    sector: Sector
    builder: str
    unit: str


def _identity(dice: Dice, number: int | None = None) -> Identity:
    """Draw a name. A bench ledger's number makes it unique; without one the caller draws again."""
    sector = SECTORS[dice.pick(SECTOR_MIX)]
    work = dice.pick(sector.works)
    owner = dice.pick(TOWNS if sector.public else BRANDS)
    builder = PLACE if sector.public else f"{PLACE[:-1]}{owner}"
    unit, mark = work.unit, ""
    if number is not None:
        mark = f"{number:07d}号"
        unit = f"{dice.pick(TOWNS)}人民政府" if dice.chance(30) else unit
    name = f"{PLACE}{owner}{mark}{work.stem}"
    return Identity(name, sector, f"{builder}{work.trade}有限公司", f"{PLACE}{unit}")


# 万元, each as likely as the next; public works stay in the first five.
SIZES = (
    (3_000, 10_000),
    (10_000, 30_000),
    (10_000, 50_000),
    (30_000, 60_000),
    (50_000, 80_000),
    (50_000, 100_000),
    (80_000, 150_000),
    (100_000, 300_000),
    (200_000, 500_000),
    (450_000, 1_300_000),
)
STEPS = (10_000, 10_000, 5_000, 1_000, 1_000, 1_000, 100, 100, 1)


def _investment(dice: Dice, sector: Sector) -> int:
    low, high = dice.pick(SIZES[:5] if sector.public else SIZES)
    amount = dice.between(low, high)
    return max(low, amount - amount % dice.pick(STEPS))


SHARES = {"签约": (2, 12), "履约": (5, 25), "开工": (20, 75), "投产": (70, 96), "达效": (90, 100)}


def _funds(dice: Dice, total: int, stage: str) -> int:
    """Funds arrived, more the further it has come; to the million once they are large."""
    amount = total * dice.between(*SHARES[stage]) // 100
    return amount - amount % 100 if amount > 10_000 else amount


@cache
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _texts(dice: Dice, days: Mapping[str, int], monthly: int) -> dict[str, str]:
    """Dates as text, `monthly` percent of them to the month only."""
    return {key: _iso(day)[: 7 if dice.chance(monthly) else 10] for key, day in days.items()}


def _project(
    dice: Dice, code: str, identity: Identity, life: Life, *, full: bool = False
) -> Project:
    """Fill in the rest; `full` leaves out none of the optional amounts and notes."""
    total, stage = _investment(dice, identity.sector), life.stage()
    arrived = _funds(dice, total, stage) if dice.chance(80) or full else None
    withdrawal = _withdrawal(dice, life)
    return Project(
        code=code,
        name=identity.name,
        sector=identity.sector.name,
        total=total,
        arrived=arrived,
        on_platform=dice.chance(88),
        builder=identity.builder,
        unit=identity.unit,
        leader=dice.pick(LEADERS),
        attendant=dice.pick(ATTENDANTS),
        listed=life.listed,
        reached=_texts(dice, life.reached, 8),
        planned=_texts(dice, _plans(dice, life), 65),
        withdrawn=None if withdrawal is None else (_iso(withdrawal), dice.pick(REASONS)),
        note=dice.pick(NOTES[stage]) if withdrawal is None and (full or dice.chance(25)) else None,
    )


# --- Text -------------------------------------------------------------------------------------


def _amount(wan: int) -> str:
    """亿元, exact, without trailing zeros."""
    return f"{wan // 10_000}.{wan % 10_000:04d}".rstrip("0").rstrip(".")


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _block(key: str, values: Mapping[str, object]) -> str:
    """A nested mapping of a project; nothing when it is empty."""
    inner = "".join(f"    {name}: {value}\n" for name, value in values.items())
    return f"  {key}:\n{inner}" if inner else ""


def _project_text(project: Project, lean: bool = False) -> str:
    scalars = {
        "名称": project.name,
        "领域": project.sector,
        "总投资": _amount(project.total),
        "到位资金": None if project.arrived is None else _amount(project.arrived),
        "监管平台": _truth(project.on_platform),
        "建设单位": project.builder,
        "责任单位": project.unit,
        "包联领导": project.leader,
        "首席服务员": project.attendant,
    }
    parts = [f"- 编号: {project.code}\n"]
    said = {k: v for k, v in scalars.items() if v is not None and not (lean and k in NOT_LEAN)}
    parts += [f"  {key}: {value}\n" for key, value in said.items()]
    parts += [
        _block("在册", project.listed),
        _block("节点", project.reached),
        _block("计划", project.planned),
    ]
    if project.withdrawn:
        parts.append(_block("调出", dict(zip(("日期", "原因"), project.withdrawn, strict=True))))
    if project.note and not lean:
        parts.append(f"  备注: {project.note}\n")
    return "".join(parts)


def _projects_text(projects: Sequence[Project], lean: bool = False) -> str:
    return f"{HEADER}\n" + "".join(_project_text(project, lean) for project in projects)


def _ledger_text(name: str) -> str:
    phases = "".join(
        f"  - 期: {number}\n    日期: {day}\n    来源: 虚构\n"
        for number, day in enumerate(PHASE_DATES, start=1)
    )
    sectors = ", ".join(sector.name for sector in SECTORS)
    return (
        f"{HEADER}\n名称: {name}\n地区: {PLACE}\n声明: {NOTICE}\n期次:\n{phases}"
        f"领域: [{sectors}]\n规模分档: [100, 50, 10, 5]\n"
        "口径:\n  开工率分母: 签约\n  转化计入总数: true\n  分档: 不重叠\n"
        "目标:\n  签约开工率: 95\n  开工投产率: 85\n  投产达效率: 75\n"
    )


# --- Published figures ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """One published entry: its scope, and what it gives."""

    first: int
    last: int
    on_platform: bool
    batch: str | None
    measures: tuple[str, ...]


# Rate → (list that is its denominator, milestone that is its numerator).
RATES = {
    "签约率": ("签约", "签约"),
    "签约开工率": ("签约", "开工"),
    "开工率": ("开工", "开工"),
    "开工投产率": ("开工", "投产"),
    "投产率": ("投产", "投产"),
    "投产达效率": ("投产", "达效"),
}
FIGURES = (
    Figure(1, 9, True, None, ("个数", "总投资")),
    Figure(1, 9, True, "签约", ("个数", "总投资", "签约率", "签约开工率")),
    Figure(1, 9, True, "开工", ("个数", "总投资", "开工率", "开工投产率")),
    Figure(1, 9, True, "投产", ("个数", "总投资", "投产率", "投产达效率")),
    Figure(1, 7, True, None, ("个数", "总投资")),
    Figure(6, 6, True, "签约", ("个数", "签约开工率")),
    Figure(5, 5, True, "开工", ("个数", "总投资", "开工投产率")),
    Figure(9, 9, False, None, ("个数", "总投资")),
    Figure(9, 9, False, "签约", ("个数", "总投资", "签约率")),
    Figure(9, 9, False, "开工", ("个数", "开工率")),
    Figure(9, 9, False, "投产", ("个数", "投产率")),
)


def _last_day(text: str) -> str:
    """The day from which a date counts: a month's is its last."""
    if len(text) == len("2023-06-30"):
        return text
    year, month = map(int, text.split("-"))
    return f"{text}-{monthrange(year, month)[1]}"


def _has_reached(project: Project, milestone: str) -> bool:
    """Reached by AS_OF, or a later milestone was."""
    later = MILESTONES[MILESTONES.index(milestone) :]
    return any(
        name in project.reached and _last_day(project.reached[name]) <= AS_OF for name in later
    )


def _listings(projects: Sequence[Project], figure: Figure) -> Iterator[Project]:
    """The projects of a figure's scope as of AS_OF, once for each list on which they stand."""
    for project in projects:
        if project.withdrawn and project.withdrawn[0] <= AS_OF:
            continue
        if figure.on_platform and not project.on_platform:
            continue
        for batch, phase in project.listed.items():
            held = PHASE_DATES[phase - 1] <= AS_OF and figure.first <= phase <= figure.last
            if held and figure.batch in (None, batch):
                yield project


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}".removesuffix(".0")


def _percent(part: int, whole: int) -> str:
    """Half up to one decimal; 100 only when equal and 0 only when nothing."""
    rounded = (2_000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 999)
    return _tenths(rounded)


def _measure(measure: str, batch: str | None, listings: Sequence[Project]) -> str:
    if measure == "个数":
        return str(len(listings))
    if measure == "总投资":
        return _tenths((sum(project.total for project in listings) + 500) // 1_000)
    base, milestone = RATES[measure]
    if base != batch:
        raise ValueError(f"{measure} is a rate of the {base} list, not of {batch}")
    return _percent(sum(_has_reached(project, milestone) for project in listings), len(listings))


def _figure_text(projects: Sequence[Project], figure: Figure) -> str:
    listings = list(_listings(projects, figure))
    if any(UNDATED in project.reached.values() for project in listings):
        raise ValueError(f"a date is unknown inside {figure}: it could not be proved")
    phases = f"{figure.first}-{figure.last}" if figure.first < figure.last else figure.first
    lines = [f"期: {phases}"]
    lines += [f"批: {figure.batch}"] if figure.batch else []
    lines += ["监管平台: true"] if figure.on_platform else []
    lines += [f"{name}: {_measure(name, figure.batch, listings)}" for name in figure.measures]
    return "  - " + "\n    ".join(lines) + "\n"


def _statements_text(projects: Sequence[Project]) -> str:
    figures = "".join(_figure_text(projects, figure) for figure in FIGURES)
    return (
        f"{HEADER}\n标题: {PLACE}“三个一批”项目建设情况通报（虚构）\n"
        f"截至: {AS_OF}\n公布:\n{figures}"
    )


# --- The two ledgers --------------------------------------------------------------------------


def _forget_dates(projects: list[Project]) -> None:
    """Two projects off the platform, where no published figure looks, have lost dates (已)."""
    losses: list[tuple[str, ...]] = [("签约", "履约"), ("达效",)]
    for place, project in enumerate(projects):
        early = not project.on_platform and max(project.listed.values()) < len(PHASES)
        if losses and early and "达效" in project.reached:
            lost = dict.fromkeys(losses.pop(0), UNDATED)
            projects[place] = replace(project, reached={**project.reached, **lost})


def _demo_projects() -> list[Project]:
    """All demo projects, in the order of phases and of codes."""
    dice, taken, numbers = Dice(10), set[str](), dict[str, int]()
    projects: list[Project] = []
    for phase, counts in enumerate(ENTRIES, start=1):
        year = PHASE_DATES[phase - 1][:4]
        for batch in (b for b, n in zip(BATCHES, counts, strict=True) for _ in range(n)):
            numbers[year] = numbers.get(year, 0) + 1
            code = f"YX-{year}-{numbers[year]:03d}"
            identity = _identity(dice)
            while identity.name in taken:
                identity = _identity(dice)
            taken.add(identity.name)
            projects.append(_project(dice, code, identity, _live(dice, batch, phase)))
    _forget_dates(projects)
    return projects


def demo_files() -> dict[str, str]:
    """The demo county: relative path (with /) → text."""
    projects = _demo_projects()
    files = {"ledger.yaml": _ledger_text(f"{PLACE}“三个一批”项目台账（虚构示例）")}
    for phase in range(1, len(PHASES) + 1):
        first = [project for project in projects if min(project.listed.values()) == phase]
        files[f"projects/第{phase}期.yaml"] = _projects_text(first)
    files["statements/虚构通报.yaml"] = _statements_text(projects)
    return files


def _bench_projects(dice: Dice, numbers: range) -> Iterator[Project]:
    for number in numbers:
        identity = _identity(dice, number)
        batch = dice.pick(("签约", "签约", "签约", "开工", "投产"))
        life = _live(dice, batch, dice.between(1, len(PHASES)))
        yield _project(dice, f"B-{number:07d}", identity, life, full=True)


def write_demo(folder: Path) -> None:
    """Write the demo county, and take away what an earlier run left there."""
    _claim(folder)
    for path, text in demo_files().items():
        _write(folder / path, text)


def write_bench(n: int, folder: Path) -> None:
    """Write a ledger of n projects, one file at a time; a smaller n makes a prefix of a larger."""
    if not 0 <= n < BENCH_LIMIT:
        raise ValueError(f"n must be from 0 to {BENCH_LIMIT - 1}: {n}")
    _claim(folder)
    _write(folder / "ledger.yaml", _ledger_text(f"{PLACE}“三个一批”项目台账（虚构，压测用）"))
    dice = Dice(1)
    for start in range(0, n, FILE_SIZE):
        numbers = range(start + 1, min(start + FILE_SIZE, n) + 1)
        path = folder / "projects" / f"{start // FILE_SIZE:04d}.yaml"
        _write(path, _projects_text(list(_bench_projects(dice, numbers)), lean=True))


def _write(path: Path, text: str) -> None:
    """Bytes, not text: Windows must not turn LF into CRLF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _is_ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(HEADER.encode())) == HEADER.encode()


def _claim(folder: Path) -> None:
    """Refuse a folder that holds anybody else's ledger; remove what we once made there."""
    old = [
        path
        for pattern in ("ledger.yaml", "projects/*.yaml", "statements/*.yaml")
        for path in folder.glob(pattern)
    ]
    foreign = [path for path in old if not _is_ours(path)]
    if foreign:
        raise FileExistsError(f"not made by this script, so left alone: {min(foreign)}")
    for path in old:
        path.unlink()


# --- Command line -----------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Make a wholly fictional ledger; the same bytes every time.",
        epilog="example: python examples/generate.py bench 100000 /tmp/bench",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="the demo county, about 150 projects")
    home = Path(__file__).parent / "demo-county"
    demo.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=home)
    bench = commands.add_parser("bench", help="N projects, 1,000 in a file")
    bench.add_argument("n", metavar="N", type=int, help="how many projects; 0 makes no file")
    bench.add_argument("folder", metavar="DIR", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.command == "demo":
            write_demo(options.folder)
        else:
            write_bench(options.n, options.folder)
    except (ValueError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
