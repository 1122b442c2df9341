"""Which rows are of one project, and of which of the ledger's: by 编号, 项目代码, then 名称.

Owns the matching and its questions.  Must not know what is done with the rows' facts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sangeyipi.compare.fields import Path, Text, flat
from sangeyipi.ingest.answers import Answers, LeftOut, Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Rejected, Skipped
from sangeyipi.ingest.likeness import Likeness, same_form, same_forms, without_marks
from sangeyipi.ingest.said import Said
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import all_made
from sangeyipi.model.project import Project, project_keys

SAME = "同一个项目"
OTHER = "不是同一个项目"
#: What two projects of one name differ in.
_TELLING = tuple((project_keys()[field].word,) for field in ("builder", "locality", "investment"))


@dataclass(slots=True, eq=False)
class RowGroup:
    """The rows of one project, in order, and what the ledger has of it."""

    before: Project | None
    rows: list[Said] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """Its 编号: the ledger's, else that of the first row that has one."""
        if self.before is not None:
            return self.before.id
        return next((one.id for one in self.rows if one.id), None)

    @property
    def name(self) -> str:
        """Its name: the ledger's, else that of its first row."""
        return self.before.name if self.before else self.rows[0].name

    @property
    def called(self) -> str:
        """As a question calls it."""
        where = self.before.id if self.before else self.rows[0].origin.cell
        return f"{where}“{self.name}”"


@dataclass(slots=True)
class Matched:
    """The groups in the order of their first rows; the rows that came to nothing, by number."""

    groups: list[RowGroup]
    rejected: dict[int, Rejected]
    left_out: dict[int, Skipped]


def match(rows: Iterable[Said], projects: Iterable[Project], matching: "RowMatching") -> Matched:
    """Every row in a group, or rejected with its question."""
    known = _Known(projects)
    found = Matched([], {}, {})
    every = list(rows)
    names = [one.name for one in every]
    forms = same_forms(names)
    ids, codes = [one.id for one in every], [one.code for one in every]
    for one, words in zip(every, all_made(_Words, ids, codes, names, forms), strict=True):
        try:
            group = _exact(one, words, known, matching)
        except Unsettled as why:
            found.rejected[one.origin.number] = why.rejected(one.origin.row)
        except LeftOut as why:
            found.left_out[one.origin.number] = Skipped(why.cell, why.reason)
        else:
            if not group.rows:
                found.groups.append(group)
            group.rows.append(one)
            known.add(group, words)
    _join_near(found, known, matching, dict(zip(names, forms, strict=True)))
    return found


@dataclass(frozen=True, slots=True)
class RowMatching:
    """What matching asks of: the answers; `region` is the ledger's, which names may begin with."""

    answers: Answers
    region: str = ""

    def asked(self, one: Said, text: str, answers: tuple[str, ...]) -> str:
        """The answer to a question about who a row is.  Raises Unsettled, LeftOut."""
        question = ImportQuestion(one.cell(term.NAME), one.name, term.NAME, text, answers)
        return self.answers.settle(question, one.origin.digest, one.origin.row)


class _Words(NamedTuple):
    """What a row says of who it is; its name without its form, too."""

    id: str | None
    code: str | None
    name: str
    form: str


class _Known:
    """Groups by what they are known by."""

    def __init__(self, projects: Iterable[Project]) -> None:
        self.by_id: dict[str, RowGroup] = {}
        self.by_code: dict[str, RowGroup] = {}
        self.by_name: dict[str, list[RowGroup]] = {}
        every = list(projects)
        for project, form in zip(every, same_forms([one.name for one in every]), strict=True):
            group = RowGroup(project)
            self.by_id.setdefault(project.id, group)
            if project.code:
                self.by_code.setdefault(project.code, group)
            self.by_name.setdefault(form, []).append(group)

    def add(self, group: RowGroup, words: _Words) -> None:
        """What a row says more of who its group is."""
        id, code, name, form = words
        if id:
            self.by_id.setdefault(id, group)
        if code:
            self.by_code.setdefault(code, group)
        named = self.by_name.setdefault(form, []) if name else []
        if name and group not in named:
            named.append(group)


def _exact(one: Said, words: _Words, known: _Known, matching: RowMatching) -> RowGroup:
    """The group of a row, a new one where nothing known is it."""
    id, code, name, form = words
    if id and id in known.by_id:
        return _by_id(one, known.by_id[id], matching)
    if code and code in known.by_code:
        return _by_code(one, known.by_code[code], matching)
    if not name:
        raise Unsettled(one.origin.cell, "没有项目名称，不知道是哪个项目：补上名称再导入")
    named = known.by_name.get(form, [])
    for group in named if len(named) == 1 else ():
        return _by_name(one, group, matching)
    return _one_of(one, named, matching) if named else RowGroup(None)


def _by_id(one: Said, group: RowGroup, matching: RowMatching) -> RowGroup:
    if not one.name or _same_name(one, group) or _same_code(one, group):
        return group
    text = (
        f"编号 {one.id} 原是“{group.name}”，这一行是“{one.name}”：是同一个项目改了名称，"
        "还是编号写错了？"
    )
    return _same_or_stop(one, group, text, "编号重复：改正表里的编号再导入", matching)


def _by_code(one: Said, group: RowGroup, matching: RowMatching) -> RowGroup:
    if not _other_id(one, group):
        return _by_code_beside(one, group, matching)
    text = f"项目代码 {one.code} 是{group.called}的，这一行的编号却是 {one.id}：是同一个项目吗？"
    return _same_or_stop(one, group, text, "项目代码重复：改正表里的代码再导入", matching)


def _by_code_beside(one: Said, group: RowGroup, matching: RowMatching) -> RowGroup:
    """One list names a project once: two names there with one code are one, or a slip."""
    if not one.name or _same_name(one, group):
        return group
    beside = next(
        (
            row
            for row in group.rows
            if row.origin.table == one.origin.table and row.lists == one.lists
        ),
        None,
    )
    if beside is None:
        return group
    text = (
        f"项目代码 {one.code} 与同一张表里 {beside.origin.cell} 的“{beside.name}”一样，名称却不同："
        "是同一个项目吗？"
    )
    return _same_or_stop(one, group, text, "项目代码重复：改正表里的代码再导入", matching)


def _by_name(one: Said, group: RowGroup, matching: RowMatching) -> RowGroup:
    if _other_id(one, group):
        text = f"与{group.called}同名，编号却不同（{one.id}）：是同一个项目吗？"
    elif _other_code(one, group):
        text = f"与{group.called}同名，项目代码却不同（{one.code}）：是同一个项目吗？"
    elif other := _beside(one, group):
        text = (
            f"同一张表里 {other.origin.cell} 也是这个名称，{_apart(one, other)}：是同一个项目吗？"
        )
    else:
        return group
    answer = matching.asked(one, text, (SAME, OTHER))
    return group if answer == SAME else RowGroup(None)


def _same_or_stop(
    one: Said, group: RowGroup, text: str, advice: str, matching: RowMatching
) -> RowGroup:
    if matching.asked(one, text, (SAME, OTHER)) == SAME:
        return group
    raise Unsettled(one.cell(term.ID), advice)


def _one_of(one: Said, named: list[RowGroup], matching: RowMatching) -> RowGroup:
    """Which of several that are called the same."""
    told = _told_by_facts(one, named)
    if told is not None:
        return told
    ids = [group.id or group.rows[0].origin.cell for group in named]
    text = f"有 {len(named)} 个项目叫“{one.name}”（{'、'.join(ids)}）：是其中哪一个？"
    answer = matching.asked(one, text, (*ids, OTHER))
    return named[ids.index(answer)] if answer in ids else RowGroup(None)


def _told_by_facts(one: Said, named: list[RowGroup]) -> RowGroup | None:
    """The only one that says what the row says of who it is, where all others say otherwise."""
    alike = [group for group in named if not _facts_apart(one, group)]
    if len(alike) != 1 or not _facts_shared(one, alike[0]):
        return None
    return None if _other_id(one, alike[0]) or _other_code(one, alike[0]) else alike[0]


def _facts_shared(one: Said, group: RowGroup) -> bool:
    return any(_of_group(group, path) & _of_row(one, path) for path in _TELLING)


def _facts_apart(one: Said, group: RowGroup) -> bool:
    both = ((_of_group(group, path), _of_row(one, path)) for path in _TELLING)
    return any(known and said and not known & said for known, said in both)


def _of_row(one: Said, path: Path) -> frozenset[Text]:
    fact = one.facts.get(path)
    return frozenset((fact.text,)) if fact else frozenset()


def _of_group(group: RowGroup, path: Path) -> frozenset[Text]:
    """What the rows of a group say, else the ledger."""
    said = frozenset[Text]().union(*(_of_row(row, path) for row in group.rows))
    if said or group.before is None:
        return said
    known = flat(group.before).get(path)
    return frozenset() if known is None else frozenset((known,))


def _same_name(one: Said, group: RowGroup) -> bool:
    names = [group.name, *(row.name for row in group.rows)]
    return same_form(one.name) in {same_form(name) for name in names}


def _codes(group: RowGroup) -> set[str]:
    codes = {row.code for row in group.rows} | {group.before.code if group.before else None}
    return {code for code in codes if code}


def _same_code(one: Said, group: RowGroup) -> bool:
    return bool(one.code) and one.code in _codes(group)


def _other_code(one: Said, group: RowGroup) -> bool:
    codes = _codes(group)
    return bool(one.code) and bool(codes) and one.code not in codes


def _apart(one: Said, other: Said) -> str:
    """In what two rows differ, as a question shows it."""
    path = next(path for path in _TELLING if _differ(one, other, path))
    unit = " 亿元" if path == (term.INVESTMENT,) else ""
    here, there = one.facts[path].text, other.facts[path].text
    return f"{path[0]}却不同（那里是 {there}{unit}，这里是 {here}{unit}）"


def _differ(one: Said, other: Said, path: tuple[str, ...]) -> bool:
    mine, theirs = one.facts.get(path), other.facts.get(path)
    return bool(mine and theirs and mine.text != theirs.text)


def _beside(one: Said, group: RowGroup) -> Said | None:
    """A row of the same table and list that says something else of who it is."""
    for other in group.rows:
        beside = other.origin.table == one.origin.table and other.lists == one.lists
        if beside and any(_differ(one, other, path) for path in _TELLING):
            return other
    return None


def _other_id(one: Said, group: RowGroup) -> bool:
    return bool(one.id) and bool(group.id) and one.id != group.id


def _join_near(
    found: Matched, known: _Known, matching: RowMatching, forms: Mapping[str, str]
) -> None:
    """New projects whose names are nearly those of others: the same, or not?

    `forms`: every name that a row has, without its form.
    """
    tables = {row.origin.table for group in found.groups for row in group.rows}
    likeness = Likeness[RowGroup](matching.region)
    for group in known.by_id.values():
        # What stands in the one table itself is another one than all that stands beside it.
        if group.before is not None and not (group.rows and len(tables) == 1):
            likeness.add(group.name, group)
    near = _Near(likeness, found.groups, forms)
    for group in found.groups:
        if group.before is not None:
            near.beside(group)
    left: dict[int, RowGroup] = {}
    for group in found.groups:
        into: RowGroup | None = group
        if group.before is None and (len(tables) > 1 or likeness or not near.is_alone(group)):
            into = _joined(group, found, near, matching)
            if into is group:
                near.beside(group)
                if len(tables) > 1:
                    likeness.add(group.name, group)
        if into is not None:
            left.setdefault(id(into), into)
    found.groups[:] = left.values()


class _Near:
    """Groups by names that are nearly the same; of one table, by those that differ in marks alone.

    A sheet names a project once: what stands beside it there is another one, unless 甲厂一期 stands
    beside 甲厂（一期）.
    """

    def __init__(
        self,
        likeness: Likeness[RowGroup],
        groups: Iterable[RowGroup],
        forms: Mapping[str, str],
    ) -> None:
        """`groups`: all that there are, of which none is known yet; `forms` of their names."""
        self._likeness = likeness
        self._unmarked: dict[str, list[RowGroup]] = {}
        self._bare = {name: without_marks(form) for name, form in forms.items()}
        self._rows_of = Counter(self._bare[row.name] for group in groups for row in group.rows)

    def is_alone(self, group: RowGroup) -> bool:
        """Whether no row but its only one is called so but for marks: nobody's name is near."""
        return len(group.rows) == 1 and self._rows_of[self._bare[group.rows[0].name]] == 1

    def beside(self, group: RowGroup) -> None:
        """Make a group known that has rows."""
        for name in {self._bare[row.name] for row in group.rows}:
            self._unmarked.setdefault(name, []).append(group)

    def of(self, one: Said) -> Iterator[RowGroup]:
        """The groups that a row may be one of, the likeliest first, each once."""
        name = one.name
        own = same_form(name)
        # Of one that is called the very same it is settled already.
        alike = [
            group
            for group in self._unmarked.get(self._bare[name], ())
            if all(same_form(row.name) != own for row in group.rows)
        ]
        yield from alike
        for other in self._likeness.near(name):
            if all(other is not known for known in alike) and not _beside_in(one, other):
                yield other


def _beside_in(one: Said, group: RowGroup) -> bool:
    return any(row.origin.table == one.origin.table for row in group.rows)


def _joined(group: RowGroup, found: Matched, near: _Near, matching: RowMatching) -> RowGroup | None:
    """The group that a new one belongs to, mostly itself; None: its rows do not get in."""
    try:
        into = _asked_near(group, near, matching)
    except Unsettled as why:
        found.rejected.update(_refused(group, why))
        return None
    except LeftOut as why:
        out = Skipped(why.cell, why.reason)
        found.left_out.update({one.origin.number: out for one in group.rows})
        return None
    if into is None:
        return group
    into.rows.extend(group.rows)
    return into


def _refused(group: RowGroup, why: Unsettled) -> Iterator[tuple[int, Rejected]]:
    for one in group.rows:
        cell = one.cell(term.NAME)
        yield one.origin.number, Rejected(cell, one.origin.row, why.reason, why.question)


def _asked_near(group: RowGroup, near: _Near, matching: RowMatching) -> RowGroup | None:
    """The group that it is, though called a little otherwise; None: none."""
    one = group.rows[0]
    others = [other for other in near.of(one) if not _told_apart(group, other)]
    if not others:
        return None
    called = "、".join(other.called for other in others)
    if len(others) == 1:
        text = f"名称“{one.name}”与{called}只差一点：是同一个项目吗？"
        return others[0] if matching.asked(one, text, (SAME, OTHER)) == SAME else None
    # A question has one answer: asked of each in turn, that of the first would be all others' too.
    ids = [other.id or other.rows[0].origin.cell for other in others]
    text = f"名称“{one.name}”与 {len(others)} 个项目只差一点（{called}）：是其中哪一个？"
    answer = matching.asked(one, text, (*ids, OTHER))
    return others[ids.index(answer)] if answer in ids else None


def _told_apart(group: RowGroup, other: RowGroup) -> bool:
    """Whether numbers of their own say that they are two."""
    ids = bool(group.id) and bool(other.id)
    mine, theirs = _codes(group), _codes(other)
    return ids or bool(mine and theirs and not mine & theirs)
