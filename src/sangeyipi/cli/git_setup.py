"""`sgyp git-setup`: git in this clone shows and merges ledger files by their facts."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from sangeyipi.git.run import Git

EXAMPLES = """
sgyp git-setup
sgyp git-setup --remove
"""
_SECTIONS = ("diff.sgyp", "merge.sgyp")


def git_setup(
    remove: Annotated[bool, Option("--remove", help="取消登记")] = False,
) -> int:
    """在本克隆的 git 配置里登记：git diff 一行一个事实，合并按编号和事实。"""
    from sangeyipi.git.failures import GitFailed
    from sangeyipi.git.run import Git

    try:
        git = Git(Path.cwd())
        git.run("rev-parse", "--show-toplevel")
        output.write_text(_remove(git) if remove else _register(git))
    except GitFailed as error:
        raise Stop(str(error)) from error
    return OK


def settings(program: str) -> dict[str, str]:
    """What is registered, for a program as the shell calls it.

    Where the program is gone (a venv removed, a GUI's other PATH) git goes on without it: nothing
    is shown or merged worse than without sgyp, and never is one side taken for the result.
    """
    escaped = program.replace("%", "%%")
    return {
        "diff.sgyp.textconv": f'f() {{ {program} textconv -- "$1" 2>/dev/null || cat "$1"; }}; f',
        # The record that a hunk belongs to stands behind its @@.
        "diff.sgyp.xfuncname": "^[^ #].*$",
        "merge.sgyp.name": "sgyp: 按编号和事实合并台账",
        "merge.sgyp.driver": (
            f"{escaped} merge-driver -- %O %A %B %L %P && exit 0; "
            'grep -q "^<<<<<<<" %A && exit 1; '
            "git merge-file --marker-size=%L %A %O %B || exit 1"
        ),
    }


def _program() -> str:
    """This very program.  -P: a file of the repository must not pass for one of its modules."""
    return f"{shlex.quote(sys.executable)} -P -m sangeyipi"


def _register(git: "Git") -> str:
    wanted = settings(_program())
    for name, value in wanted.items():
        git.run("config", "--local", name, value)
    lines = [
        "已写入本克隆的 .git/config（不影响别的克隆，也不会被提交）：",
        *(f"  {name} = {value}" for name, value in wanted.items()),
        "从现在起：git diff、git log -p、git show 一行一个事实；合并、变基、拣选按编号和事实。",
        _attributes(git),
        "取消：sgyp git-setup --remove",
    ]
    return "".join(f"{line}\n" for line in lines)


def _attributes(git: "Git") -> str:
    """Whether the ledger's files are given to the drivers."""
    from sangeyipi.git.run import Git
    from sangeyipi.store.files import LEDGER_FILE, find_ledger

    root = find_ledger(Path.cwd())
    told = Git(root).run("check-attr", "merge", "--", LEDGER_FILE) if root else b""
    if told.strip().endswith(b": sgyp"):
        return "哪些文件这样处理，写在台账的 .gitattributes 里。"
    return "注意：还缺 .gitattributes，登记不起作用；在台账文件夹里运行 sgyp init 可补上。"


def _remove(git: "Git") -> str:
    from sangeyipi.git.failures import GitFailed

    gone: list[str] = []
    for section in _SECTIONS:
        try:
            git.run("config", "--local", "--remove-section", section)
        except GitFailed:
            continue
        gone.append(section)
    if not gone:
        return "本克隆没有登记过，什么也没改。\n"
    return f"已从本克隆的 .git/config 里删去 {'、'.join(gone)}。\n"
