"""`sgyp audit --ledger`: what the analyst sees; without it no ledger is asked."""

import json
import shlex
from pathlib import Path

from conftest import ROOT, inside

DATA = ROOT / "data"
SAID = "截至2023年6月19日，第八期项目27个，总投资374.5亿元，其中重点项目5个。\n"


def test_wrong_unbound_and_the_advice(tmp_path: Path) -> None:
    file = tmp_path / "汇报.txt"
    file.write_text(SAID, encoding="utf-8")
    found = inside("audit", file, "--ledger", DATA)
    assert found.code == 1
    assert "1:19: 错误[ledger]: 台账里第8期项目的个数（截至2023年6月19日）是 26个" in found.text
    assert "没有和台账核对的数 1 个：\n  1:40: 5个：“重点”不是台账的词" in found.text
    assert "对照台账：3 个数字，1 处相符，1 处有误，1 处说不准" in found.text
    advice = shlex.split(found.text.split("怎么来的：sgyp ")[1].split("\n")[0])
    asked = inside(*advice)
    assert asked.code == 0 and "26" in asked.text
    told = json.loads(inside("audit", file, "--ledger", DATA, "--format", "json").text)
    ours = [one for one in told["findings"] if one["kind"] == "ledger"]
    assert [(one["verdict"], one["computed"], one["stated"]) for one in ours] == [
        ("wrong", "26", "27"),
        ("holds", "374.5", "374.5"),
        ("unbound", None, "5"),
    ]


def test_without_a_ledger_none_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "汇报.txt"
    file.write_text(SAID, encoding="utf-8")
    assert "台账" not in inside("audit", file).text
    refused = inside("audit", file, "--as-of", "2023-06-19")
    assert refused.code == 2 and "--ledger" in refused.errors
