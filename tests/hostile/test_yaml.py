"""YAML made to hurt: refused by name and in seconds, whatever its size."""

from pathlib import Path

import pytest
from conftest import LEDGER, PROJECT, Result, Sgyp, Write, inside

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
)
MEGABYTE = 1 << 20

#: content → rules, of which at least one must be named.
CONTENTS: dict[str, tuple[str, set[str]]] = {
    "alias bomb": (BOMB, {"yaml-alias"}),
    "anchor": ("- &x\n  编号: A\n  名称: n\n", {"yaml-alias"}),
    "merge key": ("- <<: {名称: n}\n  编号: A\n", {"yaml-merge-key"}),
    "10 MB of [": ("[" * 10 * MEGABYTE, {"nesting-too-deep"}),
    "10 MB of {": ("{" * 10 * MEGABYTE, {"wrong-type", "nesting-too-deep"}),
    "10 MB of - ": ("- " * 5 * MEGABYTE, {"nesting-too-deep"}),
    "10 MB of ?": ("? " * 5 * MEGABYTE, {"wrong-type", "nesting-too-deep", "yaml-syntax"}),
    "10 MB of &": ("&" * 10 * MEGABYTE, {"yaml-syntax"}),
    "10 MB of spaces": (" " * 10 * MEGABYTE + "x", {"wrong-type"}),
    "10 MB of quotes": ('"' + "a" * 10 * MEGABYTE, {"yaml-syntax"}),
    "deep by indentation": ("".join("  " * n + "a:\n" for n in range(2000)), {"nesting-too-deep"}),
    "complex keys": ("- ? [a, b]\n  : c\n  ? {d: e}\n  : f\n", {"wrong-type"}),
    "complex key in a record": (PROJECT + "  ? [x]\n  : y\n", {"wrong-type"}),
    "a 5 MB line": ("- 编号: A\n  名称: " + "长" * 2 * MEGABYTE + ": x\n", {"yaml-syntax"}),
    "a 5 MB key": ("- " + "a" * 5 * MEGABYTE + ": x\n", {"yaml-syntax", "unknown-key"}),
    "a 5 MB number": (PROJECT.replace("12.5", "1" * 5 * MEGABYTE), {"bad-amount"}),
    "a 5 MB phase": (PROJECT.replace("签约: 1", "签约: " + "1" * 5 * MEGABYTE), {"bad-phase"}),
    "a 5 MB date": (PROJECT.replace("2021-07-10", "2021-" + "0" * 5 * MEGABYTE), {"bad-date"}),
    "a 5 MB number of an id": (PROJECT.replace("A-1", "A" * 5 * MEGABYTE), {"wrong-type"}),
    "NUL": ("- 编号: A\0\n", {"yaml-syntax"}),
    "controls": ("- 编号: \x01\x02\n", {"yaml-syntax"}),
    "escape": ("- 编号: \x1b[31m\n", {"yaml-syntax"}),
    "surrogate": ('- 编号: "\\ud800"\n', {"yaml-syntax"}),
    "python tag": ("- !!python/object/apply:os.system ['id']\n", {"yaml-tag"}),
    "own tag": ("- !x\n  编号: A\n", {"yaml-tag"}),
    "directive": ("%YAML 9.9\n---\n- 编号: A\n", {"yaml-syntax"}),
    "tag directive": ("%TAG ! tag:x,2000:\n--- \n- !a b\n", {"yaml-tag", "wrong-type"}),
    "two documents": (PROJECT + "---\n" + PROJECT, {"yaml-documents"}),
    "10,000 documents": ("---\n- 1\n" * 10_000, {"yaml-documents"}),
    "a mapping": ("编号: A\n", {"wrong-type"}),
    "a text": ("编号\n", {"wrong-type"}),
    "a list of lists": ("- [a]\n- [[b]]\n", {"wrong-type"}),
    "a list of nothing": ("-\n-\n-\n", {"wrong-type"}),
    "lists for texts": ("- 编号: [A]\n  名称: {b: c}\n  在册: 1\n  节点: []\n", {"wrong-type"}),
    "texts for mappings": (
        PROJECT.replace("  在册:\n    签约: 1\n    开工: 2\n", "  在册: 签约\n"),
        {"wrong-type"},
    ),
    "a tab": ("-\t编号: A\n\t名称: n\n", {"yaml-syntax"}),
    "half a quote": ('- 编号: "A\n  名称: n\n', {"yaml-syntax"}),
    "merge conflict": (f"<<<<<<< HEAD\n{PROJECT}=======\n{PROJECT}>>>>>>> x\n", {"yaml-syntax"}),
    "100,000 duplicate keys": ("- " + "a: 1\n  " * 100_000, {"duplicate-key"}),
}


def _check(sgyp: Sgyp, root: Path) -> Result:
    result = sgyp("check", "--ledger", root, seconds=20)
    assert result.code == 1
    figures = inside("summary", "--ledger", root)
    assert (figures.code, figures.out) == (1, b"")
    assert len(result.out) < 100 * MEGABYTE
    return result


SLOW_TO_SAY = {"100,000 duplicate keys"}


@pytest.mark.parametrize("name", sorted(set(CONTENTS) - SLOW_TO_SAY))
def test_contents(ledger: Write, name: str) -> None:
    content, rules = CONTENTS[name]
    root = ledger({"projects/a.yaml": content})
    result = inside("check", "--ledger", root)
    assert result.code == 1
    assert any(f"[{rule}]" in result.text for rule in rules), result.text[:2000]
    assert max(map(len, result.text.splitlines())) < 1000
    assert (inside("summary", "--ledger", root).code) == 1


@pytest.mark.parametrize("name", ["alias bomb", "10 MB of [", "10 MB of {", "a 5 MB line"])
def test_contents_as_a_process(sgyp: Sgyp, ledger: Write, name: str) -> None:
    _check(sgyp, ledger({"projects/a.yaml": CONTENTS[name][0]}))


@pytest.mark.parametrize("name", ["alias bomb", "10 MB of [", "NUL", "a text", "python tag"])
@pytest.mark.parametrize("file", ["ledger.yaml", "rollups/a.yaml", "statements/a.yaml"])
def test_in_the_other_files(ledger: Write, name: str, file: str) -> None:
    root = ledger({file: CONTENTS[name][0]})
    result = inside("check", "--ledger", root)
    assert result.code == 1
    assert file in result.text


def test_a_bomb_in_the_ledger_file_runs_nothing(ledger: Write, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = f"名称: !!python/object/apply:os.system ['touch {mark}']\n期次: []\n"
    assert inside("check", "--ledger", ledger({"ledger.yaml": text})).code == 1
    assert not mark.exists()


def test_yaml_guesses_nothing(ledger: Write) -> None:
    text = PROJECT.replace("A-1", "010").replace("示例产业园", "no")
    text += "  建设单位: 12:30\n  责任单位: 1_000\n  备注: 1.10\n"
    page = inside("show", "010", "--ledger", ledger({"projects/a.yaml": text})).text
    for value in ("010", "no", "12:30", "1_000", "1.10"):
        assert value in page


EVERYTHING_WRONG = """\
名字: x
地区: []
声明: {a: b}
期次:
  - 期: 一
    日期: 昨天
    来处: y
  - 第二期
  - 期: 2
    日期: 2021-10
领域: 工业
规模分档: [大, -1, １00]
口径:
  开工率分母: 投产
  转化计入总数: 大概
  分档: 随便
  金额小数位: 二
目标:
  签约开工率: 100%
  总目标: 1
备注了: 1
"""


def test_every_key_wrong(ledger: Write) -> None:
    text = inside("check", "--ledger", ledger({"ledger.yaml": EVERYTHING_WRONG})).text
    for number, line in enumerate(EVERYTHING_WRONG.splitlines(), 1):
        if line not in ("期次:", "口径:", "目标:", "  - 期: 2"):
            assert f"ledger.yaml:{number}:" in text, line
    assert "缺少“名称”" in text
    assert "是不是" in text


@pytest.mark.parametrize("places", ["60", "999999999"])
def test_decimals_without_measure(ledger: Write, places: str) -> None:
    root = ledger(
        {"ledger.yaml": LEDGER + f"口径:\n  金额小数位: {places}\n", "projects/a.yaml": PROJECT}
    )
    assert inside("summary", "--ledger", root).code in (0, 1)


def test_decimals_in_measure(ledger: Write) -> None:
    for places, shown in (("0", "13"), ("1", "12.5"), ("4", "12.5")):
        text = LEDGER + f"口径:\n  金额小数位: {places}\n"
        root = ledger({"ledger.yaml": text, "projects/a.yaml": PROJECT})
        page = inside("summary", "--phase", "1", "--ledger", root).text
        assert f" {shown} " in page


#: These hang for minutes: run as processes, to be stopped.
HANGS = {
    "deep indentation beside a syntax error": {
        "projects/a.yaml": "- 编号: A\n" + " " * 60 + '"名称: x\n'
    },
    "a text of :[:[ where a list should be": {
        "ledger.yaml": LEDGER + '领域: "' + ":[" * 100_000 + '"\n'
    },
}


@pytest.mark.parametrize("name", HANGS)
def test_no_text_takes_minutes(sgyp: Sgyp, ledger: Write, name: str) -> None:
    # Backtracking would take more than 30 s.
    result = sgyp("check", "--ledger", ledger(HANGS[name]), seconds=20)
    assert result.code == 1


def test_a_set_of_phases_is_no_larger_than_its_phases(sgyp: Sgyp, ledger: Write) -> None:
    text = PROJECT.replace("签约: 1", "签约: " + "1-9999," * 5000 + "1")
    # Backtracking would take more than 30 s.
    result = sgyp("check", "--ledger", ledger({"projects/a.yaml": text}), seconds=20)
    assert result.code == 1


def test_a_thousand_errors_read_the_file_once(
    ledger: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sangeyipi.store.source import Source

    decoded: list[str] = []
    original: property = vars(Source)["text"]

    def counted(self: Source) -> object:
        decoded.append(self.name)
        return original.__get__(self)

    monkeypatch.setattr(Source, "text", property(counted))
    wrong = "".join(f"- 编号: A-{n}\n  名称: 第{n}园\n  总投资: 1,000\n" for n in range(1000))
    assert inside("check", "--ledger", ledger({"projects/a.yaml": wrong})).code == 1
    assert decoded.count("projects/a.yaml") < 50
