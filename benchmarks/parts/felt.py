"""What a person waits for: a command, the same once more, Tab, after one file was changed.

Beside Python itself, hledger, ledger (C++), bean-check, libyaml's own scan and DuckDB on CSV; each
of our runs once without the memory of earlier ones (`SGYP_CACHE=off`) and once with it.
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from findings import MB, Finding, Report
from journals import write_beancount, write_csv, write_hledger
from memory import run_watched
from processes import Command, python, run_in_turn
from subject import DEMO, HERE, ROOT, SGYP, bench_ledger, sgyp

RUNS = 11
PASS = "python -c pass"
START_BARS = {"再跑": 10.0, "不留缓存": 19.0}
TAB_BAR = 9.0
#: Projects, which run of ours, which program → how many times its time.
BARS = {
    (10_000, "再跑", "hledger balance"): 0.5,
    (10_000, "不留缓存", "hledger balance"): 0.9,
    (100_000, "再跑", "ledger balance"): 0.6,
    (100_000, "不留缓存", "ledger balance"): 3.0,
    (100_000, "改一个文件", "ledger balance"): 0.7,
}
#: Of the largest size: ten times the time of a tenth, and KB a project.
LINEAR_BAR, PEAK_BAR, PEAK_SIZE = 1.1, 1.6, 1_000_000
_DUCKDB = (
    "import duckdb, sys; duckdb.sql('select unit, count(*), sum(amount) from "
    "read_csv(\\'' + sys.argv[1] + '\\') group by unit').fetchall()"
)


def measure(report: Report, rounds: int, sizes: Sequence[int], folder: Path) -> None:
    """Small ledgers against Python itself, large ones against other programs."""
    memory = {"SGYP_CACHE": str(folder / "memory")}
    _start(report, rounds, memory)
    tools = dict(_tools(report, folder))
    for size in sizes:
        if size < PEAK_SIZE:
            _size(report, max(rounds // 3, 1), size, folder, memory, tools)
    _largest(report, max(rounds // 3, 1), sizes, folder)


def _start(report: Report, rounds: int, memory: dict[str, str]) -> None:
    ledgers = {"data": ROOT / "data", "示例县": DEMO}
    commands = {PASS: Command(python("-c", "pass"), ROOT), "--help": sgyp("--help")}
    for name, ledger in ledgers.items():
        one = sgyp("summary", "--phase", "8", "--ledger", ledger)
        commands[f"{name}，再跑"] = one._replace(settings=memory)
        commands[f"{name}，不留缓存"] = one
        asked = {"COMP_WORDS": "sgyp show ", "COMP_CWORD": "2", "_SGYP_COMPLETE": "complete_bash"}
        tab = Command(SGYP, ROOT, settings={**memory, **asked, "SGYP_LEDGER": str(ledger)})
        commands[f"{name}，Tab"] = tab
    report.samples |= run_in_turn(commands, rounds)
    for name in ledgers:
        for how, bar in START_BARS.items():
            report.ratio(f"summary --phase 8 {name}，{how} ÷ {PASS}", f"{name}，{how}", PASS, bar)
        report.ratio(f"sgyp show 之后按 Tab {name} ÷ {PASS}", f"{name}，Tab", PASS, TAB_BAR)
    report.ratio(f"sgyp --help ÷ {PASS}", "--help", PASS, None)


def _size(
    report: Report,
    rounds: int,
    size: int,
    folder: Path,
    memory: dict[str, str],
    tools: Mapping[str, tuple[str, ...]],
) -> None:
    ledger = bench_ledger(size, folder / f"felt-{size}")
    one = sgyp("summary", "--ledger", ledger)
    changed = bench_ledger(size, folder / f"felt-{size}-changed")
    file = min(changed.glob("projects/*.yaml"))
    ours = {
        "再跑": one._replace(settings=memory),
        "不留缓存": one,
        "改一个文件": sgyp("summary", "--ledger", changed)._replace(settings=memory, changes=file),
    }
    commands = {f"{size}，{how}": command for how, command in ours.items()}
    for tool, words in tools.items():
        commands[f"{tool} {size}"] = Command((*words, *_given(tool, size, ledger, folder)), ROOT)
    report.samples |= run_in_turn(commands, rounds)
    for how in ours:
        for tool in tools:
            title = f"{size} 个项目 summary，{how} ÷ {tool}"
            report.ratio(title, f"{size}，{how}", f"{tool} {size}", BARS.get((size, how, tool)))


def _given(tool: str, size: int, ledger: Path, folder: Path) -> Iterator[str]:
    """The same number of records, as the program takes them."""
    if tool.startswith("libyaml"):
        yield from map(str, sorted(ledger.glob("projects/*.yaml")))
        return
    written = {"bean-check": ("beancount", write_beancount), "DuckDB": ("csv", write_csv)}
    suffix, write = written.get(tool, ("journal", write_hledger))
    path = folder / f"{size}.{suffix}"
    if not path.exists():
        write(size, path)
    yield str(path)
    if suffix == "journal":
        yield "balance"


def _tools(report: Report, folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The programs that are there; those that are not are said so."""
    for name, words in (("hledger", ("-f",)), ("ledger", ("-f",)), ("bean-check", ("--no-cache",))):
        found = shutil.which(name)
        if found:
            yield name if name == "bean-check" else f"{name} balance", (found, *words)
        else:
            report.skipped.append(f"{name}：PATH 上没有")
    if find_spec("duckdb"):
        yield "DuckDB", python("-c", _DUCKDB)
    else:
        report.skipped.append("DuckDB：没有装 duckdb")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        report.skipped.append("libyaml：没有 C 编译器")
        return
    made = folder / "scan"
    compiling = (compiler, "-O2", str(HERE / "scan.c"), "-o", str(made), "-lyaml")
    if subprocess.run(compiling, capture_output=True, check=False).returncode:
        report.skipped.append("libyaml：scan.c 编译不了，多半没有 yaml.h（libyaml-dev）")
    else:
        yield "libyaml scan", (str(made),)


def _largest(report: Report, rounds: int, sizes: Sequence[int], folder: Path) -> None:
    """Against a tenth of it, in turn; memory is that of all its processes, in a run of its own."""
    large, small = PEAK_SIZE, PEAK_SIZE // 10
    if not {large, small} <= set(sizes):
        report.skipped.append("1,000,000 个项目：写 --sizes 100000,1000000 才量")
        return
    commands = {
        f"{size}，不留缓存，一比十": sgyp(
            "summary", "--ledger", bench_ledger(size, folder / f"felt-{size}")
        )
        for size in (small, large)
    }
    report.samples |= run_in_turn(commands, rounds)
    one, other = reversed(commands)
    report.ratio(f"{large} ÷ {small} 个项目", one, other, LINEAR_BAR * large / small)
    peak = run_watched(commands[one], every=0.1).peak
    if peak is not None:
        detail = f"各进程合计 {peak / MB:.0f} MB"
        title = f"峰值内存 {large} 个项目，每个项目"
        report.findings.append(Finding(title, peak / large / 1024, PEAK_BAR, detail, " KB"))
