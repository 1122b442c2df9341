"""What a person types, here or into our own workbook, is read as an import reads it."""

import pytest

from sangeyipi.ingest.typed import as_imported, meant


@pytest.mark.parametrize(
    ("word", "typed", "read"),
    [
        ("节点.开工", "2023/1/31", "2023-01-31"),
        ("节点.开工", "2023年6月", "2023-06"),
        ("计划.投产", "2024年6月底前", "2024-06"),
        ("调出.日期", "2023.9.1", "2023-09-01"),
        ("总投资", "10.2亿元", "10.2"),
        ("总投资", "5000万元", "0.5"),
        ("到位资金", "0元", "0"),
        ("在册.签约", "第八期", "8"),
        ("监管平台", "是", "true"),
        ("监管平台", "白名单", "白名单"),
        # Nothing of these is certain.
        ("节点.开工", "6月底前", "6月底前"),
        ("节点.投产", "2024年6月底前", "2024年6月底前"),
        ("节点.开工", "待定", "待定"),
        ("节点.开工", "2022.1", "2022.1"),
        ("节点.开工", "45095", "45095"),
        ("总投资", "102,000", "102,000"),
        ("总投资", "约10亿元", "约10亿元"),
        ("总投资", "0亿元", "0亿元"),
        ("在册.签约", "6、8", "6、8"),
        ("名称", "2023/1/31", "2023/1/31"),
    ],
)
def test_a_typed_value_is_read_only_where_it_has_one_reading(
    word: str, typed: str, read: str
) -> None:
    assert as_imported(tuple(word.split(".")), typed) == read


def test_what_counties_call_otherwise_has_its_word() -> None:
    assert meant("动工时间") == "节点.开工"
    assert meant("本月完成", monthly=True) == "本月完成投资"
    assert meant("本月完成") == meant("总投资") == meant("天气") == ""
