"""Ways of saying a share, a rate, an average, filled with numbers that are true and with slips.

No rule was made from these sentences, so what of them is heard says how wide the rules are.  The
numbers are made here; nothing of the auditor's is asked but what it tells.
"""

import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pytest

from audit import ways_of_shares as ways
from sangeyipi.audit.check import Audited, audited
from sangeyipi.audit.judging.finding import GOOD, RelationVerdict
from sangeyipi.audit.text.as_read import AsRead

KINDS = {
    name: [one.replace("|", "\n") for one in said.strip().splitlines()]
    for name, said in vars(ways).items()
    if name.isupper() and name != "NEAR" and isinstance(said, str)
}
_UNITS = "(?:亿元|万吨|万亩|公顷|万平方米)"
_CLAIMS = ("R", "r", "a", "b", "d", "k", "h", "c")
_TENTHS = "零一二三四五六七八九"
_TENTH = Decimal("0.1")


class Said(NamedTuple):
    """A sentence, where its claim stands, and what would be right there."""

    text: str
    start: int
    end: int
    right: Decimal
    name: str


def _rounded(value: Decimal, places: Decimal = _TENTH) -> Decimal:
    return value.quantize(places, ROUND_HALF_UP)


def _numbers(way: str, luck: random.Random) -> dict[str, Decimal]:
    """Counts, or amounts with one digit behind the point, that go together."""
    money = re.search("{w}(?:—{v}|至{v}|-{v})?" + _UNITS, way) is not None
    money = money or re.search("{v}(?:—{w})" + _UNITS, way) is not None
    scale = _TENTH if money else Decimal(1)
    low, high = (600, 9000) if money else (60, 400)
    w = luck.randrange(low, high) * scale
    p = _rounded(w * luck.randrange(5200, 8800) / 10000, scale)
    if re.search("不|未|亏损|缺|逾期|停|隐患|空置|闲置|下降|滞后|问题的", way) and "{f}" not in way:
        p = _rounded(w * luck.randrange(400, 3400) / 10000, scale)
    q = _rounded((w - p) * luck.randrange(40, 80) / 100, scale)
    v = w + luck.randrange(low // 6, low // 3) * scale
    if 0 <= way.find("目标{v}") < way.find("目标{w}") or "{v}—{w}" in way:
        v = _rounded(w * luck.randrange(75, 95) / 100, scale)
    y = _rounded(v * luck.randrange(30, 90) / 100, scale)
    return {"w": w, "p": p, "q": q, "t": w - p - q, "f": w - p, "v": v, "y": y}


def _filled(way: str, seed: str) -> dict[str, Decimal]:
    luck = random.Random(seed)
    for _ in range(2000):
        n = _numbers(way, luck)
        n |= {"W": n["w"] + n["v"], "P": n["p"] + n["y"]}
        part = n["f"] if re.search("合格{f}|开工{f}", way) and "{p}" not in way else n["p"]
        part = n["w"] - n["f"] if part is n["f"] else part
        n |= {"r": part * 100 / n["w"], "s": n["q"] * 100 / n["w"], "u": n["t"] * 100 / n["w"]}
        n |= {"g": n["f"] * 100 / n["w"], "z": n["y"] * 100 / n["v"], "R": n["P"] * 100 / n["W"]}
        claim = n["R" if "{R}" in way else "r"]
        # Where cutting off and rounding differ, and two digits may be crossed.
        units, tenth = int(claim) % 10, int(claim * 10) % 10
        if (
            int(claim * 100) % 10 >= 6
            and units != tenth
            and tenth < 9
            and int(claim) // 10 != units
        ):
            return n
    raise AssertionError(way)


def _said(way: str, values: dict[str, str], name: str, right: Decimal) -> Said:
    start = way.index("{" + name + "}")
    start = len(way[:start].format(**values))
    return Said(way.format(**values), start, start + len(values[name]), right, name)


def _of_rates(way: str, seed: str) -> Iterator[tuple[Said, bool]]:
    n = _filled(way, seed)
    name = "R" if "{R}" in way else "r"
    right, printed = n[name], _rounded(n[name])
    values = {k: f"{_rounded(v) if k in 'rsugzR' else v:f}" for k, v in n.items()}
    yield _said(way, values, name, right), True
    digits = f"{printed:f}"
    slips = [digits[1] + digits[0] + digits[2:] if printed >= 10 else f"{printed * 10:f}"[:-2]]
    if "." not in values["w"]:
        slips.append(f"{right.quantize(_TENTH, 'ROUND_DOWN'):f}")
    slips.append(f"{printed + 10:f}" if printed < 85 else f"{printed - 10:f}")
    for slip in slips:
        if slip[0] != "0" and abs(Decimal(slip) - right) > Decimal("0.055"):
            yield _said(way, values | {name: slip}, name, right), False


def _of_tenths(way: str, seed: str) -> Iterator[tuple[Said, bool]]:
    luck = random.Random(seed)
    scale = _TENTH if "亿元" in way else Decimal(1)
    for form in ("近{}成", "超{}成", "{}成以上", "不足{}成", "四分之三"):
        tenth, off = luck.randrange(5, 9), luck.choice((1, 2))
        below = form[0] in "近不"
        w = luck.randrange(200, 900) * scale
        share = Decimal(75) if form[0] == "四" else Decimal(10 * tenth + (-off if below else off))
        w = w if form[0] != "四" else w * 4
        p = _rounded(w * share / 100, scale)
        values = {"w": f"{w:f}", "p": f"{p:f}"}
        if form[0] == "四" and "成" in way:
            continue
        for true in (True, False):
            shown = tenth if true else tenth + (1 if form[0] != "不" else -1)
            said = form.format(_TENTHS[shown]) if form[0] != "四" or true else "三分之二"
            yield _said(way, values | {"c": said}, "c", p * 100 / w), true


def _of_each(way: str, seed: str) -> Iterator[tuple[Said, bool]]:
    luck = random.Random(seed)
    name = next(one for one in _CLAIMS if "{" + one + "}" in way)
    n, m, h = luck.randrange(210, 990), luck.randrange(12, 90), luck.randrange(3, 9)
    p = Decimal(luck.randrange(3300, 98000)) / 10
    e = Decimal(luck.randrange(300, 9000)) / 10
    right = {
        "a": p * 10000 / n,
        "b": (e * 10000 if "{e}" in way else p) / n,
        "d": e / m,
        "k": p / m,
        "h": Decimal(h),
    }[name]
    places = {"a": Decimal(1), "b": _TENTH, "d": Decimal("0.01"), "k": _TENTH, "h": Decimal(1)}
    plain = {"n": n, "m": m, "p": p, "e": e, "l": m * h}
    values = {key: f"{value}" for key, value in plain.items()}
    printed = _rounded(right, places[name])
    yield _said(way, values | {name: f"{printed:f}"}, name, right), True
    digits = f"{printed:f}"
    wrong = {digits[1] + digits[0] + digits[2:] if digits[1:2].isdigit() else f"{printed + 1:f}"}
    wrong.add(("9" if digits[0] < "7" else "5") + digits[1:])
    for slip in sorted(wrong):
        if slip[0] != "0" and abs(Decimal(slip) - right) > right / 50:
            yield _said(way, values | {name: slip}, name, right), False


def cases(kind: str, way: str, number: int) -> Iterator[tuple[Said, bool]]:
    """What one way says, rightly and wrongly."""
    seed = f"{kind} {number}"
    if kind == "FRACTIONS":
        yield from _of_tenths(way, seed)
    elif kind == "AVERAGES":
        yield from _of_each(way, seed)
    else:
        for more in range(2):
            yield from _of_rates(way, f"{seed} {more}")


def _read(said: Said) -> Audited:
    return audited(AsRead("a", said.text))


def _is_heard(said: Said, found: Audited, true: bool) -> bool:
    verdicts = GOOD if true else {RelationVerdict.WRONG}
    return any(
        one.verdict in verdicts
        and one.stated is not None
        and one.computed is not None
        and one.stated.start < said.end
        and said.start < one.stated.end
        and min(abs(v - said.right) for v in (one.computed, one.stated.said(one.computed)))
        <= said.right / 1000 + Decimal("0.006")
        for one in found.findings
    )


def heard(kind: str) -> tuple[dict[str, tuple[int, int, int, int]], list[str]]:
    """For each way how many true and false sentences are heard, and of how many; false alarms."""
    found: dict[str, tuple[int, int, int, int]] = {}
    alarms: list[str] = []
    for number, way in enumerate(KINDS[kind]):
        counts = [0, 0, 0, 0]
        for said, true in cases(kind, way, number):
            told = _read(said)
            counts[1 if true else 3] += 1
            good = _is_heard(said, told, true)
            counts[0 if true else 2] += good
            for one in told.findings:
                beside = one.stated is not None and said.start <= one.stated.start < said.end
                if one.verdict is RelationVerdict.WRONG and (true or not beside):
                    alarms.append(f"{said.text} {one.expression} {one.message}")
        found[way] = counts[0], counts[1], counts[2], counts[3]
    return found, alarms


#: Of each kind, how many true and how many false sentences are heard at least, and of how many.
HEARD = {
    "SHARES": (60, 60, 150, 174),
    "PARALLEL": (54, 54, 158, 160),
    "AMOUNTS": (52, 52, 89, 98),
    "RATES": (60, 60, 159, 170),
    "RATES_OF_AMOUNTS": (50, 50, 90, 95),
    "COMPLEMENTS": (50, 50, 121, 140),
    "FRACTIONS": (119, 123, 113, 123),
    "AVERAGES": (30, 30, 51, 53),
    "TOGETHER": (42, 42, 107, 123),
    "BASES_OF_SUMS": (10, 10, 8, 20),
    "ENDS": (20, 20, 38, 39),
}


@pytest.mark.parametrize("kind", HEARD)
def test_most_ways_are_heard_and_none_is_told_wrong_that_is_right(kind: str) -> None:
    found, alarms = heard(kind)
    assert not alarms
    true, of_true, false, of_false = (sum(each[n] for each in found.values()) for n in range(4))
    least_true, every_true, least_false, every_false = HEARD[kind]
    assert (of_true, of_false) == (every_true, every_false)
    assert true >= least_true, found
    assert false >= least_false, found


def test_every_kind_has_its_bar() -> None:
    assert HEARD.keys() == KINDS.keys()


@pytest.mark.parametrize("way", ways.NEAR.strip().splitlines())
def test_a_rate_of_something_else_is_not_told_wrong(way: str) -> None:
    for number in range(4):
        luck = random.Random(f"{way} {number}")
        values = {name: f"{value:f}" for name, value in _numbers(way, luck).items()}
        values |= {"x": f"{Decimal(luck.randrange(110, 950)) / 10}"}
        values["x1"] = f"{_rounded(Decimal(values['w']) * 100 / Decimal(values['v']))}"
        text = way.format(**values)
        told = audited(AsRead("a", text)).findings
        wrong = [one for one in told if one.verdict is RelationVerdict.WRONG]
        assert not wrong, (text, wrong[0].message)
