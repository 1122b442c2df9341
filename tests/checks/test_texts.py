"""No text holds what nobody sees: every field of every kind of record, in YAML and in CSV."""

import json
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Config
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.statement import Statement
from sangeyipi.model.visit import Visit
from sangeyipi.store.canonical.format import formatted
from sangeyipi.store.files import FileKind
from sangeyipi.store.settled import load_files
from sangeyipi.store.source import Source
from sangeyipi.store.text_fields import text_fields

KEYS = {"编号", "领域", "责任单位", "属地", "项目代码"}
KEYS |= {
    "汇集地区",
    "排名分组按",
    "排名分组组",
    "排名分组名单",
    "问题类别",
    "红黄灯维度",
    "要素用地阶段",
    "豁免维度",
    "项目",
    "类别",
    "牵头单位",
    "银行",
}
#: What holds no blank at all, so that a blank or a control in it is refused as it is read.
UNBROKEN = ("编号", "项目代码", ".项目")
OURS = {"text-control", "text-invisible", "key-invisible", "values-alike"}


def found(root: Path, **files: str) -> list[tuple[str, str]]:
    """The rule and message of what is said of texts."""
    ledger = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    for name, text in {"ledger_yaml": ledger, **files}.items():
        path = root / name.replace("_yaml", ".yaml").replace("_csv", ".csv").replace("_", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    told = [one for one in check(load_files(root), strict=True) if one.rule.value in OURS]
    return [(one.rule.value, one.message) for one in told]


def q(text: str) -> str:
    """Double-quoted, as JSON and YAML have in common."""
    return json.dumps(text, ensure_ascii=max(text) < "\U00010000")


#: What stands in a record of a kind beside the text that is tried.
BESIDE = {
    "ledger": {"名称": "甲", "期次": "[]"},
    "projects": {"编号": "P-1", "名称": "甲"},
    "problems": {"编号": "W", "项目": "P-1", "类别": "用地", "问题": "甲", "提出": "2022-01-01"},
    "visits": {"日期": "2022-01-01", "项目": "P-1", "走访人": "甲", "身份": "督导组"},
    "finance": {"项目": "P-1", "银行": "甲", "截至": "2022-01-01"},
}
#: Texts below another key.
NESTED = {
    "问题类别": ("问题类别", "[{}]"),
    "红黄灯维度": ("红黄灯", "[{{维度: {}, 量: 序时差, 红: '>30'}}]"),
    "排名分组按": ("排名分组", "[{{按: {}, 组: 甲, 名单: [乙]}}]"),
    "排名分组组": ("排名分组", "[{{按: 责任单位, 组: {}, 名单: [乙]}}]"),
    "排名分组名单": ("排名分组", "[{{按: 责任单位, 组: 甲, 名单: [{}]}}]"),
    "汇集地区": ("汇集", "[{{地区: {}, 类别: 县, 文件夹: 甲}}]"),
    "汇集文件夹": ("汇集", "[{{地区: 甲, 类别: 县, 文件夹: {}}}]"),
    "汇集版本": ("汇集", "[{{地区: 甲, 类别: 县, 文件夹: 甲, 版本: {}}}]"),
    "汇集公布文件夹": ("汇集", "[{{地区: 甲, 类别: 县, 公布文件夹: {}}}]"),
    "要素用地阶段": ("要素", "{{用地: {{阶段: {}}}}}"),
    "纳统未入库": ("纳统", "{{未入库: {}}}"),
    "豁免原因": ("豁免", "{{原因: {}, 至: 2022-01}}"),
    "豁免维度": ("豁免", "{{原因: 甲, 至: 2022-01, 维度: {}}}"),
    "进展": ("进展", "{{2022-01-02: {}}}"),
    "无法办理原因": ("无法办理", "{{日期: 2022-01, 原因: {}}}"),
}


def of_dispatch(kind: str, word: str, value: str) -> dict[str, str]:
    """One of the records of dispatch, with the text at a place of it."""
    key, form = NESTED.get(word, (word, "{}"))
    facts = BESIDE[kind] | {key: form.format(q(value))}
    lines = [f"{key}: {one}\n" for key, one in facts.items()]
    if kind == "ledger":
        return {"ledger_yaml": "".join(lines)}
    texts = {f"{kind}_a_yaml": "- " + "  ".join(lines)}
    return {"projects_b_yaml": "- 编号: P-1\n  名称: 甲\n"} | texts if kind in DISPATCH else texts


def files(place: str, value: str) -> dict[str, str]:
    """A ledger with a text at a place: kind of record, field."""
    kind, word = place.split(".", 1)
    if kind in DISPATCH or word in NESTED:
        return of_dispatch(kind, word, value)
    texts = dict.fromkeys(
        ("名称", "地区", "声明", "期次来源", "领域", "备注", "调出原因", "标题", "公布备注"), '"甲"'
    )
    texts[word] = q(value)
    if kind == "ledger":
        config = (
            f"名称: {texts['名称']}\n地区: {texts['地区']}\n声明: {texts['声明']}\n"
            f"期次: [{{期: 1, 日期: 2021-07-10, 来源: {texts['期次来源']}}}]\n"
            f"领域: [{texts['领域']}]\n备注: {texts['备注']}\n"
        )
        return {"ledger_yaml": config}
    facts = {"编号": "P-1", "名称": '"甲"'}
    if kind == "projects":
        facts |= {word: q(value)}
        if word == "调出原因":
            facts = {"编号": "P-1", "名称": "甲", "调出": f"{{日期: 2022-01, 原因: {q(value)}}}"}
        return {"projects_yaml": "- " + "\n  ".join(f"{k}: {v}" for k, v in facts.items()) + "\n"}
    if kind == "rollups":
        return {"rollups_yaml": f"- {{期: 1, 个数: 1, 截至: 2022-01-01, {word}: {q(value)}}}\n"}
    if kind == "statements":
        said = {"标题": "甲", "截至": "2022-01-01", word: q(value)}
        if word == "公布备注":
            said = {"标题": "甲", "截至": "2022-01-01", "公布": f"[{{期: 1, 备注: {q(value)}}}]"}
        return {"statements_yaml": "".join(f"{key}: {text}\n" for key, text in said.items())}
    report = {"编号": "P-1", word: q(value)}
    text = "- " + "\n  ".join(f"{key}: {one}" for key, one in report.items()) + "\n"
    return {"progress_yaml": text, "projects_yaml": "- 编号: P-1\n  名称: 甲\n"}


def named(root: Path, place: str, value: str) -> list[tuple[str, str]]:
    names = {"projects_yaml": "projects_a_yaml", "rollups_yaml": "rollups_a_yaml"}
    names |= {"statements_yaml": "statements_a_yaml", "progress_yaml": "progress_2023-05_yaml"}
    return found(root, **{names.get(k, k): text for k, text in files(place, value).items()})


MODELS = {
    "ledger": Config,
    "projects": Project,
    "rollups": Rollup,
    "statements": Statement,
    "progress": MonthlyReport,
}
#: The kinds of record that stand beside the projects.
DISPATCH = {"problems": Problem, "visits": Visit, "finance": Financing}
MODELS |= DISPATCH
PLACES = [f"{kind}.{one.word}" for kind, model in MODELS.items() for one in text_fields(model)]


def test_every_text_of_the_format_is_tried() -> None:
    assert len(PLACES) == 58
    assert {"projects.调出原因", "statements.公布备注", "ledger.期次来源"} <= set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_seen_is_told_with_its_name(place: str, tmp_path: Path) -> None:
    key = place.split(".")[1] in KEYS
    ((rule, message),) = named(tmp_path, place, "甲\u200b乙")
    assert rule == ("key-invisible" if key else "text-invisible")
    assert "零宽空格（U+200B）" in message


@pytest.mark.parametrize("char", ["\u00a0", "\u00ad", "\ufeff", "\u3164", "\U000e0101"])
def test_each_kind_is_found(char: str, tmp_path: Path) -> None:
    assert [rule for rule, _ in named(tmp_path / "a", "projects.责任单位", f"甲{char}乙")] == [
        "key-invisible"
    ]
    assert [rule for rule, _ in named(tmp_path / "b", "projects.名称", f"甲{char}乙")] == [
        "text-invisible"
    ]


@pytest.mark.parametrize(
    "text", [" 甲", "甲 ", "\u3000甲", "甲\u3000", "甲  乙", "甲\u3000\u3000乙"]
)
@pytest.mark.parametrize("word", ["责任单位", "属地", "领域", "包联领导"])
def test_outer_and_doubled_blanks(word: str, text: str, tmp_path: Path) -> None:
    assert [rule for rule, _ in named(tmp_path, f"projects.{word}", text)] == [
        "key-invisible" if word in KEYS else "text-invisible"
    ]


@pytest.mark.parametrize("place", [one for one in PLACES if not one.endswith(UNBROKEN)])
@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\t", "\x1b", "\u2028"])
def test_control_and_bidi_characters_are_errors(place: str, char: str, tmp_path: Path) -> None:
    assert [rule for rule, _ in named(tmp_path, place, f"甲{char}乙")] == ["text-control"]


@pytest.mark.parametrize("place", [one for one in PLACES if not one.endswith(UNBROKEN)])
def test_only_prose_has_lines(place: str, tmp_path: Path) -> None:
    kind, word = place.split(".")
    field = next(one for one in text_fields(MODELS[kind]) if one.word == word)
    told = [rule for rule, _ in named(tmp_path, place, "第一行，\n  第二行\n")]
    assert told == ([] if field.kind.name == "PROSE" else ["text-control"])


@pytest.mark.parametrize("text", ["张\u3000三", "张 三", "“三个一批”", "A座(二期)·①"])
def test_ordinary_texts_are_clean(text: str, tmp_path: Path) -> None:
    for number, place in enumerate(PLACES):
        if not place.endswith(UNBROKEN):
            assert named(tmp_path / str(number), place, text) == []


def csv(*units: str, word: str = "责任单位") -> str:
    rows = "".join(f"P-{i},工程{chr(0x4E00 + i)},{unit}\n" for i, unit in enumerate(units))
    return f"编号,名称,{word}\n{rows}"


def test_csv_values_in_quotes_after_a_blank(tmp_path: Path) -> None:
    told = found(tmp_path, projects_a_csv=csv("甲局", ' "甲局"', '"甲局"', '"""甲局"""'))
    assert [rule for rule, _ in told] == ["key-invisible", "key-invisible"]
    assert "引号" in told[0][1] and "引号" in told[1][1]


def test_quotes_around_a_text_in_yaml_were_meant(tmp_path: Path) -> None:
    text = "- 编号: P-1\n  名称: '\"双碳\"'\n"
    assert found(tmp_path, projects_a_yaml=text) == []


@pytest.mark.parametrize("other", ["甲企 ", "\u3000甲企", "甲\u200b企", "\ufeff甲企", "甲企\u00a0"])
def test_two_values_that_differ_by_nothing_one_sees(other: str, tmp_path: Path) -> None:
    ((rule, message),) = found(tmp_path, projects_a_csv=csv("甲企", other, word="建设单位"))
    assert rule == "values-alike" and "“甲企”" in message and "U+" in message


def test_two_names_that_differ_by_the_kind_of_blank_only(tmp_path: Path) -> None:
    told = found(tmp_path, projects_a_csv=csv("张 三", "张\u3000三", "张三", word="包联领导"))
    assert [rule for rule, _ in told] == ["values-alike"]


def test_a_report_of_an_id_with_a_hidden_character(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        projects_a_csv=csv("甲局"),
        **{"progress_2023-05_csv": "编号,本月完成投资\nP\u200b-0,1\n"},
    )
    assert [rule for rule, _ in told] == ["key-invisible"]


def test_a_key_with_a_hidden_character_is_named(tmp_path: Path) -> None:
    text = "编号,名称\u200b,责任单位 \nP-1,甲,乙\n"
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text("名称: 示例\n期次: []\n", encoding="utf-8")
    (tmp_path / "projects" / "a.csv").write_text(text, encoding="utf-8")
    told = [one for one in check(load_files(tmp_path)) if one.rule.value == "unknown-key"]
    assert [("U+" in one.message, one.remedy) for one in told] == [
        (True, "改成“名称”"),
        (True, "改成“责任单位”"),
    ]


def formatted_text(name: str, text: str) -> str:
    done = formatted(Source(name, text.encode()), FileKind.PROJECTS)
    assert isinstance(done, str)
    return done


def test_fmt_takes_outer_blanks_off_and_nothing_else() -> None:
    yaml = '- 编号: P-1\n  名称: "甲  乙\u200b\\u3000"\n  责任单位: " 丙 丁\\xa0"\n'
    yaml += '  备注: "一\\n二\\n"\n'
    assert formatted_text("a.yaml", yaml) == (
        '- 编号: P-1\n  名称: 甲  乙\u200b\n  责任单位: 丙 丁\n  备注: "一\\n二\\n"\n'
    )
    table = '编号,名称,责任单位\nP-1, 甲  乙\u3000, "丙"\n'
    assert formatted_text("a.csv", table) == '编号,名称,责任单位\nP-1,甲  乙," ""丙"""\n'
