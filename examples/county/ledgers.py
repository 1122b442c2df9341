"""The two ledgers, and how they are put on disk: the demo county, and bench ledgers of any size.

Never touches a ledger that it did not make.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from county.construction import month_text
from county.dispatch import HEADS, bench_dispatch, demo_dispatch, rules_text
from county.dispatch import PATTERNS as DISPATCH_PATTERNS
from county.lives import live
from county.luck import Dice
from county.monthly import Report, fallen_silent, window, with_reports
from county.needs import equipped, exempted
from county.projects import Project, draw_identity, draw_project
from county.setting import BATCHES, HEADER, PHASE_DATES, PHASES, PLACE, UNDATED
from county.statement import statement_text
from county.texts import REPORT_HEADER, ledger_text, projects_text, report_text

# How many demo projects enter each phase, by the list on which they first stand.
ENTRIES = (
    (7, 9, 6),
    (8, 7, 5),
    (9, 6, 4),
    (9, 5, 3),
    (10, 5, 3),
    (9, 4, 3),
    (10, 4, 2),
    (9, 4, 2),
    (8, 4, 2),
)
#: Months of reports in the demo; the bench has as many as it is asked for.
DEMO_MONTHS = 24
MOST_MONTHS = 36
FILE_SIZE = 1_000  # bench projects in a file
BENCH_LIMIT = 10_000_000  # file names have four digits
#: How the codes begin: of the demo's projects, and of the bench's.
CODES = ("YX-", "B-")


def _forget_dates(projects: list[Project]) -> None:
    """Two projects off the platform, where no published figure looks, have lost dates (已)."""
    losses: list[tuple[str, ...]] = [("签约", "履约"), ("达效",)]
    for place, project in enumerate(projects):
        early = not project.on_platform and max(project.listed.values()) < len(PHASES)
        if losses and early and "达效" in project.reached:
            lost = dict.fromkeys(losses.pop(0), UNDATED)
            projects[place] = replace(project, reached={**project.reached, **lost})


def _demo_projects() -> list[Project]:
    """All demo projects, in the order of phases and of codes."""
    dice, taken, numbers = Dice(10), set[str](), dict[str, int]()
    projects: list[Project] = []
    for phase, counts in enumerate(ENTRIES, start=1):
        year = PHASE_DATES[phase - 1][:4]
        for batch in (b for b, n in zip(BATCHES, counts, strict=True) for _ in range(n)):
            numbers[year] = numbers.get(year, 0) + 1
            code = f"YX-{year}-{numbers[year]:03d}"
            identity = draw_identity(dice)
            while identity.name in taken:
                identity = draw_identity(dice)
            taken.add(identity.name)
            projects.append(draw_project(dice, code, identity, live(dice, batch, phase)))
    _forget_dates(projects)
    return projects


def demo_files() -> dict[str, str]:
    """The demo county: relative path (with /) → text."""
    plain, luck, shown = _demo_projects(), Dice(24), window(DEMO_MONTHS)
    told = fallen_silent([with_reports(luck, project, shown) for project in plain])
    projects = [equipped(Dice(5_000 + at), one) for at, (one, _) in enumerate(told)]
    projects = exempted(projects)
    told = [(one, some) for one, (_, some) in zip(projects, told, strict=True)]
    name = f"{PLACE}“三个一批”项目台账（虚构示例）"
    files = {"ledger.yaml": ledger_text(name, rules_text())}
    for phase in range(1, len(PHASES) + 1):
        first = [project for project in projects if min(project.listed.values()) == phase]
        files[f"projects/第{phase}期.yaml"] = projects_text(first)
    reports = sorted(
        (report for _, some in told for report in some), key=lambda report: report.code
    )
    for month, rows in _by_month(reports, shown).items():
        files[_reports_path(month)] = REPORT_HEADER + rows
    files["statements/虚构通报.yaml"] = statement_text(projects)
    return files | demo_dispatch(told)


def _by_month(reports: Iterable[Report], shown: range) -> dict[int, str]:
    """The rows of each month, in the order of the reports."""
    rows: dict[int, list[str]] = {month: [] for month in shown}
    for report in reports:
        rows[report.month].append(report_text(report))
    return {month: "".join(lines) for month, lines in rows.items()}


def _reports_path(month: int) -> str:
    return f"progress/{month_text(month)}.csv"


def _bench_project(dice: Dice, number: int) -> Project:
    identity = draw_identity(dice, number)
    batch = dice.pick(("签约", "签约", "签约", "开工", "投产"))
    life = live(dice, batch, dice.between(1, len(PHASES)))
    return draw_project(dice, _bench_code(number), identity, life, full=True)


def _old_bench_project(dice: Dice, number: int) -> Project:
    """One of a ledger in which most were started long ago, so that they have much to report."""
    identity = draw_identity(dice, number)
    batch = dice.pick(("签约", "开工", "投产", "投产", "投产"))
    phase = min(dice.between(1, len(PHASES)), dice.between(1, len(PHASES)))
    return draw_project(dice, _bench_code(number), identity, live(dice, batch, phase), full=True)


def _bench_code(number: int) -> str:
    return f"B-{number:07d}"


def write_demo(folder: Path) -> None:
    """Write the demo county, and take away what an earlier run left there."""
    _claim(folder)
    for path, text in demo_files().items():
        _write(folder / path, text)


def write_demo_messy(path: Path) -> None:
    """The demo county's register of phase 8 as an Excel file in a mess."""
    from county.messy import write_messy  # which alone needs XlsxWriter

    write_messy(_demo_projects(), path)


def write_bench(n: int, folder: Path, months: int = 0, *, dispatched: bool = False) -> None:
    """Write a ledger of n projects, one file at a time; a smaller n makes a prefix of a larger.

    With `months` it is another ledger: of projects written in full, each of which has reported
    every month from its 开工 on, in the last so many months.  `dispatched`: with all that the demo
    county has besides, and two problems a project.
    """
    if not 0 <= n < BENCH_LIMIT:
        raise ValueError(f"n must be from 0 to {BENCH_LIMIT - 1}: {n}")
    if not 0 <= months <= MOST_MONTHS:
        raise ValueError(f"months must be from 0 to {MOST_MONTHS}: {months}")
    if dispatched and not months:
        raise ValueError("a ledger with dispatch has months of reports as well")
    _claim(folder)
    name = f"{PLACE}“三个一批”项目台账（虚构，压测用）"
    _write(folder / "ledger.yaml", ledger_text(name, rules_text() if dispatched else ""))
    dice, luck, shown = Dice(1), Dice(2), window(months)
    for start in range(0, n, FILE_SIZE):
        numbers = range(start + 1, min(start + FILE_SIZE, n) + 1)
        path = folder / "projects" / f"{start // FILE_SIZE:04d}.yaml"
        if not months:
            projects = [_bench_project(dice, number) for number in numbers]
            _write(path, projects_text(projects, lean=True))
            continue
        plain = (_old_bench_project(dice, number) for number in numbers)
        told = [with_reports(luck, project, shown, to_the_end=True) for project in plain]
        projects = [project for project, _ in told]
        if dispatched:
            numbered = list(zip(numbers, projects, strict=True))
            projects = [equipped(Dice(number), project) for number, project in numbered]
            for name, text in bench_dispatch(zip(numbers, projects, strict=True)).items():
                _append(folder / name, text, HEADS[name.partition("/")[0]])
        _write(path, projects_text(projects))
        reports = (report for _, some in told for report in some)
        for month, rows in _by_month(reports, shown).items():
            _append(folder / _reports_path(month), REPORT_HEADER + rows, REPORT_HEADER)


def _write(path: Path, text: str) -> None:
    """Bytes, not text: Windows must not turn LF into CRLF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _append(path: Path, text: str, head: str) -> None:
    """More records of a file, which begins with its head once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        stream.write((text.removeprefix(head) if stream.tell() else text).encode())


def _is_ours(path: Path) -> bool:
    """Whether a file begins as those that we make; a table of reports has no room for a notice."""
    csv = path.suffix == ".csv"
    beginning = HEADS.get(path.parent.name, REPORT_HEADER if csv else HEADER).encode()
    with path.open("rb") as stream:
        if stream.read(len(beginning)) != beginning:
            return False
        row = stream.readline()
    return not csv or not row or any(code.encode() in row[:24] for code in CODES)


def _claim(folder: Path) -> None:
    """Refuse a folder that holds anybody else's ledger; remove what we once made there."""
    kinds = ("projects/*.yaml", "statements/*.yaml", "progress/*.csv")
    patterns = ("ledger.yaml", *kinds, *DISPATCH_PATTERNS)
    old = [path for pattern in patterns for path in folder.glob(pattern)]
    foreign = [path for path in old if not _is_ours(path)]
    if foreign:
        raise FileExistsError(f"not made by this script, so left alone: {min(foreign)}")
    for path in old:
        path.unlink()
