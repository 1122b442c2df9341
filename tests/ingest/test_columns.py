"""Which word of the ledger a heading is; and which headings are offered, or nothing at all."""

import pytest

from sangeyipi.ingest.columns import is_known, meaning
from sangeyipi.ingest.meanings import Meaning, MeaningKind, by_word, words

KNOWN = {
    "项目名称": "名称",
    "序号/No.": "序号",
    "项目名称ProjectName": "名称",
    "总 投 资*": "总投资",
    "计划总投资": "总投资",
    "投资额": "总投资",
    "年度计划投资": "计划.年度计划投资",
    "2023年计划投资": "计划.年度计划投资.2023",
    "2023年度投资计划": "计划.年度计划投资.2023",
    "本年计划投资": "计划.年度计划投资",
    "动工时间": "节点.开工",
    "开工日期": "节点.开工",
    "竣工时间": "节点.投产",
    "投产时间": "节点.投产",
    "达产达效时间": "节点.达效",
    "预计竣工时间": "计划.投产",
    "拟开工时间": "计划.开工",
    "开工时间（计划）": "计划.开工",
    "计划竣工投产时间": "计划.投产",
    "起止年限": "起止年限",
    "建设工期": "起止年限",
    "开竣工时间": "起止年限",
    "包抓领导": "包联领导",
    "县级领导": "包联领导",
    "牵头单位": "责任单位",
    "所属行业": "领域",
    "是否纳入（省市）监管平台": "监管平台",
    "是否入库": "监管平台",
    "项目单位/建设单位": "建设单位",
    "所在乡镇(街道)": "属地",
    "统一代码": "项目代码",
    "子项目个数": "子项目个数",
    "本月完成": "本月完成投资",
    "5月完成投资": "本月完成投资",
    "累计完成投资": "累计完成投资",
    "1-5月完成投资": "本年累计完成投资",
    "本年累计完成投资": "本年累计完成投资",
    "形象进度": "形象进度",
    "期数": "期",
    "签约期次": "在册.签约",
    "项目名称（全称）": "名称",
    "是否纳入监管平台（是/否）": "监管平台",
    "开工时间（年月）": "节点.开工",
    "投产（竣工）时间": "节点.投产",
    "节点.开工": "节点.开工",
    "计划.年度计划投资.2023": "计划.年度计划投资.2023",
}


@pytest.mark.parametrize(("heading", "word"), KNOWN.items())
def test_known_headings(heading: str, word: str) -> None:
    assert meaning((heading,)).word == word
    assert is_known(heading)


#: What is like a word of the ledger and not it.
OFFERED = {
    "计划投资": "总投资",
    "完成投资": "本月完成投资",
    "达产时间": "节点.达效",
    "竣工验收时间": "节点.投产",
    "项目编码": "项目代码",
    "项目名称及建设内容": "名称",
    "类别": "领域",
    "开工": "节点.开工",
}


@pytest.mark.parametrize(("heading", "word"), OFFERED.items())
def test_what_is_only_alike_is_offered(heading: str, word: str) -> None:
    found = meaning((heading,))
    assert found.kind is MeaningKind.UNKNOWN
    assert word in found.near


@pytest.mark.parametrize(
    "heading",
    [
        "是否开工",
        "投资完成率",
        "上年完成投资",
        "截至2022年底累计完成投资",
        "开工/投产时间",
        "建设内容",
    ],
)
def test_what_is_something_else_is_nothing(heading: str) -> None:
    assert meaning((heading,)) == Meaning(MeaningKind.UNKNOWN)


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        (("计划", "开工"), "计划.开工"),
        (("计划", "开工时间"), "计划.开工"),
        (("实际", "开工时间"), "节点.开工"),
        (("计划", "实际开工时间"), "节点.开工"),
        (("时间", "投产"), "节点.投产"),
        (("开工时间", "计划"), "计划.开工"),
        (("开工时间", "实际"), "节点.开工"),
        (("年度目标", "开工时间"), "计划.开工"),
        (("投资", "总投资"), "总投资"),
        (("投资", "年度计划"), "计划.年度计划投资"),
        (("投资情况", "累计完成"), "累计完成投资"),
        (("本月完成", "投资"), "本月完成投资"),
        (("2023年计划", "投资"), "计划.年度计划投资.2023"),
        (("2023年", "计划投资"), "计划.年度计划投资.2023"),
        (("本年", "投资"), "未定"),
        (("其中", "投资"), "未定"),
        (("项目基本情况", "名称"), "名称"),
        (("建设单位", "名称"), "建设单位"),
        (("包联领导", "姓名"), "包联领导"),
        (("包联领导", "职务"), "未定"),
        (("总投资", "总额"), "总投资"),
        (("总投资", "其中：本年"), "未定"),
        (("2023年计划", "总投资"), "未定"),
    ],
)
def test_below_parents(heading: tuple[str, ...], word: str) -> None:
    assert meaning(heading).word == word


@pytest.mark.parametrize(
    ("heading", "values", "word"),
    [
        (("类别",), ("签约", "开工", "—", ""), "批"),
        (("类别",), ("第八期", "七期"), "期"),
        (("类别",), ("产业", "基础"), "未定"),
        ((), ("签约项目", "投产项目"), "批"),
        ((), ("第八期签约", "第7期开工"), "期和批"),
        ((), ("1", "2"), "未定"),
        (("开工",), ("2023-05-01", "2023.6", ""), "节点.开工"),
        (("开工",), ("是", "否"), "未定"),
        (("项目阶段",), ("签约", "开工"), "未定"),
        (("编号",), ("1", "2", "", "3", "1"), "序号"),
        (("编号",), ("001", "002"), "编号"),
        (("编号",), ("12", "13"), "编号"),
    ],
)
def test_by_values(heading: tuple[str, ...], values: tuple[str, ...], word: str) -> None:
    assert meaning(heading, values).word == word


def test_the_words_of_a_mapping_file() -> None:
    for word in words():
        found = by_word(word)
        assert found
        assert found.word == word
    assert by_word("投资") is None


def test_months_of_a_heading() -> None:
    assert meaning(("1-5月完成投资",)).months == (1, 5)
    assert meaning(("5月完成投资",)).months == (5, 5)
