"""Names of projects that are the same but for form, and names that are nearly the same.

Owns what counts as form (width, the kind of brackets, a company's suffix) and what is near enough
to ask.  What tells projects apart (一期/二期, 一号/二号, 东/西) is never near.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from sangeyipi.model.patterns import later

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》「」“”\"'‘’", "()()()()()()()      ")
_COMPANY = later("有限责任公司|股份有限公司|有限公司|公司")
_BLANK_IN_A_LINE = later(r"[^\S\n]+")
#: Not between digits: 1.5万吨 is another one than 15万吨.
_MARKS = later(r"(?<![0-9])[\W_]+|[\W_]+(?![0-9])")
#: What a name of a project may have or not.
_GENERIC = later("集团|建设项目|工程项目|项目$|工程$")
#: A difference in one of these is one between projects.
_TELLING = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyz一二三四五六七八九十百零〇两甲乙丙丁戊己庚辛"
    "东西南北中上下左右前后新老旧大小期号"
)
Thing = TypeVar("Thing")
_SHORTEST = 6
#: One character more is a slip in shorter names too: 示例产业园, 示例产业园区.
_SHORTEST_WITH_MORE = 4
_SHARE = 0.6


@lru_cache(65536)
def same_form(name: str) -> str:
    """A name without its form: two that give the same are the same name."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_BRACKETS)
    bare = _COMPANY.sub("", "".join(folded.split()))
    return bare or folded


def same_forms(names: Sequence[str]) -> list[str]:
    """Each as `same_form` makes it, in one go; one by one where a name has several lines."""
    lines = unicodedata.normalize("NFKC", "\n".join(names)).casefold().translate(_BRACKETS)
    bare = _COMPANY.sub("", _BLANK_IN_A_LINE.sub("", lines)).split("\n")
    if len(bare) != len(names):
        return [same_form(name) for name in names]
    return [one or same_form(name) for one, name in zip(bare, names, strict=True)]


@lru_cache(65536)
def unmarked(name: str) -> str:
    """A name without its form and its marks: 甲厂一期 of 甲厂（一期） and 甲厂-一期."""
    return without_marks(same_form(name))


def without_marks(form: str) -> str:
    """The same of a name that is without its form."""
    # Most have no marks, which is told sooner.
    return form if form.isalnum() else _MARKS.sub("", form) or form


def _loose(name: str, region: str) -> str:
    """A name without all that a person might leave out."""
    bare = same_form(name)
    if region and bare.startswith(region) and len(bare) > len(region) + 2:
        bare = bare[len(region) :]
    return _GENERIC.sub("", _MARKS.sub("", bare)) or bare


class Likeness(Generic[Thing]):
    """Things by their names, found again by names that are nearly the same."""

    def __init__(self, region: str = "") -> None:
        self._region = _county(region)
        self._by_form: dict[str, list[Thing]] = {}
        #: By the name with one character left out.
        self._by_less: dict[str, list[tuple[str, Thing]]] = {}

    def add(self, name: str, thing: Thing) -> None:
        """Make one known."""
        loose = _loose(name, self._region)
        self._by_form.setdefault(loose, []).append(thing)
        for less in _with_one_less(loose):
            self._by_less.setdefault(less, []).append((loose, thing))

    def __bool__(self) -> bool:
        """Whether any is known."""
        return bool(self._by_form)

    def near(self, name: str) -> Iterator[Thing]:
        """What is called nearly so, the likeliest first, each once."""
        if not self._by_form:
            return
        loose = _loose(name, self._region)
        told: set[int] = set()
        for thing in self._candidates(loose):
            if id(thing) not in told:
                told.add(id(thing))
                yield thing

    def _candidates(self, loose: str) -> Iterator[Thing]:
        yield from self._by_form.get(loose, ())
        for other, thing in self._by_less.get(loose, ()):
            if _one_more(other, loose):
                yield thing
        for less in _with_one_less(loose):
            if _one_more(loose, less):
                yield from self._by_form.get(less, ())
            for other, thing in self._by_less.get(less, ()) if len(loose) >= _SHORTEST else ():
                if len(other) == len(loose) and _one_other(loose, other):
                    yield thing
        if len(loose) >= _SHORTEST:
            yield from self._contained(loose)

    def _contained(self, loose: str) -> Iterator[Thing]:
        """What is called by the beginning or the end of it alone."""
        shortest = max(_SHORTEST, int(len(loose) * _SHARE))
        for length in range(len(loose) - 1, shortest - 1, -1):
            for part, rest in (
                (loose[:length], loose[length:]),
                (loose[-length:], loose[:-length]),
            ):
                if not _TELLING & set(rest):
                    yield from self._by_form.get(part, ())


def _county(region: str) -> str:
    """The last part of a region: 民权县 of 河南省商丘市民权县."""
    folded = same_form(region)
    return re.split("[省市](?=.)", folded)[-1]


def _with_one_less(name: str) -> set[str]:
    if len(name) <= _SHORTEST_WITH_MORE:
        return set()
    return {name[:at] + name[at + 1 :] for at in range(len(name))}


def _one_more(longer: str, shorter: str) -> bool:
    """Whether the one character that the longer has more tells no projects apart."""
    at = next((i for i, char in enumerate(shorter) if char != longer[i]), len(shorter))
    return longer[at] not in _TELLING


def _one_other(one: str, other: str) -> bool:
    """Whether they differ in one character, that tells no projects apart."""
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and not _TELLING & set(apart[0])
