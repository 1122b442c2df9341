"""`sgyp summary`: section one's tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sangeyipi.cli.console import options, vocabulary
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.ledger import Config
    from sangeyipi.model.phases import Phases
    from sangeyipi.model.table import Table
    from sangeyipi.tables.grouping import Grouping
    from sangeyipi.tables.ranked_summary import NotRanked, Rank

EXAMPLES = """
sgyp summary --phase 8
sgyp summary --as-of 2023-06-30 --format csv --out 六月.csv
sgyp summary --by 领域 --phase 1-7
sgyp summary --by 责任单位 --rank 签约开工率
sgyp summary --by 包联领导 --rank 年度完成率 --as-of 2023-06-30
sgyp summary --as-of 2023-06-30 --rev 2023-07-05
sgyp summary --dataset 数据集 --by 领域
"""


def summary(
    phase: options.Phase = None,
    as_of: options.AsOf = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="类别",
            help=f"按{vocabulary.BY_WORDS}",
            autocompletion=options.complete_by,
        ),
    ] = None,
    rank: Annotated[
        str | None,
        Option(
            "--rank",
            metavar="指标",
            help="与 --by 连用：按这一列或这个率从高到低排名次，+指标 从低到高",
        ),
    ] = None,
    unique: Annotated[bool, Option("--unique", help="每个项目只计一次，不按项次")] = False,
    platform: options.Platform = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    dataset: Annotated[
        Path | None,
        Option("--dataset", metavar="文件夹", help="问 sgyp dataset 写的数据集，不读台账"),
    ] = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """个数、总投资和转化率：一期、几期，或全部。"""
    from sangeyipi import api
    from sangeyipi.cli.console.session import Session

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    kind = _kind(by, unique)
    if dataset is not None:
        _refuse({"--rev": rev, "--today": today, "--ledger": ledger})
        asked = SummaryAsked(phase, day, kind, platform, unique, _rank(rank, kind))
        return _of_dataset(dataset, asked, chosen_form, out)
    ranking = _rank(rank, kind)
    session = Session(ledger, rev, today, of_totals=_of_totals(kind) and not (unique or day))
    chosen = options.phases(phase, session.loaded.ledger)
    figures = session.figures(day)
    if ranking is None:
        tables = api.summary(figures, chosen, by=kind, on_platform=platform, unique=unique)
    else:
        tables = _ranked(figures, chosen, kind, platform, unique, ranking)
    _send(session.told(tables), figures.ledger.config, day, chosen_form, out)
    return OK


def _ranked(
    figures: "Figures",
    chosen: "Phases | None",
    kind: "Grouping | None",
    platform: bool | None,
    unique: bool,
    rank: "Rank",
) -> "list[Table]":
    """The same with 名次.  Raises Stop."""
    from sangeyipi import api
    from sangeyipi.tables.ranked_summary import NotRanked, NotTold

    try:
        return api.summary(figures, chosen, by=kind, on_platform=platform, unique=unique, rank=rank)
    except NotRanked as error:
        raise Stop(_not_ranked(error)) from None
    except NotTold as error:
        raise Stop(str(error)) from None


def _send(
    tables: "Sequence[Table]", config: "Config", day: "date | None", form: str, out: Path | None
) -> None:
    from sangeyipi.cli.console.results import send
    from sangeyipi.model.document import answer

    found = answer(tables, config.name, day)
    if form == "xlsx":
        from sangeyipi.tables.cell_notes import notes_of

        found = found._replace(noted=notes_of(config, found.tables, every=True))
    send(found, form, out)


class SummaryAsked(NamedTuple):
    """What a dataset is asked."""

    phase: str | None
    day: "date | None"
    by: "Grouping | None"
    platform: bool | None
    unique: bool
    rank: "Rank | None"


def _refuse(given: "Mapping[str, object]") -> None:
    """What a dataset has no answer to.  Raises Stop."""
    said = [name for name, value in given.items() if value is not None and name != "--ledger"]
    if said:
        raise Stop(f"{'、'.join(said)} 不能与 --dataset 连用：去掉 --dataset，用台账问")


def _of_dataset(folder: Path, asked: SummaryAsked, form: str, out: Path | None) -> int:
    """The same tables from a dataset.  Raises Stop."""
    from sangeyipi.dataset.schema import NotOurDataset

    try:
        from sangeyipi.dataset.engine import Engine

        engine = Engine(folder)
    except ModuleNotFoundError as error:
        if error.name != "duckdb":
            raise
        from sangeyipi.cli.dataset import INSTALL

        raise Stop(INSTALL) from None
    except NotOurDataset as error:
        raise Stop(str(error)) from None
    from sangeyipi.dataset.answers import NotAnswered, opened
    from sangeyipi.dataset.summary import summary
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.tables.ranked_summary import NotRanked

    try:
        dataset = opened(engine)
        chosen = options.phases(asked.phase, Ledger(config=dataset.config))
        tables = summary(dataset, chosen, *asked[1:])
    except NotRanked as error:
        words = "、".join(dict.fromkeys(error.words))
        raise Stop(
            f"--rank 不能是“{error}”：问数据集只排表里的列（{words}）；"
            "名单的率、按月的指标用台账问（不写 --dataset）"
        ) from None
    except (NotAnswered, NotOurDataset) as error:
        raise Stop(str(error)) from None
    finally:
        engine.close()
    _send(tables, dataset.config, asked.day, form, out)
    return OK


def _kind(by: str | None, unique: bool) -> "Grouping | None":
    if by is None:
        return None
    from sangeyipi.tables.grouping import GROUPINGS, named

    kind = named(options.word(by))
    if kind is None:
        names = [name for one in GROUPINGS for name in (one.word, one.key)]
        near = options.meant(options.word(by), names)
        can = "、".join(f"{one.key}（{one.word}）" for one in GROUPINGS)
        raise Stop(f"--by 不能是“{options.word(by)}”，只能是：{can}{near}")
    if unique and not kind.of_lists:
        raise Stop(f"--by {kind.word} 本来就每个项目只计一次，不要再写 --unique")
    return kind


def _of_totals(kind: "Grouping | None") -> bool:
    """Whether the table is of what projects come to together."""
    if kind is None:
        return True
    from sangeyipi.tables.grouping import REGION

    return kind is REGION


def _rank(text: str | None, kind: "Grouping | None") -> "Rank | None":
    """What `--rank` asks for: from the largest, or with + from the smallest.  Raises Stop."""
    if text is None:
        return None
    from sangeyipi.tables.ranked_summary import Rank

    said = options.word(text).strip()
    word = said.lstrip("+-＋－")
    if kind is None:
        raise Stop(f"--rank {said} 要与 --by 连用：如 --by 责任单位 --rank 签约开工率")
    if not word:
        raise Stop("--rank 后面要写指标，如 --rank 签约开工率")
    return Rank(word, said[0] in "+＋")


def _not_ranked(error: "NotRanked") -> str:
    words = list(dict.fromkeys(error.words))
    can = f"--rank 不能是“{error}”，只能是：{'、'.join(words)}"
    if error.monthless:
        return f"{can}；台账没有月调度，投资完成率、年度完成率这些按月的指标排不了"
    return can + options.meant(str(error), words)
