"""The generator: the same bytes as ever, plausible reports, nobody else's files touched."""

import ast
import hashlib
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, environment, inside

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, month_of
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Milestone
from sangeyipi.store.settled import load_files

EXAMPLES = ROOT / "examples"
MODULES = sorted([EXAMPLES / "generate.py", *(EXAMPLES / "county").glob("*.py")])
FIRST, LAST = Month(2021, 11), Month(2023, 10)
#: For how many months they have not reported.
SILENT = {"YX-2021-008": 2, "YX-2021-035": 1}
WINDOW = [FIRST.plus(number) for number in range(24)]


def generate(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", str(EXAMPLES / "generate.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False
    )


def made(folder: Path, *arguments: object) -> dict[str, bytes]:
    result = generate(*arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return tree(folder)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@cache
def demo() -> Ledger:
    ledger = load_files(DEMO).ledger
    assert ledger is not None
    return ledger


def by_project(ledger: Ledger) -> list[tuple[Project, list[MonthlyReport]]]:
    reports: dict[str, list[MonthlyReport]] = {project.id: [] for project in ledger.projects}
    for report in ledger.reports:
        reports[report.id].append(report)
    return [(project, reports[project.id]) for project in ledger.projects]


def due(project: Project, first: Month) -> list[Month]:
    """The months from 开工 on, to the one before it was withdrawn."""
    started = project.milestones.get(Milestone.STARTED)
    if started is None:
        return []
    end = month_of(project.withdrawn.date.last) if project.withdrawn else LAST.plus(1)
    begin = max(first, month_of(started.last))
    return [begin.plus(number) for number in range(end.since(begin))]


def test_the_demo_is_what_the_generator_makes(tmp_path: Path) -> None:
    files = made(tmp_path / "demo", "demo", tmp_path / "demo")
    assert len(files) == 1 + 9 + 24 + 1 + 3 + 3 + 2
    assert files == tree(DEMO)


def test_a_plain_bench_keeps_its_bytes(tmp_path: Path) -> None:
    """Measurements are comparable as long as they are of the same bytes."""
    files = made(tmp_path, "bench", 1200, tmp_path)
    assert sorted(files) == ["ledger.yaml", "projects/0000.yaml", "projects/0001.yaml"]
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files)))
    assert digest.hexdigest() == (
        "f36eff1e853233ebd7bbcd3b5744c5b4788e595b744f6943218d38f0d1dc8ee3"
    )


def test_a_bench_with_months_is_a_ledger(tmp_path: Path) -> None:
    files = made(tmp_path, "bench", 120, tmp_path, "--months", 24)
    assert sorted(files)[1:25] == [f"progress/{month}.csv" for month in WINDOW]
    assert inside("check", "--strict", "--ledger", tmp_path).code == 0
    assert inside("fmt", "--check", "--ledger", tmp_path).code == 0
    ledger = load_files(tmp_path).ledger
    assert ledger is not None and len(ledger.projects) == 120
    for project, reports in by_project(ledger):
        assert [report.month for report in reports] == due(project, FIRST), project.id
    assert 20 * 120 * 0.95 < len(ledger.reports) <= 24 * 120


def test_a_bench_with_dispatch_is_a_ledger(tmp_path: Path) -> None:
    made(tmp_path, "bench", 90, tmp_path, "--months", 24, "--dispatch")
    assert inside("check", "--strict", "--hints", "--ledger", tmp_path).code == 0
    ledger = load_files(tmp_path).ledger
    assert ledger is not None
    per = Counter(one.project for one in ledger.problems)
    assert set(per.values()) <= {1, 2} and len(per) > 85
    assert len(ledger.visits) > 200 and len(ledger.financing) > 40
    assert len(ledger.config.lights) == 8


def test_the_demo_county_has_each_kind_of_what_is_dispatched() -> None:
    """Each state that a register tells apart; what alerts and marks come of it is tested there."""
    ledger = demo()
    last = LAST.last
    problems = ledger.problems
    assert 60 <= len(problems) <= 80
    assert {one.kind for one in problems} == set(ledger.config.problem_kinds)
    assert {str(one.source) for one in problems} == {"走访", "月报", "督查", "上级交办"}
    assert {str(one.satisfaction) for one in problems if one.closed} == {
        *("满意", "基本满意", "不满意", "None"),
    }
    assert {str(one.solver) for one in problems} == {"县", "需市级协调", "None"}
    assert sum(one.unsolvable is not None for one in problems) >= 3
    assert sum(one.overdue(last) for one in problems) >= 5
    per = Counter(one.project for one in problems if one.overdue(last))
    assert set(per.values()) == {1, 2}
    waiting = [one for one in problems if one.open(last) and not one.overdue(last)]
    assert any(one.due and not one.due.dated for one in waiting)
    assert any(one.followed for one in waiting) and any(not one.followed for one in waiting)
    assert {str(one.capacity) for one in ledger.visits} == {
        *("包联领导", "首席服务员", "督导组", "核查组"),
    }
    assert {str(one.verdict) for one in ledger.visits} == {"属实", "部分属实", "不属实", "None"}
    known = {(one.granted is None, one.demand is None) for one in ledger.financing}
    assert known >= {(False, False), (True, False), (False, True)}
    exempt = [one.exempt for one in ledger.projects if one.exempt]
    assert sum(one.until.last <= last for one in exempt) == 2
    assert sum(one.dimension is not None for one in exempt) == 2
    needs = [one.guarantees.permits() for one in ledger.projects if one.guarantees]
    stands = {None if when is None else when.text[:4] for each in needs for _, when in each}
    assert stands > {None, "办理中", "不需要", "未办", "2023"}


def test_leaders_of_the_county_are_out_more_and_less_often_than_required() -> None:
    """Each is of one level; a day with two visits is one."""
    levels: dict[str, set[str]] = {}
    for project in demo().projects:
        for name in project.leaders:
            levels.setdefault(name, set()).add(str(project.level))
    assert all(len(each) == 1 for each in levels.values())
    for year, required in ((2022, 12), (2023, 10)):
        days = {name: set[date]() for name, level in levels.items() if level == {"县级"}}
        for visit in demo().visits:
            if visit.date.year == year and str(visit.capacity) == "包联领导":
                for name in visit.visitors:
                    days.get(name, set()).add(visit.date)
        assert len(days) == 10
        assert sum(len(one) < required for one in days.values()) >= 3
        assert sum(len(one) >= required for one in days.values()) >= 3


def test_a_smaller_bench_is_a_prefix(tmp_path: Path) -> None:
    small = made(tmp_path / "a", "bench", 20, tmp_path / "a", "--months", 2)
    large = made(tmp_path / "b", "bench", 1020, tmp_path / "b", "--months", 2)
    assert sorted(small) == [
        "ledger.yaml",
        "progress/2023-09.csv",
        "progress/2023-10.csv",
        "projects/0000.yaml",
    ]
    for name, text in small.items():
        assert large[name].startswith(text)
    rows = large["progress/2023-10.csv"].splitlines()
    assert rows[0] == small["progress/2023-10.csv"].splitlines()[0]
    assert rows[1:] == sorted(set(rows[1:]))
    assert len(rows) > 1 + 1000 // 2


@pytest.mark.parametrize("arguments", [("-1",), ("10", "--months", "-1"), ("10", "--months", "99")])
def test_numbers_out_of_range_are_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = generate("bench", arguments[0], tmp_path / "x", *arguments[1:])
    assert result.returncode == 2
    assert "must be from 0 to" in result.stderr
    assert not (tmp_path / "x").exists()


def test_what_it_made_before_goes_away(tmp_path: Path) -> None:
    made(tmp_path, "bench", 5, tmp_path, "--months", 3)
    assert sorted(made(tmp_path, "bench", 5, tmp_path)) == ["ledger.yaml", "projects/0000.yaml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ledger.yaml", "名称: 真的\n"),
        ("progress/2023-05.csv", "编号,累计完成投资\nA-1,1\n"),
        ("progress/2023-05.csv", "{header}A-1,1,1,1,,,\n"),
    ],
)
def test_what_others_made_stays(tmp_path: Path, name: str, text: str) -> None:
    header = (DEMO / "progress" / "2023-05.csv").read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.format(header=f"{header}\n").encode())
    before = tree(tmp_path)
    result = generate("bench", 5, tmp_path, "--months", 3)
    assert result.returncode == 2
    assert name.rpartition("/")[2] in result.stderr
    assert tree(tmp_path) == before


def test_demo_projects_report_from_start_to_completion() -> None:
    finished = 0
    for project, reports in by_project(demo()):
        months = due(project, FIRST)
        assert [report.month for report in reports] == months[: len(reports)], project.id
        done = [report.completed_to_date == project.investment for report in reports]
        assert not any(done[:-1]), project.id
        finished += any(done)
        # Who is not through by now has reported to the end, but for two that fell silent.
        lacking = 0 if any(done) else len(months) - len(reports)
        assert lacking == SILENT.get(project.id, 0), project.id
        if project.milestones.get(Milestone.AT_CAPACITY) and reports:
            assert any(done), project.id
    assert 40 <= finished <= 90


def test_demo_figures_are_whole_and_fit_the_project() -> None:
    behind = 0
    for project, reports in by_project(demo()):
        for report in reports:
            assert report.completed is not None and report.on_site is not None
            assert report.completed_to_date is not None and report.funds_to_date is not None
            behind += report.completed_to_date > report.funds_to_date
        if reports and project.funds is not None and project.id not in SILENT:
            assert reports[-1].funds_to_date == project.funds, project.id
    assert len(demo().reports) // 20 < behind < len(demo().reports) // 3
    words = [report for report in demo().reports if report.problems]
    assert len(demo().reports) // 20 < len(words) < len(demo().reports) // 3
    assert any(report.opinion is None for report in words)


def test_demo_plans_are_met_by_some_and_missed_by_some() -> None:
    """Of 2022, the one year of which every month is reported."""
    shares: list[Decimal] = []
    for project, reports in by_project(demo()):
        planned = project.planned.investment(2022)
        done = sum(r.completed or 0 for r in reports if r.month.year == 2022)
        at_work = any(month.year == 2022 for month in due(project, FIRST)[: len(reports)])
        assert (planned is not None) == at_work, project.id
        if planned is not None:
            assert planned > 0
            shares.append(done / planned)
    assert len(shares) > 80
    assert sum(share < Decimal("0.9") for share in shares) >= 10
    assert sum(share > 1 for share in shares) >= 10


def test_most_leaders_are_of_the_county() -> None:
    levels = [str(project.level) for project in demo().projects]
    assert set(levels) == {"省级", "市级", "县级", "乡级"}
    assert levels.count("县级") > len(levels) // 2


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_the_generator_knows_nothing_of_sgyp(path: Path) -> None:
    """Only then do its published figures prove anything; and it has to run without installing."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    # A workbook alone is written by another, and only where one is asked for.
    known = {*sys.stdlib_module_names, "county", *(["xlsxwriter"] if path.stem == "messy" else [])}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = (
                [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            for name in names:
                top = str(name).split(".")[0]
                assert top in known
