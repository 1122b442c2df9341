"""Every command's page of help is in Chinese, and every wrong call is told what to do next."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import DEMO, ROOT, inside, told

from sangeyipi.cli.main import app

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]

#: What is typed as it stands: formats, kinds, git's words, names of things.
_TYPED = set(
    """
    sgyp git CI CSV Excel JSON Schema github sarif xlsx docx csv md json html svg png text txt table
    rates investment pipeline progress schedule project rollup ledger statement backward totals any
    HEAD SGYP_LEDGER bad-amount MQ export merge WPS Word xlsm xls ods tsv yaml pdf projects
    problem visit financing problems visits guarantees finance DuckDB Spark Parquet SQL
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[A-Za-z][A-Za-z_-]+")
_CODE = re.compile(r"--?[a-z][a-z-]*|\.[a-z]+|%[A-Z]|20\d\d-Q\d|[AB]\.\.\.?[AB]")


def _pages() -> Iterator[tuple[str, str]]:
    yield "sgyp", told("--help")
    for name in COMMANDS:
        yield name, told(name, "--help")


def _said(page: str) -> str:
    """A page without its examples, which are typed as they stand."""
    return re.sub(r"\n  例:\n(    .*\n?)+", "\n", page)


def test_every_page_of_help_is_in_chinese() -> None:
    known = _TYPED | set(COMMANDS)
    for name, page in _pages():
        words = set(_WORD.findall(_CODE.sub(" ", _said(page))))
        assert words <= known, (name, words - known)


def test_the_columns_of_every_page_are_aligned() -> None:
    from sangeyipi.render.width import width

    for name, page in _pages():
        lists = re.findall(r"^(?:选项|参数):\n((?:  .*\n)+)", page, re.M)
        assert lists, name
        for listed in lists:
            second = re.compile(r"  \S.*?  +(?=\S)|    +(?=\S)")
            found = [second.match(line) for line in listed.splitlines()]
            assert len({width(one[0]) for one in found if one}) == 1, (name, listed)


def test_every_option_and_argument_says_what_it_is() -> None:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            assert parameter.help, (name, parameter.name)
            if not getattr(parameter, "is_flag", False):
                assert parameter.metavar, (name, parameter.name)


def _takes_a_value(parameter: Any) -> bool:
    return parameter.param_type_name == "option" and not parameter.is_flag


_TAKE_SEVERAL = ("fmt", "diff", "verify", "save", "add", "set", "convert", "import", "register")


def _wrong_calls() -> Iterator[list[str]]:
    for name, command in COMMANDS.items():
        yield [name, "--没有这个"]
        if name not in _TAKE_SEVERAL:
            yield [name, *["1"] * 9]
        if any(parameter.required for parameter in command.params):
            yield [name]
        for parameter in command.params:
            if parameter.param_type_name != "option":
                continue
            option = parameter.opts[0]
            if _takes_a_value(parameter):
                yield [name, option]
            elif option != "--help":
                yield [name, f"{option}=1"] if option.startswith("--") else [name, option]


@pytest.mark.parametrize("call", list(_wrong_calls()), ids=" ".join)
def test_a_wrong_call_names_the_fault_and_the_page_of_help(call: list[str]) -> None:
    result = inside(*call)
    assert (result.code, result.out) == (2, b"")
    fault, *more = result.errors.splitlines()
    words = set(_WORD.findall(_CODE.sub(" ", fault)))
    assert words <= _TYPED | set(COMMANDS), fault
    assert more == [f"sgyp {call[0]} --help 可看用法和例子"]


#: A value that an option cannot have, and what the message must offer instead.
_BAD = {
    "--phase": "8、1-7 或 6,8",
    "--as-of": "2023-05-08",
    "--today": "2023-05-08",
    "--by": "领域",
    "--format": "只能是",
    "--batch": "签约、开工、投产",
    "--reached": "达效",
    "--not-reached": "达效",
    "--sector": "有：",
    "--unit": "有：",
    "--leader": "有：",
    "--page": "整数",
    "--rows": "整数",
    "--min": "数字",
    "--max": "数字",
    "--month": "2023-06 或",
    "--quarter": "2023-Q2 或",
    "--year": "2023 或",
    "--keep": "整数",
    "--wait": "整数",
    "-n": "整数",
    "--fail-on": "只能是",
    "--ledger": "台账",
    "--dataset": "先运行 sgyp dataset",
    "--partition": "只能是地区",
    "--rev": "没有",
    "--compare": "没有",
    "--verify": "没有",
    "--font": "",
    "--project": "台账里没有编号",
    "--months": "整数",
    "--close": "2023-05-08",
    "--give-up": "2023-05-08",
    "--on": "2023-05-08",
    "--officer": "台账里没有首席服务员",
    "--place": "台账里没有属地",
    "--planned": "签约、履约、开工",
    "--unreported": "如 2023-09",
    "--behind-points": "如 10",
    "--behind-months": "如 3",
    "--sort": "编号、名称、领域",
    "--columns": "编号、名称、领域",
    "--rank": "--by 责任单位 --rank 签约开工率",
    "--light": "红、黄、绿",
    "--dimension": "投资进度",
    "--from": "8、1-7 或 6,8",
    "--to": "8、1-7 或 6,8",
    "--in": "读不了 不对",
    "--nth": "整数",
    "--group": "--by 领域",
    "--current-phase": "整数",
    "--template": "--out 汇报.docx",
    "--since": "2023-05-31",
    "--question": "sgyp why 给出的那一行",
    "--annotate": ".docx",
}
#: What some of them must offer in some commands.
_BAD_THERE = {
    ("workbook", "--month"): "如 2023-09",
    ("init", "--phase"): "8=2023-05-08",
    ("export", "--phase"): "8 或 1..8",
    ("set", "--month"): "应为 2023-08",
    ("convert", "--batch"): "投产、开工",
    ("register", "--month"): "应为 2023-09",
    ("score", "--figures"): "没有这个文件",
}
#: What takes any text or any place.
_FREE = frozenset(
    {"--out", "--text", "--name", "--region", "--write"}
    | {"--sheet", "--into", "--mapping", "--write-mapping", "--reason"}
)


def _bad_values() -> Iterator[tuple[str, str]]:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if _takes_a_value(parameter) and parameter.opts[0] not in _FREE:
                yield name, parameter.opts[0]


@pytest.mark.parametrize(("name", "option"), list(_bad_values()))
def test_a_bad_value_is_told_with_what_it_may_be(
    name: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DEMO)
    (tmp_path / "2023-06").mkdir()
    (tmp_path / "通报.txt").write_text("共3个项目。\n", encoding="utf-8")
    arguments = {
        "show": ["MQ-001"],
        "chart": ["schedule"],
        "board": ["--out", str(tmp_path / "b.html")],
        "init": [str(tmp_path)],
        "verify": [str(tmp_path / "2023-06")],
        "add": ["编号=X-1", "名称=示例"],
        "set": ["YX-2023-036", "备注=示例"],
        "convert": ["--from", "7", "--to", "8"],
        "register": ["走访"],
        "dataset": [str(tmp_path / "数据集")],
        "why": ["137.7"] if option in ("--in", "--nth") else ["总投资"],
        "audit": [str(tmp_path / "通报.txt")],
        "score": [str(ROOT / "examples" / "score" / "评价办法.yaml")],
    }.get(name, [])
    result = inside(name, *arguments, option, "不对", *_elsewhere(name, option, tmp_path))
    assert (result.code, result.out) == (2, b"")
    offered = _BAD_THERE.get((name, option)) or _BAD[option]
    assert offered in result.errors
    assert "不对" in result.errors or option == "--font"


def _elsewhere(name: str, option: str, folder: Path) -> list[str]:
    return ["--out", str(folder / "月报")] if name == "export" and option != "--verify" else []


def test_what_is_mistyped_is_told_before_the_ledger_is_asked(tmp_path: Path) -> None:
    """A month that is none, a tree that is not clean: the first needs no commit to be told."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "ledger.yaml").write_text("名称: 试验\n期次: []\n", encoding="utf-8")
    for option, text, told_of in (
        ("--month", "2023-6", "是不是 2023-06？"),
        ("--quarter", "2023-2", "是不是 2023-Q2？"),
        ("--year", "23", "应为 2023"),
        ("--phase", "第8期", "是不是 8？"),
        ("--month", "2023-07..2023-06", "前后颠倒了"),
        ("--month", "2999-01", "还没有到"),
        ("--format", "docx", "只能是"),
    ):
        result = inside("export", option, text, "--ledger", tmp_path, "--out", tmp_path / "月报")
        assert result.code == 2
        assert told_of in result.errors, result.errors
        assert "未提交" not in result.errors
    result = inside("export", "--month", "2023-06", "--ledger", tmp_path)
    assert result.code == 1
