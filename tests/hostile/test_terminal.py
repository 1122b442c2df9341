"""A real terminal, narrow and wide: no figure lost, no line too long."""

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, DATA, DEMO, PROJECT, ROOT, Write, environment, told

from sangeyipi.render.width import width

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import termios

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _on_terminal(columns: int, *arguments: str | Path, code: int = 0, **extra: str) -> str:
    """What the command draws on a terminal of that width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment(**{"TERM": "xterm-256color", **extra}),
        stdin=slave,
        stdout=slave,
        stderr=subprocess.STDOUT,
    )
    os.close(slave)
    drawn = bytearray()
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says EIO when the other side is gone.
            break
        if not piece:
            break
        drawn += piece
    os.close(master)
    assert process.wait(60) == code
    return drawn.decode("utf-8").replace("\r\n", "\n")


def _bare(drawn: str) -> str:
    bare = _COLOUR.sub("", drawn)
    assert "\x1b" not in bare
    # On a slow machine it says how far it is, and wipes that away before it answers.
    return re.sub(r"(?:\r?正在读取[^\r\n]*)+\r +\r", "", bare)


def _shown(value: Any, kind: str) -> str | None:
    """How a figure of the JSON appears to a reader; None for what the label tells."""
    if value is None:
        return "—"
    if kind == "rate":
        return str(value["percent"])
    if kind == "amount":
        return None  # rounded to two decimals; the demo's are checked on a pipe
    return str(value) if kind == "count" else None


#: The columns there is no room for on a page, of each table: their rates stay.
SPARE = "达到本批节点个数、本批率按投资、达到下一节点个数、转化率按投资"
#: What is asked, and how many tables are without the spare columns at 80 columns.
LINES = [
    ("summary --phase 8", DATA, 1),
    ("summary", DATA, 2),
    ("summary --by unit", DEMO, 0),
]


@pytest.mark.parametrize("columns", [40, 80, 400])
@pytest.mark.parametrize(("line", "where", "spared"), LINES, ids=[line for line, *_ in LINES])
def test_nothing_is_cut(columns: int, line: str, where: Path, spared: int) -> None:
    words = [*line.split(), "--ledger", str(where)]
    drawn = _bare(_on_terminal(columns, *words))
    assert max(width(text) for text in drawn.splitlines()) <= columns
    assert "…" not in drawn
    left_out = re.findall("未列：(.*?)；", _joined(drawn))
    assert left_out == [SPARE] * (spared if columns == 80 else 0)
    _every_figure(words, drawn, left_out[0].split("、") if left_out else [])


def _joined(drawn: str) -> str:
    """What is told, wherever its lines end and however far its columns are apart.

    Only a window can be made wider: a file's note on what it leaves out does not say so.
    """
    return "".join(drawn.split()).replace("窗口加宽，或用md", "用md")


def _without_notes(drawn: str) -> str:
    return re.sub(r"^注(?:.|\n(?!\n))*", "", drawn, flags=re.MULTILINE)


def _every_figure(words: list[str], drawn: str, left_out: list[str]) -> None:
    """Each figure is there, as often as it should be, but for columns that are left out."""
    # In a column where another has decimals, 100% is written 100.0%.
    body = _without_notes(drawn).replace(".0%", "%")
    figures = re.findall(r"[0-9]+(?:\.[0-9]+)?%?|—", body)
    tables = json.loads(told(*words, "--format", "json"))["tables"]
    for table in tables:
        kinds = {column["key"]: column["type"] for column in table["columns"]}
        keys = {column["label"]: column["key"] for column in table["columns"]}
        spared = {keys[name] for name in left_out}
        for row in table["rows"]:
            for key, value in row.items():
                shown = _shown(value, kinds.get(key, "text"))
                if shown is not None and key not in ("phase", "batch", *spared):
                    assert shown in figures, (key, value)
                    figures.remove(shown)


def _widest(page: str) -> int:
    return max(map(width, page.splitlines()))


@pytest.mark.parametrize(
    ("line", "where"), [("summary --phase 8", DATA), ("summary --by unit", DEMO), ("list", DEMO)]
)
def test_as_wide_as_a_file_it_is_the_same_as_in_a_file(line: str, where: Path) -> None:
    words = [*line.split(), "--ledger", str(where)]
    page = told(*words)
    drawn = _bare(_on_terminal(_widest(page), *words))
    assert _without_notes(drawn) == _without_notes(page)
    assert _joined(drawn) == _joined(page)


@pytest.mark.parametrize("line", ["summary --by unit", "list"])
def test_as_wide_as_it_likes_it_is_the_same_as_in_a_file(line: str) -> None:
    words = [*line.split(), "--ledger", str(DEMO)]
    assert _bare(_on_terminal(400, *words)) == told(*words)


def test_at_80_columns_a_table_is_the_same_as_in_a_file() -> None:
    page = told("summary", "--ledger", DATA)
    drawn = _bare(_on_terminal(80, "summary", "--ledger", DATA))
    assert _without_notes(drawn) == _without_notes(page)
    # The notes have shorter lines.
    assert _joined(drawn) == _joined(page)


def test_as_wide_as_it_likes_no_column_is_left_out() -> None:
    page = told("summary", "--ledger", DATA)
    drawn = _bare(_on_terminal(400, "summary", "--ledger", DATA))
    notes = [
        line for line in page.splitlines() if re.match("注[0-9]", line) and "未列：" not in line
    ]
    assert [line for line in drawn.splitlines() if re.match("注[0-9]", line)] == notes


@pytest.mark.parametrize("columns", [1, 20, 93])
def test_any_width(columns: int) -> None:
    drawn = _bare(_on_terminal(columns, "summary", "--phase", "8", "--ledger", DATA))
    assert max(width(text) for text in drawn.splitlines()) <= max(columns, 20)
    for figure in ("26", "374.5", "46.2%", "193.8"):
        assert figure in drawn


def test_colour_only_where_wanted() -> None:
    words = ["summary", "--phase", "8", "--ledger", str(DATA)]
    plain = told(*words)
    columns = _widest(plain)
    assert "\x1b[1m" in _on_terminal(columns, *words)
    dumb = _on_terminal(columns, *words, TERM="dumb")
    assert "\x1b" not in dumb
    no_colour = _on_terminal(columns, *words, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", no_colour)
    for drawn in (dumb, _bare(no_colour)):
        assert _without_notes(drawn) == _without_notes(plain)
        assert _joined(drawn) == _joined(plain)


def test_a_hostile_name_on_a_terminal(ledger: Write) -> None:
    name = r'"a[bold]b[/]c\nd\te\e[31mf\u202eg\u200bh🏭|:smile:=1+1"'
    root = ledger({"projects/a.yaml": PROJECT.replace("示例产业园", name)})
    # Refused today; a commit made before that may hold it.
    git = ["git", "-c", "user.name=z", "-c", "user.email=z@example.com"]
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *step], cwd=root, check=True)
    for columns in (40, 400):
        drawn = _bare(_on_terminal(columns, "list", "--ledger", root, "--rev", "HEAD"))
        joined = drawn.replace("\n", "").replace(" ", "")
        assert r"a[bold]b[/]c\nd\te\x1b[31mf\u202eg\u200bh🏭|:smile:=1+1" in joined
        table = [text for text in drawn.splitlines() if "sgyp check" not in text]
        assert max(map(width, table)) <= columns


def test_a_window_whose_size_nobody_knows() -> None:
    drawn = _bare(_on_terminal(0, "summary", "--phase", "8", "--ledger", DATA))
    assert max(width(text) for text in drawn.splitlines()) <= 80
    assert "374.5" in drawn


def test_a_workbook_is_not_shown() -> None:
    drawn = _on_terminal(80, "summary", "--format", "xlsx", "--ledger", DATA, code=2)
    assert "用 --out 文件.xlsx 写入文件" in drawn
    assert "PK" not in drawn
