"""What every command on a ledger does first: find it, load it, stop where it has errors."""

import os
import sys
import time
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sangeyipi.cli import exits, output
from sangeyipi.cli.exits import Stop

if TYPE_CHECKING:
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.stats.figures import Figures
    from sangeyipi.store.loader import Loaded

#: Seconds of silence before progress is shown.
_PATIENCE = 0.7


class Session:
    """A loaded ledger and how its folder is called in messages."""

    def __init__(self, folder: Path | None) -> None:
        from sangeyipi import api
        from sangeyipi.store.files import LEDGER_FILE, find_ledger

        if folder is not None and folder.name == LEDGER_FILE:
            folder = folder.parent
        root = folder if folder is not None else find_ledger(Path.cwd())
        if root is None:
            raise Stop(
                "找不到台账：这里、./data 和上级文件夹里都没有 ledger.yaml。\n"
                "进入台账所在的文件夹，或用 --ledger 文件夹 指出来；"
                "怎样新建，见 README“建自己的台账”。"
            )
        self.folder: PurePath = root if folder is not None else _relative(root)
        progress = _Progress()
        try:
            self.loaded: Loaded = api.load(root, progress)
        except api.LedgerNotFound:
            what = "里没有 ledger.yaml" if root.is_dir() else "不是文件夹"
            raise Stop(f"{root} {what}：--ledger 要指向台账文件夹") from None
        finally:
            progress.clear()

    def figures(self, as_of: date | None = None) -> "Figures":
        """The figures, or a stop with every diagnostic where the ledger has errors."""
        from sangeyipi import api

        found = api.check(self.loaded)
        try:
            figures = api.trusted(self.loaded, found, as_of)
        except api.LedgerHasErrors as error:
            self.report(error.diagnostics)
            raise Stop(
                f"{error}。改好后再试；sgyp rules 规则名 可查每条规则。", exits.ERRORS
            ) from None
        if found:
            output.warn(f"台账有 {len(found)} 处警告，sgyp check 可看。")
        return figures

    def report(self, diagnostics: "list[Diagnostic]") -> None:
        """All diagnostics as text on stderr."""
        from sangeyipi.render.diagnostics import to_text
        from sangeyipi.render.placing import place

        output.warn(to_text(place(self.loaded, diagnostics, self.folder)).rstrip("\n"))


def _relative(root: Path) -> PurePath:
    """The folder as seen from here: data/projects/… rather than a path of this machine."""
    try:
        return PurePath(os.path.relpath(root))
    except ValueError:  # another drive
        return root


class _Progress:
    """A line on a terminal's stderr once loading takes long enough to wonder."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._shown = False
        self._watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._watched and time.monotonic() - self._since > _PATIENCE:
            self._shown = True
            sys.stderr.write(f"\r正在读取 {done}/{total} 个文件 ")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
            sys.stderr.flush()
