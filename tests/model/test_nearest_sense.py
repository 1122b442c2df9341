"""A word that looks like another one but says something else is never offered for it."""

import pytest

from sangeyipi.model.nearest import may_mean, nearest


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("计划开工", "开工"),
        ("节点.计划开工", "节点.开工"),
        ("预计投产", "投产"),
        ("拟达效", "达效"),
        ("实际开工", "开工"),
        ("未开工", "开工"),
        ("不含明细", "含明细"),
        ("非转化", "转化"),
        ("未到位资金", "到位资金"),
        ("不在册", "在册"),
        ("本月计划投资", "本月完成投资"),
        ("计划投资", "累计完成投资"),
        ("年累计完成投资", "累计完成投资"),
        ("本年完成投资", "本月完成投资"),
        ("当年完成投资", "本月完成投资"),
        ("本月到位资金", "到位资金累计"),
        # What is left open is not filled in either.
        ("完成投资", "本月完成投资"),
        ("完成投资", "累计完成投资"),
        ("到位资金", "到位资金累计"),
    ],
)
def test_another_fact_is_not_what_was_meant(text: str, word: str) -> None:
    assert not may_mean(text, word)
    assert word not in nearest(text, [word])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("总投次", "总投资"),
        ("累记完成投资", "累计完成投资"),
        ("当月完成投资", "本月完成投资"),
        ("年计划投资", "年度计划投资"),
        ("监管平臺", "监管平台"),
        ("包联领道", "包联领导"),
    ],
)
def test_a_slip_is(text: str, word: str) -> None:
    assert may_mean(text, word)


def test_one_character_in_common_is_no_hint() -> None:
    assert nearest("竣工", ["签约", "履约", "开工", "投产", "达效"]) == []
    assert nearest("动工", ["签约", "开工"]) == []
