"""On which list of which phase a row's project stands, by all that says so.

Owns what happens where two of them say different things: it is a question, whichever is nearer.
"""

from datetime import date
from functools import lru_cache

from sangeyipi.ingest.answers import Unsettled
from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.findings import ImportQuestion
from sangeyipi.ingest.governing import NamedPhases
from sangeyipi.ingest.said import SaidFact
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.model import term
from sangeyipi.model.stages import Batch

_LISTS = tuple((term.LISTED, str(one)) for one in Batch)


def listed(found: Gathered, setting: TableSetting) -> None:
    """Put the row on its list.  Raises Unsettled, LeftOut."""
    told = (*found.named, *setting.named) if found.named else setting.named
    told_of = not found.facts.keys().isdisjoint(_LISTS)
    if not found.named and not found.ticked and told_of:
        _declared(found, setting)
        return
    if told is setting.named and not found.ticked and _on_one(found, setting):
        return
    phase = _phase(told, found, setting)
    batches = _batches(told, found, setting)
    if phase is None and not batches:
        return
    if phase is None:
        phase = int(
            _missing(
                term.PHASE,
                f"只知道是{'、'.join(batches)}一批，不知道是第几期",
                _numbers(setting.held),
                found,
                setting,
            )
        )
    if not batches:
        text = f"只知道是第{phase}期，不知道是哪一批"
        batches = (Batch(_missing(term.BATCH, text, tuple(Batch), found, setting)),)
    source = next((one.source for one in told if one.phases or one.batch), "")
    cell = source if "!" in source else found.origin.cell
    for batch in batches:
        fact = SaidFact(str(phase), found.ticked.get(batch, cell))
        found.facts.setdefault((term.LISTED, str(batch)), fact)
    _declared(found, setting)


def _on_one(found: Gathered, setting: TableSetting) -> bool:
    """Put the row on the list that all of its table stands on, where there is one list.

    What names it is looked at once for all rows that name none of their own.
    """
    listing = setting.listing
    if not listing:
        phases, batches = _agreed(setting.named)
        one = len(phases) == len(batches) == 1 and str(phases[0]) in _numbers(setting.held)
        source = next((one.source for one in setting.named if one.phases or one.batch), "")
        cell = source if "!" in source else ""
        listing.append(((term.LISTED, str(batches[0])), str(phases[0]), cell) if one else None)
    told = listing[0]
    if told is None:
        return False
    path, phase, cell = told
    found.facts[path] = SaidFact(phase, cell or found.origin.cell)
    return True


@lru_cache(16)
def _numbers(held: tuple[tuple[int, date], ...]) -> tuple[str, ...]:
    return tuple(str(number) for number, _ in held)


@lru_cache(256)
def _agreed(told: tuple[NamedPhases, ...]) -> tuple[tuple[int, ...], tuple[Batch, ...]]:
    """The phases that all name of those that name any, and every batch that is named."""
    naming = [frozenset(one.phases) for one in told if one.phases]
    common = frozenset.intersection(*naming) if naming else frozenset()
    return tuple(common), tuple(dict.fromkeys(one.batch for one in told if one.batch))


def _phase(told: tuple[NamedPhases, ...], found: Gathered, setting: TableSetting) -> int | None:
    common, _ = _agreed(told)
    if len(common) == 1:
        return common[0]
    naming = [one for one in told if one.phases]
    if not naming:
        return None
    phases = dict.fromkeys(str(phase) for one in naming for phase in one.phases)
    said = "，".join(f"{one.source} 是第{'、'.join(map(str, one.phases))}期" for one in naming)
    where = "各处说的期不一样" if len(naming) > 1 else "看不出是哪一期"
    return int(_which(term.PHASE, f"{where}：{said}", tuple(phases), found, setting))


def _batches(
    told: tuple[NamedPhases, ...], found: Gathered, setting: TableSetting
) -> tuple[Batch, ...]:
    """The lists of the row: one, but where it is ticked in several."""
    _, batches = _agreed(told)
    if len(batches) < 2 and not found.ticked:
        return batches
    naming = [(one.source, one.batch) for one in told if one.batch]
    ticked = [(cell, batch) for batch, cell in found.ticked.items()]
    named = {batch for _, batch in naming}
    if ticked and named <= found.ticked.keys():
        return tuple(found.ticked)
    naming = [*naming, *ticked]
    batches = tuple(dict.fromkeys(batch for _, batch in naming))
    if len(batches) < 2:
        return batches
    said = "，".join(f"{source} 是{batch}" for source, batch in naming)
    return (Batch(_which(term.BATCH, f"各处说的批不一样：{said}", batches, found, setting)),)


def _which(
    about: str, text: str, answers: tuple[str, ...], found: Gathered, setting: TableSetting
) -> str:
    """What is asked of one row."""
    question = ImportQuestion(
        found.origin.cell, found.called, about, f"{text}。哪一个对？", answers
    )
    return setting.answers.settle(question, setting.digest, found.origin.row)


def _missing(
    about: str, text: str, answers: tuple[str, ...], found: Gathered, setting: TableSetting
) -> str:
    """What is asked once of the table."""
    option = "--phase" if about == term.PHASE else "--batch"
    question = ImportQuestion(
        setting.head, setting.source.sheet, about, f"{text}：用 {option} 指明", answers
    )
    return setting.answers.settle(question, setting.digest, found.origin.row, found.origin.cell)


def _declared(found: Gathered, setting: TableSetting) -> None:
    """Every phase is one that ledger.yaml has the day of."""
    held = _numbers(setting.held)
    facts = [found.facts[path] for path in _LISTS if path in found.facts]
    if all(one.text in held for one in facts):
        return
    for path, fact in found.facts.items():
        if path[0] == term.LISTED and fact.text not in held:
            text = f"第{fact.text}期不在台账的期次里：先在 ledger.yaml 的“期次”里写上它和它的日期"
            raise Unsettled(fact.cell, text)
