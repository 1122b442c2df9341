"""The page: no text touches another, none is cut off, whatever the names, figures and rows."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.render.pictures import to_svg
from sangeyipi.render.pictures.charts import measure, wrapped

from .samples import PICTURES

SVG = "{http://www.w3.org/2000/svg}"
LONG = "某某县年产十万吨高性能铝基新材料及精深加工产业园建设项目（一期、二期）SL-2023-001"


class Box(NamedTuple):
    text: str
    left: float
    right: float
    top: float
    bottom: float


def _boxes(svg: str) -> Iterator[Box]:
    for one in ElementTree.fromstring(svg.encode()).iter(f"{SVG}text"):
        size = float(one.get("font-size", "0"))
        x, y, text = float(one.get("x", "0")), float(one.get("y", "0")), one.text or ""
        width = measure(text, size)
        left = x - {"middle": width / 2, "end": width}.get(one.get("text-anchor", ""), 0.0)
        # Chinese fills its square from 0.88 above the baseline to 0.12 below.
        yield Box(text, left, left + width, y - 0.88 * size, y + 0.12 * size)


def _told(picture: Picture) -> None:
    """Every text is on the page, and none touches another."""
    svg = to_svg(picture)
    root = ElementTree.fromstring(svg.encode())
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    boxes = list(_boxes(svg))
    for box in boxes:
        assert (box.left, box.top) > (0, 0), box
        assert box.right < width, box
        assert box.bottom < height, box
    for one, other in combinations(boxes, 2):
        aside = one.right <= other.left or other.right <= one.left
        assert aside or one.bottom <= other.top or other.bottom <= one.top, (one, other)
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= width


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_touches(name: str) -> None:
    _told(PICTURES[name])


def _picture(
    shape: PictureShape, names: list[str], figures: list[Any], kind: Kind, bound: bool
) -> Picture:
    columns = (
        Column("label", "期"),
        Column("a", "签约", kind),
        Column("b", "开工", kind),
        Column("t", "合计", kind),
    )
    rows = []
    for i, name in enumerate(names):
        a, b, t = (figures[(3 * i + j) % len(figures)] for j in range(3))
        cells: dict[str, Cell] = {"label": name, "a": a, "b": b, "t": t}
        known = tuple(key for key in ("a", "b", "t") if cells[key] is not None)
        rows.append(Row(cells, known if bound else ()))
    table = Table("p", LONG * 2, columns, tuple(rows), (LONG * 4, "短注"))
    unit = "个" if kind is Kind.COUNT else "亿元"
    stacked = shape in (PictureShape.STACKED, PictureShape.STEPS)
    drawn, lines = (("a", "b"), ()) if shape is not PictureShape.COLUMNS else (("a",), ("b",))
    return Picture("p", shape, table, "label", drawn, unit, lines, whole="t" if stacked else "")


names = st.lists(st.sampled_from(["第1期", "第12期 平台", "1-7期 未分期", LONG]), max_size=40)
amounts = st.none() | st.decimals(0, Decimal("99999.9999"), places=4)
counts = st.none() | st.integers(0, 99999)


@given(
    st.sampled_from(PictureShape), names, st.lists(amounts, min_size=1, max_size=9), st.booleans()
)
def test_nothing_touches_with_any_amounts(
    shape: PictureShape, labels: list[str], figures: list[Any], bound: bool
) -> None:
    _told(_picture(shape, labels, figures, Kind.AMOUNT, bound))


@given(
    st.sampled_from(PictureShape), names, st.lists(counts, min_size=1, max_size=9), st.booleans()
)
def test_nothing_touches_with_any_counts(
    shape: PictureShape, labels: list[str], figures: list[Any], bound: bool
) -> None:
    _told(_picture(shape, labels, figures, Kind.COUNT, bound))


def test_a_long_name_is_told_in_full_on_several_lines() -> None:
    for shape in (PictureShape.STEPS, PictureShape.STACKED):
        svg = to_svg(_picture(shape, [LONG, "短"], [Decimal(3)], Kind.AMOUNT, False))
        texts = [box.text for box in _boxes(svg)]
        assert LONG not in texts
        assert LONG in "".join(texts)


@pytest.mark.parametrize("text", ["项目总投资12.5亿元", "SL-2023-001", "W" * 30, "字" * 30, ""])
def test_lines_are_no_wider_than_their_room(text: str) -> None:
    lines = wrapped(text, 60, 10)
    assert "".join(lines) == text
    assert all(measure(line, 10) <= 60 for line in lines)


FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


@pytest.mark.parametrize("font", FONTS)
def test_real_fonts_are_hardly_wider_than_estimated(font: str) -> None:
    fonts = pytest.importorskip("PIL.ImageFont")
    if not Path(font).is_file():
        pytest.skip(f"no {font} on this machine")
    drawn = fonts.truetype(font, 100)
    texts = {box.text for picture in PICTURES.values() for box in _boxes(to_svg(picture))}
    for text in texts:
        assert drawn.getlength(text) <= 100 * measure(text, 1) + 5, text
    assert any(re.search(r"[0-9]", text) for text in texts)
