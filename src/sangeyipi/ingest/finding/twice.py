"""Rows that a table's own total counts once, together with the rows below them.

Owns what a total proves of levels that no number and no word tells.  Where it comes to less than
its rows, by just what those come to that are the sums of the rows right below them, these are
projects with their parts, or headings with their projects.  Which, it does not say: it is asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.kinds import Layout
from sangeyipi.ingest.finding.lines import SheetLine, amount_of
from sangeyipi.ingest.table import DeclaredTotal, SourceRow

#: More sums than these are not gone through.
_MOST = 24
#: Two rows, at least, that come to another are no accident where the total says so as well.
_LEAST = 2


def doubted(
    rows: Sequence[SourceRow],
    lines: Sequence[SheetLine],
    declared: Iterable[DeclaredTotal],
    layout: Layout,
) -> list[SourceRow]:
    """The rows, those doubtful that a total counts once."""
    found = list(rows)
    column = layout.investment
    if column is None:
        return found
    places = {row.number: at for at, row in enumerate(rows)}
    for total in declared:
        stated = amount_of(total.amounts.get(column))
        covered = [places[number] for number in total.rows if number in places]
        if stated is None or len(covered) <= _LEAST:
            continue
        amounts = [amount_of(lines[at].own.get(column)) for at in covered]
        over = sum(one or 0 for one in amounts) - stated
        if over <= 0:
            continue
        for first, last in _proven(amounts, over, _going_on(lines, covered, layout)):
            whole = covered[first]
            said = rows[whole].at(layout.head.name).text.strip()
            text = f"“{said}”是下面 {last - first} 行的和，“{total.label}”只算了一遍，看不出"
            _doubt(found, whole, f"{text}它是一个项目，还是那几行的标题")
            for at in covered[first + 1 : last + 1]:
                _doubt(found, at, f"{text}这一行是它的子项目，还是另一个项目")
    return found


def _going_on(lines: Sequence[SheetLine], covered: Sequence[int], layout: Layout) -> frozenset[int]:
    """The places among these of rows whose number goes on below: both are of one level."""
    column = layout.numbers
    if column is None:
        return frozenset()
    numbers = [labels.number(lines[at].text(column)) for at in covered]
    return frozenset(
        at
        for at, (one, below) in enumerate(pairwise(numbers))
        if one is not None and below == one + 1
    )


def _doubt(rows: list[SourceRow], at: int, text: str) -> None:
    if not rows[at].doubtful:
        rows[at] = rows[at]._replace(doubtful=text)


def _proven(
    amounts: Sequence[Decimal | None], over: Decimal, going_on: Collection[int]
) -> list[tuple[int, int]]:
    """The sums, each with its last part, that come to what a total leaves out; none: it is wrong.

    Of one row alone the sum is, say, two projects of 5 亿元: only beside others it proves anything.
    """
    groups = list(_sums(amounts, _LEAST, going_on))
    if not groups or len(groups) > _MOST:
        return []
    singles = [one for one in _sums(amounts, 1, going_on) if _apart(one, groups)]
    for tried in (groups, [*groups, *singles[: _MOST - len(groups)]]):
        chosen = _making(over, {one: amounts[one[0]] or Decimal(0) for one in tried})
        if chosen and any(last - first >= _LEAST for first, last in chosen):
            return chosen
    return []


def _sums(
    amounts: Sequence[Decimal | None], least: int, going_on: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Each row that is the sum of so many right below it, with the last of these."""
    at = 0
    while at < len(amounts):
        size = 0 if at in going_on else _size(amounts, at)
        exactly = size >= least and (least > 1 or size == least)
        if exactly:
            yield at, at + size
        at += size + 1 if exactly else 1


def _size(amounts: Sequence[Decimal | None], at: int) -> int:
    """How many rows right below one come to just what it does; 0: none do."""
    left = amounts[at]
    for below in range(at + 1, len(amounts)):
        own = amounts[below]
        if not left or own is None or left < own:
            return 0
        left -= own
        if not left:
            return below - at
    return 0


def _apart(one: tuple[int, int], groups: Sequence[tuple[int, int]]) -> bool:
    return all(one[1] < first or last < one[0] for first, last in groups)


def _making(over: Decimal, values: Mapping[tuple[int, int], Decimal]) -> list[tuple[int, int]]:
    """Of several amounts those that make up one; none: nothing does."""
    made: dict[Decimal, list[tuple[int, int]]] = {Decimal(0): []}
    for key, amount in values.items():
        for total, keys in list(made.items()):
            made.setdefault(total + amount, [*keys, key])
        if over in made:
            return made[over]
    return []
