"""What the rows of one project make of it, beside what the ledger has: fact by fact.

Owns the rules of an import: what a sheet says replaces what the ledger says, blank never erases,
a coarser date never replaces a finer one that it agrees with, a note is added to.  Where two rows
of an import say different things that figures depend on, it is a question.
"""

from enum import StrEnum
from operator import attrgetter

from sangeyipi.compare.fields import Flat, Path, Text, flat, is_amount
from sangeyipi.ingest.answers import Answers, LeftOut, Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Rejected, Remark, Skipped
from sangeyipi.ingest.likeness import same_form
from sangeyipi.ingest.matching import RowGroup
from sangeyipi.ingest.said import Said, SaidFact
from sangeyipi.model import term
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.project import Project

_TEXT = attrgetter("text")
_NAME = (term.NAME,)
_NOTE = (term.NOTE,)


class RowOutcome(StrEnum):
    """What became of a row that got in."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Draft:
    """A project as it would be.  `sources` has the cell of every fact that the import says."""

    group: RowGroup
    facts: Flat
    sources: dict[Path, SaidFact] = field(default_factory=dict)
    report: dict[str, SaidFact] = field(default_factory=dict)
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    rejected: dict[int, Rejected] = field(default_factory=dict)
    left_out: dict[int, Skipped] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def before(self) -> Project | None:
        """What the ledger has."""
        return self.group.before

    @property
    def name(self) -> str:
        """Its name."""
        said = self.facts.get(_NAME)
        return str(said) if said is not None else self.group.name


def drafted(group: RowGroup, answers: Answers) -> Draft:
    """The project that a group's rows make, each row accounted for."""
    if group.before is None and len(group.rows) == 1 and group.rows[0].gone is None:
        return _of_one_row(group, group.rows[0])
    return _of_rows(group, answers)


def _of_rows(group: RowGroup, answers: Answers) -> Draft:
    draft = Draft(group, dict(flat(group.before)) if group.before else {})
    for one in group.rows:
        try:
            facts = _known_gone(draft, one, answers)
            if facts is None:
                facts = _taken(draft, one, answers)
        except Unsettled as why:
            draft.rejected[one.origin.number] = why.rejected(one.origin.row)
        except LeftOut as why:
            draft.left_out[one.origin.number] = Skipped(why.cell, why.reason)
        else:
            _take(draft, one, facts)
    return draft


def _of_one_row(group: RowGroup, one: Said) -> Draft:
    """A new project as its only row says it: the steps of the others, of which none is needed."""
    sources = _of_first_row(one.facts)
    facts = dict(zip(sources, map(_TEXT, sources.values()), strict=True))
    return Draft(group, facts, sources, one.report, {one.origin.number: RowOutcome.ADDED})


def _known_gone(draft: Draft, one: Said, answers: Answers) -> dict[Path, SaidFact] | None:
    """What a row has in common with a withdrawn project that it says is no longer there.

    None: it is a row as others.  Raises Unsettled, LeftOut where that is asked.
    """
    if one.gone is None:
        return None
    before = draft.before
    if before is None or before.withdrawn is None or one.report or _figures_differ(draft, one):
        answers.settle(one.gone, one.origin.digest, one.origin.row)
        return None
    same = {path: fact for path, fact in one.facts.items() if draft.facts.get(path) == fact.text}
    apart = [".".join(path) for path in one.facts if path not in same and path != (term.ID,)]
    left = f"{'、'.join(apart)}与台账不同，没有改" if apart else "与台账一样"
    text = f"{before.id}“{before.name}”已在 {before.withdrawn.date.text} 调出：不再问，这一行{left}"
    draft.remarks.append(Remark(one.origin.cell, text))
    return same


def _figures_differ(draft: Draft, one: Said) -> bool:
    """Whether a row says otherwise than the ledger, or more, what figures depend on."""
    for path, fact in one.facts.items():
        now = draft.facts.get(path)
        if _counts(path) and now != fact.text and (now is None or _finer(now, fact.text) != now):
            return True
    return False


def _take(draft: Draft, one: Said, facts: dict[Path, SaidFact]) -> None:
    """Make a row's facts the project's."""
    first = draft.group.before is None and not draft.outcomes
    before = dict(draft.report)
    _report(draft, one)
    changed = (
        first
        or before != draft.report
        or any(draft.facts.get(path) != fact.text for path, fact in facts.items())
    )
    known = draft.group.before
    if changed and known is not None and known.withdrawn is not None:
        left = known.withdrawn.date.text
        text = f"{known.id}“{known.name}”已在 {left} 调出：改了，仍是调出的项目"
        draft.remarks.append(Remark(one.origin.cell, text))
    draft.facts.update([(path, fact.text) for path, fact in facts.items()])
    draft.sources.update(facts)
    state = RowOutcome.ADDED if first else RowOutcome.UPDATED if changed else RowOutcome.UNCHANGED
    if state is RowOutcome.UNCHANGED and draft.outcomes:
        text = f"与 {_first_cell(draft)} 是同一个项目，说的也一样：没有再加一个"
        draft.remarks.append(Remark(one.origin.cell, text))
    draft.outcomes[one.origin.number] = state


def _first_cell(draft: Draft) -> str:
    rows = (row for row in draft.group.rows if row.origin.number in draft.outcomes)
    return next(rows).origin.cell


def _report(draft: Draft, one: Said) -> None:
    for word, fact in one.report.items():
        draft.report[word] = fact


def _taken(draft: Draft, one: Said, answers: Answers) -> dict[Path, SaidFact]:
    """The facts of a row that the project takes, each settled.  Raises Unsettled, LeftOut."""
    for word, fact in one.report.items():
        _same_figure(draft, one, word, fact)
    if not draft.facts:
        return _of_first_row(one.facts)
    found: dict[Path, SaidFact] = {}
    for path, fact in one.facts.items():
        taken = _settled(draft, one, path, fact, answers)
        if taken is not None:
            found[path] = taken
    return found


def _of_first_row(facts: dict[Path, SaidFact]) -> dict[Path, SaidFact]:
    """The facts of a new project's first row: there is nothing to settle them with."""
    own = facts.get(_NOTE)
    note = own and _added("", own)
    if note == own:
        return facts
    return {path: fact for path, fact in {**facts, _NOTE: note}.items() if fact}


def _same_figure(draft: Draft, one: Said, word: str, fact: SaidFact) -> None:
    other = draft.report.get(word)
    if other is not None and other.text != fact.text and is_amount((word,)):
        reason = f"{word} {fact.text}，{other.cell} 却是 {other.text}：改成一样再导入"
        raise Unsettled(fact.cell, reason)


def _settled(
    draft: Draft, one: Said, path: Path, fact: SaidFact, answers: Answers
) -> SaidFact | None:
    """What a fact becomes; None: the project keeps what it has."""
    if path == (term.ID,):
        return None if draft.before or path in draft.facts else fact
    if path == _NAME:
        return _name(draft, one, fact)
    if path == _NOTE:
        return _note(draft, fact)
    now = draft.facts.get(path)
    if now is None or now == fact.text:
        return fact
    if path[0] in (term.MILESTONES, term.PLANNED) and len(path) == 2:
        finer = _finer(now, fact.text)
        if finer is not None:
            return fact if finer == fact.text else None
    if path in draft.sources:
        return _between_rows(draft, one, path, fact, answers)
    if path[0] == term.LISTED:
        return _listed_before(draft, one, path, fact, answers)
    return fact


def _finer(one: Text, other: Text) -> Text | None:
    """The one that says more of two dates that agree; None where they do not."""
    if not isinstance(one, str) or not isinstance(other, str):
        return None
    for coarse, fine in ((one, other), (other, one)):
        if coarse == UNDATED_WORD or fine.startswith(f"{coarse}-"):
            return fine
    return None


def _name(draft: Draft, one: Said, fact: SaidFact) -> SaidFact | None:
    """The ledger's name, or the first row's, unless its 编号 says that it was renamed."""
    now = draft.facts.get(_NAME)
    if now is None:
        return fact
    if now == fact.text or same_form(str(now)) == same_form(str(fact.text)):
        return None
    if draft.before is not None and one.id == draft.before.id:
        return fact
    draft.remarks.append(Remark(fact.cell, f"“{fact.text}”按“{now}”导入"))
    return None


def _note(draft: Draft, fact: SaidFact) -> SaidFact | None:
    """What the note does not say yet is added at its end."""
    return _added(str(draft.facts.get(_NOTE, "")), fact)


def _added(now: str, fact: SaidFact) -> SaidFact | None:
    new = [one for one in str(fact.text).split("；") if one and one not in now]
    if not new:
        return None
    return SaidFact("；".join(filter(None, [now, *new])), fact.cell)


def _between_rows(
    draft: Draft, one: Said, path: Path, fact: SaidFact, answers: Answers
) -> SaidFact | None:
    """Two rows of the import say different things."""
    other = draft.sources[path]
    word = ".".join(path)
    if not _counts(path):
        text = f"{word}“{_plain(fact.text)}”与 {other.cell} 的“{_plain(other.text)}”不同，取后一个"
        draft.remarks.append(Remark(fact.cell, text))
        return fact
    text = (
        f"“{draft.name}”的{word}：这里是 {_plain(fact.text)}，"
        f"{other.cell} 是 {_plain(other.text)}，哪一个对？"
    )
    options = (_plain(fact.text), _plain(other.text))
    return _chosen(
        one, word, fact, ImportQuestion(fact.cell, one.name, word, text, options), answers
    )


def _listed_before(
    draft: Draft, one: Said, path: Path, fact: SaidFact, answers: Answers
) -> SaidFact | None:
    """The ledger has it on that list in another phase; each list has a project once."""
    now, word = str(draft.facts[path]), ".".join(path)
    text = (
        f"“{draft.name}”在台账里是第{now}期{path[1]}一批，这里是第{fact.text}期：每批至多列一次，"
        "哪一期对？"
    )
    question = ImportQuestion(fact.cell, one.name, word, text, (str(fact.text), now))
    return _chosen(one, word, fact, question, answers)


def _chosen(
    one: Said, word: str, fact: SaidFact, question: ImportQuestion, answers: Answers
) -> SaidFact | None:
    answer = answers.settle(question, one.origin.digest, one.origin.row)
    return fact if answer == _plain(fact.text) else None


def _counts(path: Path) -> bool:
    """Whether a figure depends on a fact."""
    return path[0] in (term.LISTED, term.MILESTONES, term.PLATFORM) or is_amount(path)


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "、".join(text)
