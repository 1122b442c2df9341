"""What `sgyp audit` puts out, and where: text, JSON, a page, a Word document with comments.

Owns which files it may write.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from sangeyipi.audit.check import Audited
    from sangeyipi.audit.documents.opened import Opened

_BY_SUFFIX = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}
_SUFFIX = ".docx"


def form_of(wanted: str | None, out: Path | None, forms: tuple[str, ...]) -> str:
    """The format, by `--format` or by the name of a file.  Raises Stop."""
    if wanted is not None and wanted not in forms:
        raise Stop(f"--format 不能是“{wanted}”，只能是：{'、'.join(forms)}")
    asked = _BY_SUFFIX.get(out.suffix.lower()) if out is not None else None
    if out is not None and out.suffix.lower() == _SUFFIX:
        raise Stop(f"--out {out}：要加批注的 Word 文档，用 --annotate {out}")
    if out is not None and not (asked or wanted):
        raise Stop(f"--out {out}：扩展名应为 .txt、.json、.html，或用 --format 指明")
    if wanted and asked and wanted != asked:
        raise Stop(f"--format {wanted} 与 --out {out} 对不上：去掉 --format，或改文件名")
    return wanted or asked or forms[0]


def guard(file: str, out: Path | None, annotate: Path | None, force: bool) -> None:
    """Raises Stop where what was given would be written over."""
    if force and annotate is None:
        raise Stop("--force 只和 --annotate 一起用")
    for option, path in (("--out", out), ("--annotate", annotate)):
        if path is not None and file != "-" and _same(Path(file), path):
            raise Stop(f"{option} {path} 就是要校对的文件：原件要留着，换一个文件名")
    if annotate is None:
        return
    if annotate.suffix.lower() != _SUFFIX:
        raise Stop(f"--annotate {annotate}：加批注的只能写成 {_SUFFIX}")
    if out is not None and _same(out, annotate):
        raise Stop("--out 和 --annotate 是同一个文件：换一个文件名")
    if annotate.exists() and not force:
        raise Stop(f"--annotate {annotate} 已经有了：换一个文件名，要盖掉它加 --force")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (
        one.exists() and other.exists() and one.samefile(other)
    )


def annotate(opened: "Opened", found: "Audited", path: Path) -> None:
    """Write the document with its comments.  Raises Stop."""
    from sangeyipi.audit.telling.annotated import annotated
    from sangeyipi.render.docx.package import DocxFailed

    if opened.word is None:
        raise Stop(
            f"--annotate 只给 Word 文档（.docx）加批注，{opened.source.name} 不是："
            "校对它的 Word 原件，或用 --format html --out 校对.html 看标出的数"
        )
    try:
        done = annotated(opened.word, found)
    except DocxFailed as error:
        raise Stop(f"{opened.source.name}：{error}") from None
    if not done.put:
        output.warn(f"没有要批注的数，没有写 {path}")
    else:
        output.write_bytes(path, done.data)
        output.warn(f"已写入 {path}：批注 {done.put} 处")
    if done.left:
        output.warn(f"另有 {done.left} 处在脚注、尾注里，不能加批注，见下面")


def tell(found: "Audited", form: str, out: Path | None) -> None:
    """What was found, to standard output or into a file.  Raises Stop."""
    from sangeyipi.audit.telling.told import to_json, to_text

    if form == "html":
        from sangeyipi.audit.telling.marked import to_page

        text = to_page(found)
    else:
        text = {"text": to_text, "json": to_json}[form](found)
    if out is not None:
        output.put_out(out, text.encode("utf-8", "backslashreplace"))
    elif form == "text":
        output.write_text(text)
    else:
        output.write_exact(text)
