"""Rates of what was kept, where what was given up is printed: 签约246个，终止3个，履约率98.78%.

What is kept is all that was signed but those.  Told where it comes out to the digit.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up, plain

EXAMPLES = (
    (
        "共签订合同项目218个，总投资536.4亿元。已建成26个，开工在建141个，因投资方原因终止5个。"
        "履约率为97.71%。",
        "holds (218 - 5) / 218 * 100 = 97.71",
    ),
)
_LOST = later("(?:终止|解约|解除(?:合同|协议)?|中止|撤销|退出|流失|违约)(?:的|项目)?$")
_SIGNED = later("签约|签订|签署")
_BACK, _DIGITS = 24, 100


def kept(reading: TextReading) -> Iterator[Finding]:
    """Every rate of what was kept of all that was signed."""
    for one in reading.figures:
        rate = rate_in(one.lead) if one.role is Role.PERCENT and "履约率" in one.lead else None
        if rate is None or not rate[1].endswith("履约") or one.hedge:
            continue
        if one.printed.scaleb(one.places) >= _DIGITS:
            found = _told(reading, one)
            if found is not None:
                yield found


def _told(reading: TextReading, one: TextFigure) -> Finding | None:
    near = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order]
        if f.paragraph == one.paragraph and f.role is Role.COUNT and not (f.hedge or f.inner)
        if not (is_past(f.lead) or change_of(f.lead))
    ]
    lost = [f for f in near if _LOST.search(f.lead)]
    if len(lost) != 1 or not lost[0].value:
        return None
    for whole in (f for f in near if _SIGNED.search(f.lead) and f.value > lost[0].value):
        value = EXACT.divide((whole.value - lost[0].value) * 100, whole.value)
        if half_up(value, one.places) != one.printed or whole.unit != lost[0].unit:
            continue
        text = f"({plain(whole.value)} - {plain(lost[0].value)}) / {plain(whole.value)} * 100"
        said = f"除去 {lost[0].text}，是 {whole.text} 的 {shown(value, one)}，写的是 {one.text}"
        operands = whole, lost[0]
        return Finding(RelationVerdict.HOLDS, RelationKind.RATE, said, text, value, one, operands)
    return None
