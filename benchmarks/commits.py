"""A history to walk: a county's ledger, kept under git commit by commit; the same every time.

`python benchmarks/commits.py 1000 FOLDER` makes the repository FOLDER, which must not exist yet,
and leaves every object loose, as commits made one by one do.  The first commit holds the projects
of the demo county; each later one does one thing, by turns: a milestone is reached, funds have
arrived, a total investment is corrected; one in twenty-five adds a project, and one in a hundred
begins a file with it.  A project that has reached all that it can has funds that arrive, and one
that is paid for its total corrected.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo-county"
#: The day after the demo's last, so that nothing is reached before what was reached already.
_FIRST = datetime(2023, 11, 1, 9, tzinfo=timezone(timedelta(hours=8)))
_APART = timedelta(hours=8)
_ADDED, _NEW_FILE = 25, 100  # one commit in so many
#: 2³² ÷ the golden ratio: its multiples are spread evenly, so commits hop from project to project.
_HOP, _TURN = 2_654_435_769, 2**32
_MILESTONES = ("签约", "履约", "开工", "投产", "达效")
_REACHED = re.compile(r"  节点:\n(?:    .+\n)+")
_TOTAL = re.compile(r"^  总投资: ([0-9.]+)$", re.MULTILINE)
_FUNDS = re.compile(r"^  到位资金: ([0-9.]+)$", re.MULTILINE)


class Edit(NamedTuple):
    """One commit: what it says, and the files it leaves, as path → content."""

    message: str
    files: dict[str, str]


@dataclass(slots=True)
class Books:
    """The project files as they stand: what comes before the first project, then the projects."""

    files: dict[str, list[str]] = field(default_factory=dict)
    added: int = 0

    @classmethod
    def of_the_demo(cls) -> "Books":
        """Those of the demo county."""
        paths = sorted(DEMO.glob("projects/*.yaml"))
        return cls({f"projects/{path.name}": _cut(_text(path)) for path in paths})

    def texts(self) -> dict[str, str]:
        """Every file."""
        return {path: "".join(pieces) for path, pieces in self.files.items()}

    def edit(self, number: int, day: str) -> Edit:
        """What the commit of this number does."""
        if number % _NEW_FILE == 0:
            self.files[f"projects/补录{number // _NEW_FILE}.yaml"] = [""]
            return self._add(day)
        if number % _ADDED == 0:
            return self._add(day)
        places = [(path, at) for path, its in self.files.items() for at in range(1, len(its))]
        path, at = places[number * _HOP % _TURN * len(places) // _TURN]
        record = self.files[path][at]
        self.files[path][at], message = _change(record, number, day)
        return self._edited(path, f"{_code(record)} {message}")

    def _add(self, day: str) -> Edit:
        """A project more, in the file that was begun last."""
        self.added += 1
        path = list(self.files)[-1]
        record = _new(self.added, day)
        self.files[path].append(record)
        return self._edited(path, f"新增 {_code(record)}")

    def _edited(self, path: str, message: str) -> Edit:
        return Edit(message, {path: "".join(self.files[path])})


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _cut(text: str) -> list[str]:
    return re.split(r"^(?=- 编号: )", text, flags=re.MULTILINE)


def _code(record: str) -> str:
    return record[: record.index("\n")].removeprefix("- 编号: ")


def _change(record: str, number: int, day: str) -> tuple[str, str]:
    """The record after the commit of this number, and what the commit says."""
    percent = number % 5 + 1
    change = _reach(record, day) if number % 3 == 0 else None
    if change is None and number % 3 < 2:
        change = _pay(record, percent)
    return change or _correct(record, percent)


def _reach(record: str, day: str) -> tuple[str, str] | None:
    """The next milestone reached on that day; None where there is none to come."""
    block = _REACHED.search(record)
    if block is None or "  调出:" in record:
        return None
    last = max(_MILESTONES.index(line.split(":")[0].strip()) for line in block[0].split("\n")[1:-1])
    if last + 1 == len(_MILESTONES):
        return None
    milestone = _MILESTONES[last + 1]
    text = f"{record[: block.end()]}    {milestone}: {day}\n{record[block.end() :]}"
    return text, f"{milestone} {day}"


def _pay(record: str, percent: int) -> tuple[str, str] | None:
    """Funds arrived, so many percent of the total more; None where all have."""
    found = _FUNDS.search(record)
    before, total = _wan(found) if found else 0, _wan(_total(record))
    after = min(before + max(1, total * percent // 100), total)
    if after <= before:
        return None
    line = f"  到位资金: {_amount(after)}"
    if found is None:
        record = _TOTAL.sub(rf"\g<0>\n{line}", record, count=1)
    else:
        record = _FUNDS.sub(line, record, count=1)
    return record, f"到位资金 {_amount(after)}"


def _correct(record: str, percent: int) -> tuple[str, str]:
    """The total investment so many percent, and at least 1 万元, higher than was recorded."""
    before = _wan(_total(record))
    after = before + max(1, before * percent // 100)
    record = _TOTAL.sub(f"  总投资: {_amount(after)}", record, count=1)
    return record, f"更正总投资 {_amount(before)} → {_amount(after)}"


def _total(record: str) -> re.Match[str]:
    found = _TOTAL.search(record)
    if found is None:
        raise ValueError(f"no 总投资: {record}")
    return found


def _wan(found: re.Match[str]) -> int:
    return int(Decimal(found[1]) * 10_000)


def _amount(wan: int) -> str:
    return f"{wan // 10_000}.{wan % 10_000:04d}".rstrip("0").rstrip(".")


def _new(number: int, day: str) -> str:
    """A project that has just been signed for, on the list of the demo's last phase."""
    return (
        f"- 编号: BL-{number:03d}\n  名称: 云岫县补录{number:03d}号标准化厂房项目\n"
        f"  领域: 基础设施\n  总投资: {number % 40 + 1}.5\n  监管平台: true\n"
        "  责任单位: 云岫县住房和城乡建设局\n  在册:\n    签约: 9\n"
        f"  节点:\n    签约: {day}\n"
    )


def history(commits: int) -> Iterator[Edit]:
    """So many commits, the oldest first."""
    books = Books.of_the_demo()
    yield Edit("建立台账", {"ledger.yaml": _text(DEMO / "ledger.yaml"), **books.texts()})
    for number in range(1, commits):
        yield books.edit(number, _when(number).date().isoformat())


def _when(number: int) -> datetime:
    return _FIRST + number * _APART


def _as_stream(commits: int) -> Iterator[bytes]:
    """The history in the language of git fast-import."""
    for number, edit in enumerate(history(commits)):
        yield b"commit refs/heads/main\n"
        stamp = int(_when(number).timestamp())
        yield f"committer benchmark <benchmark@example.com> {stamp} +0800\n".encode()
        yield _data(edit.message)
        for path, text in edit.files.items():
            yield f"M 100644 inline {path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


def make(commits: int, folder: Path) -> None:
    """Make the repository; its working tree is that of the last commit."""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    main = ["git", "symbolic-ref", "HEAD", "refs/heads/main"]
    subprocess.run(main, cwd=folder, check=True)
    # Up to so many objects, git makes loose ones of what it is fed.
    loose = ["git", "-c", "fastimport.unpackLimit=1000000000", "fast-import", "--quiet"]
    with subprocess.Popen(loose, cwd=folder, stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        importing.stdin.writelines(_as_stream(commits))
    if importing.returncode:
        raise SystemExit(f"git fast-import: exit {importing.returncode}")
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
