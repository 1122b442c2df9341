"""The demo county's published figures, worked out without sgyp."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county.projects import Project
from county.setting import HEADER, MILESTONES, PHASE_DATES, PLACE, UNDATED

#: The day as of which they are published.
AS_OF = "2023-09-30"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published entry: its scope, and what it gives."""

    first: int
    last: int
    on_platform: bool
    batch: str | None
    measures: tuple[str, ...]


# Rate → (list that is its denominator, milestone that is its numerator).
RATES = {
    "签约率": ("签约", "签约"),
    "签约开工率": ("签约", "开工"),
    "开工率": ("开工", "开工"),
    "开工投产率": ("开工", "投产"),
    "投产率": ("投产", "投产"),
    "投产达效率": ("投产", "达效"),
}
FIGURES = (
    Figure(1, 9, True, None, ("个数", "总投资")),
    Figure(1, 9, True, "签约", ("个数", "总投资", "签约率", "签约开工率")),
    Figure(1, 9, True, "开工", ("个数", "总投资", "开工率", "开工投产率")),
    Figure(1, 9, True, "投产", ("个数", "总投资", "投产率", "投产达效率")),
    Figure(1, 7, True, None, ("个数", "总投资")),
    Figure(6, 6, True, "签约", ("个数", "签约开工率")),
    Figure(5, 5, True, "开工", ("个数", "总投资", "开工投产率")),
    Figure(9, 9, False, None, ("个数", "总投资")),
    Figure(9, 9, False, "签约", ("个数", "总投资", "签约率")),
    Figure(9, 9, False, "开工", ("个数", "开工率")),
    Figure(9, 9, False, "投产", ("个数", "投产率")),
)


def _last_day(text: str) -> str:
    """The day from which a date counts: a month's is its last."""
    if len(text) == len("2023-06-30"):
        return text
    year, month = map(int, text.split("-"))
    return f"{text}-{monthrange(year, month)[1]}"


def _has_reached(project: Project, milestone: str) -> bool:
    """Reached by AS_OF, or a later milestone was."""
    later = MILESTONES[MILESTONES.index(milestone) :]
    return any(
        name in project.reached and _last_day(project.reached[name]) <= AS_OF for name in later
    )


def _listings(projects: Sequence[Project], figure: Figure) -> Iterator[Project]:
    """The projects of a figure's scope as of AS_OF, once for each list on which they stand."""
    for project in projects:
        if project.withdrawn and project.withdrawn[0] <= AS_OF:
            continue
        if figure.on_platform and not project.on_platform:
            continue
        for batch, phase in project.listed.items():
            held = PHASE_DATES[phase - 1] <= AS_OF and figure.first <= phase <= figure.last
            if held and figure.batch in (None, batch):
                yield project


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}".removesuffix(".0")


def _percent(part: int, whole: int) -> str:
    """Half up to one decimal; 100 only when equal and 0 only when nothing."""
    rounded = (2_000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 999)
    return _tenths(rounded)


def _measure(measure: str, batch: str | None, listings: Sequence[Project]) -> str:
    if measure == "个数":
        return str(len(listings))
    if measure == "总投资":
        return _tenths((sum(project.total for project in listings) + 500) // 1_000)
    base, milestone = RATES[measure]
    if base != batch:
        raise ValueError(f"{measure} is a rate of the {base} list, not of {batch}")
    return _percent(sum(_has_reached(project, milestone) for project in listings), len(listings))


def _figure_text(projects: Sequence[Project], figure: Figure) -> str:
    listings = list(_listings(projects, figure))
    if any(UNDATED in project.reached.values() for project in listings):
        raise ValueError(f"a date is unknown inside {figure}: it could not be proved")
    phases = f"{figure.first}-{figure.last}" if figure.first < figure.last else figure.first
    lines = [f"期: {phases}"]
    lines += [f"批: {figure.batch}"] if figure.batch else []
    lines += ["监管平台: true"] if figure.on_platform else []
    lines += [f"{name}: {_measure(name, figure.batch, listings)}" for name in figure.measures]
    return "  - " + "\n    ".join(lines) + "\n"


def statement_text(projects: Sequence[Project]) -> str:
    """The file of published figures."""
    figures = "".join(_figure_text(projects, figure) for figure in FIGURES)
    return (
        f"{HEADER}\n标题: {PLACE}“三个一批”项目建设情况通报（虚构）\n"
        f"截至: {AS_OF}\n公布:\n{figures}"
    )
