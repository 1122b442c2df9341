"""`sgyp check` on ledgers broken as people break them: the place and the remedy, in every format.

The same goes for every command that needs figures: none are printed, and stderr says why.
"""

import json
from pathlib import Path

import pytest
from conftest import Sgyp, Write, compare, inside, replaced, told

GOLDENS = Path(__file__).parent / "goldens"

#: file of data/ → what is changed in it.
BREAKS = {
    "projects/点名项目.yaml": [
        ("总投资: 120\n", "总投资: 120亿元\n"),
        ("编号: MQ-003", "编号: MQ-002"),
        ("总投资: 20\n", "总投资：20\n"),
    ],
    "rollups/第三期.yaml": [("个数: 5\n", "个数: 4\n")],
    "statements/2023-06-19.yaml": [("总投资: 1429.6", "总投资: 1429.5")],
    "ledger.yaml": [("日期: 2023-05-08", "日期: 2023-05-32"), ("规模分档", "规模分挡")],
}


@pytest.fixture
def broken(data_copy: Path) -> Path:
    for name, changes in BREAKS.items():
        replaced(data_copy / name, *changes)
    return data_copy


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("text", "broken.txt"),
        ("json", "broken.json"),
        ("github", "broken-github.txt"),
        ("sarif", "broken-sarif.json"),
    ],
)
def test_every_format(broken: Path, form: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    result = inside("check", "--format", form)
    assert (result.code, result.errors) == (1, "")
    compare(GOLDENS / name, result.out)
    if name.endswith(".json"):
        json.loads(result.out)


@pytest.mark.parametrize("line", ["summary --by 规模 --format json", "show MQ-001"])
def test_no_figures_from_a_ledger_with_errors(sgyp: Sgyp, broken: Path, line: str) -> None:
    said = sgyp.refused(*line.split(), code=1, cwd=broken.parent)
    assert "不出数" in said
    assert "data/projects/点名项目.yaml:" in said


#: What someone mistypes in the real ledger → where it is told, and in which words.
SLIPS: dict[str, tuple[str, str, str, list[str]]] = {
    "a count in a rollup": (
        "rollups/第三期.yaml",
        "个数: 5",
        "个数: 6",
        ["statement-mismatch", "第3期签约一批（监管平台）", "公布 5", "台账 6"],
    ),
    "an investment": (
        "rollups/第八期.yaml",
        "总投资: 43",
        "总投资: 34",
        ["statement-mismatch", "公布 43", "台账 34", "台账少 9"],
    ),
    "a published figure": (
        "statements/2023-06-19.yaml",
        "个数: 150",
        "个数: 151",
        ["2023-06-19.yaml:5:", "公布 151", "台账 150", "台账少 1"],
    ),
    "a milestone's count": (
        "rollups/第三期.yaml",
        "    开工: 5",
        "    开工: 6",
        ["第三期.yaml:8:", "rollup-exceeds-count", "开工 6 多于"],
    ),
    "a phase": (
        "rollups/第八期.yaml",
        "- 期: 8",
        "- 期: 9",
        ["第八期.yaml:2:", "undeclared-phase", "第9期"],
    ),
    "a key": (
        "rollups/第八期.yaml",
        "总投资: 43",
        "总投姿: 43",
        ["第八期.yaml:5:3:", "unknown-key", "是不是“总投资”"],
    ),
    "a unit": (
        "projects/点名项目.yaml",
        "总投资: 90",
        "总投资: 90亿",
        ["点名项目.yaml:8:8:", "bad-amount", "应写作 90"],
    ),
    "a full-width digit": (
        "projects/点名项目.yaml",
        "总投资: 90",
        "总投资: ９０",
        ["点名项目.yaml:8:8:", "bad-amount", "应写作 90"],
    ),
    "a full-width colon": (
        "projects/点名项目.yaml",
        "总投资: 90",
        "总投资：90",
        ["点名项目.yaml:8:", "full-width-punctuation", "全角“：”"],
    ),
    "a missing space": (
        "projects/点名项目.yaml",
        "总投资: 90",
        "总投资:90",
        ["点名项目.yaml:8:", "冒号后面少一个空格"],
    ),
    "a tab": (
        "projects/点名项目.yaml",
        "  总投资: 90",
        "\t总投资: 90",
        ["点名项目.yaml:8:", "yaml-syntax", "Tab"],
    ),
    "万元 for 亿元": (
        "projects/点名项目.yaml",
        "总投资: 90",
        "总投资: 900000",
        ["点名项目.yaml:8:8:", "investment-unit-slip", "万元"],
    ),
    "a day that is none": (
        "ledger.yaml",
        "日期: 2023-01-28",
        "日期: 2023-02-30",
        ["ledger.yaml:23:9:", "bad-date", "28 天"],
    ),
    "the order of phases": (
        "ledger.yaml",
        "日期: 2023-01-28",
        "日期: 2021-01-28",
        ["ledger.yaml:23:9:", "phase-order"],
    ),
    "a number twice": (
        "projects/点名项目.yaml",
        "编号: MQ-002",
        "编号: MQ-001",
        ["点名项目.yaml:6:7:", "duplicate-id", "MQ-001"],
    ),
    "a key twice": (
        "rollups/第八期.yaml",
        "  总投资: 43",
        "  总投资: 43\n  总投资: 44",
        ["第八期.yaml:6:3:", "duplicate-key", "第 5 行"],
    ),
    "a rollup twice": (
        "rollups/第八期.yaml",
        "  批: 开工",
        "  批: 签约",
        ["第八期.yaml:", "rollup-counts-twice"],
    ),
    "a crossing scope": (
        "rollups/第八期.yaml",
        "- 期: 8",
        "- 期: 7-8",
        ["rollup-crosses", "第八期.yaml", "第1-7期"],
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_placed_and_remedied(data_copy: Path, name: str) -> None:
    file, old, new, words = SLIPS[name]
    replaced(data_copy / file, (old, new))
    result = inside("check", "--strict", "--ledger", data_copy)
    assert result.code == 1
    for word in words:
        assert word in result.text
    assert "改法: " in result.text


@pytest.mark.parametrize("name", SLIPS)
def test_without_strict_only_errors_fail(data_copy: Path, name: str) -> None:
    file, old, new, words = SLIPS[name]
    replaced(data_copy / file, (old, new))
    only_warned = "investment-unit-slip" in words
    assert inside("check", "--ledger", data_copy).code == (0 if only_warned else 1)
    result = inside("summary", "--ledger", data_copy)
    assert result.code == (0 if only_warned else 1)
    assert bool(result.out) is only_warned


def test_all_diagnostics_come_in_one_run_and_in_order(broken: Path) -> None:
    document = json.loads(inside("check", "--format", "json", "--ledger", broken).out)
    places = [(one["file"], one["line"], one["column"]) for one in document["diagnostics"]]
    assert places == sorted(places)
    assert len({file for file, _, _ in places}) >= 2
    for one in document["diagnostics"]:
        keys = {"rule", "severity", "file", "line", "column", "message", "remedy"}
        assert set(one) == keys
        assert one["remedy"]


HINTED = """\
- 编号: A-1
  名称: 示例产业园
  到位资金: 0.3
  在册:
    签约: 1
"""


def test_a_hint_is_counted_listed_on_request_and_never_fails(ledger: Write) -> None:
    folder = ledger({"projects/a.yaml": HINTED})
    silent = inside("check", "--strict", "--ledger", folder)
    assert (silent.code, silent.errors) == (0, "")
    said = "1 个项目、0 条汇总，没有错误，没有警告。另有 1 处提示，sgyp check --hints 可看。\n"
    assert silent.text == said
    listed = inside("check", "--strict", "--hints", "--ledger", folder)
    assert listed.code == 0
    assert "a.yaml:3:3: 提示[funds-without-investment]: 有到位资金，没有总投资" in listed.text
    assert listed.text.endswith("没有警告。另有 1 处提示。\n")
    # Tables say nothing of it.
    assert told("summary", "--ledger", folder)


@pytest.mark.parametrize(
    ("form", "level"), [("json", '"severity": "note"'), ("sarif", '"level": "note"')]
)
def test_a_hint_for_programs(ledger: Write, form: str, level: str) -> None:
    folder = ledger({"projects/a.yaml": HINTED})
    assert (level in told("check", "--format", form, "--ledger", folder)) is (form == "json")
    assert level in told("check", "--format", form, "--hints", "--ledger", folder)


def test_a_hint_is_a_notice_on_github(ledger: Write) -> None:
    folder = ledger({"projects/a.yaml": HINTED})
    assert told("check", "--format", "github", "--ledger", folder) == ""
    assert told("check", "--format", "github", "--hints", "--ledger", folder).startswith("::notice")


def test_sarif_is_sarif(broken: Path) -> None:
    document = json.loads(inside("check", "--format", "sarif", "--ledger", broken).out)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    named = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert result["ruleId"] in named
        assert result["level"] in ("error", "warning", "note")
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
