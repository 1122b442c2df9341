"""Every table of every command, as a reader sees it, in every format.

Run with SGYP_UPDATE_GOLDENS=1 to rewrite the goldens, then read their diff.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, Sgyp, compare, inside, told

GOLDENS = Path(__file__).parent / "goldens"
SUFFIX = {"table": "txt", "md": "md", "csv": "csv", "json": "json"}

#: name → command line on the county's ledger (data/).
REAL = {
    "summary": "summary",
    "summary-phase-8": "summary --phase 8",
    "summary-phase-3": "summary --phase 3",
    "summary-phases-1-3": "summary --phase 1-3",
    "summary-phases-1-7": "summary --phase 1-7",
    "summary-phases-6-8": "summary --phase 6,8",
    "summary-as-of-statement": "summary --as-of 2023-06-19",
    "summary-as-of-too-early": "summary --phase 8 --as-of 2023-06-18",
    "summary-as-of-later": "summary --phase 8 --as-of 2023-12",
    "summary-before-the-first-phase": "summary --as-of 2021-07-09",
    "summary-by-phase": "summary --by phase",
    "summary-by-batch": "summary --by batch",
    "summary-by-sector": "summary --by sector",
    "summary-by-unit": "summary --by unit",
    "summary-by-band": "summary --by band",
    "summary-by-band-phase-8": "summary --by band --phase 8",
    "summary-unique": "summary --unique",
    "summary-platform": "summary --platform",
    "summary-no-platform": "summary --no-platform",
    "summary-phases-1-7-platform": "summary --phase 1-7 --platform",
    "list": "list",
    "list-phase-8": "list --phase 8",
    "list-text": "list --text 铝",
    "list-min-max": "list --min 10 --max 50",
    "show": "show MQ-001",
}
#: The same on the fictional county's (examples/demo-county).
FICTIONAL = {
    "demo-summary": "summary",
    "demo-summary-phase-9": "summary --phase 9",
    "demo-summary-phases-1-8": "summary --phase 1-8",
    "demo-summary-phases-6-8": "summary --phase 6,8",
    "demo-summary-as-of": "summary --as-of 2022-12-31",
    "demo-summary-phase-9-as-of": "summary --phase 9 --as-of 2023-09-30",
    "demo-summary-by-phase": "summary --by phase",
    "demo-summary-by-batch": "summary --by batch",
    "demo-summary-by-sector": "summary --by sector",
    "demo-summary-by-unit": "summary --by unit",
    "demo-summary-by-band": "summary --by band",
    "demo-summary-by-sector-phases-1-7": "summary --by sector --phase 1-7",
    "demo-summary-by-phase-6-8": "summary --by phase --phase 6,8",
    "demo-summary-unique": "summary --unique",
    "demo-summary-phase-9-unique": "summary --phase 9 --unique",
    "demo-summary-platform": "summary --phase 9 --platform",
    "demo-summary-no-platform": "summary --phase 9 --no-platform",
    "demo-list-phase": "list --phase 9 --batch 开工 --not-reached 投产",
    "demo-list-sector": "list --sector 现代农业 --min 20",
    "demo-list-reached": "list --unit 云岫县交通运输局 --reached 达效",
    "demo-list-as-of": "list --phase 1-2 --batch 签约 --reached 投产 --as-of 2022-06",
    "demo-list-withdrawn": "list --withdrawn",
    "demo-list-none": "list --text 没有这样的项目",
    "demo-show": "show YX-2023-018",
    "demo-show-withdrawn": "show YX-2022-013",
}
FORMATS = {
    "table": [*REAL, *FICTIONAL],
    "json": [
        "summary",
        "summary-phase-8",
        "summary-phases-1-3",
        "summary-phases-6-8",
        "summary-by-band",
        "list-text",
        "show",
        "demo-summary-phase-9",
        "demo-summary-by-sector",
        "demo-list-sector",
    ],
    "csv": [
        "summary",
        "summary-phase-8",
        "summary-phases-6-8",
        "summary-by-band",
        "list",
        "show",
        "demo-summary-by-unit",
        "demo-list-phase",
    ],
    "md": [
        "summary",
        "summary-phase-8",
        "summary-by-band",
        "list-text",
        "show",
        "demo-summary-by-phase",
        "demo-list-withdrawn",
    ],
}
HELP = ("", "summary", "list", "show", "check", "rules")
OTHER = {
    "check.txt": "check --ledger data",
    "check.json": "check --ledger data --format json",
    "check-github.txt": "check --ledger data --format github",
    "check-sarif.json": "check --ledger data --format sarif",
    "demo-check.txt": "check --ledger examples/demo-county",
    "demo-check-strict.txt": "check --ledger examples/demo-county --strict",
    "rules.txt": "rules",
    "rules-bad-amount.txt": "rules bad-amount",
    "rules-not-utf8.txt": "rules not-utf8",
    "rules-unreadable-file.txt": "rules unreadable-file",
    "rules-statement-mismatch.txt": "rules statement-mismatch",
    **{f"help{'-' if name else ''}{name}.txt": f"{name} --help" for name in HELP},
}


def _tables() -> Iterator[tuple[str, str]]:
    for form, names in FORMATS.items():
        for name in names:
            where = "data" if name in REAL else DEMO.relative_to(ROOT).as_posix()
            line = (REAL | FICTIONAL)[name]
            yield f"{name}.{SUFFIX[form]}", f"{line} --ledger {where} --format {form}"


CASES = {**dict(_tables()), **OTHER}


@pytest.mark.parametrize("name", CASES)
def test_golden(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = inside(*CASES[name].split())
    assert (result.code, result.errors) == (0, "")
    compare(GOLDENS / name, result.out)


def test_no_golden_without_a_case() -> None:
    assert {path.name for path in GOLDENS.iterdir()} - BROKEN == set(CASES)


#: Goldens that tests/cli/test_check.py compares with.
BROKEN = {"broken.txt", "broken.json", "broken-github.txt", "broken-sarif.json"}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("phase", "期"), ("batch", "批"), ("sector", "领域"), ("unit", "责任单位"), ("band", "规模")],
)
def test_by_takes_chinese_words(english: str, chinese: str) -> None:
    line = ("summary", "--ledger", DEMO, "--format", "json", "--by")
    assert told(*line, english) == told(*line, chinese)
    assert f'"id": "by-{english}"' in told(*line, chinese)


#: One of each format, once more by the real command: as a process of its own.
PROCESSES = ["summary.txt", "summary.json", "summary.csv", "summary.md", "help-list.txt"]


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_prints_the_golden(sgyp: Sgyp, name: str) -> None:
    result = sgyp(*CASES[name].split())
    assert (result.code, result.errors) == (0, "")
    compare(GOLDENS / name, result.out)
