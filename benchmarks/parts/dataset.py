"""A dataset as it grows: `sgyp summary --dataset`, the bare query, Spark; the same from text.

Whole processes, in turn.  What each of them answers is held against the others: a fast wrong
answer is no measurement.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from findings import MB, Report
from memory import run_watched
from processes import Command, Sample, Taken, python, run, run_in_turn
from subject import HERE, ROOT, bench_ledger, sgyp

RUNS = 3
#: Projects drawn one by one; larger ledgers are copies of them (see grown.py).
BLOCK = 50_000
#: Of text, more would take minutes and gigabytes.
MOST_TEXT = 1_000_000
BAR_SIZE, TEXT_BAR, BARE_BAR = 1_000_000, 0.1, 2.0
#: Bytes on the disk for each project: as Parquet, and as text.
PARQUET_BYTES, TEXT_BYTES = 300, 400
SQL = ROOT / "src" / "sangeyipi" / "dataset" / "sql"
SPARK = "Spark，local[2]"
HEAD = (
    "| 项目 | 写法 | 墙钟，秒 | CPU，秒 | 峰值内存，MB |",
    "|---|---|---|---|---|",
)


def measure(report: Report, rounds: int, sizes: Sequence[int], folder: Path) -> None:
    """Every size that there is room for; what is not measured is said so."""
    if not (find_spec("duckdb") and find_spec("pyarrow")):
        report.skipped.append("数据集：没有装 duckdb、pyarrow")
        return
    spark = _spark(report)
    folder.mkdir(exist_ok=True)
    block = bench_ledger(BLOCK, folder / "block")
    written = folder / "block-dataset"
    run(sgyp("dataset", written, "--ledger", block))
    lines = [*HEAD]
    for size in sizes:
        needed = size * (PARQUET_BYTES + (TEXT_BYTES if size <= MOST_TEXT else 0))
        if shutil.disk_usage(folder).free < 2 * needed:
            report.skipped.append(f"数据集 {size} 个项目：磁盘要空出 {2 * needed / MB:.0f} MB")
            continue
        lines += _size(report, rounds, size, folder, spark)
    report.tables.append("\n".join(lines))


def _size(
    report: Report, rounds: int, size: int, folder: Path, spark: Path | None
) -> Iterable[str]:
    dataset = _grown("parquet", folder, size)
    text, ours, bare = f"文本 {size}", f"数据集 {size}", f"只用 DuckDB {size}"
    answers = {name: folder / f"{name}.csv" for name in (text, ours)}
    commands = {
        ours: _summary(answers[ours], "--dataset", dataset),
        bare: Command(python(HERE / "bare_query.py", dataset, SQL), ROOT),
    }
    samples = run_in_turn(commands, rounds)
    if size <= MOST_TEXT:
        ledger = _grown("text", folder, size)
        samples |= _slow(text, _summary(answers[text], "--ledger", ledger), rounds)
    if spark is not None:
        samples |= _of_spark(f"{SPARK} {size}", commands[bare], spark, dataset, rounds)
    report.samples |= samples
    at = size == BAR_SIZE
    report.work(
        f"{size} 个项目 summary，数据集 ÷ 只用 DuckDB", ours, bare, BARE_BAR if at else None
    )
    if text in samples:
        if answers[ours].read_bytes() != answers[text].read_bytes():
            raise RuntimeError(f"{answers[ours]} is not what {answers[text]} is")
        title = f"{size} 个项目 summary，数据集 ÷ 文本"
        report.work(title, ours, text, TEXT_BAR if at else None)
    return _lines(
        size,
        {
            "`sgyp summary`，文本": samples.get(text),
            "`sgyp summary --dataset`": samples[ours],
            "只用 DuckDB 运行 `progress.sql`": samples[bare],
            f"{SPARK} 运行 `progress.sql`": samples.get(f"{SPARK} {size}"),
        },
    )


def _lines(size: int, found: dict[str, Sample | None]) -> Iterator[str]:
    for way, sample in found.items():
        if sample is None:
            yield f"| {size} | {way} | 没有测 | | |"
            continue
        peak = "" if sample.peak is None else f"{sample.peak / MB:.0f}"
        work = "" if sample.work is None else f"{sample.work:.1f}"
        yield f"| {size} | {way} | {sample.time:.1f} | {work} | {peak} |"


def _summary(answer: Path, *given: str | Path) -> Command:
    return sgyp("summary", *given, "--out", answer)._replace(makes=answer)


def _grown(how: str, folder: Path, size: int) -> Path:
    """A dataset or a ledger of so many projects; one that was kept is taken as it is."""
    out = folder / f"{how}-{size}"
    if not out.exists():
        print(f"growing {size} projects, {how}", file=sys.stderr, flush=True)
        block = folder / ("block" if how == "text" else "block-dataset")
        half = folder / f"{how}-half"
        shutil.rmtree(half, ignore_errors=True)
        run(Command(python(HERE / "grown.py", how, block, str(size), half), ROOT))
        half.rename(out)
    return out


def _spark(report: Report) -> Path | None:
    """The Python that has PySpark, named by SGYP_SPARK_PYTHON."""
    named = os.environ.get("SGYP_SPARK_PYTHON")
    found = Path(named).with_name("spark-submit") if named else None
    if shutil.which("java") and found is not None and found.exists():
        return found
    report.skipped.append("Spark：没有 Java，或 SGYP_SPARK_PYTHON 没有指明装了 PySpark 的 Python")
    return None


def _of_spark(
    name: str, bare: Command, submit: Path, dataset: Path, rounds: int
) -> dict[str, Sample]:
    """It has to answer what DuckDB does; its peak is that of Java and Python together."""
    told = subprocess.run(bare.arguments, cwd=bare.folder, capture_output=True, check=True).stdout
    script = ROOT / "examples" / "spark" / "summary.py"
    words = ("--master", "local[2]", script, dataset, "--table", "progress")
    command = Command(
        (str(submit), *map(str, words), "--master", "local[2]"),
        ROOT,
        prints=told.decode().strip(),
        settings={"PYSPARK_PYTHON": str(submit.with_name("python"))},
    )
    return _slow(name, command, rounds, _watched)


def _slow(
    name: str, command: Command, rounds: int, how: Callable[[Command], Taken] = run
) -> dict[str, Sample]:
    """What takes minutes is not warmed up."""
    sample = Sample()
    for turn in range(rounds):
        print(f"run {turn + 1}/{rounds}: {name}", file=sys.stderr, flush=True)
        sample.add(how(command))
    return {name: sample}


def _watched(command: Command) -> Taken:
    """Java is large, and looking at it takes time."""
    return run_watched(command, 0.2)
