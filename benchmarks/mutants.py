"""Files of a ledger, a little changed: bytes, tokens, lines, cells, characters and numbers.

The same seed gives the same mutants.  A mutant is a few records of a file, so that a million can be
read; must not know what is asked of them.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sangeyipi.store.files import FileKind, find_files

#: A token of a line: a key, a text, a number, a mark.
_TOKEN = re.compile(r"[\u3400-\u9fff]+|[0-9][0-9.\-]*|[A-Za-z]+|[^\s\w]|\s+")
#: What stands behind a key, or in a cell.
_SAID = re.compile(r"(?<=: )[^\n]+$|(?<=,)[^,\n]+", re.MULTILINE)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ODD_TOKENS = (
    *("null", "~", "true", "false", "是", "已", "待定", "办理中", "序时", "1-7", "6,8", "8、9"),
    *("2023", "2023-02-29", "2023-13", "2023-6-1", "0x1f", "1_000", "1,000", "１２", "-1", "1e3"),
    *("[]", "{}", "[1, 2]", "[资金, 用地]", "[a,b]", "[，]", "{a: b}", '"', "'", "|", ">", "&a"),
    *("*a", "!!str", "<<", "---", "...", "%YAML 1.1", "# 注", "#", ": ", ":", "：", "- ", "-", "?"),
    *("@", "`", ",", "，", "≥10且<30", "＞30", "名称", "编号", "备注", "在册", "节点", "计划"),
)
_ODD_CHARACTERS = (
    "\0\t\r\n\x0b\x0c\x1b\x7f\x85\xa0\xad\u0301\u200b\u200f\u2028\u2029\u3000\ufeff\ufffe\uffff"
    "\U0001f600０１，。：；（）【】“”‘’"
)
_ODD_BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x00", b"\xe4\xb8")


class Mutant(NamedTuple):
    """A file that nobody wrote: of which kind (None: ledger.yaml), its name, its bytes."""

    kind: FileKind | None
    name: str
    data: bytes


class _File(NamedTuple):
    """A file in parts: what stands before its records, and each of them."""

    kind: FileKind | None
    name: str
    front: list[str]
    pieces: list[str]


class Mutants:
    """Endless mutants of the files of some ledgers."""

    def __init__(self, ledgers: Iterable[Path], seed: int) -> None:
        self._random = random.Random(seed)
        self._files: dict[tuple[str, str], list[_File]] = {}
        lines = set[str]()
        for root in ledgers:
            for kind, name in ((None, "ledger.yaml"), *find_files(root).files):
                text = (root / name).read_text("utf-8")
                shape = kind or "", name.rpartition(".")[2]
                self._files.setdefault(shape, []).append(_File(kind, name, *_pieces(name, text)))
                lines.update(text.split("\n"))
        self._lines = sorted(lines)
        self._tokens = sorted({one for line in lines for one in _TOKEN.findall(line)})
        self._said = sorted({one for line in lines for one in _SAID.findall(line)})

    def __iter__(self) -> Iterator[Mutant]:
        while True:
            yield self.next()

    def _one_of(self, texts: Sequence[str]) -> str:
        return self._random.choice(texts)

    def next(self) -> Mutant:
        """One more."""
        chance = self._random
        shape = chance.choice([*self._files])
        kind, name, front, pieces = chance.choice(self._files[shape])
        number = chance.choice((1, 1, 1, 2, 2, 3))
        at = chance.randrange(max(len(pieces) - number, 0) + 1)
        text = "".join((*front, *pieces[at : at + number]))
        ways = (
            *(self._token, self._line, self._cell, self._character, self._number, self._indent),
            *(self._value, self._value, self._value),
        )
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 5))):
            text = chance.choice(ways)(text)
        data = text.encode("utf-8", "surrogatepass")
        return Mutant(kind, name, data if chance.random() < 0.95 else self._bytes(data))

    def _token(self, text: str) -> str:
        """Another token in the place of one, or behind it; or none."""
        found = [*_TOKEN.finditer(text)]
        if not found:
            return self._any_token()
        one = self._random.choice(found)
        said = self._random.choice(("", self._any_token(), one[0] + self._any_token()))
        return text[: one.start()] + said + text[one.end() :]

    def _value(self, text: str) -> str:
        """What another record says in the place of what this one does."""
        found = [*_SAID.finditer(text)]
        if not found:
            return text
        one = self._random.choice(found)
        return text[: one.start()] + self._one_of(self._said) + text[one.end() :]

    def _any_token(self) -> str:
        return self._one_of(self._random.choice((_ODD_TOKENS, self._tokens)))

    def _line(self, text: str) -> str:
        """A line gone, twice, elsewhere, of another file, or with another end."""
        lines = text.split("\n")
        at, to = self._random.randrange(len(lines)), self._random.randrange(len(lines) + 1)
        way = self._random.randrange(6)
        if way == 0:
            del lines[at]
        elif way == 1:
            lines.insert(to, lines[at])
        elif way == 2:
            lines.insert(to, lines.pop(at))
        elif way == 3:
            lines.insert(to, self._random.choice(self._lines))
        elif way == 4:
            lines[at : at + 2] = [self._one_of(("", " ")).join(lines[at : at + 2])]
        else:
            return self._one_of(("\r\n", "\r")).join(lines)
        return "\n".join(lines)

    def _indent(self, text: str) -> str:
        """A line further in or out, as an item or none."""
        lines = text.split("\n")
        at = self._random.randrange(len(lines))
        front = self._random.choice(("", " ", "  ", "    ", "      ", "- ", "  - ", "-", "\t"))
        lines[at] = front + lines[at].lstrip(self._random.choice((" ", " -", "")))
        return "\n".join(lines)

    def _cell(self, text: str) -> str:
        """A cell of a row gone, moved, quoted or one more."""
        lines = text.split("\n")
        at = self._random.randrange(len(lines))
        cells = lines[at].split(",")
        cell = self._random.randrange(len(cells))
        way = self._random.randrange(5)
        if way == 0:
            del cells[cell]
        elif way == 1:
            cells.insert(cell, self._any_token())
        elif way == 2:
            cells[cell] = f'"{cells[cell]}"'
        elif way == 3:
            other = self._random.randrange(len(cells))
            cells[cell], cells[other] = cells[other], cells[cell]
        else:
            cells[cell] = ""
        lines[at] = ",".join(cells)
        return "\n".join(lines)

    def _character(self, text: str) -> str:
        """A character in the place of another, or beside it."""
        at = self._random.randrange(len(text) + 1)
        said = self._random.choice(_ODD_CHARACTERS) * self._random.choice((1, 1, 2))
        return text[:at] + said + text[at + self._random.randrange(2) :]

    def _number(self, text: str) -> str:
        """A number a little otherwise."""
        found = [*_NUMBER.finditer(text)]
        if not found:
            return text
        one = self._random.choice(found)
        number = one[0]
        said = self._random.choice(
            (
                *(number + "0", "0" + number, "-" + number, number + ".0", number + ".12345"),
                *(
                    number + "%",
                    number + "万元",
                    number[:-1],
                    number * 5,
                    f" {number}",
                    f"{number} ",
                ),
                *(f"+{number}", number.replace(".", ","), str(self._random.randrange(10**6))),
            )
        )
        return text[: one.start()] + said + text[one.end() :]

    def _bytes(self, data: bytes) -> bytes:
        """A byte gone, or some that are no text."""
        at = self._random.randrange(len(data) + 1)
        said = self._random.choice(
            (b"", self._random.randbytes(1), self._random.choice(_ODD_BYTES))
        )
        return data[:at] + said + data[at + self._random.randrange(2) :]


def _pieces(name: str, text: str) -> tuple[list[str], list[str]]:
    lines = text.splitlines(keepends=True)
    if name.endswith(".csv"):
        return lines[:1], lines[1:]
    starts = [at for at, line in enumerate(lines) if line.startswith("- ")]
    if starts:
        ends = [*starts[1:], len(lines)]
        whole = ["".join(lines[at:end]) for at, end in zip(starts, ends, strict=True)]
        return lines[: starts[0]], whole
    # One mapping: each key at its top with what stands below it.
    starts = [at for at, line in enumerate(lines) if not line.startswith((" ", "#"))]
    ends = [*starts[1:], len(lines)]
    return [], ["".join(lines[at:end]) for at, end in zip(starts, ends, strict=True)]
