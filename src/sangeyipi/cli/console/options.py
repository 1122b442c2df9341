"""Options that several commands share: how they are declared, read and completed."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, vocabulary
from sangeyipi.cli.console.completion import from_ledger
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.parameters import Option
from sangeyipi.render.formats import DOCUMENTS

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.phases import Phases
    from sangeyipi.model.stages import Batch, Milestone

_DOCUMENTS = destination.makes(DOCUMENTS)


def _among(*words: str) -> Callable[[str], list[str]]:
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


complete_phases = from_ledger(lambda ledger: (str(p.number) for p in ledger.config.phases))
complete_sectors = from_ledger(lambda ledger: ledger.config.sectors)
complete_ids = from_ledger(lambda ledger: (p.id for p in ledger.projects))
complete_units = from_ledger(lambda ledger: (p.unit for p in ledger.projects if p.unit))

LedgerDir = Annotated[
    Path | None,
    Option(
        "--ledger",
        metavar="文件夹",
        envvar="SGYP_LEDGER",
        help="台账文件夹（或环境变量 SGYP_LEDGER）",
    ),
]
Phase = Annotated[
    str | None,
    Option("--phase", metavar="期", help="期：8、1-7 或 6,8", autocompletion=complete_phases),
]
AsOf = Annotated[
    str | None,
    Option("--as-of", metavar="日期", help="截至日，如 2023-06-30；月份按月末"),
]
Rev = Annotated[
    str | None,
    Option(
        "--rev",
        metavar="版本",
        help="按这个提交、标签、分支，或这一天（2023-07-05）最后一次提交时的台账",
    ),
]
Today = Annotated[
    str | None,
    Option("--today", metavar="日期", help="当作今天的日子（默认北京时间）"),
]
Platform = Annotated[
    bool | None,
    Option("--platform/--no-platform", help="只看监管平台内（或平台外）的"),
]
TableFormat = Annotated[
    str | None,
    Option(
        "--format",
        metavar="格式",
        help=f"{'、'.join(_DOCUMENTS.words)}；写 --out 时按扩展名",
        autocompletion=_among(*_DOCUMENTS.words),
    ),
]
Out = Annotated[
    Path | None,
    Option("--out", metavar="文件", help=destination.told(_DOCUMENTS)),
]
Quiet = Annotated[bool, Option("--quiet", help="正常时一句话也不说")]
Log = Annotated[bool, Option("--log", help="每一步带时间写到标准错误")]


def complete_batches(incomplete: str) -> list[str]:
    """The batches."""
    from sangeyipi.model.stages import Batch

    return _among(*Batch)(incomplete)


def complete_milestones(incomplete: str) -> list[str]:
    """The milestones."""
    from sangeyipi.model.stages import Milestone

    return _among(*Milestone)(incomplete)


BatchName = Annotated[
    str | None,
    Option(
        "--batch",
        metavar="批",
        help=vocabulary.BATCHES,
        autocompletion=complete_batches,
    ),
]


def complete_by(incomplete: str) -> list[str]:
    """What a summary can be broken down by, in English and in Chinese."""
    from sangeyipi.tables.grouping import GROUPINGS

    names = (*(one.key for one in GROUPINGS), *(one.word for one in GROUPINGS))
    return _among(*names)(incomplete)


def table_format(wanted: str | None, out: Path | None, ledger: Path | None) -> str:
    """The format asked for, or the one that the file's name asks for.

    Raises Stop where `out` is no place for it; `ledger` is what `--ledger` says.
    """
    destination.guard(out, ledger)
    chosen = None if wanted is None else one_of("--format", wanted, _DOCUMENTS.words)
    return destination.form_of(chosen, out, _DOCUMENTS)


def word(text: str) -> str:
    """A word as it was typed: in an ASCII locale Python hands Chinese over as stray bytes."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def one_of(option: str, value: str, allowed: Iterable[str]) -> str:
    """`value` if it is allowed.  Raises Stop."""
    words = tuple(allowed)
    value = word(value)
    if value not in words:
        raise Stop(f"{option} 不能是“{value}”，只能是：{'、'.join(words)}{meant(value, words)}")
    return value


def meant(value: str, words: Iterable[str]) -> str:
    """The end of a message: which of the words was probably meant."""
    from sangeyipi.model.nearest import nearest

    near = nearest(value, words)
    return f"；是不是{'、'.join(f'“{one}”' for one in near)}？" if near else ""


def project_meant(id: str, named: Mapping[str, str]) -> str:
    """The same for a 编号; whoever knows a part of a project's name is told its 编号."""
    from sangeyipi.model.nearest import folded, nearest

    near = nearest(id, named)
    near += [one for one, name in named.items() if folded(id) and folded(id) in folded(name)]
    shown = "、".join(f"{one} {named[one]}" for one in list(dict.fromkeys(near))[:5])
    return f"；是不是 {shown}？" if near else ""


def known(option: str, what: str, value: str | None, words: Iterable[str | None]) -> str | None:
    """A word that some project has: of any other there is nothing to show.  Raises Stop."""
    if value is None:
        return None
    value = word(value)
    has = list(dict.fromkeys(one for one in words if one))
    if value not in has:
        near = meant(value, has)
        listed = f"；有：{'、'.join(has[:10])}{'等' if len(has) > 10 else ''}" if has else ""
        raise Stop(f"{option}：台账里没有{what}“{value}”{near or listed}")
    return value


def phases(text: str | None, ledger: "Ledger | None") -> "Phases | None":
    """The phases of `--phase`, all declared.  Raises Stop."""
    from sangeyipi.model.phases import parse_phases, phases_fault

    if text is None:
        return None
    found = parse_phases(text)
    if found is None:
        near = _phases_in_words(word(text))
        hint = f"；是不是 {near}？" if parse_phases(near) else ""
        raise Stop(f"--phase “{word(text)}”写法不对：{phases_fault(text)}{hint}")
    declared = [phase.number for phase in ledger.config.phases] if ledger else []
    unknown = [number for number in found if number not in declared]
    if unknown and ledger:
        has = f"台账里有第 {'、'.join(map(str, declared))} 期" if declared else "台账没有期次"
        from sangeyipi.model.nearest import nearest

        near = "".join(
            f"；是不是 {one}？" for one in nearest(str(unknown[0]), map(str, declared), 1)
        )
        raise Stop(f"--phase：第{unknown[0]}期不在台账里；{has}{near}")
    return found


def _phases_in_words(text: str) -> str:
    """第8期, 第八期, 1至7期 or 6、8期 as figures."""
    import re

    from sangeyipi.model.nearest import in_figures
    from sangeyipi.model.refusal import half_width

    bare = re.sub(r"\s+|第|期", "", in_figures(half_width(text)))
    return re.sub(r"[—–~～至到]+", "-", bare).replace("、", ",")


def as_of(text: str | None, option: str = "--as-of") -> "date | None":
    """The day of `--as-of` or another option.  Raises Stop."""
    if text is None:
        return None
    from sangeyipi.model.date_fields import parse_date

    try:
        return parse_date(text)
    except ValueError as error:  # What `refuse` raises is one; its own class takes Pydantic.
        raise Stop(f"{option}：{_told(error)}") from error


def today(text: str | None) -> "date":
    """The day of `--today`; without it the present one in China.  Raises Stop."""
    from sangeyipi.model.today import today_in_china

    return as_of(text, "--today") or today_in_china()


def at_least_today(day: "date") -> "date":
    """The later of a day and the present one in China.

    A table made as if on an earlier day, of a ledger that has gone on since, holds facts that had
    not happened then; they have by now.
    """
    from sangeyipi.model.today import today_in_china

    return max(day, today_in_china())


def amount(option: str, text: str | None) -> "Decimal | None":
    """An amount in 亿元.  Raises Stop."""
    if text is None:
        return None
    from pydantic_core import PydanticCustomError

    from sangeyipi.model.fields import parse_amount

    try:
        return parse_amount(text)
    except PydanticCustomError as error:
        raise Stop(f"{option}：{_told(error)}") from error


def _told(error: Exception) -> str:
    context = getattr(error, "context", None) or {}
    spelling = context.get("spelling")
    return str(context.get("message", error)) + (f"，应写作 {spelling}" if spelling else "")


def batch(text: str | None) -> "Batch | None":
    """The batch of `--batch`.  Raises Stop."""
    from sangeyipi.model.stages import Batch

    if text is None:
        return None
    return Batch(one_of("--batch", word(text).removesuffix("一批"), [b.value for b in Batch]))


def milestone(option: str, text: str | None) -> "Milestone | None":
    """A milestone by name.  Raises Stop."""
    from sangeyipi.model.stages import Milestone

    return None if text is None else Milestone(one_of(option, text, Milestone))
