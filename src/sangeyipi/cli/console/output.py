"""Putting results out: to the terminal, a pipe, or a file, whole or not at all.

Owns streams and files; knows nothing of what is written.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sangeyipi.cli.console.exits import USAGE, Stop

if TYPE_CHECKING:
    from sangeyipi.render.text import StyledLine

_MIN_COLUMNS = 20
#: Why what was printed did not get out.
_faults: list[str] = []


def prepare_streams() -> None:
    """Nothing printed can fail for its characters, and no platform changes line ends."""
    # Where the caller closed a stream (>&-) Python has none at all.
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        # Open for reading only: the first thing written to it is an error, as it should be.
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace", newline="\n")


def terminal_columns() -> int | None:
    """The width of the terminal on stdout; None where stdout is none."""
    if not sys.stdout.isatty():
        return None
    import shutil  # and with it every way of compressing, for whoever watches alone

    return max(shutil.get_terminal_size().columns, _MIN_COLUMNS)


@contextlib.contextmanager
def _to_stdout() -> Iterator[None]:
    """What goes wrong with stdout itself, which is for `finish` to say.

    The command goes on: what it writes elsewhere is wanted, and so is its exit code.  A reader that
    left has seen enough; that is no fault at all.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        abandon_stdout()
        # Windows answers EINVAL where others answer EPIPE.
        if isinstance(error, io.UnsupportedOperation):
            _faults.append("写不出：标准输出已关闭")
        elif not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:
            _faults.append(f"写不出：{reason(error)}")


def finish(code: int) -> int:
    """The exit code, once what Typer itself printed (help) has gone out too.

    What did not get out is no success; a verdict stays what it is.
    """
    write_text("")
    if _faults:
        warn(_faults[0])
        code = code or USAGE
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    return code


def is_of_stdout(error: OSError) -> bool:
    """Whether it came from stdout: then that still has something that it cannot get rid of."""
    if error.filename is not None or isinstance(error, io.UnsupportedOperation):
        return error.filename is None
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return True
    return False


def abandon_stdout() -> None:
    """Keep the interpreter from flushing a broken stdout once more at exit, and failing loudly."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(text: str) -> None:
    """Text for a person, in the stream's own encoding; it cannot steer a terminal."""
    with _to_stdout():
        sys.stdout.write(_inert_lines(text))


def _inert_lines(text: str) -> str:
    """What was typed, found on the disk or said by git stands in messages too."""
    if text.replace("\n", "").isprintable():
        return text
    from sangeyipi.render.inert import inert

    return "\n".join(map(inert, text.split("\n")))


def write_exact(text: str) -> None:
    """Text for a program: UTF-8 whatever the locale says, the same bytes everywhere."""
    write_raw(text.encode("utf-8", "backslashreplace"))


def write_raw(data: bytes) -> None:
    """Bytes as they are."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        write_text(data.decode("utf-8", "backslashreplace"))
        return
    with _to_stdout():
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()


def write_styled(lines: Iterable["StyledLine"]) -> None:
    """Lines on a terminal, titles and totals set apart."""
    from rich.console import Console
    from rich.text import Text

    styles = {"title": "bold", "total": "bold", "heading": "dim", "note": "dim"}
    console = Console(highlight=False, soft_wrap=True)
    with _to_stdout():
        for role, line in lines:
            console.print(Text(line, styles.get(role.value, "")))


def warn(text: str, stream: TextIO | None = None) -> None:
    """A line for the person watching, on stderr."""
    target = stream or sys.stderr
    with contextlib.suppress(OSError, ValueError):
        target.write(_inert_lines(text) + "\n")
        target.flush()


def put_out(path: Path, data: bytes) -> None:
    """What was asked for with `--out`, into `path`; it is told, as nothing is printed.

    Raises Stop.
    """
    write_bytes(path, data)
    warn(f"已写入 {path}")


def write_file(path: Path, text: str) -> None:
    """`text` as UTF-8 into `path`, as write_bytes does.  Raises Stop."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, data: bytes) -> None:
    """`data` into `path`, atomically: the old content or the new, never half.

    A symbolic link keeps pointing where it did, and an existing file keeps its mode.  Raises Stop.
    """
    from sangeyipi.store.atomic import replace as replacing

    try:
        target = path.resolve()
        if target.is_dir():
            raise Stop(f"写不了 {path}：是一个文件夹，请给出文件名")
        if target.exists() and not target.is_file():
            # A device or pipe is written into; only a file can be replaced.
            target.write_bytes(data)
        else:
            replacing.sweep(target.parent)
            replacing.replace(target, data)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before 3.13
        why = reason(error) if isinstance(error, OSError) else "符号链接成环"
        raise Stop(f"写不了 {path}：{why}") from error


def reason_of_reading(error: OSError) -> str:
    """Why a file can't be read, and what to do."""
    from sangeyipi.publish import failures

    return failures.reason_of_reading(error)


def reason(error: OSError) -> str:
    """Why the system refused, and what to do."""
    from sangeyipi.publish import failures

    return failures.reason(error)
