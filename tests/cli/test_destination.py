"""`--out` harms no ledger, says what it cannot make, and what it made is no stray data."""

import os
from pathlib import Path

import openpyxl
import pytest
from conftest import LEDGER, PROJECT, Write, inside, told
from git.repositories import NewRepo, Repo

from sangeyipi.cli.main import main

CSV = "编号,名称,总投资\nB-1,示例园,3\n"
REPORTS = "编号,本月完成投资,累计完成投资\nA-1,1,1\n"
FILES = {
    "projects/a.yaml": PROJECT,
    "projects/b.csv": CSV,
    "progress/2022-01.csv": REPORTS,
    "rollups/r.yaml": "",
    "statements/s.yaml": "",
}
WRITERS = {
    "summary": ("summary",),
    "list": ("list",),
    "show": ("show", "A-1"),
    "chart": ("chart", "pipeline", "--format", "text"),
}
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def _bytes(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.fixture
def root(ledger: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = ledger(FILES)
    assert inside("check", "--ledger", folder).code == 0
    monkeypatch.chdir(folder)
    return folder


def _repo(new_repo: NewRepo) -> Repo:
    repo: Repo = new_repo("库")
    for name, text in {"ledger.yaml": LEDGER, **FILES}.items():
        repo.write(name, text)
    repo.commit("建账")
    return repo


def _refused(root: Path, *line: str | Path) -> str:
    before = _bytes(root)
    result = inside(*line)
    assert (result.code, result.out) == (2, b""), result
    assert _bytes(root) == before
    return result.errors


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize(
    "out",
    [
        "projects/b.csv",
        "projects/a.yaml",
        "projects/新.csv",
        "projects/深/新.csv",
        "progress/2022-01.csv",
        "progress/2022-02.csv",
        "progress/说明.md",
        "rollups/表.csv",
        "statements/表.csv",
        "projects",
        "Projects/表.csv",
        "projects./表.csv",
        "月报/../projects/b.csv",
        "ledger.yaml",
        "Ledger.YAML",
        ".git/config",
    ],
)
def test_no_file_of_the_ledger_is_written(root: Path, command: str, out: str) -> None:
    (root / "月报").mkdir()
    for path in (out, root / out):
        assert "不往上写" in _refused(root, *WRITERS[command], "--out", path)


@pytest.mark.parametrize("command", WRITERS)
def test_a_format_does_not_let_it_through(root: Path, command: str) -> None:
    form = WRITERS[command] if command == "chart" else (*WRITERS[command], "--format", "csv")
    assert "ledger.yaml" in _refused(root, *form, "--out", "ledger.yaml")


def test_from_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for ledger in (root, root / "ledger.yaml"):
        line = ("summary", "--ledger", ledger, "--out", "台账/projects/b.csv")
        assert "projects" in _refused(root, *line)


def test_another_ledger_is_safe_too(root: Path, data_copy: Path) -> None:
    said = _refused(data_copy, "summary", "--ledger", root, "--out", data_copy / "rollups/新.csv")
    assert "rollups" in said


@posix
def test_links_are_seen_through(root: Path, tmp_path: Path) -> None:
    (tmp_path / "外.csv").symlink_to(root / "projects" / "b.csv")
    (tmp_path / "外夹").symlink_to(root / "projects")
    (root / "内.csv").symlink_to("projects/b.csv")
    (root / "新.csv").symlink_to("projects/新.csv")
    (root / "里").symlink_to("progress")
    os.link(root / "projects" / "b.csv", tmp_path / "硬.csv")
    os.link(root / "ledger.yaml", tmp_path / "硬.json")
    outs = [tmp_path / name for name in ("外.csv", "外夹/新.csv", "硬.csv", "硬.json")]
    for out in (*outs, root / "内.csv", root / "新.csv", root / "里/表.csv"):
        for command in ("summary", "list", "show"):
            assert "台账的" in _refused(root, *WRITERS[command], "--out", out)


@posix
def test_what_a_link_in_the_ledger_leads_to(root: Path, tmp_path: Path) -> None:
    (root / "别处.csv").write_text(CSV.replace("B-1", "B-2"), encoding="utf-8")
    (root / "projects" / "c.csv").symlink_to("../别处.csv")
    assert "projects/c.csv" in _refused(root, "list", "--out", root / "别处.csv")
    (root / "链").symlink_to(root)
    assert "projects" in _refused(root, "list", "--ledger", "链", "--out", "链/projects/新.csv")


@pytest.mark.parametrize("out", ["projects", "progress/月报", ".", "..", "月报"])
def test_a_folder_of_sets(new_repo: NewRepo, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = _repo(new_repo)
    monkeypatch.chdir(repo.root)
    line = ("export", "--month", "2022-01", "--format", "csv", "--out", out)
    if out[0] == "p":
        assert "不往上写" in _refused(repo.root, *line)
    else:
        assert inside(*line).code == 0
        assert "没有警告" in told("check")


def test_schemas(root: Path) -> None:
    assert "projects" in _refused(root, "schema", "--write", "projects")
    if os.name != "nt":
        (root / "schemas").mkdir()
        (root / "schemas" / "project.schema.json").symlink_to("../projects/a.yaml")
        assert "projects" in _refused(root, "schema", "--write", "schemas")


def test_changes(new_repo: NewRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = _repo(new_repo)
    monkeypatch.chdir(repo.root)
    for line in (("diff",), ("diff", ".", str(repo.root)), ("log",)):
        for out in ("projects/新.md", "ledger.yaml", "projects/b.csv"):
            assert "不往上写" in _refused(repo.root, *line, "--out", out)


@pytest.mark.parametrize(
    "suffix", [".doc", ".pdf", ".pptx", ".xls", ".xlsm", ".DOC", ".Pdf", ".ods", ".et", ".odd"]
)
@pytest.mark.parametrize("line", [*WRITERS.values(), ("log",), ("diff", ".", ".")])
def test_what_cannot_be_made_is_refused(root: Path, line: tuple[str, ...], suffix: str) -> None:
    if line[0] == "chart":
        line = line[:2]
    said = _refused(root, *line, "--out", f"表{suffix}")
    assert f"写不出 {suffix.lower()}" in said
    assert (".svg" if line[0] == "chart" else ".md") in said
    excel = suffix in (".xls", ".xlsm", ".et", ".ods") and line[0] != "chart"
    assert ("给 Excel、WPS 用 .xlsx" in said) == excel
    assert ("给 Word、WPS 用 .docx" in said) == (suffix.lower() == ".doc" and line[0] != "chart")
    if suffix == ".doc":
        assert suffix in _refused(
            root, *line, "--format", _any_format(line), "--out", f"表{suffix}"
        )


@pytest.mark.parametrize("suffix", [".xlsx", ".html"])
def test_a_picture_is_no_table(root: Path, suffix: str) -> None:
    assert f"写不出 {suffix}" in _refused(root, "chart", "pipeline", "--out", f"表{suffix}")


def _any_format(line: tuple[str, ...]) -> str:
    return {"chart": "svg", "diff": "text"}.get(line[0], "table")


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("chart pipeline --format svg --out y.png", "y.svg"),
        ("chart pipeline --format png --out y.SVG", "y.png"),
        ("chart pipeline --format text --out y.svg", "y.txt"),
        ("summary --format json --out 表.csv", "表.json"),
        ("summary --format table --out 表.md", "表.txt"),
        ("list --format csv --out 表.txt", "表.csv"),
        ("diff . . --format md --out 表.json", "表.md"),
    ],
)
def test_format_and_suffix_must_agree(root: Path, line: str, right: str) -> None:
    said = _refused(root, *line.split())
    assert f"改成 {right}" in said
    words = line.split()
    assert inside(*words[:-1], right).code == 0


@pytest.mark.parametrize("name", ["表.odd", "表2022.06", "表", "表.csv"])
def test_a_format_named_goes_with_any_other_name(root: Path, name: str) -> None:
    assert told("list", "--format", "csv", "--out", name) == ""
    assert (root / name).read_bytes().startswith(b"\xef\xbb\xbf")


#: Each table once, each place once.
BESIDE = [
    ("summary", "表.csv"),
    ("summary --by 领域", "表.CSV"),
    ("list", "汇总/表.csv"),
    ("show A-1", "表.xlsx"),
    ("summary --phase 1", "汇总/表.XLSX"),
    ("list", "项目/表.html"),
    ("summary", "汇总/表.txt"),
    ("list", "表.csv"),
]


@pytest.mark.parametrize(("line", "place"), BESIDE)
def test_a_table_beside_the_ledger_is_not_told(
    new_repo: NewRepo, line: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = _repo(new_repo)
    monkeypatch.chdir(repo.root)
    (repo.root / place).parent.mkdir(exist_ok=True)
    before = told(*line.split())
    assert told(*line.split(), "--out", place) == ""
    assert told(*line.split()) == before
    assert "没有警告" in told("check")
    # Committed with everything else it is no finding there either.
    repo.git("add", "-A")
    repo.commit("连同表")
    for more in (("check", "--rev", "HEAD"), ("summary", "--rev", "HEAD")):
        assert inside(*more).code == 0
        assert "警告" not in inside(*more).errors
    assert "ignored-file" not in told("diff", "HEAD~1", "HEAD")


def test_as_excel_saves_it(root: Path) -> None:
    told("list", "--out", "表.csv")
    text = (root / "表.csv").read_text(encoding="utf-8-sig")
    for encoding in ("utf-8", "gb18030", "utf-8-sig"):
        (root / "表.csv").write_text(text, encoding=encoding, newline="\r\n")
        assert "没有警告" in told("check")


def test_a_workbook_as_a_spreadsheet_saves_it(root: Path) -> None:
    told("list", "--out", "表.xlsx")
    made = openpyxl.load_workbook(root / "表.xlsx")
    made.save(root / "表.xlsx")
    assert "没有警告" in told("check")
    made.properties.category = None
    made.save(root / "表.xlsx")
    assert "表.xlsx:" in inside("check").text


@pytest.mark.parametrize("name", ["项目.csv", "表.csv", "月报.xlsx", "项目/a.csv", "汇总/表.yaml"])
@pytest.mark.parametrize(
    "text", [CSV, "\ufeff" + CSV, "表名,编号\n", "注册地,编号\n", "PK\x03\x04", ""]
)
def test_data_beside_the_ledger_is_still_told(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
    result = inside("check")
    assert f"{name}:" in result.text
    assert "ignored-file" in result.text


def test_data_behind_a_table_of_ours_is_told(root: Path) -> None:
    (root / "项目").mkdir()
    told("list", "--out", "项目/1.csv")
    (root / "项目" / "2.csv").write_text(CSV, encoding="utf-8")
    assert "项目/2.csv" in inside("check").text


def test_a_traceback_goes_over_no_ledger(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sangeyipi.api.load", broken)
    monkeypatch.setenv("SGYP_TRACEBACK", "projects/b.csv")
    before = _bytes(root)
    assert main(["check"]) == 3
    assert _bytes(root) == before
