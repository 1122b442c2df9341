"""Figures that fit each other by chance are hardly ever told: the bound of `evidence.py`."""

import random
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from sangeyipi.audit.check import RELATIONS, audited
from sangeyipi.audit.judging.completeness import complete
from sangeyipi.audit.judging.evidence import CUED, PLAIN, enough, is_slip, one_in
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.relations.averages import stated_averages
from sangeyipi.audit.relations.repeats import said_again
from sangeyipi.audit.relations.shares import joint_rates, stated_shares
from sangeyipi.audit.relations.sums import sibling_sums
from sangeyipi.audit.search import searched
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from proofread import read  # noqa: E402

#: Of a hundred figures.  A row that is closed contradicts its drawn whole by right.
#: What the words of a sentence bind, so that it may contradict itself.
_BOUND = (joint_rates.joint_rate, stated_shares.stated_share, stated_averages.stated_average)


_MOST_HOLD, _MOST_WRONG = 1.5, 0.7


def test_random_figures_rarely_come_to_each_other() -> None:
    """Every digit of our passages drawn anew: what the searches add to the rules is chance."""
    chance, figures, holds, wrong = random.Random(5), 0, 0, 0
    for case in read(ROOT / "tests/audit/passages-dev.jsonl"):
        reading = TextReading(AsRead("x", _drawn(case["text"], chance)))
        known = [one for relation in RELATIONS for one in relation(reading)]
        at_last = list(sibling_sums.row_sums(reading)), list(said_again.slips(reading))
        added = [one for one in searched(reading, known, *at_last) if one not in known]
        # What words bind to each other contradicts itself by right when it is drawn.
        around = Surroundings(reading)
        added = [
            one
            for one in added
            if one.verdict is not RelationVerdict.WRONG
            or one.stated is None
            or not (_is_closed(one) or any(told(around, one.stated) for told in _BOUND))
        ]
        figures += len(reading.figures)
        wrong += sum(1 for one in added if one.verdict is RelationVerdict.WRONG)
        holds += sum(1 for one in added if one.verdict is not RelationVerdict.WRONG)
    assert figures > 2000
    assert 100 * holds < _MOST_HOLD * figures, holds
    assert 100 * wrong < _MOST_WRONG * figures, wrong


def _is_closed(one: Finding) -> bool:
    """县道、乡道、村道: whether the names of what is added up leave nothing out."""
    parts = list(one.operands)
    return one.kind is RelationKind.SUM and bool(one.stated and complete(one.stated, parts))


def _drawn(text: str, chance: random.Random) -> str:
    def drawn(found: "re.Match[str]") -> str:
        first, rest = found[0][0], found[0][1:]
        digits = (one if one == "." else chance.choice("0123456789") for one in rest)
        return (chance.choice("123456789") if first != "0" else "0") + "".join(digits)

    return re.sub(r"\d+(?:\.\d+)?(?![年月日])", drawn, text)


def _per_cent(printed: str) -> TextFigure:
    places = len(printed.partition(".")[2])
    return TextFigure(0, 4, printed, Role.PERCENT, Decimal(printed), "%", Decimal(1), places)


@pytest.mark.parametrize(
    ("printed", "rank", "plain", "cued"),
    [
        # One decimal is hit once in a thousand: ten tries without a word, many with one.
        ("38.4", 10, True, True),
        ("38.4", 11, False, True),
        ("38.4", 167, False, False),
        # A whole per cent once in a hundred.
        ("38", 1, True, True),
        ("38", 2, False, True),
        ("38", 17, False, False),
    ],
)
def test_the_more_is_tried_the_less_a_hit_says(
    printed: str, rank: int, plain: bool, cued: bool
) -> None:
    one = _per_cent(printed)
    odds = one_in(one, (one.value, one.value), Decimal(100), RelationVerdict.HOLDS)
    assert (enough(odds, rank, PLAIN), enough(odds, rank, CUED)) == (plain, cued)


@pytest.mark.parametrize(
    ("printed", "value", "slip"),
    [
        ("65.8", "68.5", True),
        ("38.4", "37.4", True),
        ("46.1", "46.15", True),
        ("34", "43", False),
        ("46", "46.7", True),
        ("38.4", "51.9", False),
    ],
)
def test_what_looks_like_a_slip_of_the_pen(printed: str, value: str, slip: bool) -> None:
    assert is_slip(Decimal(value), _per_cent(printed)) is slip


def told(one: Finding) -> str:
    return f"{one.verdict} {one.expression} = {one.stated.printed if one.stated else ''}"


def test_what_holds_otherwise_is_not_called_wrong() -> None:
    """Read by the nearest words it is no share of 205; read as sentences are built it is."""
    text = (
        "10亿元以上项目41个，其中100亿元以上2个，10亿元以上项目数占全部项目（205个）的20.0%，"
        "其余164个项目投资规模均在10亿元以下。"
    )
    found = [told(one) for one in audited(AsRead("x", text)).findings]
    assert "holds 41 / 205 * 100 = 20.0" in found
    assert "holds 205 - 41 = 164" in found
    assert not [one for one in found if one.startswith("wrong")]


@pytest.mark.parametrize(
    "text",
    [
        # One thing of a list, and some of those behind it.
        "用地办结48个、不明54个；规划办结33个、不明12个、未办9个，能评办结38个。",
        "亮黄灯12个；另有绿灯16个、豁免2个、不明34个。分类别看，进度红灯31个、黄灯7个；推进红灯4个、"
        "黄灯1个；问题办理黄灯6个；月报黄灯5个、红灯3个。",
        # Paragraphs that have nothing to do with each other.
        "市级项目年度计划投资715亿元，进展顺利。\n"
        "储备项目12个，年度计划投资88亿元。\n县级项目7个，年度计划投资23.5亿元，完成9.9亿元。\n"
        "区级项目31个，总投资520.6亿元；年度计划投资373.5亿元。\n镇级项目85个，年度计划投资318亿元。",
        # Figures of several measures.
        "年初以来完成投资36.9亿元。\n省级项目2个，总投资20亿元，年度计划9亿元，完成7.9亿元。",
        # The first of the three is a list of its own.
        "3月集中开工70个，总投资86亿元；其中市级18个，总投资61亿元。\n一季度开复工358个，"
        "新建开工135个，续建复工223个。",
    ],
)
def test_rows_that_are_no_list_of_a_whole_come_to_it_by_chance(text: str) -> None:
    found = [one for one in audited(AsRead("x", text)).findings if one.kind is RelationKind.SUM]
    assert {told(one) for one in found} <= {"holds 135 + 223 = 358"}
