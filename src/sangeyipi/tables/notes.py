"""Footnotes: what stands behind a table's figures, and what does not add up.

Owns the wording of remarks on figures; why one is “—” or “≥” is told by tables/reasons.py.  A
remark never changes a figure.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sangeyipi.figures.entries import Entry, RollupEntry
from sangeyipi.figures.measures import CONVERTED, COUNT
from sangeyipi.figures.rates import BESIDE, count_rate, funds_rate
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.undated import Undated
from sangeyipi.model.phases import Phases, phases
from sangeyipi.model.question import Scope, scope_title
from sangeyipi.model.rounding import half_up, percentage, plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Basis, Column, Kind, Rate, Row
from sangeyipi.tables.footnotes import verdict

Asked = list[tuple[Scope, Figure]]
_NAMED = 5
ROUNDED = "四舍五入后分项之和与合计不等，未作调整"


def opening(figures: Figures) -> Iterator[str]:
    """What every table says first: the ledger's own notice, the units, the day."""
    config = figures.ledger.config
    if config.notice:
        yield config.notice
    day = f"截至 {figures.as_of}" if figures.as_of else "未限定截至日，按台账已记录的全部"
    yield Basis("个、亿元", day)


def steps() -> str:
    """What the columns of steps mean."""
    return (
        "签约率、开工率、投产率（本批率）：达到本批同名节点的个数÷个数；"
        "转化率：达到下一节点的个数÷个数；“按投资”以总投资计。"
    )


def rollups_behind(figures: Figures, asked: Asked) -> Iterator[str]:
    """Which rollups the figures come from, with their days."""
    used = unique_entries(entry for _, figure in asked for entry in figure.used)
    by_day: dict[str, list[Entry]] = {}
    for entry in used:
        if isinstance(entry, RollupEntry):
            by_day.setdefault(entry.rollup.date.isoformat(), []).append(entry)
    told = []
    for day, entries in sorted(by_day.items()):
        old = figures.as_of is not None and day < figures.as_of.isoformat()
        late = f"，早于 {figures.as_of}，其后的变化未计" if old else ""
        told.append(f"（截至 {day}{late}）：{titles(entries)}")
    if told:
        yield f"数据来自汇总{'；'.join(told)}。"


def rollups_left_out(figures: Figures, scope: Scope, what: str) -> Iterator[str]:
    """Which rollups a table of projects cannot show."""
    found = [entry for entry in figures.touching(scope) if isinstance(entry, RollupEntry)]
    if found:
        yield f"汇总不能{what}，未计入：{titles(found)}。"


def unlisted(figures: Figures, on_platform: bool | None) -> Iterator[str]:
    """Whom a table by phase or batch leaves out though something is known of them by the day.

    `on_platform` is what was asked for, before it was narrowed to what the lists hold.
    """
    ids = [
        id
        for id, platform in figures.unlisted()
        if on_platform is None or platform in (None, on_platform)
    ]
    if ids:
        yield f"另有 {len(ids)} 个项目有节点、没有在册，各期各批都不计：{some(sorted(ids))}。"


def in_several_rows(ids: list[str], word: str) -> Iterator[str]:
    """Which projects stand in more than one row, so that rows add up to more than the total."""
    if ids:
        yield (
            f"{len(ids)} 个项目有不止一位{word}，在每一位的行里都计，合计只计一次，"
            f"故各行之和大于合计：{some(sorted(ids))}。"
        )


def projects_lacking(what: str, ids: list[str]) -> Iterator[str]:
    """Which projects make a figure “—” by not saying something."""
    if ids:
        yield f"“—”：{some(sorted(ids))} 没有{what}。"


def undated(marks: str, found: Iterable[Undated], why: str) -> Iterator[str]:
    """Whose milestones have no day, so that they are not counted in, and which dates would tell."""
    by_lacking: dict[tuple[Milestone, ...], list[str]] = {}
    for one in found:
        by_lacking.setdefault(one.lacking, []).append(one.id)
    without = by_lacking.pop((), [])
    if without:
        yield f"{marks}：{some(sorted(set(without)))} 没有节点日期。"
    # Not in the order in which the projects stand in their files.
    by_ids = sorted((sorted(set(ids)), lacking) for lacking, ids in by_lacking.items())
    told = [
        (some(ids), "、".join(f"“节点.{milestone}”" for milestone in lacking))
        for ids, lacking in by_ids
    ]
    if len(told) == 1:
        ((named, dates),) = told
        yield f"{marks}：{named} {why}；补上{dates}的日期。"
    elif told:
        named = some(sorted({id for ids in by_lacking.values() for id in ids}))
        each = "，".join(f"{ids} 补上{dates}" for ids, dates in told)
        yield f"{marks}：{named} {why}；{each}的日期。"


def platform_unsaid(ids: list[str]) -> Iterator[str]:
    """Which projects a question about the platform could neither count nor leave out."""
    if ids:
        yield f"“≥”为至少数：{some(sorted(ids))} 没有写“监管平台”，未计入。"


def nothing_divides(scopes: Iterable[Scope]) -> Iterator[str]:
    """Which rates print as “—” because there is nothing to divide by."""
    named = scope_titles(scopes)
    if named:
        yield f"“—”：{named}的分母为 0，没有率。"


def conversions(figures: Figures, scope: Scope) -> Iterator[str]:
    """How many listings are 转化, and whether the totals hold them."""
    count = figures.ask(scope, CONVERTED)
    known = figures.known_part(scope, CONVERTED)
    if not known:
        return
    least = "" if count.exact is not None and not figures.open else "已知"
    if figures.ledger.config.conventions.converted_in_total:
        yield f"合计为项次，其中{least} {plain(known)} 项次为转化（由前期名单转入）。"
    else:
        yield f"合计不含转化项目{least} {plain(known)} 个，故小于各批之和。"


def unique_note(figures: Figures, scope: Scope, projects: Figure) -> str:
    """By how many the listings exceed the projects."""
    listings = figures.ask(scope, COUNT).exact
    if projects.value is not None and (projects.is_lower_bound or figures.open):
        return f"按项目去重：至少 {plain(projects.value)} 个项目，项次多几个算不出。"
    if projects.value is None or listings is None:
        return "按项目去重：范围内有汇总或未知数，无法去重，记“—”。"
    return (
        f"按项目去重：{plain(projects.value)} 个项目，{plain(listings)} 项次，"
        f"项次多 {plain(listings - projects.value)}。"
    )


def other_rates(figures: Figures, scopes: Iterable[Scope]) -> Iterator[str]:
    """履约率, 资金到位率 and whatever else no column has, where they are known."""
    told = []
    for scope in scopes:
        beside = [rule for rule in BESIDE.values() if rule.batch is scope.batch]
        answers = [count_rate(figures, scope, rule) for rule in beside]
        if scope.batch is None:
            answers.append(funds_rate(figures, scope))
        for rate in (answer.rate for answer in answers):
            if rate is not None:
                told.append(f"{scope.title}{_spelled(rate)}")
    if told:
        yield f"{'；'.join(told)}。"


def targets(figures: Figures, rows: Iterable[Row]) -> Iterator[str]:
    """达标 or 未达标 for each next-step rate that has a target."""
    told: list[str] = []
    last = None
    for row in rows:
        rate = row.cells.get("next_rate")
        judged = verdict(figures, rate)
        if isinstance(rate, Rate) and judged:
            phase = row.cells.get("phase")
            told.append(f"{'' if phase == last else f'第{phase}期'}{_spelled(rate)}，{judged}")
            last = phase
    if told:
        yield f"{'；'.join(told)}。"


def base_note(rows: Iterable[Row]) -> Iterator[str]:
    """Which base 签约开工率 has, where it is not the list."""
    for row in rows:
        rate = row.cells.get("next_rate")
        if isinstance(rate, Rate) and rate.base:
            yield f"{rate.name}的分母是{rate.base}个数，不是签约一批的个数。"
            return


def rounding(blocks: list[tuple[str, list[Row], Row]], places: int) -> Iterator[str]:
    """Where rounded parts do not add up to the rounded whole; a block is a name, parts, whole."""
    told = []
    for name, parts, whole in blocks:
        difference = _amount_difference(parts, whole, places)
        if difference:
            more = "多" if difference > 0 else "少"
            told.append(f"{name}总投资{more} {plain(abs(difference))} 亿元")
    shares: dict[tuple[str, ...], list[str]] = {}
    for key, what in (("share_count", "个数占比"), ("share_investment", "投资占比")):
        off = tuple(name for name, parts, _ in blocks if _shares_are_off(parts, key))
        if off:
            shares.setdefault(off, []).append(what)
    told += ["、".join(off) + "、".join(what) for off, what in shares.items()]
    if told:
        yield f"{ROUNDED}：{'；'.join(told)}。"


def columns_off(
    columns: Iterable[Column], parts: list[Row], whole: Row, places: int
) -> Iterator[str]:
    """In which columns of amounts the rounded parts do not add up to the rounded whole."""
    off = []
    for column in columns:
        if column.kind is Kind.AMOUNT:
            difference = _amount_difference(parts, whole, places, column.key)
            if difference:
                more = "多" if difference > 0 else "少"
                off.append(f"{column.name}{more} {plain(abs(difference))} 亿元")
    if off:
        yield f"{ROUNDED}：{'；'.join(off)}。"


def _amount_difference(
    parts: list[Row], whole: Row, places: int, key: str = "investment"
) -> Decimal:
    amounts = [row.cells.get(key) for row in parts]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    total = whole.cells.get(key)
    if not isinstance(total, Decimal) or sum(known) != total:
        return Decimal(0)
    shown = sum((half_up(amount, places) for amount in known), Decimal(0))
    return shown - half_up(total, places)


def _shares_are_off(parts: list[Row], key: str) -> bool:
    shares = [row.cells.get(key) for row in parts]
    rates = [rate for rate in shares if isinstance(rate, Rate)]
    if not rates or len(rates) < len(parts):
        return False
    if sum(rate.numerator for rate in rates) != rates[0].denominator:
        return False
    shown = (percentage(rate.numerator, rate.denominator) for rate in rates)
    return sum(shown, Decimal(0)) != 100


def _spelled(rate: Rate) -> str:
    shown = plain(percentage(rate.numerator, rate.denominator))
    return f"{rate.name} {shown}%（{plain(rate.numerator)}/{plain(rate.denominator)}）"


def unique_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Each once, in order."""
    return list({id(entry): entry for entry in entries}.values())


def titles(entries: Iterable[Entry]) -> str:
    """Entries in words."""
    by_region: dict[str, list[Scope]] = {}
    for entry in entries:
        region = entry.rollup.region if isinstance(entry, RollupEntry) else ""
        by_region.setdefault(region, []).append(entry.scope)
    return "、".join(region + scope_titles(found) for region, found in by_region.items())


def scope_titles(scopes: Iterable[Scope]) -> str:
    """Scopes in words; single phases that differ in nothing else are told together.

    What spans several phases is named as it is: 第1-3期 and 第5-7期 are no 第1-3,5-7期.
    """
    merged: dict[tuple[Batch | None, bool | None, Phases | None], set[int]] = {}
    whole: list[str] = []
    for scope in scopes:
        if scope.phases is None:
            whole.append(scope.title)
            continue
        key = (scope.batch, scope.on_platform, None if scope.phases.single else scope.phases)
        merged.setdefault(key, set()).update(scope.phases)
    named = [scope_title(phases(numbers), *key[:2]) for key, numbers in merged.items()]
    return "、".join(dict.fromkeys([*named, *whole]))


def some(ids: list[str]) -> str:
    """The first few of them, and how many there are if not all are named."""
    return "、".join(ids[:_NAMED]) + (f" 等 {len(ids)} 个项目" if len(ids) > _NAMED else "")
