"""The wall chart: one inert page that says what the ledger says, seen in a real browser."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, Browser
from conftest import DATA, DEMO, inside, write_files

from sangeyipi import api
from sangeyipi.figures.lights import Alerts, LightMark
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day

in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
HOSTILE = '</script><img src=x onerror="document.title=1">'
LEDGER = {
    "projects/a.yaml": f"""\
- 编号: A-1
  名称: '{HOSTILE}'
  总投资: 12.5
  责任单位: '"><b>局'
  包联领导: 张某某、李某某
  在册:
    签约: 1
    开工: 2
  节点:
    签约: 2021-07-10
    开工: 已
  计划:
    投产: 2021-11
- 编号: A-2
  名称: 乙项目
  责任单位: 乙局
  在册:
    签约: 2
  节点:
    签约: 2021-10
- 编号: A-3
  名称: 丙项目
  总投资: 0.0001
  责任单位: 乙局
  在册:
    开工: 2
  节点:
    开工: 2021-10-08
""",
    "progress/2021-12.csv": "编号,本月完成投资\nA-1,0.5\n",
    "problems/2021.yaml": f"""\
- 编号: WT-2021-001
  项目: A-1
  类别: 用地
  问题: '{HOSTILE}'
  提出: 2021-12-05
""",
}


def _page(folder: Path, out: Path, *more: str) -> str:
    result = inside("board", "--ledger", folder, "--out", out, *more)
    assert (result.code, result.out) == (0, b""), result.errors
    return out.read_text(encoding="utf-8")


def _details(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="details">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("board") / "看板.html"
    _page(DEMO, out)
    return out


def test_every_project_stands_on_it_and_can_be_opened(county: Path) -> None:
    page = county.read_text(encoding="utf-8")
    ledger = api.verified(api.load(DEMO)).ledger
    there = {one.id: one for one in ledger.projects if one.withdrawn is None}
    ids = re.findall(r'<div class="row" role="row" data-id="([^"]+)"', page)
    assert sorted(ids) == sorted(there)
    assert set(_details(page)) == set(there)
    for id, wan in re.findall(r'data-id="([^"]+)"[^>]* data-w="(\d+)"', page):
        assert there[id].investment == Decimal(wan) / 10_000
    first = json.dumps(_details(page)["YX-2021-001"], ensure_ascii=False)
    assert "projects/第1期.yaml:2" in first
    assert "progress/202" in first


def test_it_loads_nothing_and_runs_its_own_script_alone(county: Path, tmp_path: Path) -> None:
    page = county.read_text(encoding="utf-8")
    assert _page(DEMO, tmp_path / "b.html") == page
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import|https?:", page)
    script = page.rsplit("<script>", 1)[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page


def test_what_a_ledger_says_is_only_text(tmp_path: Path) -> None:
    page = _page(write_files(tmp_path / "l", LEDGER), tmp_path / "b.html")
    assert "<img" not in page
    assert "<b>" not in page
    assert page.count("</script>") == 2
    assert _details(page)["A-1"]["title"] == f"A-1 {HOSTILE}"


def test_a_county_without_reports_has_a_board_without_a_day(tmp_path: Path) -> None:
    page = _page(DATA, tmp_path / "b.html")
    assert "不画当天，不判断逾期，不与上月比" in page
    assert "比上月" not in page.replace("不与上月比", "")
    assert "红黄灯" not in page
    assert 'name="light"' not in page
    assert "比上月" in _page(DATA, tmp_path / "b.html", "--as-of", "2023-06-30")


def test_each_light_is_that_of_alerts(county: Path) -> None:
    page = county.read_text(encoding="utf-8")
    found = api.verified(api.load(DEMO)).ledger
    day = dispatch_day(found)
    assert day
    alerts = Alerts(Figures(found, day), day)
    shown = dict(re.findall(r'data-id="([^"]+)"[^>]* data-light="([^"]*)"', page))
    assert shown == {id: mark.value for id, mark in alerts.marks.items()}
    assert len(set(shown.values())) > 2
    lit = next(id for id, mark in alerts.marks.items() if mark is LightMark.RED)
    why = _details(page)[lit]["parts"][1]
    assert why["title"] == "红黄灯"
    assert {row[0] for row in why["rows"]} >= {"红"}


def test_only_a_page_is_written(tmp_path: Path) -> None:
    result = inside("board", "--ledger", DEMO, "--out", tmp_path / "b.xlsx")
    assert result.code == 2
    assert "以 .html 结尾" in result.errors
    assert not [*tmp_path.iterdir()]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    page = folder / "b.html"
    _page(write_files(folder / "l", LEDGER), page)
    return page


def _shown(browser: Browser) -> list[str]:
    script = "[...document.querySelectorAll('.row:not([hidden])')].map(one => one.dataset.id)"
    return list(browser.run(script))


def _said(browser: Browser, selector: str) -> str:
    return str(browser.run(f"document.querySelector('{selector}').textContent"))


@in_a_browser
def test_a_link_filters_sorts_and_opens(browser: Browser, hostile: Path) -> None:
    browser.open(hostile, "#sort=1&open=A-1&leader=无此人")
    assert _shown(browser) == ["A-1", "A-3", "A-2"]
    told = _said(browser, "#shown")
    assert "3 个项目，总投资 ≥12.5001 亿元（1 个没有写总投资）" in told
    assert "链接里的 leader=无此人 在这里没有" in told
    opened = _said(browser, "dialog[open]")
    for said in ("WT-2021-001", "problems/2021.yaml:1", "投产 计划2021-11，逾期未到"):
        assert said in opened
    assert not browser.run("document.querySelectorAll('img').length")
    browser.open(hostile, "#phase=2&batch=开工&unit=乙局")
    assert _shown(browser) == ["A-3"]
    assert "3 个项目中的 1 个，总投资 0.0001 亿元" in _said(browser, "#shown")
    browser.open(hostile, "#leader=李某某&q=a-1&late=1")
    assert _shown(browser) == ["A-1"]


@in_a_browser
def test_it_is_used_by_keys_alone(browser: Browser, hostile: Path) -> None:
    browser.open(hostile)
    browser.run("document.querySelector('[name=q]').focus()")
    browser.type("乙局")
    assert _shown(browser) == ["A-2", "A-3"]
    for _ in range(4):  # 排序, 时间, 清除筛选, the first project
        browser.press("Tab")
    browser.press("Enter")
    assert "A-2 乙项目" in _said(browser, "dialog[open] h2")
    assert "open=A-2" in browser.run("location.hash")
    browser.press("Escape")
    browser.run("new Promise(done => setTimeout(done))")
    assert browser.run("document.activeElement.closest('.row').dataset.id") == "A-2"
    assert "open" not in browser.run("location.hash")
    browser.click("[type=reset]")
    browser.run("new Promise(done => setTimeout(done))")
    assert len(_shown(browser)) == 3
    browser.click('.row[data-id="A-3"] .next')
    assert "A-3 丙项目" in _said(browser, "dialog[open] h2")


@in_a_browser
def test_rows_end_in_order_and_fit_a_phone(browser: Browser, county: Path) -> None:
    """The first rows at once, all of them soon, whatever was chosen meanwhile."""
    browser.size(390, 844, mobile=True)
    browser.open(county)
    script = (
        "(async () => { const one = document.querySelector('[name=sort]');"
        " for (const value of ['1', '0']) { one.value = value;"
        " one.dispatchEvent(new Event('input', {bubbles: true})); }"
        " const first = document.querySelector('.row').dataset.id;"
        " await new Promise(done => setTimeout(done, 1500)); return first; })()"
    )
    first = browser.run(script)
    ids = _shown(browser)
    assert first == ids[0]
    assert len(ids) > 100 and ids == sorted(ids)
    assert browser.run("document.documentElement.scrollWidth") <= 390


@in_a_browser
def test_it_prints_every_project_on_a3(browser: Browser, county: Path) -> None:
    browser.open(county)
    data = browser.pdf()
    sizes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert sizes
    assert all(abs(float(w) - 1190.55) < 2 and abs(float(h) - 841.89) < 2 for w, h in sizes)
