"""What a spreadsheet left in a text: its errors and formulas, which nobody wrote.

Owns the texts of records; amounts, dates and counts refuse such a value where they are read.
"""

from collections.abc import Iterator

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.model.spreadsheet import LEFT, advice, leftover


def check_leftovers(ledger: Ledger) -> Iterator[Diagnostic]:
    """No text of a record is an error or a formula of a spreadsheet."""
    for project in ledger.projects:
        yield from _in(project.origin, _project_texts(project))
    for report in ledger.reports:
        yield from _in(report.origin, _report_texts(report))
    for rollup in ledger.rollups:
        yield from _in(rollup.origin, (("来源", rollup.source), ("备注", rollup.note)))


def _project_texts(project: Project) -> tuple[tuple[str, str | None], ...]:
    return (
        ("编号", project.id),
        ("名称", project.name),
        ("领域", project.sector),
        ("建设单位", project.builder),
        ("责任单位", project.unit),
        ("包联领导", project.leader),
        ("首席服务员", project.officer),
        ("来源", project.source),
        ("备注", project.note),
    )


def _report_texts(report: MonthlyReport) -> tuple[tuple[str, str | None], ...]:
    return (
        ("编号", report.id),
        ("形象进度", report.on_site),
        ("存在问题", report.problems),
        ("责任单位意见", report.opinion),
    )


def _in(origin: Place, texts: tuple[tuple[str, str | None], ...]) -> Iterator[Diagnostic]:
    for key, text in texts:
        if text is not None and text.startswith(LEFT):
            said = leftover(text)
            if said:
                in_csv = origin.file.lower().endswith(".csv")
                yield Diagnostic(Rule.SPREADSHEET_LEFTOVER, origin.at(key), said, advice(in_csv))
