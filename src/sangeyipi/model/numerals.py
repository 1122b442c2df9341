"""Numbers in Chinese words: 三, 十二, 两千五百, 一点五, 叁亿, and what they count by.

Owns their arithmetic, exact.  What is not a number by these rules is none: 三五 and 十几 are not.
"""

from decimal import Decimal

from sangeyipi.model.patterns import later

_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{"〇": 0, "○": 0, "两": 2, "貳": 2, "參": 3, "陸": 6},
}
_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
DIGITS = "".join(_DIGITS)
_TENS = "".join(_POWERS)
NUMERAL = f"[{DIGITS}{_TENS}]"
_PLAIN = later(f"[{DIGITS}]+")
_WHOLE = later(f"[{DIGITS}{_TENS}]+")
_ZEROS = "零〇"
_ORDINARY = "零一二三四五六七八九"
_HIGHEST = 4


def whole(text: str) -> int | None:
    """十二, 二十, 八, 一百零五, 8 as a number below ten thousand; None for anything else."""
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) <= 9 else None
    if not _WHOLE.fullmatch(text):
        return None
    if _PLAIN.fullmatch(text):
        # 一二 is no twelve; 二〇二三 is a year, which `year` reads.
        return _DIGITS[text] if len(text) == 1 else None
    return _built(text)


def _built(text: str) -> int | None:
    """Digits with their powers, each lower than the one before: 两千零五十, never 一千二."""
    found, last, zero = 0, _HIGHEST, False
    rest = f"一{text}" if text[0] in "十拾" else text
    while rest:
        if rest[0] in _ZEROS:
            if zero or not found:
                return None
            zero, rest = True, rest[1:]
            continue
        digit = _DIGITS.get(rest[0], 0)
        power = _POWERS.get(rest[1:2], 0)
        rest = rest[2:] if power else rest[1:]
        # What skips a power says 零 for it: 一千二 is 1200 to some.
        skips = bool(found) and power < last - 1
        if not digit or power >= last or skips != zero:
            return None
        found, last, zero = found + digit * 10**power, power, False
    return None if zero else found


def exact(text: str) -> Decimal | None:
    """一点五, 十二 as a number; None for anything else."""
    before, point, after = text.partition("点")
    number = None if text.isascii() else whole(before)
    if number is None:
        return None
    if not point:
        return Decimal(number)
    if not _PLAIN.fullmatch(after):
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[one]) for one in after)}")


def year(text: str) -> int | None:
    """二〇二三 or 二零二三 as 2023."""
    if len(text) != 4 or not _PLAIN.fullmatch(text):
        return None
    return int("".join(str(_DIGITS[one]) for one in text))


def in_words(number: int) -> str:
    """1 to 99 as 一 to 九十九; any other in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = f"{_ORDINARY[tens] if tens > 1 else ''}十" if tens else ""
    return head + (_ORDINARY[ones] if ones else "")
