"""Numbers and days as official prose writes them: 第八期, 第一期至第七期, 2023年6月19日."""

from datetime import date

from sangeyipi.model.phases import Phases

_DIGITS = "零一二三四五六七八九"
_LONGEST = 99


def in_words(number: int) -> str:
    """1 to 99 as 一 to 九十九; any other in digits."""
    if not 0 < number <= _LONGEST:
        return str(number)
    tens, ones = divmod(number, 10)
    head = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def phases_in_words(phases: Phases) -> str:
    """第八期; 第一期至第七期; 第一期至第三期、第五期."""
    runs = (part.split("-") for part in str(phases).split(","))
    return "、".join("至".join(f"第{in_words(int(one))}期" for one in run) for run in runs)


def day_in_words(day: date) -> str:
    """A day without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
