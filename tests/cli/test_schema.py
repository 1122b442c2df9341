"""The schemas are valid, accept every ledger we ship, and refuse what is plainly wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import inside

from sangeyipi.checks.catalogue import catalogue
from sangeyipi.cli.main import main
from sangeyipi.store.schema import KINDS, any_schema, file_name, schema
from sangeyipi.store.settled import load_files

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parents[2]
LEDGERS = [ROOT / "data", ROOT / "examples/demo-county"]
FILES = {
    "project": "projects/*.yaml",
    "rollup": "rollups/*.yaml",
    "ledger": "ledger.yaml",
    "statement": "statements/*.yaml",
    "progress": "progress/*.yaml",
}
REPORTS = """\
- 编号: YX-2023-001
  本月完成投资: 0.5
  累计完成投资: '1.50'
  到位资金累计:
  形象进度: 主体封顶
- {编号: 7, 存在问题: 缺地, 责任单位意见: 六月供地}
"""
PLANNED = """\
- 编号: A
  名称: 甲
  包联级别: 县级
  计划:
    开工: 2023-06
    年度计划投资:
      2023: 3
      2024: '2.50'
      2025:
"""


def faults(kind: str, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(kind))
    return [fault.message for fault in validator.iter_errors(value)]


@pytest.mark.parametrize("document", [*map(schema, KINDS), any_schema()], ids=[*KINDS, "any"])
def test_is_a_schema(document: dict[str, Any]) -> None:
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(document)
    text = json.dumps(document)
    assert "origin" not in text and "month" not in text
    assert "signed" not in text, "Python's names are not for users"


@pytest.mark.parametrize("kind", KINDS)
def test_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out) == schema(kind)


def test_printed_all_in_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == any_schema()


def test_written(tmp_path: Path) -> None:
    folder = tmp_path / "a/schemas"
    assert main(["schema", "--write", str(folder)]) == 0
    assert main(["schema", "--write", str(folder)]) == 0
    assert {path.name for path in folder.iterdir()} == {file_name(kind) for kind in KINDS}


@pytest.mark.parametrize("arguments", [["nonsense"], ["project", "--write", "x"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert main(["schema", *arguments]) == 2


def test_check_jsonschema_accepts_the_ledgers(tmp_path: Path) -> None:
    """As an editor or a hook does, which reads numbers and dates as such."""
    pytest.importorskip("check_jsonschema")
    main(["schema", "--write", str(tmp_path)])
    for kind, pattern in FILES.items():
        names = [str(path) for ledger in LEDGERS for path in sorted(ledger.glob(pattern))]
        if kind in MADE:
            path = tmp_path / f"{kind}.yaml"
            path.write_text(MADE[kind], encoding="utf-8")
            names.append(str(path))
        assert names
        done = subprocess.run(
            [
                *(sys.executable, "-m", "check_jsonschema"),
                *("--schemafile", str(tmp_path / file_name(kind)), *names),
            ],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout


MADE = {"progress": REPORTS, "project": PLANNED}


def test_what_is_made_here_is_read(tmp_path: Path) -> None:
    """By the ledger as by the schema."""
    files = {"ledger.yaml": "名称: 甲\n期次: []\n", "projects/a.yaml": PLANNED}
    for name, text in {**files, "progress/2023-05.yaml": REPORTS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = load_files(tmp_path)
    assert loaded.complete and loaded.ledger is not None
    assert len(loaded.ledger.reports) == 2
    assert sorted(loaded.ledger.projects[0].planned.yearly) == [2023, 2024]
    assert faults("progress", _read(REPORTS)) == []
    assert faults("project", _read(PLANNED)) == []


def test_made_ledger_is_accepted(tmp_path: Path) -> None:
    main(["init", str(tmp_path), "--name", "甲", "--region", "乙", "--phase", "1=2021-07-10"])
    for kind in ("ledger", "project"):
        [path] = tmp_path.glob(FILES[kind])
        assert faults(kind, _read(path.read_text(encoding="utf-8"))) == []


class _Loader(yaml.SafeLoader):
    """YAML as editors read it: numbers and booleans are such, dates are text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(text: str) -> Any:
    return _texts_as_keys(yaml.load(text, _Loader))


def _texts_as_keys(value: Any) -> Any:
    """As check-jsonschema does it: a year is a number to YAML, and a key of JSON is a text."""
    if isinstance(value, dict):
        return {str(key): _texts_as_keys(one) for key, one in value.items()}
    return [_texts_as_keys(one) for one in value] if isinstance(value, list) else value


def test_never_stricter_than_the_ledger(tmp_path: Path) -> None:
    """Whatever the catalogue's examples hold that the ledger reads, the schema takes too."""
    seen = 0
    for number, entry in enumerate(catalogue().values()):
        for part, example in (("bad", entry.bad), ("good", entry.good)):
            root = tmp_path / f"{number}-{part}"
            for name, text in {"ledger.yaml": "名称: 甲\n期次: []\n", **example}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            loaded = load_files(root)
            wrong = {one.place.file for one in loaded.diagnostics}
            for kind, pattern in FILES.items():
                for path in root.glob(pattern):
                    name = path.relative_to(root).as_posix()
                    if name not in wrong and name in loaded.sources:
                        assert faults(kind, _read(path.read_text(encoding="utf-8"))) == [], name
                        seen += 1
    assert seen > 50


ACCEPTED = {
    "numbers and texts": "- {编号: 7, 名称: 12, 总投资: '12.50'}",
    "a key with nothing behind it": "- {编号: A, 名称: 甲, 备注: , 节点: {开工: }, 在册: }",
    "month, day and 已": "- {编号: A, 名称: 甲, 节点: {签约: 已, 开工: 2023-06, 投产: 2023-06-01}}",
}
REFUSED = {
    "unknown key": "- {编号: A, 名称: 甲, 投资: 5}",
    "unknown milestone": "- {编号: A, 名称: 甲, 节点: {动工: 2023-06}}",
    "no name": "- {编号: A}",
    "amount with a unit": "- {编号: A, 名称: 甲, 总投资: 5亿元}",
    "too many decimals": "- {编号: A, 名称: 甲, 总投资: '5.00001'}",
    "month 13": "- {编号: A, 名称: 甲, 节点: {开工: 2023-13}}",
    "planned 已": "- {编号: A, 名称: 甲, 计划: {开工: 已}}",
    "several phases": "- {编号: A, 名称: 甲, 在册: {签约: '6,8'}}",
    "a plan for a month": "- {编号: A, 名称: 甲, 计划: {年度计划投资: {2023-05: 1}}}",
    "a plan without a year": "- {编号: A, 名称: 甲, 计划: {年度计划投资: 5}}",
    "a plan in words": "- {编号: A, 名称: 甲, 计划: {年度计划投资: {2023: 三亿}}}",
    "unknown level": "- {编号: A, 名称: 甲, 包联级别: 镇级}",
    "yes": "- {编号: A, 名称: 甲, 监管平台: 是}",
    "no list": "{编号: A, 名称: 甲}",
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=list(ACCEPTED))
def test_accepted(text: str) -> None:
    assert faults("project", _read(text)) == []


@pytest.mark.parametrize("text", REFUSED.values(), ids=list(REFUSED))
def test_refused(text: str) -> None:
    assert faults("project", _read(text))


REFUSED_REPORTS = {
    "no project": "- {本月完成投资: 5}",
    "a month of its own": "- {编号: A, 月份: 2023-05}",
    "amount with a unit": "- {编号: A, 本月完成投资: 5亿}",
    "too many decimals": "- {编号: A, 累计完成投资: '5.00001'}",
    "no list": "{编号: A}",
}


@pytest.mark.parametrize("text", REFUSED_REPORTS.values(), ids=list(REFUSED_REPORTS))
def test_refused_reports(text: str) -> None:
    assert faults("progress", _read(text))


def test_one_schema_for_every_file() -> None:
    validator = jsonschema.Draft202012Validator(any_schema())
    for text in (REPORTS, PLANNED, "名称: 甲\n期次: []\n"):
        assert not list(validator.iter_errors(_read(text)))
    assert list(validator.iter_errors(_read("- {编号: A, 月份: 2023-05}")))


def test_every_key_is_described_in_chinese() -> None:
    for kind in KINDS:
        whole = schema(kind)
        records = [whole, *whole.get("$defs", {}).values()]
        for record in records:
            for key, part in record.get("properties", {}).items():
                told = part.get("description", "")
                assert any("\u4e00" <= char <= "\u9fff" for char in told), (kind, key)


def test_write_goes_nowhere_else_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "外.json").write_text("别人的", encoding="utf-8")
    (tmp_path / "这里").mkdir()
    assert inside("schema", "--write", tmp_path / "这里").code == 0
    names = sorted(path.name for path in (tmp_path / "这里").iterdir())
    for target in ("外.json", "没有.json"):
        path = tmp_path / "这里" / names[-1]
        path.unlink()
        path.symlink_to(tmp_path / target)
        result = inside("schema", "--write", tmp_path / "这里")
        assert result.code == 2 and "是链接" in result.errors
    assert (tmp_path / "外.json").read_text(encoding="utf-8") == "别人的"
    assert not (tmp_path / "没有.json").exists()
