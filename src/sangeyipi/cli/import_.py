"""`sgyp import`: what the county keeps in spreadsheets, into the ledger, no row lost."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sangeyipi.cli.console import destination, kept, options, output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangeyipi.cli.console.session import Session
    from sangeyipi.ingest.answers import Answers
    from sangeyipi.ingest.imported import Imported
    from sangeyipi.ingest.mapping import MappingFile, Recognised
    from sangeyipi.ingest.sources import ImportOptions
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.month import Month
    from sangeyipi.sheets.grid import Workbook

EXAMPLES = """
sgyp import 第八期台账.xlsx
sgyp import 第八期台账.xlsx --phase 8 --as-of 2023-06-30 --apply
sgyp import 调度表.xls --month 2023-05 --apply
sgyp import 问题台账.xlsx --apply
sgyp import 走访记录.xlsx 银企对接表.xlsx --as-of 2023-06-30
sgyp import --undo
"""
EXIT_CODES = """
0  没有不能导入的行
1  有行没有导入，或写进去台账会有错误
2  文件读不了（有密码、不完整、太大、不是表格、找不到项目表），或用法不对
"""
_FORMATS = ("text", "json")


class _Wanted(NamedTuple):
    """What is to be done with what was found."""

    form: str
    apply: bool
    partial: bool
    into: str | None
    write_mapping: Path | None


def import_(
    files: Annotated[
        list[Path] | None,
        Argument(
            metavar="[文件]...",
            help="xlsx、xlsm、xls、ods、csv、tsv；几个文件一起对账",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[str | None, Option("--sheet", metavar="工作表", help="只读这个工作表")] = None,
    phase: Annotated[
        str | None,
        Option(
            "--phase",
            metavar="期",
            help="表里没有写期的，是这一期的，如 8",
            autocompletion=options.complete_phases,
        ),
    ] = None,
    batch: Annotated[
        str | None,
        Option(
            "--batch",
            metavar="批",
            help="表里没有写批的，是这一批的：签约、开工或投产",
            autocompletion=options.complete_batches,
        ),
    ] = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="月份", help="月度数记入哪个月，如 2023-05"),
    ] = None,
    as_of: Annotated[
        str | None,
        Option("--as-of", metavar="日期", help="表是哪一天的，如 2023-06-30；在它之后的日期算计划"),
    ] = None,
    mapping: Annotated[
        Path | None,
        Option("--mapping", metavar="映射.yaml", help="按这个文件认列、答问题"),
    ] = None,
    write_mapping: Annotated[
        Path | None,
        Option("--write-mapping", metavar="映射.yaml", help="把认出的列写成文件，改好再用"),
    ] = None,
    keep_unmapped: Annotated[
        bool, Option("--keep-unmapped", help="台账里没有对应的列，记入备注")
    ] = False,
    into: Annotated[
        str | None,
        Option("--into", metavar="路径", help="新项目写进哪个文件，如 projects/第8期.yaml"),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="只看，不写（不写 --apply 时就是这样）")
    ] = False,
    apply: Annotated[bool, Option("--apply", help="写入台账")] = False,
    partial: Annotated[bool, Option("--partial", help="有行不能导入时，其余的照样写入")] = False,
    undo: Annotated[bool, Option("--undo", help="撤回上一次写入")] = False,
    form: Annotated[
        str | None,
        Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="输出格式",
            autocompletion=lambda: list(_FORMATS),
        ),
    ] = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """导入 Excel、WPS、CSV 里的台账（项目、问题、走访、银企）：先看会怎样，对上账，再写入。"""
    from sangeyipi.cli.console.session import Session

    if undo:
        from sangeyipi.cli.console.putting import undone

        return undone(files, ledger)
    if apply and dry_run:
        raise Stop("--apply 和 --dry-run 只写一个")
    if partial and not apply:
        raise Stop("--partial 要和 --apply 一起用")
    chosen = options.one_of("--format", form, _FORMATS) if form else _FORMATS[0]
    session = Session(ledger, None, today)
    session.alone("导入")
    current = _sound(session)
    asked = _asked(sheet, phase, batch, month, as_of, keep_unmapped, current)
    if not files:
        raise Stop("没有写要导入的文件：如 sgyp import 台账.xlsx")
    paths = _paths(files)
    destination.guard(write_mapping, ledger, "--write-mapping")
    wanted = _Wanted(chosen, apply, partial, into, write_mapping)
    return _run(paths, _mapping(mapping), asked, wanted, session)


def _sound(session: "Session") -> "Ledger":
    """The ledger, of which everything was read.  Raises Stop with what was not."""
    from sangeyipi.compare.rules import stopping

    loaded = session.loaded
    found = stopping(loaded)
    if found or loaded.ledger is None:
        session.report(found)
        raise Stop("台账里有读不出的地方，先改好再导入。", ERRORS)
    return loaded.ledger


def _asked(
    sheet: str | None,
    phase: str | None,
    batch: str | None,
    month: str | None,
    as_of: str | None,
    keep: bool,
    ledger: "Ledger",
) -> "ImportOptions":
    """What the options say.  Raises Stop."""
    from sangeyipi.ingest.sources import ImportOptions

    phases = options.phases(phase, ledger)
    if phases is not None and not phases.single:
        raise Stop(f"--phase {phases}：这里只能写一期；几期的表，期在表里写明")
    return ImportOptions(
        sheet=options.word(sheet) if sheet else None,
        phase=phases.numbers[0] if phases else None,
        batch=options.batch(batch),
        month=_month(month),
        as_of=options.as_of(as_of),
        keep=keep,
    )


def _month(text: str | None) -> "Month | None":
    from sangeyipi.model.month import parse_month

    if text is None:
        return None
    typed = options.word(text)
    found = parse_month(typed)
    if found is None:
        raise Stop(f"--month “{typed}”写法不对：应为 2023-06 或 2024-11 这样的年-月")
    return found


def _paths(files: list[Path]) -> list[Path]:
    """The files meant: what a shell did not expand is expanded here.  Raises Stop."""
    found: list[Path] = []
    for path in files:
        if "*" in path.name and not path.exists():
            matched = sorted(
                one for one in path.parent.glob(path.name) if not one.name.startswith(("~$", "."))
            )
            if not matched:
                raise Stop(f"没有叫 {path} 的文件")
            found += matched
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _read(paths: list[Path]) -> "list[Workbook]":
    """Every file.  Raises Stop, naming the one that cannot be read."""
    from sangeyipi.cli.console.progress import ProgressLine
    from sangeyipi.sheets.failures import SheetsFailed
    from sangeyipi.sheets.reader import read_workbook

    books = []
    for path in paths:
        progress = ProgressLine(f"读取 {path.name}", "")
        try:
            books.append(read_workbook(path, progress))
        except SheetsFailed as why:
            raise Stop(f"{path}：{why.message}。{why.remedy}") from None
        finally:
            progress.clear()
    return books


def _run(
    paths: list[Path],
    mapping: "MappingFile",
    asked: "ImportOptions",
    wanted: _Wanted,
    session: "Session",
) -> int:
    from sangeyipi.ingest.imported import imported
    from sangeyipi.ingest.sources import NoTable, read_all
    from sangeyipi.store.load import without_collector

    ledger = session.loaded.ledger
    assert ledger is not None
    answers = _answers(mapping)
    with without_collector():
        books = _read(paths)
        if _ours(books, paths):
            return _taken_back(paths, books, answers, asked, wanted, session)
        found = _of_registers(books, ledger, answers, asked)
        if found is not None:
            _refuse_of_projects(asked, wanted)
            if mapping.tables:
                raise Stop(
                    "--mapping 里的列只用于项目表；问题台账、走访记录、银企对接表按表头认列，"
                    "映射里只留“回答”"
                )
            _show(found, wanted)
            if wanted.write_mapping:
                _write_mapping(wanted.write_mapping, (), answers)
            return _ended(found, wanted, session, paths)
        try:
            sheets = read_all(books, ledger, asked, mapping, answers)
        except NoTable as why:
            raise Stop(str(why)) from None
        found = imported(sheets, ledger, answers, asked.month)
        _show(found, wanted)
        # All of it stays until the process ends: nothing that the collector need look at.
        gc.freeze()
        kept.keep(books, sheets, found)
    if wanted.write_mapping:
        _write_mapping(wanted.write_mapping, sheets.tables, answers)
    return _ended(found, wanted, session, paths)


def _of_registers(
    books: "list[Workbook]", ledger: "Ledger", answers: "Answers", asked: "ImportOptions"
) -> "Imported | None":
    """An import of problems, visits, financing; None: the files hold projects.  Raises Stop."""
    from sangeyipi.ingest.registers.sheets import Mixed, register_tables

    try:
        ids = frozenset(one.id for one in ledger.projects)
        tables, remarks = register_tables(books, ids, asked.sheet)
    except Mixed as why:
        raise Stop(f"{why}。") from None
    if not tables:
        return None
    from sangeyipi.ingest.registers.imported import imported

    return imported(tables, remarks, ledger, answers, asked.as_of, asked.keep)


def _refuse_of_projects(asked: "ImportOptions", wanted: _Wanted) -> None:
    """Raises Stop for what says how a table of projects is to be read."""
    said = {
        "--phase": asked.phase,
        "--batch": asked.batch,
        "--month": asked.month,
        "--into": wanted.into,
    }
    unused = [name for name, value in said.items() if value is not None]
    if unused:
        raise Stop(f"这是问题、走访、银企对接的表，不是项目表：不用写 {'、'.join(unused)}")


def _ours(books: "list[Workbook]", paths: list[Path]) -> bool:
    """Whether the files are what `sgyp workbook` made.  Raises Stop where only some are."""
    from sangeyipi.forms.ours import is_ours

    ours = [path for path, book in zip(paths, books, strict=True) if is_ours(book)]
    if ours and len(ours) < len(paths):
        other = next(path for path in paths if path not in ours)
        raise Stop(f"{ours[0]} 是 sgyp workbook 出的表，{other} 不是：两种分开导入，先导入前一种")
    return bool(ours)


def _taken_back(
    paths: list[Path],
    books: "list[Workbook]",
    answers: "Answers",
    asked: "ImportOptions",
    wanted: _Wanted,
    session: "Session",
) -> int:
    """Workbooks of ours: only what was changed in them counts."""
    from sangeyipi.forms.failures import FormsFailed
    from sangeyipi.forms.reconciled import imported

    _refuse_unused(asked, paths[0])
    ledger = session.loaded.ledger
    assert ledger is not None
    try:
        found = imported(books, ledger, asked.month, answers)
    except FormsFailed as why:
        raise Stop(f"{why}。") from None
    _show(found, wanted)
    if wanted.write_mapping:
        _write_mapping(wanted.write_mapping, (), answers)
    return _ended(found, wanted, session, paths)


def _refuse_unused(asked: "ImportOptions", path: Path) -> None:
    """Raises Stop for what says how a county's own table is to be read."""
    said = {
        "--sheet": asked.sheet,
        "--phase": asked.phase,
        "--batch": asked.batch,
        "--as-of": asked.as_of,
        "--keep-unmapped": asked.keep or None,
    }
    unused = [name for name, value in said.items() if value is not None]
    if unused:
        told = "、".join(unused)
        raise Stop(f"{path} 是 sgyp workbook 出的表，期、批和列都带在里面：不用写 {told}")


def _ended(found: "Imported", wanted: _Wanted, session: "Session", paths: list[Path]) -> int:
    """What is written of it, or said of what to do next; the exit code."""
    if wanted.apply:
        from sangeyipi.cli.console.putting import applied

        return applied(
            found,
            session,
            paths,
            into=wanted.into,
            partial=wanted.partial,
            mapping=wanted.write_mapping,
        )
    output.warn(_next(found, wanted))
    return _code(found)


def _code(found: "Imported") -> int:
    return ERRORS if found.reconciliation.rows.rejected or found.broken else OK


def _mapping(path: Path | None) -> "MappingFile":
    """The mapping file, an empty one without.  Raises Stop with all that is wrong with it."""
    from sangeyipi.cli.console.given import from_file
    from sangeyipi.ingest.mapping import MappingFile, read_mapping

    if path is None:
        return MappingFile()
    return from_file(path, read_mapping, called=f"--mapping {path}")


def _answers(mapping: "MappingFile") -> "Answers":
    """Those of the mapping file; at a terminal the others are asked for."""
    from sangeyipi.cli.console import asking, questions
    from sangeyipi.ingest.answers import LEAVE_OUT, Answers

    if not asking.somebody():
        return Answers(mapping.answer)
    return Answers(mapping.answer, lambda one, row: questions.ask(one, row, (LEAVE_OUT,)))


def _write_mapping(path: Path, tables: "Sequence[Recognised]", answers: "Answers") -> None:
    from sangeyipi.ingest.mapping import written

    output.write_file(path, written(tables, answers.asked))
    output.warn(f"映射写入了 {path}：改好后用 --mapping {path} 再运行")


def _show(found: "Imported", wanted: _Wanted) -> None:
    if wanted.form == "json":
        from sangeyipi.render.imports.json import to_json

        output.write_exact(to_json(found))
        return
    from sangeyipi.render.imports.text import to_text

    output.write_text(to_text(found))


def _next(found: "Imported", wanted: _Wanted) -> str:
    """What to do after a preview."""
    rejected = len(found.reconciliation.rows.rejected)
    if found.broken:
        return "照这样写不进去：先改正上面说的。"
    if rejected:
        from sangeyipi.cli.console.putting import remedy

        told = f"还没有写入。有 {rejected} 行不能导入：{remedy(found, wanted.write_mapping)}。"
        return f"{told}其余的先写入，加 --apply --partial。" if found.changes else told
    if not found.changes:
        return "与台账一样，没有要写入的。"
    return "还没有写入。核对无误后，同样的命令加 --apply 写入。"
