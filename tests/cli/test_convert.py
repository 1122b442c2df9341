"""`sgyp convert`: who goes on to the next list, who does not and why."""

from pathlib import Path

import pytest
from conftest import Result, Write, inside

from cli.asked import asked
from sangeyipi import api

DAY = ("--today", "2023-10-15")
LEDGER = """\
名称: 示例县项目台账
期次:
  - 期: 6
    日期: 2022-10-09
  - 期: 7
    日期: 2023-02-10
  - 期: 8
    日期: 2023-05-08
  - 期: 9
    日期: 2023-07-13
"""


def project(id: str, listed: str, reached: str = "", more: str = "") -> str:
    lines = [f"- 编号: {id}", f"  名称: {'甲乙丙丁戊己庚辛壬癸子丑'[ord(id[0]) - 65]}产业园"]
    for word, said in (("在册", listed), ("节点", reached)):
        pairs = [one.split(" ") for one in said.split(",") if one]
        lines += [f"  {word}:", *(f"    {a}: {b}" for a, b in pairs)] if pairs else []
    return "\n".join([*lines, *([f"  {more}"] if more else [])]) + "\n"


PROJECTS = "".join(
    (
        project("A", "开工 7", "开工 2023-02-01,投产 2023-05-08"),
        project("B", "开工 7", "开工 2023-02-01,投产 2023-05-09"),
        project("C", "开工 7", "开工 2023-02-01"),
        project("D", "开工 7", "开工 2023-02-01,投产 已"),
        project("E", "开工 7", "开工 2023-02-01,投产 2023-05"),
        project("F", "开工 7", "开工 2023-02-01,投产 2023-04", "调出: {日期: 2023-06-01}"),
        project("G", "开工 7,投产 7", "开工 2023-02-01,投产 2023-02-01"),
        project("H", "开工 6", "开工 2022-02-01,投产 2022-12-01"),
        project("I", "签约 7", "签约 2023-02-01,开工 2023-03-01"),
        project("J", "签约 7", "签约 2023-02-01,开工 2023-02-02,投产 2023-05-01"),
        project("K", "开工 7", "开工 2023-02-01,达效 2023-05-01"),
    )
)


@pytest.fixture
def county(ledger: Write) -> Path:
    return ledger({"ledger.yaml": LEDGER, "projects/a.yaml": PROJECTS})


def convert(county: Path, *said: str) -> Result:
    return inside("convert", *said, *DAY, "--ledger", county)


def fine(county: Path, *said: str) -> str:
    result = convert(county, *said)
    assert result.code == 0, result.errors
    return result.text


def listed(county: Path, batch: str = "投产") -> dict[str, int]:
    ledger = api.load(county).ledger
    assert ledger is not None
    found = {one.id: {str(k): v for k, v in one.listed.items()} for one in ledger.projects}
    return {id: at[batch] for id, at in found.items() if batch in at}


def test_who_goes_on_and_who_does_not(county: Path) -> None:
    told = fine(county, "--from", "7", "--to", "8", "--yes")
    assert listed(county) == {"A": 8, "G": 7, "K": 8}
    for line in (
        "第7期开工一批 → 第8期投产一批（2023-05-08）",
        "转入（2）",
        "  A 甲产业园：投产 2023-05-08",
        "  K 子产业园：达效 2023-05-01",
        "  B 乙产业园：投产 2023-05-09，在第8期（2023-05-08）以后",
        "  C 丙产业园：没有投产日期",
        "  D 丁产业园：投产 已，日期不明，不知道在不在第8期（2023-05-08）以前",
        "  E 戊产业园：投产 2023-05，只知道月，不知道在不在第8期（2023-05-08）以前",
        "  F 己产业园：2023-06-01 已调出",
        "  G 庚产业园：已在第7期投产一批",
        "要问清的，没有转入（2）",
        "没有转入（4）",
    ):
        assert f"{line}\n" in told, (line, told)
    assert "对第一部分的影响" in told
    text = (county / "projects/a.yaml").read_text(encoding="utf-8")
    assert text == PROJECTS.replace(
        "开工: 7\n  节点:\n    开工: 2023-02-01\n    投产: 2023-05-08",
        "开工: 7\n    投产: 8\n  节点:\n    开工: 2023-02-01\n    投产: 2023-05-08",
    ).replace(
        "开工: 7\n  节点:\n    开工: 2023-02-01\n    达效",
        "开工: 7\n    投产: 8\n  节点:\n    开工: 2023-02-01\n    达效",
    )


def test_the_advice_for_the_unsure_leads_on(county: Path) -> None:
    told = fine(county, "--from", "7", "--to", "8", "--yes")
    line = next(one for one in told.splitlines() if "sgyp convert" in one)
    _, _, said = line.partition("sgyp convert ")
    assert said == "--from 7 --to 8 D"
    fine(county, *said.split(), "--yes")
    assert listed(county)["D"] == 8 and "E" not in listed(county)


def test_again_there_is_nothing(county: Path) -> None:
    fine(county, "--from", "7", "--to", "8", "--yes")
    before = (county / "projects/a.yaml").read_bytes()
    assert "没有要改的" in fine(county, "--from", "7", "--to", "8", "--yes")
    assert (county / "projects/a.yaml").read_bytes() == before


def test_several_phases(county: Path) -> None:
    fine(county, "--from", "6-7", "--to", "8", "--yes")
    assert listed(county) == {"A": 8, "G": 7, "H": 8, "K": 8}


def test_signed_to_started(county: Path) -> None:
    told = fine(county, "--from", "7", "--to", "8", "--batch", "开工一批", "--yes")
    assert "第7期签约一批 → 第8期开工一批" in told
    assert {id for id, phase in listed(county, "开工").items() if phase == 8} == {"I", "J"}


def test_only_those_named(county: Path) -> None:
    fine(county, "--from", "7", "--to", "8", "--yes", "K")
    assert listed(county) == {"G": 7, "K": 8}
    for id, told in (("C", "没有投产日期"), ("H", "不在第7期开工一批"), ("Z", "没有编号")):
        result = convert(county, "--from", "7", "--to", "8", "--yes", id)
        assert result.code == 2 and told in result.errors
    assert listed(county) == {"G": 7, "K": 8}


def test_nobody_to_ask(county: Path) -> None:
    result = convert(county, "--from", "7", "--to", "8")
    assert result.code == 2 and "--yes" in result.errors and "转入（2）" in result.text
    assert "转入（2）" in fine(county, "--from", "7", "--to", "8", "--dry-run")
    assert listed(county) == {"G": 7}


def test_somebody_is_asked_about_the_unsure(county: Path) -> None:
    said = ("convert", "--from", "7", "--to", "8", *DAY)
    code, screen = asked(*said, answers="y\nn\ny\n", cwd=county)
    assert code == 0, screen
    assert listed(county) == {"A": 8, "D": 8, "G": 7, "K": 8}


def test_who_stands_on_the_next_list_already_stops_nobody(ledger: Write) -> None:
    """Listed as started now, it would go back; so it is told, and the others go on."""
    many = project("A", "签约 6,投产 7", "开工 2022-12-01") + project(
        "B", "签约 6", "签约 2022-10-01,履约 2022-11-01,开工 2022-12-01"
    )
    county = ledger({"ledger.yaml": LEDGER, "projects/a.yaml": many})
    told = fine(county, "--from", "6", "--to", "8", "--batch", "开工", "--yes")
    assert "  A 甲产业园：已在第7期投产一批" in told.splitlines()
    assert listed(county, "开工") == {"B": 8}


def test_a_later_list_forbids_an_earlier_one(ledger: Write) -> None:
    one = project("A", "签约 7,开工 9", "签约 2023-02-01,开工 2023-03-01")
    two = project("B", "签约 9,开工 7", "开工 2023-02-01,投产 2023-03-01")
    county = ledger({"ledger.yaml": LEDGER, "projects/a.yaml": one + two})
    told = convert(county, "--from", "7", "--to", "8", "--dry-run").text
    assert "已列入第9期，不能再列入更早的第8期" in told
    told = convert(county, "--from", "7", "--to", "8", "--batch", "开工", "--dry-run").text
    assert "已在第9期开工一批" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--from", "8", "--to", "7"], "第8期不早于第7期"),
        (["--from", "7", "--to", "7"], "第7期不早于第7期"),
        (["--from", "7"], "没有写 --to"),
        (["--to", "7"], "没有写 --from"),
        (["--from", "7", "--to", "12"], "--to：第12期不在台账里"),
        (["--from", "七", "--to", "8"], "--from “七”写法不对"),
        (["--from", "7", "--to", "8-9"], "只能写一期"),
        (["--from", "7", "--to", "8", "--batch", "签约"], "没有转化来的"),
        (["--from", "7", "--to", "8", "--batch", "达效"], "只能是"),
    ],
)
def test_a_wrong_call(county: Path, said: list[str], told: str) -> None:
    result = convert(county, *said)
    assert result.code == 2 and told in result.errors


def test_a_statement_that_would_not_hold(ledger: Write) -> None:
    statement = "标题: 通报\n截至: 2023-06-01\n公布:\n  - 期: 8\n    批: 投产\n    个数: 0\n"
    other = project("L", "投产 8", "投产 2023-05-01")
    statement = statement.replace("个数: 0", "个数: 1")
    county = ledger(
        {"ledger.yaml": LEDGER, "projects/a.yaml": PROJECTS + other, "statements/s.yaml": statement}
    )
    result = convert(county, "--from", "7", "--to", "8", "--yes")
    assert result.code == 1
    assert "转入（2）" in result.text and "statement-mismatch" in result.errors
