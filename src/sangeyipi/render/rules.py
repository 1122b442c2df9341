"""The catalogue of rules for readers: as a table, and one rule at length."""

from collections.abc import Iterator, Mapping

from sangeyipi.checks.catalogue import Explanation
from sangeyipi.model.rule import Rule
from sangeyipi.model.table import Column, Row, Table


def rules_table(catalogue: Mapping[Rule, Explanation]) -> Table:
    """Every rule with its severity and title.  Id: `rules`."""
    rows = tuple(
        Row({"rule": rule.value, "severity": severity(rule), "title": entry.title})
        for rule, entry in catalogue.items()
    )
    columns = (Column("rule", "规则"), Column("severity", "级别"), Column("title", "说的是"))
    notes = ("sgyp rules 规则名：看说明、改法和例子。",)
    return Table("rules", "检查规则", columns, rows, notes)


def severity(rule: Rule) -> str:
    """错误, 警告, or that it speaks only under --strict."""
    return f"{rule.severity}（--strict）" if rule.strict_only else rule.severity.value


def rule_text(entry: Explanation) -> str:
    """One rule: what, why, remedy, and an example of each side."""
    return "\n".join(_lines(entry)) + "\n"


def _lines(entry: Explanation) -> Iterator[str]:
    yield f"{entry.rule}（{severity(entry.rule)}）  {entry.title}"
    yield ""
    yield entry.why
    yield f"改法：{entry.remedy}。"
    if entry.remedy_csv:
        yield f"CSV 文件里的改法：{entry.remedy_csv}。"
    for label, files in (("错的", entry.bad), ("对的", entry.good)):
        for name, text in files.items():
            if text.strip():
                yield ""
                yield f"{label}  {name}"
                yield from (f"    {line}".rstrip() for line in text.splitlines())
    for note in example_notes(entry):
        yield ""
        yield note


def example_notes(entry: Explanation) -> Iterator[str]:
    """What the text of a bad example cannot show."""
    if entry.encoding != "utf-8":
        yield f"（错的文件以 {entry.encoding.upper()} 编码保存。）"
    if entry.bytes_at_least:
        yield f"（错的文件有 {entry.bytes_at_least} 字节。）"
    if entry.symlink_to:
        yield f"（错的文件 {'、'.join(entry.bad)} 是指向 {entry.symlink_to} 的符号链接。）"
