"""Which of some words was meant by another one, and the order in which people number things.

Owns nearness of words: abbreviations (工信局 for 工业和信息化局), parts, slips of the finger.
"""

import re
import unicodedata
from collections.abc import Iterable

_NUMBER = re.compile(r"([0-9]+)")
_ORDINAL = re.compile(r"(?<=第)[〇零一二三四五六七八九十]{1,3}(?=[期批季次])")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}


def nearest(text: str, words: Iterable[str], most: int = 3) -> list[str]:
    """The likeliest of `words`, best first: equal but for form, containing, abbreviated, alike."""
    known = list(dict.fromkeys(words))
    wanted = folded(text)
    if not wanted:
        return []
    forms = {word: folded(word) for word in known}
    found = [word for word in known if forms[word] == wanted]
    found += [word for word in known if wanted in forms[word]]
    if len(wanted) > 1:
        found += [word for word in known if forms[word] and _abbreviates(wanted, forms[word])]
        import difflib  # only where something is misspelled

        back = {form: word for word, form in forms.items()}
        found += [back[one] for one in difflib.get_close_matches(wanted, list(back), most, 0.5)]
    return list(dict.fromkeys(found))[:most]


def folded(text: str) -> str:
    """A word without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def in_figures(text: str) -> str:
    """第十二期 as 第12期."""
    return _ORDINAL.sub(lambda match: str(_ordinal(match[0])), text)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which 第2期 comes before 第10期, and 第二期 before 第十期."""
    parts = _NUMBER.split(in_figures(text))
    return tuple((0, int(part), part) if part.isdigit() else (1, 0, part) for part in parts if part)


def _ordinal(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + _DIGITS.get(ones, 0)
