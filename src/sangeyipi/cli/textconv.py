"""`sgyp textconv`: what git calls to show one file; registered by `sgyp git-setup`."""

from pathlib import Path
from typing import Annotated

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument

EXAMPLES = """
git config diff.sgyp.textconv "sgyp textconv"
"""


def textconv(file: Annotated[Path, Argument(metavar="文件", help="要显示的文件")]) -> int:
    """由 git 调用：把一个台账文件写成一行一个事实；读不成台账的原样输出。"""
    from sangeyipi.compare.merge.facts import Unmergeable, parse
    from sangeyipi.compare.merge.files import canonical, kind_of
    from sangeyipi.render.facts import to_facts

    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise Stop(f"没有文件 {error.filename}") from error
    except OSError as error:
        raise Stop(f"读不了 {file}：{output.reason_of_reading(error)}") from error
    try:
        tree = parse(file.name, data)
        spelled = canonical(file.name, data, kind_of(tree))
        tree = parse(file.name, spelled) if spelled else tree
    except Unmergeable:
        output.write_raw(data)
        return OK
    output.write_exact(to_facts(tree))
    return OK
