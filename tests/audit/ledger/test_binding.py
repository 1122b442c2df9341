"""Sentences of people beside the real ledger: what is bound, wrong, or nobody's to bind."""

from datetime import date
from pathlib import Path

import pytest

from sangeyipi import api
from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding, RelationKind
from sangeyipi.audit.ledger.binding import Against
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.model.ledger import Ledger

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2023, 6, 19)


@pytest.fixture(scope="module")
def real() -> Ledger:
    found = api.load(ROOT / "data").ledger
    assert found is not None
    return found


def told(text: str, ledger: Ledger, day: date | None = DAY) -> list[Finding]:
    found = audited(AsRead("x", text), Against(ledger, day)).findings
    return [one for one in found if one.kind is RelationKind.LEDGER]


def verdicts(text: str, ledger: Ledger) -> str:
    return " ".join(one.verdict for one in told(text, ledger))


@pytest.mark.parametrize(
    "text",
    [
        "第八期共有项目26个，其中签约项目3个、开工项目12个、投产项目11个。",
        "前七期纳入监管平台项目132个，总投资1283亿元。",
        "截至2023年6月19日，我县第1-7期“三个一批”项目150个、总投资约1430亿元。",
        "2023年第八期签约项目3个，总投资43亿元，已全部签约，签约率100%。",
        "第一至七期监管平台内58个“开工一批”项目，总投资695.9亿元。",
        "第八期转化开工项目十二个，总投资1377000万元；转化投产项目11个。",
        "三、民权县第八期\n项目26个，总投资374.5亿元。",
        "台账中总投资100亿元以上的项目1个，总投资50-100亿元的项目2个。",
        "第六期纳入省市监管平台项目28个。“开工一批”14个，已投产14个，开工投产率100%。",
    ],
)
def test_what_holds(text: str, real: Ledger) -> None:
    assert set(verdicts(text, real).split()) <= {"holds", "hedge"}, told(text, real)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第八期项目27个，总投资374.5亿元。", "wrong holds"),
        ("第八期“开工一批”12个，总投资173.7亿元。", "holds wrong"),
        ("第三期纳入监管平台17个。“开工一批”7个，尚有1个未投产，开工投产率85.7%。",
         "holds holds wrong wrong"),
        ("第八期共有项目26个，其中签约项目3个、开工项目13个、投产项目11个。",
         "holds holds wrong holds"),
        # A lower bound: fewer is impossible, more may be.
        ("第三期项目16个。第三期项目18个。", "wrong unbound"),
    ],
)  # fmt: skip
def test_what_is_wrong(text: str, expected: str, real: Ledger) -> None:
    assert verdicts(text, real) == expected, told(text, real)


@pytest.mark.parametrize(
    "text",
    [
        "全市第八期项目127个。",
        "高新区第八期项目5个，总投资3亿元。",
        "丙县“三个一批”情况\n第八期项目127个。",
        "第八期重点项目5个，总投资9亿元。",
        "第十二期项目26个。",
        "2022年第八期项目127个。",
        "第八期计划开工项目15个。",
        "项目127个，总投资9亿元。",
        "第七期、第八期分别有项目127个、128个。",
        "第八期项目中，工业项目5个。",
        "第八期比第七期增加10个。",
        "第八期26个项目中，已开工20个，总投资300亿元。",
        "第八期26个项目，其中20个已开工；其余6个正在推进。",
        "第八期26个项目，开工20个，开工率76.9%，投产5个，总投资100亿元。",
        "第八期26个项目，其中5个为新建，总投资30亿元。",
        "第八期26个项目，其中开工项目20个，总投资300亿元。",
        "第八期“开工一批”12个，年内完成投资30亿元，占22%。",
        "第八期开工率90%。",
        "第八期10亿元以上的项目9个。",
        "第八期26个项目，另有9个在谈。",
        "第八期签约后，新增项目9个。",
        "到去年底，第八期项目9个，总投资7亿元。",
        "第八期推进计划\n签约项目9个，总投资7亿元。",
        "第八期示范项目总投资5亿元的甲项目已开工。",
    ],
)
def test_what_may_mean_something_else_is_never_wrong(text: str, real: Ledger) -> None:
    assert "wrong" not in verdicts(text, real).split(), told(text, real)


def test_the_message_names_the_question_and_the_command(real: Ledger) -> None:
    (one,) = told("第八期“开工一批”13个。", real)
    assert one.message == (
        "台账里第8期开工一批的个数（截至2023年6月19日）是 12个，写的是 13个；"
        "像是错了一位数字，3 应为 2"
    )
    assert "sgyp why 个数 --phase 8 --batch 开工 --as-of 2023-06-19" in one.remedy


def test_the_day_of_the_text_goes_before_that_of_the_command(real: Ledger) -> None:
    (one,) = told("截至2023年6月30日，第八期项目27个。", real, date(2023, 12, 31))
    assert "截至2023年6月30日" in one.message
    several = (
        "截至2023年6月30日，第八期项目26个。\n截至2023年7月31日，第八期项目26个。\n第七期项目90个。"
    )
    assert [each.verdict for each in told(several, real, None)] == ["holds", "holds", "unbound"]


def test_a_digit_that_is_lost_is_told_from_the_ledger(real: Ledger) -> None:
    (one,) = told("第八期“投产一批”H个。", real)
    assert (one.verdict, "11个" in one.message) == ("unreadable", True)


@pytest.mark.parametrize("word", ["", "不少于", "至少", "超", "超过", "约", "不足"])
def test_a_figure_is_told_with_the_word_that_says_how_it_is_off(word: str, real: Ledger) -> None:
    (found,) = told(f"第八期共有项目{word}87个。", real)
    assert (found.verdict, found.message.split("；")[0].split("，")[-1]) == (
        "wrong",
        f"写的是 {word}87个",
    )
