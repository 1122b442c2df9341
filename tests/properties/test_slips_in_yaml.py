"""One slip of the hand in a YAML ledger, in block and in flow form, never loses a fact unseen.

With seeds of its own: `test_a_storm_of_slips` is the same every time, the property is new each
time.
"""

import re
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.slips import Facts, Slip, facts, missing, slips, storm
from sangeyipi.checks.run import check
from sangeyipi.store.files import DataFiles, FileKind
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import checked_source

CONFIG = """\
名称: 示例台账
期次:
  - 期: 7
    日期: 2023-01-28
    来源: 网站
  - 期: 8
    日期: 2023-05-08
领域: [先进制造业, 基础设施]
口径:
  分档: 不重叠
  金额小数位: 3
目标:
  签约开工率: 100
  开工投产率: 85
备注: 说明 一
"""
PROJECTS = """\
# 第一组
- 编号: SL-1
  名称: 1#、2#车间 扩建
  领域: 先进制造业
  总投资: 12.5
  监管平台: true
  责任单位: "示例县工信局"
  在册:
    签约: 7
    开工: 8
  节点:
    签约: 2023-01-20
    履约: 已
    开工: 2023-05
  计划:
    投产: 2024-06
    达效: 2025-06
    年度计划投资:
      2023: 4.5
      2024: 8
  备注: "一期
    二期"
# 第二组
- 编号: SL-2
  名称: 示例物流园  # 待核
  领域: 基础设施
  总投资: 6
  到位资金: 3.5
  在册:
    签约: 7
  节点:
    签约: 2023-01-20
  计划:
    履约: 2023-08
  来源: '通报'
  备注: |
    要点
    二
- 编号: SL-3
  名称: 示例食品厂
  监管平台: false
  在册: {签约: 8}
  节点: {签约: 2023-05-08}
  调出:
    日期: 2023-08-01
    原因: 用地 未落实
"""
FLOW = """\
- {编号: SL-1, 名称: 1#、2#车间 扩建, 领域: 先进制造业, 总投资: 12.5, 监管平台: true, \
责任单位: "示例县工信局", 在册: {签约: 7, 开工: 8}, \
节点: {签约: 2023-01-20, 履约: 已, 开工: 2023-05}, \
计划: {投产: 2024-06, 年度计划投资: {2023: 4.5, 2024: 8}}, 备注: "一期, 二期"}
- {编号: SL-2, 名称: 示例物流园, 领域: 基础设施, 总投资: 6, # 注
   在册: {签约: 7}, 来源: '通报',
   节点: {签约: 2023-01-20}}
- {编号: SL-3, 名称: 示例食品厂, 总投资: 0.8, 监管平台: false, 责任单位: 甲 乙,
   在册: {签约: 8,
     开工: 8}, 节点: {签约: 2023-05-08}, 调出: {日期: 2023-08-01, 原因: 用地未落实}}
"""
ROLLUPS = """\
- 期: 7
  批: 投产
  监管平台: true
  个数: 13
  总投资: 99.5
  节点:
    投产: 12
    达效: 3
  截至: 2023-06-19
- {期: 8, 批: 投产, 个数: 3, 截至: 2023-06-19, 备注: x}
"""
STATEMENT = """\
标题: 2023年6月通报
截至: 2023-06-19
公布:
  - 期: 7
    批: 投产
    监管平台: true
    个数: 13
  - {期: 8, 批: 投产, 个数: 3}
"""
REPORTS = """\
- 编号: SL-1
  本月完成投资: 0.3
  累计完成投资: 0.3
  形象进度: 土地平整
# 注
- 编号: SL-2
  本月完成投资: 0.2
  到位资金累计: 3.5
  存在问题: 用电 未接通
- {编号: SL-3, 形象进度: 主体, 责任单位意见: "加快"}
"""
BLOCK = {
    "ledger.yaml": CONFIG,
    "projects/a.yaml": PROJECTS,
    "rollups/a.yaml": ROLLUPS,
    "statements/a.yaml": STATEMENT,
    "progress/2023-06.yaml": REPORTS,
}
FLOWING = {
    "ledger.yaml": """\
{名称: 示例台账, 期次: [{期: 7, 日期: 2023-01-28, 来源: 网站}, {期: 8, 日期: 2023-05-08}],
 领域: [先进制造业, 基础设施], 口径: {分档: 不重叠, 金额小数位: 3},
 目标: {签约开工率: 100, 开工投产率: 85}, 备注: 说明 一}
""",
    "projects/a.yaml": FLOW,
    "rollups/a.yaml": """\
[{期: 7, 批: 投产, 监管平台: true, 个数: 13, 总投资: 99.5, 节点: {投产: 12, 达效: 3},
  截至: 2023-06-19},
 {期: 8, 批: 投产, 个数: 3, 截至: 2023-06-19, 备注: x}]
""",
    "statements/a.yaml": """\
{标题: 2023年6月通报, 截至: 2023-06-19, 公布: [{期: 7, 批: 投产, 监管平台: true, 个数: 13},
  {期: 8, 批: 投产, 个数: 3}]}
""",
    "progress/2023-06.yaml": """\
- {编号: SL-1, 本月完成投资: 0.3, 累计完成投资: 0.3, 形象进度: 土地平整}
- {编号: SL-2, 本月完成投资: 0.2, 到位资金累计: 3.5, 存在问题: 用电 未接通}
- {编号: SL-3, 形象进度: 主体, 责任单位意见: "加快"}
""",
}
LEDGERS = {"block": BLOCK, "flow": FLOWING}
PLACES = [(form, name) for form, files in LEDGERS.items() for name in files]
_COMMENT = re.compile(r"(?m)(?:^|[ \t])#.*")


def load(files: Mapping[str, str]) -> Loaded:
    names = sorted(name for name in files if "/" in name)
    found = DataFiles(tuple((FileKind(name.split("/")[0]), name) for name in names), ())
    return load_from(found, lambda name: checked_source(name, files[name].encode()))


def told(loaded: Loaded) -> Counter[tuple[str, str]]:
    found = check(loaded, strict=True, hints=True)
    return Counter((one.rule.value, one.message) for one in found)


def state(form: str) -> tuple[Facts, Counter[tuple[str, str]]]:
    loaded = load(LEDGERS[form])
    assert loaded.ledger
    return facts(loaded.ledger), told(loaded)


STATES = {form: state(form) for form in LEDGERS}


def unseen(form: str, name: str, slip: Slip) -> list[str]:
    """What the slip lost, moved or doubled without a word of it."""
    files = LEDGERS[form]
    text = slip.of(files[name])
    before, known = STATES[form]
    loaded = load({**files, name: text})
    if text == files[name] or loaded.ledger is None or told(loaded) - known:
        return []
    return missing(before, facts(loaded.ledger), "\n".join(_COMMENT.findall(text)))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_slip_is_told_or_loses_nothing(data: st.DataObject) -> None:
    form, name = data.draw(st.sampled_from(PLACES))
    slip = data.draw(slips(LEDGERS[form][name]))
    assert not unseen(form, name, slip), slip.of(LEDGERS[form][name])


@pytest.mark.parametrize(("form", "name"), PLACES)
def test_a_storm_of_slips(form: str, name: str) -> None:
    for slip in storm(LEDGERS[form][name], seed=8, count=120):
        assert not unseen(form, name, slip), slip.of(LEDGERS[form][name])


def test_a_decimal_mistyped_for_nought_cuts_nothing_off() -> None:
    text = BLOCK["projects/a.yaml"]
    at = text.index("到位资金: 3.5") + len("到位资金: 3.")
    assert not unseen("block", "projects/a.yaml", Slip("replace", at, "0", 0))
