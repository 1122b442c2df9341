"""Rows that are all the batches, or all the stages, of a whole before them, each with more beside.

项目78个：签约项目26个，已开工25个；开工项目39个，…；投产项目33个，…: what heads the rows comes to
the whole, whatever else each row says.  签约、开工、投产 are all there is of 三个一批, and so are
竣工、续建、新开工、前期 of a plan of works, where 前期 is among them or the rows are more than it.
新开工 and 续建 alone, or with 竣工, may leave 前期 out, which is hardly ever just three hundred:
told wrong where one digit of the whole is another, of three rows only the first.
What stands in a 项目库 is in one stage of many (谋划、对接、签约、开工、投产): wrong where they are
more than it by a digit, or less where it says how many stages there are.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import AND_MORE, IN_BOTH
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "第五期“三个一批”项目共78个，总投资377.6亿元：签约项目26个，已开工25个，开工率96.2%；"
        "开工项目39个，已投产24个，投产率61.5%；投产项目33个，已达效30个，达效率90.9%。",
        "wrong 26 + 39 + 33 = 78",
    ),
    (
        "安排重点项目358个，总投资7206.7亿元。其中133个续建项目完成454.31亿元；124个新建项目已开工122个，"
        "开工率98.4%；50个建成项目完成40.48亿元；151个前期项目有序推进。",
        "wrong 133 + 124 + 50 + 151 = 358",
    ),
    (
        "亿元以上工业项目641个，总投资1186.3亿元。新开工97个，续建144个；完成投资203.5亿元，占计划418亿元的48.7%。",
        "wrong 97 + 144 = 641",
    ),
    (
        "320个重点工业项目完成投资152.3亿元。其中，51个计划竣工项目完成48.5亿元。40个续建项目完成53.6亿元。"
        "29个计划新开工项目完成50.2亿元。",
        "wrong 51 + 40 + 29 = 320",
    ),
    (
        "安排重点项目135项，其中建成投产69项、续建161项、计划新开工87项、预备18项；总投资1237.6亿元。",
        "wrong 69 + 161 + 87 + 18 = 135",
    ),
    (
        "项目库共有项目154个，其中谋划58个、洽谈31个、签约27个、开工22个、投产17个。",
        "wrong 58 + 31 + 27 + 22 + 17 = 154",
    ),
    (
        "“四个一批”在库项目136个：储备一批58个，签约一批31个，开工一批26个，投产一批22个。",
        "wrong 58 + 31 + 26 + 22 = 136",
    ),
)
_BATCHES = (later("签约"), later("开工"), later("(?<!未)投产"))
_STAGES = (
    later("竣工|建成|完工|(?<!未)投产|收尾"),
    later("续建|结转"),
    later("新开工|新建|新上|拟开工|计划开工"),
    later("前期|预备|储备|谋划"),
)
_ANY = later("|".join(each.pattern for each in (*_BATCHES, *_STAGES)))
_AHEAD = len(_STAGES) - 1
#: Right before a row's own words.
_BEGINS = later("(?:[;。:\n(%]|其中[,:]?)\\Z")
#: In a list, or behind a comma: what is nothing but a stage.
_BESIDE = later(
    "[、和及]?(?:其中)?(?:计划)?(?:新开工|新建|续建|建成投产|竣工投产|计划投产|竣工|建成|收尾|预备|前期|储备)"
    "(?:类|的)?(?:项目|工程)?(?:共|有|为)?"
)
_NAME = "[\u4e00-\u9fff]{2,6}?"
_LEAD = later(
    f"(?:其中)?[,:]?[“]?({_NAME})(?:一批[”]?)?(?:类|的)?(?:项目|工程)?(?:一批[”]?)?(?:共|有|为)?"
)
_TAIL = later(f"({_NAME})(?:类|的)?(?:项目|工程)")
_OPEN = later("(?:其中)?[,:]?")
#: What such words begin with.
_FIRST = frozenset("、和及其计新续建竣收预前储")
_TWO, _THREE, _APART, _BACK = 2, 3, 2, 12
_NEW_AND_OLD = ([1, 2], [2, 1])
#: What follows the two and is neither done nor to come.
_NOT_BUILT: tuple[list[int], ...] = ([], [-1], [0])


def stage_rows(reading: TextReading) -> Iterator[Finding]:
    """Every whole of such rows."""
    run: list[tuple[TextFigure, str]] = []
    for one in reading.of(Role.COUNT):
        if one.inner or one.hedge:
            continue
        name = _heads(reading, one)
        if not name:
            continue
        last = run[-1][0] if run else one
        near_by = one.paragraph == last.paragraph and one.sentence - last.sentence < _APART
        if not near_by or any(name == each for _, each in run):
            yield from _told(reading, run)
            run = []
        run.append((one, name))
    yield from _told(reading, run)
    yield from _in_store(reading)


def _in_store(reading: TextReading) -> Iterator[Finding]:
    """入库166个，其中谋划62个、对接31个、签约28个、开工27个、投产19个: each in one stage."""
    if _SPEAKS_OF_IT.search(reading.text) is None:
        return
    for one in reading.of(Role.COUNT):
        if not _STORE.search(one.lead) or one.inner or one.hedge or _SOME.search(one.lead):
            continue
        window = Window(one, _stages_of(reading, one))
        if len(window.parts) < _STORED:
            continue
        slip = slip_kind(window.sum, one)
        said = _SO_MANY.search(reading.text, reading.begun("。;\n", one.start), one.start)
        told = said is not None and numerals.whole(said[1]) == len(window.parts)
        begin, end = reading.begun("。\n", one.start), window.parts[-1].end
        stop = reading.text.find("。", end)
        behind = reading.text[begin : stop if stop >= 0 else end + _WITHIN]
        # Where 签约 has 开工 in it, too, they are more by far.
        more = 0 < (window.sum - one.value) * _FAR <= one.value
        off = slip is SlipKind.ONE_DIGIT and (told or more)
        if window.verdict in GOOD or (off and not _TWICE.search(behind)):
            yield summed(window, None)


def _stages_of(reading: TextReading, whole: TextFigure) -> list[TextFigure]:
    """The stages behind a whole, each once and in their order, with nothing between; else none."""
    parts: list[TextFigure] = []
    last, at = whole, -1
    for one in reading.figures[whole.order + 1 : whole.order + 1 + len(_PIPELINE)]:
        gap = reading.text[last.end : one.start]
        said = (_STAGE if parts else _FIRST_STAGE).fullmatch(gap)
        if said is None or (one.role, one.unit) != (whole.role, whole.unit):
            break
        stage = next(n for n, each in enumerate(_PIPELINE) if said[1] in each)
        if stage <= at or one.inner or one.hedge:
            return []
        parts.append(one)
        last, at = one, stage
    over = _OVER.match(reading.text, last.end) is not None
    return parts if over else []


#: What a project goes through, by the words for each.
_PIPELINE = (
    ("谋划", "储备", "策划", "包装"),
    ("对接", "洽谈", "在谈", "推介", "前期"),
    ("签约",),
    ("开工", "在建", "建设"),
    ("投产", "竣工", "建成"),
    ("达效", "达产"),
)
_ANY_STAGE = (
    f"“?({'|'.join(each for stage in _PIPELINE for each in stage)})"
    "(?:一批)?”?(?:阶段|类)?的?(?:项目)?(?:有|共)?"
)
_STORE = later("(?:项目库|储备库|[在入]库)[^,。;、]{0,8}$|个一批”?[^,。;、]{0,8}$")
_SPEAKS_OF_IT = later("[在入备目]库|个一批")
_SOME = later("新(?:增|入)|[本当上]月|累计|年内|退|[拟待]")
_FIRST_STAGE = later(f"(?:项目)?[,:;。]?(?:其中)?[,:]?(?:处于)?{_ANY_STAGE}")
_STAGE = later(f"(?:项目)?[、,;]{_ANY_STAGE}")
_OVER = later("(?:项目)?(?:[。;,\n]|\\Z)")
_SO_MANY = later("([三四五六])个一批")
_TWICE = later(f"{IN_BOTH}|含|其中[^谋储策包]|(?:跨|转|滚动|同一)")
_STORED, _WITHIN, _FAR = 4, 60, 20


def _heads(reading: TextReading, one: TextFigure) -> str:
    """Of which stage a figure says that a row is, at its beginning; "" for none."""
    opens = one.first and _OPEN.fullmatch(one.lead) is not None
    # Hardly any says one of these.
    if not _ANY.search(one.tail if opens else one.lead):
        return ""
    begin = one.start - len(one.lead)
    if not opens and one.lead[:1] in _FIRST and _BESIDE.fullmatch(one.lead):
        return one.lead.lstrip("、和及")
    said = _TAIL.match(one.tail) if opens else _LEAD.fullmatch(one.lead)
    if said is None or not _ANY.search(said[1]):
        return ""
    begun = one.lead.startswith("其中") or _BEGINS.search(reading.text, max(0, begin - 4), begin)
    return said[1] if begun else ""


def _told(reading: TextReading, run: list[tuple[TextFigure, str]]) -> Iterator[Finding]:
    if len(run) < _TWO:
        return
    parts, names = [one for one, _ in run], [name for _, name in run]
    batches = _places(names, _BATCHES) == [0, 1, 2]
    stages = _places(names, _STAGES)
    if not batches and -1 in stages[_THREE:]:
        # 续建33宗，…；41宗新开工项目。32宗未开工项目: of them.
        end = stages.index(-1)
        if parts[end].sentence > parts[end - 1].sentence:
            parts, stages = parts[:end], stages[:end]
    if len(parts) >= _THREE and (batches or _are_apart(stages)):
        window = _of_rows(reading, parts)
        over = window and window.sum > window.total.value
        shared = over and not batches and _may_share(reading, parts, stages)
        closed = (batches or _AHEAD in stages or over) and not shared
        if window and (window.verdict in GOOD or (closed and (near(window) or _is_slip(window)))):
            yield summed(window, None)
            return
        if window and not batches and _is_far_slip(reading, window):
            yield summed(window, None)
            return
    if not batches and stages[:_TWO] in _NEW_AND_OLD and stages[_TWO:] in _NOT_BUILT:
        # 新建187个、续建116个。竣工37个 are of both.
        new_and_old = _of_rows(reading, parts[:_TWO])
        apart = len(parts) == _TWO or parts[_TWO].sentence > parts[1].sentence
        if apart and new_and_old and _is_far_slip(reading, new_and_old):
            yield summed(new_and_old, None)


def _may_share(reading: TextReading, parts: list[TextFigure], stages: list[int]) -> bool:
    """新建130个、续建300个、竣工150个: some that go on are done in the year."""
    said = reading.text[parts[0].end : parts[-1].end]
    listed = ";" not in said and "。" not in said
    return _SHARED.search(said) is not None or (listed and 0 in stages[1:])


_SHARED = later(f"\\(含|{IN_BOTH}|并竣工")


def _of_rows(reading: TextReading, parts: list[TextFigure]) -> Window | None:
    whole = _whole(reading, parts[0])
    return Window(whole, parts) if whole is not None else None


def _are_apart(stages: list[int]) -> bool:
    return -1 not in stages and len(set(stages)) == len(stages)


def _is_slip(window: Window) -> bool:
    """Whether a whole is off by how it was written, or is less than any two of its parts."""
    whole = window.total
    return is_slip(window.sum, whole) or (
        slip_kind(window.sum, whole) is SlipKind.ONE_DIGIT
        and whole.value < min(f.value for f in window.parts)
    )


def _is_far_slip(reading: TextReading, window: Window) -> bool:
    """Whether a whole is more than its rows by one digit, and nothing behind them is the rest."""
    whole, parts = window
    off = whole.value - window.sum
    if off <= 0 or whole.value < _HUNDRED or slip_kind(window.sum, whole) not in OF_ONE_DIGIT:
        return False
    if off % (_HUNDRED if len(parts) > _TWO else _TEN):
        return False
    if not all(_PLAIN.fullmatch(f.tail if f.first else f.lead) for f in parts):
        return False
    last = parts[-1]
    behind = reading.figures[last.order + 1 : last.order + 1 + _BACK]
    rest = (f for f in behind if f.role is Role.COUNT and f.paragraph == last.paragraph)
    said = reading.text[parts[0].start - len(parts[0].lead) : last.end]
    return not any(f.value == off for f in rest) and not _MORE.search(said)


_HUNDRED, _TEN = 100, 10
#: 本月新开工, 省重点续建: of some.
_PLAIN = later(
    "[、和及]?(?:其中)?(?:计划)?(?:新开工|新建|新上|续建|建成投产|竣工投产|竣工|建成|投产|完工|收尾)"
    "(?:类|的)?(?:(?:项目|工程)[^,。;、\\d]{0,8}|共|有|为)?"
)
_MORE = later(f"{AND_MORE}|其[他余它]|主要|等|含|部分|以[上下]")


def _places(names: list[str], ways: tuple["re.Pattern[str]", ...]) -> list[int]:
    """Which stage each name is of; -1 for none, or for more than one."""
    found = []
    for name in names:
        at = [n for n, way in enumerate(ways) if way.search(name)]
        found.append(at[0] if len(at) == 1 else -1)
    return found


def _whole(reading: TextReading, first: TextFigure) -> TextFigure | None:
    """The count before the rows that says of no stage."""
    for one in reversed(reading.figures[max(0, first.order - _BACK) : first.order]):
        if one.paragraph != first.paragraph or first.sentence - one.sentence > _APART:
            return None
        if one.role is not Role.COUNT or one.inner or one.unit != first.unit:
            continue
        said = one.lead + one.tail
        plain = not (one.hedge or change_of(one.lead) or is_past(one.lead))
        return one if plain and not words.state_of(said) and "前期" not in said else None
    return None
