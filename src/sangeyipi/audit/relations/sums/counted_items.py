"""As many items as there are projects, each with its amount: 签约5个，总投资38.2亿元。具体为：….

Nothing is missing from a list that has as many items as are counted right before its whole, so that
the amounts come to that whole or one of them is wrong.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "当日签约项目3个，总投资38.2亿元。具体为：锂电铜箔项目，总投资22.5亿元；智能农机产业园，总投资8.6亿元；"
        "冷链物流中心，总投资9.1亿元。",
        "wrong 22.5 + 8.6 + 9.1 = 38.2",
    ),
    (
        "当日签约项目3个，总投资40.2亿元。其中：锂电铜箔项目总投资22.5亿元；智能农机产业园总投资8.6亿元；"
        "冷链物流中心总投资9.1亿元。",
        "holds 22.5 + 8.6 + 9.1 = 40.2",
    ),
)
_OPENS = later("[。,;]?(?:具体|分别|依次|包括|其中)[为是有]?[:,]?|[。,;]?:")
_OTHERS = later(f"其余|其他|{ALSO}|等项目|合计|累计")
_LEAST, _MOST, _WINDOW, _ITEM = 3, 12, 40, ";"


def counted_items(reading: TextReading) -> Iterator[Finding]:
    """Every whole with a count right before it and as many items behind it."""
    for total in reading.figures:
        if total.role is not Role.MONEY or not total.order or not is_plain(total):
            continue
        count = reading.figures[total.order - 1]
        many = int(count.value) if count.role is Role.COUNT and is_plain(count) else 0
        if not _LEAST <= many <= _MOST or count.sentence != total.sentence:
            continue
        parts = _items(reading, total, many)
        if parts:
            yield summed(Window(total, parts), None)


def _items(reading: TextReading, total: TextFigure, many: int) -> list[TextFigure]:
    """The amounts of so many items, one each, that a list behind a whole has; none where it has
    more or fewer."""
    text = reading.text
    opened = _OPENS.match(text, total.end)
    first = reading.first_after(total.end)
    if opened is None or first is None or first.paragraph != total.paragraph:
        return []
    ends = (text.find(mark, opened.end()) for mark in "。\n")
    end = min((at for at in ends if at >= 0), default=len(text))
    items = text[opened.end() : end].rstrip(_ITEM).split(_ITEM)
    if len(items) != many or _OTHERS.search(text, opened.end(), end):
        return []
    parts = [
        f
        for f in reading.figures[first.order : first.order + _WINDOW]
        if f.start < end and f.role is Role.MONEY and f.measure == total.measure
    ]
    at = opened.end()
    for item, part in zip(items, parts, strict=False):
        if not at <= part.start < at + len(item) or not is_plain(part):
            return []
        at += len(item) + len(_ITEM)
    return parts if len(parts) == many else []
