"""Publishing: many months against one, and a month of a large ledger against loading it.

Both ledgers are committed, and read from git, as cron has them.  Each run writes into a folder that
is not there yet.
"""

import shutil
from pathlib import Path

from findings import MB, Finding, Report
from memory import peak_of_all
from processes import Command, run_in_turn
from subject import DEMO, bench_ledger, committed, git, sgyp

RUNS = 5
#: The demo's months with reports; one from their middle stands for them.
MONTHS, FIRST, MIDDLE, LAST = 24, "2021-11", "2022-11", "2023-10"
FORMATS = "xlsx,csv,md,json,html"
MANY_BAR = 10.0
PROJECTS = 10_000
LARGE_BAR, MEMORY_BAR = 4.0, 400.0  # times a load; MB


def measure(report: Report, rounds: int, folder: Path) -> None:
    """The back-fill of the demo county, then a month of a large ledger."""
    program = git()
    if program is None:
        report.skipped.append("sgyp export：PATH 上没有 git")
        return
    county = committed(Path(shutil.copytree(DEMO, folder / "county")), program)
    large = committed(bench_ledger(PROJECTS, folder / "large", MONTHS), program)
    _back_fill(report, rounds, county, folder)
    _large(report, rounds, large, folder)


def _back_fill(report: Report, rounds: int, county: Path, folder: Path) -> None:
    one, many = f"sgyp export {MIDDLE}", f"sgyp export {FIRST}..{LAST}"
    out = folder / "months"
    commands = {
        one: _export(county, MIDDLE, folder / "month"),
        many: _export(county, f"{FIRST}..{LAST}", out),
    }
    report.samples |= run_in_turn(commands, rounds)
    made = len(list(out.glob("*/manifest.json")))
    if made != MONTHS:
        raise RuntimeError(f"{made} months were published, not {MONTHS}")
    report.ratio(f"示例县 {MONTHS} 个月五种格式 ÷ 一个月", many, one, MANY_BAR)


def _large(report: Report, rounds: int, large: Path, folder: Path) -> None:
    load, one = f"sgyp summary {PROJECTS}, {MONTHS} months", f"sgyp export {PROJECTS}"
    export = _export(large, LAST, folder / "large-month")
    commands = {load: sgyp("summary", "--ledger", large), one: export}
    report.samples |= run_in_turn(commands, rounds)
    size = f"{PROJECTS} 个项目 {MONTHS} 个月"
    report.ratio(f"{size}，出一个月五种格式 ÷ sgyp summary", one, load, LARGE_BAR)
    peak = peak_of_all(export)
    if peak is None:
        report.skipped.append("sgyp export 峰值内存：Windows 上不测")
        return
    title, detail = f"{size}，出一个月的峰值内存", "它起的进程都算，1 次"
    report.findings.append(Finding(title, peak / MB, MEMORY_BAR, detail, " MB"))


def _export(ledger: Path, months: str, out: Path) -> Command:
    what = ("--month", months, "--format", FORMATS, "--out", out, "--ledger", ledger, "--quiet")
    return sgyp("export", *what)._replace(makes=out, prints="")
