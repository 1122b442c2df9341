"""Rows that are all the batches, or all the stages, of a whole before them, each with more beside.

项目78个：签约项目26个，已开工25个；开工项目39个，…；投产项目33个，…: what heads the rows comes to
the whole, whatever else each row says.  签约、开工、投产 are all there is of 三个一批, and so are
竣工、续建、新开工、前期 of a plan of works, where 前期 is among them or the rows are more than it.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
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
_BEGINS = later("(?:[;。:\n(]|其中[,:]?)\\Z")
_NAME = "[\u4e00-\u9fff]{2,6}?"
_LEAD = later(
    f"(?:其中)?[,:]?[“]?({_NAME})(?:一批[”]?)?(?:类|的)?(?:项目|工程)?(?:一批[”]?)?(?:共|有|为)?"
)
_TAIL = later(f"({_NAME})(?:类|的)?(?:项目|工程)")
_OPEN = later("(?:其中)?[,:]?")
_THREE, _APART, _BACK = 3, 2, 12


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


def _heads(reading: TextReading, one: TextFigure) -> str:
    """Of which stage a figure says that a row is, at its beginning; "" for none."""
    opens = one.first and _OPEN.fullmatch(one.lead) is not None
    # Hardly any says one of these.
    if not _ANY.search(one.tail if opens else one.lead):
        return ""
    said = _TAIL.match(one.tail) if opens else _LEAD.fullmatch(one.lead)
    begin = one.start - len(one.lead)
    if said is None or not _ANY.search(said[1]):
        return ""
    begun = one.lead.startswith("其中") or _BEGINS.search(reading.text, max(0, begin - 4), begin)
    return said[1] if begun else ""


def _told(reading: TextReading, run: list[tuple[TextFigure, str]]) -> Iterator[Finding]:
    if len(run) < _THREE:
        return
    parts, names = [one for one, _ in run], [name for _, name in run]
    batches = _places(names, _BATCHES) == [0, 1, 2]
    stages = _places(names, _STAGES)
    if not batches and (-1 in stages or len(set(stages)) < len(stages)):
        return
    whole = _whole(reading, parts[0])
    if whole is None:
        return
    window = Window(whole, parts)
    closed = batches or _AHEAD in stages or window.sum > whole.value
    slip = closed and (near(window) or is_slip(window.sum, whole))
    if window.verdict in GOOD or slip:
        yield summed(window, None)


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
