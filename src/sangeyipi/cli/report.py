"""`sgyp report`: the report in sentences."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option
from sangeyipi.render.formats import DOCX

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.document import Document
    from sangeyipi.report.given import Given
    from sangeyipi.report.language import Write
    from sangeyipi.report.marked import TemplateFailed, WrittenSection
    from sangeyipi.report.template import Template

#: Formats in which who points at a figure is told how it came about.
_TITLED = ("md", "html")

EXAMPLES = """
sgyp report
sgyp report --as-of 2023-06-30 --out 汇报.md
sgyp report --current-phase 7 --format html --out 汇报.html
sgyp report --print-template
sgyp report --month 2023-09 --out 通报.docx
sgyp report --template 我的汇报.docx --out 汇报.docx
"""


def report(
    as_of: options.AsOf = None,
    current_phase: Annotated[
        int | None,
        Option(
            "--current-phase",
            metavar="期",
            min=1,
            help="把这一期当作正在实施的一期：以前的都算已结束，以后的不计",
            autocompletion=options.complete_phases,
        ),
    ] = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="月", help="改写这个月的通报：2023-09"),
    ] = None,
    template_file: Annotated[
        Path | None,
        Option(
            "--template", metavar="文件.docx", help="填自己的 Word 文档里的 {{名称}}，写到 --out"
        ),
    ] = None,
    names: Annotated[
        bool, Option("--places", help="列出 Word 文档里可用的 {{名称}} 和各自现在的值")
    ] = False,
    force: Annotated[
        bool, Option("--force", help="文档里填过的地方有人改过的，也用台账的数盖掉")
    ] = False,
    footnotes: Annotated[
        bool, Option("--footnotes", help="docx：每个数加脚注，写明怎么来的")
    ] = False,
    print_template: Annotated[
        bool, Option("--print-template", help="印出用的默认模板，存进台账后可改")
    ] = False,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """写出汇报第一部分，或一个月的通报：每个数都来自表，都能问怎么来的。"""
    from sangeyipi.cli.console import destination, output, places
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session

    if print_template:
        destination.guard(out, ledger)
        return _print_template(out, month is not None)
    filling = _fills(template_file, out, ledger)
    chosen_form = DOCX.word if filling else options.table_format(form, out, ledger)
    if footnotes and chosen_form != DOCX.word:
        raise Stop("--footnotes 只用于 Word 文档：加 --out 汇报.docx")
    if footnotes and filling:
        raise Stop(
            "--footnotes 只用于从头写的文档：--out 换一个没有的文件名，不和 --template 一起写"
        )
    if force and not filling:
        raise Stop("--force 只在更新填过的 Word 文档时用")
    day = options.as_of(as_of)
    session = Session(ledger, rev, today, complete=True, of_lists=month is None)
    if month is not None:
        if day is not None or current_phase is not None:
            raise Stop("--month 通报算到那个月的月末，不能和 --as-of、--current-phase 一起写")
        figures, document = _bulletin(session, month)
    else:
        figures, document = _report(session, day, current_phase)
    _warn_of_unread(session)
    document = session.document(document)
    if not filling and (footnotes or chosen_form in _TITLED):
        document = _explained(document, figures)
    if names:
        output.write_text(places.listed(document))
        return OK
    if filling:
        assert out is not None
        return places.fill(template_file, out, document, force)
    send(document, chosen_form, out)
    return OK


def _fills(template: Path | None, out: Path | None, ledger: Path | None) -> bool:
    """Whether a Word document is to be filled: from a template, or one that was before."""
    from sangeyipi.cli.console import destination, places

    if template is not None and out is None:
        raise Stop(f"--template {template}：写上填好的文档叫什么，如 --out 汇报.docx")
    if out is None:
        return False
    destination.guard(out, ledger)
    there = out.suffix.lower() == DOCX.suffix and places.is_filled(out)
    return template is not None or there


def _explained(document: "Document", figures: "Figures") -> "Document":
    """The document with how each figure of its prose came about."""
    from sangeyipi.model.document import Quoted
    from sangeyipi.tables.why import briefs

    said = [
        run.question
        for section in document.sections
        for paragraph in section.paragraphs
        for run in paragraph.runs
        if isinstance(run, Quoted)
    ]
    return document._replace(explained=briefs(figures, said))


def _report(
    session: "Session", day: date | None, current_phase: int | None
) -> "tuple[Figures, Document]":
    """Section one, its tables, and the figures of what is wanting.  Raises Stop."""
    from sangeyipi.report.bulletin.wanting import section_three
    from sangeyipi.report.document import report as made
    from sangeyipi.report.marked import TemplateFailed
    from sangeyipi.report.template import SECTION_ONE, template
    from sangeyipi.tables.regions import lacking, open_named

    figures = session.figures(day)
    _held(figures, current_phase)
    used: Template | None = None
    try:
        used = template(SECTION_ONE, session.root)
        document = made(figures, used, current_phase)
    except TemplateFailed as failed:
        raise Stop(_told(failed, used, SECTION_ONE.own)) from None
    apart = lacking(figures) if figures.ledger.parts else ()
    if apart:
        left_out = f"{open_named(apart)}：要逐项的台账才写得出的部分没有写。"
        return figures, document._replace(opening=(*document.opening, left_out))
    three = section_three(figures, _writer(session))
    return figures, document._replace(sections=(*document.sections, *three))


def _bulletin(session: "Session", month: str) -> "tuple[Figures, Document]":
    """The month's bulletin.  Raises Stop."""
    from sangeyipi.cli.console import periods
    from sangeyipi.report.bulletin.document import NothingYet, bulletin

    found = periods.asked({"--month": month}, None, session.today)
    if len(found) > 1:
        raise Stop("--month：通报一次写一个月，如 --month 2023-09")
    period = found[0]
    figures = session.figures(period.last)
    try:
        return figures, bulletin(figures, period, _writer(session))
    except NothingYet:
        held = min((one.date for one in figures.ledger.config.phases), default=None)
        first = f"；最早的一期是 {held} 举行的" if held else ""
        raise Stop(f"--month：到{period.title}末台账里还没有项目{first}，换一个月") from None


def _writer(session: "Session") -> "Write":
    """Writes sections by the ledger's own templates or the package's.  Raises Stop."""
    from sangeyipi.report.language import write
    from sangeyipi.report.marked import TemplateFailed
    from sangeyipi.report.template import KNOWN, template

    def written(name: str, given: "Given") -> "WrittenSection":
        used: Template | None = None
        try:
            used = template(KNOWN[name], session.root)
            return write(used.text, given)
        except TemplateFailed as failed:
            raise Stop(_told(failed, used, KNOWN[name].own)) from None

    return written


def _warn_of_unread(session: "Session") -> None:
    """Says which files among the ledger's templates nobody reads."""
    from sangeyipi.cli.console import output
    from sangeyipi.report.template import unread

    for line in unread(session.root):
        output.warn(line)


def _print_template(out: Path | None, of_month: bool = False) -> int:
    """The default, to be saved in the ledger's folder and changed there.  Raises Stop."""
    from sangeyipi.cli.console import output
    from sangeyipi.report.template import SECTION_ONE, packaged

    if of_month:
        return _print_templates(out)
    text = packaged(SECTION_ONE).text
    if out is None:
        output.write_text(text)
        output.warn(f"存为台账文件夹里的 {SECTION_ONE.own}（UTF-8），改字句后再运行 sgyp report。")
        return OK
    if out.exists():
        raise Stop(f"--out {out}：已经有这个文件，不覆盖；换一个名字")
    out.parent.mkdir(parents=True, exist_ok=True)
    output.put_out(out, text.encode("utf-8"))
    return OK


def _print_templates(out: Path | None) -> int:
    """The bulletin's, one after another: each is a file of its own."""
    from sangeyipi.cli.console import output
    from sangeyipi.report.template import KNOWN, packaged

    if out is not None:
        raise Stop("--print-template --month 印出几个模板，不能写进一个文件：不写 --out")
    for known in KNOWN.values():
        output.write_text(f"{{# ==== {known.own} ==== #}}\n{packaged(known).text}")
    output.warn("要改哪一个，存为台账文件夹里它那个文件名（UTF-8），再运行 sgyp report --month。")
    return OK


def _held(figures: "Figures", current: int | None) -> None:
    """Raises Stop where the phase said to be under way has not been held by the day."""
    if current is None:
        return
    config = figures.ledger.config
    day = config.date_of(current)
    if day is None:
        declared = "、".join(str(one.number) for one in config.phases)
        has = f"台账里有第 {declared} 期" if declared else "台账没有期次"
        raise Stop(f"--current-phase：第{current}期不在台账里；{has}")
    if figures.as_of is not None and day > figures.as_of:
        raise Stop(f"--current-phase：第{current}期 {day} 才举行，晚于截至日 {figures.as_of}")


def _told(failed: "TemplateFailed", used: "Template | None", own: str) -> str:
    """Where a template went wrong, as diagnostics say it."""
    name = used.name if used else own
    lines = [f"{name}:{failed.line}: 错误[template]: {failed.message}"]
    source = used.text.split("\n") if used else []
    if 0 < failed.line <= len(source):
        lines.append(f"  {failed.line} | {source[failed.line - 1]}")
    if failed.remedy:
        lines.append(f"  = 改法: {failed.remedy}")
    return "\n".join(lines)
