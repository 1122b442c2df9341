"""The command with somebody at the terminal, who answers what is asked."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import COMMAND, SOURCE

pty = pytest.importorskip("pty")


def asked(
    *arguments: str | Path, answers: str, cwd: Path, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """The exit code and what stood on the screen; each line of `answers` answers one question."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", **(env or {})},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    os.write(master, answers.encode())
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
    return process.wait(60), drawn.decode("utf-8", "replace").replace("\r\n", "\n")
