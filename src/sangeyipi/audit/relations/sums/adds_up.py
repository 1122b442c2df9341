"""Totals that a clause of its own tells behind its parts: 三者相加189个, 以上共计120项.

Such a clause names nothing but the adding up, so that all of its kind before it in the sentence
(or in the sentences before, where it says 以上) are its parts.  Wrong only where these are a plain
list: each under a label of its own, nothing inside of another, none partial.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, is_crossed, near, summed
from sangeyipi.audit.judging.completeness import complete, label_of
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER, IN_ALL, IN_ALL_SO_FAR, SUMMED
from sangeyipi.audit.text.totals_said import MANY
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("甲镇有82个，乙镇有53个，丙乡有54个，三者相加199个。", "wrong 82 + 53 + 54 = 199"),
    ("项目由县级包联40个、由乡镇包联89个，两级共包联139个。", "wrong 40 + 89 = 139"),
    ("交通工程为44项；水利工程为87项；能源工程为31项。以上共计172项。", "wrong 44 + 87 + 31 = 172"),
    (
        "用地类问题17件，融资类问题73件，加上用工类的34件，总数为134件。",
        "wrong 17 + 73 + 34 = 134",
    ),
    ("1月、2月、3月新增项目分别为54个、81个、44个，一季度累计189个。", "wrong 54 + 81 + 44 = 189"),
    (
        "18家制造业企业、27家建筑业企业和29家批发业企业列入计划，总数84家。",
        "wrong 18 + 27 + 29 = 84",
    ),
    ("新建20项、续建44项，重点工程总计46项。", "wrong 20 + 44 = 46"),
    (
        "纳入目标的374个项目中，已有67个竣工，128个开工，这195个项目计划总投资638.4亿元。",
        "holds 67 + 128 = 195",
    ),
    (
        "纳入目标的374个项目中，已有67个竣工，128个开工，这185个项目计划总投资638.4亿元。",
        "wrong 67 + 128 = 185",
    ),
    (
        "30—50亿元项目9个，总投资346亿元；50—100亿元项目7个，总投资452亿元。上述26个项目总投资798亿元。",
        "wrong 9 + 7 = 26",
    ),
    (
        "一季度完成年度计划的22.7%。1月、2月、3月单月进度分别为5.8%、7.4%和9.5%。",
        "holds 5.8 + 7.4 + 9.5 = 22.7",
    ),
    (
        "一季度完成年度计划的22.7%。1月、2月、3月单月进度分别为5.8%、4.7%和9.5%。",
        "wrong 5.8 + 4.7 + 9.5 = 22.7",
    ),
)
_TOTAL = re.compile(
    "(?P<above>以上|上述)?(?:这?(?P<many>[两二三四五六七八九])[个]?(?:类|项|级|者|批|部分|方面|县|区|镇|片区|家|地)(?:项目|问题)?)?"
    f"(?:(?P<sure>{SUMMED}|{ADDED_TOGETHER}|总数|总量)|(?P<all>一?共|累计))"
    "(?P<verb>[\u4e00-\u9fff]{0,4}?)(?:为|达到?|是|有)?"
)
_BEHIND = re.compile(f"(?P<whole>[^,。;、\\d]{{2,8}}?)(?:{SUMMED}|总数)(?:为|达到?|是|有)?")
_QUARTER = re.compile(
    f"(?P<nth>[一二三四])季度(?:{IN_ALL_SO_FAR})(?:[\u4e00-\u9fff]{{2,4}})?(?:为|达)?"
)
_SO_FAR = later("已|累计")
_NESTED = later(
    f"其中|{ALSO}|比|较|除|超过|不含|{LAST_YEAR}|同期|含|减去|扣除|核减|注销|退[出库]|以上(?!共|合|总)|以下"
)
_WITH = later("[^,。;\\d]{0,8}[(,][^,。;()]{0,6}(?:含|包括|其中)")
_PLANNED = later("计划|目标|任务")
_STATES = later("签约|开工|竣工|投产|达效|履约")
_MOST, _GAP = 24, 40


def adds_up(reading: TextReading) -> Iterator[Finding]:
    """Every figure that is told to be what others come to."""
    for one in reading.of(*COUNTABLE):
        if one.inner or one.hedge or one.order < 2:
            continue
        if _THESE.search(one.lead):
            yield from _of_these(reading, one)
            continue
        if one.lead in _ABOVE and one.role is Role.COUNT:
            yield from _of_rows_above(reading, one)
            continue
        if not _SCREEN.search(one.lead):
            continue
        counter = _counter(reading, one)
        lead = reading.text[counter.start : one.start] if counter else one.lead.lstrip(",;、")
        found = _told(reading, one, lead, counter)
        if found is not None:
            yield found
    yield from _months_apart(reading)


# ---- 这195个项目


_THESE = re.compile("(?:^|[,;])这$")
_OF_ALL = later("[中里],[^,。;]{0,6}$")


def _of_these(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """已有67个竣工，128个开工，这195个项目…: what its sentence counts before it.

    Where no figure before it says the same it is what these come to.
    """
    before = reading.paragraph_before(one)
    if one.role is not Role.COUNT or any(f.value == one.value for f in before):
        return
    parts: list[TextFigure] = []
    for f in reversed(before):
        if f.sentence != one.sentence or (f.role, f.dimension) != (one.role, one.dimension):
            break
        if f.inner or f.hedge or change_of(f.lead) or f.value >= one.value:
            break
        parts.insert(0, f)
        if _OF_ALL.search(reading.text[max(0, f.start - _GAP) : f.start]):
            break
    if len(parts) < _LEAST:
        return
    window = Window(one, parts)
    said = reading.text[parts[0].end : one.start]
    if window.verdict in GOOD or (near(window) and not _NESTED.search(said)):
        yield summed(window, None)


_LEAST = 2


# ---- 上述18个项目总投资1036亿元


_ABOVE = ("上述", "以上", "这")
_OF_THEM = later(f"(?:计划)?总?投资(?:总?额)?(?:{IN_ALL}|约|达|为)?$")


def _of_rows_above(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """9个，总投资346亿元；7个，总投资452亿元。上述16个项目总投资798亿元: of two
    columns one comes out, and the other is off by a digit."""
    behind = reading.figures[one.order + 1 : one.order + 2]
    before = reading.paragraph_before(one)
    rows = [f for f in before if f.sentence == one.sentence - 1]
    counts = [f for f in rows if f.role is Role.COUNT and f.unit == one.unit]
    amounts = [reading.figures[f.order + 1] for f in counts]
    if not behind or len(counts) < _LEAST or behind[0].sentence != one.sentence:
        return
    alike = all(f.role is Role.MONEY and _OF_THEM.search(f.lead) for f in (*amounts, behind[0]))
    if not alike or any(f.hedge or f.inner for f in (*counts, *amounts, *behind)):
        return
    if any(f.sentence != one.sentence - 1 for f in amounts):
        return
    windows = [Window(one, counts), Window(behind[0], amounts)]
    good = [w for w in windows if w.verdict in GOOD]
    for window in windows:
        slip = slip_kind(window.sum, window.total)
        if len(good) == 1 and window not in good and slip in OF_ONE_DIGIT | {SlipKind.CROSSED}:
            yield summed(window, None)


# ---- 1月、2月、3月单月进度分别为…


_MONTHLY = re.compile(
    "((?:\\d{1,2}月(?:份)?[、和]){2}\\d{1,2}月(?:份)?)[^,。;\\d]{0,2}(?:单月|当月)[^,。;\\d]{0,8}(?:分别)?(?:为|达)"
)
_FAR = 12


def _months_apart(reading: TextReading) -> Iterator[Finding]:
    """The progress of each month of a quarter, and that of all of it before them."""
    for said in _MONTHLY.finditer(reading.text):
        first = reading.first_after(said.end())
        months = [int(n) for n in re.findall("\\d+", said[1])]
        if first is None or first.start != said.end() or first.role is not Role.PERCENT:
            continue
        parts = list(reading.figures[first.order : first.order + 3])
        if any(f.role is not Role.PERCENT or f.sentence != first.sentence for f in parts):
            continue
        if months != [3 * (months[2] // 3) - 2 + n for n in range(3)] or len(parts) < len(months):
            continue
        nth = "一二三四"[months[0] // 3]
        for one in reversed(reading.figures[max(0, first.order - _FAR) : first.order]):
            of_quarter = f"{nth}季度" in reading.text[reading.begun("。\n", one.start) : one.start]
            if one.role is not Role.PERCENT or one.hedge or change_of(one.lead) or not of_quarter:
                continue
            window = Window(one, parts)
            # What grew since last year is no progress.
            if window.verdict in GOOD or near(window) or is_crossed(window):
                yield summed(window, None)
            break


_SCREEN = re.compile("共|计|加|总|之和")


def _counter(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The 三项 of 三项合计111件, which is no part."""
    before = reading.figures[one.order - 1]
    if before.role not in (Role.COUNT, Role.KINDS) or before.text[:1] not in MANY:
        return None
    return before if _UP.match(reading.between(before, one)) else None


_UP = later(f"[^,。;、\\d]{{0,4}}?(?:{IN_ALL_SO_FAR}|相加)")


def _told(
    reading: TextReading, one: TextFigure, lead: str, counter: TextFigure | None
) -> Finding | None:
    quarter = _QUARTER.fullmatch(lead)
    said = None if quarter else _TOTAL.fullmatch(lead)
    named = _BEHIND.fullmatch(lead) if said is None and quarter is None else None
    if said is None and quarter is None and named is None:
        return None
    parts = _parts(reading, one, bool(said and said["above"]))
    # 发行债券362亿元，新增232亿元、再融资130亿元，合计362亿元: the same once more is no part.
    parts = [f for f in parts if f is not counter and not _is_same(f, one)]
    if len(parts) < 2:
        return None
    window = Window(one, parts)
    if window.verdict in GOOD:
        return summed(window, None)
    if not _is_plain(reading, window) or _is_of_views(reading, window):
        return None
    if quarter:
        return summed(window, None) if _months(parts[0], quarter["nth"]) == len(parts) else None
    if named:
        return summed(window, None) if complete(one, parts) else None
    if said is None or not _is_sure(said, parts):
        return None
    if said["sure"] in ("总数", "总量") and not said["many"]:
        # Of what it is the number, is not said.
        begin = parts[0].start
        if not near(window) and "加上" not in reading.text[begin : one.start]:
            return None
    return summed(window, None)


def _is_same(one: TextFigure, total: TextFigure) -> bool:
    return (one.value, one.unit) == (total.value, total.unit)


def _is_of_views(reading: TextReading, window: Window) -> bool:
    """大型12家、小微308家；国有35家、民营285家；合计320家: the last view is all."""
    total, parts = window
    begin = reading.text.rfind(";", parts[0].end, parts[-1].start)
    last = [f for f in parts if f.start > begin]
    if begin < 0 or len(last) < _LEAST:
        return False
    return Window(total, last).verdict in GOOD


def _is_sure(said: "re.Match[str]", parts: list[TextFigure]) -> bool:
    """Whether the words leave no doubt that these are all: 三者 of three, 合计 and nothing else."""
    if said["many"]:
        return MANY[said["many"]] == len(parts)
    if said["verb"]:
        return False
    if said["sure"] or said["above"]:
        return True
    return said["all"] == "累计" and all(_SO_FAR.search(f.lead) for f in parts)


def _months(first: TextFigure, nth: str) -> int:
    """Three, if the list before is of the months of that quarter."""
    begin = 3 * "一二三四".index(nth) + 1
    return 3 if re.findall(r"(\d{1,2})月", first.lead) == [str(begin + n) for n in range(3)] else 0


def _parts(reading: TextReading, one: TextFigure, above: bool) -> list[TextFigure]:
    """All of its kind before it, up to where its sentence begins or the row does."""
    found: list[TextFigure] = []
    for f in reversed(reading.figures[max(0, one.order - _MOST) : one.order]):
        if f.paragraph != one.paragraph:
            break
        far = f.sentence != one.sentence
        if far and not (above and one.sentence - f.sentence <= 1 + len(found)):
            break
        if (f.role, f.dimension) != (one.role, one.dimension):
            if f.role is Role.PERCENT and not f.inner:
                continue
            return []
        if f.inner:
            continue
        if f.hedge or change_of(f.lead):
            return []
        if _MIDST.match(reading.text, f.end):
            # 117个县（市、区）中，有36个、22个，合计58个: of these it is, and none of its parts.
            break
        found.insert(0, f)
    return found


_MIDST = re.compile("(?:[^,。;、()\\d]|\\([^()]{0,12}\\)){0,14}[中里](?:,|有)")


def _is_plain(reading: TextReading, window: Window) -> bool:
    """Whether the parts are a list of things that exclude each other, and nothing else is said."""
    total, parts = window
    listed = "分别" in parts[0].lead and not all(f.lead.strip("、,;和及") for f in parts[1:])
    labels = [] if listed else [label_of(f) or f.tail for f in parts]
    if len(set(labels)) != len(labels) or "" in labels:
        return False
    begin = parts[0].start - len(parts[0].lead)
    said = reading.text[begin : parts[-1].end]
    if _WITH.match(reading.text, total.end):
        return False
    behind = reading.text[parts[-1].end : total.start - len(total.lead)]
    if _NESTED.search(said + behind) or words.PARTIAL.search(said.replace("重点", "")):
        return False
    if behind.startswith("等"):
        return False
    if any(_PLANNED.search(f.lead) for f in parts):
        return False
    if listed:
        # 分别为54个、81个、44个: the names stand before the first.
        names = re.split("[、和及]", parts[0].lead)
        return len(names) == len(parts) and all(f.lead in ("、", "和", "及") for f in parts[1:])
    # 签约12个、已开工9个: the second is of the first.
    stated = [f for f in parts if _STATES.search(f.lead + f.tail)]
    if len(stated) > 1 and len({words.state_of(f.lead or f.tail) for f in stated}) > 1:
        return complete(total, parts)
    return all(len(reading.between(a, b)) <= _GAP for a, b in pairwise(parts))
