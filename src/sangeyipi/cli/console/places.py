"""A Word document whose named places are filled: what is read and written, and what is told of it.

Owns `--template` and an `--out` that is there already; writes nothing that a person has changed.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop

if TYPE_CHECKING:
    from sangeyipi.model.document import Document
    from sangeyipi.report.places.filling import Filled, HeldPlace

_SUFFIX = ".docx"
_SHOWN = 60
_LISTED = 200


def is_filled(out: Path) -> bool:
    """Whether a document is there that has places of ours, to be filled again.

    Raises Stop: it is there, and is none of ours.
    """
    from sangeyipi.render.docx.package import DocxFailed
    from sangeyipi.report.places.filling import is_ours

    if not out.exists():
        return False
    data = _read(out)
    try:
        ours = is_ours(data)
    except DocxFailed as error:
        raise Stop(f"--out {out} 已经有了，{error}；或换一个文件名") from None
    if not ours:
        raise Stop(
            f"--out {out} 已经有了，不是 sgyp 写的文档：没有写。换一个文件名，或先把它移走；"
            f"要填的就是它，用 --template {out}，写到另一个文件"
        )
    return True


def fill(template: Path | None, out: Path, document: "Document", force: bool) -> int:
    """Fill a document's places, or again those of `out` where it is there already.  Raises Stop."""
    from sangeyipi.render.docx.package import DocxFailed
    from sangeyipi.report.places.filling import fill as filled
    from sangeyipi.report.places.finding import PlacesFailed
    from sangeyipi.report.places.values import NamedValues, of_document, own

    if out.suffix.lower() != _SUFFIX:
        raise Stop(f"--out {out}：填好的文档只能写成 {_SUFFIX}")
    if template is not None and template.resolve() == out.resolve():
        raise Stop(f"--out 与 --template 是同一个文件 {out}：模板要留着，填好的写到另一个文件")
    again = is_filled(out)
    base = out if again or template is None else template
    _closed(out)
    before = _read(base)
    day = document.as_of.isoformat() if document.as_of else ""
    try:
        names = NamedValues(of_document(document), own(document))
        done = filled(before, names, document.ledger, day, force)
    except (PlacesFailed, DocxFailed) as error:
        raise Stop(f"{base}：{error}") from None
    wrote = not again or done.data != before
    if wrote:
        output.write_bytes(out, done.data)
    if again and template is not None:
        output.warn(
            f"{out} 已经填过：更新里面的各处，没有从 {template} 重新做（要重做，先把它移走）"
        )
    for line in _told(done, f"{'已写入' if wrote else '没有要改的'} {out}"):
        output.warn(line)
    return ERRORS if done.held or done.missing else OK


def listed(document: "Document") -> str:
    """Every name with what it says today, a line each."""
    from sangeyipi.report.places.values import of_document, place

    rows = []
    for name, value in of_document(document).items():
        text = " ".join(place(name, value).text.split())
        rows.append(f"{{{{{name}}}}}　{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}\n")
    return "".join(rows)


def _told(done: "Filled", head: str) -> list[str]:
    counts = [("新填", done.new), ("更新", done.updated), ("未变", done.same)]
    told = "，".join(f"{word} {number} 处" for word, number in counts if number)
    lines = [f"{head}：{told or '没有填'}"]
    for one in done.held:
        lines += _held(one)
    if any(one.would_be is not None for one in done.held):
        lines.append("核对后，要用台账的数盖掉，加 --force")
    if done.gone:
        names = "、".join(done.gone[:_LISTED])
        lines.append(f"文档里找不到了（有人删去，或用 LibreOffice 存过），没有补：{names}")
    if done.missing:
        names = "、".join(done.missing[:_LISTED])
        lines.append(f"报告里新有、文档里没有地方放的：{names}")
        lines.append("要写全的一份，--out 换一个文件名，或先把它移走")
    return lines


def _held(one: "HeldPlace") -> list[str]:
    """A place that was left alone, and why."""
    if not one.known:
        return [
            f"没有改：{one.where}的 {one.id}，这次的报告里没有这一处；不再要的，在 Word 里删去",
            f"  现在是：{_short(one.now)}",
        ]
    if one.would_be is None:
        return [
            f"没有改：{one.where}的 {one.id} 在一行文字里，放不下整段或表格；让它单独成一段",
            f"  现在是：{_short(one.now)}",
        ]
    return [
        f"没有改：{one.where}的 {one.id} 有人动过",
        f"  当时写的：{_short(one.written, '不知道（文档不记得了）')}",
        f"  现在是：{_short(one.now)}",
        f"  应为：{_short(one.would_be)}",
    ]


def _short(text: str | None, unknown: str = "") -> str:
    """In one line; of a long one the beginning."""
    if text is None:
        return unknown
    said = " ".join(text.split())
    return f"“{said[:_LISTED]}{'…' if len(said) > _LISTED else ''}”"


def _closed(out: Path) -> None:
    """Raises Stop where Word or WPS has the document open: its next saving would undo ours."""
    name = out.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    if any((out.parent / one).exists() for one in locks):
        raise Stop(
            f"{out} 正在 Word 或 WPS 里打开（旁边有锁文件）：存好、关掉，再来一次；"
            "没有打开的，删去旁边以 ~$ 或 .~ 开头的文件"
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"读不了 {path}：{output.reason_of_reading(error)}") from error
