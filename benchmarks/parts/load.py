"""Cold load: load, check and summary in one process, against the plain way and other ledgers."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from findings import MB, Finding, Report
from journals import write_beancount, write_hledger
from processes import Command, python, run_in_turn
from subject import HERE, ROOT, bench_ledger, sgyp

RUNS = 5
#: Projects → share of the baseline's time.
BARS = {10_000: 0.30, 100_000: 0.20}
#: Ten times the projects, at most twelve times the time; other steps in proportion.
LINEAR_BAR = 1.2
MEMORY_SIZE, MEMORY_BAR = 100_000, 5.0  # KB a project
RECORD_SIZE = 100_000  # where hledger and Beancount are to be beaten


def measure(report: Report, rounds: int, sizes: Sequence[int], folder: Path) -> None:
    """A cold load, check and summary of ledgers of several sizes."""
    none = _sgyp(0)
    commands = {none: _summary(folder, 0)}
    tools = dict(_tools(report))
    for size in sizes:
        commands[_sgyp(size)] = _summary(folder, size)
        baseline = python(HERE / "baseline.py", _ledger(folder, size))
        commands[f"baseline.py {size}"] = Command(baseline, ROOT, prints=str(size))
        commands |= _for_the_record(folder, size, tools)
    report.samples |= run_in_turn(commands, rounds)
    for size in sizes:
        title = f"{size} 个项目 sgyp summary ÷ "
        bar = BARS.get(size)
        report.ratio(f"{title}baseline.py", _sgyp(size), f"baseline.py {size}", bar)
        for tool in tools:
            ahead = 1.0 if size == RECORD_SIZE else None
            report.ratio(title + tool, _sgyp(size), f"{tool} {size}", ahead)
        _memory(report, size, none)
    for small, large in pairwise(sizes):
        title = f"线性 {large} ÷ {small} 个项目"
        report.ratio(title, _sgyp(large), _sgyp(small), LINEAR_BAR * large / small)


def _memory(report: Report, size: int, none: str) -> None:
    """Peak memory for each of `size` projects, without what a run on none takes."""
    whole, empty = report.samples[_sgyp(size)].peak, report.samples[none].peak
    if whole is None or empty is None:
        report.skipped.append("峰值内存：Windows 上不测")
        return
    bar = MEMORY_BAR if size == MEMORY_SIZE else None
    detail = f"{whole / MB:.0f} MB，空台账 {empty / MB:.0f} MB"
    title = f"峰值内存 {size} 个项目，每个项目"
    report.findings.append(Finding(title, (whole - empty) / size / 1024, bar, detail, " KB"))


def _sgyp(size: int) -> str:
    return f"sgyp summary {size}"


def _ledger(folder: Path, size: int) -> Path:
    return folder / f"ledger-{size}"


def _summary(folder: Path, size: int) -> Command:
    """One process loads, checks and summarises."""
    return sgyp("summary", "--ledger", bench_ledger(size, _ledger(folder, size)))


def _tools(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The other ledgers' programs that are installed; those that are not are said so."""
    for name, options in (("hledger", ("balance", "-f")), ("bean-check", ("--no-cache",))):
        found = shutil.which(name)
        if found:
            yield " ".join((name, *options)).removesuffix(" -f"), (found, *options)
        else:
            report.skipped.append(f"{name}：PATH 上没有")


def _for_the_record(
    folder: Path, size: int, tools: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Command]]:
    for name, arguments in tools.items():
        hledger = name.startswith("hledger")
        path = folder / f"{size}.{'journal' if hledger else 'beancount'}"
        (write_hledger if hledger else write_beancount)(size, path)
        yield f"{name} {size}", Command((*arguments, str(path)), ROOT)
