"""Locales, encodings and colours: the same figures everywhere, and nothing fails to print."""

import sys
from pathlib import Path

import pytest
from conftest import DATA, Sgyp, Write, environment, told

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX locales")

ENVIRONMENTS: dict[str, dict[str, str]] = {
    "LANG=C": {"LANG": "C"},
    "LC_ALL=C": {"LC_ALL": "C", "PYTHONUNBUFFERED": "1"},
    "no locale that exists": {"LC_ALL": "xx_YY.nothing", "TZ": "Pacific/Kiritimati"},
    "no colour": {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20", "LINES": "3"},
    "colour at all costs": {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "x"},
}


@pytest.fixture(scope="module")
def plain() -> bytes:
    return told("summary", "--ledger", DATA).encode()


@posix
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_same_bytes(sgyp: Sgyp, plain: bytes, name: str) -> None:
    result = sgyp("summary", "--ledger", DATA, env=environment(**ENVIRONMENTS[name]))
    assert result.code == 0
    assert result.out == plain
    assert b"\x1b" not in result.out


@pytest.mark.parametrize("line", ["summary", "list", "check", "rules", "--help"])
def test_gbk(sgyp: Sgyp, line: str) -> None:
    where = ["--ledger", str(DATA)] if line in ("summary", "list", "check") else []
    words = [*line.split(), *where]
    result = sgyp(*words, env=environment(PYTHONIOENCODING="gbk"))
    assert result.code == 0
    drawn = result.out.decode("gbk")
    # “•” in a name is the only character of the real ledger that GBK has not.
    assert drawn.replace("\\u2022", "•") == told(*words)


@posix
@pytest.mark.parametrize("encoding", ["ascii", "gbk:strict", "utf-16"])
def test_any_encoding_is_survived(sgyp: Sgyp, encoding: str) -> None:
    env = environment(PYTHONIOENCODING=encoding)
    assert sgyp("summary", "--phase", "8", cwd=DATA, env=env).code == 0
    assert sgyp("summary", "--bad", env=env).code == 2


@posix
def test_ascii_everywhere(sgyp: Sgyp) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    result = sgyp("summary", "--phase", "8", "--ledger", DATA, env=env)
    assert result.code == 0
    for figure in (b"374.5", b"137.7", b"193.8", b"46.2%"):
        assert figure in result.out


@posix
def test_chinese_words_are_understood_in_ascii(sgyp: Sgyp) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert sgyp("summary", "--by", "规模", "--ledger", DATA, env=env).code == 0


@posix
def test_errors_in_ascii(sgyp: Sgyp, ledger: Write) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    root = ledger({"projects/第一期.yaml": "- 编号: A\n"})
    for form in ("text", "json", "github"):
        result = sgyp("check", "--ledger", root, "--format", form, env=env)
        assert result.code == 1
        assert b"missing-key" in result.out


@posix
def test_sarif_in_ascii(sgyp: Sgyp, ledger: Write) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    root = ledger({"projects/第一期.yaml": "- 编号: A\n"})
    assert sgyp("check", "--ledger", root, "--format", "sarif", env=env).code == 1


@posix
def test_a_file_written_in_ascii_is_utf8(sgyp: Sgyp, tmp_path: Path) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    result = sgyp("summary", "--ledger", DATA, "--out", tmp_path / "a.txt", env=env)
    assert result.code == 0
    assert (tmp_path / "a.txt").read_bytes().decode() == told("summary", "--ledger", DATA)
