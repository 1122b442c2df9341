"""`sgyp init`: a new ledger for a county, with what git, editors and CI need beside it."""

import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli import output
from sangeyipi.cli.exits import OK, Stop
from sangeyipi.cli.schema import make_folder

if TYPE_CHECKING:
    from sangeyipi.store.template import NewLedger

EXAMPLES = """
sgyp init
sgyp init data --name 示例县“三个一批”项目台账 --region 示例县 --phase 1=2021-07-10
"""
_PHASE = re.compile(r"([1-9][0-9]{0,3})=([12][0-9]{3}-[0-9]{2}-[0-9]{2})", re.ASCII)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="台账文件夹；不写则是这里", show_default=False)
    ] = Path(),
    name: Annotated[str | None, typer.Option("--name", metavar="名称", help="台账的名称")] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="地区", help="写进表题的地区")
    ] = None,
    phase: Annotated[
        list[str] | None,
        typer.Option("--phase", metavar="期=日期", help="一期和它举行的日子，可写多次"),
    ] = None,
) -> int:
    """新建台账；已有台账的，补上 git、编辑器和 CI 要的文件。从不改动已有文件。"""
    from sangeyipi.store import template
    from sangeyipi.store.files import LEDGER_FILE

    make_folder(folder)
    new = None
    if os.path.lexists(folder / LEDGER_FILE):
        if name or region or phase:
            raise Stop(f"{folder / LEDGER_FILE} 已经有了：名称、地区和期次请直接改这个文件")
    else:
        new = _asked(name, region, phase)
    place = _in_repository(folder)
    files = template.supporting_files(place or "") | (template.ledger_files(new) if new else {})
    if any((folder / "projects").glob("**/*")):
        files.pop(template.EXAMPLE_FILE, None)
    if any((folder / "progress").glob("**/*")):
        files.pop(template.REPORTING_FILE, None)
    _write(folder, files)
    _advise(place, new is not None)
    return OK


def _asked(name: str | None, region: str | None, phases: list[str] | None) -> "NewLedger":
    """The new ledger's own words: from the options, else from whoever sits at the terminal."""
    from sangeyipi.store.template import NewLedger

    terminal = sys.stdin.isatty()
    name, region = ((text or "").strip() for text in (name, region))
    missing = [f"--{k}" for k, v in (("name", name), ("region", region)) if not v]
    if missing and not terminal:
        raise Stop(f"缺 {'、'.join(missing)}：这里不是终端，没法问，请写在命令里")
    region = region or typer.prompt("地区（写进表题，如 示例县）", err=True)
    name = name or typer.prompt("台账名称", default=f"{region}“三个一批”项目台账", err=True)
    held = [_phase(text) for text in phases or []]
    if phases is None and missing:
        held = _ask_phases()
    numbers = [number for number, _ in held]
    if numbers != sorted(set(numbers)) or sorted(day for _, day in held) != [d for _, d in held]:
        raise Stop("--phase：期次要从小到大、不重复，日期不倒退")
    return NewLedger(name.strip(), region.strip(), tuple(held))


def _ask_phases() -> list[tuple[int, date]]:
    held: list[tuple[int, date]] = []
    while True:
        number = held[-1][0] + 1 if held else 1
        text = typer.prompt(
            f"第{number}期的日期（如 2021-07-10；回车结束）",
            default="",
            show_default=False,
            err=True,
        )
        if not text:
            return held
        try:
            held.append(_phase(f"{number}={text}"))
        except Stop as stop:
            output.warn(str(stop))


def _phase(text: str) -> tuple[int, date]:
    match = _PHASE.fullmatch(text)
    if not match:
        raise Stop(f"--phase “{text}”写法不对：应为 期=日期，如 8=2023-05-08")
    try:
        return int(match[1]), date.fromisoformat(match[2])
    except ValueError:
        raise Stop(f"--phase “{text}”：没有这一天") from None


def _in_repository(folder: Path) -> str | None:
    """The folder as seen from the root of its repository ("" at the root); None outside any."""
    here = folder.resolve()
    for parent in (here, *here.parents):
        if os.path.lexists(parent / ".git"):
            inside = here.relative_to(parent).as_posix()
            return "" if inside == "." else inside
    return None


def _write(folder: Path, files: dict[str, str]) -> None:
    left = [name for name in files if os.path.lexists(folder / name)]
    for name, text in files.items():
        if name not in left:
            make_folder((folder / name).parent)
            output.write_file(folder / name, text)
    # Only now: whoever reads this may leave early.
    told = [f"写入 {folder / name}\n" for name in files if name not in left]
    output.write_text("".join([*told, *(f"已有，未动 {folder / name}\n" for name in left)]))


def _advise(inside: str | None, new: bool) -> None:
    from sangeyipi.store.template import AT_ROOT

    lines = ["填好 projects/ 里的项目，再运行 sgyp check。"] if new else []
    if inside:
        names = "、".join(AT_ROOT)
        lines.append(f"台账在仓库的子文件夹 {inside} 里：{names} 要移到仓库根目录才起作用。")
    git = "" if inside is not None else "git init 之后，"
    lines.append(f"{git}每个克隆运行一次 sgyp git-setup：git diff 和合并就按编号和事实。")
    output.write_text("".join(f"{line}\n" for line in lines))
