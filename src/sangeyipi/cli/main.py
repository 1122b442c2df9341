"""The program: its commands, and the one place where what went wrong becomes an exit code."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from sangeyipi.cli import (
    add,
    alerts,
    audit,
    board,
    chart,
    check,
    convert,
    diff,
    export,
    fmt,
    git_setup,
    import_,
    init,
    list,
    log,
    merge_driver,
    register,
    report,
    rules,
    save,
    schema,
    score,
    set,
    show,
    summary,
    textconv,
    undo,
    verify,
    why,
    workbook,
)
from sangeyipi.cli.console import destination, exits, interruption, output, vocabulary
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.help import Command, Group, advice, usage_error
from sangeyipi.version import VERSION

#: Commands whose page of help lists the fields of a project.
_TAKE_FIELDS = ("add", "set")
_EXIT_CODES = "退出码: 0 正常  1 台账有错误或不通过  2 用法不对或写不出  3 程序自身的错"

app = typer.Typer(
    cls=Group,
    name="sgyp",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_EXIT_CODES,
)


def _version(wanted: bool) -> None:
    if wanted:
        output.write_text(f"sgyp {VERSION}\n")
        raise typer.Exit()


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """“三个一批”项目台账：核对、汇总、出表。"""
    if ctx.invoked_subcommand is None:
        output.write_text(ctx.get_help() + "\n")


def _add(
    name: str,
    function: Any,
    examples: str,
    *,
    hidden: bool = False,
    codes: str = "",
    settings: dict[str, Any] | None = None,
) -> None:
    # A leading \b keeps the lines as they are.
    fields = vocabulary.FIELDS if name in _TAKE_FIELDS else ""
    parts = (("例:", examples), ("字段:", fields), ("退出码:", codes))
    pages = (["\b", title, *_indented(text)] for title, text in parts if text)
    epilog = "\n\n".join("\n".join(lines) for lines in pages)
    app.command(name, cls=Command, epilog=epilog, hidden=hidden, context_settings=settings)(
        function
    )


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.strip().splitlines())


_add("summary", summary.summary, summary.EXAMPLES)
_add("why", why.why, why.EXAMPLES)
_add("score", score.score, score.EXAMPLES)
_add("chart", chart.chart, chart.EXAMPLES)
_add("board", board.board, board.EXAMPLES)
_add("list", list.list_, list.EXAMPLES)
_add("show", show.show, show.EXAMPLES)
_add("alerts", alerts.alerts, alerts.EXAMPLES)
_add("register", register.register, register.EXAMPLES, codes=register.EXIT_CODES)
_add("report", report.report, report.EXAMPLES)
_add("export", export.export, export.EXAMPLES, codes=export.EXIT_CODES)
_add("audit", audit.audit, audit.EXAMPLES, codes=audit.EXIT_CODES)
_add("verify", verify.verify, verify.EXAMPLES, codes=verify.EXIT_CODES)
_add("import", import_.import_, import_.EXAMPLES, codes=import_.EXIT_CODES)
_add("workbook", workbook.workbook, workbook.EXAMPLES)
_add("check", check.check, check.EXAMPLES)
_add("diff", diff.diff, diff.EXAMPLES)
_add("log", log.log, log.EXAMPLES)
_add("add", add.add, add.EXAMPLES, codes=add.EXIT_CODES, settings=add.SETTINGS)
_add("set", set.set_, set.EXAMPLES, codes=set.EXIT_CODES)
_add("convert", convert.convert, convert.EXAMPLES, codes=convert.EXIT_CODES)
_add("undo", undo.undo, undo.EXAMPLES)
_add("save", save.save, save.EXAMPLES, codes=save.EXIT_CODES)
_add("fmt", fmt.fmt, fmt.EXAMPLES)
_add("rules", rules.rules, rules.EXAMPLES)
_add("init", init.init, init.EXAMPLES)
_add("schema", schema.schema, schema.EXAMPLES)
_add("git-setup", git_setup.git_setup, git_setup.EXAMPLES)
_add("merge-driver", merge_driver.merge_driver, merge_driver.EXAMPLES, hidden=True)
_add("textconv", textconv.textconv, textconv.EXAMPLES, hidden=True)


def run() -> None:
    """The entry point: never a traceback, always one of the exit codes."""
    # A run is short and builds no cycles worth collecting; looking for them costs a third of it.
    gc.disable()
    # Nobody's plugin gets to change how a ledger is validated; looking for one costs 15 ms.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    output.prepare_streams()
    try:
        interruption.listen()
        interruption.tidily()
        code = main(sys.argv[1:])
        interruption.at_once()
        code = output.finish(code)
    except interruption.Ended as ended:
        output.warn(interruption.SAID)
        interruption.die_of(ended.number)
        code = 128 + ended.number
    # Everything is written and closed by now; taking a large ledger apart object by object only to
    # give its memory back is time nobody gains from.
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    try:
        code = _ended(arguments)
    except KeyboardInterrupt:
        code = interruption.CODE
    if code == interruption.CODE or interruption.came():
        output.warn(interruption.SAID)
        return interruption.CODE
    return code


def _ended(arguments: Sequence[str]) -> int:
    """The exit code of a command line, and its message; of an interrupted one no message."""
    try:
        result = app(arguments, prog_name="sgyp", standalone_mode=False)
        return result if isinstance(result, int) else exits.OK
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return interruption.CODE
    except SystemExit as ended:
        # How Typer ends when the reader of a page of help has left; else it is a shell that asks.
        if isinstance(ended.__context__, BrokenPipeError):
            return exits.OK
        raise
    except Exception as error:
        # What was cut short fails in its own way (git gone, an extension half imported).
        return interruption.CODE if interruption.came() else _failed(error)


def _failed(error: Exception) -> int:
    """The exit code for what went wrong, and its message."""
    try:
        raise error
    except Stop as stop:
        output.warn(str(stop))
        return stop.code
    except OSError as fault:
        if output.is_of_stdout(fault):
            return exits.OK  # Typer's own printing: finish() says what is wrong
        output.warn(f"{fault.filename or '当前文件夹'}：{output.reason(fault)}")
        return exits.USAGE
    except typer.TyperException:
        output.warn(usage_error(error))
        output.warn(advice(error))
        return exits.USAGE
    except Exception:
        return _bug(error)


def _bug(error: Exception) -> int:
    """A fault of ours: one line, and the traceback in a file if SGYP_TRACEBACK names one."""
    output.warn(f"程序出错（{type(error).__name__}: {error}）。这是 sgyp 的问题，不是台账的问题。")
    path = os.environ.get("SGYP_TRACEBACK")
    if path:
        import traceback
        from pathlib import Path

        text = "".join(traceback.format_exception(error))
        try:
            destination.guard(Path(path), None, "SGYP_TRACEBACK")
            output.write_file(Path(path), text)
        except Stop as stop:
            output.warn(str(stop))
        else:
            output.warn(f"详情已写入 {path}")
    else:
        output.warn("设环境变量 SGYP_TRACEBACK=文件名 再运行一次，可得到详情。")
    return exits.BUG
