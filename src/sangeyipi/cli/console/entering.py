"""A record of a register as it is typed: a new one, or facts of one that is there.

Owns how fields are asked for one by one, which spellings of dates are understood, and the numbers
of new problems.  What a value may be says the model, what a ledger may hold its rules.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sangeyipi.cli.console import asking, editing, options, output
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.cli.console.editing import Edited
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.store.kinds import RecordKind

#: A spreadsheet makes 2023.1 of October; whoever types it is asked to write the month in full.
_CUT_MONTH = re.compile(r"[12]\d{3}\.1")
#: What is never asked for of a new record: it comes later, or nobody says it at once.
_NOT_ASKED = frozenset({"followed", "closed", "unsolvable", "satisfaction", "note", "differs"})


class Ending(NamedTuple):
    """What options say of a problem: closed, or given up, on a day; of which day 进展 is."""

    closed: str | None = None
    given_up: str | None = None
    on: str | None = None

    @property
    def there(self) -> bool:
        """Whether a problem ends by them."""
        return self.closed is not None or self.given_up is not None

    def must_be_days(self) -> None:
        """Raises Stop where one of them is no date."""
        named = (("--close", self.closed), ("--give-up", self.given_up), ("--on", self.on))
        for option, text in named:
            if text is not None:
                options.as_of(day(options.word(text)), option)


def typed(words: Iterable[str], model: Any) -> "list[Fact]":
    """`字段=值` as typed, dates as a ledger writes them.  Raises Stop."""
    from sangeyipi.edit.facts import NotAFact, typed

    try:
        return [_dated(typed(one, model), model) for one in words]
    except NotAFact as fault:
        raise Stop(f"{fault}\nsgyp register --help 可看用法和例子") from None


def _dated(fact: "Fact", model: Any) -> "Fact":
    if fact.path in _dates(model):
        return fact._replace(value=day(fact.value))
    return fact


def _dates(model: Any, before: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The fields that are dates, by their paths of words."""
    from typing import get_args

    from sangeyipi.model import date_fields
    from sangeyipi.model.declared import is_record, keys, kinds, value_types, written

    known = {written(one) for one in (date_fields.Day, date_fields.Planned, date_fields.Due)}
    words = {name: (*before, key.word) for name, key in keys(model).items()}
    found = {word for name, word in words.items() if kinds(model)[name] in known}
    for name, hint in value_types(model).items():
        for inner in (one for one in get_args(hint) if is_record(one)):
            found |= _dates(inner, words[name])
    return found


def day(text: str) -> str:
    """A date as people type it (2023/6/20, 2023年6月20日) as the ledger writes it.

    What is none stays as it is, for the model to refuse.
    """
    from pydantic_core import PydanticCustomError

    from sangeyipi.ingest.values.days import answered
    from sangeyipi.model.date_fields import parse_date

    try:
        parse_date(text)
    except PydanticCustomError:
        found = None if _CUT_MONTH.fullmatch(text) else answered(text).text
        return found or text
    return text


def new_record(kind: "RecordKind", facts: "list[Fact]", ledger: "Ledger") -> Any:
    """The record that was typed, with a number if it has one.  Raises Stop."""
    from sangeyipi.edit.facts import Fact, FactRefused, NotAFact, with_only
    from sangeyipi.model import term

    numbered = _numbered(kind)
    said = list(facts)
    if numbered and not any(one.path == (term.ID,) for one in facts):
        said.insert(0, Fact((term.ID,), next_number(ledger, said)))
    try:
        new = with_only(kind.model, said)
    except NotAFact as fault:
        raise Stop(str(fault)) from None
    except FactRefused as refused:
        raise Stop(editing.refusal(refused)) from None
    _known_project(new.project, ledger)
    same = [
        one for one in getattr(ledger, kind.part) if kind.identity_of(one) == kind.identity_of(new)
    ]
    if same and numbered:
        raise Stop(f"编号 {new.id} 已经有了：新问题换一个编号；改那个问题，不写 --add")
    if same:
        raise Stop(
            f"{kind.title_of(new)} 已经登记过了：要改它，改 {same[0].origin.file} 里的那一行"
        )
    return new


def _numbered(kind: "RecordKind") -> bool:
    return kind.identity == ("id",)


def _known_project(id: str, ledger: "Ledger") -> None:
    names = {one.id: one.name for one in ledger.projects}
    if id not in names:
        raise Stop(f"台账里没有编号 {id} 的项目{options.project_meant(id, names)}")


def next_number(ledger: "Ledger", facts: "Iterable[Fact]") -> str:
    """The next number of the year in which the problem was raised, as the ledger numbers them."""
    from sangeyipi.ingest.registers import numbers
    from sangeyipi.model import term

    raised = next((one.value for one in facts if one.path == (term.RAISED,)), "")
    return numbers.next_number((one.id for one in ledger.problems), raised)


def added(kind: "RecordKind", facts: "list[Fact]") -> "Callable[[Ledger], Edited]":
    """The ledger with a new record.  What it gives raises Stop."""

    def make(now: "Ledger") -> "Edited":
        new = new_record(kind, facts, now)
        part = (*getattr(now, kind.part), new)
        parts: dict[str, Any] = {kind.part: part}
        return editing.Edited(replace(now, **parts))

    return make


def changed(
    kind: "RecordKind", id: str, words: list[str], ending: Ending, today: "date"
) -> "Callable[[Ledger], Edited]":
    """The ledger with facts of a problem changed.  Raises Stop, and so does what it gives."""
    facts = _facts(kind.model, words, ending, today)

    def make(now: "Ledger") -> "Edited":
        from sangeyipi.edit.facts import FactRefused, NotAFact, with_facts

        old = _problem(id, now)
        try:
            new = with_facts(old, [_followed(one, old) for one in facts])
        except NotAFact as fault:
            raise Stop(str(fault)) from None
        except FactRefused as refused:
            raise Stop(editing.refusal(refused)) from None
        if new == old:
            return editing.Edited(None)
        _known_project(new.project, now)
        part = tuple(new if one is old else one for one in now.problems)
        return editing.Edited(replace(now, problems=part))

    return make


def _facts(model: Any, words: list[str], ending: Ending, today: "date") -> "list[Fact]":
    """What is to be changed of a problem.  Raises Stop."""
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model import term

    reason = f"{term.UNSOLVABLE}.{term.REASON}"
    if ending.given_up is not None:
        words = [re.sub(rf"^{term.REASON}(?=[=＝:：])", reason, one) for one in words]
    facts = typed(words, model)
    if any(one.path == (term.ID,) for one in facts):
        raise Stop("问题的编号不改：走访和月报里用的就是它")
    if ending.closed is not None:
        facts.append(Fact((term.CLOSED,), day(options.word(ending.closed))))
    if ending.given_up is not None:
        # As the ledger writes it: the day, then the reason.
        facts.insert(0, Fact((term.UNSOLVABLE, term.DATE), day(options.word(ending.given_up))))
        if not any(one.word == reason for one in facts):
            raise Stop("--give-up 要写为什么办不了：再写 原因=…")
    followed = (term.FOLLOWED,)
    if ending.on is not None and not any(one.path == followed for one in facts):
        raise Stop(f"--on 是{term.FOLLOWED}的日子：再写 {term.FOLLOWED}=…")
    on = day(options.word(ending.on)) if ending.on is not None else today.isoformat()
    for number, one in enumerate(facts):
        if one.path == followed:
            if not one.value:
                raise Stop(
                    f"“{term.FOLLOWED}=”后面要写办到哪一步；"
                    f"删去一天的写 {term.FOLLOWED}.2023-06-01="
                )
            facts[number] = Fact((*followed, on), one.value)
    return facts


def _followed(fact: "Fact", old: Any) -> "Fact":
    """A line of 进展 beside one of the same day: nothing that is there is lost."""
    from sangeyipi.model import term

    if fact.path[0] != term.FOLLOWED or not fact.value:
        return fact
    said = {on.isoformat(): text for on, text in old.followed.items()}
    there = said.get(fact.path[-1], "")
    if not there or fact.value in there:
        return fact._replace(value=there or fact.value)
    return fact._replace(value=f"{there}；{fact.value}")


def _problem(id: str, ledger: "Ledger") -> Any:
    found = [one for one in ledger.problems if one.id == id]
    if len(found) > 1:
        raise Stop(f"编号 {id} 有 {len(found)} 个问题：先在文件里改成各不相同（sgyp check 可看）")
    if found:
        return found[0]
    near = options.project_meant(id, {one.id: one.text for one in ledger.problems})
    raise Stop(f"台账里没有问题 {id}{near}")


def asked(kind: "RecordKind", ledger: "Ledger") -> "list[Fact]":
    """The fields of a new record, one after the other, each proven as soon as it is answered."""
    from sangeyipi.model.declared import keys
    from sangeyipi.store.keys import required_columns

    output.warn(f"逐项填写新的{kind.word}；不知道的直接回车，不写 0。Ctrl-C 放弃，什么也不写。")
    facts: list[Fact] = []
    model: Any = kind.model
    needed = required_columns(model)
    for name, key in keys(model).items():
        if name in _NOT_ASKED or name == "id":
            continue
        facts += _asked_one(kind, name, key.word in needed, ledger)
    if _numbered(kind):
        facts += _asked_number(kind, facts, ledger)
    return facts


def _asked_one(kind: "RecordKind", name: str, needs: bool, ledger: "Ledger") -> "list[Fact]":
    from sangeyipi.model.declared import keys

    model: Any = kind.model
    key = keys(model)[name]
    choices = _choices(model, name, ledger)
    hint = "、".join(choices) or key.meaning
    while True:
        answer = asking.maybe(f"{key.word}（{hint}）")
        if not answer and needs:
            output.warn(f"“{key.word}”不能空着")
        if not answer:
            if needs:
                continue
            return []
        facts = typed([f"{key.word}={answer}"], kind.model)
        if _accepted(kind.model, name, facts, choices, ledger):
            return facts


def _choices(model: Any, name: str, ledger: "Ledger") -> tuple[str, ...]:
    """What may be answered, where that is a list."""
    from sangeyipi.model.declared import value_types
    from sangeyipi.tables.grouping import words_of

    if name == "kind":
        return ledger.config.problem_kinds
    return words_of(value_types(model)[name])


def _accepted(
    model: Any,
    name: str,
    facts: "list[Fact]",
    choices: tuple[str, ...],
    ledger: "Ledger",
) -> bool:
    """Whether the model takes a value, and the ledger knows it; else the reason is told."""
    from sangeyipi.edit.facts import FactRefused, refused_among

    value = facts[0].value
    faults = refused_among(facts, model)
    if faults:
        output.warn(editing.refusal(FactRefused(faults)))
        return False
    if choices and value not in choices:
        output.warn(f"只能是：{'、'.join(choices)}{options.meant(value, choices)}")
        return False
    if name == "project":
        try:
            _known_project(value, ledger)
        except Stop as stop:
            output.warn(str(stop))
            return False
    return True


def _asked_number(kind: "RecordKind", facts: "list[Fact]", ledger: "Ledger") -> "list[Fact]":
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model import term

    used = {one.id for one in ledger.problems}
    while True:
        proposed = next_number(ledger, facts)
        answer = asking.maybe(f"{term.ID}（回车则用 {proposed}）") or proposed
        found = [Fact((term.ID,), answer)]
        if answer in used:
            output.warn(f"编号 {answer} 已经有了：换一个")
        elif _accepted(kind.model, "id", found, (), ledger):
            return found
