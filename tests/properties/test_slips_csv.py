"""No slip of the hand in a CSV file loses a fact in silence: projects, rollups, monthly reports.

The ledger has quoted cells, cells of several lines, empty ones and single characters.  Where the
slip itself takes a value away (the only character of a cell, one moved over the next comma), nobody
can know.
"""
# ruff: noqa: E501 (a row is a line)

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from properties.slips import CHARACTERS, Facts, Slip, facts, missing, slips, storm
from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.files import DataFiles, FileKind
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import Source, checked_source

CONFIG = """\
名称: 示例县台账
期次:
  - {期: 1, 日期: 2021-07-10}
  - {期: 2, 日期: 2021-10-08}
领域: [工业, 服务业]
"""
PROJECTS = '''\
编号,名称,领域,总投资,到位资金,监管平台,建设单位,责任单位,在册.签约,在册.开工,节点.签约,节点.履约,节点.开工,计划.投产,计划.年度计划投资.2022,调出.日期,调出.原因,备注
SL-2021-001,示例铝基产业园,工业,12.5,3,true,示例铝业有限公司,县工信局,1,2,2021-06-20,2021-07,2021-09-30,2023-06,4.5,,,
SL-2021-002,示例物流园,服务业,6.08,,true,"示例物流,有限公司",县商务局,1,,2021-07-05,已,,,,,,"一期主体封顶，
二期设备进场"
SL-2021-003,示例食品厂,工业,0.8,,false,甲,县工信局,2,,2021-09-01,2021-10,,,,2022-03-15,用地未落实,"原址, 待定"
SL-2021-004,示例纺织“四期”,工业,32,1.25,true,示例纺织公司,县发改委,1,1,2021-06-01,2021-06-15,2021-07-01,2022-12,10,,,"业主说""年底"""
SL-2021-005,示例面粉厂,,2,,,,县粮储局,2,,2021-08-08,2021-09,,,,,,
'''
ROLLUPS = """\
期,批,监管平台,个数,总投资,转化,节点.签约,节点.开工,截至,来源,备注
1,投产,true,7,21.5,2,7,7,2022-06-30,"2022年6月通报
第3页",
2,投产,true,3,9.08,,3,3,2022-06-30,2022年6月通报,"含两个, 续建"
"""
REPORTS = """\
编号,本月完成投资,累计完成投资,到位资金累计,形象进度,存在问题,责任单位意见
SL-2021-001,0.3,1.3,2,土地平整,,
SL-2021-002,0.2,0.6,1.5,"基础施工，
一层封顶",施工用电未接通,"已报供电公司, 六月接通"
SL-2021-004,1.5,6.75,1.2,钢结构吊装,,
"""
FILES = {
    "projects/a.csv": (FileKind.PROJECTS, PROJECTS),
    "rollups/a.csv": (FileKind.ROLLUPS, ROLLUPS),
    "progress/2022-05.csv": (FileKind.PROGRESS, REPORTS),
}
FOUND = DataFiles(tuple((kind, name) for name, (kind, _) in FILES.items()), ())


def loaded(changed: dict[str, str]) -> Loaded:
    texts = {"ledger.yaml": CONFIG} | {name: text for name, (_, text) in FILES.items()} | changed

    def read(name: str) -> Source | Diagnostic:
        return checked_source(name, texts[name].encode("utf-8", "surrogatepass"))

    return load_from(FOUND, read)


def right(found: Loaded) -> bool:
    return not check(found, strict=True)


def facts_of(found: Loaded) -> Facts:
    assert found.ledger is not None
    return facts(found.ledger)


BEFORE = facts_of(loaded({}))


def lost(name: str, slip: Slip) -> list[str]:
    """What a slip lost in silence."""
    text = FILES[name][1]
    after = loaded({name: slip.of(text)})
    if not right(after):
        return []
    wrong = missing(BEFORE, facts_of(after))
    return [one for one in wrong if not _taken_by_hand(slip, one)]


def _taken_by_hand(slip: Slip, wrong: str) -> bool:
    """Whether it is what the slip itself did to one cell, or to two beside one comma."""
    if slip.kind in ("insert", "replace", "swap") and "多出 " in wrong:
        return len(wrong.partition("=")[2]) == 1
    if slip.kind in ("delete", "replace", "swap") and "没有了 " in wrong:
        return len(wrong.partition("=")[2]) == 1
    if "截短" in wrong:
        # 1.5 → 1.0, which is 1.
        return re.fullmatch(r"[0-9.]+", wrong.rpartition(" ")[2]) is not None
    # A year is a heading, and a wrong one as good as the right.
    return (
        slip.kind == "swap" and "改了 " in wrong and wrong.count("、") == 1
    ) or "计划.年度计划投资." in wrong


def test_the_ledger_is_right() -> None:
    assert check(loaded({}), strict=True) == []


def test_a_storm_of_slips() -> None:
    for seed, (name, (_, text)) in enumerate(FILES.items()):
        for slip in storm(text, seed, 700):
            assert lost(name, slip) == [], (name, slip)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_slip(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    slip = data.draw(slips(FILES[name][1], CHARACTERS))
    assert lost(name, slip) == []


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_two_stray_quotes(data: st.DataObject) -> None:
    """The one slip that is legal CSV: a quote opened in one row and closed in another."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[name][1]
    commas = [at for at, char in enumerate(text) if char in ",\n"]
    first, last = sorted(data.draw(st.lists(st.sampled_from(commas), min_size=2, max_size=2)))
    inner = data.draw(st.booleans())
    broken = f'{text[: first + 1]}"{text[first + 1 : last + inner]}"{text[last + inner :]}'
    after = loaded({name: broken})
    if right(after):
        # Quotes around one cell, or around an empty one, say nothing.
        assert missing(BEFORE, facts_of(after)) == []
