"""Start-up: `sgyp` against the bare program that no Typer, Pydantic and Rich program can beat."""

from findings import Report
from processes import Command, python, run_in_turn
from subject import HERE, ROOT, sgyp

RUNS = 21
BAR = 1.2


def measure(report: Report, rounds: int) -> None:
    """`summary` on the real ledger and `--help`, against the bare program's."""
    bare = python(HERE / "bare.py")
    commands = {
        "sgyp summary --phase 8": sgyp("summary", "--phase", "8"),
        "bare.py": Command(bare, ROOT),
        "sgyp --help": sgyp("--help"),
        "bare.py --help": Command((*bare, "--help"), ROOT),
    }
    report.samples |= run_in_turn(commands, rounds)
    names = list(commands)
    for ours, theirs in (names[:2], names[2:]):
        report.ratio(f"启动 {ours} ÷ {theirs}", ours, theirs, BAR)
