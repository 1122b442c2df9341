"""The demo county once more, from its files: plain YAML and CSV, and nothing of the package.

What is asked of problems, visits, guarantees and financing on a day is worked out here from the
definitions, in words of its own; simple and slow on purpose, fractions throughout.  For ledgers as
the demo county is: every record is sound, and problems are dated to the day.
"""

import csv
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
STEPS = ["签约", "履约", "开工", "投产", "达效"]
LAST_LINE = "合计"


def read_yaml(path: Path) -> Any:
    """Text only: what a date or a number is, is for whoever asks to say."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(stream)]


def first_day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def last_day(text: str) -> date:
    """A month's is its last; 已 has none."""
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = map(int, text.split("-"))
    return date(year, month, monthrange(year, month)[1])


def people(text: str | None) -> list[str]:
    return (text or "").split("、") if text else []


class County:
    """A ledger's files as they were read."""

    def __init__(self, folder: Path) -> None:
        self.config: Row = read_yaml(folder / "ledger.yaml")
        self.phases = {one["期"]: first_day(one["日期"]) for one in self.config["期次"]}
        files = sorted(folder.glob("projects/*.yaml"))
        self.projects: dict[str, Row] = {
            one["编号"]: one for path in files for one in read_yaml(path)
        }
        self.problems: list[Row] = [
            one for path in sorted(folder.glob("problems/*.yaml")) for one in read_yaml(path)
        ]
        self.visits = [r for path in sorted(folder.glob("visits/*.csv")) for r in read_csv(path)]
        self.finance = [r for path in sorted(folder.glob("finance/*.csv")) for r in read_csv(path)]
        #: 编号 → month (2023-10) → its report.
        self.reports: dict[str, dict[str, Row]] = {}
        for path in sorted(folder.glob("progress/*.csv")):
            for row in read_csv(path):
                self.reports.setdefault(row["编号"], {})[path.stem] = row

    def left(self, code: str, day: date) -> bool:
        gone = self.projects[code].get("调出")
        return gone is not None and last_day(gone["日期"]) <= day

    def there(self, code: str, day: date) -> bool:
        """In the ledger by that day and not out of the programme."""
        project = self.projects[code]
        held = any(self.phases[one] <= day for one in project["在册"].values())
        steps = project["节点"].values()
        taken = any(one == "已" or last_day(one) <= day for one in steps)
        return (held or taken) and not self.left(code, day)

    def population(self, day: date) -> list[str]:
        return [code for code in self.projects if self.there(code, day)]


def by(groups: Callable[[Any], Iterable[str]], rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows by each group they are of, and all of them once."""
    found: dict[str, list[Any]] = {}
    rows = list(rows)
    for row in rows:
        for group in groups(row):
            found.setdefault(group, []).append(row)
    return {**found, LAST_LINE: rows}


# Problems


def ended(problem: Row) -> date | None:
    """The day on which it was solved or given up."""
    given_up = problem.get("无法办理", {}).get("日期")
    ends = [last_day(one) for one in (problem.get("销号"), given_up) if one]
    return min(ends) if ends else None


def problems_on(county: County, day: date) -> list[Row]:
    """Those raised by then, of projects that had not left."""
    return [
        one
        for one in county.problems
        if last_day(one["提出"]) <= day and not county.left(one["项目"], day)
    ]


def is_open(problem: Row, day: date) -> bool:
    end = ended(problem)
    return end is None or end > day


def is_late(problem: Row, day: date) -> bool:
    due = problem.get("时限", "待定")
    return is_open(problem, day) and due != "待定" and last_day(due) < day


def closed_on(problem: Row, day: date) -> bool:
    return "销号" in problem and last_day(problem["销号"]) <= day


def days_between(begin: str, end: date) -> int:
    return (end - last_day(begin)).days


def problem_figures(rows: list[Row], day: date) -> Row:
    """One line of the register of problems."""
    month = day.isoformat()[:7]
    closed = [one for one in rows if closed_on(one, day)]
    still = [one for one in rows if is_open(one, day)]
    given_up = [one for one in rows if "无法办理" in one and not is_open(one, day)]
    asked = [one for one in rows if "回访" in one and not is_open(one, day)]
    pleased = [one for one in asked if one["回访"] in ("满意", "基本满意")]
    took = [days_between(one["提出"], last_day(one["销号"])) for one in closed]
    waited = [days_between(one["提出"], day) for one in still]
    return {
        "raised": len(rows),
        "raised_now": sum(one["提出"].startswith(month) for one in rows),
        "closed": len(closed),
        "closed_now": sum(one["销号"].startswith(month) for one in closed),
        "given_up": len(given_up),
        "open": len(still),
        "overdue": sum(is_late(one, day) for one in rows),
        "limitless": sum(one.get("时限", "待定") == "待定" for one in still),
        "solved_rate": Fraction(len(closed), len(rows)) if rows else None,
        "answered": len(asked),
        "pleased": len(pleased),
        "satisfied_rate": Fraction(len(pleased), len(asked)) if asked else None,
        "mean_days_closed": Fraction(sum(took), len(took)) if took else None,
        "mean_days_open": Fraction(sum(waited), len(waited)) if waited else None,
    }


def unregistered(county: County, day: date) -> dict[str, str]:
    """What the last report of a project complains of, where no problem of it is open."""
    kept = {one["项目"] for one in problems_on(county, day) if is_open(one, day)}
    month = (day + timedelta(1)).replace(day=1) - timedelta(1)
    found: dict[str, str] = {}
    for code, reports in county.reports.items():
        told = [one for one in sorted(reports) if last_day(one) <= month]
        text = reports[told[-1]].get("存在问题") if told else None
        if text and code not in kept and not county.left(code, day):
            found[code] = text
    return found


# Visits


def visits_of(county: County, day: date) -> list[Row]:
    """Of the year, up to the day."""
    return [one for one in county.visits if f"{day.year}-01-01" <= one["日期"] <= day.isoformat()]


def visit_figures(county: County, rows: list[Row], day: date) -> Row:
    """One line of the register of visits."""
    found = {one for row in rows for one in people(row.get("问题"))}
    closed = {one["编号"] for one in county.problems if closed_on(one, day)}
    verdicts = [row["核查结论"] for row in rows if "核查结论" in row]
    return {
        "visits": len(rows),
        "visit_days": len({row["日期"] for row in rows}),
        "visited_projects": len({row["项目"] for row in rows}),
        "visited_last": max((row["日期"] for row in rows), default=None),
        "found": len(found),
        "found_closed": len(found & closed),
        "verified": len(verdicts),
        "verified_true": verdicts.count("属实"),
        "verified_partly": verdicts.count("部分属实"),
        "verified_false": verdicts.count("不属实"),
    }


def leaders_of(county: County, day: date) -> dict[str, Row]:
    """Each leader's projects and visits, and what is required by the months that are over."""
    led: dict[str, list[Row]] = {}
    for code in county.population(day):
        for name in people(county.projects[code]["包联领导"]):
            led.setdefault(name, []).append(county.projects[code])
    went = by(
        lambda row: people(row["走访人"]),
        [row for row in visits_of(county, day) if row["身份"] == "包联领导"],
    )
    everyone = went.pop(LAST_LINE)
    over = day.month if (day + timedelta(1)).day == 1 else day.month - 1
    found: dict[str, Row] = {}
    for name in {*led, *went}:
        line = visit_figures(county, went.get(name, []), day)
        levels = {one["包联级别"] for one in led.get(name, [])}
        year = county.config["走访要求"].get(levels.pop()) if len(levels) == 1 else None
        due = None if year is None else Fraction(int(year) * over, 12)
        short = None if due is None else max(0, -((line["visit_days"] - due) // 1))
        found[name] = {
            **line,
            "led": len(led.get(name, [])),
            "visits_due": due,
            "visits_short": short,
            "visits_required": None if year is None else int(year),
        }
    total = visit_figures(county, everyone, day)
    for own in ("visit_days", "visited_last"):
        total.pop(own)
    found[LAST_LINE] = {**total, "led": len({one["编号"] for each in led.values() for one in each})}
    return found


# Guarantees


def stands(said: str | None, day: date) -> str:
    """How a permit stands."""
    words = {"办理中": "in_hand", "不需要": "not_needed", "未办": "missing"}
    if said is None:
        return "unknown"
    return words.get(said) or ("done" if last_day(said) <= day else "unknown")


def in_statistics(project: Row, day: date) -> str:
    said = project.get("纳统", {})
    if "入库" not in said:
        return "missing" if "未入库" in said else "unknown"
    if last_day(said["入库"]) <= day:
        return "done"
    return "missing" if first_day(said["入库"]) > day else "unknown"


def guarantee_figures(county: County, day: date) -> dict[str, dict[str, int]]:
    """Of each kind, how many projects stand how."""
    found: dict[str, dict[str, int]] = {}
    for code in county.population(day):
        project = county.projects[code]
        states = {
            word: stands(project.get("要素", {}).get(word), day)
            for word in ("环评", "能评", "规划许可", "施工许可", "水电气路")
        }
        for word, state in {**states, "纳统": in_statistics(project, day)}.items():
            line = found.setdefault(
                word, dict.fromkeys(("done", "in_hand", "not_needed", "missing", "unknown"), 0)
            )
            line[state] += 1
    return found


def land_figures(county: County, day: date) -> Row:
    """亩 wanted, given and lacking, and of how many projects not all of it is said."""
    lands = [county.projects[one].get("要素", {}).get("用地", {}) for one in county.population(day)]
    whole = [one for one in lands if {"需求亩", "已供亩"} <= set(one)]
    wanted = [Fraction(one["需求亩"]) for one in whole]
    given = [Fraction(one["已供亩"]) for one in whole]
    return {
        "land_wanted": sum(wanted),
        "land_given": sum(given),
        "land_lacking": sum(max(w - g, Fraction(0)) for w, g in zip(wanted, given, strict=True)),
        "land_unsaid": len(lands) - len(whole),
    }


# Financing


def matches_on(county: County, day: date) -> list[Row]:
    """The newest row of each project and bank, of projects that are there."""
    newest: dict[tuple[str, str], Row] = {}
    for row in sorted(county.finance, key=lambda one: one["截至"]):
        if row["截至"] <= day.isoformat():
            newest[row["项目"], row["银行"]] = row
    return [row for row in newest.values() if county.there(row["项目"], day)]


def financing_figures(rows: list[Row]) -> Row:
    """One line of the register of financing: (sum, whether it is only the least)."""
    found: Row = {"matched": len({row["项目"] for row in rows})}
    for key, word in (("demand", "需求"), ("granted", "授信"), ("drawn", "投放")):
        said = [Fraction(row[word]) for row in rows if word in row]
        found[key] = (sum(said, Fraction(0)), len(said) < len(rows))
    return found
