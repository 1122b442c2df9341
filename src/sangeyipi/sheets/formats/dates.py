"""What a person reads of a day or a time, by its format.

Owns the letters of dates: `yyyy"年"m"月"`, `mmm-yy`, `[$-804]aaaa`, `[DBNum1]`.
"""

from datetime import date
from decimal import Decimal

from sangeyipi.model.month import ENGLISH_MONTHS
from sangeyipi.sheets.formats.codes import DATE, ELAPSED, HALVES, CodePiece, CodeSection

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_DAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
_SECONDS = 86400


class _Clock:
    """A moment: its day, if it is one, and its time."""

    def __init__(self, day: date | None, serial: Decimal, halves: bool) -> None:
        self.day = day
        whole = int(serial)
        seconds = int((serial - whole) * _SECONDS + Decimal("0.5"))
        self.elapsed = whole * _SECONDS + seconds
        seconds %= _SECONDS
        self.hour, self.minute, self.second = seconds // 3600, seconds // 60 % 60, seconds % 60
        self.halves = halves


def shown_date(serial: Decimal, day: date | None, part: CodeSection) -> str:
    """A serial number as its format shows it; `day` is none where only a time is shown."""
    if part.system_date and day is not None:
        return f"{day.year}年{day.month}月{day.day}日"
    clock = _Clock(day, serial, any(p.kind == HALVES for p in part.pieces))
    return "".join(_piece(piece, clock, part) for piece in part.pieces).strip()


def _piece(piece: CodePiece, clock: _Clock, part: CodeSection) -> str:
    if piece.kind == ELAPSED:
        unit = {"h": 3600, "m": 60, "s": 1}[piece.text[0].lower()]
        return str(clock.elapsed // unit).zfill(len(piece.text))
    if piece.kind == HALVES:
        late = clock.hour >= 12
        first, _, second = piece.text.partition("/")
        return second if late else first
    if piece.kind != DATE:
        return piece.text
    letter, width = piece.text[0].lower(), len(piece.text)
    if letter in "hns":
        return _time(letter, width, clock)
    return _of_day(letter, width, clock.day, part) if clock.day else ""


def _time(letter: str, width: int, clock: _Clock) -> str:
    if letter == "h":
        hour = (clock.hour % 12 or 12) if clock.halves else clock.hour
        return str(hour).zfill(min(width, 2))
    return str(clock.minute if letter == "n" else clock.second).zfill(min(width, 2))


def _of_day(letter: str, width: int, day: date, part: CodeSection) -> str:
    if letter in "ye":
        year = f"{day.year:04d}" if width > 2 or letter == "e" else f"{day.year % 100:02d}"
        return "".join(_DIGITS[int(c)] for c in year) if part.chinese_digits else year
    if letter == "m":
        return _month(width, day, part)
    if letter == "a" or width > 2:
        return _weekday(letter, width, day, part)
    return _number(day.day, width, part)


def _month(width: int, day: date, part: CodeSection) -> str:
    if width < 3:
        return _number(day.month, width, part)
    if part.chinese_names or part.chinese_digits:
        return f"{_chinese(day.month)}月"
    name = ENGLISH_MONTHS[day.month - 1]
    return name if width == 4 else name[: 3 if width == 3 else 1]


def _weekday(letter: str, width: int, day: date, part: CodeSection) -> str:
    at = day.weekday()
    if letter == "a":
        return ("" if width < 4 else "星期") + _CHINESE_DAYS[at]
    if part.chinese_names:
        return ("周" if width == 3 else "星期") + _CHINESE_DAYS[at]
    return _DAYS[at][:3] if width == 3 else _DAYS[at]


def _number(number: int, width: int, part: CodeSection) -> str:
    return _chinese(number) if part.chinese_digits else str(number).zfill(width)


def _chinese(number: int) -> str:
    """1 to 31 as Chinese says it: 十, 十一, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones or not tens else "")
