"""A row of a register's sheet → what a record would say of it.

Owns what each field of a problem, a visit, a financing is read from, and what is asked where it is
not said.
"""

from collections.abc import Iterator
from typing import Any

from sangeyipi.ingest import sections
from sangeyipi.ingest.answers import Unsettled
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.registers.cells import Drafted, RegisterSetting, RowReader
from sangeyipi.ingest.registers.headings import SOLVED, SOME_DAY
from sangeyipi.ingest.table import SourceRow
from sangeyipi.ingest.values import spellings
from sangeyipi.ingest.values.texts import folded, listed, one_line, said
from sangeyipi.model import term
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.patterns import later
from sangeyipi.model.people import each
from sangeyipi.model.project import Project
from sangeyipi.model.visit import Capacity
from sangeyipi.sheets.grid import place_name
from sangeyipi.store.kinds import FINANCING, PROBLEMS, VISITS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


AMOUNTS = ("demand", "granted", "drawn")
_DONE = _set("是 √ ✓ ✔ ☑ 已销号 销号 已办结 办结 已解决 解决 已完成 完成 已整改 已整改到位 y yes")
_NOT_DONE = _set(
    "否 × ✗ x 未 未销号 未办结 未解决 未完成 未整改 办理中 正在办理 推进中 正在推进 解决中 在办 "
    "整改中 持续推进 n no"
)
#: By whom it is done says as what, where the heading names them.
_CAPACITIES = (
    ("包联领导", Capacity.LEADER),
    ("首席服务员", Capacity.OFFICER),
    ("督导", Capacity.INSPECTORS),
    ("督查", Capacity.INSPECTORS),
    ("核查", Capacity.VERIFIERS),
)
_DATED_LINE = later(r"\s*[(（]?([12]\d{3}[-./年]\d{1,2}[-./月]\d{1,2}日?)[)）]?[:：,，\s]*(.+)")
_SUFFIX = later("(?:方面)?(?:类)?(?:问题)?(?:类)?$")


def drafted(row: SourceRow, setting: RegisterSetting, project: Project) -> Drafted:
    """What a row says of a project that is known.  Raises Unsettled, LeftOut."""
    reader = RowReader(row, setting)
    reader.put("project", project.id)
    {PROBLEMS: _problem, VISITS: _visit, FINANCING: _financing}[setting.found.kind](reader, project)
    return reader.close()


# --- problems


def _problem(reader: RowReader, _project: Project) -> None:
    reader.put_text("id")
    reader.put_text("text", prose=True)
    if reader.setting.word("text") not in reader.made.facts:
        raise Unsettled(reader.place("text"), "没有写问题是什么：补上再导入；没有问题的行删去")
    reader.put("raised", reader.needed_day("raised"))
    _kind(reader)
    reader.put_listed("source")
    unit = reader.cell("unit")
    if unit is not None:
        reader.put("unit", listed(said(unit)))
    reader.put_listed("solver")
    _ends(reader)
    _followed(reader)
    reader.put_listed("satisfaction")


def _kind(reader: RowReader) -> None:
    kinds = reader.setting.ledger.config.problem_kinds
    text = reader.text("kind")
    headed = [] if text else [sections.bare(one) for one in reversed(reader.row.section)]
    for said_kind in (text, *headed):
        for one in (said_kind, _SUFFIX.sub("", said_kind)):
            if one in kinds:
                reader.put("kind", one)
                return
    text = text or next(iter(headed), "")
    why = f"“{text}”不在台账的问题类别里" if text else "没有写问题类别"
    asked = f"{why}：是 {'、'.join(kinds)} 里的哪一个？"
    reader.put("kind", reader.ask("kind", term.KIND, asked, kinds))


def _ends(reader: RowReader) -> None:
    """时限 and 销号, of which a column of 完成时间 says neither by itself."""
    _due(reader, "due")
    done = [_solved(reader, name) for name in ("closed", SOLVED)]
    if reader.cell(SOME_DAY) is not None:
        column = reader.setting.found.columns[SOME_DAY]
        table = reader.setting.table
        head = reader.setting.prefix + place_name(table.sheet, table.head, column.at)
        text = f"“{column.title}”是应在哪天前解决（时限），还是已经解决的日期（销号）？"
        answer = reader.ask(SOME_DAY, column.title, text, (term.DUE, term.CLOSED), head)
        if answer == term.DUE:
            _due(reader, SOME_DAY)
        else:
            done.append(_solved(reader, SOME_DAY))
    reader.made.unsolved = False in done
    said_days = {one for one in done if isinstance(one, str)}
    if len(said_days) > 1 or (said_days and False in done):
        raise Unsettled(
            reader.place("closed"), "销号与否、哪天销号，这一行两处说的不一样：改好再导入"
        )
    if said_days:
        reader.put("closed", said_days.pop(), "closed" if "closed" in _columns(reader) else SOLVED)
    elif True in done:
        name = SOLVED if reader.cell(SOLVED) is not None else "closed"
        why = (
            "没有写哪天销号，仍按没有销号登记：补上日期再导入，或用 sgyp register 问题 编号 --close"
        )
        reader.noted(name, reader.text(name), why)


def _columns(reader: RowReader) -> Any:
    return reader.setting.found.columns


def _due(reader: RowReader, name: str) -> None:
    text = folded(reader.text(name))
    if not text:
        return
    if text == "待定":
        value = "待定"
    else:
        taken = reader.day(name)
        value = taken.text if taken.text and taken.text != UNDATED_WORD else ""
    if not value:
        reader.noted(name, reader.text(name), "看不出是哪一天")
    elif term.DUE in reader.made.facts and reader.made.facts[term.DUE] != value:
        raise Unsettled(reader.place(name), "时限在两列里写得不一样：改好再导入")
    else:
        reader.put("due", value, name)


def _solved(reader: RowReader, name: str) -> str | bool | None:
    """The day on which it was solved; that it is or is not; None: nothing is said."""
    text = reader.text(name)
    if not text:
        return None
    bare = folded(text)
    if bare in _NOT_DONE:
        return False
    if bare in _DONE:
        return True
    taken = reader.day(name)
    if taken.text and taken.text != UNDATED_WORD and not taken.planned:
        return taken.text
    reader.noted(name, text, "看不出销号没有，仍按没有销号登记")
    return None


def _followed(reader: RowReader) -> None:
    """进展: lines that begin with their day, else all of it of the table's day; else 备注."""
    text = reader.text("followed", prose=True)
    if not text:
        return
    dated = dict(_dated_lines(text))
    if not dated and reader.setting.day is not None:
        dated = {reader.setting.day.isoformat(): text}
    if dated:
        reader.put("followed", dated)
        return
    reader.noted("followed", one_line(text), "没有日期，表也没有写是哪一天的（可用 --as-of）")


def _dated_lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line with its day, if every line has one of its own."""
    found: dict[str, str] = {}
    for one in text.split("\n"):
        match = _DATED_LINE.fullmatch(one)
        day = spellings.date(spellings.plain(match[1]), None).text if match else None
        if match is None or not day or day in found:
            return
        found[day] = match[2].strip()
    yield from found.items()


# --- visits


def _visit(reader: RowReader, project: Project) -> None:
    reader.put("date", reader.needed_day("date"))
    visitor = reader.cell("visitor")
    if visitor is None:
        raise Unsettled(reader.place("visitor"), "没有写谁去走访的：补上再导入")
    who = listed(said(visitor))
    reader.put("visitor", who)
    reader.put("capacity", _capacity(reader, project))
    reader.put_text("matter", prose=True)
    _found(reader)
    reader.put_listed("verdict")
    reader.put_text("differs", prose=True)


def _capacity(reader: RowReader, project: Project) -> str:
    """As what they went: as the row says, the heading, or the ledger of that project."""
    text = reader.text("capacity")
    if text in tuple(Capacity):
        return text
    if not text:
        title = reader.title("visitor")
        for word, capacity in _CAPACITIES:
            if word in title:
                return capacity
        who = set(each(reader.made.facts[term.VISITOR]))
        ours = ((project.leaders, Capacity.LEADER), (project.officers, Capacity.OFFICER))
        known = [capacity for people, capacity in ours if who and who <= set(people)]
        if len(known) == 1:
            return known[0]
    why = f"身份“{text}”不在清单里" if text else "看不出走访人是什么身份"
    asked = f"{why}：是 {'、'.join(Capacity)} 里的哪一个？"
    return reader.ask("capacity", term.CAPACITY, asked, tuple(Capacity))


def _found(reader: RowReader) -> None:
    """发现问题: the numbers of problems; a text is none, and stays with 事项."""
    text = reader.text("problems", prose=True)
    if not text:
        return
    known = {one.id for one in reader.setting.ledger.problems}
    numbers = each(one_line(text))
    if numbers and all(one in known for one in numbers):
        reader.put("problems", "、".join(numbers))
        return
    word = reader.setting.word("matter")
    matter = reader.made.facts.get(word, "")
    reader.put("matter", "；".join(filter(None, (matter, f"{reader.title('problems')}：{text}"))))
    why = "不是登记过的问题的编号，记入事项，没有登记为问题"
    reader.made.remarks.append(Remark(reader.place("problems"), f"“{one_line(text)}”{why}"))


# --- financing


def _financing(reader: RowReader, _project: Project) -> None:
    reader.put_text("bank")
    if term.BANK not in reader.made.facts:
        raise Unsettled(reader.place("bank"), "没有写哪家银行：补上再导入")
    cell = reader.cell("date")
    if cell is None and reader.setting.day is not None:
        reader.put("date", reader.setting.day.isoformat())
    else:
        reader.put("date", reader.needed_day("date"))
    for name in AMOUNTS:
        reader.amount(name)
    if not any(reader.setting.word(name) in reader.made.facts for name in AMOUNTS):
        remark = Remark(reader.made.cell, "这一行没有金额：只登记对接了这家银行")
        reader.made.remarks.append(remark)
