"""评价 of a city: the marks of each county, compared with the others by what their ledgers say.

Owns with whom a county is compared.  What a mark is made of owns `scores`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scores import Outside, Score, measured, score
from sangeyipi.model.ledger import RegionPart
from sangeyipi.model.region import is_region
from sangeyipi.model.score import ScoreRules, Way

_COMPARED = (Way.RANK, Way.EFFICACY)


class Marks(NamedTuple):
    """A county and its scorecard; `group`: among whom it is ranked."""

    part: RegionPart
    group: str
    score: Score


def marks(
    figures: Figures, rules: ScoreRules, outside: Iterable[Outside], groups: Mapping[str, str]
) -> list[Marks]:
    """The scorecards of the counties that count.  `groups`: those that are ranked apart."""
    given = tuple(outside)
    parts = [one for one in figures.ledger.parts if one.member.counted and one.ledger is not None]
    own = {one.region: _own(figures, one) for one in parts}
    said = {name: tuple(_said(own[name], rules, given, groups, name)) for name in own}
    found = []
    for part in parts:
        name = part.region
        theirs = [one for other, some in said.items() if other != name for one in some]
        # What is given of a member has been taken with its own figures.
        kept = [
            one
            for one in given
            if is_region(one.region, name) or not any(is_region(one.region, its) for its in own)
        ]
        asked = replace(rules, group=groups[name]) if name in groups else rules
        group = groups.get(name, "")
        found.append(Marks(part, group, score(own[name], asked, (*kept, *theirs))))
    return found


def _own(figures: Figures, part: RegionPart) -> Figures:
    """The figures of a county under its own name."""
    assert part.ledger is not None
    config = replace(part.ledger.config, region=part.region)
    return Figures(replace(part.ledger, config=config), figures.as_of)


def _said(
    own: Figures,
    rules: ScoreRules,
    given: tuple[Outside, ...],
    groups: Mapping[str, str],
    region: str,
) -> Iterable[Outside]:
    """What the others are compared with of a county."""
    for rule in rules.indicators:
        if rule.way in _COMPARED:
            group = groups.get(region, rules.group or "")
            yield Outside(region, rule.name, measured(own, rules, given, rule), group, rule)
