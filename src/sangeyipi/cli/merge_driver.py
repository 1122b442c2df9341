"""`sgyp merge-driver`: what git calls to merge one file; registered by `sgyp git-setup`."""

from pathlib import Path
from typing import Annotated

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop
from sangeyipi.cli.console.parameters import Argument

EXAMPLES = """
git config merge.sgyp.driver "sgyp merge-driver %O %A %B %L %P"
"""


def merge_driver(
    base: Annotated[Path, Argument(metavar="%O", help="共同祖先")],
    ours: Annotated[Path, Argument(metavar="%A", help="本方；结果写在这里")],
    theirs: Annotated[Path, Argument(metavar="%B", help="对方")],
    marker_size: Annotated[int, Argument(metavar="%L", help="冲突标记的长度", min=1)] = 7,
    name: Annotated[str, Argument(metavar="%P", help="文件在仓库里的名字")] = "",
) -> int:
    """由 git 调用：按编号和事实合并一个台账文件。"""
    from sangeyipi.compare.merge.by_lines import merge_by_lines
    from sangeyipi.compare.merge.files import MergeVersions, merge
    from sangeyipi.git.failures import GitFailed

    name = name or ours.name
    try:
        versions = MergeVersions(*(path.read_bytes() for path in (base, ours, theirs)))
    except FileNotFoundError as error:
        raise Stop(f"没有文件 {error.filename}") from error
    except OSError as error:
        raise Stop(f"读不了 {error.filename}：{output.reason_of_reading(error)}") from error
    try:
        by_lines = merge_by_lines(versions, marker_size)
    except GitFailed as error:
        raise Stop(str(error)) from error
    merged = merge(name, versions, by_lines.data if by_lines.clean else None, marker_size)
    if merged is None:
        output.warn(f"{name}：读不成台账，逐行合并")
        output.write_bytes(ours, by_lines.data)
        return OK if by_lines.clean else ERRORS
    output.write_bytes(ours, merged.data)
    for conflict in merged.conflicts:
        output.warn(f"{name}：{conflict.told()}")
    if merged.unproven:
        output.warn(f"{name}：合并的结果没有通过自检，请逐条核对后再提交")
    return OK if merged.clean else ERRORS
