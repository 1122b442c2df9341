"""The program: a command line in, an exit code out; here alone what went wrong becomes one.

A plain line is called at once (`console/plain.py`), a shell that asks what could follow is answered
(`console/tab.py`); all else is read by Typer (`cli/application.py`), which is imported then.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sangeyipi.cli.console import exits, interruption, kept, output, plain
from sangeyipi.cli.console.exits import Stop


def __getattr__(name: str) -> Any:
    """`app`: the whole program as Typer has it, for whoever walks its commands."""
    if name != "app":
        raise AttributeError(name)
    from sangeyipi.cli.application import application

    globals()["app"] = made = application()
    return made


def run() -> None:
    """The entry point: never a traceback, always one of the exit codes."""
    # A run is short and builds no cycles worth collecting; looking for them costs a third of it.
    gc.disable()
    # Nobody's plugin gets to change how a ledger is validated; looking for one costs 15 ms.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    kept.from_now_on()
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
        result = _called(arguments)()
        return result if isinstance(result, int) else exits.OK
    except SystemExit as ended:
        # How Typer ends when the reader of a page of help has left; else it is a shell that asks.
        if isinstance(ended.__context__, BrokenPipeError):
            return exits.OK
        raise
    except Exception as error:
        return _ended_by(error)


def _called(arguments: Sequence[str]) -> Callable[[], Any]:
    """What a command line calls: a command of ours, what a shell is answered, or Typer."""
    asked = os.environ.get("_SGYP_COMPLETE")
    if asked:
        from sangeyipi.cli.console import tab

        told = tab.answered()
        if told is not None:
            return lambda: told
    else:
        found = plain.called(arguments)
        if found is not None:
            return found
    from sangeyipi.cli.application import application, for_line

    app = application() if asked else for_line(arguments[0] if arguments else "")
    return lambda: app(arguments, prog_name="sgyp", standalone_mode=False)


def _ended_by(error: Exception) -> int:
    """The exit code for an exception: Typer's own two, an interruption, or what went wrong."""
    if "typer" in sys.modules:
        import typer

        if isinstance(error, typer.Exit):
            return error.exit_code
        if isinstance(error, typer.Abort):
            return interruption.CODE
    # What was cut short fails in its own way (git gone, an extension half imported).
    return interruption.CODE if interruption.came() else _failed(error)


def _failed(error: Exception) -> int:
    """The exit code for what went wrong, and its message."""
    if isinstance(error, Stop):
        output.warn(str(error))
        return error.code
    if isinstance(error, OSError):
        if error.errno == errno.EPIPE or output.is_of_stdout(error):
            return exits.OK  # finish() says what is wrong, if anything is
        output.warn(f"{error.filename or '当前文件夹'}：{output.reason(error)}")
        return exits.USAGE
    if isinstance(error, EOFError):
        output.warn("")
        return interruption.CODE
    if "typer" in sys.modules and _is_usage(error):
        return exits.USAGE
    return _bug(error)


def _is_usage(error: Exception) -> bool:
    """Whether it is a command line that Typer refused; then it is said."""
    import typer

    if not isinstance(error, typer.TyperException):
        return False
    from sangeyipi.cli.console.help import advice, usage_error

    output.warn(usage_error(error))
    output.warn(advice(error))
    return True


def _bug(error: Exception) -> int:
    """A fault of ours: one line, and the traceback in a file if SGYP_TRACEBACK names one."""
    output.warn(f"程序出错（{type(error).__name__}: {error}）。这是 sgyp 的问题，不是台账的问题。")
    path = os.environ.get("SGYP_TRACEBACK")
    if path:
        import traceback
        from pathlib import Path

        from sangeyipi.cli.console import destination

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
