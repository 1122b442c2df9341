"""The mapping file: which heading is which word of the ledger, and what a person answered.

Owns its form, reading it with every fault at its place, and writing what was recognised, to edit.
What it does not say of a column is recognised as without it, so that the same file, mapping and
options give the same import for ever.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from sangeyipi.ingest import columns, ticks
from sangeyipi.ingest import units as unit_columns
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.ingest.meanings import Meaning, MeaningKind, by_word, words
from sangeyipi.ingest.table import SourceColumn, SourceTable
from sangeyipi.model import term
from sangeyipi.model.declared import Key, keys, record
from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.fields import Count, PhaseNumber, Prose, Text
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.nearest import nearest
from sangeyipi.model.place import NOWHERE, Place
from sangeyipi.model.project import Origin
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import cell_name, place_name
from sangeyipi.store.canonical.text import Comments, to_yaml
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source

#: So much of a file's digest tells it apart from every other.
_DIGEST = 16


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTable:
    """What a table's columns are; without a sheet's name every sheet's."""

    file: Annotated[Text | None, Key("文件", "文件名；不写就是每个文件")] = None
    sheet: Annotated[Text | None, Key("工作表", "工作表的名称；不写就是每张表")] = None
    head: Annotated[Count | None, Key("表头行", "一张工作表上有几个表时，表头的最后一行")] = None
    unit: Annotated[Text | None, Key("单位", "金额的单位：亿元、万元或元")] = None
    phase: Annotated[PhaseNumber | None, Key(term.PHASE, "表里的项目都是这一期的")] = None
    batch: Annotated[Batch | None, Key(term.BATCH, "表里的项目都在这一批")] = None
    columns: Annotated[dict[Text, Text], Key("列", "表里的列名: 台账的词")] = field(
        default_factory=dict
    )


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What a person answered to a question of one file."""

    file: Annotated[Text, Key("文件", "文件的指纹")]
    cell: Annotated[Text, Key("单元格", "问的是哪一格")]
    name: Annotated[Text | None, Key(term.NAME, "那一行的项目名称")] = None
    about: Annotated[Text, Key("问", "问的是什么")]
    answer: Annotated[Prose | None, Key("答", "回答；不写就还没有回答")] = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """A whole mapping file."""

    tables: Annotated[tuple[MappedTable, ...], Key("表", "各张表的列")] = ()
    answers: Annotated[tuple[GivenAnswer, ...], Key("回答", "对各个问题的回答")] = ()
    origin: Origin = field(default=NOWHERE, compare=False)

    def names(self) -> frozenset[str]:
        """The headings that stand for the projects' names, for the heads to be found by."""
        said = (item for one in self.tables for item in one.columns.items())
        return frozenset(labels.folded(heading) for heading, word in said if word == term.NAME)

    def of(self, table: SourceTable, file: str = "") -> MappedTable | None:
        """What is said of a table: of its own file, head, sheet, or of every one."""
        fitting = [
            one
            for one in self.tables
            if one.file in (None, file)
            and one.sheet in (None, table.sheet)
            and one.head in (None, table.head + 1)
        ]
        return max(
            fitting,
            key=lambda one: (one.file is not None, one.head is not None, one.sheet is not None),
            default=None,
        )

    def answer(self, digest: str, question: ImportQuestion) -> str | None:
        """What was answered to a question of the file with this digest."""
        asked = (_in_file(question.cell), question.name, question.about)
        for one in self.answers:
            said = (_in_file(one.cell), one.name or "", one.about)
            if digest.startswith(one.file) and said == asked:
                return one.answer
        return None


def _in_file(cell: str) -> str:
    """A cell without the name of its file, which stands before it where files are several."""
    return cell.rpartition("]")[2]


class TableReading(NamedTuple):
    """How a table's columns are read, by their place, and what is said of it."""

    meanings: Mapping[int, Meaning]
    #: The unit of amounts by column: its own, else the table's.
    units: Mapping[int, str]
    phase: int | None = None
    batch: Batch | None = None
    remarks: tuple[Remark, ...] = ()
    #: The columns of lists that are ticked.
    ticked: frozenset[int] = frozenset()
    #: The columns of units, by the columns of the amounts that they are of.
    unit_columns: Mapping[int, int] = MappingProxyType({})

    def of(self, kind: MeaningKind, *path: str) -> list[int]:
        """The columns that are this; more than one where two say the same."""
        return [
            at
            for at, one in self.meanings.items()
            if one.kind is kind and one.path[: len(path)] == path
        ]


def reading(table: SourceTable, mapping: MappingFile | None = None, file: str = "") -> TableReading:
    """What each column of a table of a file is, by the mapping file first."""
    said = mapping.of(table, file) if mapping else None
    mapped = {_plain(key): word for key, word in said.columns.items()} if said else {}
    unit = labels.same_unit((said.unit if said else None) or table.unit)
    meanings: dict[int, Meaning] = {}
    units: dict[int, str] = {}
    used, decided, by_person = set(), set(), set()
    for column in table.columns:
        key = next((k for k in _called(column, table) if _plain(k) in mapped), None)
        found, own = None, ""
        if key is not None:
            used.add(_plain(key))
            word, own = labels.without_unit(mapped[_plain(key)])
            found = by_word(word)
        if found:
            decided.add(column.at)
        if own:
            by_person.add(column.at)
        meanings[column.at] = found or columns.meaning(column.heading, table.values(column))
        units[column.at] = labels.same_unit(own or column.unit) or unit
    headings = {one.at: one.heading for one in table.columns if one.at not in decided}
    meanings |= columns.doubtful_dates(headings, {at: meanings[at] for at in headings})
    listed = ticks.recognised(table, meanings, decided)
    meanings |= listed
    meanings |= unit_columns.recognised(table, meanings, decided)
    beside = unit_columns.beside(table, meanings)
    missing = (
        [key for key in said.columns if _plain(key) not in used] if said and said.sheet else []
    )
    return TableReading(
        meanings,
        units,
        said.phase if said else None,
        said.batch if said else None,
        (*(_not_there(table, key) for key in missing), *_ticked(table, listed)),
        ticks.of_ticks(table, meanings),
        {at: of for at, of in beside.items() if at not in by_person},
    )


def _not_there(table: SourceTable, key: str) -> Remark:
    place = place_name(table.sheet, table.head, table.columns[0].at if table.columns else 0)
    return Remark(place, f"映射文件里写了“{key}”列，这张表里没有这一列")


def _ticked(table: SourceTable, listed: Mapping[int, Meaning]) -> Iterable[Remark]:
    for column in table.columns:
        if column.at in listed:
            word = listed[column.at].word
            text = f"“{column.title}”列读作{word}：写了期或打了勾的，列在这张名单上"
            place = place_name(table.sheet, table.head, column.at)
            yield Remark(place, f"{text}；不是，就在映射文件里指明")


def _plain(key: str) -> str:
    return labels.folded(key)


def _called(column: SourceColumn, table: SourceTable) -> tuple[str, ...]:
    """By what a mapping file may call a column: with its letter, which tells two alike apart."""
    letter = f"{cell_name(0, column.at)[:-1]}列"
    title = "/".join(column.heading)
    alone = [title, column.heading[-1]] if title else []
    same = sum(1 for one in table.columns if one.heading == column.heading)
    return (f"{title}({letter})", letter, *(alone if same == 1 else ()))


def read_mapping(source: Source) -> tuple[MappingFile | None, list[Diagnostic]]:
    """A mapping file and everything that is wrong with it, each at its place."""
    # Most imports have none, and PyYAML takes as long to import as a small table to be read.
    from sangeyipi.store.yaml import reader
    from sangeyipi.store.yaml.places import placed

    raw = reader.read(source)
    found = Findings(raw.diagnostics)
    if len(found) and raw.value is None:
        return None, placed(source, found)
    value: Any = {} if raw.value is None else raw.value
    made = RecordType.of(MappingFile).read(value, Place(source.name), found)
    if made:
        found.extend(_faults(made, source.name))
    return made, placed(source, found)


def _faults(made: MappingFile, name: str) -> Iterable[Diagnostic]:
    """Words that are none of the ledger's, and units that are none."""
    tables = keys(MappingFile)["tables"].word
    for index, one in enumerate(made.tables):
        if one.unit and labels.unit_of_line(labels.folded(f"单位：{one.unit}")) != one.unit:
            place = Place(name, (tables, index, keys(MappedTable)["unit"].word))
            message = f"“{one.unit}”不是金额的单位"
            yield Diagnostic(Rule.WRONG_TYPE, place, message, "写亿元、万元或元")
        for heading, word in one.columns.items():
            if by_word(labels.without_unit(labels.folded(word))[0]) is None:
                place = Place(name, (tables, index, keys(MappedTable)["columns"].word, heading))
                yield _no_word(place, word)


def _no_word(place: Place, word: str) -> Diagnostic:
    near = nearest(word, words())
    offered = "、".join(f"“{one}”" for one in near)
    left_out = MeaningKind.LEFT_OUT.value
    remedy = f"是不是{offered}？" if near else ""
    message = f"“{word}”不是台账的词"
    return Diagnostic(Rule.UNKNOWN_KEY, place, message, f"{remedy}不导入这一列的，写“{left_out}”")


_HEAD = """\
# 这个文件说明 sgyp import 怎样读一个 Excel、WPS 或 CSV 文件，可以用记事本改。
# 用法：sgyp import 文件 --mapping 这个文件
# “列”下面每行是“表里的列名: 台账的词”。改冒号后面的词就改了读法；不导入的列写“不要”。
# 没有认出的写着“未定”，不会导入。金额列的单位与表上写的不同时，写在词的后面：总投资（万元）
# 可以写的词：
"""


def unused(mapping: MappingFile, tables: Sequence["Recognised"]) -> Iterable[Remark]:
    """What a mapping file says of tables that there are not."""
    used = [mapping.of(one.table, one.file) for one in tables]
    for one in mapping.tables:
        if not any(one is other for other in used) and (one.file or one.sheet or one.head):
            where = " ".join(filter(None, (one.file, one.sheet and f"工作表“{one.sheet}”")))
            head = f"（表头在第 {one.head} 行）" if one.head else ""
            yield Remark("", f"映射文件里的{where}{head}没有用上：这次的文件里没有这张表")


class Recognised(NamedTuple):
    """A table of a file with what its columns were recognised as."""

    file: str
    table: SourceTable
    reading: TableReading


def written(
    tables: Sequence[Recognised],
    questions: Mapping[tuple[str, ImportQuestion], str | None] = MappingProxyType({}),
) -> str:
    """What was recognised, as a mapping file to edit; and the questions, answered or to answer.

    `questions`: each with the digest of the file that it is of.
    """
    comments = Comments()
    comments.before[()] = [*_HEAD.splitlines(), *_word_lines(), ""]
    table_key, answer_key = keys(MappingFile)["tables"].word, keys(MappingFile)["answers"].word
    raw: dict[str, Any] = {table_key: []}
    for index, (one, told) in enumerate(_told_apart(tables)):
        raw[table_key].append(told)
        _explain(comments, (table_key, index), one.table, one.reading)
    asked = list(questions)
    if asked:
        raw[answer_key] = [_raw_question(*one, questions[one]) for one in asked]
        comments.before[answer_key,] = ["", "# 每个问题补一行“答: …”；没有答的，那一行不导入。"]
        for index, (_, question) in enumerate(asked):
            answers = f"（可以答：{'、'.join(question.answers)}）" if question.answers else ""
            text = " ".join(f"{question.text}{answers}".split())
            comments.before[answer_key, index] = [f"# {text}"]
    return to_yaml(raw, comments)


def _told_apart(tables: Sequence[Recognised]) -> Iterable[tuple[Recognised, dict[str, Any]]]:
    """What is written of each table: of files alike once, of others by the file's name."""
    files: dict[str, dict[str, list[tuple[Recognised, dict[str, Any]]]]] = {}
    several = Counter((one.file, one.table.sheet) for one in tables)
    for one in tables:
        raw = _raw_table(one.table, one.reading, several[one.file, one.table.sheet] > 1)
        of_sheet = files.setdefault(one.table.sheet, {})
        of_sheet.setdefault(one.file, []).append((one, raw))
    for of_sheet in files.values():
        first, *others = ([raw for _, raw in told] for told in of_sheet.values())
        if all(one == first for one in others):
            yield from next(iter(of_sheet.values()))
            continue
        word = keys(MappedTable)["file"].word
        for file, told in of_sheet.items():
            yield from ((one, {word: file, **raw}) for one, raw in told)


def _word_lines() -> list[str]:
    """The words, as many on a line of a comment as fit."""
    lines = ["#"]
    for word in words():
        if len(lines[-1]) + len(word) > 40:
            lines.append("#")
        lines[-1] += f" {word}"
    return lines


def _raw_table(table: SourceTable, read: TableReading, several: bool) -> dict[str, Any]:
    word = {name: key.word for name, key in keys(MappedTable).items()}
    raw: dict[str, Any] = {word["sheet"]: table.sheet}
    if several:
        raw[word["head"]] = str(table.head + 1)
    if table.unit:
        raw[word["unit"]] = table.unit
    if read.phase:
        raw[word["phase"]] = str(read.phase)
    if read.batch:
        raw[word["batch"]] = str(read.batch)
    raw[word["columns"]] = {
        key: _said(column, read) for column in table.columns for key in [_key(column, table)]
    }
    return raw


def _key(column: SourceColumn, table: SourceTable) -> str:
    """The name under which a column is written: by its letter where its title is not its own."""
    first, letter, *alone = _called(column, table)
    return alone[0] if alone else first if column.heading else letter


def _said(column: SourceColumn, read: TableReading) -> str:
    found = read.meanings[column.at]
    own = read.units[column.at]
    return f"{found.word}（{own}）" if column.unit and own else found.word


def _explain(
    comments: Comments, path: tuple[str | int, ...], table: SourceTable, read: TableReading
) -> None:
    """Beside a column that is not known: what it may be."""
    for column in table.columns:
        found = read.meanings[column.at]
        if found.kind is MeaningKind.UNKNOWN:
            near = f"，是不是{'、'.join(found.near)}？" if found.near else ""
            here = (*path, keys(MappedTable)["columns"].word, _key(column, table))
            comments.beside[here] = f"# 没有认出{near}"


def _raw_question(digest: str, one: ImportQuestion, answer: str | None) -> dict[str, str]:
    word = {name: key.word for name, key in keys(GivenAnswer).items()}
    raw = {word["file"]: digest[:_DIGEST], word["cell"]: one.cell}
    if one.name:
        raw[word["name"]] = one.name
    raw[word["about"]] = one.about
    if answer is not None:
        raw[word["answer"]] = answer
    return raw
