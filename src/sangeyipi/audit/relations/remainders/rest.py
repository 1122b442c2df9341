"""What is left of a whole, however it is said: 其余8个, 另外56件正在办理, 除15个外其余29个.

The whole opens the sentence, or is the one count of the paragraph before; what was taken from it
follows, done by its words; the rest says of itself that it is what is left, or that it is not done.
Rates may stand between, nothing else.  Wrong only where no reading of these figures comes out: the
whole less all that was taken, less the last of it, or what was taken last less what follows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, near, slip, summed
from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import GOOD, Finding, said_in
from sangeyipi.audit.relations.remainders.left import is_first_of_rest
from sangeyipi.audit.relations.remainders.opened_by_rest import is_told_whole, opens_with_rest
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "计划年内开工的21个项目中，已开工14个，均已入库，其余8个因用地原因尚未开工。",
        "wrong 21 - 14 = 8",
    ),
    ("反馈问题120件，其中65件已办结，另外56件正在按程序办理。", "wrong 120 - 65 = 56"),
    (
        "18个计划新开工项目中8个已开工，完成投资5.4亿元，另外9个正在办理手续。",
        "wrong 18 - 8 = 9",
    ),
    ("84个项目中，除69个已竣工外，其余25个均在建设。", "wrong 84 - 69 = 25"),
    ("梳理问题99项，除80项正在协调外，29项均已解决。", "wrong 99 - 80 = 29"),
    ("问题共119件。截至10月底，完成67件。剩余53件需年底前完成。", "wrong 119 - 67 = 53"),
    ("授信99.2亿元，已投放58亿元，未投放44.2亿元。", "wrong 99.2 - 58 = 44.2"),
    ("全年任务45项，前三季度完成30项，四季度还需完成16项。", "wrong 45 - 30 = 16"),
    (
        "需整改115项，甲镇60项已完成，乙镇40项月底完成，其余18项跨年完成。",
        "wrong 115 - 60 - 40 = 18",
    ),
    (
        "收集问题365条，县级解决281条，上报市级42条，其余72条由乡镇消化。",
        "wrong 365 - 281 - 42 = 72",
    ),
    (
        "梳理问题89个。当月办结64个；未办结24个中，已明确时限18个，需省级协调3个，其余4个为新上报。",
        "wrong 24 - 18 - 3 = 4",
    ),
)
#: The rest by a word of its own; and what else may be said of it, if it is said not to be done.
_REST = re.compile(
    "(?<!另有)(?:其余|其它|剩余|剩下|余下|还剩下?|[尚仅]余|[尚仅]剩|剩|结余|[尚还]缺|[尚还]差|缺口)"
    "(?:的|投资|资金|项目|问题|任务|额度|部分|下的|为|有|约){0,2}$"
)
_STILL = re.compile("(?:[尚还仍]有|另有|另外|另)(?:的)?$")
_UNDER_WAY = later(
    "[^,。;]{0,6}?(?:未|没有?|正在|仍在|在[办建途]|待|需|推进|逾期|超期|处理中|办理中)"
)
_NEEDED = re.compile("(?:[尚还仍](?:需|要|应|可|须)|距[^,。;]{0,6}差)[\u4e00-\u9fff]{0,4}$|还差$")
_NOT = re.compile(
    "(?:尚|还|仍)?(?:未|没有|(?<!罚)没(?!收)|不予|暂未|尚待|待)([\u4e00-\u9fff]{2,4}?)(?:的)?(?:[还尚仍共]有|为)?$"
)
_DONE = later(
    "已|完成|办结|整改|解决|销号|开工|竣工|投产|投用|签约|落地|支出|拨付|到位|投放|发放|供应|受理|实际"
    "|退出|验收|化解|清理|处置|使用|兑现|通过|按期|按时|建成|整治|入库|达效|出让|盘活|清退|只|仅"
)
_WHOLE = later(
    "任务|计划|目标|应|需|总|共|全部|现有|授信|下达|预算|批准|收到|排查|梳理|反馈|[中里],?$"
)
_EXCEPT, _BESIDES = (
    later("除(?:了)?(?:[^,。;\\d]{0,8})$"),
    later("[^,。;\\d]{0,14}(?:之?外),"),
)
_ALL = re.compile("[^,。;\\d]{0,6}(?:均|都|全部|全都|皆|已)")
_TORN = later("此外|其中另|同时|(?<!除)另(?!外)")
_PARTED = later("其中")
_NESTED = later("签约|开工|投产|达效|竣工|履约|建成|完工|入库")
_NEW = later("新增|新开|新入|[去上]年|上[月季周]|本月|同比|增加|超额")
_IN_ALL = re.compile(
    f"(?:{IN_ALL_SO_FAR})(?:交办|受理|收到|签约|排查|接收|下达|安排)?(?:项目|问题)?"
)
_BACK, _GAP = 7, 60
_HOW_REST = "rest"
#: Of which not all that was told is taken off.
_OF_SOME = later("其中|涉及|同时|以上|以下")


def rest(reading: TextReading) -> Iterator[Finding]:
    """Every count or amount that says that it is what is left."""
    for one in reading.of(*COUNTABLE):
        if one.inner or one.hedge or one.order < 2:
            continue
        how = "" if "含" in one.tail else _speaks(one.lead, one.tail)
        found = _except(reading, one) if how or _ALL.match(one.tail) else None
        if found is None and how:
            found = _left(reading, one, how)
        found = found or _of_both(reading, one)
        if found is not None:
            yield found


@lru_cache(maxsize=8192)
def _speaks(lead: str, tail: str) -> str:
    """How the words at a figure say that it is what is left; "" if they do not."""
    if _REST.search(lead):
        return _HOW_REST
    if _STILL.search(lead) and _UNDER_WAY.match(tail):
        return "still"
    if _NEEDED.search(lead):
        return "needed"
    said = _NOT.search(lead)
    return said[1] if said else ""


def _kin(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The figures of its kind that a rest may be of, in the order of the text."""
    found: list[TextFigure] = []
    last, apart = one, False
    for f in reversed(reading.figures[max(0, one.order - _BACK) : one.order]):
        if f.paragraph != one.paragraph or one.sentence - f.sentence > 2:
            break
        if f.inner or f.role is Role.PERCENT:
            continue
        if (f.role, f.dimension) != (one.role, one.dimension):
            if found:
                break
            # 18个中9个已开工，完成5.4亿元，另外9个: only where 中 says of what all are.
            apart = apart or f.sentence == one.sentence
            continue
        if f.hedge or change_of(f.lead) or len(reading.between(f, last)) > 2 * _GAP:
            break
        found.insert(0, f)
        last = f
        if (len(found) > 1 and f.sentence < one.sentence) or (f.tail and _is_among(f)):
            break
    return [] if apart and not (found and _AMONG.match(found[0].tail)) else found


def _left(reading: TextReading, one: TextFigure, how: str) -> Finding | None:
    """The whole less what was taken, if nothing else can be meant."""
    kin = _kin(reading, one)
    if len(kin) < 2 or not _is_whole(reading, kin):
        return None
    whole, *taken = kin
    value = whole.value - sum((f.value for f in taken), Decimal(0))
    readings = [
        value,
        whole.value - taken[-1].value,
        # 处置28宗，收回7宗，其余18宗: the second is a way of the first.
        whole.value - taken[0].value,
        taken[0].value - sum((f.value for f in taken[1:]), Decimal(0)),
    ]
    found = _told(one, whole, taken, value)
    if found.verdict in GOOD:
        return found
    if any(_told(one, whole, taken, each).verdict in GOOD for each in readings[1:]):
        return None
    if is_first_of_rest(reading, one, value):
        return None
    every = all(_is_taken(f, how) for f in taken)
    sure = value > 0 and (every or _is_told_through(reading, kin, one, how))
    # 50个项目中，工业项目已开工20个，其余5个: the rest of those.
    sure = sure and (len(taken) > 1 or _is_bare(reading, whole, taken[0]))
    if one.sentence != taken[-1].sentence:
        # 已办结61件。城关镇仍有15件未办结: what is left of less than the whole.
        done = "".join(f.lead + f.tail for f in taken)
        sure = sure and opens_with_rest(reading, one, done)
        sure = sure and is_told_whole(reading, one, taken[-1], value)
    return found if sure and _is_one_list(reading, [whole, *taken, one]) else None


def _is_told_through(
    reading: TextReading, kin: list[TextFigure], one: TextFigure, how: str
) -> bool:
    """未办结24个中，已明确18个，需协调3个，其余4个: all that a sentence tells, a clause each,
    whatever has become of them; off by no more than a slip."""
    whole, *taken = kin
    row = [*taken, one]
    if how != _HOW_REST or len(taken) < _FEW or any(f.sentence != one.sentence for f in kin):
        return False
    # 甲市41家、乙市22家，其余6个市: of others than these are of.
    if any(f.unit_alone() != one.unit_alone() or f.lead.startswith("、") for f in kin):
        return False
    window = Window(whole, row)
    if not (near(window) if _is_among(whole) else slip(window)):
        return False
    if any(_NEW.search(f.lead) or is_past(f.lead) or _OF_SOME.search(f.lead) for f in row):
        return False
    return all(a.order + 1 == b.order or _is_rate(reading, a, b) for a, b in pairwise([*kin, one]))


def _is_rate(reading: TextReading, one: TextFigure, other: TextFigure) -> bool:
    """Whether nothing but a percentage stands between two."""
    between = reading.figures[one.order + 1 : other.order]
    return len(between) == 1 and between[0].role is Role.PERCENT


def _is_among(one: TextFigure) -> bool:
    """未办结24个中: what is told next is of these."""
    return "其中" not in one.lead and one.tail.startswith(("中", "里"))


def _is_whole(reading: TextReading, kin: list[TextFigure]) -> bool:
    """Whether the first of these is what the paragraph or the sentence goes on about."""
    whole = kin[0]
    if _is_among(whole) and all(f.value <= whole.value for f in kin[1:]):
        return True
    done = _DONE.search(whole.lead.lstrip("已")) and not _WHOLE.search(whole.lead)
    if done or any(f.value > whole.value for f in kin[1:]):
        return False
    before = [
        f
        for f in reading.paragraph_before(whole)
        if f.sentence == whole.sentence and f.dimension == whole.dimension and not f.inner
    ]
    if before:
        return False
    # A whole that stands one sentence before is the only one there.
    return not _NEW.search(whole.lead)


def _is_bare(reading: TextReading, whole: TextFigure, one: TextFigure) -> bool:
    """Whether a figure says what was done and when, but of nothing of its own."""
    lead = _WHEN.sub("", one.lead.lstrip(",;、"))
    if not _STOPS.search(reading.between(whole, one)):
        # 77项重点工程中51项已办结: what stands before it is what the whole counts.
        lead = _NOUN.sub("", lead)
    done = _DONE.search(lead)
    return not lead or (done is not None and done.start() <= _FEW)


_FEW = 2
_THINGS = frozenset("案件人户项个")
_AMONG = later("[^,。;\\d]{0,12}[^其]中")
_OF_WHOLE = later("^[^,。;\\d]{0,12}[^其]中")
_STOPS = later("[,。;\n]")
_NOUN = later("^[^,。;]{0,12}?(?:[中里]|项目|企业|工程|问题|任务|有)+")
_WHEN = later(
    r"截至|截止|目前|至今|\d{4}年|\d{1,2}月[初末底份]?|\d{1,2}日|[前上下]?[一二三四半][季年]度?|前三季度|[今本全]年"
    "|其中|现|到|累计|共|已"
)


def _is_taken(one: TextFigure, how: str) -> bool:
    """Whether something has become of what a figure counts."""
    # 18个计划新开工项目中9个已开工: what they are is said of the whole.
    said = _OF_WHOLE.sub("", one.lead) + one.tail
    if _NEW.search(said) or is_past(one.lead):
        return False
    if how not in (_HOW_REST, "still", "needed"):
        # 放款 leaves what is 未投放: half of the word is enough.
        # 未结案件 is of no 刑事案件.
        return any(each in said for each in how[:2] if each not in _THINGS)
    return _DONE.search(said) is not None


def _is_one_list(reading: TextReading, row: list[TextFigure]) -> bool:
    """Whether nothing else begins between a whole, what was taken from it and the rest."""
    said = reading.text[row[0].end : row[-1].start - len(row[-1].lead)]
    if _TORN.search(said) or "\n" in said:
        return False
    taken = row[1:-1]
    if len(taken) > 1:
        # 已开工40个、投产20个: the second may be of the first.
        if sum(1 for f in taken if _NESTED.search(f.lead + f.tail)) > 1 or "分别" in said:
            return False
        if _PARTED.search(reading.text[taken[0].end : row[-1].start]):
            return False
    return not _PARTED.search(reading.text[taken[-1].end : row[-1].start])


def _except(reading: TextReading, one: TextFigure) -> Finding | None:
    """除15个正在协调外，其余29个均已解决: of the one whole before."""
    taken = reading.figures[one.order - 1]
    if (taken.role, taken.dimension, taken.sentence) != (one.role, one.dimension, one.sentence):
        return None
    if not _EXCEPT.search(reading.text[max(0, taken.start - 12) : taken.start]) or taken.hedge:
        return None
    gap = reading.between(taken, one)
    said = _BESIDES.match(gap)
    if said is None or gap[said.end() :] not in ("", "其余", "其他", "剩余", "其余的", "其它"):
        return None
    kin = [f for f in _kin(reading, one) if f.order < taken.order]
    if len(kin) != 1 or kin[0].value < taken.value or kin[0].order != taken.order - 1:
        return None
    return _told(one, kin[0], [taken], kin[0].value - taken.value)


def _of_both(reading: TextReading, one: TextFigure) -> Finding | None:
    """办结47件，还有46件在办，累计交办93件: the whole comes last."""
    if not _IN_ALL.fullmatch(one.lead.lstrip(",;")):
        return None
    done, left = reading.figures[one.order - 2 : one.order]
    kin = {(f.role, f.dimension, f.sentence) for f in (done, left, one)}
    first = reading.begins[one.order] == done.order
    if len(kin) > 1 or not first or any(f.hedge or f.inner for f in (done, left)):
        return None
    if not _speaks(left.lead, left.tail) or _TORN.search(reading.between(left, one)):
        return None
    return summed(Window(one, [done, left]), None) if _DONE.search(done.lead + done.tail) else None


def _told(one: TextFigure, whole: TextFigure, taken: list[TextFigure], value: Decimal) -> Finding:
    room = sum((f.half for f in (whole, *taken)), Decimal(0))
    text = " - ".join(said_in(f.value, one) for f in (whole, *taken))
    return judge(one, value, (value - room, value + room), text, (whole, *taken))
