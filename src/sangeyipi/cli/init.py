"""`sgyp init`: a new ledger for a county, with what git, editors and CI need beside it."""

import os
import re
import unicodedata
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import asking, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option
from sangeyipi.cli.schema import make_folder, no_links

if TYPE_CHECKING:
    from sangeyipi.store.template import NewLedger

EXAMPLES = """
sgyp init
sgyp init data --name 示例县“三个一批”项目台账 --region 示例县 --phase 1=2021-07-10
"""
#: A phase before its day: 8=, 第8期=, 第8期.
_PHASE = re.compile(r"(?:第(?P<number>[0-9]+)期[=:]?|(?P<bare>[0-9]+)期?[=:])(?P<day>.*)", re.ASCII)
#: What to do with a new ledger.
_FILL_IN = (
    "填好 projects/ 里的项目：有 Excel 表的用 sgyp import，没有的用 sgyp add；再运行 sgyp check。"
)


def init(
    folder: Annotated[
        Path,
        Argument(metavar="[文件夹]", help="台账文件夹；不写则是这里", show_default=False),
    ] = Path(),
    name: Annotated[str | None, Option("--name", metavar="名称", help="台账的名称")] = None,
    region: Annotated[str | None, Option("--region", metavar="地区", help="写进表题的地区")] = None,
    phase: Annotated[
        list[str] | None,
        Option("--phase", metavar="期=日期", help="一期和它举行的日子，可写多次"),
    ] = None,
) -> int:
    """新建台账；已有台账的，补上 git、编辑器和 CI 要的文件。从不改动已有文件。"""
    from sangeyipi.store import template
    from sangeyipi.store.example import EXAMPLE_FILE
    from sangeyipi.store.files import LEDGER_FILE

    make_folder(folder)
    new = None
    if os.path.lexists(folder / LEDGER_FILE):
        if name or region or phase:
            raise Stop(f"{folder / LEDGER_FILE} 已经有了：名称、地区和期次请直接改这个文件")
    else:
        new = _asked(name, region, phase)
    place = _in_repository(folder)
    files = template.supporting_files(place or "") | (_ledger_files(new) if new else {})
    if any((folder / "projects").glob("**/*")):
        files.pop(EXAMPLE_FILE, None)
    for beginning, (kind, _) in template.BEGINNINGS.items():
        if any((folder / kind).glob("**/*")):
            files.pop(beginning, None)
    _write(folder, files)
    _advise(folder, place, new is not None)
    return OK


def _asked(name: str | None, region: str | None, phases: list[str] | None) -> "NewLedger":
    """The new ledger's own words: from the options, else from whoever sits at the terminal."""
    from sangeyipi.store.template import NewLedger

    held = [_phase(text) for text in phases or []]
    name, region = ((text or "").strip() for text in (name, region))
    missing = [f"--{k}" for k, v in (("name", name), ("region", region)) if not v]
    if missing and not asking.somebody():
        raise Stop(f"缺 {'、'.join(missing)}：这里不是终端，没法问，请写在命令里")
    region = region or asking.ask("地区（写进表题，如 示例县）")
    name = name or asking.ask("台账名称", f"{region}“三个一批”项目台账")
    if phases is None and missing:
        held = _ask_phases()
    for number, one in enumerate(held):
        if _misplaced(held[:number], one):
            raise Stop("--phase：期次要从小到大、不重复，日期不倒退")
    return NewLedger(name, region, tuple(held))


def _ask_phases() -> list[tuple[int, date]]:
    """The phases held so far, beginning at any of them: one at least."""
    held: list[tuple[int, date]] = []
    while True:
        number = held[-1][0] + 1 if held else 1
        how = "回车结束" if held else "从别的期写起，写成 8=2023-05-08"
        text = asking.maybe(f"第{number}期的日期（如 2021-07-10；{how}）")
        if not text and held:
            return held
        if not text:
            output.warn("至少要有一期：台账里最早的那一期，如 8=2023-05-08")
            continue
        try:
            one = _phase(text, number)
        except Stop as stop:
            output.warn(str(stop).removeprefix("--phase "))
            continue
        wrong = _misplaced(held, one)
        if wrong:
            output.warn(wrong)
        else:
            held.append(one)


def _misplaced(held: list[tuple[int, date]], one: tuple[int, date]) -> str:
    """Why a phase cannot follow those before it; "": it can."""
    if not held:
        return ""
    last, day = held[-1]
    if one[0] <= last:
        return f"第{last}期后面要写更后的一期，不是第{one[0]}期"
    if one[1] < day:
        return f"第{one[0]}期的日期（{one[1]}）早于第{last}期的（{day}）"
    return ""


def _phase(text: str, number: int | None = None) -> tuple[int, date]:
    """A phase and its day: 8=2023-05-08, 第八期=2023年5月8日; for phase `number`, a day alone."""
    from sangeyipi.model import limits
    from sangeyipi.model.nearest import in_figures

    written = in_figures(unicodedata.normalize("NFKC", text).replace(" ", ""))
    match = _PHASE.fullmatch(written)
    day = _day(text, match["day"] if match else written, number)
    if match is None and number is None:
        raise Stop(
            f"--phase “{text}”没有写是第几期：前面写上“期=”，如第 8 期写成 8={text}，"
            "几期就写几个 --phase"
        )
    phase = int((match["number"] or match["bare"]) if match else number or 0)
    if not limits.PHASE.holds(phase):
        raise Stop(f"--phase “{text}”：一期是 {limits.PHASE} 的整数，写成 期=日期，如 8=2023-05-08")
    return phase, day


def _day(text: str, written: str, number: int | None) -> date:
    """The day that is written, as people write one.  Raises Stop, saying what is wrong with it."""
    from sangeyipi.ingest.values import spellings

    plain = spellings.plain(written)
    found = spellings.Spelled(None) if spellings.is_serial(plain) else spellings.date(plain)
    if found.text is None and found.why.startswith("不"):
        raise Stop(f"--phase “{text}”：没有这一天（{found.why.removeprefix('不是日期：')}）")
    if found.text is None or len(found.text) < len("2023-05-08"):
        alone = "" if number is None else "日期，如 2023-05-08，或 "
        why = "要写到日" if found.text else found.why
        said = f"（{why}）" if why else ""
        raise Stop(f"--phase “{text}”写法不对{said}：应为 {alone}期=日期，如 8=2023-05-08")
    return date.fromisoformat(found.text)


def _ledger_files(new: "NewLedger") -> dict[str, str]:
    from sangeyipi.store.template import ledger_files

    return _checked(ledger_files(new, date.today()))


def _checked(files: dict[str, str]) -> dict[str, str]:
    """The ledger's own files, once they pass `check --strict`.  Raises Stop, naming what does not.

    The rules know best what a name may hold.
    """
    from sangeyipi.checks.run import check
    from sangeyipi.render.inert import inert
    from sangeyipi.store.example import EXAMPLE_FILE
    from sangeyipi.store.files import DataFiles, FileKind
    from sangeyipi.store.load import load_from
    from sangeyipi.store.source import checked_source

    loaded = load_from(
        DataFiles(((FileKind.PROJECTS, EXAMPLE_FILE),)),
        lambda name: checked_source(name, files[name].encode("utf-8", "surrogateescape")),
    )
    for one in check(loaded, strict=True):
        raise Stop(f"不能这样写：{inert(one.message)}")
    return files


def _in_repository(folder: Path) -> str | None:
    """The folder as seen from the root of its repository ("" at the root); None outside any."""
    here = folder.resolve()
    for parent in (here, *here.parents):
        if os.path.lexists(parent / ".git"):
            inside = here.relative_to(parent).as_posix()
            return "" if inside == "." else inside
    return None


def _write(folder: Path, files: dict[str, str]) -> None:
    # A link in a file's place is left alone, as any file; one in a folder's place leads elsewhere.
    no_links(folder, {str(PurePath(name).parent) for name in files} - {"."})
    left = [name for name in files if os.path.lexists(folder / name)]
    for name, text in files.items():
        if name not in left:
            make_folder((folder / name).parent)
            output.write_file(folder / name, text)
    # Only now: whoever reads this may leave early.
    told = [f"写入 {folder / name}\n" for name in files if name not in left]
    output.write_text("".join([*told, *(f"已有，未动 {folder / name}\n" for name in left)]))


def _advise(folder: Path, inside: str | None, new: bool) -> None:
    from sangeyipi.cli.console.session import named, typed
    from sangeyipi.store.template import AT_ROOT

    lines = []
    if folder != Path():
        # A command in this folder would mean another ledger, or none.
        lines.append(
            f"以后的命令先进入这个文件夹再运行（cd {typed(folder)}），"
            f"或在命令后面写{named(folder)}。"
        )
    lines += [_FILL_IN] if new else []
    if inside:
        names = "、".join(AT_ROOT)
        lines.append(f"台账在仓库的子文件夹 {inside} 里：{names} 要移到仓库根目录才起作用。")
    lines.append("改完运行 sgyp save 说明：核对以后存进 git（还没有仓库的，第一次时建好）。")
    git = "" if inside is not None else "存过以后，"
    lines.append(f"{git}每个克隆运行一次 sgyp git-setup：git diff 和合并就按编号和事实。")
    output.write_text("".join(f"{line}\n" for line in lines))
