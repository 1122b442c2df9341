"""Rules of how a 编号 is spelled: like another's, as a shell takes it, as a spreadsheet left it.

Owns when two are the same to a reader.  That it is used once, letter for letter, is for `projects`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from sangeyipi.model import term
from sangeyipi.model.characters import as_it_looks
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.patterns import later
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import brief
from sangeyipi.model.rule import Rule

#: Unicode's category Pd, the minus sign among them.
_DASHES = later(
    "[\u058a\u05be\u1400\u1806\u2010-\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030"
    "\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead]"
)
#: What a shell gives meaning, wherever a 编号 is typed or completed.
_FOR_A_SHELL = re.compile(r"""[$;&|<>()*?~!`'"\\]|\A-""")
#: A number as a spreadsheet shows one that is too long for it.
_AS_A_NUMBER = later(r"\d(?:\.\d+)?[Ee]\+\d+", re.ASCII)
#: What a spreadsheet makes of 2023-5, of 5-8, and what is left of a date without its format.
_AS_A_DATE = later(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月](?:\d{1,2}日?)?)?|\d{1,2}月\d{1,2}日?|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|[A-Z][a-z]{2}-\d{1,2}|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?"
)
#: Dates that 2023-5, a year and a number, is none of.
_AS_A_WHOLE_DATE = later(
    r"\d{4}[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?|\d{1,2}月\d{1,2}日?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2}-\d{1,2}|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?"
)
_AS_A_DAY = later(r"\d{5}", re.ASCII)
#: Any of these among many, each between line breaks.
_ANY_LEFT_BY_A_SPREADSHEET = re.compile(
    rf"\n(?:{_AS_A_NUMBER.pattern}|{_AS_A_DAY.pattern}|{_AS_A_DATE.pattern})\n"
)

Record = Project | Problem

_EXCEL = "Excel 把编号当成了数：把这一列设成“文本”，照原来的编号重填"


def folded_id(id: str) -> str:
    """A 编号 without what nobody tells apart: width, case, the kind of dash, what is not seen."""
    if id.isascii():
        return id.casefold()
    wide = unicodedata.normalize("NFKC", _DASHES.sub("-", as_it_looks(id)))
    return _DASHES.sub("-", wide).casefold()


def mangled(id: str) -> bool:
    """Whether it is what a spreadsheet shows of a long number: 2.02E+08."""
    return _AS_A_NUMBER.fullmatch(id) is not None


def remedy_for_mangled(file: str) -> str:
    """What to do about one in a file: only a spreadsheet has a column to set; "": as the rule."""
    return _EXCEL if file.lower().endswith(".csv") else ""


def check_ids(ledger: Ledger) -> Iterator[Diagnostic]:
    """Every 编号 of a project, and of a problem, is its own to a reader, a shell, a spreadsheet."""
    yield from _check(ledger.projects)
    yield from _check(ledger.problems)


def _check(records: Sequence[Record]) -> Iterator[Diagnostic]:
    """Nearly all are, so that all are looked at together first."""
    ids = [record.id for record in records]
    if len({*folded_ids(ids)}) < len(ids):
        yield from _similar(records)
    joined = _in_lines(ids)
    if _FOR_A_SHELL.search(joined) or "\n-" in joined:
        yield from _for_a_shell(records)
    if any_left_by_a_spreadsheet(ids):
        yield from _from_a_spreadsheet(records)


def folded_ids(ids: Sequence[str]) -> list[str]:
    """Each as `folded_id` makes it; those that it would only casefold, all in one go."""
    joined = _in_lines(ids)
    folded = joined.casefold().split("\n")[1:-1] if joined.isascii() else []
    return folded if len(folded) == len(ids) else list(map(folded_id, ids))


def any_left_by_a_spreadsheet(ids: Iterable[str]) -> bool:
    """Whether any may be a number, a date or what is left of one; False is certain."""
    return _ANY_LEFT_BY_A_SPREADSHEET.search(_in_lines(ids)) is not None


def _in_lines(ids: Iterable[str]) -> str:
    return "\n".join(["", *ids, ""])


def _title(record: Record) -> str:
    return record.name if isinstance(record, Project) else brief(record.text)


def _similar(projects: Sequence[Record]) -> Iterator[Diagnostic]:
    first: dict[str, Record] = {}
    for project in projects:
        other = first.setdefault(folded_id(project.id), project)
        if other.id != project.id:
            message = (
                f"编号 {project.id} 与 {other.id}“{_title(other)}”只差全半角、大小写或横线，"
                "人看是同一个"
            )
            yield Diagnostic(Rule.SIMILAR_ID, project.origin.at(term.ID), message)


def _for_a_shell(projects: Sequence[Record]) -> Iterator[Diagnostic]:
    for project in projects:
        found = _FOR_A_SHELL.search(project.id)
        if found:
            where = "以“-”开头" if found[0] == "-" else f"里有“{found[0]}”"
            message = f"编号 {project.id} {where}，在命令行里有别的意思"
            yield Diagnostic(Rule.UNSAFE_ID, project.origin.at(term.ID), message)


def _from_a_spreadsheet(projects: Sequence[Record]) -> Iterator[Diagnostic]:
    by_file: dict[str, list[Record]] = {}
    for project in projects:
        if project.id[0].isdigit() or project.id[:1].isalpha():
            by_file.setdefault(project.origin.file, []).append(project)
    for same in by_file.values():
        broken = [project for project in same if mangled(project.id)]
        for project in broken:
            message = f"编号 {project.id} 是 Excel 改出来的科学计数，原来的编号已经看不出来"
            place = project.origin.at(term.ID)
            yield Diagnostic(Rule.MANGLED_ID, place, message, remedy_for_mangled(place.file))
        for kind, word in ((_AS_A_DAY, "五位数"), (_AS_A_DATE, term.DATE)):
            yield from _odd(same, kind, word)


def _odd(same: Sequence[Record], kind: re.Pattern[str], word: str) -> Iterator[Diagnostic]:
    """Those that look like a date where others of the file do not."""
    odd = [project for project in same if kind.fullmatch(project.id)]
    others = [project for project in same if not _left_by_a_spreadsheet(project.id)]
    # Running numbers come to five digits some day.
    counted = kind is _AS_A_DAY and any(
        project.id.isdecimal() and not kind.fullmatch(project.id) for project in same
    )
    if not odd or not others or counted:
        return
    usual = others[0].id
    if len(odd) <= len(others):
        for project in odd:
            message = (
                f"编号 {project.id} 是{word}，这个文件里别的编号是 {usual} 这样的："
                "是不是 Excel 把编号改成了日期？"
            )
            yield Diagnostic(Rule.ODD_ID, project.origin.at(term.ID), message)
    elif all(_AS_A_WHOLE_DATE.fullmatch(project.id) for project in odd):
        message = (
            f"这个文件里 {len(odd)} 个编号是日期（{odd[0].id} 等），别的是 {usual} 这样的："
            "是不是 Excel 把编号改成了日期？"
        )
        yield Diagnostic(Rule.ODD_ID, odd[0].origin.at(term.ID), message)


def _left_by_a_spreadsheet(id: str) -> bool:
    return mangled(id) or any(one.fullmatch(id) is not None for one in (_AS_A_DAY, _AS_A_DATE))


#: Run on what could be read of a ledger.
CHECKS = (check_ids,)
