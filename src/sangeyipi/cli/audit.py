"""`sgyp audit`: do the figures of a text contradict each other?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sangeyipi.cli.console import exits, output
from sangeyipi.cli.console.exits import Stop

EXAMPLES = """
sgyp audit 通报.txt
sgyp audit 通报.md --format json
sgyp audit -
"""

EXIT_CODES = """
0 没有互相矛盾的数字
1 有互相矛盾的数字
2 用法不对，文件读不了
3 程序自身的错
"""
_LARGEST = 16 * 1024 * 1024
_FORMATS = ("text", "json")
_SUFFIXES = frozenset({".txt", ".md", ".markdown", ""})


def audit(
    file: Annotated[str, typer.Argument(metavar="文件", help="txt 或 md；- 为标准输入")],
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
    from sangeyipi.audit.text import AsRead
    from sangeyipi.audit.told import to_json, to_text

    if form not in _FORMATS:
        raise Stop(f"--format 不能是“{form}”，只能是：{'、'.join(_FORMATS)}")
    found = audited(AsRead("标准输入" if file == "-" else file, _text(file)))
    if form == "json":
        output.write_exact(to_json(found))
    else:
        output.write_text(to_text(found))
    return exits.ERRORS if found.wrong else exits.OK


def _text(file: str) -> str:
    """What the file holds.  Raises Stop."""
    if file != "-" and Path(file).suffix.lower() not in _SUFFIXES:
        raise Stop(f"{file}：只读 .txt 和 .md。在 Word 等软件里另存为纯文本（UTF-8），再校对")
    try:
        if file == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise Stop(f"读不了 {file}：{output.reason(error)}") from error
    if len(data) > _LARGEST:
        raise Stop(f"{file}：超过 16 MB，请分开校对")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Stop(f"{file}：不是 UTF-8 或 GBK 的文字，另存为 UTF-8 再校对")
