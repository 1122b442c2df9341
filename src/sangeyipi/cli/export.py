"""`sgyp export`: the table of a month, quarter, year or phase, published with nobody watching."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sangeyipi.cli.console import destination, exits, options, periods
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.narration import Narrator
from sangeyipi.cli.console.parameters import Option
from sangeyipi.cli.console.session import folder_name, ledger_root, report
from sangeyipi.render.formats import PUBLISHED


class Done(NamedTuple):
    """A period, whether its set was written, and the version of the ledger that it is made from."""

    name: str
    written: bool
    revision: str


def summary(out: Path, done: list[Done]) -> str:
    """The one line at the end."""
    written = [one.name for one in done if one.written]
    same = len(done) - len(written)
    if not written:
        return f"内容没有变，没有重写：{span([one.name for one in done])}"
    rest = f"；另有 {same} 个内容没有变，没有重写" if same else ""
    return f"已写入 {out / span(written)}（{_versions(done)}）{rest}"


def span(names: list[str]) -> str:
    """The names, or the first and the last of many."""
    if len(names) < 3:
        return "、".join(names)
    return f"{names[0]} … {names[-1]}，共 {len(names)} 个"


def _versions(done: list[Done]) -> str:
    """The version used; where periods have their own, that of each."""
    used = {one.revision: one.name for one in done if one.written}
    if len(used) == 1:
        return next(iter(used))
    return "、".join(f"{one.name} {one.revision}" for one in done if one.written)


def version(revision: str | None, dirty: bool) -> str:
    """How a version of the ledger is called."""
    if revision is None:
        return "不在 git 里的台账"
    return f"版本 {revision[:8]}{'，含未提交的改动' if dirty else ''}"


Month = Annotated[
    str | None,
    Option("--month", metavar="月", help="2023-06，或 2021-07..2023-06；不写是上个月"),
]
Quarter = Annotated[str | None, Option("--quarter", metavar="季", help="2023-Q2，或一段")]
Year = Annotated[str | None, Option("--year", metavar="年", help="2023，或一段")]
PhaseSpan = Annotated[
    str | None,
    Option("--phase", metavar="期", help="第几期，到下一期前一天，或一段 1..8"),
]
MustExist = Annotated[
    bool,
    Option("--must-exist", help="--out 的文件夹要已经在，不新建（共享没挂上时不写本机）"),
]
Out = Annotated[Path, Option("--out", metavar="文件夹", help="放在这个文件夹下的 2023-06 里")]


if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.git.versions import LedgerVersions
    from sangeyipi.model.period import Period
    from sangeyipi.publish.issue import Issuer
    from sangeyipi.publish.place.staging import Recovered

EXAMPLES = """
sgyp export --month 2023-06 --out 月报
sgyp export --month 2021-07..2023-06 --format xlsx,html
sgyp export --out /srv/月报 --if-changed --keep 36 --quiet
sgyp export --month 2023-06 --compare 2023-07-05
"""

EXIT_CODES = """
0 已写入，或 --if-changed 时内容没有变
1 这份台账不能发布：有错误，有未提交的改动，合并只做了一半，--require-fresh 时太旧
2 用法不对，读不了仓库或版本，写不出
3 程序自身的错
除 0 以外，--out 里的都没有动；一次写多期时，写完的几期各自完整。
"""

_DEFAULT_OUT = Path("export")
_EVERY_FORMAT = ",".join(form.word for form in PUBLISHED)


class _Wanted(NamedTuple):
    """What the options ask for."""

    #: The options that name periods.
    given: dict[str, str | None]
    today: "date"
    out: Path
    must_exist: bool
    formats: tuple[str, ...]
    compare: str | None
    month_end: bool
    allow_dirty: bool
    require_fresh: bool
    if_changed: bool
    keep: int | None
    wait: int


def export(
    ctx: typer.Context,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    phase: PhaseSpan = None,
    out: Out = _DEFAULT_OUT,
    must_exist: MustExist = False,
    form: Annotated[
        str, Option("--format", metavar="格式", help=f"其中几种：{_EVERY_FORMAT}")
    ] = _EVERY_FORMAT,
    compare: Annotated[
        str | None,
        Option("--compare", metavar="版本", help="与这个版本（或这天）时所出的相比，列出更正"),
    ] = None,
    month_end: Annotated[
        bool, Option("--rev-at-month-end", help="每期按当时（期末那天）提交的台账出")
    ] = False,
    today: options.Today = None,
    allow_dirty: Annotated[bool, Option("--allow-dirty", help="台账有未提交的改动也出")] = False,
    require_fresh: Annotated[
        bool, Option("--require-fresh", help="台账没有那一期的新记录就不出，退出码 1")
    ] = False,
    if_changed: Annotated[bool, Option("--if-changed", help="内容没变就不重写")] = False,
    keep: Annotated[
        int | None, Option("--keep", metavar="个数", min=1, help="只留最近几个，更早的删去")
    ] = None,
    wait: Annotated[
        int, Option("--wait", metavar="秒", min=0, help="另一个 sgyp 在写时等几秒")
    ] = 60,
    verify: Annotated[
        Path | None,
        Option("--verify", metavar="文件夹", help="同 sgyp verify 文件夹"),
    ] = None,
    quiet: options.Quiet = False,
    log: options.Log = False,
    ledger: options.LedgerDir = None,
) -> int:
    """每月（季、年、期）的表：Excel、CSV、网页等，成套放到一个文件夹。"""
    tell = Narrator(quiet, log)
    with _failures(ledger, tell):
        if verify is not None:
            return _as_before(verify, ctx, ledger, tell)
        destination.guard(out, ledger)
        wanted = _Wanted(
            {"--month": month, "--quarter": quarter, "--year": year, "--phase": phase},
            options.today(today),
            out,
            must_exist,
            _formats(form),
            None if compare is None else options.word(compare),
            month_end,
            allow_dirty,
            require_fresh,
            if_changed,
            keep,
            wait,
        )
        # Before git is asked: who has mistyped a month need not commit first to learn of it.
        periods.asked(wanted.given, None, wanted.today)
        return _export(wanted, ledger_root(ledger), tell)


def _as_before(folder: Path, ctx: typer.Context, ledger: Path | None, tell: Narrator) -> int:
    """`--verify`, from before there was a command for it."""
    from sangeyipi.cli.verify import verify_sets

    its_own = ("verify", "quiet", "log", "ledger")
    given = [
        param.opts[0]
        for param in ctx.command.params
        if param.name not in its_own and _typed(ctx, param.name or "")
    ]
    if given:
        raise Stop(f"--verify 只核对已出的，不能和 {'、'.join(given)} 一起写")
    tell.notice(f"核对现在是单独的命令：sgyp verify {folder}（--ledger 等照写）；--verify 照旧可用")
    return verify_sets([folder], ledger, tell)


def _typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _formats(text: str) -> tuple[str, ...]:
    from sangeyipi.publish.files import FORMATS

    words = [word.strip() for word in options.word(text).replace("，", ",").split(",")]
    chosen = {options.one_of("--format", word, FORMATS) for word in words if word}
    if not chosen:
        raise Stop(f"--format 至少要有一种：{'、'.join(FORMATS)}")
    return tuple(form for form in FORMATS if form in chosen)


@contextmanager
def _failures(ledger: Path | None, tell: Narrator) -> Iterator[None]:
    """Every reason not to publish as a message and an exit code."""
    with tell.to_the_end(), _named_failures(ledger):
        yield


@contextmanager
def _named_failures(ledger: Path | None) -> Iterator[None]:
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.publish.failures import PublishFailed
    from sangeyipi.publish.issue import Unsound
    from sangeyipi.publish.origin import PublishRefused

    try:
        yield
    except Unsound as unsound:
        report(unsound.loaded, unsound.found, folder_name(ledger))
        raise Stop(
            f"{unsound}。改好后再试；sgyp rules 规则名 可查每条规则。", exits.ERRORS
        ) from None
    except PublishRefused as refused:
        raise Stop(str(refused), exits.ERRORS) from None
    except (HistoryFailed, PublishFailed) as failed:
        raise Stop(str(failed)) from failed


def _export(wanted: _Wanted, root: Path, tell: Narrator) -> int:
    from sangeyipi import api
    from sangeyipi.git.versions import LedgerVersions
    from sangeyipi.publish.place.lock import lock
    from sangeyipi.publish.place.staging import recover

    with LedgerVersions(root, api.gather()) as versions:
        issuer, chosen = _prepared(wanted, versions, tell)
        waited: list[bool] = []

        def on_wait() -> None:
            waited.append(True)
            tell.notice(f"另一个 sgyp 正在写 {wanted.out}，等它结束……")

        with lock(wanted.out, wanted.wait, on_wait, wanted.must_exist) as folder:
            _told_recovery(recover(folder), tell)
            if waited:
                # Somebody published in the meantime, perhaps from a newer ledger than ours.
                issuer, chosen = _prepared(wanted, versions, tell)
            done = []
            for number, period in enumerate(chosen, 1):
                tell.progress("正在生成", number, len(chosen))
                done.append(_publish(issuer, period, wanted, folder, tell))
            if wanted.keep is not None:
                _retire(folder, wanted.keep, chosen, tell)
    tell.summary(summary(wanted.out, done))
    return exits.OK


def _prepared(
    wanted: _Wanted, versions: "LedgerVersions", tell: Narrator
) -> "tuple[Issuer, list[Period]]":
    """What is published from, and which periods; everything that can be refused is, here."""
    from sangeyipi.publish.issue import Issuer
    from sangeyipi.publish.origin import PublishRefused

    tell.progress("正在读取和核对台账")
    issuer = Issuer(
        versions,
        allow_dirty=wanted.allow_dirty,
        month_end=wanted.month_end,
        compare=wanted.compare,
        today=options.at_least_today(wanted.today),
    )
    chosen = periods.asked(wanted.given, issuer.ledger, wanted.today)
    used = version(issuer.origin.revision, issuer.origin.dirty)
    tell.step(f"台账 {issuer.ledger.config.name}，{used}")
    for period in chosen:
        old = issuer.stale(period)
        if old and wanted.require_fresh:
            raise PublishRefused(f"{period.title}：{old}\n--require-fresh：不发布。")
        if old:
            tell.notice(f"{period.title}：{old}")
    return issuer, chosen


def _publish(
    issuer: "Issuer", period: "Period", wanted: _Wanted, folder: Path, tell: Narrator
) -> Done:
    from sangeyipi.publish.place.replace import is_current, publish

    issue = issuer.issue(period, wanted.formats)
    used = version(issue.manifest.revision, issue.manifest.dirty)
    if wanted.if_changed and is_current(folder, period.name, issue.manifest):
        tell.step(f"{period.name}：内容没有变，没有重写（{used}）")
        return Done(period.name, False, used)
    files = issue.files()
    outcome = publish(folder, period.name, files, issue.manifest)
    how = "" if outcome.in_one_step else "（这里换文件夹要两步）"
    tell.step(f"{period.name}：已写入 {outcome.path}，{len(files)} 个文件{how}（{used}）")
    return Done(period.name, True, used)


def _retire(folder: Path, newest: int, chosen: "list[Period]", tell: Narrator) -> None:
    from sangeyipi.publish.retention import keep

    retired = keep(folder, newest, chosen[0].kind)
    if retired.removed:
        tell.step(f"--keep {newest}：删去 {'、'.join(retired.removed)}")
    at_once = [one.name for one in chosen if one.name in retired.removed]
    if at_once:
        tell.notice(f"比 --keep {newest} 留下的都早，写完又删去了：{span(at_once)}")
    if retired.spared:
        tell.fault(f"--keep {newest}：{'、'.join(retired.spared)} 里有别人的文件，没有删。")


def _told_recovery(recovered: "Recovered", tell: Narrator) -> None:
    if recovered.put_back:
        tell.notice(f"上次运行中断，已放回：{'、'.join(recovered.put_back)}")
    if recovered.removed:
        tell.step(f"清理了上次中断留下的 {recovered.removed} 个文件夹")
    for stuck in recovered.stuck:
        tell.fault(stuck)
