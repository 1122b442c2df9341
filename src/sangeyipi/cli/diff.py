"""`sgyp diff`: what changed between two states of the ledger, and what it does to section one."""

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option
from sangeyipi.cli.console.results import send_as
from sangeyipi.render.formats import COMPARISONS, COUNTS

if TYPE_CHECKING:
    from sangeyipi.compare.comparison import Comparison
    from sangeyipi.git.versions import Version

EXAMPLES = """
sgyp diff
sgyp diff HEAD~3
sgyp diff main...我的分支 --format md --out 说明.md
sgyp diff ./上月 ./本月 --fail-on backward
"""
_MAKES = destination.makes(COMPARISONS)
_LINES = destination.makes(COUNTS)
_FAIL_ON = ("backward", "totals", "any")
#: How git's index is spelled.
_INDEX = ":"


def diff(
    states: Annotated[
        list[str] | None,
        Argument(
            metavar="[旧 [新]]",
            help="提交、标签、日期、A..B、A...B、:（暂存区）或文件夹；不写则比较 HEAD 与工作区",
        ),
    ] = None,
    cached: Annotated[bool, Option("--cached", help="新的一侧取暂存区")] = False,
    stat: Annotated[bool, Option("--stat", help="只出一行计数")] = False,
    fail_on: Annotated[
        str | None,
        Option(
            "--fail-on",
            metavar="|".join(_FAIL_ON),
            help="有退回或删除、合计变了、有任何改动时退出码为 1",
            autocompletion=lambda: list(_FAIL_ON),
        ),
    ] = None,
    form: Annotated[
        str | None,
        Option(
            "--format",
            metavar="|".join(_MAKES.words),
            help="输出格式；写 --out 时按扩展名",
            autocompletion=lambda: list(_MAKES.words),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        Option("--out", metavar="文件", help=destination.told(_MAKES)),
    ] = None,
    ledger: options.LedgerDir = None,
) -> int:
    """台账改了什么：按项目说，并说明对第一部分的影响。"""
    chosen = _format(form, out, ledger)
    condition = options.one_of("--fail-on", fail_on, _FAIL_ON) if fail_on else None
    if stat and chosen not in _LINES.words:
        raise Stop(f"--stat 只出一行文字，不能与 {chosen} 一起用")
    found = _compared(_range(states or [], cached), ledger)
    send_as(found, chosen, out, COUNTS if stat else COMPARISONS)
    return ERRORS if condition and _fails(found, condition) else OK


def _format(form: str | None, out: Path | None, ledger: Path | None) -> str:
    destination.guard(out, ledger)
    chosen = None if form is None else options.one_of("--format", form, _MAKES.words)
    return destination.form_of(chosen, out, _MAKES)


def _range(states: list[str], cached: bool) -> list[str]:
    if len(states) > 2:
        raise Stop("至多写两个版本：旧的和新的")
    if not cached:
        return states
    if len(states) == 2 or any(".." in state for state in states):
        raise Stop("--cached 以暂存区为新的一侧，前面至多写一个旧版本")
    return [*(states or ["HEAD"]), _INDEX]


def _compared(states: list[str], ledger: Path | None) -> "Comparison":
    from sangeyipi import api
    from sangeyipi.compare.comparison import compare_loaded
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.git.versions import parse_range

    try:
        old, new = parse_range(states, _folder(ledger), api.gather())
    except HistoryFailed as error:
        raise Stop(str(error)) from error
    _stop_if_broken(old, new)
    before, after, left_out = api.to_compare(old.loaded, new.loaded)
    return compare_loaded(before, after, (old.title, new.title), left_out)


def _folder(ledger: Path | None) -> Path:
    """The ledger's folder; where there is none here, two folders may still be compared."""
    from sangeyipi.cli.console.session import history_root
    from sangeyipi.store.files import find_ledger

    if ledger is not None:
        return history_root(ledger)
    return find_ledger(Path.cwd()) or Path.cwd()


def _stop_if_broken(*versions: "Version") -> None:
    """Stop with every error that makes a state impossible to compare."""
    from sangeyipi.compare.rules import stopping
    from sangeyipi.render.inert import inert
    from sangeyipi.render.placing import told

    broken = [(version, found) for version in versions if (found := stopping(version.loaded))]
    for version, found in broken:
        text = told(version.loaded, found, PurePath()).rstrip("\n")
        output.warn(f"{inert(version.title)}：\n{text}")
    if broken:
        count = sum(len(found) for _, found in broken)
        raise Stop(f"有 {count} 处读取错误，无法比较。改好后再试。", ERRORS)


def _fails(found: "Comparison", condition: str) -> bool:
    return {
        "backward": found.backward,
        "totals": found.totals,
        "any": found.anything,
    }[condition]
