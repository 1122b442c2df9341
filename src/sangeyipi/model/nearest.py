"""Which of some words was meant by another one, and the order in which people number things.

Owns nearness of words: abbreviations (工信局 for 工业和信息化局), parts, slips of the finger; and
when words that look alike mean different things, so that one must never be offered for the other.
"""

import unicodedata
from collections.abc import Iterable

from sangeyipi.model.patterns import later

_NUMBER = later(r"([0-9]+)")
_ORDINAL = later(r"(?<=第)[〇零一二三四五六七八九十]{1,3}(?=[期批季次])")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}

#: What turns a word into another fact: 计划开工 is no 开工, 本年完成投资 no 本月完成投资.
_SENSE = later(
    "计划|预计|预期|预|拟|将|待|未|不|非|无|没|尚|否|实际|已|本年|今年|当年|全年|去年|上年|年度|年"
    "|本月|当月|上月|月|本季|季|累计|新增|剩余|其中|同比"
)
_SAME_SENSE = {"年度": "年", "今年": "本年", "当年": "本年", "当月": "本月", "预期": "预计"}


_MARKS = later(r"[\W_]+")
#: Longer than any 编号; nobody numbers by as many figures.
_LONGEST = 100
#: So many of the words that look alike are ranked by their numbers.
_RANKED = 50


def nearest(text: str, words: Iterable[str], most: int = 3) -> list[str]:
    """The likeliest of `words`, best first: equal but for form, containing, abbreviated, alike.

    Of words that differ in their numbers alone the nearest is so by number: SS-01 for SS-1.
    """
    known = list(dict.fromkeys(words))
    wanted = folded(text)
    if not wanted:
        return []
    forms = {word: folded(word) for word in known}
    found = [word for word in known if forms[word] == wanted]
    found += [word for word in known if not any(_apart(wanted, word))]
    found += [word for word in known if wanted in forms[word]]
    if wanted.isdecimal():
        numbers = (word for word in known if forms[word].isdecimal())
        found += sorted(numbers, key=lambda word: _apart(wanted, word))
    if len(wanted) > 1:
        found += [word for word in known if forms[word] and _abbreviates(wanted, forms[word])]
        back = {form: word for word, form in forms.items()}
        # Two-character words that share one character (竣工, 开工) are no hint at each other.
        found += [back[one] for one in alike(wanted, back, _RANKED, 0.5 if wanted[2:] else 0.6)]
    meant = (word for word in dict.fromkeys(found) if may_mean(wanted, forms[word]))
    return list(meant)[:most]


def alike(text: str, words: Iterable[str], most: int = 1, least: float = 0.6) -> list[str]:
    """The words that look most like another one, best first, whatever they mean; by number first.

    `least`: of 1, how much of both must be the same.
    """
    import difflib  # only where something is misspelled

    found = difflib.get_close_matches(text.strip(), list(words), max(most, _RANKED), least)
    return sorted(found, key=lambda word: _apart(text, word))[:most]


def _apart(text: str, word: str) -> tuple[int, ...]:
    """How far two words are from each other that differ in nothing but their numbers.

    Those that do come first; the first number, a year, weighs most.
    """
    text, word = folded(text), folded(word)
    here, there = _NUMBER.findall(text), _NUMBER.findall(word)
    if not here or len(text) > _LONGEST or _shape(text) != _shape(word):
        return (1,)
    return (0, *(abs(int(one) - int(other)) for one, other in zip(here, there, strict=True)))


def _shape(text: str) -> str:
    return _MARKS.sub("", _NUMBER.sub("0", text))


def may_mean(text: str, word: str) -> bool:
    """Whether `word` can be what was meant by `text`, which is not quite it.

    Not where `text` says more than it (未开工, 本年完成投资), nor where it leaves open which it is
    (完成投资).
    """
    if says_more(text, word):
        return False
    return _senses(text) == _senses(word) or _SENSE.sub("", text) != _SENSE.sub("", word)


def says_more(text: str, word: str) -> bool:
    """Whether `text` says something of its own, so that it is not what `word` is."""
    return not _senses(text) <= _senses(word)


def _senses(text: str) -> set[str]:
    found = _SENSE.findall(text)
    return {_SAME_SENSE.get(one, one) for one in found}


def folded(text: str) -> str:
    """A word without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _abbreviates(short: str, long: str) -> bool:
    """Whether Chinese characters were left out; of letters nearly any few stand in a long word."""
    rest = iter(long)
    return not short.isascii() and all(char in rest for char in short)


def in_figures(text: str) -> str:
    """第十二期 as 第12期."""
    # Most texts have none, which is told sooner.
    return _ORDINAL.sub(lambda match: str(_ordinal(match[0])), text) if "第" in text else text


def natural(text: str) -> tuple[str, ...]:
    """A key by which 第2期 comes before 第10期, and 第二期 before 第十期; numbers before words."""
    found: list[str] = []
    for at, part in enumerate(_NUMBER.split(in_figures(text))):
        if at % 2:
            # Of two numbers the longer is the larger one; a text may have more digits than `int`
            # takes.
            number = part.lstrip("0")
            found.append(f"\0{chr(len(number))}{number}")
        elif part:
            found.append(f"\1{part}")
    return tuple(found)


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Names of files as every output lists them: p2.yaml before p10.yaml."""
    return sorted(names, key=lambda one: (natural(one), one))


def _ordinal(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + _DIGITS.get(ones, 0)
