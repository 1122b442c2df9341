"""A page as text and code blocks, and the place where what it shows is really run.

Owns running: copies of our folders, ledgers and git repositories made from a page, commands without
a terminal.  Must not know which pages there are.  Comments stand on the line above their block:

    <!-- output: sgyp … -->   the output of that command; `python`: of the Python block before it
    <!-- in: FOLDER -->       (no block) from here on commands run in a fresh copy of that folder
    <!-- edit: FILE -->       a diff, applied to that copy: what is shown is what is done
    <!-- file: FILE -->       a file of a small ledger made on the spot; one before the first `##`
                              is part of every ledger of the page, others of their section's
    <!-- shown: FILE -->      that file as it is by now
    <!-- table: FILE | HEADING | COLUMN, … -->  (no fences, until `<!-- end -->`) the table under
                              that heading of a Markdown file; all its columns if none are named
    <!-- done -->             lines of a shell: what they do is done, what they print is not shown
    <!-- filled: FILE | 编号 | HEADING=VALUE | … -->  a form filled in, then the lines done
    <!-- commit: DAY WHO WHAT -->  (no block) everything there, committed to git on that day
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl

from sangeyipi.cli.console.exits import ERRORS, OK
from sangeyipi.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
_COMMENT = re.compile(r"<!-- (?P<kind>[a-z]+)(?:: (?P<argument>.*?))? -->")
_FENCE = re.compile(r"```(?P<language>\w*)")
_HEADING = re.compile(r"(?P<marks>#{2,3}) ")
_END = "<!-- end -->"
#: Nobody's settings: a commit made from a page has the same id everywhere.
_NO_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_DEFAULT_HASH": "sha1",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced code block: its lines, its language, and the comment right above it.

    A table stands between two comments, which are its first and last line.
    """

    lines: tuple[str, ...]
    language: str
    kind: str = ""
    argument: str = ""

    @property
    def body(self) -> str:
        """What stands between the fences or comments."""
        return "".join(self.lines[1:-1])


def pieces(text: str) -> Iterator[str | Block]:
    """A page as its lines and blocks, in order; joined again they are the page."""
    rest = iter(text.splitlines(keepends=True))
    kind = argument = ""
    for line in rest:
        fence = _FENCE.match(line)
        if not fence:
            comment = _COMMENT.match(line)
            kind = comment["kind"] if comment else ""
            argument = (comment["argument"] or "") if comment else ""
            if kind == "table":
                yield Block((line, *_until(_END, rest)), "", kind, argument)
            else:
                yield line
            continue
        yield Block((line, *_until("```", rest)), fence["language"], kind, argument)
        kind = argument = ""


def _until(end: str, rest: Iterator[str]) -> Iterator[str]:
    for line in rest:
        yield line
        if line.rstrip() == end:
            return


def blocks(text: str, kind: str = "") -> list[Block]:
    """The page's code blocks, of one kind or all."""
    return [p for p in pieces(text) if isinstance(p, Block) and (not kind or p.kind == kind)]


class Stage:
    """Where a page's commands run: a copy of a folder of ours, or a ledger made from the page."""

    def __init__(self, scratch: Path) -> None:
        self.folder = scratch / "ledger"
        self.common: dict[str, str] = {}
        self.in_section = False
        self.python = ""
        self._restart()

    def _restart(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()

    def section(self) -> None:
        """A heading: begin a new ledger, with the page's common files."""
        self.in_section = True
        if self.common:
            self._restart()
            for name, body in self.common.items():
                self._write(name, body)

    def enter(self, folder: str) -> None:
        """Go to a fresh copy of one of the project's folders."""
        self._restart()
        for name in ("data", "examples") if folder == "." else (folder,):
            target = self.folder / name if folder == "." else self.folder
            shutil.copytree(ROOT / name, target, dirs_exist_ok=True)

    def file(self, name: str, body: str) -> None:
        """A file of the ledger made on the spot."""
        if not self.in_section:
            self.common[name] = body
        self._write(name, body)

    def _write(self, name: str, body: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="\n")

    def edit(self, name: str, diff: str) -> None:
        """Apply a diff of one change.  Raises ValueError unless it fits in exactly one place."""
        lines = diff.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise ValueError(f"{name}: the edit fits {text.count(before)} places")
        path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")

    def commit(self, said: str) -> None:
        """Everything as it is, in git: `DAY WHO WHAT`."""
        day, who, what = said.split(maxsplit=2)
        moment = f"{day}T09:00:00+08:00"
        person = {"NAME": who, "EMAIL": "someone@example.com", "DATE": moment}
        roles = ("AUTHOR", "COMMITTER")
        signed = {f"GIT_{role}_{key}": person[key] for role in roles for key in person}
        bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        settings = ("-c", "core.excludesFile=", "-c", "core.attributesFile=", "-c", "gc.auto=0")
        for arguments in (("init", "-q", "--template="), ("add", "-A"), ("commit", "-qm", what)):
            subprocess.run(
                ("git", *settings, *arguments),
                cwd=self.folder,
                env={**bare, **_NO_SETTINGS, **signed},
                check=True,
            )

    def fill(self, said: str) -> None:
        """As a person fills a form in: `FILE | 编号 | HEADING=VALUE | …`.

        Raises ValueError where the form has no such project or heading.
        """
        name, id, *cells = (part.strip() for part in said.split("|"))
        path = self.folder / name
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        rows = [row for row in sheet.iter_rows() if row[0].value is not None]
        head = next(row for row in rows if row[0].value == "编号")
        (found,) = (row for row in rows if row[0].value == id)
        for heading, _, value in (cell.partition("=") for cell in cells):
            (at,) = (
                index for index, cell in enumerate(head) if str(cell.value).startswith(heading)
            )
            found[at].value = value if heading == "形象进度" else Decimal(value)
        book.save(path)

    def done(self, lines: str) -> None:
        """Lines of a shell, for what they do."""
        for line in lines.splitlines():
            run(line, self.folder)

    def shown(self, name: str) -> str:
        """A file as it is by now."""
        return (self.folder / name).read_text(encoding="utf-8")

    def table(self, said: str) -> str:
        """One table of a Markdown file, with its notes: `FILE | HEADING`, or some columns of it.

        Raises ValueError where there is no such heading or column.
        """
        name, heading, *chosen = (part.strip() for part in said.split("|"))
        _, found, rest = self.shown(name).partition(f"\n### {heading}\n\n")
        if not found:
            raise ValueError(f"{name}: no heading {heading}")
        under = re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0].rstrip("\n") + "\n"
        wanted = [word.strip() for word in chosen[0].split(",")] if chosen else []
        header = next((line for line in under.splitlines() if line.startswith("|")), "")
        unknown = sorted({*wanted} - {*_cells(header)})
        if unknown:
            raise ValueError(f"{name}: {heading}: no column {', '.join(unknown)}")
        return _of_columns(under, wanted)

    def output(self, command: str) -> str:
        """What a command line, or `python`, prints here."""
        if command == "python":
            return run_python(self.python, self.folder)
        return run(command, self.folder)


def _of_columns(table: str, chosen: list[str]) -> str:
    """A Markdown table with the columns that are named, or all; what is no row stays."""
    lines = table.splitlines()
    names = _cells(next((line for line in lines if line.startswith("|")), ""))
    places = [names.index(name) for name in chosen] or range(len(names))
    rows = (_cells(line) if line.startswith("|") else [] for line in lines)
    made = (f"| {' | '.join(row[place] for place in places)} |" if row else "" for row in rows)
    return "".join(f"{new or old}\n" for new, old in zip(made, lines, strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line.split("|")[1:-1]]


def run(command: str, folder: Path) -> str:
    """Everything one `sgyp …` line prints in a folder, off a terminal.

    Raises ValueError where the command is misused or fails: no page shows that.
    """
    program, *arguments = shlex.split(command)
    if program != "sgyp":
        raise ValueError(f"not one of our commands: {command}")
    with _quiet_place(folder) as out:
        code = main(arguments)
    if code not in (OK, ERRORS):
        raise ValueError(f"{command}: exit {code}: {out.getvalue()}")
    return out.getvalue()


def run_python(code: str, folder: Path) -> str:
    """What Python code prints in a folder."""
    with _quiet_place(folder) as out:
        exec(compile(code, "<page>", "exec"), {})
    return out.getvalue()


@contextlib.contextmanager
def _quiet_place(folder: Path) -> Iterator[io.StringIO]:
    """No terminal, a fixed width, no settings of whoever runs this."""
    out, before = io.StringIO(), dict(os.environ)
    try:
        os.environ.pop("SGYP_LEDGER", None)
        os.environ["COLUMNS"] = "80"
        os.environ.update(_NO_SETTINGS)
        streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(out)
        with contextlib.chdir(folder), streams[0], streams[1]:
            yield out
    finally:
        os.environ.clear()
        os.environ.update(before)


def refreshed(text: str) -> str:
    """The page with every output as it is today."""
    with tempfile.TemporaryDirectory() as scratch:
        stage = Stage(Path(scratch))
        return "".join(played(stage, piece) for piece in pieces(text))


def played(stage: Stage, piece: str | Block) -> str:
    """One piece of a page, done on the stage; the piece as it is today."""
    if isinstance(piece, str):
        _line(stage, piece)
        return piece
    if piece.language == "python":
        stage.python = piece.body
    if piece.kind == "file":
        stage.file(piece.argument, piece.body)
    elif piece.kind == "edit":
        stage.edit(piece.argument, piece.body)
    elif piece.kind == "filled":
        stage.fill(piece.argument)
        stage.done(piece.body)
    elif piece.kind == "done":
        stage.done(piece.body)
    elif piece.kind == "output":
        return f"{piece.lines[0]}{stage.output(piece.argument)}{piece.lines[-1]}"
    elif piece.kind == "table":
        return f"{piece.lines[0]}{stage.table(piece.argument)}{piece.lines[-1]}"
    elif piece.kind == "shown":
        return f"{piece.lines[0]}{stage.shown(piece.argument)}{piece.lines[-1]}"
    return "".join(piece.lines)


def _line(stage: Stage, line: str) -> None:
    """A line outside blocks: what its comment or heading says is done."""
    comment = _COMMENT.match(line)
    if comment and comment["kind"] == "in":
        stage.enter(comment["argument"])
    elif comment and comment["kind"] == "commit":
        stage.commit(comment["argument"])
    elif _HEADING.match(line):
        stage.section()
