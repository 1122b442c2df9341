"""The files of a new ledger, and those that git, editors and CI need beside any ledger.

Owns filling in the templates, which are package data; writes nothing.  What comes out is canonical
and passes `sgyp check`.
"""

import shlex
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from sangeyipi.model.financing import Financing
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.visit import Visit
from sangeyipi.store.canonical.text import scalar
from sangeyipi.store.example import EXAMPLE_FILE
from sangeyipi.store.files import LEDGER_FILE, FileKind
from sangeyipi.store.keys import column_names
from sangeyipi.store.schema import FOLDER, KINDS, file_name, modeline, schema, to_text
from sangeyipi.version import VERSION

#: How to begin with the monthly reports; no figure of which could be an example.
REPORTING_FILE = f"{FileKind.PROGRESS}/说明.md"
#: How to begin with each kind of record beside the projects: the file, and the heading to copy.
BEGINNINGS: dict[str, tuple[FileKind, type]] = {
    REPORTING_FILE: (FileKind.PROGRESS, MonthlyReport),
    f"{FileKind.PROBLEMS}/说明.md": (FileKind.PROBLEMS, Problem),
    f"{FileKind.VISITS}/说明.md": (FileKind.VISITS, Visit),
    f"{FileKind.FINANCE}/说明.md": (FileKind.FINANCE, Financing),
}
_PRE_COMMIT = ".pre-commit-config.yaml"
_GITHUB = ".github/workflows/ledger.yml"
_GITLAB = ".gitlab-ci.yml"
_GITEE = ".workflow/ledger.yml"
#: What is looked for in the repository's root only.
AT_ROOT = (_PRE_COMMIT, ".github", _GITLAB, ".workflow")

#: Template by the file made from it.
_SUPPORTING = {
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    _PRE_COMMIT: "pre-commit-config.yaml",
    _GITHUB: "github.yml",
    _GITLAB: "gitlab-ci.yml",
    _GITEE: "gitee.yml",
}


class NewLedger(NamedTuple):
    """What a new ledger has to be told: its name, its region, and the phases held so far."""

    name: str
    region: str
    phases: tuple[tuple[int, date], ...] = ()


def ledger_files(new: NewLedger, today: date) -> dict[str, str]:
    """ledger.yaml, an example project and how to begin with records of other kinds, by name.

    The example was signed in the last phase that has been held by `today`.
    """
    phases = "".join(f"\n  - 期: {number}\n    日期: {day}" for number, day in new.phases)
    words = {
        "NAME": scalar(new.name),
        "REGION": scalar(new.region),
        "PHASES": phases or " []",
        "LISTED": "",
    }
    held = [one for one in new.phases if one[1] <= today]
    if held:
        number, day = held[-1]
        words["LISTED"] = f"\n  在册:\n    签约: {number}\n  节点:\n    签约: {day}"
    return {
        LEDGER_FILE: _filled("ledger.yaml", words | {"SCHEMA": modeline("ledger", LEDGER_FILE)}),
        EXAMPLE_FILE: _filled(
            "project.yaml", words | {"SCHEMA": modeline("project", EXAMPLE_FILE)}
        ),
        **{
            name: _filled(f"{kind}.md", {"COLUMNS": ",".join(column_names(model))})
            for name, (kind, model) in BEGINNINGS.items()
        },
    }


def supporting_files(inside: str) -> dict[str, str]:
    """The rest, by name, for a ledger in the folder `inside` of its repository ("" is its root)."""
    # From the root, `sgyp` finds a ledger there or in data/ by itself.
    option = "" if inside in ("", "data") else f" --ledger {shlex.quote(inside)}"
    words = {"LEDGER": option, "VERSION": VERSION}
    made = {name: _filled(template, words) for name, template in _SUPPORTING.items()}
    schemas = {f"{FOLDER}/{file_name(kind)}": to_text(schema(kind)) for kind in KINDS}
    return made | schemas


def _filled(template: str, words: dict[str, str]) -> str:
    text = (files("sangeyipi.store") / "templates" / template).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text
