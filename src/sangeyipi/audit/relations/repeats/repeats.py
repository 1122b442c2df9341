"""The same quantity said twice: in a headline and below, in prose and in a table, in two places.

Two figures are the same quantity where the same words count them: the state of a headline, the
column of a table's last row, or a measure beside the same count of the same things.  Two that
differ are wrong only where what stands beside them agrees; the time must not be another.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, judged, said_in
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.slips import SlipKind, has_digits_crossed, slip_kind, slip_of
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, sheet
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import (
    LAST_PERIOD,
    LAST_YEAR,
    PART_OF_YEAR,
    YEAR_OVER,
)
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP, IN_ALL
from sangeyipi.model.patterns import later

_BODY = "推介会上，现场签约项目12个，协议引资89亿元，其中工业8个、文旅4个。"
EXAMPLES = (
    (f"甲县签约12个项目 引资89亿元\n{_BODY}", "holds 89 = 89"),
    (f"甲县签约12个项目 引资98亿元\n{_BODY}", "wrong 89 = 98"),
    ("我市集中开工项目128个\n今天，我市集中开工项目138个，总投资560亿元。", "wrong 138 = 128"),
    (
        "上半年438个在建重点项目完成投资839.3亿元\n今年共有项目630个。1-6月，438个在建项目完成840.3亿元，"
        "为年度计划的62.6%。",
        "wrong 840.3 = 839.3",
    ),
    (
        "两地36个项目集中开工签约\n甲市、乙县先后有26个项目集中开工或签约，其中甲市集中开工8个、签约10个，"
        "乙县集中签约8个。",
        "wrong 26 = 36",
    ),
    (
        "36个重大项目集中开竣工\n今天举行集中开竣工仪式。此次集中开竣工项目35个，其中开工23个，竣工12个。",
        "wrong 35 = 36",
    ),
    (
        "夏季攻势38个重点项目集中开工\n此次集中开工的重点项目共36个，其中工业19个、基础设施11个、民生6个。",
        "wrong 36 = 38",
    ),
    (
        "两天看了23个项目\n5月16日至17日，观摩团先后实地察看26个项目，其中工业15个、农业6个、民生5个。",
        "wrong 26 = 23",
    ),
    (
        "重点建设前三季度完成投资2418亿元\n今年前三季度，重点建设共完成投资2481亿元，增长22.8%。"
        "其中，基础设施完成1293亿元。",
        "wrong 2481 = 2418",
    ),
    (
        "全县重点项目88个，10月底完成投资121.5亿元。\n全县88个重点项目10月底完成投资125.1亿元。",
        "wrong 121.5 = 125.1",
    ),
    (
        "|镇|计划开工|已开工|\n|甲|15|12|\n|乙|9|8|\n|合计|24|20|\n全县24个计划开工项目已开工21个。",
        "wrong 20 = 21",
    ),
    (
        "全县共有项目45个，总投资181.2亿元。\n\n|片区|项目数|总投资(亿元)|\n|---|---|---|\n"
        "|甲|18|92.5|\n|乙|27|83.7|\n|合计|45|176.2|\n",
        "wrong 176.2 = 181.2",
    ),
    (
        "签约5个，投产3个，开工4个，总投资70.2亿元。\n"
        "签约5个，总投资21.4亿元；开工4个，总投资70.2亿元；投产3个，总投资35亿元。",
        "wrong 21.4 + 70.2 + 35 = 70.2",
    ),
)
_HEADLINE = 45
_FAR, _FEW, _NEAR = 200, 8, 10
#: Fewer words may be said of two things.
_TELLING = 5
_OWN_WORDS, _MANY_DIGITS = 6, 4
_THIS_TIME = later("^(?:[此本这]次|[今当]天|[今昨]日|[我全][省市县区州])+")
#: How far from a table a sentence may be that says its figures again.
_AROUND = 2000
OTHER_TIME = re.compile(f"本月|当月|{LAST_YEAR}|同期|前.{{1,2}}期|其中|新增|预计|力争|省外|本季")
_TIME = re.compile(rf"\d{{1,2}}月|{PART_OF_YEAR}|\d{{4}}年|第.{{1,3}}[期批]")
_THING = re.compile("(?:重点|签约|开工|投产|计划开工|计划新开工|工业|招商|在建|续建|新建){0,6}项目")

_THING_BEFORE = re.compile(f"{_THING.pattern}(?:共|共计|计)?$")
_DULL = re.compile("[,、;:共有计]|其中|项目(?=.)")


def repeats(reading: TextReading) -> Iterator[Finding]:
    """Every quantity that is said again."""
    told: set[frozenset[int]] = set()
    for found in (*_headlines(reading), *_tables(reading), *_anchored(reading)):
        pair = found.starts
        if pair not in told:
            told.add(pair)
            yield found
    yield from _shared_amounts(reading)


def same_quantity(first: TextFigure, again: TextFigure) -> Finding:
    """Two figures for one quantity, judged by the digits of both."""
    verdict = judged(first.value, first.interval, again)
    text = said_in(first.value, again)
    said = f"同一个数两处写法：一处 {first.text}，一处 {again.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(first.value, again)
        said += "，对不上"
        remedy = "查原始数，改其中一处"
    kind = RelationKind.REPEAT
    return Finding(verdict, kind, said, text, first.value, again, (first,), remedy, why)


# ---- headline and body


def _headlines(reading: TextReading) -> Iterator[Finding]:
    """Short lines without a full stop, and the sentences below them that say the same."""
    for start, end, stop in headed_pieces(reading.text):
        heads = [f for f in reading.between_places(start, end) if f.role in COUNTABLE]
        below = [f for f in reading.between_places(end, stop) if f.role in COUNTABLE]
        yield from _agreeing(reading, heads, below)


_NO_HEADLINE = re.compile("[。;|]")


def headed_pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a headline begins, where it ends, and where what it heads ends."""
    start, at, open_ = 0, 0, True
    for line in text.split("\n"):
        short = len(line) <= _HEADLINE and not _NO_HEADLINE.search(line)
        if short and not open_:
            start, open_ = at, True
        elif not short and open_:
            if start < at:
                yield start, at, at + _FAR
            open_ = False
        at += len(line) + 1


def _agreeing(
    reading: TextReading, heads: list[TextFigure], below: list[TextFigure]
) -> Iterator[Finding]:
    pairs = []
    for head in heads:
        likes = [f for f in below if _like(head, f) and not OTHER_TIME.search(f.lead)]
        crossed = [f for f in likes if len(likes) > 1 and _is_crossed(f, head)]
        likes = [f for f in likes if _in_same_words(head, f)] or crossed or likes
        equal = [f for f in likes if f.value == head.value]
        if equal:
            pairs.append((head, equal[0], True))
        elif (
            likes and not _one_of_others(likes[1:]) and not _labelled_apart(reading, head, likes[0])
        ):
            pairs.append((head, likes[0], False))
    agree = any(same for _, _, same in pairs)
    agree = agree or (len(heads) == 1 and (_one_slip(pairs) or _is_borne(reading, pairs)))
    for head, body, same in pairs:
        meant = (agree and _plainly(head)) or _in_same_words(head, body)
        plain = not (head.hedge or body.hedge) and _of_one_time(reading, head, body)
        if same or (meant and plain and _a_slip(body, head)):
            yield same_quantity(body, head)


def _of_one_time(reading: TextReading, head: TextFigure, body: TextFigure) -> bool:
    """Whether a figure below is of no other time, place or batch, nor of a part (其中)."""
    said = reading.text[reading.begun("。;\n", body.start) : body.start]
    places = [place_of(reading, f) for f in (head, body)]
    same = "" in places or places[0] == places[1]
    return (
        same
        and not _OF_OTHERS.search(said)
        and not headed_apart(reading, head, body)
        and one_time(times_of(reading, head), times_of(reading, body))
    )


def headed_apart(reading: TextReading, head: TextFigure, body: TextFigure) -> bool:
    """Whether a line of its own without a figure stands between, or one that ends with a colon:
    another town, another kind; or whether the figures are of two items of an outline."""
    lines = reading.text[head.end : body.start].split("\n")[1:-1]
    if any((line.strip() and not _DIGIT.search(line)) or line.endswith(":") for line in lines):
        return True
    first, second = (_ITEM.search(reading.text[_line(reading, f) : f.start]) for f in (head, body))
    between = _ITEM.search(reading.text, head.end, body.start)
    return first is not None and (second or between) is not None


def _line(reading: TextReading, one: TextFigure) -> int:
    return reading.begun("\n", one.start)


#: (七)2005年5月，…。(八)2005年6月，…: each of what is done, one after the other.
_ITEM = later(
    "(?:^|[。;\n])(?:\\([一二三四五六七八九十\\d]{1,3}\\)|\\d{1,2}、|[一二三四五六七八九十]{1,3}、[^,。;\n\\d]{2,12}(?:项目|一批|类)。)"
)


_DIGIT = later("\\d")
_OF_OTHERS = later(f"{LAST_YEAR}|同期|其中|下一步|将争取|力争|拟|储备|此前|前期|入库")


def _labelled_apart(reading: TextReading, head: TextFigure, body: TextFigure) -> bool:
    """教育:(预算78亿元) and 卫生:(预算73亿元): each line says of what it is."""
    labels = []
    for one in (head, body):
        begin = reading.begun("\n", one.start)
        said = _LABEL.match(reading.text[begin : one.start])
        labels.append(said[0] if said else "")
    return "" not in labels and labels[0] != labels[1]


_LABEL = later("[^,。;:\\d\n]{1,12}:")


def _one_of_others(rest: list[TextFigure]) -> bool:
    """Whether what is alike besides may be meant as well: no, where all are a list's 其中."""
    return any(not one.lead.startswith(("、", "和", "及")) for one in rest)


def _in_same_words(head: TextFigure, body: TextFigure) -> bool:
    """26个重大项目集中开竣工 above 此次集中开竣工项目25个: all that is said of the second is in the
    first, and more than that they are projects."""
    said = _THIS_TIME.sub("", told_of(body.lead))
    return len(said) >= _OWN_WORDS and said.removesuffix("项目") in head.lead + head.tail


def _is_crossed(one: TextFigure, other: TextFigure) -> bool:
    """Whether two figures of many digits are each other with two digits crossed."""
    digits = len(other.digits)
    return digits >= _MANY_DIGITS and has_digits_crossed(one.value, other)


def _one_slip(pairs: list[tuple[TextFigure, TextFigure, bool]]) -> bool:
    """Whether the only figure of a headline is the body's with two digits crossed, or one off."""
    if len(pairs) != 1:
        return False
    head, body, _ = pairs[0]
    kind = None if head.hedge or body.hedge else slip_kind(body.value, head)
    said = _DULL.sub("", body.lead)
    same = len(said) >= _TELLING and _DULL.sub("", head.lead).endswith(said)
    # 38个项目集中开工签约 above 先后有28个项目集中开工或签约.
    states = [words.states_of(f.lead) | words.states_of(f.tail) for f in (head, body)]
    same = same or (states[0] == states[1] and len(states[0]) > 1)
    return kind is SlipKind.CROSSED or (kind is SlipKind.ONE_DIGIT and same)


def _is_borne(reading: TextReading, pairs: list[tuple[TextFigure, TextFigure, bool]]) -> bool:
    """38个重点项目集中开工 above 此次集中开工的重点项目共36个，其中19个、11个、6个: what it is this
    time, in the words of the headline, is what its parts come to."""
    if len(pairs) != 1:
        return False
    head, body, _ = pairs[0]
    states = [words.states_of(f.lead) | words.states_of(f.tail) for f in (head, body)]
    said = _THIS.match(body.lead)
    if _visited(head, body):
        return _comes_to(reading, body, head)
    own = told_of(body.lead[said.end() :]) if said else ""
    more = set(own) - set(f"{head.lead}{head.tail}的")
    if not own or more or not states[0] or states[0] != states[1]:
        return False
    return _comes_to(reading, body, head)


def _comes_to(reading: TextReading, body: TextFigure, head: TextFigure) -> bool:
    """Whether the parts behind a count come to it, and not to what a headline says."""
    counts = [
        f
        for f in reading.figures[body.order + 1 : body.order + 1 + _ROWS]
        if f.role is body.role and f.unit == body.unit and not f.inner
    ]
    sums = set(accumulate(f.value for f in counts))
    return body.value in sums and head.value not in sums and counts[0].value != body.value


def _visited(head: TextFigure, body: TextFigure) -> bool:
    """两天看了23个项目 above 先后实地察看26个项目: whatever the word, what was gone to see."""
    seen = all(_SEEN.search(f.lead) and f.tail.startswith("项目") for f in (head, body))
    return seen and head.unit == body.unit


_SEEN = later("(?:看了|看|察看|观摩了?|查看|走进|走访|考察|视察|调研)$")


_THIS, _ROWS = later("[此本这][次批]"), 24


def _a_slip(one: TextFigure, other: TextFigure) -> bool:
    """Whether two that differ look like one figure: a digit off, or not far from each other."""
    near = abs(one.value - other.value) * _NEAR <= max(one.value, other.value)
    return near or slip_of(one.value, other) is not None


def _plainly(head: TextFigure) -> bool:
    """Whether a headline's figure is said by its measure or its state."""
    if head.role is Role.MONEY or (_SEEN.search(head.lead) and head.tail.startswith("项目")):
        return True
    return bool(words.states_of(head.lead) or words.states_of(head.tail))


def _like(head: TextFigure, body: TextFigure) -> bool:
    if head.role is not body.role:
        return False
    if head.role is Role.MONEY:
        return head.measure == body.measure
    states = words.states_of(head.lead) or words.states_of(head.tail)
    if _in_same_words(head, body) or _visited(head, body):
        return True
    if not states:
        return head.value == body.value and (_said_thing(head) or head.lead) in (
            body.lead,
            _said_thing(body),
        )
    return (words.states_of(body.lead) or words.states_of(body.tail)) == states


# ---- prose and table


def _tables(reading: TextReading) -> Iterator[Finding]:
    """The last row of a table, said in a sentence that begins with one of its figures."""
    for table in reading.tables:
        grid = sheet(table)
        total = next((n for n, one in enumerate(grid.labels) if re.search(f"{ADDED_UP}", one)), -1)
        if total >= 0:
            near = reading.near_places(table.grid.start, table.grid.end, _AROUND)
            yield from _of_row(near, grid, grid.rows[total])


def _of_row(
    near: dict[int, list[TextFigure]], grid: FigureGrid, row: list[TextFigure | None]
) -> Iterator[Finding]:
    named = [
        (head, cell)
        for head, cell in (
            (_BRACKETS.sub("", h), one) for h, one in zip(grid.heads, row, strict=True)
        )
        if cell is not None and cell.role is not Role.PERCENT and len(head) > 1
    ]
    for figures in near.values():
        prose = [f for f in figures if f.role in COUNTABLE and "|" not in f.lead + f.tail]
        pairs = []
        for head, cell in named:
            alike = [f for f in prose if not cell.unit or cell.unit == f.unit]
            likes = [f for f in alike if _headed(f, head)]
            if len(likes) == 1:
                pairs.append((cell, likes[0]))
        agree = [pair for pair in pairs if pair[0].printed == pair[1].printed]
        if agree:
            for cell, f in pairs:
                told = same_quantity(cell._replace(scale=f.scale), f)
                if told.verdict is not RelationVerdict.WRONG or _a_slip(
                    cell._replace(scale=f.scale), f
                ):
                    yield told


def _headed(one: TextFigure, head: str) -> bool:
    """Whether a count of a sentence is said with the words of a column: 已开工35个."""
    if one.tail.startswith(head) or told_of(one.lead) == head:
        return True
    thing = _thing_of(head)
    if thing != head and one.lead.endswith((thing, *(f"{thing}{each}" for each in _SUMMED))):
        return _IN_ALL.search(one.lead) is not None
    if one.role is Role.MONEY and head == one.measure:
        return True
    # 银企对接项目35个 is not of a column that is called 项目.
    return one.lead.endswith(head) and words.state_of(head) != ""


@lru_cache(maxsize=4096)
def told_of(lead: str) -> str:
    """The words before a figure without those that say nothing of what it is."""
    return _DULL.sub("", lead)


@lru_cache(maxsize=1024)
def _thing_of(head: str) -> str:
    """What a column counts: 项目 of 项目数."""
    return _NUMBER_OF.sub("", head)


_BRACKETS = later(r"\([^()]{0,80}\)")
_NUMBER_OF = later("(?:总?数量?|个数)$")
_SUMMED = ("共", "共计", "总计", "合计")
_IN_ALL = later(f"{WHOLE_REGION}|{IN_ALL}")


# ---- the same measure beside the same count


def _anchored(reading: TextReading) -> Iterator[Finding]:
    """88个重点项目 … 完成投资121.5亿元, and again 88个重点项目 … 125.1亿元."""
    seen: dict[tuple[Decimal, str, str], list[tuple[TextFigure, set[str]]]] = {}
    for anchor in reading.figures:
        if anchor.role is not Role.COUNT or anchor.value < _FEW or anchor.inner:
            continue
        thing = _thing(anchor.lead, anchor.tail)
        if not thing:
            continue
        for one in _measured(reading, anchor):
            key = (anchor.value, thing + place_of(reading, anchor), one.measure)
            times = times_of(reading, one)
            for other, theirs in seen.get(key, [])[-_FEW:]:
                if other.paragraph != one.paragraph and one_time(times, theirs):
                    differ = other.value != one.value
                    if differ and not (_a_slip(other, one) and of_the_same(reading, other, one)):
                        continue
                    yield same_quantity(other, one)
                    break
            seen.setdefault(key, []).append((one, times))


def of_the_same(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether what is said before either in its paragraph is of no other year, place or chapter."""
    said = [reading.text[reading.begun("\n", f.start) : f.start] for f in (one, again)]
    years, places = ([pattern.findall(each)[-1:] for each in said] for pattern in (_YEAR, _PLACED))
    then = [_THEN.search(each[-_NEARBY:]) is not None for each in said]
    other = any(a and b and a != b for a, b in (years, places))
    return not other and then[0] is then[1] and not headed_apart(reading, one, again)


_YEAR, _THEN = later("(20\\d\\d)年"), later(f"{YEAR_OVER}|{LAST_PERIOD}|同期|下一步|下年|明年")
_PLACED = later("(?:^|[,。;:])([\u4e00-\u9fff]{1,3}?)(?=[省市县区镇乡州旗])(?<![全我本该各])")
_NEARBY = 30


def times_of(reading: TextReading, one: TextFigure) -> set[str]:
    """The dates and phases that are said before a figure: in its sentence, or else near it."""
    begin = max(0, one.start - 60)
    own = _times_in(reading.text[max(begin, reading.begun("。;\n", one.start)) : one.start])
    return own or _times_in(reading.text[begin : one.start])


def _times_in(said: str) -> set[str]:
    for months, called in _UP_TO:
        said = months.sub(called, said)
    return set(_TIME.findall(said))


#: 1-6月 is 上半年, which June by itself is not.
_UP_TO = (
    (later("(?:1|一|元)月?份?[-~至到]6月份?"), "上半年"),
    (later("(?:1|一|元)月?份?[-~至到]3月份?"), "一季度"),
)


def _said_thing(anchor: TextFigure) -> str:
    return _thing(anchor.lead, anchor.tail)


@lru_cache(maxsize=4096)
def _thing(lead: str, tail: str) -> str:
    """What is counted: 重点项目; before the count or after it."""
    after = _THING.match(tail)
    before = _THING_BEFORE.search(lead) if "项目" in lead else None
    found = after[0] if after else before[0] if before else ""
    # 538个在建重点项目 are the 538个在建项目 below.
    return found.rstrip("共计").replace("重点", "")


def place_of(reading: TextReading, anchor: TextFigure) -> str:
    """The place that is named before a count; 全县 is none."""
    before = re.split("[。;\n]", reading.text[max(0, anchor.start - 60) : anchor.start])[-1]
    named = re.findall("([\u4e00-\u9fff]{2})(?:省|市|县|区|镇|乡|州|旗)", before)
    return next((one for one in named if one[-1] not in "全我本该各"), "")


def _measured(reading: TextReading, anchor: TextFigure) -> Iterator[TextFigure]:
    """The amounts said of a count: up to the next count of its sentence and the one after."""
    for one in reading.figures[anchor.order + 1 : anchor.order + _FEW]:
        if one.role is Role.COUNT or one.paragraph != anchor.paragraph:
            return
        if one.role is Role.MONEY and not one.inner and not OTHER_TIME.search(one.lead):
            yield one


def one_time(times: set[str], others: set[str]) -> bool:
    """Whether two figures may be of one time: 2018年3月 and 2019年3月 are none, nor 5月 and 6月."""
    if any(_are_apart(times, others, kind) for kind in "年月"):
        return False
    return times == others or not (times and others) or bool(times & others)


def _are_apart(times: set[str], others: set[str], kind: str) -> bool:
    own, theirs = (
        {one for one in each if _DIGIT.match(one) and one.endswith(kind)}
        for each in (times, others)
    )
    return bool(own and theirs) and own.isdisjoint(theirs)


# ---- one amount for several counts, each of which has its own


def _shared_amounts(reading: TextReading) -> Iterator[Finding]:
    """签约5个，投产3个，开工4个，总投资70.2亿元: of all three, if each comes with its own below."""
    for total in reading.figures:
        heads = _heads(reading, total) if total.role is Role.MONEY else []
        if len(heads) < 3:
            continue
        parts = [_own_amount(reading, one, total) for one in heads]
        found = [one for one in parts if one is not None]
        if len(found) == len(heads):
            ordered = sorted(found, key=lambda one: one.start)
            window = Window(total, ordered)
            told = summed(window, None)
            if told.verdict is RelationVerdict.WRONG and any(f.value == total.value for f in found):
                told = told.also(f"{total.text} 只是其中一项的", told.reason or Reason.OPEN)
            yield told


def _heads(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """The counts of different states right before an amount, divided by commas alike."""
    found: list[TextFigure] = []
    last = total
    for one in reversed(reading.figures[max(0, total.order - 4) : total.order]):
        gap = reading.text[one.end : last.start]
        if one.role is not Role.COUNT or one.sentence != total.sentence or len(gap) > 12:
            break
        if not gap.startswith(","):
            break
        found.append(one)
        last = one
    states = [words.state_of(one.lead) for one in found]
    return found if "" not in states and len(set(states)) == len(states) else []


def _own_amount(reading: TextReading, head: TextFigure, total: TextFigure) -> TextFigure | None:
    """The amount beside the same count of the same state, later."""
    for one, after in pairwise(reading.figures[total.order + 1 : total.order + 40]):
        if one.role is not Role.COUNT or one.value != head.value:
            continue
        if words.state_of(one.lead) != words.state_of(head.lead):
            continue
        same = after.role is Role.MONEY and after.measure == total.measure
        return after if same and after.sentence == one.sentence else None
    return None
