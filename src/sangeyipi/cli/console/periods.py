"""The periods of a command line: `--month 2021-07..2023-06`, `--quarter`, `--year`, `--phase`.

Owns how they are written and which one is meant where nothing is; what they are is model.period's.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.model.ledger import Ledger, Phase
    from sangeyipi.model.period import Period

#: More than a county has had months since 2021, and enough to notice a slip of the finger.
_MOST = 240
_FORMS = {
    "--month": "2023-06 或 2021-07..2023-06",
    "--quarter": "2023-Q2 或 2022-Q1..2023-Q2",
    "--year": "2023 或 2021..2023",
    "--phase": "8 或 1..8",
}
_SPELLED = {"--month": "{}-{:02d}", "--quarter": "{}-Q{}", "--year": "{}", "--phase": "{}"}
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def asked(given: dict[str, str | None], ledger: "Ledger | None", day: "date") -> "list[Period]":
    """The periods asked for by one of the options; the last full month before `day` by none.

    Without a ledger only what is wrong in any is said, of phases no more than how they are written.
    Raises Stop.
    """
    from sangeyipi.model.month import month_of
    from sangeyipi.model.period import of_month

    chosen = [(option, text) for option, text in given.items() if text is not None]
    if len(chosen) > 1:
        raise Stop(f"{chosen[0][0]} 和 {chosen[1][0]} 只能写一个")
    if not chosen:
        return [of_month(month_of(day).plus(-1))]
    option, text = chosen[0]
    first, dots, last = options.word(text).partition("..")
    if option == "--phase" and ledger is None:
        for one in (first, last) if dots else (first,):
            if not one.isdecimal():
                raise _misspelled(option, one)
        return []
    start = _one(option, first, ledger, day)
    end = _one(option, last, ledger, day) if dots else start
    found = _between(option, start, end, ledger.config.phases if ledger else ())
    # What a period says must not depend on the day on which it is asked, nor on the hour of its
    # last day.
    late = next((one for one in found if not _over(one, day)), None)
    if late:
        what = "还没有到" if late.first > day else "还没有过完"
        raise Stop(f"{option}：{late.title}{what}（今天是 {day}，可用 --today 另定）")
    return found


def _over(period: "Period", day: "date") -> bool:
    """Whether nothing of the period is left; a phase under way is asked for until `day`."""
    from sangeyipi.model.period import PeriodKind

    return period.last < day or (period.kind is PeriodKind.PHASE and period.last == day)


def _one(option: str, text: str, ledger: "Ledger | None", day: "date") -> "Period":
    from sangeyipi.model.period import PeriodKind, of_phase, parse_period

    kind = PeriodKind(option.removeprefix("--"))
    if kind is not PeriodKind.PHASE:
        found = parse_period(kind, text)
    elif not text.isdecimal() or ledger is None:
        found = None
    else:
        number = options.phases(text, ledger)
        found = of_phase(number.numbers[0], ledger.config.phases, day) if number else None
        if found is None:
            raise Stop(f"--phase：第{number}期在 {day} 还没有举行")
    if found is None:
        raise _misspelled(option, text)
    return found


def _misspelled(option: str, text: str) -> Stop:
    near = _near(option, text)
    meant = f"；是不是 {near}？" if near else ""
    return Stop(f"{option}“{text}”写法不对：{_fault(option, text)}{meant}")


def _fault(option: str, text: str) -> str:
    from sangeyipi.model import limits

    year = re.match("[0-9]{4}(?![0-9])", text, re.ASCII)
    if year and option != "--phase" and not limits.YEARS.holds(int(year[0])):
        return limits.not_in_years(year[0])
    return f"应为 {_FORMS[option]}"


def _near(option: str, text: str) -> str:
    """What was meant by 2023-6, 202306, 2023年6月 or 2023-06至2023-09; "" where that is unclear."""
    from sangeyipi.model.period import PeriodKind, parse_period

    plain = unicodedata.normalize("NFKC", text).translate(_DIGITS)
    numbers = [int(number) for number in re.findall("[12][0-9]{3}|[0-9]{1,2}", plain)]
    form = _SPELLED[option]
    size = form.count("{")
    if len(numbers) not in (size, 2 * size):
        return ""
    one, other = form.format(*numbers), form.format(*numbers[-size:])
    kind = PeriodKind(option.removeprefix("--"))
    if kind is not PeriodKind.PHASE and not (parse_period(kind, one) and parse_period(kind, other)):
        return ""
    return one if len(numbers) == size else f"{one}..{other}"


def _between(
    option: str, start: "Period", end: "Period", phases: "tuple[Phase, ...]"
) -> "list[Period]":
    from sangeyipi.model.period import moved

    if end.first < start.first:
        raise Stop(f"{option}：{start.name}..{end.name} 前后颠倒了")
    found = [start]
    while found[-1].name != end.name:
        following = moved(found[-1], 1, phases, end.last)
        if following is None or len(found) == _MOST:
            raise Stop(f"{option}：{start.name}..{end.name} 太长，至多 {_MOST} 个")
        found.append(following)
    return found
