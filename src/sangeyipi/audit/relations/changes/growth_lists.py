"""Growth in a list: 分别增加9家、38家、7家，分别增长17%、21.2%、25%.

Each percentage is of the figures at its place: of what there is now and how much more that is, or
of now and then.  The places that come out prove the lists for the one that does not.  Without 分别
nothing but marks may stand between the changes, nor between the percentages.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.changed import grown
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import EXCHANGED
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, FROM, TO, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import COMPARED
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "高新企业62家、中小企业217家、专精企业35家，比去年分别增加9家、38家、7家，"
        "分别增长17%、21.2%、20%。",
        "wrong (35 - 28) / 28 * 100 = 20",
    ),
    (
        "三县分别完成62亿元、45亿元、38亿元，去年分别为50亿元、40亿元、32亿元，分别增长24%、12.5%、18.8%。",
        "holds (62 - 50) / 50 * 100 = 24",
    ),
    (
        "全市接报火灾312起、受伤24人，同比减少88起、6人，下降22%、20%。",
        "holds (400 - 312) / 400 * 100 = 22",
    ),
    # One up, the other down.
    (
        "工矿商贸事故31起、死亡19人，同比增加2起、减少1人，分别上升6.9%和下降5.0%。",
        "holds (31 - 29) / 29 * 100 = 6.9",
    ),
    (
        "接报火灾312起、受伤19人，同比减少88起、增加1人，分别下降28.2%和上升5.6%。",
        "wrong (400 - 312) / 400 * 100 = 28.2",
    ),
    # A row of last year's figures stands between, and the last of it is told by itself.
    (
        "1月接报火灾46起、受伤17人、损失52万元，去年同期为61起、24人、40万元，同比火灾起数和受伤人数分别上升"
        "24.6%、29.2%，损失上升30%。",
        "wrong (17 - 24) / 24 * 100 = 29.2",
    ),
    (
        "6月发生火灾31起、死亡26人、受伤20人，去年同月为35起、32人、14人，火灾起数下降11.4%，死亡人数下降18.8%，"
        "受伤人数下降42.9%。",
        "wrong (14 - 20) / 14 * 100 = 42.9",
    ),
    # Of what there is now.
    (
        "全市接报火灾312起、受伤24人，同比减少88起、6人，下降28.2%、20%。",
        "wrong (400 - 312) / 400 * 100 = 28.2",
    ),
    (
        "2023年受理案件15985件，审结14135件，比2022年分别上升42.6%和30.1%。2022年受理11210件，审结9882件。",
        "wrong (14135 - 9882) / 9882 * 100 = 30.1",
    ),
    # Each is what comes out at the place of the other.
    (
        "接报火灾47起、受伤39人，去年同期为58起、45人，同比分别下降13.3%、19.0%。",
        "wrong (58 - 47) / 58 * 100 = 13.3",
    ),
    (
        "火灾起数和受伤人数由去年同期的400起、30人下降到312起、24人，下降22%、20%。",
        "holds (400 - 312) / 400 * 100 = 22",
    ),
)
_JOINED = later("[、,]|和|及|与|以及")
#: 分别上升22.2%和下降10%.
_TURNS = later("(?:[、,]|和|及|与|以及)(?:上升|下降|增长|增加|减少|提高|降低|回落)了?")
_LABELLED = later("[、,和及与][^,。;:()\\d\n]{0,10}")
_HUNDRED = Decimal(100)
_LEAST, _LONGEST = 2, 6


def of_lists(reading: TextReading) -> Iterator[Finding]:
    """Every list of percentages that says how several have grown."""
    run: list[TextFigure] = []
    for one in reading.figures:
        joined = bool(run) and (
            _JOINED.fullmatch(reading.between(run[-1], one)) is not None
            or (
                "分别" in run[0].lead
                and _TURNS.fullmatch(reading.between(run[-1], one)) is not None
            )
            or _is_named(reading, run, one)
        )
        if one.role is Role.PERCENT and joined:
            run.append(one)
            continue
        if len(run) >= _LEAST:
            yield from _told(reading, run)
        run = [one] if one.role is Role.PERCENT and growth_of(one.lead) else []
    if len(run) >= _LEAST:
        yield from _told(reading, run)


def _told(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    size = len(run)
    here = [
        f
        for f in reading.figures[max(0, run[0].order - 2 * size) : run[0].order]
        if f.role in COUNTABLE and f.sentence == run[0].sentence
    ]
    if any(f.inner for f in here) and not _in_bracket(here[size:]):
        here = [f for f in here if not f.inner]
    if len(here) == size:
        here += _of_year(reading, run, here)
    if len(here) != 2 * size:
        return
    first, second = _rows_of_more(reading, run) or (here[:size], here[size:])
    if any(
        (a.role, a.dimension) != (b.role, b.dimension) for a, b in zip(first, second, strict=True)
    ):
        return
    by = change_of(second[0].lead) is not None
    then_first = is_past(first[0].lead) and not is_past(second[0].lead)
    turned = not by and (then_first or _from_to(reading, first[0], second[0]))
    named = all(_named(f, one) for f, one in zip(first, run, strict=True))
    if (
        "分别" not in run[0].lead
        and not (named and is_past(second[0].lead))
        and not (
            (by or turned)
            and _JOINED.match(reading.between(second[-1], run[0]))
            and _in_a_row(reading, second, _JOINED)
            and _in_a_row(reading, first, _JOINED if turned else _LABELLED)
        )
    ):
        return
    sign = way = -1 if DOWN.search(run[0].lead) else 1
    found, signs = [], []
    for one, other, stated in zip(first, second, run, strict=True):
        # 起数下降11.4%，受伤人数上升42.9%: which way each has gone.
        sign = (-1 if DOWN.search(stated.lead) else 1) if growth_of(stated.lead) else sign
        # 增加2起、减少1人，分别上升22.2%和下降10%.
        way = (-1 if DOWN.search(other.lead) else 1) if change_of(other.lead) else way
        now, was = (other, one) if turned else (one, other)
        old = _less(now, was, way) if by else was
        told = grown(stated, now, old, sign)
        if told is None:
            return
        found.append(told._replace(operands=(was, now)))
        signs.append(sign)
    # Of two that are named one may be of another row.
    if (not named or size > _LEAST or "分别" in run[0].lead) and _proven(found, signs):
        yield from found
        return
    crossed = [one for one in found if one.verdict not in GOOD]
    if len(crossed) == _LEAST and _are_exchanged(*crossed) and _in_order(first, run):
        yield from (_exchanged(one) if one in crossed else one for one in found)


def _of_year(
    reading: TextReading, run: list[TextFigure], now: list[TextFigure]
) -> list[TextFigure]:
    """比2022年分别上升42.6%和43%。2022年受理11210件，审结9882件: the row of the year it names."""
    said = _THAN_YEAR.search(run[0].lead)
    if said is None or "分别" not in run[0].lead:
        return []
    behind = reading.text.find(f"{said[1]}年", run[-1].end, run[-1].end + _NEXT_SENTENCE)
    if behind < 0 or _BEGINS.fullmatch(reading.text, run[-1].end, behind) is None:
        return []
    begin = reading.first_after(behind + len(said[1]) + 1)
    row = list(reading.figures[begin.order : begin.order + len(run)]) if begin else []
    if len({f.sentence for f in row}) != 1 or any(f.role not in COUNTABLE for f in row):
        return []
    named = (_shares_word(f, was) for f, was in zip(now, row, strict=True))
    return row if len(row) == len(now) and all(named) else []


def _shares_word(one: TextFigure, other: TextFigure) -> bool:
    own = one.lead.strip("、,和及与")
    return share_two(own, other.lead)


_THAN_YEAR, _BEGINS = later("[比较](20\\d\\d)年"), later("[^。;\n]{0,30}[。;\n]+")
_NEXT_SENTENCE = 60


def _is_named(reading: TextReading, run: list[TextFigure], one: TextFigure) -> bool:
    """起数下降11.4%，死亡人数下降18.8%: the next that has grown, under its name as all are."""
    if one.order != run[-1].order + 1 or growth_of(one.lead) is None:
        return False
    alike = "分别" not in run[0].lead and all(growth_of(f.lead) for f in run)
    return alike and _AFTER.fullmatch(reading.between(run[-1], one)) is not None


def _named(one: TextFigure, stated: TextFigure) -> bool:
    """Whether a percentage says of which figure it is: 死亡人数 of 死亡26人, 起数 of 31起."""
    return _is_called(stated.lead, one)


def _is_called(said: str, one: TextFigure) -> bool:
    name = one.lead.strip("、,和及与其中造成已")
    return one.unit in said or (len(name) >= _LEAST and name[-_LEAST:] in said)


_AFTER = later("[、,和][^,。;:、()\\d\n]{4,14}")


def _rows_of_more(
    reading: TextReading, run: list[TextFigure]
) -> tuple[list[TextFigure], list[TextFigure]] | None:
    """46起、17人、52万元，去年同期为61起、24人、40万元: as many of both rows as have a percentage.

    The whole of both rows is all that their sentence says before.
    """
    here = list(reading.figures[reading.begins[run[0].order] : run[0].order])
    size, odd = divmod(len(here), 2)
    if odd or not len(run) < size <= _LONGEST or any(f.role not in COUNTABLE for f in here):
        return None
    first, second = here[:size], here[size:]
    if "分别" not in run[0].lead or not is_past(second[0].lead) or is_past(first[0].lead):
        return None
    alike = [a.dimension == b.dimension for a, b in zip(first, second, strict=True)]
    first, second = first[: len(run)], second[: len(run)]
    named = (f.lead.strip("、,和及") in run[0].lead for f in first[1:])
    # 死亡20人、受伤6人: which of them is meant is said by its name.
    rows = all(alike) and (all(named) or len({f.dimension for f in here}) == size)
    return (first, second) if rows else None


def _from_to(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """由去年同期的400起、30人下降到312起、24人."""
    before = reading.text[max(0, old.start - _BEFORE) : old.start]
    return FROM.search(before) is not None and TO.search(now.lead) is not None


_BEFORE = 26


def _in_a_row(reading: TextReading, run: list[TextFigure], joint: "re.Pattern[str]") -> bool:
    return all(joint.fullmatch(reading.between(one, other)) for one, other in pairwise(run))


def _proven(found: list[Finding], signs: list[int]) -> bool:
    """Whether the places that come out are enough for the one that does not."""
    if all(_is_turned(one) for one in found):
        return True
    signed = zip(found, signs, strict=True)
    others = [(one, sign) for one, sign in signed if one.verdict not in GOOD]
    good = len(found) - len(others)
    if len(others) > 1 or not good:
        return False
    return good >= _LEAST or all(_is_slip(one, sign) for one, sign in others)


def _in_bracket(row: list[TextFigure]) -> bool:
    """47起、39人(去年同期58起、45人): all of a row that stands in a bracket is of then."""
    return bool(row) and all(f.inner for f in row) and is_past(row[0].lead)


def _in_order(first: list[TextFigure], run: list[TextFigure]) -> bool:
    """Whether no names say another order: 死亡人数和起数分别下降13.3%、19.0%."""
    if "分别" not in run[0].lead:
        return True
    said = _NO_NAME.sub("", run[0].lead.partition("分别")[0])
    names = _AND.split(said) if said else []
    called = zip(names, first, strict=False)
    return not names or (
        len(names) == len(first) and all(_is_called(name, f) for name, f in called)
    )


_NO_NAME = later(f"[,;)]|{COMPARED}|[与比较]|相比|[上去]年(?:同期|同月)?|[上去]月|[均都则也]|年初")
_AND = later("[、和及]|以及")


def _are_exchanged(one: Finding, other: Finding) -> bool:
    """Whether each of two percentages is what comes out for the other, to its last digit."""
    first, second = one.stated, other.stated
    if first is None or second is None or one.computed is None or other.computed is None:
        return False
    plain = first.places and second.places and not (first.hedge or second.hedge)
    apart = first.printed != second.printed and not (first.inner or second.inner)
    theirs = half_up(other.computed, first.places) == first.printed
    return (
        bool(plain)
        and apart
        and theirs
        and half_up(one.computed, second.places) == (second.printed)
    )


def _exchanged(one: Finding) -> Finding:
    return one._replace(why=EXCHANGED)


def _is_turned(one: Finding) -> bool:
    """Whether a percentage is what comes out, but goes the other way."""
    stated, right = one.stated, one.computed
    if stated is None or right is None or not stated.places or stated.hedge:
        return False
    return right < 0 and half_up(-right, stated.places) == stated.printed


def _is_slip(one: Finding, sign: int) -> bool:
    """Whether a percentage is a slip of the right one, or is of what there is now."""
    stated, right = one.stated, one.computed
    if stated is None or right is None or right <= 0 or right >= _HUNDRED:
        return False
    of_now = EXACT.divide(right * _HUNDRED, _HUNDRED + sign * right)
    return is_slip(right, stated) or half_up(of_now, stated.places) == stated.printed


def _less(now: TextFigure, by: TextFigure, sign: int) -> TextFigure:
    """What there was before it changed by so much."""
    return now._replace(printed=now.printed - sign * now.said(by.value))
