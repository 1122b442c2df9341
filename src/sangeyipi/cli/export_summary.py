"""What `sgyp export` says at its end: where the sets are, and of which version of the ledger."""

from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    """A period, whether its set was written, and the version of the ledger that it is made from."""

    name: str
    written: bool
    revision: str


def summary(out: Path, done: list[Done]) -> str:
    """The one line at the end."""
    written = [one.name for one in done if one.written]
    same = len(done) - len(written)
    if not written:
        return f"内容没有变，没有重写：{span([one.name for one in done])}"
    rest = f"；另有 {same} 个内容没有变，没有重写" if same else ""
    return f"已写入 {out / span(written)}（{_versions(done)}）{rest}"


def span(names: list[str]) -> str:
    """The names, or the first and the last of many."""
    if len(names) < 3:
        return "、".join(names)
    return f"{names[0]} … {names[-1]}，共 {len(names)} 个"


def _versions(done: list[Done]) -> str:
    """The version used; where periods have their own, that of each."""
    used = {one.revision: one.name for one in done if one.written}
    if len(used) == 1:
        return next(iter(used))
    return "、".join(f"{one.name} {one.revision}" for one in done if one.written)


def version(revision: str | None, dirty: bool) -> str:
    """How a version of the ledger is called."""
    if revision is None:
        return "不在 git 里的台账"
    return f"版本 {revision[:8]}{'，含未提交的改动' if dirty else ''}"
