"""Clauses that tell a change and name nothing of their own: 两个月提高12.8个百分点; 少跑27天.

Their words are of time, of comparison and of change only.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.text.named import FALLS, RISES
from sangeyipi.model.patterns import later

_TIME = (
    r"(?:前后|短短)?(?:半年|全年|一年|[两三四五六七八九十\d]{1,4}年|[一二两三四五六七八九十\d]{1,3}个(?:月|季度)"
    r"|[一两三]周|[当本][月年季])(?:[来间内里]|时间)?"
)
_WHO = (
    "[二两三]者|[甲乙丙丁]{0,2}两[者县区镇乡市家期批类地]|前者|双方|首尾|高低|先后|收支|相抵"
    "|工期|时限"
)
_THAN = (
    "同比|环比|(?:与|比|较|同)?(?:[上去前]年|上个?[月季期周批]度?|年初|年末|同期|同月)(?:同期|同月|[末底])?"
    "(?:相比)?|相比|比较|[比较高低多少快慢]于?后者"
)
_FILLER = re.compile(
    f"{_TIME}|{_WHO}|{_THAN}|[共又也则再已还,]|累计|平均|实际|净(?=[增减])|合计|比例|幅度|前后"
)
APART = ("相差", "极差", "差距", "差额", "差值", "相距", "差")
#: Which way is not said: what goes faster takes less.
NO_WAY = (*APART, "提速", "缺口")
_MORE = (
    *(
        "高出",
        "超出",
        "超额",
        "超",
        "领先",
        "核增",
        "结余",
        "多跑",
        "多收",
        "多出",
        "涨",
        "上调",
        "升幅",
    ),
    *("提速", "增速", "增幅", "高于"),
)
LESS = (
    *(
        "低出",
        "低于",
        "提前",
        "节约",
        "节省",
        "节余",
        "核减",
        "缺口",
        "短少",
        "少跑",
        "少用",
        "少收",
        "省",
    ),
    *("短收", "下调", "跌", "降幅", "滞后", "还差", "减幅"),
)
_CHANGES = sorted((*APART, *_MORE, *LESS, *RISES, *FALLS), key=len, reverse=True)
_WORD = re.compile(
    f"(?P<word>(?<![最偏较很过])(?:{'|'.join(_CHANGES)}))"
    "(?:了|出|开工|竣工|投产|投资|完成|落地|签约?|比例|幅度|率)?(?:为|达|达到|到|高达)?$"
)
_BOTH = re.compile("([^,比较于]{1,8}?)(?:比|较|[高低多少快慢]于)([^,比较于]{1,10}?)")
_BESIDE = re.compile("([^,比较于]{1,8})([高低多少快慢])于([^,比较于]{1,8})")
#: 两镇净增25个 is of more than the two ends of one of them.
_PLURAL = re.compile("两[者县区镇乡市家类地]|[二三]者|合计|累计|[共均]")


class ChangeSaid(NamedTuple):
    """What a clause without a subject says of two figures before it."""

    subject: str
    names: tuple[str, str]
    word: str
    plural: bool = False


@lru_cache(maxsize=8192)
def change_told(lead: str) -> ChangeSaid | None:
    """What is said by a clause that ends with a change, apart from words of time."""
    said = _WORD.search(lead)
    if said is None:
        than = _BESIDE.fullmatch(lead.lstrip(",;、"))
        return ChangeSaid("", (than[1], than[3]), than[2]) if than else None
    before = lead[: said.start()].lstrip(",;、")
    names = _BOTH.fullmatch(before)
    if names and not _THAN_ONLY.fullmatch(before):
        return ChangeSaid("", (names[1], names[2]), said["word"])
    plural = _PLURAL.search(before) is not None
    return ChangeSaid(_FILLER.sub("", before), ("", ""), said["word"], plural)


_THAN_ONLY = later(f"(?:{_TIME})?(?:{_THAN}){{1,4}}")
