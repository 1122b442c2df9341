"""`sgyp save`: the ledger's files, and only those, into git, once they are proven."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import asking, options, output
from sangeyipi.cli.console.exits import ERRORS, OK, USAGE, Stop
from sangeyipi.cli.console.parameters import Argument

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.git.working_tree import WorkingTree
    from sangeyipi.store.load import Loaded

EXAMPLES = """
sgyp save 八月进度
sgyp save "补记 7 月投产的 3 个项目"
"""
EXIT_CODES = """
0 已保存，或者没有要保存的
1 没有保存：台账有错误，合并做了一半，不在分支上，仓库的提交前检查不让
2 用法不对；没有装 git；git 不知道是谁在改
"""
#: So many files are named.
_NAMED = 5


def save(
    message: Annotated[
        list[str] | None,
        Argument(metavar="[说明]...", help="这次改了什么，一句话；不写则在终端里问"),
    ] = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """核对无误，把台账的文件存进 git，记下是谁、何时、改了什么；第一次用时建好仓库。"""
    from sangeyipi.cli.console.session import Session, ledger_root
    from sangeyipi.git.failures import GitFailed, GitMissing

    options.today(today)
    root = ledger_root(ledger)
    said = _message(message)
    try:
        state = _state(root)
        if state is not None and not (state.changed or state.untold):
            output.write_text("没有要保存的：台账的文件与上次保存的一样。\n")
            _say_whose_are_left(Session(ledger, today=today))
            return OK
        session = Session(ledger, today=today)
        _stop_at_errors(session)
        code = _saved(root, session, state, said)
        _say_whose_are_left(session)
        return code
    except GitMissing as missing:
        from sangeyipi.git.environment import INSTALL

        raise Stop(f"{missing}。\n{INSTALL}") from missing
    except GitFailed as failed:
        from sangeyipi.git.commit import NotCommitted

        code = ERRORS if isinstance(failed, NotCommitted) else USAGE
        raise Stop(f"没有保存：{failed}", code) from failed


def _message(words: list[str] | None) -> str:
    """What is said of the change; words that were not quoted belong together."""
    if words is None:
        asking.must("没有写说明：这次改了什么，写在命令里，如 sgyp save 八月进度")
        return asking.ask("这次改了什么（一句话，如 八月进度）")
    said = "\n".join(line.rstrip() for line in " ".join(map(options.word, words)).splitlines())
    if not said.strip():
        raise Stop("说明不能是空的：写一句这次改了什么，如 sgyp save 八月进度")
    return said.strip()


def _state(root: Path) -> "WorkingTree | None":
    """What there is to save; None: there is no repository yet.  Raises Stop, GitFailed."""
    from sangeyipi.git.commit import on_branch, top_above
    from sangeyipi.git.environment import find_git
    from sangeyipi.git.failures import NotARepository
    from sangeyipi.git.working_tree import working_tree

    find_git()
    top = top_above(root)
    if top is None:
        return None
    try:
        state = working_tree(root, unborn=True)
    except NotARepository:
        raise Stop(
            f"没有保存：{top} 里的 .git 坏了，或者指向的地方没有了，git 用不了；"
            "修好它，或者把它移走（移走的同时就没有了以前的历史），再试"
        ) from None
    if state.unfinished:
        raise Stop(
            f"没有保存：仓库里有一次{state.unfinished}只做了一半。先完成或放弃（git status 可看）",
            ERRORS,
        )
    if state.revision and not on_branch(root):
        raise Stop(
            "没有保存：仓库现在不在任何分支上（detached HEAD），存在这里以后会找不到。\n"
            "要留下现在的改动：git switch -c 新分支的名字；只是看了看旧版本的：git switch -",
            ERRORS,
        )
    if "" in state.changed:
        raise Stop(
            f"没有保存：台账所在的文件夹是仓库 {top} 不要的（写在它的 .gitignore 里）。\n"
            f"台账要有自己的仓库：在 {root} 里运行 git init，再保存",
            ERRORS,
        )
    return state


def _say_whose_are_left(session: "Session") -> None:
    """Of a ledger made of others, whose own files are changed: each is saved by itself."""
    from sangeyipi.cli.console.session import typed
    from sangeyipi.git.failures import GitFailed
    from sangeyipi.git.working_tree import working_tree

    left: list[tuple[str, int, Path]] = []
    for one in session.loaded.members:
        if one.member.folder is None or one.member.revision is not None:
            continue
        with contextlib.suppress(GitFailed):
            changed = working_tree(session.root / one.member.folder, unborn=True).changed
            if changed:
                left.append((one.member.region, len(changed), Path(one.member.folder)))
    if left:
        named = "、".join(f"{region} {count} 个文件" for region, count, _ in left[:_NAMED])
        more = f" 等 {len(left)} 个地区" if len(left) > _NAMED else ""
        first = typed(Path(session.folder) / left[0][2])
        output.warn(
            f"这里只存市自己的文件；区县的改动没有存：{named}{more}。"
            f"各存各的，如 sgyp save 说明 --ledger {first}"
        )


def _stop_at_errors(session: "Session") -> None:
    """Nothing with an error is saved.  Warnings are told.

    What is wrong in one of the ledgers that it is made of is not saved here.
    """
    from sangeyipi import api
    from sangeyipi.model.diagnostic import count, has_errors
    from sangeyipi.model.rule import Severity

    found = session.loaded.own(api.check(session.loaded, today=session.today))
    if session.loaded.ledger is None or has_errors(found):
        session.report(found)
        raise Stop(
            f"台账有 {count(found, Severity.ERROR)} 处错误，没有保存。改好后再保存；"
            "文件里的改动都还在。",
            ERRORS,
        )
    warnings = count(found, Severity.WARNING)
    if warnings:
        output.warn(f"台账有 {warnings} 处警告，sgyp check 可看。")


def _saved(root: Path, session: "Session", state: "WorkingTree | None", said: str) -> int:
    from sangeyipi.git.commit import commit, make_repository
    from sangeyipi.git.working_tree import working_tree

    _stop_if_touched(root, session.loaded)
    _known_author(root, new=state is None)
    if state is None:
        make_repository(root)
        output.write_text(f"已建好 git 仓库：{session.folder}\n")
        state = working_tree(root, unborn=True)
    changed = _files(root, state)
    first = not state.revision
    effect = "" if first else _effect(root, session.loaded)
    made = commit(root, [*changed, *(_beside(root) if first else ())], said)
    if made is None:
        output.write_text("没有要保存的：台账的文件与上次保存的一样。\n")
        return OK
    output.write_text(f"已保存 {_some(changed)}（版本 {made.short}{_where(root)}）{effect}\n")
    if _touched(root, session.loaded):
        output.warn("保存的时候又有人改了台账的文件：再运行一次 sgyp save。")
        return ERRORS
    return OK


def _where(root: Path) -> str:
    """Which repository it is, where that is another folder than the ledger's."""
    from sangeyipi.cli.console.session import relative
    from sangeyipi.git.commit import top_above

    top = top_above(root)
    return "" if top is None or top == root.resolve() else f"，仓库 {relative(top)}"


def _files(root: Path, state: "WorkingTree") -> list[str]:
    """The files to commit; a folder that git ignores whole is taken for the ledger's in it."""
    from sangeyipi.store.files import files_below
    from sangeyipi.store.layout import Disk

    names = dict.fromkeys((*state.changed, *(name for name, _ in state.untold)))
    folders = [name for name in names if name.endswith("/")]
    if not folders:
        return list(names)
    real = files_below(Disk(root)).files.values()
    inside = (one for one in real if one.startswith(tuple(folders)))
    return list(dict.fromkeys((*(name for name in names if name not in folders), *inside)))


def _beside(root: Path) -> list[str]:
    """What `sgyp init` has written for git and editors, which the first commit has too."""
    from sangeyipi.store.template import REPORTING_FILE, supporting_files

    names = (*supporting_files(""), REPORTING_FILE)
    return [name for name in names if (root / name).is_file() and not (root / name).is_symlink()]


def _effect(root: Path, new: "Loaded") -> str:
    """What changed since the last time, in one line; "" where that cannot be said."""
    from sangeyipi.compare.comparison import compare_loaded
    from sangeyipi.compare.rules import stopping
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.git.versions import open_revision
    from sangeyipi.render.changes import words

    if new.members:
        # Figures may be others by what counties have changed, which is not in this commit.
        return ""
    with contextlib.suppress(HistoryFailed):
        old = open_revision("HEAD", root).loaded
        if not stopping(old) and not stopping(new):
            found = compare_loaded(old, new, ("", ""))
            return f"：{words.stat(found)}" if found.anything else "：内容没有变，只是写法"
    return ""


def _known_author(root: Path, new: bool) -> None:
    """Git knows who saves; a person at a terminal is asked.  Raises Stop."""
    from sangeyipi.git.commit import Author, make_repository

    author = Author(root)
    if author.known:
        return
    asking.must(
        "没有保存：git 还不知道是谁在改。"
        "运行下面两行（换成自己的姓名、邮箱，一台电脑只要一次），再保存：\n"
        '  git config --global user.name "张三"\n'
        '  git config --global user.email "zhangsan@example.com"'
    )
    output.warn("每次保存都记下是谁改的，git 还不知道你是谁（只问这一次，只用在这份台账里）。")
    name, email = asking.ask("姓名"), asking.ask("邮箱")
    if new:
        make_repository(root)
    author.introduce(name, email)
    if not author.known:
        raise Stop("没有保存：git 不收这样的姓名或邮箱，换一个再试")


def _touched(root: Path, loaded: "Loaded") -> list[str]:
    """The files that are not what was read and checked."""
    return [name for name, one in loaded.sources.items() if not _holds(root / name, one.data)]


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _stop_if_touched(root: Path, loaded: "Loaded") -> None:
    touched = _touched(root, loaded)
    if touched:
        raise Stop(f"没有保存：核对的时候 {touched[0]} 又被改了。再运行一次 sgyp save", ERRORS)


def _some(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return f"{len(names)} 个文件：{shown}{' 等' if len(names) > _NAMED else ''}"
