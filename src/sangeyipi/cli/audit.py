"""`sgyp audit`: do the figures of a text contradict each other?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli.console import exits, output
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from sangeyipi.audit.documents.opened import Opened

EXAMPLES = """
sgyp audit 通报.docx
sgyp audit 通报.txt --format json
sgyp audit -
"""

EXIT_CODES = """
0 没有互相矛盾的数字
1 有互相矛盾的数字
2 用法不对，文件读不了
3 程序自身的错
"""
_LARGEST = 64 * 1024 * 1024
_FORMATS = ("text", "json")


def audit(
    file: Annotated[
        str, typer.Argument(metavar="文件", help="txt、md、docx、html 或 pdf；- 为标准输入")
    ],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="输出格式",
            autocompletion=lambda: list(_FORMATS),
        ),
    ] = "text",
) -> int:
    """校对一篇文字：其中的合计与各部分是否对得上，错的指出位置和应有的数。"""
    from sangeyipi.audit.check import audited
    from sangeyipi.audit.told import to_json, to_text

    if form not in _FORMATS:
        raise Stop(f"--format 不能是“{form}”，只能是：{'、'.join(_FORMATS)}")
    opened = _opened(file)
    for one in opened.unread:
        output.warn(f"{file}：{one}")
    found = audited(opened.source)
    if form == "json":
        output.write_exact(to_json(found))
    else:
        output.write_text(to_text(found))
    return exits.ERRORS if found.wrong else exits.OK


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
        raise Stop(f"读不了 {file}：{output.reason(error)}") from error
    if len(data) > _LARGEST:
        raise Stop(f"{file}：超过 {_LARGEST // 1024**2} MB，请分开校对")
    return data
