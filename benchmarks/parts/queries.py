"""What a county asks every month, of a large ledger with everything in it, against loading it.

Each question is measured beside loads of its own: what else the machine does falls on both alike.
"""

import sys
from pathlib import Path

from findings import Report
from processes import run_in_turn
from subject import ROOT, bench_ledger, sgyp

RUNS = 3
PROJECTS, MONTHS = 10_000, 24
BAR = 2.0
LOAD = "summary"
FORMATS = ("table", "json")
#: What is asked; a format is added to each that has any.
QUERIES = (
    "list --sort -总投资",
    "list --columns 编号,包联领导,计划.投产",
    "list --leader 张某某",
    "list --officer 孙某某",
    "list --place 白砚乡",
    "list --behind-points 10",
    "list --behind-months 1",
    "list --planned 投产=2023-10..2023-12",
    "list --reached 开工=2023-04..2023-06",
    "list --unreported 2023-10",
    "list --light 红",
    "summary --by 包联领导 --rank 签约开工率",
    "summary --by 属地 --rank 签约开工率",
    "alerts",
    "alerts --light 红",
    "register 问题",
    "register 问题 --by 牵头单位",
    "register 问题 --overdue",
    "register 走访",
    "register 要素",
    "register 银企",
    "register 银企 --by 银行",
)


def measure(report: Report, rounds: int, folder: Path) -> None:
    """Every question as a table and as JSON, in processes of their own."""
    ledger = bench_ledger(PROJECTS, folder / "county", MONTHS, dispatched=True)
    for at, query in enumerate(QUERIES, 1):
        print(f"{at}/{len(QUERIES)}: sgyp {query}", file=sys.stderr, flush=True)
        load = f"sgyp {LOAD} beside sgyp {query}"
        commands = {load: sgyp(LOAD, "--ledger", ledger)}
        for form in FORMATS:
            words = query.split()
            commands[f"sgyp {query}, {form}"] = sgyp(*words, "--ledger", ledger, "--format", form)
        report.samples |= run_in_turn(commands, rounds)
        for form in FORMATS:
            report.ratio(f"sgyp {query}，{form} ÷ sgyp {LOAD}", f"sgyp {query}, {form}", load, BAR)
    _whole(report, rounds, folder, ledger)


def _whole(report: Report, rounds: int, folder: Path, ledger: Path) -> None:
    """What makes a file instead of a table."""
    rules = ROOT / "examples" / "score" / "评价办法.yaml"
    load = f"sgyp {LOAD} beside the rest"
    commands = {
        load: sgyp(LOAD, "--ledger", ledger),
        "sgyp score": sgyp("score", rules, "--ledger", ledger),
        "sgyp board": sgyp("board", "--out", folder / "看板.html", "--ledger", ledger),
    }
    report.samples |= run_in_turn(commands, rounds)
    for name in ("sgyp score", "sgyp board"):
        report.ratio(f"{name} ÷ sgyp {LOAD}", name, load, BAR)
