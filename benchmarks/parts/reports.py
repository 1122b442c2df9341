"""`sgyp report` against `summary`: what the sentences cost beyond the figures they are made of."""

from pathlib import Path

from findings import Report
from processes import Command, python, run_in_turn
from subject import DEMO, ROOT, bench_ledger, sgyp

RUNS = 5
PROJECTS, MONTHS = 10_000, 24
FORMATS = ("txt", "md", "html", "docx")
#: Seconds beyond `summary`, for text beyond an import of Jinja2 too.
BARS = {"txt": 0.1, "docx": 0.4}
BAR = 1.5


def measure(report: Report, rounds: int, folder: Path) -> None:
    """The demo county in seconds; a large county with all that is reported, against loading it."""
    _demo(report, rounds, folder)
    ledger = bench_ledger(PROJECTS, folder / "county", MONTHS, dispatched=True)
    load = "sgyp summary beside sgyp report"
    commands = {load: sgyp("summary", "--ledger", ledger), **_reports("10000", ledger, folder)}
    report.samples |= run_in_turn(commands, rounds)
    for form in FORMATS:
        name = f"sgyp report, {form}, 10000"
        report.ratio(f"sgyp report，{form} ÷ sgyp summary", name, load, BAR)


def _demo(report: Report, rounds: int, folder: Path) -> None:
    commands = {
        "sgyp summary, demo": sgyp("summary", "--ledger", DEMO),
        "import jinja2": Command(python("-c", "import jinja2.sandbox"), ROOT),
        "python": Command(python("-c", "pass"), ROOT),
        **_reports("demo", DEMO, folder),
    }
    report.samples |= run_in_turn(commands, rounds)
    for form, bar in BARS.items():
        name = f"sgyp report, {form}, demo"
        report.excess(
            f"sgyp report，{form}，比 sgyp summary 多",
            (name, "python"),
            ("sgyp summary, demo", "import jinja2"),
            bar,
        )


def _reports(of: str, ledger: Path, folder: Path) -> dict[str, Command]:
    # A Word document that is there would be filled instead of written.
    made = {form: folder / f"{of}.{form}" for form in FORMATS}
    return {
        f"sgyp report, {form}, {of}": sgyp("report", "--out", out, "--ledger", ledger)._replace(
            makes=out
        )
        for form, out in made.items()
    }
