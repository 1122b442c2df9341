"""What is added to what there was: 累计建成23.5万亩，加上此前的41.3万亩，总面积达64.8万亩.

加上 names one of the two, and what stands right before it is the other, or a list of which it is
the last.  So does what is built beside what is being built (累计建成157万平方米，在建22万平方米，
投用后总规模将达179万平方米), each named once in the sentence.  Wrong only by a slip.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "分别建成高标准农田6.8万亩、7.5万亩、9.2万亩，三年累计23.5万亩，加上2020年底前建成的41.3万亩，"
        "总面积达66.8万亩。",
        "wrong 23.5 + 41.3 = 66.8",
    ),
    (
        "本期签约31个、开工28个，加上前期的46个，共计105个。",
        "holds 31 + 28 + 46 = 105",
    ),
    (
        "累计建成标准厂房157万平方米，已入驻148.6万平方米，入驻率94.6%；在建厂房22万平方米，"
        "年底投用后总规模将达174万平方米。",
        "wrong 157 + 22 = 174",
    ),
)
_SAYS_SO = later("加[上之]|连同|后,?[^,。;、\\d占]{0,8}[将可][达为增]")
_ADDED = later("^[,、;]?(?:再?加上|连同|加之)")
_TOTAL = later(
    "(?:总(?:数|量|额|面积|规模|里程|投资|计|共)?|共计?|合计|一共|累计[^,。;、\\d]{0,4})(?:将?达到?|为|有)*$"
)
_TO_BE = later(
    "(?:投用|建成|完工|竣工|投产|达产|交付|全部[^,。;、\\d]{0,4})后,?(?:[^,。;、\\d占]{0,8})(?:将|可)(?:达到?|为|增[至到])$"
)
_THERE = later("(?:累计|已经?|现)(?:建成|建设|拥有|形成|有)|现有|已[建有]|建成")
_COMING = later("在建|正在建设|新建|扩建|续建")
_LESS = later("减去|扣除|剔除|重[复叠]|淘汰|拆除|报废|退出|关停|等量置换")
_BACK, _RARE = 8, 30


def added_to(reading: TextReading) -> Iterator[Finding]:
    """Every total of what was added to what there was."""
    if _SAYS_SO.search(reading.text) is None:
        return
    for one in reading.of(*COUNTABLE):
        if one.order < 2 or one.inner or one.hedge:
            continue
        if _TOTAL.search(one.lead) and _ADDED.search(reading.figures[one.order - 1].lead):
            yield from _of_added(reading, one)
        elif _TO_BE.search(one.lead):
            yield from _of_built(reading, one)


def _of_added(reading: TextReading, total: TextFigure) -> Iterator[Finding]:
    added = reading.figures[total.order - 1]
    parts = [added]
    windows: list[Window] = []
    for f in reversed(reading.figures[max(0, added.order - _BACK) : added.order]):
        if not _is_kin(f, total) or f.sentence != total.sentence:
            break
        parts.insert(0, f)
        windows.append(Window(total, list(parts)))
    if not windows or not _is_kin(added, total) or added.sentence != total.sentence:
        return
    good = [w for w in windows if w.verdict in GOOD]
    if good:
        yield summed(good[0], None)
    elif "其中" in windows[0].parts[0].lead:
        # 23个，其中制造业16个，加上前期的86个: these are added to all of them.
        return
    elif _is_slip(reading, windows[0]) and (
        len(windows) == 1 or _TOTAL.search(windows[0].parts[0].lead)
    ):
        yield summed(windows[0], None)


def _of_built(reading: TextReading, total: TextFigure) -> Iterator[Finding]:
    here = [
        f
        for f in reading.by_sentence[total.sentence]
        if f.order < total.order and _is_kin(f, total) and f.unit == total.unit
    ]
    built = [f for f in here if _THERE.search(f.lead) and not _COMING.search(f.lead)]
    coming = [f for f in here if _COMING.search(f.lead)]
    if len(built) != 1 or len(coming) != 1 or built[0].order > coming[0].order:
        return
    window = Window(total, [built[0], coming[0]])
    # 在建37万平方米，其中7万平方米年底投用: of that a part only is added.
    between = reading.figures[coming[0].order + 1 : total.order]
    if window.verdict not in GOOD and any(f.dimension == total.dimension for f in between):
        return
    if window.verdict in GOOD or _is_slip(reading, window):
        yield summed(window, None)


def _is_kin(one: TextFigure, total: TextFigure) -> bool:
    alike = (one.role, one.dimension) == (total.role, total.dimension)
    plain = not (one.hedge or one.inner or change_of(one.lead) or is_past(one.lead))
    return alike and plain


def _is_slip(reading: TextReading, window: Window) -> bool:
    total, parts = window
    if _LESS.search(reading.text, parts[0].start, total.end + _BACK):
        return False
    # Of ten times as much another thing may be meant: 公路总里程 of 高速公路.
    kind = slip_kind(window.sum, total)
    return kind in (SlipKind.ONE_DIGIT, SlipKind.CROSSED) and slip_odds(window.sum, total) >= _RARE
