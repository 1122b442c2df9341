"""Rules of ledger.yaml itself: phases in order, bands in order, something in the ledger."""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.rule import Rule


def check_phase_order(ledger: Ledger) -> Iterator[Diagnostic]:
    """期次: numbers increase, days do not decrease."""
    for index, (before, after) in enumerate(pairwise(ledger.config.phases), 1):
        place = ledger.place().at(term.PHASES, index)
        if after.number <= before.number:
            message = f"第{after.number}期排在第{before.number}期之后：期次要从小到大，不重复"
            yield Diagnostic(Rule.PHASE_ORDER, place.at(term.PHASE), message)
        elif after.date < before.date:
            message = f"第{after.number}期 {after.date} 早于第{before.number}期 {before.date}"
            yield Diagnostic(Rule.PHASE_ORDER, place.at(term.DATE), message)


def check_band_order(ledger: Ledger) -> Iterator[Diagnostic]:
    """规模分档: positive, from large to small."""
    floors = ledger.config.band_floors
    fits = all(a > b for a, b in pairwise(floors)) and all(floor > 0 for floor in floors)
    if not fits:
        message = "规模分档要从大到小、大于 0、不重复"
        yield Diagnostic(Rule.BAND_ORDER, ledger.place().at(term.BANDS), message)


def check_not_empty(ledger: Ledger) -> Iterator[Diagnostic]:
    """There is at least one project or rollup."""
    if not ledger.projects and not ledger.rollups:
        message = "台账里还没有项目，也没有汇总"
        yield Diagnostic(Rule.EMPTY_LEDGER, ledger.place(), message)


def check_sectors(ledger: Ledger) -> Iterator[Diagnostic]:
    """领域, 问题类别: a list joined by full-width commas is one word to YAML."""
    lists = {term.SECTOR: ledger.config.sectors, term.PROBLEM_KINDS: ledger.config.problem_kinds}
    for key, words in lists.items():
        for index, word in enumerate(words):
            if "，" in word:
                place = ledger.place().at(key, index)
                message = f"用了全角“，”：“{word}”成了一个{key.removeprefix('问题')}"
                yield Diagnostic(Rule.FULL_WIDTH_PUNCTUATION, place, message)


#: Run on what could be read of a ledger.
CHECKS = (check_phase_order, check_band_order, check_sectors)
