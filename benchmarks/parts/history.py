"""History: `sgyp log` against git's own walk of the same commits, `sgyp diff` against a load."""

import re
import shutil
import sys
from pathlib import Path

from findings import Report
from processes import Command, python, run, run_in_turn
from subject import HERE, ROOT, bench_ledger, git, sgyp

RUNS = 11
COMMITS = 1_000
LOG_BAR = 10.0
#: Once more on a history that was walked before.
AGAIN_BAR = 15.0
PROJECTS, CHANGES = 10_000, 50
DIFF_BAR = 2.2
_TOTAL = re.compile(r"(?<=^  总投资: )[0-9.]+$", re.MULTILINE)


def measure(report: Report, rounds: int, folder: Path) -> None:
    """Both; without git only `diff`, which compares two folders here."""
    program = git()
    if program is None:
        report.skipped.append("sgyp log：PATH 上没有 git")
    else:
        _log(report, rounds, folder, program)
    _diff(report, rounds, folder)


def _log(report: Report, rounds: int, folder: Path, program: str) -> None:
    loose, packed = _repositories(folder, program)
    raw = (program, "log", "--raw")
    memory = {"SGYP_CACHE": str(folder / "memory")}
    commands = {
        "sgyp log, loose": sgyp("log", folder=loose),
        "git log --raw, loose": Command(raw, loose),
        "sgyp log, packed": sgyp("log", folder=packed),
        "git log --raw, packed": Command(raw, packed),
        "sgyp log, again": sgyp("log", folder=packed)._replace(settings=memory),
    }
    report.samples |= run_in_turn(commands, rounds)
    title = f"{COMMITS} 次提交 sgyp log ÷ git log --raw"
    report.ratio(f"{title}，逐次提交的仓库", "sgyp log, loose", "git log --raw, loose", LOG_BAR)
    report.ratio(f"{title}，git gc 之后", "sgyp log, packed", "git log --raw, packed", None)
    again = f"{title}，git gc 之后，再跑"
    report.ratio(again, "sgyp log, again", "git log --raw, packed", AGAIN_BAR)


def _repositories(folder: Path, program: str) -> tuple[Path, Path]:
    """The same history twice: as commits made one by one leave it, and as `git gc` does."""
    print(f"making {COMMITS} commits", file=sys.stderr, flush=True)
    loose, packed = folder / "loose", folder / "packed"
    run(Command(python(HERE / "commits.py", str(COMMITS), loose), ROOT))
    shutil.copytree(loose, packed)
    run(Command((program, "gc", "-q"), packed))
    for repository in (loose, packed):
        count = (program, "rev-list", "--count", "HEAD")
        run(Command(count, repository, prints=str(COMMITS)))
    return loose, packed


def _diff(report: Report, rounds: int, folder: Path) -> None:
    old = bench_ledger(PROJECTS, folder / "old")
    new = _changed(old, folder / "new")
    load, diff = f"sgyp summary {PROJECTS}, new", f"sgyp diff {PROJECTS}"
    commands = {
        load: sgyp("summary", "--ledger", new),
        diff: sgyp("diff", old, new),
    }
    report.samples |= run_in_turn(commands, rounds)
    title = f"{PROJECTS} 个项目改 {CHANGES} 处 sgyp diff ÷ sgyp summary"
    report.ratio(title, diff, load, DIFF_BAR)


def _changed(old: Path, new: Path) -> Path:
    """The ledger with as many amounts corrected as are to be, the same number in every file."""
    shutil.copytree(old, new)
    files = sorted(new.glob("projects/*.yaml"))
    each, rest = divmod(CHANGES, len(files))
    if rest:
        raise RuntimeError(f"{CHANGES} changes can't be spread evenly over {len(files)} files")
    for path in files:
        pieces = path.read_bytes().decode("utf-8").split("\n- ")
        for at in range(0, len(pieces), len(pieces) // each)[:each]:
            pieces[at] = _TOTAL.sub(r"1\g<0>", pieces[at], count=1)
        path.write_bytes("\n- ".join(pieces).encode())
    return new
