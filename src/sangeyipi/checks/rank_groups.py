"""Rules of 排名分组: who is ranked apart is in one group of one grouping.

Owns nothing of places: a name that no project has is none of its business, as a unit may have no
projects this year.
"""

from collections.abc import Iterator

from sangeyipi.checks.catalogue import rule
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger, RankGroup
from sangeyipi.model.nearest import nearest
from sangeyipi.model.project import project_keys
from sangeyipi.model.rule import Severity

_LEDGER = """\
名称: 示例县项目台账
期次:
  - 期: 1
    日期: 2021-07-10
排名分组:
  - 按: 责任单位
    组: 县直单位
    名单: [甲局, 乙局]
  - 按: 责任单位
    组: 乡镇
    名单: [{last}]
"""
_PROJECT = {
    "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例机械厂
"""
}

RANK_GROUPS = rule(
    "rank-groups",
    Severity.ERROR,
    title="排名分组说不清谁在哪一组",
    why="一个单位在两组，就有两个名次；“按”写的不是 --by 的词，这一组就不起作用。",
    remedy="“按”写 sgyp summary --by 的一个词；每个名字只写在一组里",
    bad={"ledger.yaml": _LEDGER.format(last="丙镇, 甲局"), **_PROJECT},
    good={"ledger.yaml": _LEDGER.format(last="丙镇, 丁镇"), **_PROJECT},
    present_only=True,
)


def check_rank_groups(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each group is of a key that a summary is by, and no name is in two of them."""
    words = [key.word for key in project_keys().values() if key.grouped]
    words += [term.REGION] if ledger.config.members else []
    seen: dict[tuple[str, str], str] = {}
    for index, one in enumerate(ledger.config.ranked_apart):
        place = ledger.place().at(term.RANKED_APART, index)
        if one.by not in words:
            near = nearest(one.by, words, 1)
            message = f"不能按“{one.by}”分组，只能是：{'、'.join(words)}"
            remedy = f"写 {near[0]}" if near else ""
            yield Diagnostic(RANK_GROUPS, place.at(keys(RankGroup)["by"].word), message, remedy)
        for name in one.names:
            before = seen.setdefault((one.by, name), one.group)
            if before != one.group:
                message = f"“{name}”在“{before}”里写过，又写在“{one.group}”里"
                yield Diagnostic(RANK_GROUPS, place.at(keys(RankGroup)["names"].word), message)


#: Run on what could be read of a ledger.
CHECKS = (check_rank_groups,)
