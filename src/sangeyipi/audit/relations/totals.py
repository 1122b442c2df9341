"""Totals that come after their parts, and a whole with one part in brackets.

甲5个、乙9个，共14个 is wrong where the parts are a plain row of batches or a list that 分别为
opens; elsewhere only what comes out is told.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit import words
from sangeyipi.audit.adding import Window, summed
from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import GOOD, Finding
from sangeyipi.audit.reading import COUNTABLE, Reading

EXAMPLES = (
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共21个项目。", "holds 5 + 9 + 7 = 21"),
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共22个项目。", "wrong 5 + 9 + 7 = 22"),
    (
        "专项债、贷款、自筹分别为9.1亿元、16.5亿元和3亿元，共28.6亿元。",
        "holds 9.1 + 16.5 + 3 = 28.6",
    ),
    ("省重点共77个（含打捆项目13个），其中列入考核的64个。", "holds 13 + 64 = 77"),
)
_TOTAL = re.compile("(?:[一总]?共计?|合计|总计|合计为|[二两三四五六]项合计)(?:有|为|达|投资)?$")
_MOST, _GAP = 12, 24


def totals(reading: Reading) -> Iterator[Finding]:
    """Every total whose parts stand before it, or around it."""
    for one in reading.figures:
        if one.role not in COUNTABLE or one.inner:
            continue
        found = _after(reading, one) if _TOTAL.fullmatch(one.lead.lstrip(",、;")) else None
        found = found or _bracketed(reading, one)
        if found is not None:
            yield found


def _after(reading: Reading, total: Figure) -> Finding | None:
    """5个、9个、7个，共21个."""
    parts = _row(reading, total)
    for size in range(len(parts), 1, -1):
        window = Window(total, parts[-size:])
        if window.verdict in GOOD:
            return summed(window, None)
    if len(parts) < 2 or any(one.value >= total.value for one in parts):
        return None
    batches = {words.state_of(one.lead) for one in parts if words.BATCH.search(one.lead)}
    listed = re.search("分别[为是]?$", parts[0].lead) is not None
    if len(batches) == len(parts) > 2 or (listed and len(parts) > 2):
        return summed(Window(total, parts), None)
    return None


def _row(reading: Reading, total: Figure) -> list[Figure]:
    """The parts right before a total, with nothing else between them."""
    found: list[Figure] = []
    last = total
    for one in reversed(reading.figures[max(0, total.order - _MOST) : total.order]):
        gap = reading.text[one.end : last.start]
        if one.sentence != total.sentence or len(gap) > _GAP or re.search("其中|;|加上", gap):
            break
        if (one.dimension, one.measure, one.inner) != (total.dimension, total.measure, False):
            break
        found.insert(0, one)
        last = one
        if re.search("分别[为是]?$", one.lead):
            break
    return found


def _bracketed(reading: Reading, total: Figure) -> Finding | None:
    """共77个（含打捆项目13个），其中列入考核的64个."""
    near = reading.figures[total.order + 1 : total.order + 3]
    if total.role is not Role.COUNT or len(near) < 2 or near[1].inner or not near[0].inner:
        return None
    if any(one.dimension != "个" or one.sentence != total.sentence for one in near):
        return None
    opened = re.match(r"\((?:含|包括|其中)", reading.text[total.end :])
    listed = re.match(r"\),其中", reading.text[near[0].end :])
    window = Window(total, list(near))
    return summed(window, None) if opened and listed and window.verdict in GOOD else None
