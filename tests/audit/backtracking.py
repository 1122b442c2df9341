"""How much longer a backtracking matcher may take for a longer text, from a pattern as parsed.

Three ways in which it takes more than its share, each told of a pattern that *may* do so:

- two ways: a repeat without end whose body reads the same text in two ways (`(?:共|计|共计)*`), or
  holds a repeat without end itself: twice the time for every turn, where what follows fails;
- from every place: under `search` a repeat without end begins anew at every character of what it
  takes, for what stands before it may be of these characters too (`\\d+个`, but not `,\\d+个`);
- from every turn: a second repeat begins anew wherever the first may stop (`,[^;]*、[^;]*。`).

A repeat of many turns is one without end.  What is in doubt is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_is: Any = import_module("re._constants")
_REPEATS = (_is.MAX_REPEAT, _is.MIN_REPEAT, _is.POSSESSIVE_REPEAT)
#: So many turns are few, however long a text is.
_FEW = 500
#: A body read in more ways than these is not looked through.
_WAYS = 4000
#: Characters that stand for all others of their kind.
_KINDS = "a甲\x00Ａ㎡é"

Chars = frozenset[str]
#: Of an alphabet and flags, worked out once: hardly any pattern has a set of its own.
_KNOWN: dict[tuple[str, int, str], Chars] = {}
#: What a body may read, a set of characters for each.
Word = tuple[Chars, ...]


class _Step(NamedTuple):
    """A part of a pattern as one goes through it: what it is, and what is given with it."""

    kind: Any
    given: Any


class Found(NamedTuple):
    """A repeat without end, with what stands before it and after it in a pattern.

    `turns` is what is tried anew when a turn is given back: of what is only looked ahead for none
    is, once that is found.
    """

    before: tuple[_Step, ...]
    body: Any
    after: tuple[_Step, ...]
    turns: tuple[_Step, ...]


class Grown:
    """What is to be said of one pattern; `alphabet` holds all characters that patterns name."""

    def __init__(self, pattern: str, alphabet: Iterable[str]) -> None:
        self._tree = _parser.parse(pattern)
        self._alphabet = "".join(sorted({*alphabet, *_KINDS}))
        self._found = list(_repeats(tuple(_steps(self._tree))))

    def in_two_ways(self) -> bool:
        """Whether one of its repeats may read the same in two ways."""
        return any(self._is_ambiguous(each.body) for each in self._found)

    def from_every_place(self) -> bool:
        """Whether a search may begin one of its repeats anew at every character that it takes."""
        return any(
            not _may_be_nothing(each.after) and self._within(each.before, self._taken(each.body))
            for each in self._found
        )

    def from_every_turn(self) -> bool:
        """Whether one repeat may begin anew wherever another before it may stop."""
        for each in self._found:
            first = self._taken(each.body)
            for other in _repeats(each.turns):
                both = first & self._taken(other.body)
                if both and not _may_be_nothing(other.after) and self._within(other.before, first):
                    return True
        return False

    # ---- sets of characters

    def _chars(self, step: _Step) -> Chars:
        """The characters that what reads one may read."""
        key = self._alphabet, self._tree.state.flags, repr(step)
        found = _KNOWN.get(key)
        if found is None:
            one = _parser.SubPattern(self._tree.state, [tuple(step)])
            match = _compiler.compile(one, self._tree.state.flags).fullmatch
            found = _KNOWN[key] = frozenset(filter(match, self._alphabet))
        return found

    def _taken(self, body: Any) -> Chars:
        """All characters that a body may read."""
        found: Chars = frozenset()
        for step in _steps(body):
            if _reads_one(step):
                found |= self._chars(step)
            for each in _bodies(step):
                found |= self._taken(each)
        return found

    def _within(self, steps: Sequence[_Step], chars: Chars) -> bool:
        """Whether steps may be passed inside a run of these characters, not just where it begins
        or ends."""
        return all(self._passes(step, chars) for step in steps)

    def _passes(self, step: _Step, chars: Chars) -> bool:
        kind, given = step
        if _reads_one(step):
            return bool(self._chars(step) & chars)
        if kind in _REPEATS:
            return given[0] == 0 or self._within(tuple(_steps(given[2])), chars)
        if kind is _is.BRANCH:
            return any(self._within(tuple(_steps(each)), chars) for each in given[1])
        if kind is _is.ASSERT_NOT and given[0] < 0:
            # 前面不是数字: a run of digits is begun once.
            inner = tuple(_steps(given[1]))
            alone = len(inner) == 1 and _reads_one(inner[0])
            return not (alone and chars <= self._chars(inner[0]))
        if kind is _is.ASSERT_NOT:
            return True
        if kind is _is.AT:
            return given in (_is.AT_END, _is.AT_END_STRING, _is.AT_BOUNDARY, _is.AT_NON_BOUNDARY)
        return all(self._within(tuple(_steps(each)), chars) for each in _bodies(step))

    # ---- what is read in two ways

    def _is_ambiguous(self, body: Any) -> bool:
        words = self._words(tuple(_steps(body)))
        if words is None:
            return not self._is_parted(body)
        words = list(dict.fromkeys(word for word in words if word))
        return _is_read_in_two_ways(words)

    def _is_parted(self, body: Any) -> bool:
        """Whether each turn begins with a character that nothing else in it reads."""
        steps = tuple(_steps(body))
        if len(steps) < 2 or not _reads_one(steps[0]):
            return False
        first, *rest = steps
        if any(self._is_ambiguous(each.body) for each in _repeats(tuple(rest))):
            return False
        others: Chars = frozenset()
        for step in rest:
            others |= self._taken([tuple(step)])
        return not self._chars(first) & others

    def _words(self, steps: tuple[_Step, ...]) -> list[Word] | None:
        """All that steps may read; None for what has no end, or too much of it."""
        found: list[Word] = [()]
        for step in steps:
            some = self._words_of(step)
            if some is None or len(found) * len(some) > _WAYS:
                return None
            found = [a + b for a in found for b in some]
        return found

    def _words_of(self, step: _Step) -> list[Word] | None:
        kind, given = step
        if _reads_one(step):
            return [(self._chars(step),)]
        if kind in _REPEATS:
            least, most, body = given
            once = self._words(tuple(_steps(body)))
            if once is None or most > _FEW:
                return None
            found: list[Word] = []
            turn: list[Word] = [()]
            for many in range(most + 1):
                if many >= least:
                    found += turn
                if len(found) + len(turn) * len(once) > _WAYS:
                    return None
                turn = [a + b for a in turn for b in once]
            return found
        if kind is _is.BRANCH:
            every = [self._words(tuple(_steps(each))) for each in given[1]]
            return None if None in every else [word for each in every for word in each or ()]
        if kind in (_is.AT, _is.ASSERT, _is.ASSERT_NOT):
            return [()]
        every = [self._words(tuple(_steps(each))) for each in _bodies(step)]
        return every[0] if len(every) == 1 else None


def _steps(tree: Any) -> Iterator[_Step]:
    """The parts of a pattern in order, those of groups in place of these."""
    for kind, given in tree:
        if kind is _is.SUBPATTERN:
            yield from _steps(given[3])
        elif kind is _is.ATOMIC_GROUP:
            yield from _steps(given)
        else:
            yield _Step(kind, given)


def _reads_one(step: _Step) -> bool:
    return step.kind in (_is.LITERAL, _is.NOT_LITERAL, _is.IN, _is.ANY)


def _bodies(step: _Step) -> list[Any]:
    """What is repeated, chosen from, or asserted."""
    kind, given = step
    if kind in _REPEATS:
        return [given[2]]
    if kind is _is.BRANCH:
        return list(given[1])
    return [given[1]] if kind in (_is.ASSERT, _is.ASSERT_NOT) else []


def _repeats(
    steps: tuple[_Step, ...],
    before: tuple[_Step, ...] = (),
    after: tuple[_Step, ...] = (),
    turns: tuple[_Step, ...] = (),
) -> Iterator[Found]:
    """Every repeat without end, at any depth."""
    for at, step in enumerate(steps):
        head, rest = (*before, *steps[:at]), steps[at + 1 :]
        if step.kind in _REPEATS and step.given[1] > _FEW:
            yield Found(head, step.given[2], (*rest, *after), (*rest, *turns))
        ahead = step.kind in (_is.ASSERT, _is.ASSERT_NOT)
        for body in _bodies(step):
            # Of a turn what follows may be another; that it fails is what counts.
            again = () if ahead else (*rest, *turns)
            yield from _repeats(tuple(_steps(body)), head, (*rest, *after), again)


def _may_be_nothing(steps: Sequence[_Step]) -> bool:
    """Whether steps are passed wherever one stands."""
    return all(_is_nothing(step) for step in steps)


def _is_nothing(step: _Step) -> bool:
    if step.kind in _REPEATS:
        return bool(step.given[0] == 0) or _may_be_nothing(tuple(_steps(step.given[2])))
    if step.kind is _is.BRANCH:
        return any(_may_be_nothing(tuple(_steps(each))) for each in step.given[1])
    return False


def _is_read_in_two_ways(words: list[Word]) -> bool:
    """Whether words in a row may be told apart in two ways (Sardinas and Patterson)."""
    left: list[Word] = []
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            left += _rest(one, other)
    seen: set[Word] = set()
    while left:
        rest = left.pop()
        if not rest:
            return True
        if rest in seen:
            continue
        seen.add(rest)
        if len(seen) > _WAYS:
            return True
        for word in words:
            left += _rest(rest, word)
    return False


def _rest(one: Word, other: Word) -> list[Word]:
    """What the longer of two has more, if the shorter may be its beginning."""
    if not all(a & b for a, b in zip(one, other, strict=False)):
        return []
    short, long = sorted((one, other), key=len)
    return [long[len(short) :]]
