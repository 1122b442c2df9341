"""Measure sgyp against the bars: start-up, waiting, load, history, publishing, questions, cities,
datasets, imports, proof-reading.

Owns the command line.  What is run, and what the ratios have to be, is in the module of each part;
no time but that of `audit` is a bar by itself, as another machine would be another bar.  Not part
of CI, where nothing may depend on how busy a machine is.
"""

import argparse
import compileall
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from findings import Report
from parts import (
    city,
    dataset,
    export,
    felt,
    history,
    imports,
    load,
    proof,
    queries,
    reports,
    start,
)
from subject import HERE

PARTS = (
    *("start", "felt", "load", "history", "export", "queries", "import", "reports"),
    *("city", "dataset", "audit"),
)


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


def _fresh(folder: Path, part: str) -> Path:
    """A folder of this run's own: nothing that somebody kept is ever taken away."""
    return Path(tempfile.mkdtemp(prefix=f"{part}-", dir=folder))


#: Parts of which there is no more to say than how often.
_ALIKE = {"import": imports, "reports": reports, "audit": proof, "city": city}


def _measure(report: Report, options: argparse.Namespace, folder: Path) -> None:
    parts = PARTS if options.part == "all" else (options.part,)
    if "start" in parts:
        start.measure(report, options.runs or start.RUNS)
    if "felt" in parts:
        felt.measure(report, options.runs or felt.RUNS, options.sizes, _fresh(folder, "felt"))
    if "load" in parts:
        load.measure(report, options.runs or load.RUNS, options.sizes, folder)
    if "history" in parts:
        history.measure(report, options.runs or history.RUNS, _fresh(folder, "history"))
    if "export" in parts:
        export.measure(report, options.runs or export.RUNS, _fresh(folder, "export"))
    if "queries" in parts:
        queries.measure(report, options.runs or queries.RUNS, _fresh(folder, "queries"))
    for name, part in _ALIKE.items():
        if name in parts:
            part.measure(report, options.runs or part.RUNS, _fresh(folder, name))
    if "dataset" in parts:
        dataset.measure(report, options.runs or dataset.RUNS, options.sizes, folder / "dataset")


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if sizes[0] < 1:
        raise ValueError(text)
    return sizes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure sgyp against its bars.")
    parser.add_argument("part", nargs="?", choices=(*PARTS, "all"), default="all")
    parser.add_argument("--runs", type=int, metavar="N", help="counted runs of each command")
    parser.add_argument(
        "--sizes", type=_sizes, default="10000,100000", help="projects to load (%(default)s)"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the ledgers here, keep them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number here")
    return parser


def main() -> int:
    """Measure, print, and say by the exit code whether every bar was kept."""
    options = _parser().parse_args()
    report = Report()
    _compile()
    with _folder(options.keep) as folder:
        _measure(report, options, folder)
    for finding in report.findings:
        print(finding)
    for table in report.tables:
        print(table)
    for reason in report.skipped:
        print(f"[跳过] {reason}")
    if options.json:
        options.json.write_text(report.as_json(), encoding="utf-8")
    return 1 if any(finding.met is False for finding in report.findings) else 0


if __name__ == "__main__":
    sys.exit(main())
