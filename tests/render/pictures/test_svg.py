"""Drawn pictures: every figure told, every gap a gap, the same bytes everywhere, no box."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import compare

from sangeyipi.render.pictures import to_svg, to_svg_element
from sangeyipi.render.pictures.values import plotted

from .samples import HOSTILE, PICTURES

SVG = "{http://www.w3.org/2000/svg}"
BLUE, PLAN = "#0072B2", "#1a1a1a"
BOTH = pytest.mark.parametrize("name", PICTURES)
GOLDENS = Path(__file__).parent / "goldens"


@cache
def _svg(name: str) -> str:
    return to_svg(PICTURES[name])


def _root(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(_svg(name).encode())


def _texts(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def _bars(root: ElementTree.Element, colour: str) -> list[ElementTree.Element]:
    """The bars of a colour, without the sample beside its name."""
    return [one for one in root.iter(f"{SVG}rect") if one.get("fill") == colour][:-1]


def _lines(root: ElementTree.Element, colour: str) -> list[str]:
    """The lines of a colour, without the sample beside its name."""
    found = [one for one in root.iter(f"{SVG}path") if one.get("stroke") == colour]
    return [one.get("d", "") for one in found if one.get("fill") == "none"][:-1]


@pytest.mark.parametrize(
    "name", [*(name for name in PICTURES if name.startswith("demo-")), "stacks"]
)
def test_as_it_was_when_it_was_looked_at(name: str) -> None:
    compare(GOLDENS / f"{name}.svg", _svg(name))


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
    ids: set[str] = set()
    for prefix in ("p1", "p2"):
        told = to_svg_element(PICTURES[name], prefix)
        here = re.findall(r' id="([^"]*)"', told)
        used = re.findall(r"url\(#([^)]*)\)", told)
        used += re.findall(r'aria-labelledby="([^"]*)"', told)[0].split()
        assert set(used) <= set(here)
        assert all(one.startswith(prefix) for one in here)
        assert not ids & set(here)
        assert len(here) == len(set(here))
        ids |= set(here)


@BOTH
def test_an_svg_loads_nothing_and_styles_nothing_around_it(name: str) -> None:
    tags = {element.tag.removeprefix(SVG) for element in _root(name).iter()}
    shapes = {"rect", "path", "circle", "text"}
    assert tags <= {"svg", "title", "desc", "defs", "pattern"} | shapes
    assert not {"href", "style", "class"} & {
        key for one in _root(name).iter() for key in one.attrib
    }


def test_a_gap_is_no_bar() -> None:
    root = _root("months")
    assert len(_bars(root, BLUE)) == 10
    # Once in the plot, where the gap is, and once beneath it.
    texts = Counter(_texts(root))
    assert (texts["—"], texts["≥18.75"]) == (2, 2)
    (plan,) = _lines(root, PLAN)
    assert plan.count("L") == 11


def test_a_gap_breaks_a_line() -> None:
    # 第1期 stands alone, 第3期 and 第4期 are joined.
    (first,) = _lines(_root("few"), BLUE)
    assert first.count("L") == 1
    assert _texts(_root("few")).count("33.3%") == 1


def test_a_stack_says_what_it_lacks() -> None:
    root = _root("stacks")
    assert len(_bars(root, BLUE)) == 2
    texts = Counter(_texts(root))
    assert (texts["＋未知"], texts["分项未知"]) == (1, 1)
    assert len([one for one in root.iter(f"{SVG}rect") if one.get("stroke-dasharray")]) == 1


def test_bars_are_as_long_as_their_figures() -> None:
    heights = [float(bar.get("height", "0")) for bar in _bars(_root("months"), BLUE)]
    known = [n for n in range(1, 13) if n not in (4, 6)]
    for number, height in zip(known, heights, strict=True):
        assert height / number == pytest.approx(heights[0], abs=0.01)


def test_below_zero_hangs_from_the_line() -> None:
    bars = _bars(_root("below-zero"), BLUE)
    tops = [float(bar.get("y", "0")) for bar in bars]
    heights = [float(bar.get("height", "0")) for bar in bars]
    # -2, -1, (none for 0), 1, 2
    assert tops[0] == tops[1] == tops[2] + heights[2] == tops[3] + heights[3]
    assert heights[0] == heights[3] == pytest.approx(2 * heights[1])


def test_nothing_known_is_said_in_the_picture() -> None:
    assert "没有可画的数，原因见注" in _texts(_root("real-pipeline"))
    assert "没有数据，原因见注" in _texts(_root("before-rates"))


def test_what_xml_forbids_is_spelled_out() -> None:
    picture = PICTURES["few"]
    odd = picture._replace(table=picture.table._replace(title="甲\ufffe乙\uffff丙\x00"))
    root = ElementTree.fromstring(to_svg(odd).encode())
    assert "甲\\ufffe乙\\uffff丙\\x00" in _texts(root)


def test_hostile_text_stays_text() -> None:
    root = _root("stacks")
    joined = "".join(_texts(root)).replace(" ", "")
    assert HOSTILE.replace(" ", "") in joined
