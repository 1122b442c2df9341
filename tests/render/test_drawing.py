"""Drawn pictures: every figure told, every gap a gap, the same bytes everywhere, no box."""

import io
import logging
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sangeyipi.render import drawing, drawing_fonts, drawing_library
from sangeyipi.render.drawing_library import DrawingFailed
from sangeyipi.render.drawing_values import plotted

from .pictures import HOSTILE, PICTURES

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
BLUE, ORANGE, PLAN = "#0072b2", "#e69f00", "#1a1a1a"
BOTH = pytest.mark.parametrize("name", PICTURES)


@cache
def _svg(name: str) -> str:
    return drawing.to_svg(PICTURES[name])


def _root(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(_svg(name).encode())


def _texts(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def _filled(root: ElementTree.Element, colour: str) -> list[ElementTree.Element]:
    """The bars of a colour, without the sample beside its name."""
    found = [e for e in root.iter(f"{SVG}path") if f"fill: {colour}" in e.get("style", "")]
    return found[1:]


def _strokes(root: ElementTree.Element, colour: str) -> list[str]:
    """The lines of a colour, without the sample beside its name."""
    found = [e for e in root.iter(f"{SVG}path") if f"stroke: {colour}" in e.get("style", "")]
    return [e.get("d", "") for e in found if "fill: none" in e.get("style", "")][1:]


@BOTH
def test_an_svg_tells_every_figure(name: str) -> None:
    values = plotted(PICTURES[name])
    texts = Counter(_texts(_root(name)))
    figures = Counter(mark.text for one in values.told for mark in one.marks if mark.text)
    names = Counter(one.name for one in values.told)
    assert not (figures + names) - texts


@BOTH
def test_an_svg_tells_title_categories_and_notes(name: str) -> None:
    picture = PICTURES[name]
    told = re.sub(r"\s", "", "".join(_texts(_root(name))))
    labels = [str(row.cells[picture.category]) for row in picture.table.rows]
    for text in (picture.table.title, *picture.table.notes, picture.unit):
        assert re.sub(r"\s", "", text) in told
    if picture.shape.value == "steps" or all(len(label) < 8 for label in labels):
        assert all(label.replace(" ", "") in told for label in labels)


@BOTH
def test_an_svg_is_told_to_who_cannot_see(name: str) -> None:
    root = _root(name)
    assert root.get("role") == "img"
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    title, words = (by_id[one] for one in root.get("aria-labelledby", "").split())
    assert title.text == PICTURES[name].table.title
    values = plotted(PICTURES[name])
    for one in values.told:
        for mark in one.marks:
            assert not mark.text or f"{one.name} {mark.text}" in (words.text or "")


@BOTH
def test_ids_are_told_apart_and_lead_somewhere(name: str) -> None:
    pair = [
        ElementTree.fromstring(drawing.to_svg_element(PICTURES[name], prefix))
        for prefix in ("p1", "p2")
    ]
    ids = [element.get("id") for root in pair for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for root, prefix in zip(pair, ("p1", "p2"), strict=True):
        here = {element.get("id") for element in root.iter()}
        text = ElementTree.tostring(root, encoding="unicode")
        used = {e.get(HREF, "").removeprefix("#") for e in root.iter() if e.get(HREF)}
        used |= set(re.findall(r"url\(#([^)]*)\)", text))
        assert used <= here
        assert all(one.startswith(prefix) for one in used)


@BOTH
def test_an_svg_loads_nothing_and_styles_nothing_around_it(name: str) -> None:
    root = _root(name)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "defs", "path", "use", "text"} | {
        "clipPath",
        "rect",
        "pattern",
    }
    for element in root.iter():
        assert element.get(HREF, "#").startswith("#")
    assert "matplotlib" not in _svg(name).lower()


def test_a_gap_is_no_bar() -> None:
    root = _root("months")
    assert len(_filled(root, BLUE)) == 10
    # Once in the plot, where the gap is, and once beneath it.
    texts = Counter(_texts(root))
    assert (texts["—"], texts["≥18.75"]) == (2, 2)
    (plan,) = _strokes(root, PLAN)
    assert plan.count("L") == 11


def test_a_gap_breaks_a_line() -> None:
    (first,) = _strokes(_root("few"), BLUE)
    # 第1期 stands alone, 第3期 and 第4期 are joined.
    assert first.count("L") == 1
    assert _texts(_root("few")).count("33.3%") == 1


def test_a_stack_says_what_it_lacks() -> None:
    root = _root("stacks")
    assert len(_filled(root, BLUE)) == 2
    texts = Counter(_texts(root))
    assert (texts["＋未知"], texts["分项未知"]) == (1, 1)
    dashed = [e for e in root.iter(f"{SVG}path") if "stroke-dasharray" in e.get("style", "")]
    assert len(dashed) == 1


def test_bars_are_as_long_as_their_figures() -> None:
    heights = []
    for bar in _filled(_root("months"), BLUE):
        ys = [float(y) for y in re.findall(r"[ML] \S+ (\S+)", bar.get("d", ""))]
        heights.append(max(ys) - min(ys))
    known = [n for n in range(1, 13) if n not in (4, 6)]
    for number, height in zip(known, heights, strict=True):
        assert height / number == pytest.approx(heights[0], rel=1e-4)


def test_nothing_known_is_said_in_the_picture() -> None:
    assert "没有可画的数，原因见注" in _texts(_root("real-pipeline"))
    assert "没有数据，原因见注" in _texts(_root("before-rates"))


def test_what_xml_forbids_is_spelled_out() -> None:
    picture = PICTURES["few"]
    odd = picture._replace(table=picture.table._replace(title="甲\ufffe乙\uffff丙\x00"))
    root = ElementTree.fromstring(drawing.to_svg(odd).encode())
    assert "甲\\ufffe乙\\uffff丙\\x00" in _texts(root)


def test_hostile_text_stays_text() -> None:
    root = _root("stacks")
    joined = "".join(_texts(root)).replace(" ", "")
    assert HOSTILE.replace(" ", "") in joined


@pytest.fixture
def spoilt() -> Iterator[None]:
    """Settings of a user who draws otherwise."""
    drawing_library.load()
    import matplotlib

    with warnings.catch_warnings(), matplotlib.rc_context():
        warnings.simplefilter("ignore")
        matplotlib.rcParams.update(
            {
                "font.size": 31,
                "axes.autolimit_mode": "round_numbers",
                "svg.fonttype": "path",
                "svg.hashsalt": None,
                "lines.linestyle": ":",
                "path.sketch": (1, 100, 2),
                "savefig.bbox": "tight",
                "text.parse_math": True,
            }
        )
        yield


def test_settings_of_the_process_do_not_matter(request: pytest.FixtureRequest) -> None:
    chosen = ("demo-investment", "few", "stacks")
    before = [drawing.to_svg(PICTURES[name]) for name in chosen]
    request.getfixturevalue("spoilt")
    assert [drawing.to_svg(PICTURES[name]) for name in chosen] == before


def _chinese_font() -> Any:
    drawing_library.load()
    try:
        return drawing_fonts._found()
    except DrawingFailed as error:
        pytest.skip(f"no Chinese font on this machine: {error}")


@pytest.mark.parametrize("name", ["demo-rates", "june-pipeline", "stacks"])
def test_a_png_is_whole_and_its_size_is_the_svg_s(name: str) -> None:
    entry = _chinese_font()
    from PIL import Image

    data = drawing.to_png(PICTURES[name])
    assert drawing.to_png(PICTURES[name], Path(entry.fname)) == data
    image = Image.open(io.BytesIO(data))
    image.load()
    assert not image.info.keys() - {"dpi"}
    root = _root(name)
    for side, key in zip(image.size, ("width", "height"), strict=True):
        assert side == pytest.approx(float(root.get(key, "0")) * 180 / 72, abs=1)
    assert len(image.convert("RGB").getcolors(1 << 24) or []) > 20


def test_the_font_found_has_every_character() -> None:
    entry = _chinese_font()
    reader = pytest.importorskip("fontTools.ttLib")
    with reader.TTFont(entry.fname, fontNumber=entry.index) as font:
        has = font.getBestCmap()
    texts = {char for name in PICTURES for text in _texts(_root(name)) for char in text}
    lacking = {char for char in texts if ord(char) not in has}
    # What the Chinese font lacks the bundled one has, or drawing fails.
    assert drawing_fonts.families(None, texts - lacking)[0] == entry.name


def test_a_png_never_has_boxes(caplog: pytest.LogCaptureFixture) -> None:
    entry = _chinese_font()
    with pytest.raises(DrawingFailed, match="没有这些字：\ue123。"):
        drawing_fonts.families(Path(entry.fname), ["中文", "\ue123"])
    with caplog.at_level(logging.DEBUG), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        drawing.to_png(PICTURES["demo-rates"])
    assert not caught
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


def test_no_font_is_a_clear_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    drawing_library.load()
    broken = tmp_path / "msyh.ttc"
    broken.write_bytes(b"no font")
    for found in ([], [str(broken)], ["/usr/share/fonts/DejaVuSans.ttf"]):
        monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", lambda x=found: x)
        with pytest.raises(DrawingFailed) as failure:
            drawing.to_png(PICTURES["demo-rates"])
        for word in ("fonts-noto-cjk", "google-noto-sans-cjk-fonts", "--font", "svg"):
            assert word in str(failure.value)


def test_a_font_that_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "坏.ttf"
    broken.write_bytes(b"no font")
    for path in (broken, tmp_path / "没有.ttf", Path(__file__), tmp_path):
        with pytest.raises(DrawingFailed, match="--font"):
            drawing.to_png(PICTURES["demo-rates"], path)


def test_a_font_without_chinese_is_refused() -> None:
    drawing_library.load()
    import matplotlib

    bundled = Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
    with pytest.raises(DrawingFailed, match=r"DejaVu Sans 里没有这些字.*--font"):
        drawing.to_png(PICTURES["demo-rates"], bundled)


def test_the_best_font_is_chosen_wherever_it_lies() -> None:
    ranks = [drawing_fonts._rank(Path(name)) for name in ("/a/MSYH.TTC", "/b/simsun.ttc")]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    assert drawing_fonts._rank(Path("/a/Arial.ttf")) is None


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "matplotlib.font_manager", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(DrawingFailed, match="matplotlib"):
        drawing_library.load()


def test_without_a_folder_to_write_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> Any:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.delitem(sys.modules, "matplotlib.font_manager", raising=False)
    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    with pytest.raises(DrawingFailed, match="TMPDIR"):
        drawing_library.load()
