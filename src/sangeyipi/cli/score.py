"""`sgyp score`: a county's marks by a file of 评价办法."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.figures.scores import Outside

EXAMPLES = """
sgyp score 评价办法.yaml
sgyp score 评价办法.yaml --as-of 2023-06-30 --figures 外部数据.csv
sgyp score 评价办法.yaml --region 示例县 --ledger 示例市
sgyp score 评价办法.yaml --format xlsx --out 得分.xlsx
"""


def score(
    rules: Annotated[Path, Argument(metavar="办法.yaml", help="评价办法")],
    given: Annotated[
        Path | None,
        Option("--figures", metavar="表格", help="台账以外的数：别的县区的，或台账里没有的"),
    ] = None,
    region: Annotated[
        str | None,
        Option("--region", metavar="地区", help="汇集的台账里，列出这个地区的每一分"),
    ] = None,
    as_of: options.AsOf = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """按评价办法给本县打分，每一分怎样来的都列出；市的台账给各区县打分、排名次。"""
    from sangeyipi.cli.console.given import from_file
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.scores import score as marks
    from sangeyipi.model.document import answer
    from sangeyipi.store.score_rules import read_rules
    from sangeyipi.tables.score import region_marks, region_scores, score_table

    chosen_form = options.table_format(form, out, ledger)
    missing = f"没有文件 {rules}：写法和例子见 docs/评价.md"
    made = from_file(rules, read_rules, missing=missing)
    figures_given = _outside(given)
    day = options.as_of(as_of)
    session = Session(ledger, rev, today, complete=True)
    named = session.loaded.ledger and session.loaded.ledger.config.region
    if not named and any(one.region for one in figures_given):
        raise Stop(f"ledger.yaml 没有写地区，分不出 {given} 里哪一行是本县的：先写上地区")
    figures = session.dispatch_figures(day)
    if figures.ledger.parts:
        every = region_marks(figures, made, figures_given)
        chosen = [one for one in every if region in (None, one.part.region)]
        if not chosen:
            names = "、".join(one.part.region for one in every)
            raise Stop(f"--region {region}：没有计入的这个地区，只能是：{names}")
        tables = [region_scores(figures, made, every)]
        if region is not None:
            card = score_table(figures, made, chosen[0].score)
            tables = [card._replace(title=f"{region}{made.name}得分")]
    elif region is not None:
        raise Stop("--region：这是一个区县自己的台账，不汇集别的地区，不要写")
    else:
        found = marks(figures, made, figures_given)
        tables = session.told([score_table(figures, made, found)])
    send(answer(tables, figures.ledger.config.name, figures.as_of), chosen_form, out)
    return OK


def _outside(path: Path | None) -> "tuple[Outside, ...]":
    """The figures of a table.  Raises Stop."""
    if path is None:
        return ()
    from sangeyipi.ingest.outside import OutsideFailed, outside
    from sangeyipi.sheets.failures import SheetsFailed
    from sangeyipi.sheets.reader import read_workbook

    try:
        return outside(read_workbook(path))
    except SheetsFailed as error:
        raise Stop(f"{path}：{error.message}。{error.remedy}") from None
    except OutsideFailed as error:
        raise Stop(str(error)) from None
