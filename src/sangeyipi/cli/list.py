"""`sgyp list`: the projects, filtered."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import filters, options, vocabulary
from sangeyipi.cli.console.completion import from_ledger
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from decimal import Decimal

    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.lights import LightMark
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.figures.selection import Expected, Filter
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.month import Month
    from sangeyipi.model.span import Span
    from sangeyipi.model.stages import Milestone
    from sangeyipi.model.table import Table
    from sangeyipi.tables.list_figures import ListColumn
    from sangeyipi.tables.listing import ListView

EXAMPLES = """
sgyp list --phase 8 --batch 开工 --not-reached 投产
sgyp list --sector 先进制造业 --min 10 --sort -总投资
sgyp list --leader 张某某 --behind-points 10 --columns 编号,名称,包联领导,年度完成率
sgyp list --planned 投产=2023-10..2023-12 --not-reached 投产
sgyp list --unreported 2023-09 --format csv --out 未报.csv
"""
_SPAN = "如 2023-04..2023-06、2023-10.. 或 2023-Q2"

_complete_officers = from_ledger(lambda ledger: (n for p in ledger.projects for n in p.officers))
_complete_places = from_ledger(lambda ledger: (p.locality for p in ledger.projects if p.locality))


def list_(
    phase: options.Phase = None,
    batch: options.BatchName = None,
    reached: Annotated[
        str | None,
        Option(
            "--reached",
            metavar="节点",
            help=f"已到：{vocabulary.MILESTONES}；什么时候到的：开工=2023-04..2023-06",
            autocompletion=options.complete_milestones,
        ),
    ] = None,
    not_reached: Annotated[
        str | None,
        Option(
            "--not-reached",
            metavar="节点",
            help="未到该节点",
            autocompletion=options.complete_milestones,
        ),
    ] = None,
    sector: filters.Sector = None,
    unit: filters.Unit = None,
    leader: filters.Leader = None,
    officer: Annotated[
        str | None,
        Option(
            "--officer",
            metavar="姓名",
            help="这位首席服务员的",
            autocompletion=_complete_officers,
        ),
    ] = None,
    place: Annotated[
        str | None,
        Option(
            "--place", metavar="属地", help="在这个乡镇、园区的", autocompletion=_complete_places
        ),
    ] = None,
    region: Annotated[
        str | None,
        Option("--region", metavar="地区", help="汇集的台账里，这个地区的"),
    ] = None,
    planned: Annotated[
        str | None,
        Option(
            "--planned",
            metavar="节点=日期",
            help="计划在这些日子到这个节点的，如投产=2023-10..2023-12",
        ),
    ] = None,
    unreported: Annotated[
        str | None,
        Option("--unreported", metavar="月份", help="已开工、这个月没有月调度的"),
    ] = None,
    behind_points: Annotated[
        str | None,
        Option("--behind-points", metavar="数", help="落后序时进度至少几个百分点"),
    ] = None,
    behind_months: Annotated[
        str | None,
        Option("--behind-months", metavar="数", help="有节点比计划晚了至少几个月、还没有到的"),
    ] = None,
    light: Annotated[
        str | None,
        Option("--light", metavar="灯", help="亮这个灯的：红、黄或绿"),
    ] = None,
    at_least: Annotated[str | None, Option("--min", metavar="亿元", help="总投资不少于")] = None,
    less_than: Annotated[str | None, Option("--max", metavar="亿元", help="总投资少于")] = None,
    text: Annotated[
        str, Option("--text", metavar="文字", help=f"{vocabulary.SEARCHED}里含有")
    ] = "",
    withdrawn: Annotated[bool, Option("--withdrawn", help="只看已调出的")] = False,
    sort: Annotated[
        list[str] | None,
        Option("--sort", metavar="列", help="按这一列从小到大排，-列 从大到小；可写几次"),
    ] = None,
    columns: Annotated[
        list[str] | None,
        Option(
            "--columns", metavar="列", help="只要这些列，逗号隔开，如 编号,名称,包联领导,计划.投产"
        ),
    ] = None,
    question: Annotated[
        str | None,
        Option(
            "--question",
            metavar="问题",
            help="一个数由哪些项目组成（sgyp why 给出这个写法），各列入几次、计入多少",
        ),
    ] = None,
    as_of: options.AsOf = None,
    platform: options.Platform = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """项目清单：按期、批、节点、人、地、投资、进度和文字筛选，按任何一列排序。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer
    from sangeyipi.tables.listing import ListView, NoDay, list_table

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    view = ListView(_columns(columns), _order(sort))
    session = Session(ledger, rev, today)
    said = filters.chosen(
        session.loaded.ledger, phase, batch, platform, sector=sector, unit=unit, leader=leader
    )
    if question is not None:
        plain = (reached, not_reached, officer, place, region, planned, unreported, behind_points)
        more = (behind_months, light, at_least, less_than, text or None, withdrawn or None, as_of)
        if any(one is not None for one in (*plain, *more)) or said != _nothing():
            raise Stop("--question 已经说明是哪些项目，不要再写别的条件")
        table = _behind(session, options.word(question), view)
        named = session.loaded.ledger.config.name if session.loaded.ledger else ""
        send(answer(session.told([table]), named, table.moment.as_of), chosen_form, out)
        return OK
    milestone, within = _reached(reached)
    chosen = _people(said, session.loaded.ledger, officer, place)._replace(
        reached=milestone,
        reached_in=within,
        region=_region(region, session.loaded.ledger),
        not_reached=options.milestone("--not-reached", not_reached),
        planned=_expected("--planned", planned),
        unreported=_month(unreported),
        behind_points=_number("--behind-points", behind_points),
        behind_months=_whole("--behind-months", behind_months),
        light=_light(light, session.loaded.ledger),
        at_least=options.amount("--min", at_least),
        less_than=options.amount("--max", less_than),
        text=options.word(text),
        withdrawn=withdrawn,
    )
    figures = session.figures(day)
    if chosen.region is not None:
        figures = _of_region(figures, chosen.region)
    try:
        tables = session.told([list_table(figures, chosen, view)], chosen.region)
    except NoDay:
        raise Stop("台账里没有月调度，不知道按哪一天看：用 --as-of 写明日子") from None
    send(answer(tables, figures.ledger.config.name, tables[0].moment.as_of), chosen_form, out)
    return OK


def _of_region(figures: "Figures", region: str) -> "Figures":
    """Those of one of the ledgers that this is made of.  Raises Stop where it has no projects."""
    from sangeyipi.cli.console import exits

    theirs = figures.of_region(region)
    if theirs is None:
        (part,) = (one for one in figures.ledger.parts if one.region == region)
        raise Stop(f"{region}（{part.fault}），它的项目列不出", exits.ERRORS)
    if theirs.ledger.rollups and not theirs.ledger.projects:
        raise Stop(f"{region}只有汇总的数，没有逐项的台账，项目列不出", exits.ERRORS)
    return theirs


def _nothing() -> "Filter":
    from sangeyipi.figures.selection import Filter

    return Filter()


def _behind(session: "Session", text: str, view: "ListView") -> "Table":
    """The projects behind the figure of a question.  Raises Stop."""
    from sangeyipi.model.links import option_of
    from sangeyipi.tables.why import Why
    from sangeyipi.tables.why_list import behind_table

    asked = option_of(text)
    if asked is None:
        raise Stop(f"--question：“{text}”不是一个问题：照 sgyp why 给出的那一行写，连引号一起")
    why = Why(session.figures(asked.subject.moment.as_of if asked.subject.moment else None))
    found = why.explain(asked)
    if found is None:
        raise Stop("--question：这个数的来历不能逐项说明，没有项目可列")
    return behind_table(why.figures, found, view)


def _people(
    chosen: "Filter", ledger: "Ledger | None", officer: str | None, place: str | None
) -> "Filter":
    projects = ledger.projects if ledger else ()
    officers = (name for one in projects for name in one.officers)
    return chosen._replace(
        officer=options.known("--officer", "首席服务员", officer, officers),
        locality=options.known("--place", "属地", place, (one.locality for one in projects)),
    )


def _region(text: str | None, ledger: "Ledger | None") -> str | None:
    """One of the places that a ledger is made of.  Raises Stop."""
    if text is None or ledger is None:
        return None
    if not ledger.parts:
        raise Stop("--region：这是一个区县自己的台账，不汇集别的地区，不要写")
    return options.known("--region", "地区", text, (one.region for one in ledger.parts))


def _reached(text: str | None) -> "tuple[Milestone | None, Expected | None]":
    """`--reached 开工`, or with the days on which: 开工=2023-04..2023-06.  Raises Stop."""
    if text is None or not _parted(text)[1]:
        return options.milestone("--reached", text), None
    return None, _expected("--reached", text)


def _parted(text: str) -> tuple[str, str, str]:
    return options.word(text).replace("＝", "=").partition("=")


def _expected(option: str, text: str | None) -> "Expected | None":
    """A milestone and days: 投产=2023-10..2023-12.  Raises Stop."""
    if text is None:
        return None
    from sangeyipi.figures.selection import Expected

    name, between, days = _parted(text)
    milestone = options.milestone(option, name.strip())
    assert milestone is not None
    if not between:
        raise Stop(
            f"{option} {milestone} 后面要写日期，{_SPAN}：{option} {milestone}=2023-04..2023-06"
        )
    return Expected(milestone, _span(option, days))


def _span(option: str, text: str) -> "Span":
    from sangeyipi.model.span import parse_span

    found = parse_span(text)
    if found is None:
        raise Stop(f"{option}：日期“{text}”写法不对，{_SPAN}，先写早的")
    return found


def _month(text: str | None) -> "Month | None":
    from sangeyipi.model.month import parse_month

    if text is None:
        return None
    found = parse_month(options.word(text).strip())
    if found is None:
        raise Stop(f"--unreported：月份“{options.word(text)}”写法不对，如 2023-09")
    return found


def _number(option: str, text: str | None) -> "Decimal | None":
    """A number that is not below zero.  Raises Stop."""
    import re
    from decimal import Decimal

    if text is None:
        return None
    said = options.word(text).strip()
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4})?", said, re.ASCII):
        raise Stop(f"{option} 不能是“{said}”：写不小于 0 的数，如 10")
    return Decimal(said)


def _whole(option: str, text: str | None) -> int | None:
    import re

    if text is None:
        return None
    said = options.word(text).strip()
    if not re.fullmatch(r"[0-9]{1,4}", said, re.ASCII):
        raise Stop(f"{option} 不能是“{said}”：写不小于 0 的整数，如 3")
    return int(said)


def _light(text: str | None, ledger: "Ledger | None") -> "LightMark | None":
    from sangeyipi.figures.lights import LightMark

    if text is None:
        return None
    lights = (LightMark.RED, LightMark.YELLOW, LightMark.GREEN)
    said = options.one_of("--light", options.word(text).removesuffix("灯"), lights)
    if ledger is not None and not ledger.config.lights:
        raise Stop("--light：ledger.yaml 里没有“红黄灯”的规则，没有灯可看")
    return LightMark(said)


def _columns(said: list[str] | None) -> "tuple[ListColumn, ...]":
    return tuple(_named("--columns", word) for word in _words(said))


def _order(said: list[str] | None) -> "tuple[tuple[ListColumn, bool], ...]":
    """What to sort by, and whether from the largest."""
    words = [(word.lstrip("-－+"), word[0] in "-－") for word in _words(said)]
    return tuple((_named("--sort", word), falling) for word, falling in words)


def _words(said: list[str] | None) -> list[str]:
    import re

    text = ",".join(options.word(one) for one in said or ())
    return [word.strip() for word in re.split("[,，、]", text) if word.strip()]


def _named(option: str, word: str) -> "ListColumn":
    from sangeyipi.tables.list_columns import NoColumn, named

    try:
        return named(word)
    except NoColumn as error:
        near = options.meant(word, error.words)
        has = "、".join(error.words)
        raise Stop(f"{option}：没有“{word}”这一列{near or f'；有：{has}'}") from None
