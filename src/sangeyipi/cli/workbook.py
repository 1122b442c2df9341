"""`sgyp workbook`: the projects as a workbook to edit, or a month's forms to send out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sangeyipi.cli.console.session import Session
    from sangeyipi.forms.monthly import MonthlyForm
    from sangeyipi.model.month import Month

EXAMPLES = """
sgyp workbook 项目.xlsx
sgyp import 项目.xlsx
sgyp workbook --month 2023-09 --by 责任单位 --out 报表
sgyp import 报表/2023-09*.xlsx --month 2023-09
"""

_SUFFIX = ".xlsx"
#: So many files are named in a message.
_NAMED = 10


def complete_by(incomplete: str) -> list[str]:
    """What forms can be made for each of."""
    from sangeyipi.forms.monthly import groupings

    return [word for word in groupings() if word.startswith(incomplete)]


def workbook(
    file: Annotated[
        Path | None,
        Argument(metavar="[文件.xlsx]", help="项目表写到这里", show_default=False),
    ] = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="月", help="出这个月的月调度表，如 2023-09"),
    ] = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="字段",
            help="月调度表一家一份，按责任单位（默认）、属地等",
            autocompletion=complete_by,
        ),
    ] = None,
    out: Annotated[
        Path | None, Option("--out", metavar="文件夹", help="月调度表放在这个文件夹里")
    ] = None,
    force: Annotated[bool, Option("--force", help="已有的文件填过、改过的也盖掉")] = False,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """出一份 Excel 表来改项目，或出某个月的月调度表发给各单位填；改好、填好的都能再导入。"""
    from sangeyipi.cli.console.session import Session, ledger_root

    options.today(today)
    ledger_root(ledger)
    wanted = None if month is None else _month(month)
    field = _by(by)
    _consistent(file, month, by, out)
    destination.guard(file, ledger, "文件")
    destination.guard(out, ledger)
    session = Session(ledger, today=today)
    session.alone("出表填报")
    if wanted is None:
        assert file is not None
        return _projects(file, session, force)
    assert out is not None
    return _forms(wanted, field, out, session, force)


def _consistent(file: Path | None, month: str | None, by: str | None, out: Path | None) -> None:
    """Raises Stop where the options ask for neither of the two, or for both."""
    if month is None:
        if by is not None or out is not None:
            raise Stop("--by、--out 是出月调度表用的：再写上 --month，如 --month 2023-09")
        if file is None:
            raise Stop(
                "写上文件名出项目表：sgyp workbook 项目.xlsx；\n"
                "出某个月发给各单位的月调度表：sgyp workbook --month 2023-09 --out 报表"
            )
        if file.suffix.lower() != _SUFFIX:
            raise Stop(f"{file}：只能写成 {_SUFFIX}，如 {file.with_suffix(_SUFFIX).name}")
        return
    if file is not None:
        raise Stop(f"有 --month 时出一个月的表，一家一个文件，放在 --out 的文件夹里：去掉 {file}")
    if out is None:
        raise Stop("写上放在哪个文件夹：--out 报表")
    if out.exists() and not out.is_dir():
        raise Stop(f"--out {out}：已有的是一个文件，要一个文件夹")


def _month(text: str) -> "Month":
    from sangeyipi.model.month import parse_month

    found = parse_month(options.word(text))
    if found is None:
        raise Stop(f"--month “{options.word(text)}”写法不对：应为年-月，如 2023-09")
    return found


def _by(text: str | None) -> str:
    from sangeyipi.forms.monthly import groupings
    from sangeyipi.model import term

    if text is None:
        return term.UNIT
    return options.one_of("--by", text, groupings())


def _projects(file: Path, session: "Session", force: bool) -> int:
    from sangeyipi.cli.console.session import typed
    from sangeyipi.forms.workbook import to_workbook

    figures = session.figures()
    _spare([file], force)
    output.write_bytes(file, to_workbook(figures))
    output.write_text(
        f"已写入 {file}：{len(figures.ledger.projects)} 个项目。\n"
        f"改好存盘后：sgyp import {typed(file)}{session.named}\n"
        "先看改了什么，同样的命令再加 --apply 写进台账。\n"
    )
    return OK


def _forms(month: "Month", by: str, out: Path, session: "Session", force: bool) -> int:
    from sangeyipi.cli.console.session import typed
    from sangeyipi.forms.monthly import forms_of

    figures = session.figures()
    if month.first > session.today:
        raise Stop(f"--month：{month.title}还没有到（今天是 {session.today}，可用 --today 另定）")
    forms = list(forms_of(figures.ledger, month, by))
    if not forms[0].projects:
        raise Stop(f"{month.title}没有要报的项目：没有在册又没有达效的，也没有报过月调度的")
    _spare([out / one.name for one in forms], force)
    _make_folder(out)
    for one in forms:
        output.write_bytes(out / one.name, one.data)
    output.write_text("".join(_told(month, by, out, forms)))
    output.write_text(
        f"收齐后：sgyp import {typed(out / f'{month}*{_SUFFIX}')} --month {month}{session.named}\n"
    )
    return OK


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"建不了文件夹 {folder}：{output.reason(error)}") from error


def _spare(files: "Iterable[Path]", force: bool) -> None:
    """Raises Stop where a file that is there holds what somebody typed."""
    if force:
        return
    held = [file for file in files if file.exists() and _is_held(file)]
    if held:
        names = "、".join(map(str, held[:_NAMED])) + ("等" if len(held) > _NAMED else "")
        raise Stop(
            f"{names} 已经有了，填过、改过，或不是 sgyp workbook 出的：没有写。\n"
            "先用 sgyp import 收进台账；不要了的，移走，或加 --force 盖掉"
        )


def _is_held(file: Path) -> bool:
    """Whether a file is anything but one of ours that nobody has touched."""
    from sangeyipi.forms.ours import is_ours
    from sangeyipi.forms.returned import is_edited
    from sangeyipi.sheets.failures import SheetsFailed
    from sangeyipi.sheets.reader import read_workbook

    try:
        found = read_workbook(file)
    except (SheetsFailed, OSError):
        return True
    return not is_ours(found) or is_edited(found)


def _told(month: "Month", by: str, out: Path, forms: "list[MonthlyForm]") -> "Iterable[str]":
    everything, *each = forms
    yield (
        f"已写入 {out}：{month.title}月调度表 {len(forms)} 个，"
        f"按{by} {len(each)} 家，共 {everything.projects} 个项目。\n"
    )
    for one in forms:
        yield f"  {one.name}　{one.projects} 个项目\n"
    new = {one.name for one in forms}
    others = sorted(path.name for path in out.glob(f"{month}*{_SUFFIX}") if path.name not in new)
    if others:
        yield f"文件夹里还有这次没有出的：{'、'.join(others[:_NAMED])}，不要的移走。\n"
