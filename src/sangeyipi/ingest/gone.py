"""Rows that say in words that their project is no longer there: 已取消, 乙厂（已终止）, 调出时间.

A row that is struck out is asked about; one that says the same in words is no other, and counted
as in force it is a wrong figure.  Owns the words, and when a cell says so of its project: a piece
of it that says nothing else, in a column that is about no other thing, which 已取消备案审批 and
取消停车场 are.  Must not decide: whoever reads the row is asked.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.ingest.likeness import unmarked
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.ingest.table import SourceColumn, SourceRow
from sangeyipi.ingest.ticks import ticked
from sangeyipi.ingest.values.texts import folded, is_none, said
from sangeyipi.model import term
from sangeyipi.model.patterns import later
from sangeyipi.model.project import Project
from sangeyipi.sheets.grid import Cell, CellKind

#: What happened to a project that is no longer there.
GONE = (
    "调出|退出|取消|终止|中止|撤销|撤出|撤资|剔除|移出|清退|作废|出库|不再实施|不再推进|停止实施|"
    "不再建设|停止建设"
)
_SAYS = later(GONE)
_DAY = r"(?:(?:20)?[0-9]{2}[年./-])?(?:[0-9]{1,2}(?:月份?|[./-]))?(?:[0-9]{1,2}[日号]?)?"
#: The project, a phase of it that a row of its own may be, or those without whom there is none.
_WHOSE = (
    "(?:(?:该|本|此|原)?(?:项目|工程|业主|投资方|投资人|投资商|客商|企业|公司|建设单位|项目单位|合作方|"
    "甲方|乙方|双方))?(?:第?[0-9一二三四五六七八九十]{1,3}期)?(?:项目|工程)?"
)
_HOW = "(?:现已|已经|已于|已|于|现|均|经研究|同意|决定|确认|被|正式|全部|整体){0,4}"
#: Of what it is out; a contract is mostly the investor's, and asking costs a look.
_OF = (
    "(?:了|项目|工程|建设|实施|投资|推进|合作|签约|协议|合同|名单|清单|台账|库|三个一批|处理|状态|"
    "第?[0-9一二三四五六七八九十]{1,3}期){0,8}"
)
#: What is folded already is of common width and without blanks.
_PIECE = later(f"{_WHOSE}{_HOW}{_DAY}{_HOW}{_WHOSE}{_HOW}(?:{GONE})(?:或(?:{GONE}))?{_OF}{_DAY}")
_BETWEEN = later(r"[,;:.。、!()\[\]【】〔〕<>《》“”\"'—–\n-]+")
_BLANK = later(r"\s+")
#: A heading that asks for it, or for the day or the reason of it.
_ASKS = later(f"(?:是否|有无)已?(?:{GONE})(?:项目)?|(?:{GONE})(?:与否|情况|否)?|已(?:{GONE})")
_TELLS = later(f"已?(?:{GONE})(?:项目)?的?(?:时间|日期|月份|年月|年度|原因|理由|说明|文号|依据)")
#: What a cell below such a heading begins with that says that it is not so.
_NOT = ("未", "尚未", "没", "不", "否")
#: What is cancelled in such a column is not the project.
_OF_ELSE = later(
    "审批|手续|备案|核准|环评|能评|安评|许可|用地|土地|规划|林地|贷款|债券|融资|考核|仪式|会议|"
    "建设内容|规模|领导|服务|单位|部门|联系|电话"
)


class SaidGone(NamedTuple):
    """What says so, and the column where it stands."""

    column: SourceColumn
    text: str


class GoneProjects:
    """Finds in the rows of one table what says so."""

    def __init__(self, setting: TableSetting) -> None:
        open_ = [
            (column, column.heading[-1] if column.heading else "")
            for column, meaning in setting.columns
            if meaning.kind in (MeaningKind.UNKNOWN, MeaningKind.LEFT_OUT)
        ]
        self._asking = [one for one, title in open_ if _ASKS.fullmatch(title)]
        self._telling = [one for one, title in open_ if _TELLS.fullmatch(title)]
        self._looked_at = [
            (column, meaning.path == (term.NAME,))
            for column, meaning in setting.columns
            if not _OF_ELSE.search(column.title)
        ]
        day = (term.WITHDRAWN, term.DATE)
        #: Where the day of it is a fact that is taken, nothing is lost.
        self._days = [column for column, meaning in setting.columns if meaning.path == day]
        self._out = _Withdrawn(setting)
        # One look at all that is said is enough for nearly every table.
        words = _SAYS.search(setting.source.written)
        self._may_say = bool(self._asking or self._telling or words)

    def said(self, row: SourceRow) -> SaidGone | None:
        """What a row says of it; None: nothing."""
        if not self._may_say:
            return None
        words = "\n".join([cell.text for cell in row.cells.values()])
        if not (self._asking or self._telling or _SAYS.search(words)):
            return None
        if any(_tells(row.at(one.at)) for one in self._days):
            return None
        return next(self._found(row), None)

    def known(self, row: SourceRow) -> str | None:
        """Whether the ledger seems to say it of the row's project: None, it does not.

        What is said is the ledger's name of it where that alone tells which it is, else nothing.
        """
        return self._out.known(row)

    def _found(self, row: SourceRow) -> Iterator[SaidGone]:
        for column in self._asking:
            if _is_so(row.at(column.at)):
                yield SaidGone(column, f"{column.title}：{_shown(row.at(column.at))}")
        for column in self._telling:
            if _tells(row.at(column.at)):
                yield SaidGone(column, f"{column.title}：{_shown(row.at(column.at))}")
        for column, named in self._looked_at:
            cell = row.at(column.at)
            if cell.kind is CellKind.TEXT and _SAYS.search(cell.text) and _says_so(cell, named):
                yield SaidGone(column, _shown(cell))


class _Withdrawn:
    """The ledger's projects that are withdrawn, found by what a row is known by."""

    def __init__(self, setting: TableSetting) -> None:
        self._projects = setting.ledger.projects
        paths = ((term.ID,), (term.CODE,), (term.NAME,))
        self._columns = [
            [column.at for column, meaning in setting.columns if meaning.path == path]
            for path in paths
        ]
        self._known: tuple[dict[str, Project], ...] = ()

    def known(self, row: SourceRow) -> str | None:
        """As `GoneProjects` tells it."""
        if not any(one.withdrawn for one in self._projects):
            return None
        if not self._known:
            self._known = self._by_words()
        id, code, name = ([said(row.at(at)) for at in columns] for columns in self._columns)
        by_id, by_code, by_name = self._known
        for words, known in ((id, by_id), (code, by_code)):
            for word in words:
                if word in known:
                    return "" if known[word].withdrawn else None
        for word in name:
            project = by_name.get(unmarked(_without(word)))
            if project is not None and project.withdrawn:
                return project.name
        return None

    def _by_words(self) -> tuple[dict[str, Project], ...]:
        """By 编号, 项目代码 and name; of those that are called the same, none."""
        named: dict[str, list[Project]] = {}
        for one in self._projects:
            named.setdefault(unmarked(one.name), []).append(one)
        return (
            {one.id: one for one in self._projects},
            {one.code: one for one in self._projects if one.code},
            {name: ones[0] for name, ones in named.items() if len(ones) == 1},
        )


def says(text: str) -> bool:
    """Whether a heading has a word of it."""
    return _SAYS.search(text) is not None


def _without(name: str) -> str:
    """A name without the pieces that say so."""
    parts = [one for part in _BLANK.split(name) for one in _BETWEEN.split(folded(part)) if one]
    left = [one for one in parts if not _PIECE.fullmatch(one)]
    return "".join(left) if left else name


def _says_so(cell: Cell, named: bool) -> bool:
    """Whether a piece of a text says that and nothing else; of a name, not all of it."""
    text = said(cell)
    pieces = [one for part in _BLANK.split(text) for one in _BETWEEN.split(folded(part)) if one]
    whole = folded(text)
    return any(_PIECE.fullmatch(one) and not (named and one == whole) for one in pieces)


def _is_so(cell: Cell) -> bool:
    """Whether it is ticked, or the day of it stands there; words are read as words."""
    so = ticked(cell)
    return so if so is not None else folded(said(cell))[:1].isdecimal()


def _tells(cell: Cell) -> bool:
    """Whether it says anything, and not that it is not so."""
    text = said(cell)
    return not (is_none(text) or ticked(cell) is False or text.startswith(_NOT))


def _shown(cell: Cell) -> str:
    return " ".join((cell.shown or cell.text).split())
