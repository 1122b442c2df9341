"""A city's summary against those of its counties, each by itself: what putting together costs.

What is compared are the same totals; the start-ups of the processes that counties need beyond the
city's one are taken out, by what a summary of a ledger without projects takes.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from findings import Finding, Report
from processes import Command, Sample, python, run, run_in_turn
from subject import ROOT, bench_ledger, sgyp

RUNS = 3
PROJECTS = 120_000
#: Of the sum of the counties' loads: the first summary of the city, and the one after it.
BAR, AGAIN_BAR = 1.2, 0.3
_NOTHING = "空台账"


def measure(report: Report, rounds: int, folder: Path) -> None:
    """Twelve counties of 10,000 projects each, without reports and with ten months of them."""
    none = sgyp("summary", "--ledger", bench_ledger(0, folder / "none"))
    for months in (0, 10):
        city = _city(folder / f"city-{months}", months)
        counties = sorted(one.parent for one in city.glob("*/ledger.yaml"))
        memory = {"SGYP_CACHE": str(folder / f"memory-{months}")}
        whole = sgyp("summary", "--ledger", city)
        named = (
            f"{len(counties)} 个区县 × {PROJECTS // len(counties)} 个项目，{months} 个月的月调度"
        )
        first, again = f"{named}，市", f"{named}，市，再跑"
        each = {f"{named}，{one.name}": sgyp("summary", "--ledger", one) for one in counties}
        commands: dict[str, Command] = {
            _NOTHING: none,
            first: whole,
            again: whole._replace(settings=memory),
            **each,
        }
        report.samples |= run_in_turn(commands, rounds)
        _told(report, f"summary {named}，市 ÷ 各区县之和", first, each, BAR)
        _told(report, f"summary {named}，市再跑 ÷ 各区县之和", again, each, AGAIN_BAR)


def _city(folder: Path, months: int) -> Path:
    print(f"generating a city of {PROJECTS} projects, {months} months", file=sys.stderr, flush=True)
    generate = ROOT / "examples" / "generate.py"
    words = ("--projects", str(PROJECTS), "--months", str(months), "--whole")
    run(Command(python(generate, "city", folder, *words), ROOT))
    return folder


def _told(
    report: Report, title: str, one: str, counties: Mapping[str, Command], bar: float
) -> None:
    """By the wall clock, and by what all processors did."""
    for word, of in _MEASURES.items():
        whole, none = of(report.samples[one]), of(report.samples[_NOTHING])
        each = [of(report.samples[name]) for name in counties]
        known = [value for value in (whole, none, *each) if value is not None]
        if len(known) < 2 + len(each):
            report.skipped.append(f"{title}，{word}：Windows 上不测")
            continue
        ours, nothing, *theirs = known
        extra = nothing * (len(theirs) - 1)
        told = f"{ours:.2f} s ÷（{sum(theirs):.2f} s − {len(theirs) - 1} 次启动 {extra:.2f} s）"
        report.findings.append(Finding(f"{title}，{word}", ours / (sum(theirs) - extra), bar, told))


_MEASURES: dict[str, Callable[[Sample], float | None]] = {
    "墙钟": lambda sample: sample.time,
    "CPU": lambda sample: sample.work,
}
