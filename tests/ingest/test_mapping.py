"""The mapping file: what is written reads back the same; each fault has its place."""

from ingest.finding.sheets import Value, sheet, table, workbook
from sangeyipi.ingest.finding.tables import find_tables
from sangeyipi.ingest.findings import ImportQuestion
from sangeyipi.ingest.mapping import MappingFile, Recognised, read_mapping, reading, unused, written
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.store.source import Source

ROWS: list[list[Value]] = [
    ["单位：万元"],
    [
        "序号",
        "项目名称",
        "投资规模(亿元)",
        "建设内容及规模",
        "备注",
        "备注",
        "",
        "达产时间",
        "签约时间",
    ],
    [1, "甲", 5, "x", "a", "b", "c", "", "2023.1"],
]
DIGEST = "ab" * 32


def read(text: str) -> MappingFile:
    made, faults = read_mapping(Source("m.yaml", text.encode()))
    assert not faults
    assert made
    return made


def test_what_is_written_reads_the_same() -> None:
    found = table(ROWS)
    plain = reading(found)
    text = written([Recognised("a.xlsx", found, plain)])
    again = reading(found, read(text))
    assert again.units == plain.units
    assert again.meanings.keys() == plain.meanings.keys()
    for at, one in plain.meanings.items():
        assert again.meanings[at].word == one.word
    assert "  达产时间: 未定  # 没有认出，是不是节点.达效？" in text
    assert "      备注(F列): 备注\n      G列: 未定" in text


def test_units_come_from_the_heading_then_the_table() -> None:
    found = reading(table(ROWS))
    assert found.units[2] == "亿元"
    assert found.units[8] == "万元"


def test_a_mapping_says_what_a_column_is() -> None:
    said = read(
        "表:\n  - 工作表: Sheet1\n    期: 8\n    批: 签约\n    列:\n"
        "      达产时间: 节点.达效\n      备注(F列): 不要\n"
        "      投资规模: 总投资（元）\n"
        "      没有的: 备注\n"
    )
    found = reading(table(ROWS), said)
    assert found.meanings[7].word == "节点.达效"
    assert found.meanings[5].kind is MeaningKind.LEFT_OUT
    assert found.units[2] == "元"
    assert (found.phase, found.batch) == (8, "签约")
    assert [one.text for one in found.remarks] == ["映射文件里写了“没有的”列，这张表里没有这一列"]


def test_a_mapping_names_the_column_of_names() -> None:
    said = read("表:\n  - 列:\n      承办 事项: 名称\n")
    book = workbook(sheet([["序号", "承办事项", "总投资"], [1, "甲", 5]]))
    assert not find_tables(book)[0]
    found = find_tables(book, None, said.names())[0]
    assert [row.at(1).text for row in found[0].rows] == ["甲"]
    assert reading(found[0], said).meanings[1].word == "名称"


def test_answers_are_of_one_file_cell_and_name() -> None:
    asked = ImportQuestion("Sheet1!C3", "甲", "领域", "“工业”不在列表里", ("扩充", "不要"))
    text = written([Recognised("a", table(ROWS), reading(table(ROWS)))], {(DIGEST, asked): None})
    assert "# “工业”不在列表里（可以答：扩充、不要）" in text
    assert read(text).answer(DIGEST, asked) is None
    said = read(text.rstrip() + "\n    答: 扩充\n")
    assert said.answer(DIGEST, asked) == "扩充"
    assert said.answer("cd" * 32, asked) is None
    assert said.answer(DIGEST, asked._replace(name="乙")) is None
    assert said.answer(DIGEST, asked._replace(cell="Sheet1!C4")) is None


def test_files_are_written_once_where_they_are_alike_and_by_name_where_not() -> None:
    ours, other = table(ROWS), table([["项目名称", "投资额"], ["甲", 5]])
    alike = [Recognised(name, ours, reading(ours)) for name in ("a.xlsx", "b.xlsx")]
    assert "文件:" not in written(alike)
    asked = ImportQuestion("[c.xlsx]Sheet1!B1", "", "总投资", "单位？", ("亿元", "万元"))
    text = written([*alike, Recognised("c.xlsx", other, reading(other))], {(DIGEST, asked): "万元"})
    said = read(text.replace("投资额: 总投资", "投资额: 到位资金"))
    assert [one.file for one in said.tables] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert reading(other, said, "c.xlsx").meanings[1].word == "到位资金"
    assert reading(other, said, "a.xlsx").meanings[1].word == "总投资"
    assert said.answer(DIGEST, asked._replace(cell="Sheet1!B1")) == "万元"
    assert ["c.xlsx" in one.text for one in unused(said, alike)] == [True]


def test_faults_have_their_place() -> None:
    text = "表:\n  - 工作表: A\n    单位: 美元\n    列:\n      名字: 名称\n      投资: 总投次\n"
    _, faults = read_mapping(Source("m.yaml", text.encode()))
    told = [(one.position and one.position.line, one.message) for one in faults]
    assert told == [(3, "“美元”不是金额的单位"), (6, "“总投次”不是台账的词")]
    assert "“总投资”" in faults[1].remedy


def test_files_that_are_none() -> None:
    assert read("") == MappingFile()
    for text in ("- a\n", "表: [", "表: 5\n", "表:\n  - 工作表: A\n    别的: 5\n"):
        assert read_mapping(Source("m.yaml", text.encode()))[1], text
