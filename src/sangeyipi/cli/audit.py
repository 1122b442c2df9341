"""`sgyp audit`: do the figures of a text contradict each other?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import exits, output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.audit.documents.opened import Opened
    from sangeyipi.audit.ledger.binding import Against

EXAMPLES = """
sgyp audit 通报.docx
sgyp audit 通报.docx --annotate 通报-校对.docx
sgyp audit 通报.pdf --out 校对.html
sgyp audit 通报.txt --format json
sgyp audit -
sgyp audit 汇报.txt --ledger data --as-of 2023-06-19
"""

EXIT_CODES = """
0 没有互相矛盾、与台账不符的数字
1 有互相矛盾、与台账不符的数字
2 用法不对，文件读不了
3 程序自身的错
"""
_LARGEST = 64 * 1024 * 1024
_FORMATS = ("text", "json", "html")


def audit(
    file: Annotated[str, Argument(metavar="文件", help="txt、md、docx、html 或 pdf；- 为标准输入")],
    form: Annotated[
        str | None,
        Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="输出格式；html 是标出每个数的网页",
            autocompletion=lambda: list(_FORMATS),
        ),
    ] = None,
    out: Annotated[
        Path | None, Option("--out", metavar="文件", help="写入文件：.txt、.json、.html")
    ] = None,
    annotate: Annotated[
        Path | None,
        Option("--annotate", metavar="文件.docx", help="另存一份 Word 文档，有误的数加批注"),
    ] = None,
    force: Annotated[bool, Option("--force", help="--annotate 的文件已有的，盖掉")] = False,
    ledger: Annotated[
        Path | None,
        Option(
            "--ledger",
            metavar="文件夹",
            help="再和这个台账核对：写明了期、批的数，与台账自己的数对不对得上；文字要是写这个台账的",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="日期",
            help="与 --ledger 连用：文中没有写截至日的数，按台账这一天的核对",
        ),
    ] = None,
) -> int:
    """校对一篇文字：其中的数彼此、与台账是否对得上，错的指出位置和应有的数。"""
    from sangeyipi.audit.charsets import remembered
    from sangeyipi.cli.console import auditing, destination
    from sangeyipi.cli.console.progress import ProgressLine

    with remembered():
        from sangeyipi.audit.check import audited

    chosen = auditing.form_of(form, out, _FORMATS)
    auditing.guard(file, out, annotate, force)
    destination.guard(out, ledger)
    destination.guard(annotate, ledger, "--annotate")
    opened = _opened(file)
    for one in opened.unread:
        output.warn(f"{file}：{one}")
    against = _against(ledger, as_of)
    progress = ProgressLine("校对", "")
    try:
        found = audited(opened.source, against, progress)
    finally:
        progress.clear()
    if annotate is not None:
        auditing.annotate(opened, found, annotate)
    auditing.tell(found, chosen, out)
    return exits.ERRORS if found.wrong else exits.OK


def _against(folder: Path | None, as_of: str | None) -> "Against | None":
    """The ledger that the text is held against.  Raises Stop."""
    from sangeyipi.cli.console import options

    day = options.as_of(as_of)
    if folder is None:
        if day is not None:
            raise Stop("--as-of 要与 --ledger 文件夹 连用：没有台账，不看日期")
        return None
    from sangeyipi.audit.ledger.binding import Against
    from sangeyipi.cli.console.session import Session

    session = Session(folder, complete=True)
    return Against(session.figures(day).ledger, day, session.named, session.root)


def _opened(file: str) -> "Opened":
    """What the file says.  Raises Stop."""
    from sangeyipi.audit.documents.failures import NotRead
    from sangeyipi.audit.documents.opened import opened

    try:
        return opened("标准输入" if file == "-" else file, _bytes(file), Path(file).suffix)
    except NotRead as error:
        raise Stop(f"{file}：{error.message}。{error.remedy}") from error


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise Stop(f"读不了 {file}：{output.reason_of_reading(error)}") from error
    if len(data) > _LARGEST:
        raise Stop(f"{file}：超过 {_LARGEST // 1024**2} MB，请分开校对")
    return data
