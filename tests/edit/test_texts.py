"""What an edit does to a text, seen as the lines that a reviewer sees: no others are touched."""

import difflib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sangeyipi.compare.records import Changes, compare
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.proposal import propose
from sangeyipi.edit.texts import rewritten
from sangeyipi.model import dates
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.store.files import sort_files
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import checked_source

CONFIG = """\
# yaml-language-server: $schema=x
名称: 示例
期次:
  - 期: 1  # 第一期
    日期: 2021-07-10
  - {期: 3, 日期: 2022-01-10}
领域: [工业, 农业]  # 本县的
"""
PROJECTS = """\
# 台账

- 编号: A-1   # 老编号
  名称: '甲厂'
  节点:
    签约: 2021-07-10
    # 开工待定
  # 计划另报
  备注: |
    第一行
    第二行

- 编号: A-3
  名称: 丙厂
  总投资: 1.50   # 初设
"""


def loaded(**files: str | bytes) -> Loaded:
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    data = {n: t.encode() if isinstance(t, str) else t for n, t in named.items()}
    data.setdefault("ledger.yaml", CONFIG.encode())
    found = load_from(sort_files(data), lambda name: checked_source(name, data[name]))
    assert found.complete, found.diagnostics
    return found


def changed(before: Loaded, **parts: Any) -> Changes:
    assert before.ledger is not None
    return compare(before.ledger, replace(before.ledger, **parts))


def with_project(before: Loaded, id: str, **facts: Any) -> Changes:
    ledger = before.ledger
    assert ledger is not None
    found = tuple(replace(p, **facts) if p.id == id else p for p in ledger.projects)
    return changed(before, projects=found)


def lines(before: Loaded, changes: Changes, into: str | None = None) -> list[str]:
    """What a diff of all files shows: lines that went and lines that came, with their files."""
    told: list[str] = []
    for name, data in rewritten(before, changes, into).items():
        old = before.sources[name].data.decode() if name in before.sources else ""
        diff = difflib.ndiff(old.splitlines(True), data.decode().splitlines(True))
        shown = [line.rstrip("\n") for line in diff if line[0] in "+-"]
        told += [name, *sorted(shown, key=lambda line: line[0], reverse=True)]
    return told


def test_one_value() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    assert lines(before, with_project(before, "A-3", investment=Decimal("2.25"))) == [
        "projects/a.yaml",
        "-   总投资: 1.50   # 初设",
        "+   总投资: 2.25   # 初设",
    ]


def test_a_fact_goes_to_its_place_in_its_group() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    assert before.ledger is not None
    reached = {**before.ledger.projects[0].milestones, Milestone.PRODUCING: dates.month(2023, 6)}
    changes = with_project(before, "A-1", milestones=reached, investment=Decimal(3))
    assert lines(before, changes) == [
        "projects/a.yaml",
        "+   总投资: 3",
        "+     投产: 2023-06",
    ]


def test_a_group_that_is_new_and_one_that_is_emptied() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    changes = with_project(before, "A-1", milestones={}, listed={Batch.SIGNED: 1}, note=None)
    assert lines(before, changes) == [
        "projects/a.yaml",
        "-   节点:",
        "-     签约: 2021-07-10",
        "-     # 开工待定",
        "-   备注: |",
        "-     第一行",
        "-     第二行",
        "+   在册:",
        "+     签约: 1",
        "+   # 开工待定",
    ]


def test_a_text_over_several_lines() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    assert lines(before, with_project(before, "A-1", note="一行: # 完")) == [
        "projects/a.yaml",
        "-   备注: |",
        "-     第一行",
        "-     第二行",
        '+   备注: "一行: # 完"',
    ]


def test_a_comment_outlives_its_fact() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    assert lines(before, with_project(before, "A-3", investment=None)) == [
        "projects/a.yaml",
        "-   总投资: 1.50   # 初设",
        "+   # 初设",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_new_record_stands_by_number_and_apart(newline: str, mark: str) -> None:
    text = mark + PROJECTS.replace("\n", newline)
    before = loaded(projects__a_yaml=text)
    assert before.ledger is not None
    new = Project(id="A-2", name="乙厂", listed={Batch.SIGNED: 1})
    changes = changed(before, projects=(*before.ledger.projects, new))
    data = rewritten(before, changes, "projects/a.yaml")["projects/a.yaml"].decode()
    added = "- 编号: A-2\n  名称: 乙厂\n  在册:\n    签约: 1\n\n".replace("\n", newline)
    at = text.index("- 编号: A-3")
    assert data == text[:at] + added + text[at:]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "- 编号: B\n  名称: 乙\n"),
        ("[]\n", "- 编号: B\n  名称: 乙\n"),
        ("[]", "- 编号: B\n  名称: 乙\n"),
        ("# 还没有项目\n", "# 还没有项目\n- 编号: B\n  名称: 乙\n"),
        ("# 甲\n[]  # 乙\n# 丙\n", "# 甲\n# 乙\n- 编号: B\n  名称: 乙\n# 丙\n"),
        ("- 编号: A\n  名称: 甲", "- 编号: A\n  名称: 甲\n- 编号: B\n  名称: 乙\n"),
        ("- {编号: A, 名称: 甲}\n", "- {编号: A, 名称: 甲}\n- 编号: B\n  名称: 乙\n"),
        ("[{编号: A, 名称: 甲}]\n", "[{编号: A, 名称: 甲}, {编号: B, 名称: 乙}]\n"),
        ("  - 编号: C\n    名称: 丙\n", "  - 编号: B\n    名称: 乙\n  - 编号: C\n    名称: 丙\n"),
    ],
)
def test_a_record_in_a_file_of_any_form(text: str, after: str) -> None:
    before = loaded(projects__a_yaml=text)
    assert before.ledger is not None
    new = (*before.ledger.projects, Project(id="B", name="乙"))
    texts = rewritten(before, changed(before, projects=new), "projects/a.yaml")
    assert texts["projects/a.yaml"].decode() == after


def test_in_brackets() -> None:
    before = loaded(projects__a_yaml="- {编号: A, 名称: 甲, 节点: {开工: 2022-01}, 备注: 旧}\n")
    reached = {Milestone.SIGNED: dates.month(2021, 8), Milestone.STARTED: dates.month(2022, 2)}
    changes = with_project(before, "A", milestones=reached, note=None, name="甲, 一")
    assert rewritten(before, changes)["projects/a.yaml"].decode() == (
        '- {编号: A, 名称: "甲, 一", 节点: {签约: 2021-08, 开工: 2022-02}}\n'
    )


def test_settings() -> None:
    before = loaded()
    assert before.ledger is not None
    config = before.ledger.config
    phase = replace(config.phases[0], number=2, date=date(2021, 10, 10))
    new = replace(config, phases=(*config.phases, phase), sectors=("工业", "农业", "服务业"))
    assert lines(before, changed(before, config=new)) == [
        "ledger.yaml",
        "- 领域: [工业, 农业]  # 本县的",
        "+   - 期: 2",
        "+     日期: 2021-10-10",
        "+ 领域: [工业, 农业, 服务业]  # 本县的",
    ]


def test_what_is_said_in_the_brackets_of_an_empty_list_stays() -> None:
    groups = (
        "排名分组:\n- 按: 责任单位\n  组: 甲\n  名单: [ # 待定\n    # 还没有报\n  ]  # 本县的\n"
    )
    before = loaded(ledger_yaml=CONFIG + groups)
    assert before.ledger is not None
    config = before.ledger.config
    (group,) = config.ranked_apart
    new = replace(config, ranked_apart=(replace(group, names=("乙", "丙")),))
    assert lines(before, changed(before, config=new)) == [
        "ledger.yaml",
        "-   名单: [ # 待定",
        "-   ]  # 本县的",
        "+   名单: [乙, 丙] # 待定",
        "+     # 本县的",
    ]


CSV = '"编号",名称,备注\r\n"A","甲,一",\r\n\r\nB,乙,"有""引号"""'


@pytest.mark.parametrize(
    "twice",
    [
        "排名分组:\n- {按: 责任单位, 组: 甲, 名单: [乙, 丙]}\n- {按: 责任单位, 组: 甲, 名单: []}\n",
        "红黄灯:\n- {维度: 资金, 量: 序时差, 黄: ≥30}\n- {维度: 资金, 量: 序时差, 黄: ≥10}\n",
    ],
)
def test_settings_beside_two_entries_of_one_name(twice: str) -> None:
    """`check` tells of them; they are no reason to refuse an edit that lets them be."""
    before = loaded(ledger_yaml=CONFIG + twice)
    assert before.ledger is not None
    after = rewritten(before, changed(before, config=replace(before.ledger.config, note="甲")))
    assert after["ledger.yaml"].decode() == CONFIG + twice + "备注: 甲\n"


def test_cells_of_a_csv() -> None:
    before = loaded(projects__a_csv=CSV)
    changes = with_project(before, "A", name="丁")
    data = rewritten(before, changes)["projects/a.csv"].decode()
    assert data == CSV.replace('"甲,一"', '"丁"')


def test_a_column_and_a_row_of_a_csv() -> None:
    before = loaded(projects__a_csv=CSV)
    assert before.ledger is not None
    new = Project(id="C", name="丙", investment=Decimal("1.5"))
    changes = changed(before, projects=(*before.ledger.projects, new))
    data = rewritten(before, changes, "projects/a.csv")["projects/a.csv"].decode()
    assert data == (
        '"编号",名称,"总投资",备注\r\n"A","甲,一","",\r\n\r\nB,乙,,"有""引号"""\r\nC,丙,1.5,\r\n'
    )


def test_reports_of_a_month() -> None:
    report = MonthlyReport(id="A-1", month=Month(2023, 5), completed=Decimal("0.5"), problems="无")
    before = loaded(projects__a_yaml=PROJECTS)
    texts = rewritten(before, changed(before, reports=(report,)))
    assert texts == {"progress/2023-05.csv": "编号,本月完成投资,存在问题\nA-1,0.5,无\n".encode()}


def place(files: dict[str, str], phase: int | None) -> str:
    before = loaded(**files)
    assert before.ledger is not None
    listed = {Batch.SIGNED: phase} if phase else {}
    new = (*before.ledger.projects, Project(id="Z", name="新", listed=listed))
    (name,) = rewritten(before, changed(before, projects=new))
    return name


def listing(id: str, phase: int) -> str:
    return f"- 编号: {id}\n  名称: 名{id}\n  在册:\n    签约: {phase}\n"


def test_where_a_new_project_goes() -> None:
    one = {"projects__第1期_yaml": listing("A", 1)}
    two = {**one, "projects__三_yaml": listing("B", 3) + listing("C", 3)}
    assert place({}, 3) == "projects/第3期.yaml"
    assert place({}, None) == "projects/未列入.yaml"
    assert place(one, 1) == "projects/第1期.yaml"
    assert place(one, 3) == "projects/第3期.yaml"
    assert place(two, 3) == "projects/三.yaml"
    assert place({"projects__全部_yaml": listing("A", 1) + listing("B", 3)}, 2) == (
        "projects/全部.yaml"
    )
    assert place({"projects__空_yaml": "# 写在这里\n"}, 2) == "projects/空.yaml"


@pytest.mark.parametrize(
    "into", ["../a.yaml", "projects/../../a.yaml", "a.yaml", "rollups/a.yaml", "projects/a.xlsx"]
)
def test_a_file_that_is_none_of_projects(into: str) -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    assert before.ledger is not None
    new = (*before.ledger.projects, Project(id="Z", name="新"))
    with pytest.raises(EditFailed, match="不是放项目的文件"):
        rewritten(before, changed(before, projects=new), into)


def test_what_is_no_longer_there() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    changes = with_project(before, "A-3", investment=Decimal(2))
    other = loaded(projects__a_yaml=PROJECTS.replace("1.50", "1.6"))
    with pytest.raises(EditFailed, match="A-3的总投资已经不是“1"):
        rewritten(other, changes)
    with pytest.raises(EditFailed, match="台账里没有 A-3"):
        rewritten(loaded(), changes)


def test_a_number_that_is_taken() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    with pytest.raises(EditFailed, match="编号 A-1 已经有了"):
        rewritten(before, Changes(added=(Project(id="A-1", name="又"),)))


def test_a_proposal_says_what_would_be_wrong() -> None:
    before = loaded(projects__a_yaml=PROJECTS)
    made = propose(before, with_project(before, "A-1", listed={Batch.SIGNED: 9}))
    assert [one.rule.value for one in made.errors] == ["undeclared-phase"]
    assert isinstance(made.after.ledger, Ledger)
    assert made.expected == {"projects/a.yaml": PROJECTS.encode()}
    assert made.comparison is not None and made.comparison.changes
    nothing = propose(before, Changes())
    assert not nothing and nothing.comparison is None
