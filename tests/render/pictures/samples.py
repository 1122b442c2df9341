"""Pictures to draw: those of the two ledgers, and small ones that hold every kind of gap."""

from datetime import date
from decimal import Decimal

from conftest import DATA, DEMO

from sangeyipi import api
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row, Table
from sangeyipi.tables.pictures.pictures import MAKERS

HOSTILE = '<script>alert("1")</script> & ]]> $x_1$ <img src=x onerror=y>'


def _of_ledgers() -> dict[str, Picture]:
    made = {}
    for name, folder, day in (
        ("real", DATA, None),
        ("demo", DEMO, None),
        ("june", DEMO, date(2023, 6, 30)),
        ("before", DEMO, date(2020, 1, 1)),
    ):
        figures = api.verified(api.load(folder), day)
        for kind, make in MAKERS.items():
            made[f"{name}-{kind}"] = make(figures, None, None)
    return made


def _months() -> Picture:
    """Columns with a line over them; April is unknown, June at least something."""
    columns = (
        Column("month", "月"),
        Column("done", "累计完成投资", Kind.AMOUNT),
        Column("plan", "序时计划", Kind.AMOUNT),
    )
    rows = []
    for number in range(1, 13):
        done = None if number == 4 else Decimal(number) * Decimal("3.125")
        cells: dict[str, Cell] = {"month": f"2023-{number:02d}", "done": done}
        cells["plan"] = Decimal(number * 4)
        rows.append(Row(cells, ("done",) if number == 6 else ()))
    table = Table("progress", "完成投资与序时计划", columns, tuple(rows), ("单位：亿元。",))
    return Picture("progress", PictureShape.COLUMNS, table, "month", ("done",), "亿元", ("plan",))


def _stacks() -> Picture:
    """A known stack, one that lacks a part, one of which only the whole is known, one unknown."""
    columns = (
        Column("label", "期"),
        Column("a", "签约", Kind.AMOUNT),
        Column("b", "开工", Kind.AMOUNT),
        Column("total", "合计", Kind.AMOUNT),
    )
    figures = [("3", "2.5", "5.5"), ("6", None, None), (None, None, "15"), (None, None, None)]
    rows = tuple(
        Row(
            {
                "label": f"第{number}期 名称很长很长很长很长",
                **{
                    key: None if text is None else Decimal(text)
                    for key, text in zip(("a", "b", "total"), texts, strict=True)
                },
            }
        )
        for number, texts in enumerate(figures, 1)
    )
    table = Table("stacks", HOSTILE, columns, rows, (HOSTILE, "长注" * 100))
    return Picture(
        "stacks", PictureShape.STACKED, table, "label", ("a", "b"), "亿元", whole="total"
    )


def _rates() -> Picture:
    """A line with a gap, a single point, a rate above 100 and one with a base of its own."""
    columns = (
        Column("label", "期"),
        Column("x", "甲率", Kind.RATE),
        Column("y", "乙率", Kind.RATE),
    )

    def rate(part: str, whole: str, base: str = "") -> Rate:
        return Rate("率", Decimal(part), Decimal(whole), base)

    rows = (
        Row({"label": "第1期", "x": rate("1999", "2000"), "y": None}),
        Row({"label": "第2期", "x": None, "y": rate("1", "3", "履约")}),
        Row({"label": "第3期", "x": rate("5", "4"), "y": None}),
        Row({"label": "第4期", "x": rate("0", "4")}),
    )
    table = Table("few", "几个率", columns, rows)
    return Picture("few", PictureShape.LINES, table, "label", ("x", "y"), "%")


def _below_zero() -> Picture:
    columns = (Column("m", "月"), Column("p", "超欠", Kind.AMOUNT))
    rows = tuple(Row({"m": f"{n}月", "p": Decimal(n - 3)}) for n in range(1, 6))
    table = Table("ahead", "超欠", columns, rows, ("一注。",))
    return Picture("ahead", PictureShape.COLUMNS, table, "m", ("p",), "个百分点")


PICTURES = {
    **_of_ledgers(),
    "months": _months(),
    "stacks": _stacks(),
    "few": _rates(),
    "below-zero": _below_zero(),
}
