"""`kill -9` of the whole command at any moment: each file is old or new, the next run clears up."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

FILES, KILLS = 200, 3
CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing there is killed like this")


def fmt(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "sangeyipi", "fmt", "--ledger", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_every_file_is_old_or_new_and_nothing_is_left_over(tmp_path: Path) -> None:
    projects = tmp_path / "projects"
    projects.mkdir()
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    states: dict[str, set[bytes]] = {}
    for number in range(FILES):
        old = f"-   名称: 甲{number}\n    编号: P{number}\n"
        new = f"- 编号: P{number}\n  名称: 甲{number}\n"
        path = projects / f"{number}.yaml"
        path.write_bytes(old.encode())
        states[path.name] = {old.encode(), new.encode()}

    def done() -> int:
        return sum(
            path.read_bytes().startswith(b"- \xe7\xbc\x96") for path in projects.glob("*.yaml")
        )

    chance = random.Random(5)
    seen = []
    for _ in range(KILLS):
        before = done()
        run = fmt(tmp_path)
        while run.poll() is None and done() == before:  # it has begun to write
            time.sleep(0.01)
        time.sleep(chance.random() * 0.02)
        run.kill()
        run.wait()
        for name, either in states.items():
            assert (projects / name).read_bytes() in either
        seen.append(done())
        if seen[-1] == FILES:
            break
    assert seen[0] < FILES, "killed too late to prove anything"
    assert fmt(tmp_path).wait() == 0
    assert done() == FILES
    assert {path.name for path in projects.iterdir()} == set(states)
