"""Make each kind of addition on a copy of the source, by one edit, and look for it everywhere.

    python .ci/additions.py [a_key …]

What docs/architecture.md promises under “Where to add”: a key of a project, a grouping, a rate, a
format and a rule are one place in src/ each, and nothing else has to be touched.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LEDGER = """\
名称: 示例台账
期次:
  - 期: 1
    日期: 2021-07-10
"""
_PROJECTS = """\
- 编号: A-1
  名称: 甲项目
  总投资: 5
  在册:
    签约: 1
  节点:
    签约: 2021-07-10
    履约: 2021-07-11
    开工: 2021-07-12
    投产: 2021-08-01
- 编号: A-2
  名称: 乙项目
  总投资: 6
  在册:
    签约: 1
  节点:
    签约: 2021-07-10
"""


NOTHING: Mapping[str, str] = {}


class Copy:
    """A copy of the source with one edit, and a small ledger beside it that git knows."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "src"
        self.ledger = folder / "ledger"
        # With what is compiled, or each of the sixty runs would do it anew.
        unfinished = shutil.ignore_patterns("*.pyc.*")
        shutil.copytree(ROOT / "src", self.source, ignore=unfinished)
        self.write("ledger.yaml", _LEDGER)
        self.write("projects/p.yaml", _PROJECTS)
        self._git("init", "-q")

    def edit(self, file: str, before: str, after: str) -> None:
        """The one edit."""
        path = self.source / "sangeyipi" / file
        text = path.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise SystemExit(f"{file}: not once there: {before}")
        path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")

    def add(self, file: str, text: str) -> None:
        """The one edit, where it is a file of its own."""
        (self.source / "sangeyipi" / file).write_text(text, encoding="utf-8", newline="\n")

    def write(self, name: str, text: str) -> None:
        """A file of the ledger."""
        path = self.ledger / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def commit(self) -> None:
        """The ledger as it stands, committed."""
        self._git("add", "-A")
        who = ("-c", "user.name=example", "-c", "user.email=example@example.com")
        self._git(*who, "commit", "-q", "-m", "台账")

    def _git(self, *arguments: str) -> None:
        subprocess.run(("git", *arguments), cwd=self.ledger, check=True)

    def sgyp(self, *arguments: str, code: int = 0, more: Mapping[str, str] = NOTHING) -> str:
        """What a command prints, on both streams."""
        here = {"PYTHONPATH": str(self.source), "PYTHONUTF8": "1"}
        done = subprocess.run(
            (sys.executable, "-m", "sangeyipi", *arguments),
            cwd=self.ledger,
            env={**os.environ, **here, **more},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != code:
            told = done.stdout + done.stderr
            raise SystemExit(f"sgyp {' '.join(arguments)}: exit {done.returncode}\n{told}")
        return done.stdout + done.stderr

    def tells(
        self, what: str, *arguments: str, code: int = 0, more: Mapping[str, str] = NOTHING
    ) -> None:
        """A command tells what was added."""
        told = self.sgyp(*arguments, code=code, more=more)
        if what not in told:
            raise SystemExit(f"sgyp {' '.join(arguments)}: does not tell {what}\n{told}")

    def offers(self, what: str, *words: str) -> None:
        """Tab offers what was added behind these words."""
        typed = {"COMP_WORDS": f"sgyp {' '.join(words)} ", "COMP_CWORD": str(len(words) + 1)}
        asked = {"_SGYP_COMPLETE": "complete_bash", **typed}
        self.tells(what, more=asked)


def a_key(copy: Copy) -> None:
    """A key of a project, by which summaries are grouped as well."""
    locality = "    locality: Annotated[\n"
    copy.edit(
        "model/project.py",
        locality,
        "    contact: Annotated[\n"
        '        Text | None, ProjectKey("联系人", "项目的联系人", grouped=True)\n'
        "    ] = None\n" + locality,
    )
    copy.commit()
    said = _PROJECTS.replace("  总投资: 5\n", "  总投资: 5\n  联系人: 张某某\n")
    copy.write("projects/p.yaml", said)
    copy.write("projects/q.csv", "编号,名称,联系人\nB-1,丙项目,李某某\n")
    copy.tells("没有错误，没有警告", "check", "--strict")
    copy.commit()
    copy.tells("联系人     张某某", "show", "A-1")
    copy.tells("李某某", "show", "B-1")
    copy.tells(",联系人,", "list", "--format", "csv")
    copy.tells('"contact": "张某某"', "list", "--format", "json")
    copy.tells("联系人", "list")
    copy.tells("A-1", "list", "--text", "张某某")
    copy.tells("、联系人、", "list", "--help")
    copy.tells("项目的联系人", "schema", "project")
    copy.tells("联系人", "diff", "HEAD~1", "HEAD")
    copy.tells("联系人", "log", "A-1")
    copy.tells("张某某", "summary", "--by", "联系人")
    copy.tells("未填联系人", "summary", "--by", "contact")
    copy.tells("联系人", "summary", "--help")
    copy.offers("联系人", "summary", "--by")
    if find_spec("pyarrow") and find_spec("duckdb"):
        copy.sgyp("dataset", "../dataset")
        told = json.loads((copy.ledger.parent / "dataset/schema.json").read_text(encoding="utf-8"))
        (projects,) = (one for one in told["tables"] if one["name"] == "projects")
        assert "contact" in [one["name"] for one in projects["columns"]], "not in the dataset"
        copy.tells("张某某", "summary", "--dataset", "../dataset", "--by", "联系人")
    copy.sgyp("export", "--month", "2021-07", "--format", "csv", "--out", "../set", "--allow-dirty")
    (page,) = (copy.ledger.parent / "set").rglob("*.csv")
    assert ",联系人" in page.read_text(encoding="utf-8-sig"), "not on the page of projects"
    copy.write("projects/p.yaml", said.replace("张某某", "张\u200b某某"))
    copy.tells("text-invisible", "check", "--strict", code=1)


def a_grouping(copy: Copy) -> None:
    """A grouping by what is no key."""
    last = "BAND, REGION)"
    one = 'Grouping("initial", "首字", lambda project, config: [project.name[0]])'
    copy.edit("tables/grouping.py", last, f"{last[:-1]}, {one})")
    for word in ("首字", "initial"):
        told = json.loads(copy.sgyp("summary", "--by", word, "--format", "json"))["tables"][0]
        assert [row["initial"] for row in told["rows"]] == ["乙", "甲", "合计"], told
        assert "分首字" in told["title"]
    copy.tells("首字", "summary", "--help")
    copy.tells("首字", "summary", "--by", "nothing", code=2)
    copy.offers("首字", "summary", "--by")


def a_rate(copy: Copy) -> None:
    """A rate of a list."""
    started = "    started_rate: Annotated["
    one = "Annotated[Rate | None, rate_of(Batch.SIGNED, Milestone.PRODUCING)] = None\n"
    copy.edit("model/statement.py", started, f"    signed_producing_rate: {one}{started}")
    claim = "标题: 通报\n截至: 2021-08-31\n公布:\n  - 期: 1\n    批: 签约\n    签约投产率: "
    copy.write("statements/s.yaml", f"{claim}50\n")
    copy.tells("没有错误，没有警告", "check", "--strict")
    copy.commit()
    copy.tells("签约投产率 50%（1/2）", "summary", "--phase", "1")
    copy.tells("签约投产率 50%（1/2）", "summary", "--phase", "1", "--format", "json")
    copy.tells("签约投产率", "schema", "statement")
    copy.write("statements/s.yaml", f"{claim}50.0\n")
    copy.write("projects/p.yaml", _PROJECTS.replace("    投产: 2021-08-01\n", ""))
    copy.tells("statement-mismatch", "check", code=1)
    copy.write("statements/s.yaml", f"{claim}0\n")
    copy.commit()
    copy.tells("签约投产率", "diff", "HEAD~1", "HEAD")
    figures = ("签约投产率", "50%", "0%")
    assert any(all(one in line for one in figures) for line in copy.sgyp("log").splitlines()), (
        "log does not tell 签约投产率"
    )


FORMAT = """def _tsv(document: "Document") -> bytes:
    lines = [str(len(table.columns)) + "\\t" + table.title for table in document.tables]
    return "\\n".join([*lines, ""]).encode()


DOCUMENTS = (*_SHOWN, Format("tsv", ".tsv", _tsv, OutputReader.PROGRAM))
"""


def a_format(copy: Copy) -> None:
    """A format of every table, made where it is declared."""
    those = "DOCUMENTS = (TEXT, MARKDOWN, CSV, JSON, XLSX, HTML, DOCX)\n"
    copy.edit("render/formats.py", those, f"_SHOWN{those.removeprefix('DOCUMENTS')}{FORMAT}")
    copy.commit()
    for command in (("summary",), ("list",), ("show", "A-1"), ("log",), ("log", "A-1")):
        copy.tells("\t", *command, "--format", "tsv")
        copy.sgyp(*command, "--out", "../a.tsv")
        assert "\t" in (copy.ledger.parent / "a.tsv").read_text(encoding="utf-8")
    copy.tells("tsv", "list", "--help")
    copy.tells(".tsv", "list", "--out", "a.pdf", code=2)
    copy.tells("tsv", "list", "--format", "nothing", code=2)
    copy.offers("tsv", "list", "--format")


RULE = '''"""A rule."""

from collections.abc import Iterator

from sangeyipi.checks.catalogue import rule
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.rule import Severity

SHORT = rule(
    "name-too-short",
    Severity.WARNING,
    title="名称太短",
    why="看不出是什么项目。",
    remedy="写上全称",
    bad={"projects/a.yaml": "- 编号: A\\n  名称: 甲\\n"},
    good={"projects/a.yaml": "- 编号: A\\n  名称: 甲乙项目\\n"},
)


def check_short(ledger: Ledger) -> Iterator[Diagnostic]:
    """Names are names."""
    for project in ledger.projects:
        if len(project.name) < 2:
            yield Diagnostic(SHORT, project.origin.at("名称"), f"名称“{project.name}”太短")


CHECKS = (check_short,)
'''


def a_rule(copy: Copy) -> None:
    """A rule, with its check, its words and its examples."""
    copy.add("checks/short.py", RULE)
    copy.sgyp("check", "--strict")
    copy.write("projects/p.yaml", _PROJECTS.replace("甲项目", "甲"))
    copy.tells("警告[name-too-short]: 名称“甲”太短", "check")
    copy.tells("改法: 写上全称", "check", "--strict", code=1)
    copy.tells("name-too-short", "check", "--format", "sarif")
    copy.tells("name-too-short", "rules")
    copy.tells("看不出是什么项目。", "rules", "name-too-short")
    copy.offers("name-too-short", "rules")
    page = "import generate; assert '## name-too-short' in generate.rules_page()"
    here = {"PYTHONPATH": os.pathsep.join((str(copy.source), str(ROOT / "docs")))}
    subprocess.run((sys.executable, "-c", page), env=os.environ | here, check=True)


ADDITIONS: tuple[Callable[[Copy], None], ...] = (a_key, a_grouping, a_rate, a_format, a_rule)


@contextmanager
def _copied() -> Iterator[Copy]:
    with tempfile.TemporaryDirectory() as folder:
        yield Copy(Path(folder))


def main() -> None:
    """Every addition, or those named, each on a copy of its own."""
    for addition in ADDITIONS:
        if sys.argv[1:] and addition.__name__ not in sys.argv[1:]:
            continue
        with _copied() as copy:
            addition(copy)
        print(f"{addition.__name__.replace('_', ' ')}: one place, told everywhere")


if __name__ == "__main__":
    main()
