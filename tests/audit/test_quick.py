"""What makes the audit of a long text quicker finds what the plain way finds."""

import json
import pickle
import random
import re
import subprocess
import sys
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from sangeyipi.audit import charsets, search
from sangeyipi.audit.charsets import remembered
from sangeyipi.audit.check import audited
from sangeyipi.audit.judging import completeness, evidence, slips
from sangeyipi.audit.judging.adding import Window, may_hold
from sangeyipi.audit.judging.changed import grown, may_be, of_two
from sangeyipi.audit.judging.finding import GOOD, RelationKind, RelationVerdict
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.relations.averages import any_amount
from sangeyipi.audit.relations.changes import (
    any_change,
    change_pairs,
    pair_costs,
    said_change,
    slipped_change,
)
from sangeyipi.audit.relations.shares import bound, share_sides, wholes
from sangeyipi.audit.relations.sums import any_sum, totals
from sangeyipi.audit.telling.told import to_json
from sangeyipi.audit.text import around, numbers, plain
from sangeyipi.audit.text.around import Kin, Surroundings
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.members import quick_members
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import compile_all

_SAID = "共12个，签约3个、开工4.5万个，计划3个，总投资4.5亿元，占36.9%，1-7月投产3个，第3期12个。"


def test_a_figure_in_words_seen_before_is_read_as_it_is_alone() -> None:
    chance = random.Random(7)
    text = "".join(re.sub(r"\d", lambda _: chance.choice("0123456789"), _SAID) for _ in range(20))
    found = [one for one in _figures(text) if one.start >= len(_SAID)]
    assert len({one.printed for one in found}) > 50
    for one in found:
        begin = one.start - 40
        alone = [f for f in _figures(text[begin : one.end + 40]) if f.start == 40]
        assert [_said(f._replace(start=one.start, end=one.end)) for f in alone] == [_said(one)]


def _figures(text: str) -> list[TextFigure]:
    every = numbers.numbers(text)
    return [one.figure() if isinstance(one, numbers.BareNumber) else one for one in every]


def _said(one: TextFigure) -> list[object]:
    """All that is printed of a figure."""
    return [getattr(one, name) for name in TextFigure.FIELDS]


def test_no_sum_that_comes_to_its_whole_is_passed_over() -> None:
    chance = random.Random(4)
    figures = audited(AsRead("x", "、".join(_amounts(chance, 400)))).figures
    come = 0
    for total, *parts in zip(figures, figures[1:], figures[2:], figures[3:], strict=False):
        exact = sum(one.exact[0] for one in parts)
        left = sum(one.exact[1] for one in parts)
        if Window(total, parts).verdict in GOOD:
            come += 1
            assert may_hold(total, exact, left)
    assert come > 50


def _amounts(chance: random.Random, many: int) -> list[str]:
    """Three that come to about the one before them, rounded to as many decimals as it has."""
    found = []
    for _ in range(many):
        places, unit = chance.choice(((0, "个"), (1, "亿元"), (2, "亿元"), (0, "万元")))
        parts = [round(chance.random() * 90 + 1, places) for _ in range(3)]
        total = sum(parts) + chance.choice((0, 0, 10.0**-places, 3))
        found += [f"{one:.{places}f}{unit}" for one in (total, *parts)]
    return found


def test_the_thing_that_words_name_is_the_one_whose_words_are_found() -> None:
    every = [
        word for whole in completeness._EITHER for way in whole for word in way.pattern.split("|")
    ]
    words = [one for one in every if "[" not in one] + ["红灯", "黄牌", "绿色", "项目", ""]
    for one, other in (*pairwise(words), *zip(words, words[7:], strict=False)):
        lead = f"其中{one}和{other}的"
        said = [
            [n for n, way in enumerate(w) if re.search(way, lead)] for w in completeness._EITHER
        ]
        plain = tuple(each[0] if len(each) == 1 else -1 for each in said)
        assert completeness._ways_of(lead) in (plain, () if set(plain) == {-1} else plain)


def _passages() -> AsRead:
    path = Path(__file__).with_name("passages.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    table = "|镇|计划开工|已开工|\n|-|-|-|\n|甲|15|12|\n|乙|9|8|\n|合计|24|21|\n"
    return AsRead("x", "\n".join([*(json.loads(line)["text"] for line in lines), table]))


def test_a_figure_is_of_the_same_list_whoever_asks_first() -> None:
    text = "分别为" + "、".join(f"{n}个" for n in range(3, 80)) + "，占3%。"
    reading = TextReading(AsRead("x", text))
    figures = reading.figures
    forth, back = Surroundings(reading), Surroundings(reading)
    said = [forth.listed(one) for one in figures]
    assert said == [back.listed(one) for one in reversed(figures)][::-1]
    assert said[40] == (0, 40, 77)


def test_what_may_be_no_change_is_not_judged_to_be_one() -> None:
    chance = random.Random(9)
    come = 0
    for _ in range(500):
        old, now = (round(chance.random() * 60 + 1, chance.choice((0, 1))) for _ in "ab")
        change, unit = chance.choice(
            (
                (abs(now - old), "亿元"),
                (abs(now - old) / old * 100, "%"),
                (abs(now - old) / old, "倍"),
            )
        )
        printed = round(change + chance.choice((0, 0.1, 1, 4)), chance.choice((0, 1)))
        hedge = chance.choice(("", "", "约", "超", "近"))
        said = f"去年{old}亿元，今年{now}亿元，增长{hedge}{printed:g}{unit}。"
        was, new, one = audited(AsRead("x", said)).figures
        found = of_two(one, new, was, now < old)
        if unit != "亿元":
            grown_ = grown(one, new, was, -1 if now < old else 1)
            assert grown_ is not None
            found = grown_
        if found.verdict in GOOD:
            come += 1
            assert may_be(one, new, was), said
    assert come > 100


def test_what_is_worked_out_once_is_kept_for_each_by_itself() -> None:
    class Counting:
        def __init__(self, of: int) -> None:
            self.of, self.asked = of, 0

        @lazily
        def twice(self) -> int:
            self.asked += 1
            return 2 * self.of

    one, other = Counting(3), Counting(4)
    assert [one.twice, one.twice, other.twice] == [6, 6, 8]
    assert (one.asked, other.asked) == (1, 1)


def test_a_figure_that_is_made_of_another_has_its_own_value() -> None:
    one = audited(AsRead("x", "总投资4.5亿元")).figures[0]
    assert isinstance(one, TextFigure)
    assert one.value * 10 == one._replace(scale=one.scale * 10).value


def test_what_the_words_at_a_figure_leave_out_would_have_found_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = _passages()
    found = to_json(audited(text))
    asked = (bound._of_figure, bound._of_plan, bound._of_planned_count, bound._of_state)
    monkeypatch.setattr(bound, "_ways_of", lambda _: (*asked, bound._of_midst))
    monkeypatch.setattr(wholes, "_ways_of", lambda _: [way for way, _ in wholes._WAYS])
    monkeypatch.setattr(totals, "_speaks", lambda _: True)
    assert to_json(audited(text)) == found


def test_no_character_is_spelled_as_one_that_is_spelled_otherwise() -> None:
    every = plain._PLAINER
    assert not every.keys() & set(every.values())
    text = "".join(every) * 2
    assert plain._spelled(text) == text.translate({ord(one): other for one, other in every.items()})


def test_a_text_by_itself_brings_nothing_of_a_ledger() -> None:
    said = "import sys, sangeyipi.audit.check, sangeyipi.audit.documents.opened\n"
    said += "print(*[one for one in sys.modules if 'ledger' in one or 'jinja2' in one])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def _looking() -> tuple[TextReading, Surroundings]:
    reading = TextReading(_passages())
    return reading, Surroundings(reading)


def test_what_stands_around_a_figure_is_what_each_bound_by_itself_leaves() -> None:
    reading, around_ = _looking()
    figures = reading.figures
    kin = Kin(f for f in figures if f.role is Role.COUNT)
    for ahead_ in (around._AHEAD, 30):
        for one in figures:
            plainly = [
                f
                for f in figures[max(0, one.order - around._BACK) : one.order + 1 + ahead_]
                if one.start - around._CHARS <= f.start <= one.end + around._CHARS
                and one.paragraph - 2 <= f.paragraph <= one.paragraph + 1
                and f is not one
            ]
            assert around_.near(one, ahead_) == plainly
            counts = [f for f in plainly if f.role is Role.COUNT]
            assert kin.but(one, *around_.span(one, ahead_)) == counts


def test_a_hit_is_early_enough_where_so_many_stand_before_it() -> None:
    chance = random.Random(3)
    for _ in range(2000):
        costs = [chance.randrange(12) for _ in range(chance.randrange(20))]
        odds, of, cost = chance.randrange(60), chance.randrange(1, 9), chance.randrange(12)
        rank = 1 + sum(each < cost for each in costs)
        assert evidence.is_early(odds, of, cost, iter(costs)) is evidence.enough(odds, rank, of)


def test_no_two_figures_that_lie_so_far_apart_are_passed_over() -> None:
    reading, around_ = _looking()
    come = 0
    for one in reading.figures:
        change = said_change.said_change(around_, one)
        if change is None or one.role is Role.TIMES:
            continue
        plainly = [
            (now.order, old.order)
            for kin in change_pairs.possible_ends(around_, one, change)
            for now, old in permutations(kin, 2)
            if slipped_change._is_near(one, now, old)
        ]
        quick = slipped_change._near_pairs(around_, one, change)
        found = {
            (now.order, old.order) for now, old in quick if slipped_change._is_near(one, now, old)
        }
        assert found == set(plainly)
        come += len(plainly)
    assert come > 500


def test_what_all_pairs_cost_is_what_each_costs_by_itself() -> None:
    reading, around_ = _looking()
    come = left_out = 0
    for one in reading.figures:
        if one.role is Role.PERCENT:
            sides = around_.once(share_sides.Sides).near(around_, one)
            name = share_sides.name_of(around_.lead(one))
            alone = [each for each in sides if len(each.figures) == 1]
            costs = [
                share_sides.cost_of(around_, one, *pair, name)
                for pair in share_sides.pairs(alone)
                if share_sides.is_open(*pair, one)
            ]
            for below in _bounds(costs):
                quick = list(share_sides.costs(around_, one, sides, name, below))
                assert _below(quick, below) == _below(costs, below)
                left_out += len(costs) - len(quick)
            come += len(costs)
        change = said_change.said_change(around_, one)
        if change is not None:
            costs = [
                pair_costs.pair_cost(around_, one, *pair)
                for pair in change_pairs.every_pair(around_, one, change)
                if change_pairs.goes_as_said(one, *pair, change)
            ]
            weights = pair_costs.pair_weights(around_, one, change)
            for below in _bounds(costs):
                quick = list(pair_costs.pair_costs(weights, change, below))
                assert _below(quick, below) == _below(costs, below)
                left_out += len(costs) - len(quick)
            come += len(costs)
    assert come > 5000
    assert 2 * left_out > come


def _bounds(costs: list[int]) -> list[int]:
    """Some of them, and one that all are below."""
    return [*sorted(costs)[:: max(1, len(costs) // 3)], max(costs, default=0) + 1]


def _below(costs: list[int], bound: int) -> list[int]:
    return sorted(each for each in costs if each < bound)


def test_the_likeliest_pairs_are_all_that_a_change_may_be_found_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(5)
    said = [
        f"{word}{chance.randrange(1, 12)}个" for word in ("未开工", "减少", "") for _ in "a" * 90
    ]
    chance.shuffle(said)
    text = "。".join("，".join(said[at : at + 30]) for at in range(0, len(said), 30))
    around_ = Surroundings(TextReading(AsRead("x", text)))

    def every() -> list[Any]:
        found = [any_change.any_change(around_, one) for one in around_.reading.figures]
        return [one and (one.expression, one.verdict) for one in found]

    quick = every()
    asked: list[Any] = []
    likeliest = any_change._likeliest

    def asking(*given: Any) -> Any:
        asked.append(given)
        return likeliest(*given)

    monkeypatch.setattr(any_change, "_likeliest", asking)
    assert every() == quick
    assert len(asked) > 50
    monkeypatch.setattr(any_change, "MANY", 10**6)
    assert every() == quick
    assert len([one for one in quick if one]) > 10


def test_no_ratio_that_comes_out_is_passed_over() -> None:
    chance = random.Random(6)
    said = [f"{chance.randrange(10, 40)}{unit}" for unit in ("个", "亿元") for _ in range(60)]
    said += [f"{chance.randrange(10, 30) / 10}倍" for _ in range(60)]
    chance.shuffle(said)
    around_ = Surroundings(TextReading(AsRead("x", "，".join(said))))
    come = 0
    for one in around_.reading.figures:
        if one.role is Role.TIMES:
            near = any_amount._near(around_, one)
            plainly = {
                (part.order, base.order)
                for part, base in any_amount._ratios(near)
                if any_amount._is_quotient(one, part, base)
                and any_amount._fit(one, part, base, any_amount._ratio, evidence.CUED)
            }
            quick = any_amount._near_ratios(one, near)
            assert {(part.order, base.order) for part, base in quick} == plainly
            come += len(plainly)
    assert come > 100


def test_no_sum_is_found_behind_the_place_where_the_looking_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = _passages()
    found = to_json(audited(text))
    monkeypatch.setattr(any_sum, "_is_too_late", lambda *_: False)
    monkeypatch.setattr(completeness, "MOST_THINGS", 100)
    assert to_json(audited(text)) == found


def test_a_set_of_characters_seen_before_is_compiled_as_it_is_alone() -> None:
    patterns = (
        "[\u4e00-\u9fff]{2,4}率",
        "[^,。;\\d]+",
        "[^,。;\\d]+个",
        "[,。;A-z-]",
        "(?i)[一a-cK]",
    )
    said = "开工率ABC123个,一竣工率。k-"
    compiler = import_module("re._compiler")
    plainly = vars(compiler).get("_optimize_charset")
    re.purge()
    with remembered():
        assert vars(compiler).get("_optimize_charset") is not plainly
        quick = [re.compile(one) for one in (*patterns, *patterns)]
        again = [re.compile(one) for one in patterns]
    assert vars(compiler).get("_optimize_charset") is plainly
    re.purge()
    for one, other, pattern in zip(quick, again, patterns, strict=False):
        plain_one = re.compile(pattern)
        assert plain_one.findall(said) == one.findall(said) == other.findall(said)
        assert one.sub("-", said * 3) == plain_one.sub("-", said * 3)


def test_a_table_of_characters_is_what_re_makes() -> None:
    plainly: Any = vars(import_module("re._compiler")).get("_optimize_charset")
    parser: Any = import_module("re._parser")
    chance = random.Random(11)
    edges = ("\x00", "a", "\u00ff", "\u0100", "一", "\u4eff", "\u4f00", "龥", "\ufffe", "\uffff")
    made = 0
    for _ in range(400):
        ends = [chance.choice((*edges, chr(chance.randrange(0x10000)))) for _ in range(7)]
        ranges = (f"{re.escape(min(two))}-{re.escape(max(two))}" for two in pairwise(ends[:3]))
        single = (re.escape(one) for one in ends[3:])
        said = f"[^{''.join((*ranges, *single))}\\d]" if chance.random() < 0.5 else "[一-二中文。]"
        charset = parser.parse(said).data[0][1]
        quick = charsets.table(charset)
        made += quick is not None
        assert quick is None or quick == plainly(charset)
    assert made > 200
    for one in ("[a-z,;]", "[,。]", "[^一-龥]", "[,。;\U00020000]"):
        assert charsets.table(parser.parse(one).data[0][1]) is None


def test_another_re_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler: Any = import_module("re._compiler")
    plainly = vars(compiler).get("_optimize_charset")
    asked = []

    def otherwise(charset: Any, *folded: Any) -> Any:
        asked.append(charset)
        return plainly(charset, *folded)[0], None

    monkeypatch.setattr(compiler, "_optimize_charset", otherwise)
    re.purge()
    with remembered():
        re.compile("[,。;]")
    # The one that is tried first, and the one of the pattern: none is made here.
    assert len(asked) == 2


class _Plain(StrEnum):
    ONE = "one"
    TWO = "two"


@quick_members
class _Quick(StrEnum):
    ONE = "one"
    TWO = "two"


def test_members_of_an_enumeration_are_what_they_are_without_the_hook() -> None:
    assert [one.value for one in _Quick] == [one.value for one in _Plain]
    for quick, plain_one in zip(_Quick, _Plain, strict=True):
        assert quick is getattr(_Quick, plain_one.name) is _Quick(plain_one.value)
        assert (quick.value, quick.name, str(quick)) == (
            plain_one.value,
            plain_one.name,
            str(plain_one),
        )
        assert isinstance(quick, _Quick)
        assert pickle.loads(pickle.dumps(quick)) is quick
    assert not isinstance("one", _Quick)
    with pytest.raises(ValueError, match="three"):
        _Quick("three")


def test_a_search_finds_nothing_of_what_it_is_not_asked() -> None:
    reading, around_ = _looking()
    pieces = (*search._OF_RATES, *search._OF_AMOUNTS, *search._SLIPS)
    asked: dict[search.Search, set[Role]] = {}
    for one, of in pieces:
        asked.setdefault(one, set()).update(of)
    for figure in reading.figures:
        for one, roles in asked.items():
            assert figure.role in roles or one(around_, figure) is None


def test_of_an_amount_of_its_size_no_unit_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    amounts = [f for f in _figures("12.4亿元，98.6%，1240万元，0.1亿元，7个，10.1个") if f.printed]
    values = [f.value * times for f in amounts for times in map(Decimal, _TIMES)]
    quick = [slips.slip_of(value, f) for f in amounts for value in values]
    kinds = [each.kind for each in quick if each is not None]
    assert kinds.count(slips.SlipKind.UNIT) > len(amounts)
    monkeypatch.setattr(slips, "_is_of_its_size", lambda *_: False)
    assert [slips.slip_of(value, f) for f in amounts for value in values] == quick


_TIMES = ("0.0001", "0.0995", "0.1", "0.1004", "0.101", "0.2", "1.3", "9.9", "9.96", "10", "-10")


def test_among_more_figures_than_any_sentence_has_nothing_is_looked_for() -> None:
    said = "去年签约40个，今年签约46个，同比增长12%，其中"
    some, many = (said + "乙县7个、" * n for n in (20, 60))
    assert [one.verdict for one in audited(AsRead("x", some)).findings] == [RelationVerdict.WRONG]
    assert not audited(AsRead("x", many)).findings
    # A sentence beside it is looked at all the same.
    beside = audited(AsRead("x", f"{many}。\n共50个，占全部项目80个的62.5%。")).findings
    assert [one.verdict for one in beside] == [RelationVerdict.HOLDS]
    # A list is a list, however long.
    listed = "项目共60个，其中" + "、".join(f"第{n}镇1个" for n in range(1, 60)) + "。"
    assert [one.kind for one in audited(AsRead("x", listed)).findings][:1] == [RelationKind.SUM]


#: Rows that a text may be made of, each as long as one likes.
_ROWS = (
    "5.3%、",
    "占9%、",
    "共5个,",
    "5个、",
    "14.4∶39.3∶46.3，",
    "甲县3个，占6%。\n",
    "共5个，其中甲2个、乙3个。\n",
    "甲|20|10|50%\n",
)


@pytest.mark.parametrize("row", _ROWS)
def test_twice_the_row_is_no_more_than_twice_the_work(row: str) -> None:
    many = 120 // len(_figures(row))
    once, twice = (_calls("全县项目100个。\n" + row * n) for n in (many, 2 * many))
    assert twice < 2.2 * once


#: Rows of figures that differ, between which much fits, and how many functions each figure may
#: take: in one sentence without an end, and in sentences of forty.
_ROWS_THAT_FIT = (
    ("甲5亿元、增长5%，", 400, 3000),
    ("未开工5个，", 700, 4500),
    ("剩余5亿元、", 700, 10500),
    ("共5个、", 700, 2000),
)


@pytest.mark.parametrize(("row", "endless", "ended"), _ROWS_THAT_FIT)
def test_where_most_fits_little_is_looked_at(row: str, endless: int, ended: int) -> None:
    each = len(_figures(row))
    chance = random.Random(3)
    said = [re.sub(r"\d", lambda _: chance.choice("123456789"), row) for _ in range(120 // each)]
    assert _calls("全县项目100个。\n" + "".join(said)) < 120 * endless
    once = 40 // each
    sentences = ("".join(said[at : at + once]) for at in range(0, len(said), once))
    assert _calls("全县项目100个。\n" + "。".join(sentences)) < 120 * ended


def _calls(text: str) -> int:
    """How many functions an audit calls: the same on every machine, whatever ran before."""
    compile_all()
    calls = 0

    def called(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        audited(AsRead("x", text))
    finally:
        sys.setprofile(before)
    return calls


def test_what_a_number_is_does_not_hang_on_those_before_it() -> None:
    """Numbers with the same words beside them are read once, but for how even they are."""
    even, uneven = "总投资100亿元的45个项目开工。", "总投资147亿元的45个项目开工。"
    roles = [[f.role for f in TextReading(AsRead("x", t)).figures] for t in (even, uneven)]
    assert roles == [[Role.BAND, Role.COUNT], [Role.MONEY, Role.COUNT]]
    for first, second in ((0, 1), (1, 0)):
        text = (even, uneven)[first] + (even, uneven)[second]
        found = [f.role for f in TextReading(AsRead("x", text)).figures]
        assert found == roles[first] + roles[second]
