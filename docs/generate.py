"""Write the pages that follow from the code, and refresh the output that the others show.

    python docs/generate.py           write what is stale
    python docs/generate.py --check   write nothing; name what is stale and exit 1

Two pages are written whole: 规则.md from the catalogue, 命令.md from the commands' own --help.
The definitions in 口径.md are those that `sgyp why` tells.  In
the pages of SHOWING every block under an `output` comment is the real output of the command that
the comment names; the comments are those of stage.py.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from stage import ROOT, refreshed, run

from sangeyipi.checks.catalogue import Explanation, catalogue
from sangeyipi.cli.main import app
from sangeyipi.render.rules import example_notes, severity
from sangeyipi.report.bulletin.document import GIVEN
from sangeyipi.report.bulletin.wanting import Wanting
from sangeyipi.report.given import Given, Phrase, ProseFigure, names, reachable
from sangeyipi.report.section_one import SectionOne
from sangeyipi.report.template import KNOWN, SECTION_ONE, SECTION_THREE, KnownTemplate
from sangeyipi.tables.definitions import declared

SHOWING = ("README.md", "docs/口径.md", "docs/格式.md", "docs/审阅.md", "docs/定时.md")
#: What stands in docs/报告.md below this comes from the types.
_GIVEN = "<!-- 以下由 docs/generate.py 生成，请勿手改。 -->"
#: What stands in docs/audit.md between these is measured.
_MEASURED = "<!-- 以下的表由 docs/generate.py 量得 -->"
_END = "<!-- 完 -->"
_PASSAGES = tuple(f"tests/audit/passages{part}.jsonl" for part in ("", "-kept", "-dev"))
#: A table of definitions in docs/口径.md: all of one part of what is declared.
_DEFINED = re.compile(f"<!-- 口径：(?P<of>.+?) -->\n.*?{_END}", re.DOTALL)
_GENERATED = "<!-- 本页由 docs/generate.py 生成，请勿手改。 -->"


def rules_page() -> str:
    """docs/规则.md."""
    entries = catalogue()
    return "\n".join(
        [
            "# 检查规则 / Rules",
            "",
            _GENERATED,
            "",
            "`sgyp check` 报出的每一处都带一个规则名，名字不会再改。",
            "",
            "- 错误：没改完，不出任何合计。",
            "- 警告：不影响出数，但 `sgyp check --strict` 有警告也算不通过。",
            "- 提示：值得看一眼，从不算不通过；只报有几处，`sgyp check --hints` 才列出来。",
            "- 标“--strict”的：只在加了 `--strict` 时才查。",
            "",
            "在终端里看一条：`sgyp rules 规则名`。",
            "",
            "| 规则 | 级别 | 说的是 |",
            "| :--- | :--- | :--- |",
            *(f"| [{r}](#{r}) | {severity(r)} | {e.title} |" for r, e in entries.items()),
            *(line for entry in entries.values() for line in _rule(entry)),
            "",
        ]
    )


def _rule(entry: Explanation) -> Iterator[str]:
    yield from ("", f"## {entry.rule}", "", f"**{severity(entry.rule)}：{entry.title}。**")
    yield from ("", entry.why, "", f"改法：{entry.remedy}。")
    if entry.remedy_csv:
        yield from ("", f"CSV 文件里的改法：{entry.remedy_csv}。")
    for label, files in (("错的", entry.bad), ("对的", entry.good)):
        for name, text in files.items():
            if text.strip():
                yield from ("", f"{label}（`{name}`）：", "", f"```{Path(name).suffix[1:]}")
                yield from (*text.rstrip("\n").split("\n"), "```")
    for note in example_notes(entry):
        yield from ("", note)


def commands_page() -> str:
    """docs/命令.md."""
    names = [command.name for command in app.registered_commands if not command.hidden]
    lines = [
        "# 命令 / Commands",
        "",
        _GENERATED,
        "",
        "每个命令的 `--help` 原样列在这里。退出码供脚本使用：",
        "",
        "- 0：正常",
        "- 1：台账有错误；`check` 不通过；`fmt --check`、`--diff` 有要整理的；"
        "`diff --fail-on` 的条件成立；`export` 拒绝发布；`verify` 不符；"
        "`import` 有行没有导入",
        "- 2：用法不对，文件写不出，git 或版本找不到",
        "- 3：程序自身的错；设环境变量 `SGYP_TRACEBACK=文件名` 可得到详情",
    ]
    for name in ("", *names):
        command = f"sgyp {name}".rstrip()
        page = run(f"{command} --help", ROOT).strip("\n")
        lines += ["", f"## {command}", "", "```text", page, "```"]
    return "\n".join([*lines, ""])


def report_page() -> str:
    """docs/报告.md as it should be: what templates are given follows from the types."""
    page = (ROOT / "docs/报告.md").read_text(encoding="utf-8")
    before, mark, _ = page.partition(_GIVEN)
    if not mark:
        raise ValueError(f"docs/报告.md: no line {_GIVEN}")
    told = [f"{before}{mark}"]
    seen: set[type[Given]] = set()
    for known, top in _templates():
        told += ["", f"### {Path(known.own).name}"]
        if top in seen:
            told += ["", f"名字同上面的“{(top.__doc__ or '').strip()}”。"]
        for kind in reachable(top):
            if kind not in seen:
                seen.add(kind)
                told += _names(kind, "一开始就有的" if kind is top else (kind.__doc__ or ""))
    return "\n".join([*told, ""])


def _templates() -> Iterator[tuple[KnownTemplate, type[Given]]]:
    """Every template with what it is given."""
    yield SECTION_ONE, SectionOne
    yield SECTION_THREE, Wanting
    yield from ((KNOWN[name], kind) for name, kind in GIVEN.items())


def _names(kind: type[Given], about: str) -> Iterator[str]:
    """What templates find in a record."""
    about = {ProseFigure: "一个数", Phrase: "一句话"}.get(kind, about.strip(". "))
    if not names(kind):
        yield from ("", f"#### {about}", "", "只能印，或看有没有。")
        return
    yield from ("", f"#### {about}", "", "| 名字 | 是什么 | 种类 |", "| :--- | :--- | :--- |")
    for one in names(kind).values():
        yield f"| {one.word} | {one.about} | {_kind(one.type)} |"


def with_definitions(page: str) -> str:
    """docs/口径.md with every figure's definition in its table, each part in just one."""
    told = declared()
    parts = [one["of"] for one in _DEFINED.finditer(page)]
    if sorted(parts) != sorted(told):
        raise ValueError(f"docs/口径.md: tables of {parts}, but there are {[*told]}")

    def table(found: re.Match[str]) -> str:
        rows = (f"| {name} | {definition} |" for name, definition in told[found["of"]])
        head = (f"<!-- 口径：{found['of']} -->", "", "| 数 | 口径 |", "| :--- | :--- |")
        return "\n".join((*head, *rows, "", _END))

    return _DEFINED.sub(table, page)


def audit_page() -> str:
    """docs/audit.md as it should be: what was measured on our own passages."""
    page = (ROOT / "docs/audit.md").read_text(encoding="utf-8")
    before, mark, rest = page.partition(_MEASURED)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"docs/audit.md: no lines {_MEASURED} and {_END}")
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from proofread import measured

    return "\n".join(
        [
            f"{before}{mark}",
            "",
            *measured(*(ROOT / name for name in _PASSAGES)),
            "",
            f"{end}{after}",
        ]
    )


def _kind(type_: object) -> str:
    """What a template may do with a value, in a word or two."""
    said = str(type_)
    if "tuple" in said:
        return "一列"
    words = {"Figure": "数", "Phrase": "话", "'bool'": "是否", "'str'": "文字"}
    return next(
        (word for part, word in words.items() if part in said),
        "一组，可能没有" if "None" in said else "一组",
    )


def pages() -> dict[str, str]:
    """Every page as it should be, by its path."""
    shown = {name: refreshed((ROOT / name).read_text(encoding="utf-8")) for name in SHOWING}
    shown["docs/口径.md"] = with_definitions(shown["docs/口径.md"])
    shown["docs/报告.md"] = report_page()
    shown["docs/audit.md"] = audit_page()
    return {**shown, "docs/规则.md": rules_page(), "docs/命令.md": commands_page()}


def stale() -> dict[str, str]:
    """The pages that are not as they should be, with their right text."""
    found = {}
    for name, text in pages().items():
        path = ROOT / name
        if not path.exists() or path.read_bytes() != text.encode():
            found[name] = text
    return found


def write(arguments: list[str]) -> int:
    """The program: its exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    found = stale()
    for name, text in found.items():
        if arguments:
            print(f"stale: {name} (run: python docs/generate.py)")
        else:
            (ROOT / name).write_bytes(text.encode())
            print(f"written: {name}")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    sys.exit(write(sys.argv[1:]))
