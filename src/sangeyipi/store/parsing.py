"""Reading one file whole: text → raw value → records, with all that is wrong with it.

The slow way, and the authority: what `remembered` gives is what this gave.  What is plainly sound
and canonical needs neither Pydantic nor PyYAML, nor anything that tells what is wrong.
"""

import re
from pathlib import PurePosixPath
from typing import Any, cast

from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.limits import not_in_years
from sangeyipi.model.monthly_report import MONTH_KEY
from sangeyipi.model.place import Place
from sangeyipi.model.project import REGION_KEY
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import FileKind, month_of_file
from sangeyipi.store.kinds import LISTS, model_of
from sangeyipi.store.parsed import Parsed, of_region
from sangeyipi.store.raw import FileReader, RawValue
from sangeyipi.store.records import RecordType
from sangeyipi.store.sound import at
from sangeyipi.store.source import Source
from sangeyipi.store.yaml import reader as yaml_reader


def parse_file(
    kind: FileKind | None, name: str, source: Source | Diagnostic, region: str = ""
) -> Parsed:
    """One file of a kind (None: ledger.yaml), from its text or from why there is none.

    `region`: it is a member's, by whose name it is called.
    """
    if isinstance(source, Diagnostic):
        return Parsed((), (of_region(source, region),))
    if region:
        name = f"{region}/{name}"
        source = source._replace(name=name)
    sound = _sound(kind, name, source, region)
    if sound is not None:
        return Parsed(sound, (), source)
    raw = reader_of(name).read(source)
    diagnostics = raw.diagnostics
    table = LISTS.get(kind) if kind and _in_csv(name) else None
    if table:
        from sangeyipi.store.csv import header, rows  # which most ledgers have no use for

        diagnostics = header.first_row(source, table, diagnostics)
    records: list[Any] = []
    if not any(d.rule in _STOPS and not d.present_only for d in diagnostics):
        value = raw.value
        if raw.empty or raw.cuts:
            from sangeyipi.store.unwritten import without_empty

            value, told = without_empty(raw, model_of(kind), name)
            diagnostics.extend(told)
        if table:
            value = header.without_unknown(source, table, value, diagnostics)
        records = _records(kind, _told_of(kind, value, region), name, diagnostics)
        if table:
            records, diagnostics = rows.judge(source, table, records, diagnostics)
            diagnostics = header.missing(source, table, diagnostics)
    return Parsed(tuple(records), tuple(diagnostics), source)


def _sound(kind: FileKind | None, name: str, source: Source, region: str) -> tuple[Any, ...] | None:
    """The records of a file in which nothing is to be told of; None where that is not plain."""
    if kind is None or kind not in LISTS or _in_csv(name):
        return None
    files = RecordType.of(LISTS[kind]).sound_files
    passed: dict[str, Any] = {REGION_KEY: region} if region and kind in _OF_REGION else {}
    if kind is FileKind.PROGRESS:
        passed[MONTH_KEY] = month_of_file(name)
    if files is None or None in passed.values():
        return None
    return files.read(source.text, name, passed)


#: Whose records say of which member they are.
_OF_REGION = (FileKind.PROJECTS, FileKind.ROLLUPS)


def _told_of(kind: FileKind | None, value: RawValue, region: str) -> RawValue:
    """The value of a member's file, each of its projects and rollups told of which member it is."""
    if region and kind in _OF_REGION and isinstance(value, list):
        for record in value:
            if isinstance(record, dict):
                cast(dict[str, Any], record)[REGION_KEY] = region
    return value


def _records(kind: FileKind | None, value: RawValue, name: str, diagnostics: Findings) -> list[Any]:
    if value is None and kind is not None:
        return []
    if kind not in LISTS:
        single = RecordType.of(model_of(kind)).read(value, Place(name), diagnostics)
        return [single] if single else []
    if not isinstance(value, list):
        diagnostics.append(_not_a_list(value, name))
        return []
    if kind is FileKind.PROGRESS and not _given_month(value, name, diagnostics):
        return []
    read = RecordType.of(LISTS[kind]).read
    in_csv = _in_csv(name)
    told = diagnostics if in_csv else Findings()
    found = [read(raw, Place(name, at(i)), told) for i, raw in enumerate(value)]
    if told and not in_csv:
        from sangeyipi.store.yaml.repeated import joined

        diagnostics.extend(joined(value, LISTS[kind], name, told))
    return [record for record in found if record is not None]


#: A month as people name their files: 2023年7月进度表, 202307, 2023.7.
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?:\s*[-年._/]\s*)?(\d{1,2})(?!\d)")


#: A month of a year that no ledger writes of.
_OTHER_YEAR = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)


def _given_month(value: list[RawValue], name: str, diagnostics: Findings) -> bool:
    """Pass the month that the file's name says to each of its records; False where it says none."""
    month = month_of_file(name)
    if month is None:
        stem = PurePosixPath(name).name
        message = f"文件名“{stem}”不是月份，不知道这些数是哪个月的"
        meant = _MONTH_IN_NAME.search(stem)
        remedy = f"按年-月改名：2023 年 5 月的叫 2023-05{PurePosixPath(name).suffix}"
        if meant and 1 <= int(meant[2]) <= 12:
            right = f"{meant[1]}-{int(meant[2]):02d}{PurePosixPath(name).suffix}"
            remedy = f"是 {meant[1]} 年 {int(meant[2])} 月的，改名为 {right}"
        if _OTHER_YEAR.fullmatch(PurePosixPath(name).stem):
            message = not_in_years(f"文件名“{stem}”的年份")
        diagnostics.append(Diagnostic(Rule.PROGRESS_FILE_NAME, Place(name), message, remedy))
        return False
    for record in value:
        if isinstance(record, dict):
            cast(dict[str, Any], record)[MONTH_KEY] = month
    return True


#: After these a file has no value worth reading on.
_STOPS = frozenset(
    {
        Rule.YAML_SYNTAX,
        Rule.FULL_WIDTH_PUNCTUATION,
        Rule.NESTING_TOO_DEEP,
        Rule.YAML_DOCUMENTS,
        Rule.YAML_ALIAS,
        Rule.YAML_SWALLOWED,
        Rule.COMMENTED_OUT,
        Rule.CSV_HEADER,
        Rule.CSV_ROW,
    }
)


def _not_a_list(value: RawValue, name: str) -> Diagnostic:
    from sangeyipi.store.yaml.punctuation import slip_of_value

    # Without its blank, `-编号: A` is a mapping.
    text = f"{next(iter(value), '')}: " if isinstance(value, dict) else value
    slip = slip_of_value(text) if isinstance(text, str) else None
    if slip:
        return Diagnostic(slip.rule, Place(name), slip.message)
    return Diagnostic(
        Rule.WRONG_TYPE,
        Place(name),
        "文件应是一个列表",
        "每条记录的第一行以“- ”开头，其余各行缩进两格",
    )


def _in_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def reader_of(name: str) -> FileReader:
    """How the file of that name is read."""
    if not _in_csv(name):
        return yaml_reader
    from sangeyipi.store.csv import reader

    return reader
