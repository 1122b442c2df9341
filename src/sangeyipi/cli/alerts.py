"""`sgyp alerts`: 红黄灯, each with its figure, its threshold and what would turn it green."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import filters, options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from sangeyipi.figures.lights import LightMark
    from sangeyipi.model.ledger import Ledger

EXAMPLES = """
sgyp alerts
sgyp alerts --as-of 2023-09 --light 红
sgyp alerts --unit 示例县发展和改革委员会 --out 红黄灯.xlsx
"""
#: As they are typed, and what they mean.
_LIGHTS = {
    "红": "RED",
    "黄": "YELLOW",
    "绿": "GREEN",
    "豁免": "EXEMPT",
    "不明": "UNKNOWN",
    "不适用": "NOT_APPLICABLE",
}
#: Two published sets, as examples only: no county's thresholds are another's.
_NO_RULES = """\
这个台账没有红黄灯的规则，不能亮灯：各地的标准不同，没有默认的。按本县的办法在 ledger.yaml 里
写“红黄灯”，能看哪些量见 docs/格式.md 的“红黄灯”。别处公布过的两种写法，只供参考：
银川（2025，落后序时几个百分点）：
红黄灯:
  - 维度: 投资进度
    量: 序时差
    黄: ≥10且≤30
    红: ">30"
武汉（完成序时的几成）：
红黄灯:
  - 维度: 投资进度
    量: 序时比
    黄: ≥60且<80
    红: <60"""


def _complete_light(incomplete: str) -> list[str]:
    return [word for word in _LIGHTS if word.startswith(incomplete)]


def alerts(
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="日期",
            help="截至日，如 2023-09（月份按月末）；不写，是最近报了月调度的月末",
        ),
    ] = None,
    light: Annotated[
        str | None,
        Option(
            "--light",
            metavar="灯",
            help="只列这种灯的项目：红、黄、绿、豁免、不明、不适用",
            autocompletion=_complete_light,
        ),
    ] = None,
    unit: filters.Unit = None,
    leader: filters.Leader = None,
    dimension: Annotated[
        str | None, Option("--dimension", metavar="维度", help="只看“红黄灯”里的这一条")
    ] = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """红黄灯：哪些项目亮灯，凭哪个数、超过哪条线、从何时起、怎样转绿。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.lights import Alerts
    from sangeyipi.model.document import answer
    from sangeyipi.tables.lights import Chosen, tables

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    mark = _mark(light)
    session = Session(ledger, rev, today)
    held = session.loaded.ledger
    if held is not None:
        _guard_rules(held, dimension)
    projects = held.projects if held else ()
    chosen = Chosen(
        options.known("--unit", "责任单位", unit, (one.unit for one in projects)),
        options.known(
            "--leader", "包联领导", leader, (who for one in projects for who in one.leaders)
        ),
        mark,
    )
    figures = session.dispatch_figures(day)
    assert figures.as_of is not None
    named = None if dimension is None else options.word(dimension)
    made = tables(Alerts(figures, figures.as_of, named), chosen)
    name = figures.ledger.config.name
    send(answer(session.told(made), name, figures.as_of), chosen_form, out)
    return OK


def _mark(light: str | None) -> "LightMark | None":
    if light is None:
        return None
    from sangeyipi.figures.lights import LightMark

    word = options.word(light).removesuffix("灯").replace("—", "不明")
    return LightMark[_LIGHTS[options.one_of("--light", word, _LIGHTS)]]


def _guard_rules(ledger: "Ledger", dimension: str | None) -> None:
    """Stop where there is nothing to measure by, and say how to add it."""
    rules = ledger.config.lights
    if not rules:
        raise Stop(_NO_RULES)
    options.known("--dimension", "维度", dimension, (one.dimension for one in rules))
