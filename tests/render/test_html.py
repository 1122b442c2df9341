"""The HTML page: read back cell by cell, self-contained, and rendered by a real browser."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, DEMO, PATIENCE

from sangeyipi import api
from sangeyipi.figures.selection import Filter
from sangeyipi.model.document import Document, Section
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.rounding import half_up, plain
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.html import to_html
from sangeyipi.render.json import to_json
from sangeyipi.tables.listing import list_table
from sangeyipi.tables.pictures.pictures import MAKERS

from .pictures.samples import HOSTILE, PICTURES

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_VOID = {"meta", "br", "hr", "img", "input", "link"}


def _document(folder: Path, day: date | None = None) -> Document:
    figures = api.verified(api.load(folder), day)
    drawn = tuple(make(figures, None, None) for make in MAKERS.values())
    sections = (
        Section("section-one", "一、总体", tuple(api.summary(figures)), drawn),
        Section("sector", "二、按领域", tuple(api.summary(figures, by="sector"))),
        Section("projects", "三、项目", (list_table(figures, Filter()),)),
    )
    name = figures.ledger.config.name
    opening = ("台账早于月末 11 天。", "有更正。")
    month = of_month(Month(2023, 6))
    return Document(
        "项目月报（2023年6月）", name, month, month.last, sections, opening, ("分母：签约。",)
    )


def _hostile() -> Document:
    columns = (
        Column("name", "名称" + HOSTILE),
        Column("sum", "总投资", Kind.AMOUNT),
        Column("inner", "内", for_machines=True),
    )
    rows = (Row({"name": HOSTILE, "sum": None, "inner": '" onclick="x'}),)
    table = Table("odd", HOSTILE, columns, rows, (HOSTILE,))
    section = Section("odd", HOSTILE, (table, table), (PICTURES["stacks"], PICTURES["stacks"]))
    month = of_month(Month(2023, 6))
    return Document(HOSTILE, HOSTILE, month, month.last, (section,), (HOSTILE,), (HOSTILE,))


DOCUMENTS = {
    "real": _document(DATA),
    "demo": _document(DEMO, date(2023, 6, 30)),
    "hostile": _hostile(),
}
PAGES = {name: to_html(document) for name, document in DOCUMENTS.items()}
EACH = pytest.mark.parametrize("name", PAGES)

Attributes = dict[str, str]


class _Page(HTMLParser):
    """The page as its tables, and every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.tables: list[list[dict[str, tuple[str, Attributes]]]] = []
        self.rows: list[Attributes] = []
        self.headings: list[list[tuple[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._cell: str | None = None
        self.feed(text)
        self.close()
        assert not self._open

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.elements.append((tag, found))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "table":
            self.tables.append([])
            self.headings.append([])
        elif tag == "tr" and "tbody" in self._open:
            self.tables[-1].append({})
            self.rows.append(found)
        elif tag in ("td", "th"):
            self._cell = found["data-key"]
            if "tbody" in self._open:
                assert found.get("scope") == ("row" if tag == "th" else None)
                # A column for each list has one key: at most one of them is filled.
                self.tables[-1][-1].setdefault(self._cell, ("", found))
                if "title" in found:
                    self.tables[-1][-1][self._cell] = ("", found)
            else:
                assert found["scope"] == "col"
                self.headings[-1].append((self._cell, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._cell is None:
            return
        if "tbody" in self._open:
            text, attributes = self.tables[-1][-1][self._cell]
            self.tables[-1][-1][self._cell] = (text + data, attributes)
        else:
            key, text = self.headings[-1][-1]
            self.headings[-1][-1] = (key, text + data)


_NEXT = {"签约": "签约开工率", "开工": "开工投产率", "投产": "投产达效率"}


def _expected(value: Any, places: int, kind: str) -> tuple[str, str | None]:
    """What a cell of the JSON form is shown as, and its title."""
    if value is None:
        return "—", None
    if isinstance(value, dict):
        base = f"（÷{value['base']}{value['denominator']}）" if "base" in value else ""
        return value["percent"] + base, f"{value['numerator']}÷{value['denominator']}"
    if kind != "amount":
        return str(value), None
    shown = plain(half_up(Decimal(value), places))
    return shown, None if shown == value else value


def _padded(cells: list[str]) -> list[str]:
    """Figures of one column with the decimals of the one that has most."""
    parts = [re.fullmatch(r"(≥?[+-]?\d+)(?:\.(\d+))?(\D.*)?", cell) for cell in cells]
    most = max((len(part[2] or "") for part in parts if part), default=0)
    return [
        f"{part[1]}{f'.{(part[2] or str()):0<{most}}' if most else ''}{part[3] or ''}"
        if part
        else cell
        for part, cell in zip(parts, cells, strict=True)
    ]


def _columns(table: Any, places: int) -> dict[str, list[tuple[str, str | None]]]:
    """What each of a table's columns shows, and the titles."""
    found = {}
    for key, kind in ((column["key"], column["type"]) for column in table["columns"]):
        told = [
            _expected(row[key], places, kind) if key in row else ("", None) for row in table["rows"]
        ]
        texts = [
            ("≥" if key in row.get("lower_bounds", ()) else "") + text
            for row, (text, _) in zip(table["rows"], told, strict=True)
        ]
        if kind in ("rate", "amount"):
            texts = _padded(texts)
            if key == "own_rate":
                texts = _apart(table["rows"], told)
            elif key == "next_rate":
                texts = [
                    f"{_NEXT[row['batch']]} {text}" if key in row else ""
                    for row, text in zip(table["rows"], texts, strict=True)
                ]
        found[key] = [(text, title) for text, (_, title) in zip(texts, told, strict=True)]
    return found


def _apart(rows: Any, told: list[tuple[str, str | None]]) -> list[str]:
    """The own rates of each list, with the decimals of that list's column."""
    texts = [text for text, _ in told]
    for batch in _NEXT:
        own = [i for i, row in enumerate(rows) if row.get("batch") == batch]
        for i, text in zip(own, _padded([texts[i] for i in own]), strict=True):
            texts[i] = text
    return texts


@pytest.mark.parametrize("name", ["real", "demo"])
def test_every_cell_is_the_json_s(name: str) -> None:
    document = DOCUMENTS[name]
    page = _Page(PAGES[name])
    told = json.loads(to_json(document))["tables"]
    compared = 0
    rows = iter(page.rows)
    assert len(told) == len(page.tables)
    for source, table, found, heads in zip(
        document.tables, told, page.tables, page.headings, strict=True
    ):
        hidden = {column.key for column in source.columns if column.for_machines}
        listed = [("number", "序号")] if table["id"] == "projects" else []
        for c in table["columns"]:
            if c["key"] == "own_rate":
                listed += [("own_rate", rate) for rate in ("签约率", "开工率", "投产率")]
            elif c["key"] not in hidden:
                listed.append((c["key"], c["label"]))
        assert heads == listed
        expected = _columns(table, source.amount_places)
        for number, (row, cells) in enumerate(zip(table["rows"], found, strict=True)):
            attributes = next(rows)
            if "number" in dict(listed):
                assert cells["number"][0] == str(number + 1)
            for key in expected:
                if key in hidden:
                    value = row.get(key)
                    spelled = {True: "是", False: "否", None: "—"}.get(value, value)
                    assert attributes.get(f"data-{key}") == (spelled if key in row else None)
                    continue
                text, title = expected[key][number]
                shown, found_attributes = cells[key]
                assert shown == text
                assert found_attributes.get("title") == title
                compared += 1
    assert compared > 400


@EACH
def test_it_loads_nothing_and_runs_nothing(name: str) -> None:
    page = _Page(PAGES[name])
    for tag, attributes in page.elements:
        assert tag not in ("script", "img", "link", "iframe", "object", "embed", "base", "b")
        assert not [key for key in attributes if key.startswith("on") or key == "src"]
        for key in ("href", "xlink:href"):
            assert attributes.get(key, "#").startswith("#")
        assert not re.search(r"url\((?!#)", attributes.get("style", ""))
    style = re.findall(r"<style>(.*?)</style>", PAGES[name], re.DOTALL)
    assert len(style) == 1
    assert not re.search(r"url\(|@import", style[0])
    policies = [
        a["content"] for t, a in page.elements if "content-security-policy" in str(a).lower()
    ]
    assert policies[0].startswith("default-src 'none';")


@EACH
def test_ids_are_told_apart_and_links_lead_somewhere(name: str) -> None:
    page = _Page(PAGES[name])
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        links = [attributes[k] for k in ("href", "xlink:href") if k in attributes]
        links += [f"#{one}" for one in attributes.get("aria-labelledby", "").split()]
        links += re.findall(r"url\((#[^)]*)\)", attributes.get("style", ""))
        links += re.findall(r"url\((#[^)]*)\)", attributes.get("clip-path", ""))
        assert {link.removeprefix("#") for link in links} <= set(ids)


@EACH
def test_its_order(name: str) -> None:
    document, text = DOCUMENTS[name], PAGES[name]
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    places = [text.index(mark) for mark in ("<h1>", 'class="opening"', "<nav", "<h2>", "<footer>")]
    assert places == sorted(places)
    page = _Page(text)
    joined = "".join(page.texts)
    for line in (*document.opening, *document.notes, document.ledger, document.title):
        assert line in joined
    for table in document.tables:
        assert joined.count(table.title) >= 1
        assert all(note in joined for note in table.notes)
    roles = [attributes.get("role") for tag, attributes in page.elements if tag == "svg"]
    assert roles == ["img"] * len(document.pictures)


def test_hostile_text_is_text() -> None:
    page = _Page(PAGES["hostile"])
    assert [cells["name"][0] for table in page.tables for cells in table] == [HOSTILE] * 2
    assert [row["data-inner"] for row in page.rows] == ['" onclick="x'] * 2
    assert "".join(page.texts).count(HOSTILE) > 8


def test_a_document_of_nothing() -> None:
    empty = Document("空", "台账", of_month(Month(2023, 6)), None, ())
    page = _Page(to_html(empty))
    assert not page.tables
    assert "opening" not in [attributes.get("class") for _, attributes in page.elements]


def test_parts_are_set_apart_from_totals() -> None:
    page = _Page(PAGES["demo"])
    first = DOCUMENTS["demo"].tables[0]
    looks = [attributes["class"] for attributes in page.rows[: len(first.rows)]]
    assert looks == ["part" if row.level else "whole" for row in first.rows]


def test_the_same_document_gives_the_same_page() -> None:
    assert to_html(_document(DEMO, date(2023, 6, 30))) == PAGES["demo"]


class _Counter(BaseHTTPRequestHandler):
    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine's own, and the requests it got."""
    seen: list[str] = []
    handler = type("Handler", (_Counter,), {"seen": seen})
    with HTTPServer(("127.0.0.1", 0), handler) as one:
        thread = threading.Thread(target=one.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{one.server_port}", seen
        one.shutdown()


def _shot(folder: Path, page: str) -> Path:
    """What a browser makes of a page; skipped where there is none that starts."""
    if _BROWSER is None:
        pytest.skip("no Chromium on this machine")
    (folder / "page.html").write_text(page, encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    sandbox = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    options = ["--headless", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,2000"]
    done = subprocess.run(
        [
            _BROWSER,
            *options,
            *sandbox,
            f"--user-data-dir={home}",
            f"--screenshot={folder / 'shot.png'}",
            (folder / "page.html").as_uri(),
        ],
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if not (folder / "shot.png").is_file():
        pytest.skip(f"Chromium does not run here: {done.stderr.decode()[-300:]}")
    return folder / "shot.png"


def test_a_browser_renders_it_without_asking_anybody(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    image = pytest.importorskip("PIL.Image")
    address, seen = server
    note = f'<img src="{address}/a"> <script>fetch("{address}/b")</script>'
    document = DOCUMENTS["demo"]._replace(opening=(note,))
    with image.open(_shot(tmp_path, to_html(document))) as shot:
        colours = {colour for _, colour in shot.convert("RGB").getcolors(1 << 24)}
    # The opening's border, the first series' blue and a heading's ground are all there.
    assert {(180, 83, 9), (0, 114, 178), (232, 238, 243)} <= colours
    assert seen == []


def test_the_policy_holds_even_where_escaping_would_not(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, seen = server
    spoilt = PAGES["demo"].replace(
        "<main>", f'<main><img src="{address}/c"><script src="{address}/d"></script>'
    )
    open_page = re.sub(r"<meta http-equiv[^>]*>", "", spoilt)
    for name, page, asked in (("kept", spoilt, set()), ("open", open_page, {"/c", "/d"})):
        (tmp_path / name).mkdir()
        _shot(tmp_path / name, page)
        assert set(seen) == asked
