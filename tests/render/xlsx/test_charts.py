"""Charts draw the cells of the tables beside them; what is unknown is a gap, never 0."""

from xml.etree import ElementTree

import pytest

from sangeyipi.model.document import Section
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.xlsx.workbook import to_xlsx

from .workbooks import charts, document, june, opened, parts, picture, rate, where

SHAPES = {
    PictureShape.LINES: ("lineChart", "standard"),
    PictureShape.COLUMNS: ("barChart", "clustered"),
    PictureShape.STACKED: ("barChart", "stacked"),
    PictureShape.STEPS: ("barChart", "stacked"),
}


def _one(drawn: Picture, *tables: Table) -> ElementTree.Element:
    (chart,) = charts(to_xlsx(document(Section("s", "一节", tables, (drawn,)))))
    return chart


def _values(chart: ElementTree.Element, path: str, tag: str) -> list[str | None]:
    return [found.get("val") for found in chart.findall(f"{path}//{tag}")]


def _points(series: ElementTree.Element) -> dict[int, str]:
    """What is drawn of a series, by its place."""
    found = series.findall("val/numRef/numCache/pt")
    return {int(point.attrib["idx"]): point.findtext("v") or "" for point in found}


def _ranges(chart: ElementTree.Element) -> list[str]:
    return [formula.text or "" for formula in chart.iter("f")]


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_a_chart_of_its_own(shape: PictureShape) -> None:
    chart = _one(picture(shape))
    kind, grouping = SHAPES[shape]
    assert chart.find(f".//{kind}") is not None
    assert _values(chart, ".", "grouping") == [grouping]
    assert len(chart.findall(".//ser")) == 2
    if kind == "barChart":
        assert _values(chart, ".", "barDir") == ["bar" if shape is PictureShape.STEPS else "col"]
    category = chart.find(".//catAx/scaling/orientation")
    assert category is not None
    assert category.get("val") == ("maxMin" if shape is PictureShape.STEPS else "minMax")


def test_a_chart_refers_to_the_cells_of_its_table() -> None:
    """Every range leads to the table's own cells: the figures, the categories and the title."""
    drawn = picture(PictureShape.STACKED)
    made = document(Section("s", "一节", (), (drawn,)))
    sheet = opened(made)["一节"]
    head, columns = where(sheet, drawn.table)
    (chart,) = charts(to_xlsx(made))
    letters = {key: "ABCD"[column - 1] for key, column in columns.items()}
    rows = (head + 1, head + 4)
    expected = [f"'一节'!$A${head - 1}"]
    for key in ("a", "b"):
        for one in ("quarter", key):
            expected.append(f"'一节'!${letters[one]}${rows[0]}:${letters[one]}${rows[1]}")
    assert [found.replace("一节!", "'一节'!") for found in _ranges(chart)] == expected
    assert [_points(series) for series in chart.findall(".//ser")] == [
        {0: "1", 1: "2", 2: "3", 3: "4"},
        {0: "2.5", 1: "2.5", 2: "2.5", 3: "2.5"},
    ]
    assert [name.text for name in chart.findall(".//ser/tx/v")] == ["甲批", "乙批"]


def test_a_table_of_the_document_is_not_written_twice() -> None:
    drawn = picture(PictureShape.COLUMNS)
    made = document(Section("a", "表", (drawn.table,)), Section("b", "图", (), (drawn,)))
    book = opened(made)
    assert book.sheetnames == ["目录", "表", "图", "说明"]
    assert "甲批" not in [cell.value for row in book["图"].iter_rows() for cell in row]
    (chart,) = charts(to_xlsx(made))
    assert {found.split("!")[0].strip("'") for found in _ranges(chart)} == {"表"}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_unknown_or_a_lower_bound_is_a_gap(shape: PictureShape) -> None:
    drawn = picture(shape, gaps=True)
    made = document(Section("s", "一节", (), (drawn,)))
    data = to_xlsx(made)
    (chart,) = charts(data)
    assert [_points(series) for series in chart.findall(".//ser")] == [
        {0: "1", 2: "3", 3: "4"},
        {0: "2.5", 1: "2.5", 3: "2.5"},
    ]
    assert {found.split("!")[0].strip("'") for found in _ranges(chart)} == {"图数据"}
    # Blanks are gaps where nothing else is said: in Excel always, in LibreOffice for its 2007.
    assert chart.find(".//dispBlanksAs") is None
    assert "<AppVersion>12." in parts(data)["docProps/app.xml"]
    book = opened(made)
    head, columns = where(book["一节"], drawn.table)
    assert book["一节"].cell(head + 2, columns["a"]).value == "—"
    assert book["一节"].cell(head + 3, columns["b"]).value == "≥2.5"
    block = [row for row in book["图数据"].iter_rows(values_only=True) if row[0] == "2季度"]
    assert block == [("2季度", None, 2.5)]


def test_what_does_not_apply_is_a_gap() -> None:
    drawn = picture(PictureShape.COLUMNS)
    first = drawn.table.rows[0]
    kept = Row({key: value for key, value in first.cells.items() if key != "b"})
    table = drawn.table._replace(rows=(kept, *drawn.table.rows[1:]))
    chart = _one(drawn._replace(table=table))
    assert sorted(_points(chart.findall(".//ser")[1])) == [1, 2, 3]
    made = document(Section("s", "一节", (), (drawn._replace(table=table),)))
    said = [row[0] for row in opened(made)["图数据"].iter_rows(values_only=True) if row[0]]
    # What does not apply is not called unknown.
    assert any(
        "空格：这一行没有这一项，或者不知道、只知道下限；图上都不画。" in one for one in said
    )


def test_a_plan_is_a_line_over_the_columns() -> None:
    chart = _one(picture(PictureShape.COLUMNS, lines=True))
    assert len(chart.findall(".//barChart/ser")) == 2
    (line,) = chart.findall(".//lineChart/ser")
    assert _points(line) == {0: "4", 1: "4", 2: "4", 3: "4"}
    axes = [axis.get("val") for axis in chart.findall(".//barChart/axId")]
    assert axes == [axis.get("val") for axis in chart.findall(".//lineChart/axId")]


def test_rates_are_drawn_as_per_cent() -> None:
    columns = (Column("p", "期"), Column("r", "开工率", Kind.RATE))
    rows = tuple(Row({"p": f"第{n}期", "r": rate(str(n), "8")}) for n in range(1, 9))
    table = Table("r", "开工率", columns, rows)
    chart = _one(Picture("r", PictureShape.LINES, table, "p", ("r",), "%"))
    (axis,) = chart.findall(".//valAx")
    number = axis.find("numFmt")
    assert number is not None
    assert number.get("formatCode") == "0%"
    assert [(b.tag, b.get("val")) for b in axis.findall("scaling/*")][1:] == [
        ("max", "1"),
        ("min", "0"),
    ]
    assert _points(chart.findall(".//ser")[0])[2] == "0.375"
    label = chart.find(".//dLbls/numFmt")
    assert label is not None
    assert label.get("formatCode") == "0.0%"


def test_charts_are_set_in_a_font_with_chinese_glyphs() -> None:
    for chart in charts(to_xlsx(june())):
        fonts = [font.get("typeface") for font in chart.iter("latin")]
        assert fonts
        assert set(fonts) == {"宋体"}
    theme = parts(to_xlsx(june()))["xl/theme/theme1.xml"]
    assert theme.count('<a:font script="Hans" typeface="宋体"/>') == 2


def test_a_name_is_no_reference() -> None:
    drawn = picture(PictureShape.COLUMNS)
    columns = tuple(c._replace(label="=目录!$A$1") for c in drawn.table.columns[1:])
    table = drawn.table._replace(columns=(drawn.table.columns[0], *columns), title="=目录!$A$1")
    chart = _one(drawn._replace(table=table))
    assert not [found for found in _ranges(chart) if "目录" in found]
    assert [name.text for name in chart.findall(".//ser/tx/v")] == ["=目录！$A$1"] * 2


def test_a_picture_stands_in_a_row_of_its_own() -> None:
    """No chart lies over a table: it ends in the row in which it begins."""
    made = june()
    drawings = [text for name, text in parts(to_xlsx(made)).items() if "drawings/drawing" in name]
    count = 0
    for text in drawings:
        root = ElementTree.fromstring(text)
        for anchor in root:
            rows = [row.text for row in anchor.iter() if row.tag.endswith("}row")]
            assert rows[0] == rows[1]
            count += 1
    assert count == len(made.pictures) == 3
