"""Rules of 项目代码: the official code of a project, by which rows of other tables are matched.

Owns that it is one project's, and that no spreadsheet has taken it for a number.
"""

from collections.abc import Iterator

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.ids import any_left_by_a_spreadsheet, folded_id, folded_ids, mangled
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Severity

DUPLICATE_CODE = rule(
    "duplicate-code",
    Severity.ERROR,
    present_only=True,
    title="两个项目用了同一个项目代码",
    why="项目代码一个项目一个；两个项目代码相同，多半是同一个项目记了两次，总数会多算。",
    remedy="是同一个项目就合并成一条；抄错了的改过来；确是两个项目合用一个代码的，"
    "只在一个里写，另一个写进“备注”",
    bad={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
  项目代码: 2104-411000-04-01-123456
- 编号: SL-2021-002
  名称: 示例物流园
  项目代码: 2104-411000-04-01-123456
"""
    },
    good={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
  项目代码: 2104-411000-04-01-123456
- 编号: SL-2021-002
  名称: 示例物流园
  项目代码: 2104-411000-04-05-123456
"""
    },
)
MANGLED_CODE = rule(
    "mangled-code",
    Severity.ERROR,
    present_only=True,
    title="项目代码被 Excel 改成了数",
    why="Excel 把一长串数字当成数，只留前 15 位，原来的项目代码已经看不出来。",
    remedy="照批复或备案证明重填",
    remedy_csv="照批复或备案证明重填；在 Excel 里先把这一列设成“文本”再填",
    bad={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
  项目代码: 2.10441E+23
"""
    },
    good={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
  项目代码: 2104411000040112345623
"""
    },
)


def check_codes(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each 项目代码 is one project's, as it was given: nearly all are, which is told at once."""
    codes = [project.code for project in ledger.projects if project.code is not None]
    if len({*folded_ids(codes)}) == len(codes) and not any_left_by_a_spreadsheet(codes):
        return
    first: dict[str, Project] = {}
    for project in ledger.projects:
        if project.code is None:
            continue
        place = project.origin.at(term.CODE)
        if mangled(project.code):
            message = f"项目代码 {project.code} 是 Excel 改出来的科学计数（{project.id}）"
            yield Diagnostic(MANGLED_CODE, place, message)
            continue
        other = first.setdefault(folded_id(project.code), project)
        # Of a 编号 used twice that is told, and is the same record.
        if other.id != project.id:
            message = f"项目代码 {project.code} 已经是 {other.id}“{other.name}”的（{project.id}）"
            yield Diagnostic(DUPLICATE_CODE, place, message)


#: Run on what could be read of a ledger.
CHECKS = (check_codes,)
