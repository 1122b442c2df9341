"""What is measured: the command as a user runs it, and the made-up ledgers that it is given.

Owns how ledgers get on the disk, each by a process of its own so that this one stays small (see
processes._wait).  Must not know what is compared with what.
"""

import shutil
import sys
from pathlib import Path

from processes import Command, python, run, script

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DEMO = ROOT / "examples" / "demo-county"
SGYP = script("sgyp", "sangeyipi")


def sgyp(*arguments: str | Path, folder: Path = ROOT) -> Command:
    """A command line of ours, that remembers nothing of an earlier run."""
    settings = {"SGYP_CACHE": "off"}
    return Command((*SGYP, *map(str, arguments)), folder, settings=settings)


def bench_ledger(projects: int, folder: Path, months: int = 0, *, dispatched: bool = False) -> Path:
    """A ledger of so many projects in `folder`, with so many months of reports.

    `dispatched`: with problems, visits, financing and whatever else is asked for every month.
    """
    said = f", {months} months" if months else ""
    print(f"generating {projects} projects{said}", file=sys.stderr, flush=True)
    more = ["--months", str(months)] if months else []
    more += ["--dispatch"] if dispatched else []
    generate = ROOT / "examples" / "generate.py"
    run(Command(python(generate, "bench", str(projects), folder, *more), ROOT))
    return folder


def git() -> str | None:
    """Where git is, if it is installed."""
    return shutil.which("git")


def committed(folder: Path, program: str) -> Path:
    """The ledger in `folder` as a repository of one commit, with nothing uncommitted."""
    who = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "台账")):
        run(Command((program, *arguments), folder))
    return folder
