"""Numbers and days as official prose writes them: 第八期, 第一期至第七期, 2023年6月19日."""

from datetime import date

from sangeyipi.model.numerals import in_words
from sangeyipi.model.phases import Phases


def phases_in_words(phases: Phases) -> str:
    """第八期; 第一期至第七期; 第一期至第三期、第五期."""
    runs = (part.split("-") for part in str(phases).split(","))
    return "、".join("至".join(f"第{in_words(int(one))}期" for one in run) for run in runs)


def day_in_words(day: date) -> str:
    """A day without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
