"""Projects that came back in a workbook to edit: which the ledger knows, which are new or gone.

Owns how rows and projects are told to be the same.  What is done with a fact that was changed is
for `merged`.
"""

from collections.abc import Callable, Sequence

from sangeyipi.forms.cells import Unread, is_cut, said
from sangeyipi.forms.columns import ID, NAME, FormColumn, columns_of
from sangeyipi.forms.made import MadeRecord, record
from sangeyipi.forms.merged import Asker, Facts, Stays, merged, refuse_faults
from sangeyipi.forms.outcome import Account, Fate, by_id, without_copies
from sangeyipi.forms.rows import Back, FormTable
from sangeyipi.forms.workbook import facts_of
from sangeyipi.ingest.findings import ImportQuestion, Rejected
from sangeyipi.ingest.likeness import same_form
from sangeyipi.ingest.numbering import Newcomer, numbered
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.sheets.grid import Cell, CellKind

STAYS_LISTED = "留在台账里"
SAME, OTHER = "同一个项目", "不是同一个项目"


@dataclass(slots=True)
class _Newcomer:
    row: Back
    facts: Facts
    id: str | None


@dataclass(slots=True)
class ProjectsBack:
    """Goes through the tables once; `made` is what the ledger is to say."""

    ledger: Ledger
    account: Account
    ask: Callable[[str], Asker]
    made: list[MadeRecord] = field(default_factory=list)
    _new: list[_Newcomer] = field(default_factory=list)
    _known: dict[str, Project] = field(default_factory=dict)
    #: Every 编号 that went out: none of them is given to another project.
    _sent: set[str] = field(default_factory=set)
    #: The 编号 that went out and did not come back, by file and name.
    _missing: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Whose each name was that went out, by file.
    _named: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def take(self, tables: Sequence[FormTable]) -> None:
        """All of them, as of one import."""
        self._known = {one.id: one for one in self.ledger.projects}
        for table in tables:
            self._sent |= table.base.rows.keys()
            for id, facts in table.base.rows.items():
                key = table.workbook.digest, same_form(facts.get(NAME, ""))
                self._named.setdefault(key, set()).add(id)
            self._gone(table)
        for rows in by_id(tables):
            self._group(rows)
        unnumbered = [row for table in tables for row in table.rows if not row.id]
        for row in unnumbered:
            self._settled([row], self._unnumbered, row)
        self._add()

    @property
    def _elsewhere(self) -> bool:
        """Whether the ledger is one that has no projects at all: then every row is new to it."""
        return not self.ledger.projects

    def _gone(self, table: FormTable) -> None:
        """Rows that are not there any more: asked, and never more than asked."""
        erased = {row.name for row in table.rows if not row.id or row.id not in table.base.rows}
        for id in table.gone:
            name = table.base.rows[id].get(NAME, "")
            self._missing[table.workbook.digest, name] = id
            if id not in self._known or name in erased:
                continue
            text = (
                f"表里没有 {id} {name} 这一行了，台账里的没有动：要调出的，"
                f"用 sgyp set {id} {term.WITHDRAWN}=日期，写上原因；"
                f"只是不要这一行，回答“{STAYS_LISTED}”"
            )
            question = ImportQuestion(
                f"{table.sheet}!{id}", name, term.WITHDRAWN, text, (STAYS_LISTED,)
            )
            row = (id, *table.base.rows[id].values())
            try:
                self.ask(table.workbook.digest).settle(question, row)
            except Stays as why:
                self.account.removed(Rejected(why.cell, row, str(why), why.question), why.meant)

    def _settled(self, rows: list[Back], how: Callable[..., None], *what: object) -> None:
        try:
            how(*what)
        except Stays as why:
            self.account.stays(rows, why)

    def _group(self, rows: list[Back]) -> None:
        rows = without_copies(rows, self.account)
        if rows:
            how = self._kept if rows[0].id in self._known else self._foreign
            self._settled(rows, how, rows)

    def _kept(self, rows: list[Back]) -> None:
        """A project that the ledger has."""
        before = self._known[rows[0].id]
        if not any(row.before for row in rows):
            self._met_again(rows, before)
            return
        for row in rows:
            self._refuse_anothers_name(row)
        now = facts_of(before)
        facts = merged(rows, now, self.ask)
        self._say(rows, before, facts)

    def _refuse_anothers_name(self, row: Back) -> None:
        """Raises Stays where a row is called as another one was: its cells slipped.

        Whoever sorts one column of a table alone gives every project the facts of another.
        """
        name = same_form(row.edits.get(NAME) or "")
        others = self._named.get((row.digest, name), set()) if name else set()
        if others and row.id not in others:
            other = min(others)
            raise Stays(
                row.cell(NAME),
                f"{row.id} 的名称成了 {other} 的：行错位了（只排了几列的序，或编号串了行），"
                "撤消排序，或对照出表时的样子改回来；真要改成这个名称，"
                f"用 sgyp set {row.id} {term.NAME}=…",
            )

    def _say(self, rows: list[Back], before: Project, facts: Facts) -> None:
        after = record(Project, facts, {}, rows[0], 0)
        changed = after != before
        for at, row in enumerate(rows):
            self.account.fate(row, Fate.UNCHANGED if at or not changed else Fate.UPDATED, before.id)
        if changed:
            self.made.append(MadeRecord(tuple(rows), before.id, before, after))

    def _met_again(self, rows: list[Back], before: Project) -> None:
        """A row that did not go out, of a 编号 that the ledger has by now."""
        now = facts_of(before)
        for row in rows:
            refuse_faults(row)
            differs = [path for path, text in row.facts.items() if now.get(path) != text]
            if differs:
                words = "、".join(".".join(path) for path in differs)
                raise Stays(
                    row.cell(),
                    f"编号 {row.id} 在台账里是“{before.name}”，出这个表时还没有；"
                    f"这一行的{words}与它不同：要改它，重新出一份表；是另一个项目，把编号清空",
                )
            self.account.fate(row, Fate.UNCHANGED, before.id)

    def _foreign(self, rows: list[Back]) -> None:
        """A 编号 that the ledger has not: new, or gone from it since."""
        row = rows[0]
        if row.before and not self._elsewhere:
            if any(one.edits or one.faults for one in rows):
                raise Stays(
                    row.cell(),
                    f"台账里已经没有 {row.id} {row.name}，这里改的写不进去："
                    "要放回台账，把编号清空，当作新项目",
                )
            for one in rows:
                self.account.skip(one, f"台账里已经没有 {row.id}，这里也没有改")
            return
        was = self._missing.get((row.digest, row.name))
        if was is not None and not row.before:
            raise Stays(
                row.cell(),
                f"编号从 {was} 改成了 {row.id}：编号是项目的身份，不在这里改；改回来再导入",
            )
        self._newcomer(rows, _id_of(row))

    def _newcomer(self, rows: list[Back], id: str | None) -> None:
        row = rows[0]
        refuse_faults(row)
        facts = {path: text for path, text in row.facts.items() if path != ID}
        if NAME not in facts:
            raise Stays(row.cell(), f"没有{term.NAME}：新项目要写上；不是项目的行，删去再导入")
        cut = next((path for path, text in facts.items() if is_cut(text)), None)
        if cut is not None:
            raise Stays(row.cell(cut), f"{'.'.join(cut)}太长，这一格里只有开头")
        self._new.append(_Newcomer(row, facts, id))
        for other in rows[1:]:
            self.account.skip(other, f"与另一行重复（编号都是 {row.id}）")

    def _unnumbered(self, row: Back) -> None:
        """A row without 编号: a new project, unless the ledger has one that is called so."""
        was = self._missing.get((row.digest, row.name))
        if was is not None:
            raise Stays(row.cell(), f"{row.name} 的编号空了，原来是 {was}：填回去再导入")
        name = same_form(row.name)
        for one in self._known.values():
            if name and same_form(one.name) == name and self._is(row, one):
                return
        self._newcomer([row], None)

    def _is(self, row: Back, one: Project) -> bool:
        """Whether a row is a project that the ledger has: all that it says is so, or it is asked.

        Raises Stays.
        """
        refuse_faults(row)
        now = facts_of(one)
        if all(now.get(path) == text for path, text in row.facts.items()):
            self.account.fate(row, Fate.UNCHANGED, one.id)
            return True
        text = (
            f"台账里有 {one.id} {one.name}，与这一行的名称相同：是它的，改它原来的那一行；"
            f"是另一个项目，回答“{OTHER}”，或把名称写得分得开"
        )
        question = ImportQuestion(row.cell(NAME), row.name, term.ID, text, (OTHER,))
        self.ask(row.digest).settle(question, row.said)
        return False

    def _add(self) -> None:
        without = [one for one in self._new if one.id is None]
        taken = self._sent | {one.id for one in self._new if one.id is not None}
        newcomers = [Newcomer(_first_phase(one.facts), one.row.name) for one in without]
        for one, id in zip(without, numbered(newcomers, self.ledger, taken), strict=True):
            one.id = id
        for one in self._new:
            if one.id is not None:
                self._settled([one.row], self._added, one)

    def _added(self, one: _Newcomer) -> None:
        assert one.id is not None
        after = record(Project, {ID: one.id, **one.facts}, {}, one.row, 0)
        self.made.append(MadeRecord((one.row,), one.id, None, after))
        self.account.fate(one.row, Fate.ADDED, one.id)


def _first_phase(facts: Facts) -> int | None:
    listed = [int(text) for path, text in facts.items() if path[0] == term.LISTED]
    return min(listed, default=None)


def _id_of(row: Back) -> str:
    """A 编号 that was typed.  Raises Stays."""
    column: FormColumn = next(one for one in columns_of(Project) if one.path == ID)
    try:
        return said(column, Cell(CellKind.TEXT, row.id)) or ""
    except Unread as unread:
        raise Stays(row.cell(), f"{column.word}：{unread}") from None
