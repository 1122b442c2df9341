"""Write the pages that follow from the code, and refresh the output that the others show.

    python docs/generate.py           write what is stale
    python docs/generate.py --check   write nothing; name what is stale and exit 1

Two pages are written whole: 规则.md from the catalogue, 命令.md from the commands' own --help.  In
the pages of SHOWING every block under an `output` comment is the real output of the command that
the comment names.  Comments stand on the line above their code block:

    <!-- output: sgyp … -->   the output of that command; `python`: of the Python block before it
    <!-- in: FOLDER -->       (no block) from here on commands run in a fresh copy of that folder
    <!-- edit: FILE -->       a diff, applied to that copy: what is shown is what is done
    <!-- file: FILE -->       a file of a small ledger made on the spot; one before the first `##`
                              is part of every ledger of the page, others of their section's
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sangeyipi.checks.catalogue import Entry, catalogue
from sangeyipi.cli.exits import ERRORS, OK
from sangeyipi.cli.main import app, main
from sangeyipi.render.rules import example_notes, severity

ROOT = Path(__file__).resolve().parent.parent
SHOWING = ("README.md", "docs/口径.md", "docs/格式.md")
_COMMENT = re.compile(r"<!-- (?P<kind>[a-z]+)(?:: (?P<argument>.*?))? -->")
_FENCE = re.compile(r"```(?P<language>\w*)")
_HEADING = re.compile(r"(?P<marks>#{2,3}) ")
_GENERATED = "<!-- 本页由 docs/generate.py 生成，请勿手改。 -->"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced code block: its lines, its language, and the comment right above it."""

    lines: tuple[str, ...]
    language: str
    kind: str = ""
    argument: str = ""

    @property
    def body(self) -> str:
        """What stands between the fences."""
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
            yield line
            continue
        lines = [line]
        for inner in rest:
            lines.append(inner)
            if inner.rstrip() == "```":
                break
        yield Block(tuple(lines), fence["language"], kind, argument)
        kind = argument = ""


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

    def output(self, command: str) -> str:
        """What a command line, or `python`, prints here."""
        if command == "python":
            return run_python(self.python, self.folder)
        return run(command, self.folder)


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
        comment = _COMMENT.match(piece)
        if comment and comment["kind"] == "in":
            stage.enter(comment["argument"])
        elif _HEADING.match(piece):
            stage.section()
        return piece
    if piece.language == "python":
        stage.python = piece.body
    if piece.kind == "file":
        stage.file(piece.argument, piece.body)
    elif piece.kind == "edit":
        stage.edit(piece.argument, piece.body)
    elif piece.kind == "output":
        return f"{piece.lines[0]}{stage.output(piece.argument)}{piece.lines[-1]}"
    return "".join(piece.lines)


def rules_page() -> str:
    """docs/规则.md."""
    entries = catalogue()
    return "\n".join(
        [
            "# 检查规则 / Rules",
            "",
            _GENERATED,
            "",
            "`sgyp check` 报出的每一处都带一个规则名，名字不会再改。",
            "",
            "- 错误：没改完，不出任何合计。",
            "- 警告：不影响出数，但 `sgyp check --strict` 有警告也算不通过。",
            "- 标“--strict”的：只在加了 `--strict` 时才查。",
            "",
            "在终端里看一条：`sgyp rules 规则名`。",
            "",
            "| 规则 | 级别 | 说的是 |",
            "| :--- | :--- | :--- |",
            *(f"| [{r}](#{r}) | {severity(r)} | {e.title} |" for r, e in entries.items()),
            *(line for entry in entries.values() for line in _rule(entry)),
            "",
        ]
    )


def _rule(entry: Entry) -> Iterator[str]:
    yield from ("", f"## {entry.rule}", "", f"**{severity(entry.rule)}：{entry.title}。**")
    yield from ("", entry.why, "", f"改法：{entry.remedy}。")
    for label, files in (("错的", entry.bad), ("对的", entry.good)):
        for name, text in files.items():
            if text.strip():
                yield from ("", f"{label}（`{name}`）：", "", f"```{Path(name).suffix[1:]}")
                yield from (*text.rstrip("\n").split("\n"), "```")
    for note in example_notes(entry):
        yield from ("", note)


def commands_page() -> str:
    """docs/命令.md."""
    names = [command.name for command in app.registered_commands]
    lines = [
        "# 命令 / Commands",
        "",
        _GENERATED,
        "",
        "每个命令的 `--help` 原样列在这里。退出码供脚本使用：",
        "",
        "- 0：正常",
        "- 1：台账有错误，或 `check` 不通过",
        "- 2：用法不对，或文件写不出",
        "- 3：程序自身的错；设环境变量 `SGYP_TRACEBACK=文件名` 可得到详情",
    ]
    for name in ("", *names):
        command = f"sgyp {name}".rstrip()
        page = run(f"{command} --help", ROOT).strip("\n")
        lines += ["", f"## {command}", "", "```text", page, "```"]
    return "\n".join([*lines, ""])


def pages() -> dict[str, str]:
    """Every page as it should be, by its path."""
    shown = {name: refreshed((ROOT / name).read_text(encoding="utf-8")) for name in SHOWING}
    return {**shown, "docs/规则.md": rules_page(), "docs/命令.md": commands_page()}


def stale() -> dict[str, str]:
    """The pages that are not as they should be, with their right text."""
    found = {}
    for name, text in pages().items():
        path = ROOT / name
        if not path.exists() or path.read_bytes() != text.encode():
            found[name] = text
    return found


def write(arguments: list[str]) -> int:
    """The program: its exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    found = stale()
    for name, text in found.items():
        if arguments:
            print(f"stale: {name} (run: python docs/generate.py)")
        else:
            (ROOT / name).write_bytes(text.encode())
            print(f"written: {name}")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    sys.exit(write(sys.argv[1:]))
