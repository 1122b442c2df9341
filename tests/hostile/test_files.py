"""Folders and files as they should not be: a right answer or a named error, in seconds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND, DATA, LEDGER, PROJECT, Sgyp, Write, environment, inside, told

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
not_root = pytest.mark.skipif(
    hasattr(os, "getuid") and os.getuid() == 0, reason="root may read everything"
)


def _counted(root: Path) -> str:
    """How many projects the ledger's one phase has, by the summary."""
    import json

    document = json.loads(told("summary", "--phase", "1", "--format", "json", "--ledger", root))
    return str(document["tables"][0]["rows"][-1]["count"])


def _faulted(root: Path, *words: str) -> None:
    """check and summary both refuse, naming `words`."""
    result = inside("check", "--ledger", root)
    assert result.code == 1
    for word in words:
        assert word in result.text
    figures = inside("summary", "--ledger", root)
    assert (figures.code, figures.out) == (1, b"")


def test_5000_files(sgyp: Sgyp, ledger: Write) -> None:
    """More than a process may have open, and than any limit of how many are kept or remembered."""
    root = ledger({})
    (root / "projects").mkdir()
    for number in range(5_000):
        text = f"- 编号: A-{number}\n  名称: 第{number}号园\n  总投资: 1\n  在册: {{签约: 1}}\n"
        (root / "projects" / f"{number}.yaml").write_text(text, encoding="utf-8")
    page = sgyp.fine("summary", "--phase", "1", "--ledger", root)
    assert re.search(r"\n合计 +5000 +100% +5000 +100%\n", page)
    shutil.rmtree(root)


@posix
def test_a_loop_of_links(ledger: Write) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    (root / "projects" / "环.yaml").symlink_to("环.yaml")
    _faulted(root, "projects/环.yaml", "unreadable-file", "符号链接成环")


@posix
def test_a_loop_of_folders(ledger: Write) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    (root / "projects" / "上级").symlink_to(root / "projects")
    _faulted(root, "projects/上级", "符号链接成环")


@posix
def test_links_to_files_of_the_ledger_are_followed(ledger: Write) -> None:
    root = ledger({"projects/注.md": "不是项目", "存/别处.yaml": PROJECT})
    (root / "projects" / "a.yaml").symlink_to(root / "存/别处.yaml")
    assert _counted(root) == "1"


@posix
def test_links_out_of_the_ledger_are_refused(ledger: Write, tmp_path: Path) -> None:
    (tmp_path / "别处.yaml").write_text(PROJECT, encoding="utf-8")
    root = ledger({"projects/注.md": "不是项目"})
    (root / "projects" / "a.yaml").symlink_to(tmp_path / "别处.yaml")
    _faulted(root, "projects/a.yaml", "指到台账文件夹以外")


@posix
def test_a_linked_ledger_folder(one_project: Path, tmp_path: Path) -> None:
    (tmp_path / "链").symlink_to(one_project)
    assert _counted(tmp_path / "链") == "1"
    (one_project / "projects").rename(one_project / "搬走")
    (one_project / "projects").symlink_to("搬走")
    assert _counted(one_project) == "1"


@posix
def test_a_dangling_link(ledger: Write) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    (root / "projects" / "b.yaml").symlink_to("没有.yaml")
    _faulted(root, "projects/b.yaml", "文件不存在")


@posix
def test_a_dangling_folder_is_not_silent(one_project: Path) -> None:
    shutil.rmtree(one_project / "projects")
    (one_project / "projects").symlink_to("没有")
    assert "unreadable-file" in inside("check", "--ledger", one_project).text


@posix
@pytest.mark.parametrize("name", ["projects/管.yaml", "rollups/管.csv", "statements/管.yml"])
def test_a_pipe(sgyp: Sgyp, ledger: Write, name: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT, "rollups/x.bak": "", "statements/x.bak": ""})
    os.mkfifo(root / name)
    result = sgyp("check", "--ledger", root, seconds=20)
    assert result.code == 1
    assert "不是普通文件" in result.text


@posix
def test_a_pipe_for_a_ledger(sgyp: Sgyp, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ledger.yaml")
    assert "没有 ledger.yaml" in sgyp.refused("summary", "--ledger", tmp_path)


@posix
def test_a_pipe_for_a_folder(ledger: Write) -> None:
    root = ledger({})
    os.mkfifo(root / "projects")
    _faulted(root, "projects", "unreadable-file")


def test_a_file_for_a_folder(ledger: Write) -> None:
    _faulted(ledger({"projects": PROJECT}), "projects", "unreadable-file")


def test_a_folder_for_a_file(ledger: Write) -> None:
    root = ledger({"projects/a.yaml/b.yaml": PROJECT})
    assert _counted(root) == "1"


def test_a_folder_for_a_ledger(sgyp: Sgyp, tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").mkdir()
    assert "没有 ledger.yaml" in sgyp.refused("summary", "--ledger", tmp_path)


@posix
@not_root
@pytest.mark.parametrize("name", ["projects/a.yaml", "projects", "ledger.yaml"])
def test_what_may_not_be_read(one_project: Path, name: str) -> None:
    path = one_project / name
    path.chmod(0)
    result = inside("check", "--ledger", one_project)
    path.chmod(0o700)
    assert result.code == 1
    assert name in result.text
    assert "unreadable-file" in result.text


@posix
def test_what_another_user_may_not_read(one_project: Path) -> None:
    """The same, for whoever runs the tests as root: as nobody, in a process of its own."""
    if os.getuid() != 0:
        pytest.skip("only root can become nobody")
    (one_project / "projects" / "a.yaml").chmod(0o600)
    folder = one_project
    while folder != folder.parent and folder.stat().st_uid == 0 and folder != Path("/tmp"):
        folder.chmod(0o755)
        folder = folder.parent
    try:
        done = subprocess.run(
            [*COMMAND, "check", "--ledger", str(one_project)],
            user=65534,
            group=65534,
            extra_groups=[],
            cwd="/",
            env=environment(PYTHONDONTWRITEBYTECODE="1"),
            capture_output=True,
            check=False,
        )
    except PermissionError:
        pytest.skip("nobody may not run this Python")
    if b"unreadable-file" not in done.stdout and b"No module named" in done.stderr:
        pytest.skip("nobody cannot import this package")
    assert done.returncode == 1, done
    assert "没有权限" in done.stdout.decode()


@posix
def test_a_read_only_ledger(sgyp: Sgyp, one_project: Path) -> None:
    paths = sorted(one_project.rglob("*"), reverse=True)
    for path in [*paths, one_project]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        page = sgyp.fine("summary", "--phase", "1", cwd=one_project)
        assert sgyp.fine("check", cwd=one_project)
    finally:
        for path in [one_project, *reversed(paths)]:
            path.chmod(0o700)
    assert "12.5" in page
    assert sorted(one_project.rglob("*"), reverse=True) == paths, "something was written"


def test_an_empty_ledger(ledger: Write) -> None:
    root = ledger({})
    result = inside("check", "--ledger", root)
    assert result.code == 0
    assert "empty-ledger" in result.text
    for line in ("summary", "summary --phase 1", "summary --by band", "summary --unique", "list"):
        for form in ("table", "md", "csv", "json"):
            assert inside(*line.split(), "--format", form, "--ledger", root).code == 0
    assert "—" in inside("summary", "--phase", "1", "--ledger", root).text


def test_no_phase_at_all(ledger: Write) -> None:
    root = ledger({"ledger.yaml": "名称: 新\n期次: []\n"})
    assert inside("check", "--ledger", root).code == 0
    assert "还没有举行过一期" in inside("summary", "--ledger", root).text
    for by in ("phase", "batch", "sector", "unit", "band"):
        assert inside("summary", "--by", by, "--ledger", root).code == 0
    assert "台账没有期次" in inside("summary", "--phase", "1", "--ledger", root).errors


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", "# 只有注释\n", "---\n", "~\n", "null\n", "\ufeff", "\ufeff# 注释\n"],
    ids=["empty", "blank", "comment", "dashes", "tilde", "null", "BOM", "BOM and comment"],
)
@pytest.mark.parametrize("folder", ["projects", "rollups"])
def test_files_with_nothing_in_them(ledger: Write, folder: str, content: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT, f"{folder}/b.yaml": content})
    assert inside("check", "--strict", "--ledger", root).errors == ""
    assert _counted(root) == "1"


@pytest.mark.parametrize("content", ["", "# 注释\n", "- 1\n", "text", "~"])
def test_a_ledger_file_with_nothing_in_it(ledger: Write, content: str) -> None:
    _faulted(ledger({"ledger.yaml": content, "projects/a.yaml": PROJECT}), "ledger.yaml:1:")


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_files(ledger: Write, ending: str, mark: str) -> None:
    files = {"ledger.yaml": LEDGER, "projects/a.yaml": PROJECT}
    root = ledger({n: (mark + t).replace("\n", ending).encode() for n, t in files.items()})
    assert told("check", "--ledger", root).startswith("1 个项目")
    assert _counted(root) == "1"


def test_windows_files_have_the_same_places(ledger: Write) -> None:
    text = "\ufeff" + PROJECT.replace("12.5", "12.5亿").replace("\n", "\r\n")
    _faulted(ledger({"projects/a.yaml": text.encode()}), "projects/a.yaml:3:8:", "应写作 12.5")


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le", "utf-32", "big5"])
@pytest.mark.parametrize("name", ["ledger.yaml", "projects/a.yaml", "projects/a.csv"])
def test_other_encodings(ledger: Write, encoding: str, name: str) -> None:
    content = {"ledger.yaml": LEDGER, "projects/a.csv": "编号,名称\nA,示例\n"}.get(name, PROJECT)
    text = content.replace("产业园", "园").replace("项目台账", "台")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = "示例".encode(encoding)
    _faulted(ledger({name: data}), name, "")


def test_gbk_and_utf16_are_named(ledger: Write) -> None:
    _faulted(ledger({"projects/a.yaml": PROJECT.encode("gbk")}), "not-utf8", "GBK")
    _faulted(ledger({"projects/a.yaml": PROJECT.encode("utf-16")}), "not-utf8", "UTF-16")


@pytest.mark.parametrize(
    "name",
    [
        "有 空格.yaml",
        "a'b\"c.yaml",
        "$(id).yaml",
        "-rf.yaml",
        "%0A,::.yaml",
        "工厂\U0001f3ed.yaml",
        "深/层/目录.yaml",
        "A.YAML",
        "b.yml",
        "双.点.yaml",
        pytest.param("换\n行.yaml", marks=posix),
        pytest.param("转\x1b[31m.yaml", marks=posix),
    ],
)
def test_odd_file_names(ledger: Write, name: str) -> None:
    if sys.platform == "win32" and '"' in name:
        pytest.skip("not a name on Windows")
    root = ledger({f"projects/{name}": PROJECT})
    assert _counted(root) == "1"
    root = ledger({f"projects/{name}": PROJECT.replace("12.5", "12.5亿")})
    for form in ("text", "json", "github", "sarif"):
        result = inside("check", "--format", form, "--ledger", root)
        assert result.code == 1
        # Escapes in annotations: tests/hostile/test_names.py.
        assert "\x1b" not in result.text or form == "github"
    assert len(inside("check", "--format", "github", "--ledger", root).text.splitlines()) == 1
    lines = inside("check", "--ledger", root).text.splitlines()
    assert ":3:8: 错误[bad-amount]" in lines[0]


@posix
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_name_that_is_no_text(ledger: Write, form: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    _write_bytes_name(root)
    assert inside("check", "--format", form, "--ledger", root).code == 1


@posix
def test_a_name_that_is_no_text_in_sarif(ledger: Write) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    _write_bytes_name(root)
    assert inside("check", "--format", "sarif", "--ledger", root).code == 1


def _write_bytes_name(root: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(root) + b"/projects/\xff.yaml"))).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such name")


@pytest.mark.parametrize("name", ["项目.xlsx", "项目.txt", "项目.yaml.txt", "LICENSE", "项目"])
def test_what_is_not_read_is_said(ledger: Write, name: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT, f"projects/{name}": PROJECT})
    result = inside("check", "--ledger", root)
    assert result.code == 0
    assert f"projects/{name}" in result.text
    assert "ignored-file" in result.text


@pytest.mark.parametrize(
    "name", [".a.yaml.swp", "~$项目.csv", "a.yaml~", "a.yaml.bak", ".DS_Store", "README.md"]
)
def test_litter_is_not(ledger: Write, name: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT, f"projects/{name}": "x"})
    assert inside("check", "--ledger", root).text.startswith(
        "1 个项目、0 条汇总，没有错误，没有警告"
    )


@pytest.mark.parametrize("name", ["projects.yaml", "第一期.yaml", "项目/a.yaml", "project/a.yaml"])
def test_a_file_beside_the_folders_is_not_silent(ledger: Write, name: str) -> None:
    root = ledger({"projects/a.yaml": PROJECT, name: PROJECT.replace("A-1", "A-2")})
    assert Path(name).name in inside("check", "--ledger", root).text


def test_ledger_yml_is_hinted_at(tmp_path: Path) -> None:
    (tmp_path / "ledger.yml").write_text(LEDGER, encoding="utf-8")
    assert "ledger.yml" in inside("summary", "--ledger", tmp_path).errors


@posix
def test_folders_a_thousand_deep(sgyp: Sgyp, ledger: Write) -> None:
    root = ledger({"projects/a.yaml": PROJECT})
    made = subprocess.run(
        [sys.executable, "-c", "import os\nfor _ in range(1200): os.mkdir('a'); os.chdir('a')"],
        cwd=root / "projects",
        check=False,
    )
    if made.returncode:
        pytest.skip("this file system goes not so deep")
    try:
        assert sgyp("check", "--ledger", root).code in (0, 1)
    finally:
        subprocess.run(["rm", "-rf", str(root / "projects")], check=False)


def test_a_path_that_is_too_long(sgyp: Sgyp) -> None:
    sgyp.refused("summary", "--ledger", "长" * 300)


def test_a_path_that_is_too_long_is_about_the_ledger(sgyp: Sgyp) -> None:
    assert "写不出" not in sgyp.refused("summary", "--ledger", "长" * 300)


def test_the_real_ledger_is_untouched_by_all_this() -> None:
    assert (DATA / "ledger.yaml").is_file()
