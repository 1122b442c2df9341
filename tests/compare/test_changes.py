"""What counts as which change, and what does not count at all."""

import csv
import io
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sangeyipi.compare.comparison import Comparison, compare_loaded
from sangeyipi.compare.fields import FieldChange
from sangeyipi.compare.meaning import ChangeMeaning, meaning, sort_out
from sangeyipi.compare.records import Changes, compare
from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.store.canonical.text import flattened, raw_of
from sangeyipi.store.kinds import REGISTERS
from sangeyipi.store.settled import load_files

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo-county"
CONFIG = Config(
    name="示例台账",
    phases=(Phase(number=1, date=date(2021, 7, 10)), Phase(number=2, date=date(2021, 10, 8))),
)
PARK = Project(
    id="A-1",
    name="产业园",
    investment=Decimal(5),
    listed={Batch.SIGNED: 1},
    milestones={Milestone.SIGNED: dates.month(2021, 7)},
)
STATEMENT = Statement(
    title="通报",
    date=date(2021, 12, 31),
    claims=(Claim(count=1, investment=Decimal(5)), Claim(phases=Phases((1,)), count=1)),
)
ROLLUP = Rollup(phases=Phases((1,)), batch=Batch.STARTED, count=7, date=date(2021, 12, 31))


def of(*projects: Project, **parts: Any) -> Ledger:
    return Ledger(config=CONFIG, projects=projects, **parts)


def diff(before: Project, after: Project) -> Changes:
    return compare(of(before), of(after))


def test_an_amount_is_a_field_old_and_new() -> None:
    changes = diff(PARK, replace(PARK, investment=Decimal("5.5")))
    assert [edit.fields for edit in changes.edited] == [(FieldChange(("总投资",), "5", "5.5"),)]


def test_spelling_of_an_amount_is_no_change() -> None:
    assert not diff(PARK, replace(PARK, investment=Decimal("5.00")))


def test_a_new_id_with_the_same_content_is_a_rename() -> None:
    changes = compare(of(PARK), of(replace(PARK, id="B-1")))
    assert [(a.id, b.id) for a, b in changes.renamed] == [("A-1", "B-1")]
    assert not changes.added and not changes.removed


def test_a_new_id_with_other_content_is_no_rename() -> None:
    changes = compare(of(PARK), of(replace(PARK, id="B-1", investment=None)))
    assert [one.id for one in changes.added] == ["B-1"]
    assert [one.id for one in changes.removed] == ["A-1"]


def test_each_twin_is_renamed_once() -> None:
    before = of(*(replace(PARK, id=id) for id in ("A", "B")))
    after = of(*(replace(PARK, id=id) for id in ("C", "D", "E")))
    changes = compare(before, after)
    assert [(a.id, b.id) for a, b in changes.renamed] == [("A", "C"), ("B", "D")]
    assert [one.id for one in changes.added] == ["E"]


def test_the_next_milestone_is_a_step_on_with_its_date() -> None:
    steps = {**PARK.milestones, Milestone.STARTED: dates.day(date(2021, 10, 8))}
    found = sort_out(diff(PARK, replace(PARK, milestones=steps)))
    (moved,) = found.moved_on
    assert moved.movement.reached == (Milestone.SIGNED, Milestone.STARTED)
    assert [one.word for one in moved.fields] == ["节点.开工"]
    assert not found.changed and not found.moved_back


def test_a_step_on_and_a_correction_are_told_apart() -> None:
    after = replace(
        PARK,
        investment=Decimal(6),
        milestones={
            Milestone.SIGNED: dates.day(date(2021, 8, 2)),
            Milestone.STARTED: dates.UNDATED,
        },
    )
    found = sort_out(diff(PARK, after))
    assert [one.word for one in found.moved_on[0].fields] == ["节点.开工"]
    assert [one.word for one in found.changed[0].fields] == ["总投资", "节点.签约"]


@pytest.mark.parametrize(
    "after",
    [replace(PARK, milestones={}), replace(PARK, listed={})],
    ids=["milestone gone", "off the list"],
)
def test_back_is_back(after: Project) -> None:
    found = sort_out(diff(PARK, after))
    assert len(found.moved_back) == 1
    assert not found.moved_on and not found.changed
    assert len(sort_out(diff(after, PARK)).moved_on) == 1


def test_a_later_list_is_a_step_on() -> None:
    after = replace(PARK, listed={Batch.SIGNED: 1, Batch.STARTED: 2})
    (moved,) = sort_out(diff(PARK, after)).moved_on
    assert moved.movement.listed == (Batch.SIGNED, Batch.STARTED)


@pytest.mark.parametrize(
    ("word", "before", "after", "expected"),
    [
        ("总投资", None, "5", ChangeMeaning.NEW),
        ("总投资", "5", "5.5", ChangeMeaning.CORRECTED),
        ("总投资", "5", None, ChangeMeaning.RETRACTED),
        ("到位资金", "1", "2", ChangeMeaning.NEW),
        ("到位资金", "2", "1", ChangeMeaning.CORRECTED),
        ("节点.开工", None, "2023-05", ChangeMeaning.NEW),
        ("节点.开工", "2023-05", "2023-05-08", ChangeMeaning.REFINED),
        ("节点.开工", "已", "2023-05-08", ChangeMeaning.REFINED),
        ("节点.开工", "2023-05", "2023-06-08", ChangeMeaning.CORRECTED),
        ("节点.开工", "2023-05-08", "2023-05", ChangeMeaning.CORRECTED),
        ("在册.签约", "1", "2", ChangeMeaning.CORRECTED),
        ("计划.投产", "2023-05", "2023-06", ChangeMeaning.EDITED),
        ("调出.日期", None, "2023-05", ChangeMeaning.NEW),
        ("要素.能评", "办理中", "2023-05", ChangeMeaning.NEW),
        ("调出.原因", "甲", "乙", ChangeMeaning.EDITED),
        ("责任单位", "甲", "乙", ChangeMeaning.EDITED),
        ("个数", "7", "8", ChangeMeaning.CORRECTED),
        ("期次.1.日期", "2021-07-10", "2021-07-11", ChangeMeaning.CORRECTED),
    ],
)
def test_meaning(word: str, before: str | None, after: str | None, expected: ChangeMeaning) -> None:
    assert meaning(FieldChange(tuple(word.split(".")), before, after)) is expected


def test_a_rollup_is_known_by_its_scope_and_day() -> None:
    later = replace(ROLLUP, date=date(2022, 1, 31))
    changes = compare(of(rollups=(ROLLUP,)), of(rollups=(replace(ROLLUP, count=8), later)))
    (edit,) = changes.rollups_edited
    assert edit.fields == (FieldChange(("个数",), "7", "8"),)
    assert changes.rollups_added == (later,)


def test_claims_are_compared_figure_by_figure_whatever_their_grouping() -> None:
    split = replace(
        STATEMENT,
        claims=(STATEMENT.claims[1], Claim(investment=Decimal(5)), Claim(count=1)),
    )
    assert not compare(of(statements=(STATEMENT,)), of(statements=(split,)))
    other = replace(STATEMENT, claims=(Claim(count=2, investment=Decimal(5)),))
    (change,) = compare(of(statements=(STATEMENT,)), of(statements=(other,))).statements
    assert [(one.key.scope, one.key.word, one.before, one.after) for one in change.figures] == [
        ("各期项目", "个数", "1", "2"),
        ("第1期项目", "个数", "1", None),
    ]


def test_a_published_figure_with_more_decimals_claims_more() -> None:
    other = replace(STATEMENT, claims=(Claim(count=1, investment=Decimal("5.0")),))
    first = replace(STATEMENT, claims=STATEMENT.claims[:1])
    (change,) = compare(of(statements=(first,)), of(statements=(other,))).statements
    assert [(one.before, one.after) for one in change.figures] == [("5", "5.0")]


def test_settings_are_compared_phase_by_phase() -> None:
    config = replace(CONFIG, phases=(*CONFIG.phases, Phase(number=3, date=date(2022, 1, 4))))
    changes = compare(of(), replace(of(), config=config))
    assert changes.config == (FieldChange(("期次", "3", "日期"), None, "2022-01-04"),)


# --- files


def loaded(old: Path, new: Path) -> Comparison:
    return compare_loaded(load_files(old), load_files(new), ("旧", "新"))


def test_reordered_and_reformatted_demo_county_is_unchanged(tmp_path: Path) -> None:
    """Other files, other order, CSV and flow style, quotes, CRLF, comments, trailing zeros."""
    before = load_files(DEMO)
    assert before.ledger is not None
    chance = random.Random(8)
    raws = [raw_of(project) for project in before.ledger.projects]
    assert len(raws) == 157
    chance.shuffle(raws)
    write(tmp_path / "projects" / "一.yaml", "\r\n".join(map(flow, raws[:60])))
    write(tmp_path / "projects" / "二.yaml", "# 注\n\n" + "\n".join(map(quoted, raws[60:110])))
    write(tmp_path / "projects" / "三.csv", as_csv(raws[110:]))
    for name in ("ledger.yaml", "statements/虚构通报.yaml"):
        write(tmp_path / name, "# 另一条注释\n" + (DEMO / name).read_text(encoding="utf-8"))
    for path in (DEMO / "progress").glob("*.csv"):
        write(tmp_path / "progress" / path.name, path.read_text(encoding="utf-8"))
    for kind in REGISTERS:
        for path in (DEMO / str(kind.kind)).iterdir():
            text = path.read_text(encoding="utf-8")
            write(tmp_path / str(kind.kind) / path.name, text.replace("\n", "\r\n"))
    found = loaded(DEMO, tmp_path)
    assert not found.anything
    assert not found.totals and not found.backward and found.section_one == ()
    assert {"ledger.yaml", "statements/虚构通报.yaml"} < set(found.form.files)
    assert len(found.form.moves) == 157


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def flow(raw: dict[str, Any]) -> str:
    facts = list(raw.items())
    return "- {" + ", ".join(f"{key}: {flow_value(value)}" for key, value in reversed(facts)) + "}"


def flow_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_value, value)) + "]"
    return f'"{value}"'


def quoted(raw: dict[str, Any]) -> str:
    text = "- "
    for key, value in raw.items():
        if key == "总投资":
            value = f"{Decimal(value):.4f}"
        text += f"{key}: {flow_value(value)}  # 注\n  "
    return text.rstrip(" ")


def as_csv(raws: list[dict[str, Any]]) -> str:
    flat = [flattened(raw) for raw in raws]
    columns = list(dict.fromkeys(key for one in flat for key in one))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


def test_form_and_facts_in_one_file(tmp_path: Path) -> None:
    text = (DEMO / "projects" / "第9期.yaml").read_text(encoding="utf-8")
    settings = (DEMO / "ledger.yaml").read_text(encoding="utf-8")
    other = "# 注\n" + text.replace("总投资: ", "总投资: 1", 1)
    for side, projects in (("old", text), ("new", other)):
        (tmp_path / side).mkdir()
        write(tmp_path / side / "ledger.yaml", settings)
        write(tmp_path / side / "projects" / "a.yaml", projects)
    found = loaded(tmp_path / "old", tmp_path / "new")
    assert len(found.changes.edited) == 1
    assert found.form.files == ()
