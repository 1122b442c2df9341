"""A file of 评价办法: text → rules, with everything that is wrong at its place.

Owns what makes rules usable as a whole: which keys an algorithm needs, that points add up.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.place import Place
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.score import Indicator, ScoreRules, Way
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source
from sangeyipi.store.yaml import reader
from sangeyipi.store.yaml.places import placed

_INDICATORS = keys(ScoreRules)["indicators"].word
_WORDS = {name: key.word for name, key in keys(Indicator).items()}
#: What each algorithm cannot do without: one of these.
_NEEDED: dict[Way, tuple[str, ...]] = {
    Way.RANK: ("each_place", "each_place_share", "brackets"),
    Way.EACH: ("each",),
    Way.EACH_POINT: ("slopes",),
    Way.GATE: ("gates",),
}
#: What only these algorithms read.
_READ_BY: dict[str, tuple[Way, ...]] = {
    "each_place": (Way.RANK,),
    "each_place_share": (Way.RANK,),
    "brackets": (Way.RANK, Way.STANDARD),
    "each": (Way.EACH,),
    "slopes": (Way.EACH_POINT,),
    "most": (Way.EACH_POINT,),
    "target": (Way.PROPORTION, Way.STANDARD, Way.EACH_POINT),
}


def read_rules(source: Source) -> tuple[ScoreRules | None, list[Diagnostic]]:
    """The rules in a file, and what is wrong with it; with anything wrong none are to be used."""
    raw = reader.read(source)
    found = Findings(raw.diagnostics)
    made = None
    if not len(found) or raw.value is not None:
        value: Any = {} if raw.value is None else raw.value
        made = RecordType.of(ScoreRules).read(value, Place(source.name), found)
    if made and not len(found):
        found.extend(_faults(made, source.name))
    return made, placed(source, found)


def _faults(rules: ScoreRules, name: str) -> Iterator[Diagnostic]:
    if not rules.indicators:
        yield Diagnostic(Rule.MISSING_KEY, Place(name), f"一项{_INDICATORS}也没有")
    named = Counter(one.name for one in rules.indicators)
    for index, one in enumerate(rules.indicators):
        path = (_INDICATORS, index)
        if named[one.name] > 1:
            where = Place(name, (*path, term.NAME))
            yield Diagnostic(Rule.WRONG_TYPE, where, f"有 {named[one.name]} 项都叫“{one.name}”")
        for word, message in _of_one(one):
            yield Diagnostic(Rule.WRONG_TYPE, Place(name, (*path, word)), message)
    whole = sum((one.points for one in rules.indicators), Decimal(0))
    if rules.full is not None and whole != rules.full:
        place = Place(name, (keys(ScoreRules)["full"].word,))
        message = f"各项分值合计 {plain(whole)} 分，满分却是 {plain(rules.full)} 分"
        yield Diagnostic(Rule.WRONG_TYPE, place, message)


def _of_one(one: Indicator) -> Iterator[tuple[str, str]]:
    """What is wrong with an indicator: at which of its words, and the message."""
    if one.points <= 0:
        yield _WORDS["points"], f"分值是 {plain(one.points)}，应大于 0"
    needed = _NEEDED.get(one.way, ())
    if needed and not any(getattr(one, name) for name in needed):
        words = "、".join(_WORDS[name] for name in needed)
        yield _WORDS["way"], f"算法“{one.way}”要写{words}{'之一' if len(needed) > 1 else ''}"
    for name, ways in _READ_BY.items():
        if one.way not in ways and getattr(one, name):
            said = "、".join(ways)
            yield _WORDS[name], f"算法“{one.way}”不用“{_WORDS[name]}”，只有{said}才用"
    if one.way is Way.STANDARD and one.brackets and one.target is not None:
        yield _WORDS["target"], "写了档，目标就没有用：留一个"
    steps = [_WORDS[name] for name in _NEEDED[Way.RANK] if getattr(one, name)]
    if one.way is Way.RANK and len(steps) > 1:
        yield _WORDS["way"], f"{'、'.join(steps)}只能写一个"
