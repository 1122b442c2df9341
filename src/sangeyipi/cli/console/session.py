"""What every command on a ledger does first: find it, load it, stop where it has errors."""

import os
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sangeyipi.cli.console import exits, output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.progress import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.model.document import Document
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.table import Table
    from sangeyipi.store.load import Loaded


class Session:
    """A loaded ledger and how its folder is called in messages."""

    def __init__(
        self,
        folder: Path | None,
        rev: str | None = None,
        today: str | None = None,
        *,
        complete: bool = False,
        of_lists: bool = False,
        of_totals: bool = False,
    ) -> None:
        """`complete`: what is asked of a ledger made of others rests on every one of them;
        `of_lists`: and on no more of them than their lists, which totals tell as well;
        `of_totals`: no single project is going to be asked for (`api.load`).
        """
        from sangeyipi.cli.console import options

        self.complete = complete
        self.of_lists = of_lists
        self.of_totals = of_totals
        #: Nothing can have happened after it.
        self.today = options.today(today)
        #: What every table says of a ledger that is not the one in the working tree.
        self.note = ""
        #: Whether the ledger is that of a commit, which rules made since do not bind.
        self.past = rev is not None
        root = ledger_root(folder) if rev is None else history_root(folder)
        self.folder: PurePath = root if folder is not None else relative(root)
        #: What a command that a message advises needs to mean this ledger and no other.
        self.named = named(folder)
        #: The ledger's folder itself.
        self.root = root
        self.loaded: Loaded
        #: Of a ledger made of others, what counts of it.
        self._whole: Ledger | None = None
        if rev is not None:
            self._at(root, rev)
        else:
            self.reload()

    def reload(self) -> None:
        """Read the ledger in its folder, as it is by now."""
        from sangeyipi import api

        progress = ProgressLine("读取")
        try:
            self.loaded = api.load(self.root, progress, of_totals=self.of_totals)
        finally:
            progress.clear()

    def _at(self, root: Path, rev: str) -> None:
        from sangeyipi import api
        from sangeyipi.git.failures import HistoryFailed
        from sangeyipi.git.versions import open_revision

        try:
            version = open_revision(rev, root, api.gather())
        except HistoryFailed as error:
            raise Stop(str(error)) from None
        self.loaded = version.loaded
        self.note = f"台账取自 {version.title}，不是现在的。"

    def document(self, made: "Document") -> "Document":
        """The document, saying which version it is of, and which places are not counted."""
        if not self.note and self._whole is None:
            return made
        sections = tuple(one._replace(tables=tuple(self.told(one.tables))) for one in made.sections)
        opening = (self.note, *made.opening) if self.note else made.opening
        if self._whole is not None:
            from sangeyipi.tables.regions import uncounted_in

            made = made._replace(title=made.title + uncounted_in(self._whole))
        return made._replace(sections=sections, opening=opening)

    def told(self, tables: "Iterable[Table]", region: str | None = None) -> "list[Table]":
        """The tables, each saying which version it is of if that is not the working tree.

        `region`: they are about this one of the ledgers that it is made of.
        """
        found = list(tables)
        if self._whole is not None:
            from sangeyipi.tables.regions import opened

            found = [opened(table, self._whole, region) for table in found]
        if not self.note:
            return found
        return [table._replace(notes=(self.note, *table.notes)) for table in found]

    def figures(self, as_of: date | None = None) -> "Figures":
        """The figures, or a stop with every diagnostic where the ledger has errors."""
        from sangeyipi import api
        from sangeyipi.model.diagnostic import count
        from sangeyipi.model.rule import Severity

        found = api.check(self.loaded, past=self.past, today=self.today)
        try:
            figures = api.trusted(self.loaded, found, as_of, past=self.past)
        except api.LedgerHasErrors as error:
            self.report(error.diagnostics)
            raise Stop(
                f"{error}。改好后再试；sgyp rules 规则名 可查每条规则。", exits.ERRORS
            ) from None
        if figures.ledger.parts:
            self._of_the_whole(figures, found)
            return figures
        warnings = count(found, Severity.WARNING)
        if warnings:
            output.warn(f"台账有 {warnings} 处警告，sgyp check 可看。")
        outdated = count(found, Severity.ERROR)
        if outdated:
            output.warn(
                f"这一版有 {outdated} 处不合现在的规则，sgyp check --rev 可看；数照当时的算。"
            )
        return figures

    def _of_the_whole(self, figures: "Figures", found: "list[Diagnostic]") -> None:
        """Say which of the ledgers that one is made of do not count, or stop where all must."""
        from sangeyipi.model.diagnostic import count
        from sangeyipi.model.rule import Severity
        from sangeyipi.tables.regions import lacking, open_named

        self._whole = figures.ledger
        gone = lacking(figures) if self.complete and not self.of_lists else figures.open
        if gone and self.complete:
            raise Stop(
                f"各区县的台账不齐：{open_named(gone)}，这里的数缺了它们就不对。"
                f"改好再试（sgyp check{self.named} 可看），或在 {self._file()} 的“汇集”里"
                "给它写“计入: false”；缺了也能看的：sgyp summary --by 地区",
                exits.ERRORS,
            )
        if gone:
            output.warn(f"各区县的台账不齐：{open_named(gone)}；sgyp check{self.named} 可看。")
        warnings = count(found, Severity.WARNING)
        if warnings:
            output.warn(f"各台账共有 {warnings} 处警告，sgyp check{self.named} 可看。")

    def alone(self, what: str) -> None:
        """Stop where the ledger is made of others: what is asked for is theirs."""
        members = self.loaded.members
        if not members:
            return
        folders = [self.folder / one.member.folder for one in members if one.member.folder]
        named = "、".join(typed(Path(one)) for one in folders[:3])
        more = "等" if len(folders) > 3 else ""
        where = f"：到 {named}{more} 里去，如 --ledger {typed(Path(folders[0]))}" if folders else ""
        raise Stop(f"{self._file()} 是汇集各区县的台账，{what}要在区县自己的台账里做{where}")

    def _file(self) -> str:
        return (self.folder / "ledger.yaml").as_posix()

    def dispatch_figures(self, as_of: date | None) -> "Figures":
        """The figures of a question about dispatch (调度): without a day as of the end of the
        newest month that anybody reported, so that no figure depends on when it is asked.

        Stops as `figures` does, and where there is no such month.
        """
        from sangeyipi.figures.schedule import dispatch_day

        ledger = self.loaded.ledger
        day = as_of or (dispatch_day(ledger) if ledger else None)
        figures = self.figures(day)
        if day is None:
            raise Stop("台账里还没有月调度，不知道算到哪一天：请写 --as-of，如 --as-of 2023-09")
        return figures

    def report(self, diagnostics: "list[Diagnostic]") -> None:
        """The gravest diagnostics as text on stderr."""
        report(self.loaded, diagnostics, self.folder)


def report(loaded: "Loaded", diagnostics: "list[Diagnostic]", folder: PurePath) -> None:
    """The gravest diagnostics as text on stderr; `folder` is how messages call the ledger's."""
    from sangeyipi.render.placing import told

    output.warn(told(loaded, diagnostics, folder).rstrip("\n"))


def folder_name(folder: Path | None) -> PurePath:
    """How messages call the ledger's folder: as it was given, or as seen from here."""
    root = ledger_root(folder)
    return root if folder is not None else relative(root)


def named(folder: Path | None) -> str:
    """What is to be typed behind a command that is to mean this ledger; nothing if none was."""
    return "" if folder is None else f" --ledger {typed(folder)}"


def typed(path: Path) -> str:
    """A path as it has to be typed: in quotes where a shell would take it apart."""
    return f'"{path}"' if any(map(str.isspace, str(path))) else str(path)


def ledger_root(folder: Path | None) -> Path:
    """The ledger's folder: the one given, or the nearest.  Raises Stop where there is none."""
    from sangeyipi.store.files import LEDGER_FILE, find_ledger

    if folder is not None and folder.name == LEDGER_FILE:
        folder = folder.parent
    root = folder if folder is not None else find_ledger(Path.cwd())
    if root is None:
        raise Stop(
            "找不到台账：这里、./data 和上级文件夹里都没有 ledger.yaml。"
            f"{_misnamed(Path.cwd())}\n"
            "进入台账所在的文件夹，或用 --ledger 文件夹 指出来；新建用 sgyp init。"
        )
    if not (root / LEDGER_FILE).is_file():
        what = "里没有 ledger.yaml" if root.is_dir() else "不是文件夹"
        raise Stop(f"{root} {what}：--ledger 要指向台账文件夹。{_misnamed(root)}")
    return root


def _misnamed(folder: Path) -> str:
    """A hint at a ledger.yaml by another name."""
    for name in ("ledger.yml", "Ledger.yaml", "ledger.yaml.txt"):
        if (folder / name).is_file():
            return f"这里有 {name}，请改名为 ledger.yaml。"
    return ""


def history_root(folder: Path | None) -> Path:
    """Where to ask git: the ledger's folder, or any folder of a repository that once had one."""
    from sangeyipi.store.files import LEDGER_FILE, find_ledger

    if folder is None:
        return find_ledger(Path.cwd()) or Path.cwd()
    root = folder.parent if folder.name == LEDGER_FILE else folder
    if not root.is_dir():
        raise Stop(f"{root} 不是文件夹：--ledger 要指向台账文件夹或它的 git 仓库")
    return root


def relative(root: Path) -> PurePath:
    """The folder as seen from here: data/projects/… rather than a path of this machine."""
    try:
        return PurePath(os.path.relpath(root))
    except ValueError:  # another drive
        return root
