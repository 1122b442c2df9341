"""Measure sgyp against the bars of its issue: start-up, cold load, linearity, peak memory.

Owns what is run and what the ratios have to be; no time is a bar by itself, as another machine
would be another bar.  Not part of CI, where nothing may depend on how busy a machine is.
"""

import argparse
import compileall
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from journals import write_beancount, write_hledger
from processes import Command, Sample, python, run, run_in_turn, script

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SGYP = script("sgyp", "sangeyipi")

START_BAR = 1.2
#: Projects → share of the baseline's time.
LOAD_BARS = {10_000: 0.30, 100_000: 0.20}
#: Ten times the projects, at most twelve times the time; other steps in proportion.
LINEAR_BAR = 1.2
MEMORY_SIZE, MEMORY_BAR = 100_000, 5.0  # KB a project
RECORD_SIZE = 100_000  # where hledger and Beancount are to be beaten
START_RUNS, LOAD_RUNS = 21, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One measured figure, and the bar it has to keep (None: for the record only)."""

    title: str
    value: float
    bar: float | None
    detail: str
    unit: str = ""

    @property
    def met(self) -> bool | None:
        """Whether it keeps its bar."""
        return None if self.bar is None else self.value <= self.bar

    def __str__(self) -> str:
        """As it is printed."""
        mark = {None: "记录", True: "达标", False: "未达标"}[self.met]
        bar = "" if self.bar is None else f"指标 ≤ {self.bar:g}；"
        return f"[{mark}] {self.title}：{self.value:.3g}{self.unit}（{bar}{self.detail}）"


@dataclass(slots=True)
class Report:
    """What was found, what it was made of, and what could not be measured."""

    findings: list[Finding] = field(default_factory=list)
    samples: dict[str, Sample] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def ratio(self, title: str, one: str, other: str, bar: float | None) -> None:
        """How many times the median of `other` the median of `one` is."""
        ours, theirs = self.samples[one], self.samples[other]
        detail = f"{_time(ours.time)} ÷ {_time(theirs.time)}，各 {len(ours.seconds)} 次"
        self.findings.append(Finding(title, ours.time / theirs.time, bar, detail))

    def memory(self, size: int, none: str) -> None:
        """Peak memory for each of `size` projects, without what a run on none takes."""
        whole, empty = self.samples[_sgyp(size)].peak, self.samples[none].peak
        if whole is None or empty is None:
            self.skipped.append("峰值内存：Windows 上不测")
            return
        bar = MEMORY_BAR if size == MEMORY_SIZE else None
        detail = f"{whole / 1024**2:.0f} MB，空台账 {empty / 1024**2:.0f} MB"
        title = f"峰值内存 {size} 个项目，每个项目"
        self.findings.append(Finding(title, (whole - empty) / size / 1024, bar, detail, " KB"))


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


# --- What is run ------------------------------------------------------------------------------


def measure_start(report: Report, rounds: int) -> None:
    """`summary` on the real ledger and `--help`, against the bare program's."""
    bare = python(HERE / "bare.py")
    commands = {
        "sgyp summary --phase 8": Command((*SGYP, "summary", "--phase", "8"), ROOT),
        "bare.py": Command(bare, ROOT),
        "sgyp --help": Command((*SGYP, "--help"), ROOT),
        "bare.py --help": Command((*bare, "--help"), ROOT),
    }
    report.samples |= run_in_turn(commands, rounds)
    names = list(commands)
    for ours, theirs in (names[:2], names[2:]):
        report.ratio(f"启动 {ours} ÷ {theirs}", ours, theirs, START_BAR)


def measure_load(report: Report, rounds: int, sizes: Sequence[int], folder: Path) -> None:
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
        bar = LOAD_BARS.get(size)
        report.ratio(f"{title}baseline.py", _sgyp(size), f"baseline.py {size}", bar)
        for tool in tools:
            ahead = 1.0 if size == RECORD_SIZE else None
            report.ratio(title + tool, _sgyp(size), f"{tool} {size}", ahead)
        report.memory(size, none)
    for small, large in pairwise(sizes):
        title = f"线性 {large} ÷ {small} 个项目"
        report.ratio(title, _sgyp(large), _sgyp(small), LINEAR_BAR * large / small)


def _sgyp(size: int) -> str:
    return f"sgyp summary {size}"


def _ledger(folder: Path, size: int) -> Path:
    return folder / f"ledger-{size}"


def _summary(folder: Path, size: int) -> Command:
    """One process loads, checks and summarises."""
    ledger = _ledger(folder, size)
    print(f"generating {size} projects", file=sys.stderr, flush=True)
    # In a process of its own, so that this one stays small: see processes._wait.
    run(Command(python(ROOT / "examples" / "generate.py", "bench", str(size), ledger), ROOT))
    return Command((*SGYP, "summary", "--ledger", str(ledger)), ROOT)


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


# --- Command line -----------------------------------------------------------------------------


def _compile() -> None:
    """Byte-compile what is compared; everything else is by its warm-up run at the latest."""
    spec = find_spec("sangeyipi")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise SystemExit("sangeyipi is not installed for this interpreter")
    for folder in (*folders, str(HERE)):
        if not compileall.compile_dir(folder, quiet=1):
            raise SystemExit("not everything compiles")


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sgyp-benchmark-") as name:
        yield Path(name)


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if sizes[0] < 1:
        raise ValueError(text)
    return sizes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure sgyp against its bars.")
    parser.add_argument("part", nargs="?", choices=("start", "load", "all"), default="all")
    parser.add_argument("--runs", type=int, metavar="N", help="counted runs of each command")
    parser.add_argument(
        "--sizes", type=_sizes, default="10000,100000", help="projects (%(default)s)"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the ledgers here, keep them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number here")
    return parser


def _machine() -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "packages": {name: version(name) for name in ("typer", "pydantic", "PyYAML", "rich")},
    }


def _as_json(report: Report) -> str:
    numbers = {
        "machine": _machine(),
        "findings": [{**asdict(one), "met": one.met} for one in report.findings],
        "samples": {name: asdict(sample) for name, sample in report.samples.items()},
        "skipped": report.skipped,
    }
    return json.dumps(numbers, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Measure, print, and say by the exit code whether every bar was kept."""
    options = _parser().parse_args()
    report = Report()
    _compile()
    if options.part in ("start", "all"):
        measure_start(report, options.runs or START_RUNS)
    if options.part in ("load", "all"):
        with _folder(options.keep) as folder:
            measure_load(report, options.runs or LOAD_RUNS, options.sizes, folder)
    for finding in report.findings:
        print(finding)
    for reason in report.skipped:
        print(f"[跳过] {reason}")
    if options.json:
        options.json.write_text(_as_json(report), encoding="utf-8")
    return 1 if any(finding.met is False for finding in report.findings) else 0


if __name__ == "__main__":
    sys.exit(main())
