"""Formatting keeps facts and comments, whatever the text looked like; what it gives is stable."""

import codecs
import csv
import io
import re
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.model.characters import without_outer_blanks
from sangeyipi.model.rule import Rule
from sangeyipi.store.canonical.format import formatted
from sangeyipi.store.canonical.text import scalar
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import parse_file
from sangeyipi.store.source import Source
from sangeyipi.store.text_fields import with_texts

TEXTS = (
    *(
        "甲",
        "a, b",
        "no",
        "- x",
        "x: y",
        "#tag",
        "a #b",
        "null",
        "~",
        "1_000",
        "[x",
        "{",
        "'",
        "-1",
    ),
    *(
        '"q"',
        "a\nb",
        "尾 ",
        " 头",
        "行\n\n末\n",
        "%d",
        "@x",
        "`",
        "？",
        "【甲】",
        "a:",
        "a:?b",
        "12:30",
    ),
    *("\ttab", "—", "\U0001f600", "\u2028", "\x85", "a\rb", "\ufeff", "|", ">-", "*a", "&a"),
    *("!x", "<<", "=", "? x", "-", "---", "..."),
)
AMOUNTS = ("5", "5.50", "0.1200", "100.0", "12.5", "-3", "0")
DAYS = ("2023-05-08", "2023-06", "已")
COMMENT = re.compile(r"# c\d+[^\r\n]*")


class Writer:
    """Writes a ledger file the way nobody should, and remembers where each comment belongs."""

    def __init__(self, random: Random) -> None:
        self.random = random
        #: Each comment with the record that it stands above or in; -1: the file.
        self.comments: dict[str, tuple[str, int]] = {}
        self.record = -1

    def maybe(self, chance: float = 0.25) -> bool:
        return self.random.random() < chance

    def comment(self, where: str) -> str:
        words = self.random.choice(["说明", "k: v", "- x", "#", "“”"])
        text = f"# c{len(self.comments):03d} {words}"
        self.comments[text] = (where, self.record)
        return text

    def aside(self) -> str:
        """Perhaps a comment at the end of a line, and the end of the line."""
        return f" {self.comment('in')}\n" if self.maybe() else " " * self.random.randrange(3) + "\n"

    def between(self, indent: int, where: str, deepest: int) -> str:
        """Perhaps lines of comments and blanks."""
        lines = []
        while self.maybe():
            column = self.random.randint(indent, max(indent, deepest))
            lines.append(" " * self.random.randint(0, indent) if self.maybe(0.5) else "")
            if self.maybe(0.6):
                lines[-1] = " " * column + self.comment(where)
        return "".join(f"{line}\n" for line in lines)

    def quoted(self, text: str, indent: int, flow: bool = False) -> str:
        """A text in any style that can say it."""
        style = self.random.choice(["canonical", "double", "single", "block", "broken"])
        simple = text.isprintable() and text.strip() == text
        if style == "single" and simple:
            return "'" + text.replace("'", "''") + "'"
        if style == "block" and text.isprintable() and not flow and text[:1] != " ":
            header = self.random.choice(["|-", ">-"])
            aside = f" {self.comment('in')}" if self.maybe() else ""
            return f"{header}{aside}\n{' ' * (indent + 2)}{text}" if text.strip() else f'"{text}"'
        if style == "broken" and re.fullmatch(r"[甲乙a-z]+ [甲乙a-z]+", text):
            return text.replace(" ", "\n" + " " * (indent + 3))
        if style == "double":
            forced = scalar(f"{text}\n")
            return forced.removesuffix('\\n"') + '"'
        return scalar(text, in_flow=True)

    def flow(self, value: Any, indent: int) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return self.quoted(value, indent, flow=True)
        keys = list(value) if isinstance(value, dict) else range(len(value))
        inner = ""
        for number, key in enumerate(keys):
            inner += (f"{self.gap(indent)}," if number else "") + self.gap(indent)
            inner += f"{key}: " if isinstance(value, dict) else ""
            inner += self.flow(value[key], indent + 1)
        opened, closed = "{}" if isinstance(value, dict) else "[]"
        return f"{opened}{inner}{self.gap(indent)}{closed}"

    def gap(self, indent: int) -> str:
        """What may stand between two things in brackets."""
        space = " " * (indent + 1)
        if self.maybe(0.15):
            return f" {self.comment('in')}\n{space}"
        return f"\n{space}" if self.maybe(0.15) else " "

    def mapping(self, value: dict[str, Any], indent: int) -> str:
        """A block mapping; its first line has no indentation."""
        keys = self.random.sample(list(value), len(value))
        last, text = "", ""
        for number, key in enumerate(keys):
            # Far to the right it would be one more line of a text in block style.
            deepest = indent + 1 if "|-" in last or ">-" in last else 8
            text += self.between(indent, "in", deepest) + " " * indent if number else ""
            last = self.entry(key, value, indent)
            text += last
        return text + self.between(indent, "in", indent)

    def entry(self, key: str, value: dict[str, Any], indent: int) -> str:
        one = value[key]
        name = f'"{key}"' if self.maybe(0.1) else key
        if one is None:
            return f"{name}:{self.aside()}"
        if isinstance(one, str):
            text = self.quoted(one, indent)
            block = text.startswith(("|", ">")) and "\n" in text
            return f"{name}: {text}" + ("\n" if block else self.aside())
        if self.maybe(0.3) or not one:
            return f"{name}: {self.flow(one, indent)}{self.aside()}"
        below = self.random.choice([indent + 2, indent + 3])
        if isinstance(one, list):
            return f"{name}:{self.aside()}{self.list(one, below)}"
        lead = self.between(below, "in", 8)
        return f"{name}:{self.aside()}{lead}{' ' * below}{self.mapping(one, below)}"

    def list(self, values: list[Any], indent: int) -> str:
        return "".join(self.item(value, indent) for value in values)

    def item(self, value: Any, indent: int) -> str:
        start = self.between(indent, "above", indent) + " " * indent + "-"
        if isinstance(value, str) or not value or self.maybe():
            return f"{start} {self.flow(value, indent + 2)}{self.aside()}"
        if self.maybe(0.15):
            return f"{start}{self.aside()}{' ' * (indent + 2)}{self.mapping(value, indent + 2)}"
        return f"{start} {self.mapping(value, indent + 2)}"

    def file(self, value: Any) -> bytes:
        head = self.between(0, "head", 0) + "\n" if self.maybe() else ""
        if self.maybe(0.1):
            head += "---\n"
        if isinstance(value, list):
            body = ""
            for self.record, one in enumerate(value):
                body += self.item(one, 0)
        else:
            body = self.mapping(value, 0)
        self.record = -1
        text = head + body + self.between(0, "end", 0) + ("...\n" if self.maybe(0.05) else "")
        if self.maybe(0.3):
            text = text.replace("\n", "\r\n")
        return text.encode("utf-8-sig" if self.maybe(0.3) else "utf-8")


def some(random: Random, makers: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    return {key: make() for key, make in makers.items() if random.random() < 0.4}


def projects(random: Random) -> list[dict[str, Any]]:
    """Random projects; a null is a key with nothing behind it."""
    ids = random.sample([f"P-{number}" for number in range(30)], random.randrange(1, 6))
    words = [text for text in TEXTS if text.strip()]
    steps = ("开工", "签约", "达效", "履约")
    plan: dict[str, Callable[[], Any]] = {
        "年度计划投资": lambda: {year: random.choice(AMOUNTS) for year in ("2024", "2023")},
        "开工": lambda: "2023-06",
    }
    makers: dict[str, Callable[[], Any]] = {
        "领域": lambda: random.choice(words),
        "总投资": lambda: random.choice(AMOUNTS),
        "监管平台": lambda: random.choice(["true", "FALSE", "True"]),
        "责任单位": lambda: None,
        "在册": lambda: {"开工": "3", "签约": "2"},
        "节点": lambda: {step: random.choice(DAYS) for step in random.sample(steps, 2)},
        "计划": lambda: some(random, plan),
        "包联级别": lambda: "县级",
        "调出": lambda: {"原因": random.choice(words), "日期": "2024-01"},
        "备注": lambda: random.choice(words),
        "来源": lambda: "甲 乙",
    }
    return [{"编号": id, "名称": random.choice(words)} | some(random, makers) for id in ids]


def reports(random: Random) -> list[dict[str, Any]]:
    """Random monthly reports of one month."""
    ids = random.sample([f"P-{number}" for number in range(30)], random.randrange(1, 6))
    words = [text for text in TEXTS if text.strip()]
    makers: dict[str, Callable[[], Any]] = {
        "责任单位意见": lambda: random.choice(words),
        "累计完成投资": lambda: random.choice(AMOUNTS),
        "本月完成投资": lambda: random.choice(AMOUNTS),
        "到位资金累计": lambda: None,
        "形象进度": lambda: random.choice(words),
    }
    return [{"编号": id} | some(random, makers) for id in ids]


def config(random: Random) -> dict[str, Any]:
    makers: dict[str, Callable[[], Any]] = {
        "地区": lambda: None,
        "声明": lambda: random.choice(["x: y", "a, b"]),
        "领域": lambda: random.sample(["甲", "乙, 丙", "a: b", "no"], random.randrange(4)),
        "规模分档": lambda: ["100.0", "50", "5.50"],
        "口径": lambda: {"分档": "累计", "转化计入总数": "TRUE", "开工率分母": "签约"},
        "目标": lambda: {"签约开工率": "90.50"},
    }
    phases = [{"日期": f"2021-0{n}-01", "期": str(n)} for n in range(1, random.randrange(2, 5))]
    return {"名称": "示例", "期次": phases} | some(random, makers)


def statement(random: Random) -> dict[str, Any]:
    makers: dict[str, Callable[[], Any]] = {
        "期": lambda: random.choice(["1-7", "6,8", "3"]),
        "批": lambda: "开工",
        "监管平台": lambda: "True",
        "总投资": lambda: random.choice(["43.0", "43", "137.70"]),
        "开工率": lambda: random.choice(["99.0", "99"]),
        "备注": lambda: random.choice(["x: y", "a, b"]),
    }
    claims = [some(random, makers) for _ in range(random.randrange(4))]
    return {"标题": "通报", "截至": "2023-06-19", "公布": claims} | some(
        random, {"来源": lambda: "甲 乙"}
    )


def format_twice(name: str, kind: FileKind | None, data: bytes) -> tuple[str, list[Any], list[Any]]:
    """The canonical text, after it was found stable, and the records before and after.

    Before without the blanks at the ends of their texts, which formatting takes off.
    """
    source = Source(name, data)
    before = parse_file(kind, name, source)
    told = [one for one in before.diagnostics if one.rule is not Rule.EMPTY_VALUE]
    assert not told, (before.diagnostics, data.decode())
    once = formatted(source, kind)
    assert isinstance(once, str)
    again = Source(name, once.encode())
    assert formatted(again, kind) == once, data.decode()
    kept = [with_texts(record, without_outer_blanks) for record in before.records]
    return once, kept, list(parse_file(kind, name, again).records)


def assert_comments(written: Writer, text: str) -> None:
    found = [match[0].rstrip() for match in COMMENT.finditer(text)]
    assert sorted(found) == sorted(written.comments), text


def assert_attached(written: Writer, text: str, ids: list[str]) -> None:
    """Each comment still stands above or in the record that it stood above or in."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("- ")] + [len(lines)]
    for comment, (where, record) in written.comments.items():
        line = next(number for number, one in enumerate(lines) if comment in one)
        at_head = only_notes(lines[:line])
        if record < 0:
            assert at_head if where == "head" else only_notes(lines[line:]), (comment, text)
            continue
        place = sorted(ids).index(ids[record])
        above = line < starts[place] and only_notes(lines[line : starts[place]])
        inside = where == "in" and starts[place] <= line < starts[place + 1]
        # Above the first record it is the file's where a blank line sets it apart.
        assert above or inside or (record == 0 and where == "above" and at_head), (comment, text)


def only_notes(lines: list[str]) -> bool:
    return all(not line or line.lstrip().startswith("#") for line in lines)


#: A seed is all that Hypothesis has to keep: a whole document drawn choice by choice is too large.
RANDOM = st.integers(0, 2**32).map(Random)


@settings(max_examples=150, deadline=None)
@given(RANDOM)
def test_projects(random: Random) -> None:
    raw, written = projects(random), Writer(random)
    data = written.file(raw)
    text, before, after = format_twice("projects/甲.yaml", FileKind.PROJECTS, data)
    assert after == sorted(before, key=lambda project: project.id)
    assert [f"{p.investment}" for p in after] == [
        f"{p.investment.normalize():f}" if p.investment else f"{p.investment}" for p in after
    ]
    assert "\r" not in text
    assert "\n\n\n" not in text
    assert_comments(written, text)
    assert_attached(written, text, [project["编号"] for project in raw])


@settings(max_examples=80, deadline=None)
@given(RANDOM)
def test_reports(random: Random) -> None:
    raw, written = reports(random), Writer(random)
    data = written.file(raw)
    text, before, after = format_twice("progress/2023-05.yaml", FileKind.PROGRESS, data)
    assert after == sorted(before, key=lambda report: report.id)
    assert len(after) == len(raw)
    assert_comments(written, text)
    assert_attached(written, text, [report["编号"] for report in raw])


@settings(max_examples=80, deadline=None)
@given(RANDOM)
def test_reports_in_csv(random: Random) -> None:
    raw = [{key: text or "" for key, text in one.items()} for one in reports(random)]
    columns = list(dict.fromkeys(key for one in raw for key in one))
    random.shuffle(columns)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", quoting=random.choice([0, 1]))
    writer.writeheader()
    writer.writerows(raw)
    data = out.getvalue().encode(random.choice(["utf-8", "utf-8-sig"]))
    text, before, after = format_twice("progress/2023-05.csv", FileKind.PROGRESS, data)
    assert after == sorted(before, key=lambda report: report.id)
    # The mark by which Excel knows the encoding stays.
    assert text.startswith("\ufeff") == data.startswith(codecs.BOM_UTF8)
    assert text.removeprefix("\ufeff").startswith("编号")


@settings(max_examples=100, deadline=None)
@given(RANDOM)
def test_ledger_file(random: Random) -> None:
    written = Writer(random)
    text, before, after = format_twice("ledger.yaml", None, written.file(config(random)))
    assert before == after
    assert_comments(written, text)


@settings(max_examples=100, deadline=None)
@given(RANDOM)
def test_statement(random: Random) -> None:
    written = Writer(random)
    data = written.file(statement(random))
    text, before, after = format_twice("statements/甲.yaml", FileKind.STATEMENTS, data)
    assert before == after
    assert [str(f) for c in before[0].claims for f in c.figures()] == [
        str(f) for c in after[0].claims for f in c.figures()
    ]
    assert_comments(written, text)


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1))
def test_any_text_reads_back(text: str) -> None:
    if not text.strip() or any("\ud800" <= char <= "\udfff" for char in text):
        return
    data = f"- 编号: A\n  名称: 甲\n  来源: {scalar(text)}\n".encode()
    in_block = parse_file(FileKind.PROJECTS, "projects/甲.yaml", Source("projects/甲.yaml", data))
    assert in_block.records[0].source == text
    data = f"名称: 甲\n期次: []\n领域: [甲, {scalar(text, in_flow=True)}, 乙]\n".encode()
    in_flow = parse_file(None, "ledger.yaml", Source("ledger.yaml", data))
    assert in_flow.records[0].sectors == ("甲", text, "乙")
