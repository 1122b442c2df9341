"""Which git is run, and what of the caller's surroundings may reach it.

Owns the environment and the settings under which git only reads, and reads what was committed: no
replacement, graft, filter, hook or monitor that a repository brings has a say; and those under
which it commits, where it is the user's own git, hooks, filters and signature.  Runs nothing.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from sangeyipi.git.failures import GitMissing

#: What of the caller's GIT_… may reach git: where its trust is configured, and the objects that a
#: server's hook is still receiving.  The repository is found from the folder, not from GIT_DIR.
_KEPT = re.compile(
    r"GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|QUARANTINE_PATH"
    r"|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|TEST_ASSUME_DIFFERENT_OWNER)"
)
_OURS = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    # What is published is the commit that the manifest names, not what somebody put in its place.
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Below a file nothing can be: there are no grafts, and git does not mind.
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
}
SETTINGS = (
    "core.quotepath=off",
    "color.ui=never",
    "diff.external=",
    "diff.relative=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "advice.graftFileDeprecated=false",
    # Programs of the repository's, asked which files changed, or run at every step.
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.untrackedCache=false",
)
#: Who commits, and when: what a machine without a configuration is told by.
_WHO = re.compile(r"GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)")
WRITING_SETTINGS = (
    "core.quotepath=off",
    "color.ui=never",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    # A name made up of this machine's would stand in the history for ever.
    "user.useConfigOnly=true",
)
#: How to get git.
INSTALL = (
    "Windows：到 https://git-scm.com/download/win 下载安装，一路按“下一步”，再重开窗口；\n"
    "Debian、Ubuntu、统信、麒麟桌面版：sudo apt install git；"
    "openEuler、麒麟服务器版、Fedora：sudo dnf install git。"
)
#: What a filter may have, and what it is when it does nothing.
_FILTERS_OFF = {"clean": "", "smudge": "", "process": "", "required": "false"}


def environment(index: Path | None = None, *, writing: bool = False) -> dict[str, str]:
    """The variables that git is run with; `index`: one that a hook was given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
        or _KEPT.fullmatch(name)
        or (writing and _WHO.fullmatch(name))
    }
    found = {**kept, **_OURS, **({"GIT_INDEX_FILE": str(index)} if index else {})}
    if "PATH" in found:
        # Git runs in the ledger's folder: there, "." would be a place that anybody fills.
        found["PATH"] = os.pathsep.join(_absolute(found["PATH"]))
    return found


def without_filters(names: Iterable[str]) -> list[str]:
    """The settings by which filters of these names do nothing."""
    return [f"filter.{name}.{key}={value}" for name in names for key, value in _FILTERS_OFF.items()]


def find_git() -> str:
    """The git to run, by its absolute path.  Raises GitMissing."""
    found = git_in(os.environ, windows=sys.platform == "win32")
    if found is None:
        raise GitMissing("找不到 git：看历史和比较版本要先装 git，保存也是；其他命令不受影响")
    return found


def git_in(variables: Mapping[str, str], *, windows: bool) -> str | None:
    """Git in an absolute place on PATH; never in the current folder, which Windows tries first."""
    names = ("git.exe", "git.com") if windows else ("git",)
    for folder in _absolute(variables.get("PATH", os.defpath)):
        if windows and _is_here(folder):
            continue
        for name in names:
            path = Path(folder, name)
            if path.is_file() and os.access(path, os.X_OK):
                return str(path)
    return None


def _absolute(path: str) -> list[str]:
    folders = (folder.strip('"') for folder in path.split(os.pathsep))
    return [folder for folder in folders if folder and Path(folder).is_absolute()]


def _is_here(folder: str) -> bool:
    try:
        return Path(folder).samefile(Path.cwd())
    except OSError:
        return False
