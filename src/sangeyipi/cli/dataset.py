"""`sgyp dataset`: a ledger's facts as Parquet, for DuckDB, Spark and what else reads it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option
from sangeyipi.cli.console.progress import ProgressLine
from sangeyipi.cli.console.session import Session

if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.ledger import Ledger

EXAMPLES = """
sgyp dataset 数据集
sgyp dataset 数据集 --partition 地区
sgyp dataset 数据集 --as-of 2023-06-30 --as-of 2023-12-31
sgyp summary --dataset 数据集 --phase 8
"""

#: How the engine comes, and where it does not.
INSTALL = "数据集要用 DuckDB 和 pyarrow：先运行 pip install 'sangeyipi[dataset]'"


def dataset(
    out: Annotated[Path, Argument(metavar="文件夹", help="写进这个文件夹；已有的数据集整个换掉")],
    partition: Annotated[
        str | None,
        Option(
            "--partition",
            metavar="地区",
            help="按地区分开放，只能写“地区”",
            autocompletion=lambda: ["地区"],
        ),
    ] = None,
    as_of: Annotated[
        list[str] | None,
        Option(
            "--as-of",
            metavar="日期",
            help="台账有汇总的，另外归并好这一天的数，供 SQL 用；可写几次",
        ),
    ] = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """全部事实写成 Parquet，供 DuckDB、Spark 等查询；sgyp summary --dataset 可读。"""
    if partition is not None and options.word(partition) not in ("地区", "region"):
        raise Stop(f"--partition 只能是地区，不能是“{partition}”")
    days = _days(as_of)
    destination.guard(out, ledger, "sgyp dataset")
    try:
        from sangeyipi.dataset import write
    except ModuleNotFoundError as error:
        if error.name not in ("pyarrow", "duckdb"):
            raise
        raise Stop(INSTALL) from None
    from sangeyipi.dataset.place import put, replaceable
    from sangeyipi.publish.failures import PublishFailed

    progress = ProgressLine("写入", "张表")
    try:
        replaceable(out)
        session = Session(ledger, rev, today)
        figures = session.figures()
        _whole(figures)
        commit = "" if figures.ledger.parts else _commit(session, rev)
        origin = write.RecordOrigin(figures.ledger.config.region, commit, partition is not None)
        replaced = put(
            out,
            lambda folder: write.write(folder, session.loaded, figures, days, origin, progress),
        )
    except PublishFailed as failed:
        raise Stop(str(failed)) from failed
    finally:
        progress.clear()
    _tell(out, figures.ledger, replaced)
    return OK


def _whole(figures: "Figures") -> None:
    """No engine knows that a county is missing: what is not whole is not written.  Raises Stop."""
    lacking = "；".join(f"{one.region}：{one.why}" for one in figures.open)
    if lacking:
        raise Stop(f"缺区县的不写成数据集，合计会少：{lacking}。补齐后再写", ERRORS)


def _tell(out: Path, ledger: "Ledger", replaced: bool) -> None:
    again = "，换掉了原有的" if replaced else ""
    said = f"{len(ledger.projects)} 个项目，{len(ledger.reports)} 条月调度"
    ask = f"sgyp summary --dataset {out} 可问"
    if ledger.parts and ledger.rollups:
        ask = "区县有汇总（只有公布的表的也是），sgyp summary --dataset 不答：汇总的数用台账问"
    output.warn(f"已写入 {out}{again}：{said}。{ask}")


def _days(texts: list[str] | None) -> "tuple[date | None, ...]":
    days = {day for text in texts or () if (day := options.as_of(text)) is not None}
    return (None, *sorted(days))


def _commit(session: Session, rev: str | None) -> str:
    """The commit that the files read are of; "" where they differ from it or git has none."""
    from sangeyipi.git.failures import GitFailed
    from sangeyipi.git.versions import LedgerVersions
    from sangeyipi.git.working_tree import working_tree

    try:
        if rev is not None:
            with LedgerVersions(session.root) as versions:
                return versions.commit(rev).oid
        state = working_tree(session.root)
    except GitFailed:
        return ""
    return "" if state.changed or state.untold or state.unfinished else state.revision
