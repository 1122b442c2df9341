"""Rates that can hardly be meant: 0.95 for 95, or more than all of them.

Owns the size of rates: the targets of ledger.yaml and what statements publish.
"""

from collections.abc import Iterator

from sangeyipi.figures.rates import RULES
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger, Targets
from sangeyipi.model.limits import ALL, TARGET
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule


def check_rates(ledger: Ledger) -> Iterator[Diagnostic]:
    """A target is a share worth aiming at; no published share of a list exceeds all of it."""
    targets = ledger.config.targets
    for word in (key.word for key in keys(Targets).values()):
        target = targets.of(word)
        if target is None:
            continue
        place = ledger.place().at(term.TARGETS, word)
        if target > TARGET.last:
            message = f"{word}的目标是 {plain(target)}：率不会超过 {TARGET.last}"
            yield Diagnostic(Rule.BAD_RATE, place, message)
        elif target <= TARGET.first:
            share = plain(target * 100)
            message = f"{word}的目标是 {plain(target)}%，几乎等于没有目标：目标大于 {TARGET.first}"
            remedy = "写上要达到的率；没有目标的，删去这一行"
            if target:
                message += f"，比率写百分数的数字，{share}% 写 {share}"
                remedy = f"写 {share}"
            yield Diagnostic(Rule.BAD_RATE, place, message, remedy)
    yield from _published(ledger)


def _published(ledger: Ledger) -> Iterator[Diagnostic]:
    for statement in ledger.statements:
        for index, claim in enumerate(statement.claims):
            for word, stated in claim.figures():
                # More money may arrive than was planned.
                if word in RULES and stated > ALL:
                    place = statement.origin.at(term.CLAIMS, index, word)
                    message = f"{claim.title}：{word} 公布 {stated:f}：率不会超过 {ALL}"
                    yield Diagnostic(Rule.BAD_RATE, place, message)
