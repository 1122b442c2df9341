"""What two words in one count: 开复工609项 are those that 开工 and those that 复工.

The two are looked for behind it in its paragraph, each the first that says one thing and not the
other.  Wrong only where they come so near that they are its own.  进出口、出口和进口分别完成 names
the three in their order.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "今年开复工项目418个，开复工率98.4%。226个新项目开工，192个续建项目复工，37个项目竣工。",
        "holds 226 + 192 = 418",
    ),
    (
        "今年开复工项目418个，开复工率98.4%。262个新项目开工，192个续建项目复工，37个项目竣工。",
        "wrong 262 + 192 = 418",
    ),
    (
        "项目开复工217个。118个续建项目已全面复工；131个新建项目已开工99个。",
        "holds 118 + 99 = 217",
    ),
    (
        "民营企业进出口、出口和进口分别完成8421.6万美元、7903.4万美元和518.2万美元。",
        "holds 7903.4 + 518.2 = 8421.6",
    ),
    (
        "民营企业进出口、出口和进口分别完成8421.6万美元、7930.4万美元和518.2万美元。",
        "wrong 7930.4 + 518.2 = 8421.6",
    ),
    (
        "外资企业进出口、出口和进口分别完成842.6、709.4和133.2万美元。",
        "holds 709.4 + 133.2 = 842.6",
    ),
    (
        "外资企业进出口、出口和进口分别完成842.6、790.4和133.2万美元。",
        "wrong 790.4 + 133.2 = 842.6",
    ),
    (
        "新建项目开工139个，开工率29.5%，续建项目复工268个，复工率63.4%，开复工项目达307个。",
        "wrong 139 + 268 = 307",
    ),
)
_COMPOUND = re.compile("([开竣复动])([开竣复])(工)[^,。;]{0,8}$")
_BEHIND = re.compile("[^,。;、\\d\n]{0,16}(?=[,。;、\n]|\\Z)")
_MOST, _SENTENCES = 10, 2


def compounds(reading: TextReading) -> Iterator[Finding]:
    """Every count of two things that are counted behind it."""
    for total in reading.figures:
        if "分别" in total.lead and _IN_ORDER.search(total.lead):
            yield from _in_order(reading, total)
            continue
        if total.role is not Role.COUNT or "工" not in total.lead or total.hedge:
            continue
        whole = _COMPOUND.search(total.lead)
        if whole is None or change_of(total.lead) or is_past(total.lead):
            continue
        names = whole[1] + whole[3], whole[2] + whole[3]
        parts = _parts(reading, total, *names) or _parts_before(reading, total, *names)
        if len(parts) != 2 or max(f.value for f in parts) >= total.value:
            continue
        window = Window(total, parts)
        if window.verdict in GOOD or (_is_slip(window) and not _has_more(reading, window)):
            yield summed(window, None)


def _has_more(reading: TextReading, window: Window) -> bool:
    """…，加上市政零星工程，开复工项目达272个: others than these two are in it."""
    begin, end = window.parts[-1].end, window.total.start
    return begin < end and _MORE.search(reading.text, begin, end) is not None


_MORE = later(f"{ALSO}|加[上之]|连同|含|以及")
_IN_ORDER = re.compile(
    "进出口(?:总?[额值])?、(?:出口(?:总?[额值])?[、和及]进口|进口(?:总?[额值])?[、和及]出口)"
    r"(?:总?[额值])?分别[^,。;、\d]{0,6}$"
)
_JOINED = re.compile("[、,]|和|及|与")


def _in_order(reading: TextReading, total: TextFigure) -> Iterator[Finding]:
    """进出口、出口和进口分别完成84.2亿元、79.1亿元和5.1亿元."""
    parts = list(reading.figures[total.order + 1 : total.order + 3])
    row = [total, *parts]
    joined = all(_JOINED.fullmatch(reading.between(a, b)) for a, b in pairwise(row))
    if len(parts) != 2 or not joined or len({(f.role, f.dimension) for f in row}) != 1:
        return
    # 分别增长 would be per cents, which add up to nothing.
    if total.role not in COUNTABLE or any(f.hedge for f in row) or change_of(total.lead):
        return
    window = Window(total, parts)
    if window.verdict in GOOD or near(window):
        yield summed(window, None)


def _is_slip(window: Window) -> bool:
    return near(window) and (is_crossed(window) or is_slip_of_parts(window))


def _parts(reading: TextReading, total: TextFigure, one: str, other: str) -> list[TextFigure]:
    """The first figure behind a whole that says one thing alone, and that says the other alone."""
    found: dict[str, TextFigure] = {}
    for f in reading.figures[total.order + 1 : total.order + _MOST]:
        if f.paragraph != total.paragraph or f.sentence - total.sentence > _SENTENCES:
            break
        if f.role is not Role.COUNT or f.inner is not total.inner or f.hedge:
            continue
        said = _said(reading, f)
        # A second whole of both has parts of its own.
        if one[0] + other in said or other[0] + one in said:
            break
        for name, beside in ((one, other), (other, one)):
            if name in said and beside not in said and not re.search("[未没应拟增减]|计划", said):
                found.setdefault(name, f)
    return sorted(found.values(), key=lambda f: f.order)


def _parts_before(
    reading: TextReading, total: TextFigure, one: str, other: str
) -> list[TextFigure]:
    """新建项目开工139个，续建项目复工268个，开复工项目达407个: each once in its sentence."""
    said = {
        f.order: _said(reading, f)
        for f in reading.by_sentence[total.sentence]
        if f.order < total.order
        and f.role is Role.COUNT
        and f.unit == total.unit
        and not (f.inner or f.hedge)
    }
    found = []
    for name, beside in ((one, other), (other, one)):
        called = [at for at, each in said.items() if name in each and beside not in each]
        if len(called) != 1 or _NOT_DONE.search(said[called[0]]):
            return []
        found += called
    return [reading.figures[at] for at in sorted(found)]


_NOT_DONE = re.compile("[未没应拟增减]|计划|[本当][月周旬日季]|今[日天]")


def _said(reading: TextReading, f: TextFigure) -> str:
    """What is said of a count: before it, or behind it where it opens its clause."""
    if not f.first:
        return f.lead
    # 131个新建项目已开工99个: that is said of the second.
    behind = _BEHIND.match(reading.text, f.end)
    return behind[0] if behind is not None else ""
