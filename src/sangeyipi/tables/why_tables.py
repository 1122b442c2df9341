"""The answer to “why” as tables: the figure, what it is made of, what is not counted.

Owns their columns and how many sources are shown; the sums are always whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.explained import Explained, FigureSource, MadeSum, Since
from sangeyipi.model.ledger import Config
from sangeyipi.model.place import Place
from sangeyipi.model.question import RANK, RANK_RISING, Moment, Question
from sangeyipi.model.rounding import half_up, percentage, plain, points_between
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table
from sangeyipi.tables.definitions import title as titled

#: So many sources are shown where not all are asked for.
SHOWN = 30
_EXACT_PLACES = 4
#: What a shell would take apart.
_SHELL = frozenset(" \t'&|<>();$`\\*?!#~{}[]")


class FigurePlace(Protocol):
    """Where a figure stands in a file."""

    @property
    def text(self) -> str:
        """As it is written."""
        ...

    @property
    def around(self) -> str:
        """What stands around it."""
        ...


def why_tables(
    figures: Figures,
    found: Explained,
    where: Mapping[Place, str],
    named: str = "",
    every: bool = False,
    said: Sequence[tuple[str, str]] = (),
    changed: Mapping[Place, str] = MappingProxyType({}),
) -> list[Table]:
    """The figure (`why`), its sources (`sources`), what is not counted (`beside`), and what is not
    as it was (`changes`).

    `where`: the file and line of each source; `named` stands behind commands that are advised;
    `said`: what is told of it beforehand; `changed`: the last commit of each source.
    """
    made = [_figure(figures, found, named, said)]
    if found.sources:
        made.append(_sources(figures, found, found.sources, (where, changed), every))
    if found.beside:
        told = found._replace(made=found.made[:1])
        made.append(_sources(figures, told, found.beside, (where, changed), every, "beside"))
    if found.since and found.since.sources:
        told = found._replace(made=found.since.made)
        made.append(_sources(figures, told, found.since.sources, (where, {}), every, "changes"))
    return made


def choices_table(
    config: Config, word: str, choices: Sequence[tuple[Question, Sequence[FigurePlace]]]
) -> Table:
    """The different figures of a file that are written with the same digits, to choose from."""
    columns = (
        Column("number", "序号", Kind.COUNT),
        Column("title", "哪个数"),
        Column("text", "文件里"),
        Column("around", "所在"),
    )
    rows = (
        Row(
            {
                "number": number,
                "title": titled(question, config),
                "text": places[0].text,
                "around": places[0].around + (f" 等 {len(places)} 处" if len(places) > 1 else ""),
            }
        )
        for number, (question, places) in enumerate(choices, 1)
    )
    return Table("choices", f"{word} 有 {len(choices)} 个来历", columns, tuple(rows))


def _figure(
    figures: Figures, found: Explained, named: str, said: Sequence[tuple[str, str]]
) -> Table:
    columns = (Column("key", "项目"), Column("value", "内容"))
    facts = (*said, *_facts(figures, found, named))
    rows = [Row({"key": key, "value": value}) for key, value in facts]
    notice = figures.ledger.config.notice
    return Table(
        "why",
        found.title,
        columns,
        tuple(rows),
        (notice,) if notice else (),
        moment=Moment(figures.as_of),
    )


def _facts(figures: Figures, found: Explained, named: str) -> Iterator[tuple[str, str]]:
    yield "数", _told(found)
    if found.definition:
        yield term.CONVENTIONS, found.definition
    yield term.AS_OF, str(figures.as_of or "未限定，按台账已记录的全部")
    words = ("分子", "分母") if len(found.made) > 1 else ("由来",)
    for word, one in zip(words, found.made, strict=False):
        yield word, _sum(one)
    for reason in found.reasons:
        yield "说明", reason
    if found.since:
        yield f"比{found.since.title}", _change(found, found.since)
    lists = {one.listing: f"列出{one.word}" for one in reversed(found.made) if one.listing}
    for listing, word in reversed(lists.items()):
        told = "列出这些项目" if "--question" in listing else word
        yield told, f"sgyp list {' '.join(map(_typed, listing))}{named}"


def _change(found: Explained, since: Since) -> str:
    """From what to what, and by how much where both are exact."""
    was = _told(found._replace(cell=since.cell, at_least=since.at_least))
    if since.cell is None:
        was = "—（不明，或那时还没有）"
    if (since.cell, since.at_least) == (found.cell, found.at_least) and not since.sources:
        return f"没有变，那时也是 {was}"
    said = f"由 {was} 到 {_told(found)}"
    known = found.cell is not None and all(one.value is not None for one in since.made)
    if not known or since.at_least or found.at_least:
        return f"{said}；不都确切，不算差"
    differ = [_signed(one) for one in since.made if one.value]
    if isinstance(found.cell, Rate) and isinstance(since.cell, Rate):
        points = points_between(*found.cell[1:3], *since.cell[1:3])
        differ.insert(0, f"{'+' if points > 0 else ''}{plain(points)} 个百分点")
    return "，".join((said, *differ))


def _signed(one: MadeSum) -> str:
    assert one.value is not None
    return f"{one.word} {'+' if one.value > 0 else ''}{plain(one.value)} {one.counted_in}"


def _typed(word: str) -> str:
    """As it has to be typed: in quotes where a shell would take it apart."""
    return f'"{word}"' if set(word) & _SHELL else word


def _told(found: Explained) -> str:
    if found.question.measurement.name.endswith((RANK, RANK_RISING)) and found.cell is not None:
        return f"第 {found.cell} 名"
    value, least = found.cell, "≥" if found.at_least else ""
    if value is None:
        return "—（不明）"
    if isinstance(value, Rate):
        return f"{least}{plain(percentage(value.numerator, value.denominator))}%"
    if isinstance(value, Points):
        ahead = percentage(*value.rate[1:3]) - percentage(*value.against[1:3])
        return f"{plain(ahead)} 个百分点"
    if isinstance(value, Decimal):
        return f"{least}{plain(half_up(value, _EXACT_PLACES))} {_unit(found) or '亿元'}"
    return f"{least}{value} {_unit(found) or '个'}" if isinstance(value, int) else str(value)


def _unit(found: Explained) -> str:
    """Of a figure that is a sum its unit; of a mean that of what is divided."""
    return found.made[0].unit if found.made else ""


def _sum(one: MadeSum) -> str:
    if one.value is None:
        return f"{one.word}：—"
    return f"{one.word}：{'≥' if one.at_least else ''}{plain(one.value)} {one.counted_in}"


def _sources(
    figures: Figures,
    found: Explained,
    sources: tuple[FigureSource, ...],
    written: tuple[Mapping[Place, str], Mapping[Place, str]],
    every: bool,
    id: str = "sources",
) -> Table:
    sums = found.made
    where, changed = written
    columns = (
        Column("source", "来源"),
        Column("name", term.NAME),
        *(
            Column(f"part{number}", _heading(sums, number), _kind(one))
            for number, one in enumerate(sums, 1)
        ),
        Column("times", "在册 项次", Kind.COUNT),
        Column("where", "记在"),
        *((Column("commit", "最后 提交"),) if changed else ()),
        Column("remark", "说明"),
    )
    shown = sources if every else sources[:SHOWN]
    rows = [_row(one, sums, where) for one in shown]
    if changed:
        rows = [
            row._replace(cells={**row.cells, "commit": changed.get(one.place, "")})
            for row, one in zip(rows, shown, strict=True)
        ]
    left = sources[len(shown) :]
    if left:
        cells: dict[str, Cell] = {"source": f"其余 {len(left)} 项", "name": "用 --all 全部列出"}
        for number, one in enumerate(sums):
            cells[f"part{number + 1}"] = _cell(_together(left, number), one)
        rows.append(Row(cells, (), 1))
    if id != "beside":
        whole: dict[str, Cell] = {"source": term.TOTAL}
        times = sum(one.times for one in sources)
        if times:
            whole["times"] = times
        for number, one in enumerate(sums, 1):
            whole[f"part{number}"] = _cell(one.value, one)
        bounds = tuple(f"part{n}" for n, one in enumerate(sums, 1) if one.at_least)
        rows.append(Row(whole, bounds, 0))
    then = found.since.title if found.since else ""
    called = {"sources": "由哪些组成", "beside": "未计入的", "changes": f"比{then}有哪些不同"}
    return Table(
        id,
        f"{found.title}：{called[id]}",
        columns,
        tuple(rows),
        amount_places=_EXACT_PLACES,
        moment=Moment(figures.as_of),
    )


def _heading(sums: tuple[MadeSum, ...], number: int) -> str:
    if len(sums) == 1:
        return sums[0].word
    return f"{('分子', '分母')[number - 1]} {sums[number - 1].word}"


def _kind(one: MadeSum) -> Kind:
    return Kind.AMOUNT if one.of_amounts else Kind.COUNT


def _row(one: FigureSource, sums: tuple[MadeSum, ...], where: Mapping[Place, str]) -> Row:
    cells: dict[str, Cell] = {"source": one.id, "name": one.name}
    for number, (part, made) in enumerate(zip(one.parts, sums, strict=False), 1):
        cells[f"part{number}"] = _cell(part, made)
    if one.times:
        cells["times"] = one.times
    cells["where"] = where.get(one.place, "")
    cells["remark"] = one.remark
    return Row(cells, (), 1)


def _cell(value: Decimal | None, made: MadeSum) -> Cell:
    return value if value is None or made.of_amounts or made.unit else int(value)


def _together(sources: tuple[FigureSource, ...], number: int) -> Decimal | None:
    parts = [one.parts[number] for one in sources]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None
