"""What was done of several is no sum of how many these are: 两批共整改54个, of 32个 and 28个.

The words between 共 and a total name a doing that none of its parts names; it is of all of them,
and less.  Owns the words for doings; finds no totals.
"""

from collections.abc import Sequence

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_SINCE = later("自?(?:开工|投产|建设|成立|启动|实施|活动开展)以来|历年")
_UP = later(f"(?:{IN_ALL_SO_FAR}|[共已])")
_DOING = later(
    "整改|履约|验收|入库|评审|获批|批准|支付|支出|拨付|兑付|发放|竣工|完工|办结|结案|审结|化解|解决|销号|动工|开工|"
    "投产|达效|达产|投用|完成|查实|取得|获得|到位|纳统|入统|整治|合格|达标|通过|落实|采纳|答复|交付|入住|复工|转化|"
    "使用|认定|确认|批复|开通|挂牌|结项|脱贫|退出|处理|处置|关闭|立案|录用|上岗"
)


def doings_of(said: str) -> frozenset[str]:
    """All doings that words name."""
    return frozenset(_DOING.findall(said))


def is_of_another_doing(total: TextFigure, parts: Sequence[TextFigure]) -> bool:
    """Whether a total that is less than its parts counts what was done of them."""
    if change_of(total.lead):
        return False
    if total.value >= sum(f.value for f in parts):
        # 自开工以来累计完成: of more than these.
        return _SINCE.search(total.lead) is not None
    said = total.lead + total.tail
    up = max((each.end() for each in _UP.finditer(total.lead)), default=-1)
    if up < 0:
        return False
    doing = _DOING.search(said, up)
    if doing is None or any(doing[0] in f.lead + f.tail for f in parts):
        return False
    # 共开工146个，其中五县96个: what its parts do is said of the whole, but for 第一期签约45个.
    behind = parts[0].start > total.start
    return not behind or all(words.state_of(f.lead) for f in parts)
