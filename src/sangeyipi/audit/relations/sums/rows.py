"""Wholes of rows that are told apart: each row a clause, a sentence or a paragraph of its own.

工业11个、47.8亿元；农业5个、…。合计24个、…: the whole comes after its rows.  前三期共64个。第一期
19个…。第二期23个…: it comes before rows that are numbered.  Wrong where the rows are all there are:
another measure of the same rows comes out, or there are as many as the whole says, or as their
numbers say.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model import numerals

EXAMPLES = (
    (
        "项目分三类：甲类11个，投资47.8亿元；乙类5个，投资9.6亿元；丙类8个，投资21.3亿元。"
        "合计24个项目，投资87.7亿元。",
        "wrong 47.8 + 9.6 + 21.3 = 87.7",
    ),
    (
        "工业方面，甲园区等9个项目开工；农业方面，乙基地等4个项目开工；民生方面，丙医院等5个项目"
        "开工。三个方面共18个项目。",
        "holds 9 + 4 + 5 = 18",
    ),
    (
        "前三期共签约项目64个。\n第一期签约项目19个，已开工17个。\n第二期签约项目23个，已开工20个。\n"
        "第三期签约项目21个，已开工14个。",
        "wrong 19 + 23 + 21 = 64",
    ),
    (
        "签约29个，已履约25个；开工41个，已开工39个；投产24个，已投产17个。"
        "三批合计94个，其中达到要求的81个。",
        "holds 25 + 39 + 17 = 81",
    ),
)
_NUMBER = "([二两三四五六七八九十])"
_TOTAL = re.compile(
    f"(?:以上|上述)?(?:{_NUMBER}(?:个|大|类|项)?(?:批次|方面|领域|[批期类])?(?:项目)?)?"
    f"(?:方面|领域|类|批)?(?:项目)?(?:{IN_ALL})(?:有|为|达|实施|安排|开工|签约)?(?:项目|投资|总投资)?"
)
_NTH = re.compile("(?:^|(?<=[。;\n]))[“ ]?第([一二三四五六七八九十])(期|批|轮|阶段)")
_OF_NTH = "(?:前|共|全部|)([二两三四五六七八九十])(?:个)?{}"
_MOST, _FAR, _WIDE = 12, 3000, 200


def rows(reading: TextReading) -> Iterator[Finding]:
    """Every whole of rows that stand in clauses or paragraphs."""
    for one in reading.of(Role.COUNT):
        if one.inner or one.order == 0:
            continue
        said = _TOTAL.fullmatch(one.lead.lstrip(",、 "))
        if said:
            yield from _after(reading, one, numerals.exact(said[1]) if said[1] else None)
    yield from _numbered(reading)


# ---- the whole after its rows


def _after(reading: TextReading, total: TextFigure, number: Decimal | None) -> Iterator[Finding]:
    before = reading.figures[total.order - 1]
    if before.role is Role.KINDS and before.sentence == total.sentence and before.order:
        number, before = before.value, reading.figures[before.order - 1]
    if total.sentence - before.sentence != 1 or total.paragraph - before.paragraph > 1:
        return
    found = _divided(reading, reading.by_sentence[before.sentence])
    if not 2 <= len(found) <= _MOST:
        return
    wholes = _wholes(reading, total)
    windows = [one for one in (_of_rows(whole, found) for whole in wholes) if one is not None]
    counted = number == len(found)
    yield from _judged(windows, closed=counted)
    if any(one.verdict in GOOD for one in windows):
        yield from _second(reading, wholes[-1], found)


def _divided(reading: TextReading, figures: list[TextFigure]) -> list[list[TextFigure]]:
    """The figures of a sentence, clause by clause."""
    found: list[list[TextFigure]] = []
    last: TextFigure | None = None
    for one in figures:
        if last is None or ";" in reading.text[last.end : one.start]:
            found.append([])
        found[-1].append(one)
        last = one
    return found


def _wholes(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """A whole and the amounts right after it."""
    found = [total]
    for one in reading.figures[total.order + 1 : total.order + 3]:
        gap = reading.between(found[-1], one)
        if one.sentence != total.sentence or one.role is not Role.MONEY or one.inner:
            break
        if re.search("其中|;", gap) or len(gap) > _MOST:
            break
        found.append(one)
    return found


def _kin(one: TextFigure) -> tuple[str, str]:
    return one.dimension, one.measure


def _of_rows(whole: TextFigure, found: list[list[TextFigure]]) -> Window | None:
    """The one figure of its kind in every row; of counts the first."""
    parts = []
    for row in found:
        cells = [f for f in row if f.role in COUNTABLE and not f.inner and _kin(f) == _kin(whole)]
        if not cells or (whole.role is Role.MONEY and len(cells) > 1):
            return None
        parts.append(cells[0])
    return Window(whole, parts)


def _second(
    reading: TextReading, last: TextFigure, found: list[list[TextFigure]]
) -> Iterator[Finding]:
    """其中达到要求的81个: what the second counts of the rows come to."""
    after = reading.figures[last.order + 1 : last.order + 2]
    if not after or after[0].role is not Role.COUNT or after[0].sentence != last.sentence:
        return
    if "其中" not in reading.between(last, after[0]):
        return
    counts = [[f for f in row if f.role is Role.COUNT and not f.inner] for row in found]
    if all(len(row) == 2 for row in counts):
        window = Window(after[0], [row[1] for row in counts])
        if window.verdict in GOOD:
            yield summed(window, None)


def _judged(windows: list[Window], *, closed: bool) -> Iterator[Finding]:
    """What comes out; what does not where nothing can be missing."""
    whole = [one for one in windows if max(f.value for f in one.parts) < one.total.value]
    proven = closed or any(one.verdict in GOOD for one in whole)
    for one in whole:
        if proven:
            yield summed(one, None)


# ---- the whole before numbered rows


def _numbered(reading: TextReading) -> Iterator[Finding]:
    """前三期共64个；第一期19个，第二期…: all that the whole says, each once and in order."""
    begun: list[re.Match[str]] = []
    for said in (*_NTH.finditer(reading.text), None):
        number = numerals.exact(said[1]) if said else None
        follows = begun and said and said[2] == begun[0][2] and number == len(begun) + 1
        if said and follows and said.start() - begun[-1].start() < _FAR // _MOST:
            begun.append(said)
            continue
        if len(begun) > 1:
            yield from _of_numbered(reading, begun)
        begun = [said] if said and number == 1 else []


def _of_numbered(reading: TextReading, begun: list["re.Match[str]"]) -> Iterator[Finding]:
    starts = [one.start() for one in begun]
    ends = [*starts[1:], _end(reading.text, starts[-1])]
    found = [
        list(reading.between_places(start, end)) for start, end in zip(starts, ends, strict=True)
    ]
    before = reading.between_places(max(0, starts[0] - _WIDE), starts[0])
    named = re.compile(_OF_NTH.format(begun[0][2]))
    for total in before:
        if total.role is not Role.COUNT or total.inner:
            continue
        said = list(named.finditer(reading.text[max(0, total.start - 40) : total.start]))
        if not said or numerals.exact(said[-1][1]) != len(begun):
            continue
        windows = []
        for whole in _wholes(reading, total):
            window = _of_rows(whole, found)
            if window is not None and _alike(window):
                windows.append(window)
        if windows and windows[0].total is total:
            yield from _judged(windows, closed=True)
        return


def _end(text: str, start: int) -> int:
    found = re.search("[。\n]", text[start : start + _FAR])
    return start + found.start() if found else min(len(text), start + _FAR)


def _alike(window: Window) -> bool:
    """Whether the rows count what the whole counts."""
    if window.total.role is not Role.COUNT:
        return True
    state = words.state_of(window.total.lead)
    return all(words.state_of(f.lead) == state for f in window.parts)
