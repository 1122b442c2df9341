"""The question that a person means by a measure's word and the options of a summary.

Owns the words that `why` takes: those of the tables' headings and of the rates.  The scope is
narrowed as the tables narrow it, so that the answer is the table's.
"""

from collections.abc import Iterable

from sangeyipi.figures.measures import COUNT
from sangeyipi.figures.rates import FUNDS_RATE, RULES
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.nearest import folded
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import (
    Measured,
    Measurement,
    Moment,
    OfList,
    Part,
    Question,
    Scope,
    Subject,
)
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.tables.grouping import GROUPINGS, REGION, Grouping, named
from sangeyipi.tables.summary import periods, subject_of

_BY_AMOUNT = "按投资"
_SHARES = ("个数占比", "投资占比")
_SIZES = {
    term.COUNT: Measurement(Measured.COUNT),
    "项次": Measurement(Measured.COUNT),
    term.INVESTMENT: Measurement(Measured.INVESTMENT),
    term.CONVERTED: Measurement(Measured.CONVERTED),
    FUNDS_RATE: Measurement(Measured.FUNDS_RATE),
    _SHARES[0]: Measurement(Measured.SHARE),
    _SHARES[1]: Measurement(Measured.SHARE, by_investment=True),
}
_STEPS = {f"已{step}": Measurement(Measured.REACHED, step) for step in Milestone}
#: What can be counted once for each project.
_ONCE = (Measured.COUNT, Measured.INVESTMENT)
#: 转化率 and 本批率 are of each list's own step.
_OF_LISTS = {"转化率": OfList.NEXT, "本批率": OfList.OWN}


class AskedWrongly(Exception):
    """What is asked for is no figure, or not one alone; `words` are what there is."""

    def __init__(self, said: str, word: str = "", words: Iterable[str] = ()) -> None:
        super().__init__(said)
        self.word, self.words = word, tuple(words)


def question(
    figures: Figures,
    word: str,
    scope: Scope,
    *,
    by: str | None = None,
    group: str | None = None,
    unique: bool = False,
) -> Question:
    """The question that is meant.  Raises AskedWrongly."""
    chosen, batch, platform = scope
    measurement, of_batch = _measurement(word, batch)
    if by is not None:
        grouping = _grouping(by)
        if grouping is REGION and figures.ledger.parts:
            once = unique and measurement.name in (*_ONCE, Measured.SHARE)
            asks = measurement._replace(once=once)
            return _of_place(figures, asks.of(of_batch), scope._replace(batch=of_batch), group)
        return _of_group(figures, measurement, scope, grouping, group)
    if group is not None:
        raise AskedWrongly(f"--group {group}：要与 --by 连用，如 --by 领域 --group 先进制造业")
    if measurement.name == Measured.REACHED and of_batch is None:
        raise AskedWrongly(f"“{word}”要说哪一批的：加 --batch；不分批、每个项目只计一次的，用 --by")
    if unique:
        if measurement.name not in _ONCE:
            raise AskedWrongly(f"--unique 只能问个数和总投资，“{word}”本来就按名单计")
        measurement = measurement._replace(once=True)
    subject = _subject(figures, chosen or periods(figures).all, of_batch, platform)
    return Question(subject._replace(moment=Moment(figures.as_of)), measurement.of(of_batch))


def _subject(
    figures: Figures, chosen: Phases | None, batch: Batch | None, platform: bool | None
) -> Subject:
    whole = figures.narrowed(Scope(chosen, None, platform))
    if batch is None:
        return subject_of(whole, platform, Part.TOTAL)
    part = whole._replace(batch=batch)
    if figures.ask(part, COUNT).outside:
        part = figures.narrowed(part)
    return subject_of(part, platform)


def _measurement(word: str, batch: Batch | None) -> tuple[Measurement, Batch | None]:
    """The measure of a word, and the list that it is of."""
    wanted = folded(word)
    by_amount = wanted.endswith(folded(_BY_AMOUNT))
    bare = wanted.removesuffix(folded(_BY_AMOUNT)) if by_amount else wanted
    known = {folded(name): one for name, one in {**_SIZES, **_STEPS}.items()}
    if bare in known and not by_amount:
        return known[bare], batch
    rule = next((one for name, one in RULES.items() if folded(name) == bare), None)
    if rule is not None:
        if batch not in (None, rule.batch):
            raise AskedWrongly(f"{rule.name}是{rule.batch}一批的率，不要写 --batch {batch}")
        return Measurement(Measured.RATE, rule.milestone, by_amount), rule.batch
    step = next((one for name, one in _OF_LISTS.items() if folded(name) == bare), None)
    if step is not None and batch is not None:
        return Measurement(Measured.RATE, step, by_amount), batch
    if step is not None:
        names = [one.name for one in RULES.values() if one.milestone is step.of(one.batch)]
        raise AskedWrongly(f"“{word}”各批不同：写 --batch，或写明是哪一个：{'、'.join(names)}")
    if bare == folded("占比"):
        raise AskedWrongly(f"“{word}”有两个：{'、'.join(_SHARES)}")
    words = [*_SIZES, *_STEPS, *_OF_LISTS, *RULES]
    raise AskedWrongly(f"没有“{word}”这个数；可以问：{'、'.join(words)}", word, words)


def _grouping(by: str) -> Grouping:
    found = named(by)
    if found is None or not found.of_projects:
        words = [one.word for one in GROUPINGS if one.of_projects]
        more = "；期和批用 --phase、--batch 写明" if found else ""
        raise AskedWrongly(f"--by 不能是“{by}”，只能是：{'、'.join(words)}{more}", by, words)
    return found


def _of_place(figures: Figures, asks: Measurement, scope: Scope, group: str | None) -> Question:
    """A figure of a row of the table of places, which are taken by their lists."""
    phases = scope.phases or periods(figures).all
    if group is None:
        subject = _subject(figures, phases, scope.batch, scope.on_platform)
        return Question(subject._replace(moment=Moment(figures.as_of)), asks)
    part = figures.ledger.part(group)
    if part is None:
        names = [one.region for one in figures.ledger.parts]
        raise AskedWrongly(f"--group：地区里没有“{group}”；有：{'、'.join(names)}", group, names)
    theirs = figures.of_region(group)
    if theirs is None:
        raise AskedWrongly(f"{group}的数不明：{part.fault}")
    own = theirs.narrowed(figures.narrowed(scope._replace(phases=phases)))
    narrowed = own.on_platform is not scope.on_platform
    subject = Subject(own, narrowed=narrowed, by=REGION.key, group=group)
    return Question(subject._replace(moment=Moment(figures.as_of)), asks)


def _of_group(
    figures: Figures, asks: Measurement, scope: Scope, by: Grouping, group: str | None
) -> Question:
    if asks.name in (Measured.CONVERTED, Measured.FUNDS_RATE) or (
        asks.name == Measured.RATE and (asks.by_investment or scope.batch is None)
    ):
        raise AskedWrongly("--by 的组只能问：个数、总投资、占比，和已开工等；率要同时写 --batch")
    config = figures.ledger.config
    labels = [
        label for project in figures.population(scope) for label in by.labels(project, config)
    ]
    labels = list(dict.fromkeys([*by.shown_empty(config), *labels]))
    if group is not None and group not in labels:
        has = "、".join(labels[:10]) + ("等" if len(labels) > 10 else "")
        raise AskedWrongly(f"--group：{by.word}里没有“{group}”；有：{has}", group, labels)
    part = Part.TOTAL if group is None else Part.ALL
    subject = Subject(scope, part, by=by.key, group=group or "", moment=Moment(figures.as_of))
    return Question(subject, asks._replace(once=True))
