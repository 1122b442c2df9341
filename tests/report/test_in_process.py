"""`sgyp report` with its options: a county's own document, footnotes, --rev, own words."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.main import app
from sangeyipi.render.docx import package

ROOT = Path(__file__).resolve().parents[2]
DEMO, TEMPLATE = ROOT / "examples" / "demo-county", ROOT / "examples" / "report" / "县汇报模板.docx"
JUNE = ("--as-of", "2023-06-30")


def run(*arguments: str | Path, folder: Path = DEMO) -> str:
    words = [str(one) for one in arguments]
    found = CliRunner().invoke(app, [*words, "--ledger", str(folder)])
    assert found.exit_code == 0, (found.output, found.exception)
    return found.output


def refused(*arguments: str | Path, folder: Path = DEMO) -> str:
    words = [str(one) for one in arguments]
    found = CliRunner().invoke(app, [*words, "--ledger", str(folder)])
    assert isinstance(found.exception, Stop | SystemExit), found.output
    return f"{found.exception}{found.output}"


def texts(file: Path) -> list[str]:
    body = docx.Document(str(file)).element.body
    return ["".join(t.text or "" for t in p.iter(T)) for p in body.iter(P)]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, T = f"{W}p", f"{W}t"


def test_the_example_of_a_countys_own_document_is_filled(tmp_path: Path) -> None:
    out = tmp_path / "汇报.docx"
    said = run("report", *JUNE, "--template", TEMPLATE, "--out", out)
    places = re.findall(r"{{(.*?)}}", "".join(texts(TEMPLATE)))
    assert f"新填 {len(places)} 处" in said
    told = run("report", *JUNE, "--places").splitlines()
    known = {one[2 : one.index("}}")]: one.partition("}}\u3000")[2] for one in told}
    expected = [re.sub(r"{{(.*?)}}", lambda one: known[one[1]], t) for t in texts(TEMPLATE)]
    assert texts(out) == expected
    # Its emphasis stays, and an edit stays too until it is given up.
    assert package.parts_of(out.read_bytes())["word/document.xml"].count(b"<w:b/>") >= 4
    parts = package.parts_of(out.read_bytes())
    number = known["第8期.总投资"]
    body = parts["word/document.xml"].replace(f">{number}<".encode(), b">999.9<", 1)
    out.write_bytes(package.packed({**parts, "word/document.xml": body}))
    held = run("report", *JUNE, "--out", out)
    assert "999.9" in held and "--force" in held and f"应为：“{number}”" in held
    assert "999.9" in "".join(texts(out))
    run("report", *JUNE, "--out", out, "--force")
    assert texts(out) == expected
    assert "只在更新填过的" in refused("report", "--force")
    assert "--out" in refused("report", "--template", TEMPLATE)


def test_footnotes_say_what_why_says(tmp_path: Path) -> None:
    out = tmp_path / "汇报.docx"
    run("report", *JUNE, "--out", out, "--footnotes")
    notes = package.parts_of(out.read_bytes())["word/footnotes.xml"].decode()
    found = ["".join(re.findall(r"<w:t[^>]*>([^<]*)", one)) for one in notes.split("<w:footnote ")]
    told = [one for one in found if "来自" in one]
    assert len(told) > 60
    (one,) = (note for note in told if note.lstrip(" 〔〕").startswith("第8期开工一批总投资"))
    why = run("why", "总投资", "--phase", "8", "--batch", "开工", *JUNE)
    amount = re.search(r"总投资 ([\d.]+) 亿元", one)
    assert amount and f"总投资：{amount[1]} 亿元" in why
    names = re.findall(r"YX-\d{4}-\d{3} [^；、]*?(?=[、 ；])", one)
    assert names and all(name.split()[0] in why for name in names)
    number = re.search(r"等 (\d+) 项", one)
    listed = run("list", "--phase", "8", "--batch", "开工", *JUNE)
    assert number and f"共 {number[1]} 个项目" in listed
    assert "--footnotes 只用于" in refused("report", "--footnotes")


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A ledger whose first commit has one project less money than the working tree."""
    folder = tmp_path / "台账"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("statements"))
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run(["git", "-C", str(folder), *who, *words], check=True, env=os.environ)
    return folder


def test_a_report_of_an_older_version_and_in_own_words(versions: Path) -> None:
    before = run("report", *JUNE, folder=versions)
    file = versions / "projects" / "第2期.yaml"
    text = file.read_text("utf-8")
    first = re.search(r"总投资: (\S+)", text)
    assert first is not None
    file.write_text(text.replace(first[0], "总投资: 777", 1), "utf-8")
    assert run("report", *JUNE, folder=versions) != before
    old = run("report", *JUNE, "--rev", "HEAD", folder=versions)
    assert "HEAD" in old or "提交" in old
    sentences = [line for line in before.splitlines() if line.startswith("\u3000\u3000")]
    assert sentences and set(sentences) <= set(old.splitlines())
    asked = ("report", "--month", "2023-10")
    own = versions / "templates"
    printed = run(*asked, "--print-template", folder=versions)
    names = re.findall(r"# ==== templates/(\S+) ==== #", printed)
    lights = next(name for name in names if "灯" in name)
    own.mkdir()
    (own / lights).write_text("{% 段 '灯' %}本月不讲灯。{% endset %}\n{{ 没有的 }}", "utf-8")
    said = refused(*asked, folder=versions)
    assert f"templates/{lights}:" in said and "错误[template]" in said
    body = re.split(r"\{# ==== templates/(\S+) ==== #\}\n", printed)
    mine = body[body.index(lights) + 1].replace("亮红灯", "挂红灯")
    (own / lights).write_text(mine, "utf-8")
    told = run(*asked, folder=versions)
    assert "，挂红灯" in told and "，亮红灯" not in told


def test_hurried_mistakes_are_told(tmp_path: Path) -> None:
    assert "2023-13" in refused("report", "--month", "2023-13")
    assert "第99期不在台账里" in refused("report", "--current-phase", "99")
    gone = tmp_path / "没有.docx"
    assert "没有.docx" in refused("report", "--template", gone, "--out", tmp_path / "汇报.docx")
    named = tmp_path / "错名.docx"
    made = docx.Document()
    made.add_paragraph("开工{{第8期.开工.总投次}}亿元")
    made.save(str(named))
    said = refused("report", *JUNE, "--template", named, "--out", tmp_path / "汇报.docx")
    assert "第8期.开工.总投资" in said
    assert not (tmp_path / "汇报.docx").exists()
