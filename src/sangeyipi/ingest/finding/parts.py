"""Which rows are parts of the project above them, and which may be.

Owns that nothing is decided where it is not certain: then the row is doubtful and says why.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.ingest.columns import BLANKS
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.kinds import Layout
from sangeyipi.ingest.finding.lines import SheetLine, amount_of, texts_in
from sangeyipi.ingest.table import SourceRow
from sangeyipi.model.numerals import whole
from sangeyipi.model.patterns import later

_CHINESE = "[一二三四五六七八九十]"
_SEVERAL = later(".*?(?P<many>[0-9]{1,3})个(?:子|小|单体)?(?:项目|工程).*")
_BUNDLE = later(f".*(?:打捆|等{_CHINESE}+个|{_CHINESE}+个子项目|子项目).*")


#: A row with more cells than these says something of its project.
_SAYS_LITTLE = 2


class _Group(NamedTuple):
    """A row with a number and those without one that follow it; -1: none has one before them."""

    owner: int
    rest: list[int]


def told(
    rows: Sequence[SourceRow], lines: Sequence[SheetLine], layout: Layout, columns: frozenset[int]
) -> list[SourceRow]:
    """The rows, each marked as a part or as doubtful where it is; and with what it shares."""
    names = texts_in(lines, layout.head.name)
    named = [
        _named(row, line, layout, name) for row, line, name in zip(rows, lines, names, strict=True)
    ]
    judge = _Judge(named, lines, layout)
    if not layout.numbered:
        judge.doubt_lone_texts()
    groups = list(judge.groups())
    for at, group in enumerate(groups):
        judge.judge(group, groups[at + 1].owner if at + 1 < len(groups) else -1)
    return _sharing(judge.rows, lines, layout, columns)


def _named(row: SourceRow, line: SheetLine, layout: Layout, name: str) -> SourceRow:
    """The row, doubtful where what stands for a name is a bare number."""
    if layout.heads_bracketed(line) and not _BUNDLE.fullmatch(name):
        said = row.at(layout.head.name).text.strip()
        return row._replace(doubtful=f"“{said}”看不出是一个项目，还是下面各行的标题")
    if not name.replace(".", "", 1).isdecimal():
        return row
    return row._replace(doubtful=f"名称“{name}”只是一个数，看不出是不是项目")


class _Judge:
    def __init__(
        self, rows: Sequence[SourceRow], lines: Sequence[SheetLine], layout: Layout
    ) -> None:
        self.rows = list(rows)
        self.lines = lines
        self.layout = layout
        column = layout.numbers
        texts = texts_in(lines, column) if column is not None else ("",) * len(lines)
        self._numbers = labels.numbers(texts)

    def groups(self) -> Iterator[_Group]:
        """The rows by the one of them that is certainly a project."""
        group = _Group(-1, [])
        for at, row in enumerate(self.rows):
            if self.layout.numbered:
                own = self.number(at) is not None and not self.is_sub(at)
            else:
                own = not (row.continues or self.is_part(at) or self._counts_on(at, group.owner))
            new_section = at > 0 and self.rows[at - 1].section != row.section
            if own or new_section:
                yield group
                group = _Group(at if own else -1, [])
            if not own:
                group.rest.append(at)
        yield group

    def _counts_on(self, at: int, owner: int) -> bool:
        """Whether its number is below that of a row: 2-1 below 二."""
        below = labels.numbered_below(self.number_text(at)) if owner >= 0 else None
        if below is None or not labels.chinese_number(above := self.number_text(owner)):
            return False
        return whole(above.strip("()、.")) == below

    def doubt_lone_texts(self) -> None:
        """Lines with nothing but a name, where the others say more: it may be a note."""
        sizes = [len(line.own) for line in self.lines]
        usual = sum(1 for size in sizes if size > _SAYS_LITTLE)
        if usual * 2 < len(sizes):
            return
        for at, size in enumerate(sizes):
            if size == 1 and self.name(at) and not self.rows[at].doubtful:
                text = f"这一行只有“{self._said(at)}”，看不出是项目还是说明"
                self.rows[at] = self.rows[at]._replace(doubtful=text)

    def number(self, at: int) -> int | None:
        return self._numbers[at]

    def is_sub(self, at: int) -> bool:
        """Whether its number is that of a part."""
        cell = self.lines[at].own.get(self.layout.numbers or 0)
        if cell is not None and cell.text.isdecimal() and cell.shown in ("", cell.text):
            return False
        return labels.subnumber(self.number_text(at))

    def number_text(self, at: int) -> str:
        column = self.layout.numbers
        line = self.lines[at]
        cell = None if column is None else line.own.get(column)
        if cell is None or line.areas.get(column or 0) == line.areas.get(self.layout.head.name, -1):
            return ""  # Also where it is merged with the name.
        return labels.folded(cell.shown or cell.text)

    def name(self, at: int) -> str:
        return self.lines[at].text(self.layout.head.name)

    def is_part(self, at: int) -> bool:
        """Whether it says of itself that it is one."""
        own = self.lines[at].own
        first = labels.folded(next(iter(own.values())).text) if own else ""
        return labels.is_part(self.name(at)) or labels.is_part(first)

    def amount(self, at: int) -> Decimal | None:
        """What it says under 总投资, in whatever unit."""
        column = self.layout.investment
        return None if column is None else amount_of(self.lines[at].own.get(column))

    def judge(self, group: _Group, next_owner: int) -> None:
        """Mark the rows that follow one."""
        rest = [at for at in group.rest if not self.rows[at].continues] if group.rest else []
        if not self.layout.numbered:
            if group.rest:
                self._unnumbered(group.owner, rest, next_owner)
            elif group.owner >= 0 and labels.may_be_part(self.name(group.owner)):
                self._doubt(group.owner, -1)
            return
        if not group.rest:
            return
        pending: list[int] = []
        begun = -1
        for at in rest:
            if group.owner >= 0 and self._is_named(at, group.owner):
                self._part(at, group.owner)
                begun = at if begun < 0 else begun
            elif self.number_text(at) in ("", *BLANKS):
                pending.append(at)
            elif self._numbered_otherwise(at, group.owner):
                above = labels.chinese_number(self.number_text(at))
                self._doubt(at, -1 if above else group.owner)
        self._decide(group, next_owner, pending, begun)

    def _is_named(self, at: int, owner: int) -> bool:
        """Whether its own words, or its number, make it a part of the one above."""
        text = self.number_text(at)
        if labels.subnumber(text):
            below = labels.numbered_below(text)
            return below is None or below == self.number(owner)
        return self.is_part(at) or labels.may_be_part(self.name(at))

    def _numbered_otherwise(self, at: int, owner: int) -> bool:
        """Whether it has a number of another kind than the rows around it, so of another level."""
        text = self.number_text(at)
        if owner < 0:
            # A1 below the heading A is no other row's part.
            return labels.other_number(text) and not text.strip(".、)")[-1:].isdecimal()
        return labels.other_number(text) or labels.subnumber(text)

    def _gap(self, owner: int, next_owner: int) -> int:
        """How many numbers are missing between two rows with one."""
        before = self.number(owner) if owner >= 0 else None
        after = self.number(next_owner) if next_owner >= 0 else None
        return 0 if before is None or after is None else max(0, after - before - 1)

    def _decide(self, group: _Group, next_owner: int, pending: list[int], begun: int) -> None:
        """What rows without a number are, that say nothing of themselves.

        `begun`: the first of the rows that is a part by its own words; below 0: none is.
        """
        owner, gap = group.owner, self._gap(group.owner, next_owner)
        rest = [at for at in group.rest if not self.rows[at].continues]
        if owner < 0:
            missing = (self.number(next_owner) or 0) - 1 if next_owner >= 0 else 0
            for at in pending if missing != len(pending) else ():
                self._doubt(at, owner)
            return
        if begun < 0 and len(pending) == gap:
            return
        certain = begun >= 0 or self._bundled(owner, len(rest)) or self._adds_up(owner, rest)
        for i, at in enumerate(pending):
            before = at < begun
            if not certain or before or i >= len(pending) - gap:
                self._doubt(at, owner)
            else:
                self._part(at, owner)

    def _part(self, at: int, owner: int) -> None:
        if self.rows[owner].doubtful:
            # It may be a heading, and these its projects.
            self._doubt(at, owner)
        else:
            self.rows[at] = self.rows[at]._replace(part=True)

    def _doubt(self, at: int, owner: int) -> None:
        number = self.number_text(at)
        what = f"“{self._said(at)}”"
        if number not in ("", *BLANKS):
            what = f"序号“{number}”的这一行"
        elif self.layout.numbered:
            what = "这一行没有序号"
        text = f"{what}，看不出是不是项目"
        if owner >= 0:
            text = f"{what}，看不出是“{self._said(owner)}”的子项目，还是另一个项目"
        self.rows[at] = self.rows[at]._replace(doubtful=text)

    def _said(self, at: int) -> str:
        return self.rows[at].at(self.layout.head.name).text.strip()

    def _bundled(self, owner: int, many: int) -> bool:
        """Whether the project above says that it has parts, and not another number of them."""
        column = self.layout.parts
        said = labels.number(self.lines[owner].text(column)) if column is not None else None
        match = _SEVERAL.fullmatch(self.name(owner))
        said = said if said is not None else int(match["many"]) if match else None
        return said == many if said is not None else bool(_BUNDLE.fullmatch(self.name(owner)))

    def _adds_up(self, owner: int, rest: Sequence[int]) -> bool:
        """Whether two or more of them are together what the one above is."""
        amounts = [self.amount(at) for at in rest]
        known = [one for one in amounts if one is not None]
        return 1 < len(known) == len(amounts) and sum(known) == self.amount(owner)

    def _unnumbered(self, owner: int, parts: list[int], next_owner: int) -> None:
        """Parts where no row has a number: they go on until they are all of the one above."""
        if owner < 0:
            return
        for at in parts:
            self._part(at, owner)
        whole = self.amount(owner)
        known = [self.amount(at) for at in parts]
        so_far = sum((one for one in known if one is not None), Decimal(0))
        at = next_owner
        section = self.rows[owner].section
        while 0 <= at < len(self.rows) and self.rows[at].section == section:
            more = self.amount(at)
            mark = labels.mark(self.name(at))
            if mark is not None and mark == labels.mark(self.name(owner)):
                return
            left = None if whole is None else whole - so_far
            if left is not None and (left <= 0 or (more is not None and more > left)):
                return
            if left is not None and more == left:
                self._part(at, owner)
                return
            self._doubt(at, owner)
            so_far += more or 0
            at += 1


def _sharing(
    rows: list[SourceRow], lines: Sequence[SheetLine], layout: Layout, columns: frozenset[int]
) -> list[SourceRow]:
    """Each row with the columns whose cell says something of several rows together."""
    if not any(line.areas for line in lines):
        return rows
    area_rows: Counter[tuple[int, int, int]] = Counter()
    for row, line in zip(rows, lines, strict=True):
        if line.areas and not row.continues:
            area_rows.update((a.top, a.left, a.bottom) for a in set(line.areas.values()))
    return [
        _shared(row, line, area_rows, layout.numbers, columns)
        for row, line in zip(rows, lines, strict=True)
    ]


def _shared(
    row: SourceRow,
    line: SheetLine,
    area_rows: Counter[tuple[int, int, int]],
    number: int | None,
    columns: frozenset[int],
) -> SourceRow:
    if not line.areas:
        return row
    shared = set()
    used = {at: area for at, area in line.areas.items() if at in columns and at in line.all}
    for at, area in used.items():
        beside = sum(1 for other in used.values() if other == area)
        if beside > 1 or area_rows[area.top, area.left, area.bottom] > 1:
            shared.add(at)
    doubtful = row.doubtful
    if number in shared and line.from_above(number or 0) and not row.part:
        doubtful = "序号与上一行合并成一格，看不出是同一个项目的子项目，还是另一个项目"
    return row._replace(shared=frozenset(shared), doubtful=doubtful)
