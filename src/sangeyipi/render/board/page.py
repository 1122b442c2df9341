"""The board as HTML: all that is shown stands in it as text, the script only picks and opens.

Owns the page.  Every text is escaped, what the script reads is JSON in which no tag can end; the
policy lets this one script run and nothing be loaded.  The same bytes everywhere.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import escape
from importlib.resources import files
from typing import Any

from sangeyipi.figures.lights import LightMark
from sangeyipi.model import term
from sangeyipi.model.light import Light
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Column, Points, Row, Table
from sangeyipi.render.board.lanes import Lanes, symbols
from sangeyipi.render.cells import UNKNOWN, shown
from sangeyipi.render.inert import inert
from sangeyipi.tables.board import Board, BoardProject

#: 万元 in 亿元.
_WAN = Decimal(10_000)
#: The marks that have a shape; the others are told in words.
_LAMPS = frozenset(light.value for light in Light)


def to_page(board: Board) -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in _page(board))


def _page(board: Board) -> Iterator[str]:
    style, script = (_file(name) for name in ("board.css", "board.js"))
    title = _told(board.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>"
    day = f"截至 {board.day}" if board.day else "台账记录的全部"
    yield f'<header>\n<h1>{title}</h1>\n<p class="about">{_told(board.ledger)} · {day}</p>'
    yield "</header>\n<main>"
    yield symbols()
    yield from _figures(board)
    yield from _lights(board)
    lanes = Lanes.of(board.times)
    yield from _pick(board, lanes)
    yield from _chart(board, lanes)
    yield from _notes(board.notes)
    yield "</main>"
    yield '<dialog id="one" aria-labelledby="called"><header><h2 id="called"></h2>'
    yield '<button type="button" id="shut" autofocus>关闭</button></header>'
    yield '<div id="inside"></div></dialog>'
    yield f'<script type="application/json" id="details">{_details(board)}</script>'
    # The policy names this very text.
    yield f"<script>{script}</script>\n</body>\n</html>"


def _file(name: str) -> str:
    return files("sangeyipi.render.board").joinpath(name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )


def _figures(board: Board) -> Iterator[str]:
    """The month's figures, each with its difference to the month before."""
    table = board.month
    if table is None:
        if board.whole is not None:
            yield '<section><div class="wide">'
            yield from _table(board.whole)
            yield "</div></section>"
            yield from _notes(board.whole.notes)
        return
    now, less = table.rows
    about = f"截至 {table.moment.as_of}，全部项目，不随下面的筛选变"
    yield f"<section>\n<h2>{_told(table.title.removesuffix('对比表'))}（{about}）</h2>"
    yield '<dl class="cards">'
    for column in table.columns:
        if column.is_figure and column.key in now.cells:
            unit = {"amount": " 亿元", "count": " 个"}.get(column.kind.value, "")
            yield f"<div><dt>{_told(column.name)}</dt><dd>{_told(shown(now, column, table))}"
            yield f"<small>{unit}</small></dd><dd>{_told(_less(less, column, table))}</dd></div>"
    yield "</dl>\n</section>"


def _less(less: Row, column: Column, table: Table) -> str:
    """By how much a figure exceeds the month before's, with its sign."""
    if column.key not in less.cells:
        return ""
    value, text = less.cells[column.key], shown(less, column, table)
    if value is None:
        return f"比上月 {UNKNOWN}"
    sign = "+" if isinstance(value, int | Decimal) and value > 0 else ""
    unit = " 个百分点" if isinstance(value, Points) else ""
    return f"比上月 {sign}{text}{unit}"


def _lights(board: Board) -> Iterator[str]:
    if board.lights is None:
        return
    yield f"<section>\n<h2>红黄灯（截至 {board.day}，看板上的项目）</h2>\n<p class='light'>"
    for mark in LightMark:
        count = sum(one.light is mark for one in board.entries)
        if count or mark.value in _LAMPS:
            yield f"<span>{_lamp(mark)} {count} 个</span> &emsp;"
    yield '</p>\n<details class="noprint"><summary>各条的范围和个数</summary><div class="wide">'
    yield from _table(board.lights)
    yield "</div>"
    yield from _notes(board.lights.notes)
    yield "</details>\n</section>"


def _lamp(mark: LightMark) -> str:
    """A light by its shape and its word, so that it is told without colour."""
    if mark.value not in _LAMPS:
        return _called(mark)
    return f'<svg role="img" aria-label="{mark}灯"><use href="#lamp-{mark.name}"/></svg>'


def _called(mark: LightMark) -> str:
    return "不明" if mark is LightMark.UNKNOWN else mark.value


def _pick(board: Board, lanes: Lanes) -> Iterator[str]:
    """The filters, of what there is on the board; without a script they do nothing."""
    projects = [one.line.project for one in board.entries]
    yield "<noscript><p class='warning'>这里不能运行脚本：筛选、排序、打开项目用不了，"
    yield "数和各项目的节点都在下面。</p></noscript>"
    yield '<h2>倒排工期</h2>\n<form id="pick" hidden role="search" aria-label="筛选项目">'
    phases = sorted({phase for one in projects for phase in one.listed.values()})
    yield _select("phase", term.PHASE, [(str(one), f"第{one}期") for one in phases])
    yield _select(
        "batch", "批", _same(one for one in Batch if any(one in p.listed for p in projects))
    )
    yield _select("unit", term.UNIT, _same(sorted({p.unit for p in projects if p.unit})))
    leaders = sorted({name for one in projects for name in one.leaders})
    yield _select("leader", term.LEADER, _same(leaders))
    yield _select("sector", term.SECTOR, _same(sorted({p.sector for p in projects if p.sector})))
    there = {one.light for one in board.entries if one.light}
    yield _select("light", "灯", [(one.value, _called(one)) for one in LightMark if one in there])
    yield _select("late", "逾期", [("1", "只看有逾期节点的")])
    yield '<label>找<input type="search" name="q" placeholder="名称、编号、单位"></label>'
    orders = [(str(at), word) for at, (word, _) in enumerate(_orders(board))]
    yield _select("sort", "排序", orders, "先要到的节点在前")
    yield _ranges(lanes)
    yield '<button type="reset">清除筛选</button>\n</form>'
    yield f'<p id="shown" role="status" aria-live="polite">共 {len(projects)} 个项目</p>'


def _same(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, one) for one in words]


def _select(name: str, label: str, options: list[tuple[str, str]], none: str = "全部") -> str:
    if not options:
        return ""
    said = "".join(f'<option value="{_told(v)}">{_told(word)}</option>' for v, word in options)
    return (
        f'<label>{label}<select name="{name}"><option value="">{none}</option>{said}'
        "</select></label>"
    )


def _ranges(lanes: Lanes) -> str:
    said = "".join(
        f'<option value="{value}" data-from="{begin}" data-to="{end}">{word}</option>'
        for value, word, begin, end in lanes.ranges
    )
    return f'<label>时间<select name="range">{said}</select></label>'


def _orders(board: Board) -> list[tuple[str, Callable[[BoardProject], tuple[Any, ...]]]]:
    """By what rows can be put in order besides that in which they stand."""

    def last(text: str | None) -> tuple[bool, str]:
        return not text, text or ""

    found: list[tuple[str, Callable[[BoardProject], tuple[Any, ...]]]] = [
        (term.ID, lambda one: (one.line.project.id,)),
        ("总投资从大到小", lambda one: (-(one.line.project.investment or Decimal(-1)),)),
        (term.UNIT, lambda one: last(one.line.project.unit)),
        (term.LEADER, lambda one: last(one.line.project.leader)),
        (term.SECTOR, lambda one: last(one.line.project.sector)),
    ]
    if board.lights is not None:
        order = list(LightMark)
        found.append(("红灯在前", lambda one: (order.index(one.light) if one.light else 9,)))
    return found


def _chart(board: Board, lanes: Lanes) -> Iterator[str]:
    lit = " lit" if board.lights else ""
    yield f'<p class="legend">{lanes.legend()}</p>'
    yield f'<div class="chart{lit}" style="--grid:{lanes.grid()}" role="table"'
    yield ' aria-label="各项目的节点">'
    yield '<div class="headgroup" role="rowgroup"><div class="head" role="row">'
    yield '<div role="columnheader" class="c1">项目</div>'
    if board.lights:
        yield '<div role="columnheader" class="c2">灯</div>'
    yield '<div role="columnheader" class="c3">下一节点</div>'
    yield f'<div role="columnheader" class="lane">{lanes.axis()}</div></div></div>'
    yield '<div id="rows" role="rowgroup">'
    ranks = _ranks(board)
    for number, entry in enumerate(board.entries):
        yield _row(entry, lanes, ranks[number])
    yield "</div>\n</div>"


def _ranks(board: Board) -> list[list[int]]:
    """The place of each row in each order."""
    ranks: list[list[int]] = [[] for _ in board.entries]
    for _, key in _orders(board):
        order = sorted(range(len(ranks)), key=lambda at: key(board.entries[at]))
        for place, at in enumerate(order):
            ranks[at].append(place)
    return ranks


def _row(entry: BoardProject, lanes: Lanes, ranks: list[int]) -> str:
    line = entry.line
    project = line.project
    data = {
        "id": project.id,
        "on": " ".join(f"{batch}|{phase}" for batch, phase in project.listed.items()),
        "unit": project.unit or "",
        "leaders": "、".join(project.leaders),
        "sector": project.sector or "",
        "late": "1" if line.overdue else "",
        "r": ",".join(map(str, ranks)),
    }
    if project.investment is not None:
        data["w"] = f"{project.investment * _WAN:.0f}"
    lamp = ""
    if entry.light is not None:
        data["light"] = entry.light.value
        lamp = f'<div role="cell" class="light">{_lamp(entry.light)}</div>'
    said = "".join(f' data-{key}="{_told(value)}"' for key, value in data.items())
    invest = f"{plain(project.investment)} 亿元" if project.investment is not None else ""
    told = (project.id, project.unit, project.leader, project.sector, invest)
    about = " · ".join(_told(one) for one in told if one)
    return (
        f'<div class="row" role="row"{said}><div role="cell"><button type="button" '
        f'aria-haspopup="dialog">{_told(project.name)}</button><small>{about}</small></div>{lamp}'
        f'<div role="cell" class="next">{_next(entry)}</div>'
        f'<div role="cell" class="lane">{lanes.lane(line.nodes)}</div></div>'
    )


def _next(entry: BoardProject) -> str:
    line = entry.line
    said = []
    if line.overdue:
        said.append(f'<span class="late">▲逾期：{"、".join(line.overdue)}</span>')
    coming = [n for n in line.nodes if n.planned and n.reached is False and not n.overdue]
    if coming:
        soonest = min(coming, key=lambda node: node.planned.last)  # type: ignore[union-attr]
        said.append(f"{soonest.name} 计划{soonest.planned.text if soonest.planned else ''}")
    undated = [n.name for n in line.nodes if n.actual is not None and n.actual.undated]
    if undated:
        said.append(f"{'、'.join(undated)} 已到，日期不明")
    return "<br>".join(said)


def _details(board: Board) -> str:
    """Everything of each project, as the script opens it; no text in it can end the element."""
    found = {one.line.project.id: _opened(one) for one in board.entries}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "backslashreplace").decode()


def _opened(entry: BoardProject) -> dict[str, Any]:
    facts = next(table for table in entry.tables if table.id == "project")
    parts: list[dict[str, Any]] = []
    nodes = [[inert(node.told)] for node in entry.line.nodes if node.told]
    if nodes:
        parts.append({"title": "节点", "head": ["到截至日"], "rows": nodes, "figures": []})
    for table in entry.tables:
        title = "台账所记" if table is facts else table.title
        parts.append(
            {
                "title": title,
                "head": [column.name for column in table.columns],
                "rows": [[shown(row, c, table) for c in table.columns] for row in table.rows],
                "figures": [at for at, c in enumerate(table.columns) if c.is_figure],
            }
        )
    remarks = [inert(one) for one in facts.notes]
    return {
        "title": inert(facts.title),
        "parts": parts,
        "notes": [*remarks, "各表是台账所记的全部，不限截至日。"],
    }


def _table(table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if not column.for_machines]
    yield f"<table><caption>{_told(table.title)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{_told(column.name)}</th>' for column in columns)
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = (
            f"<td{' class=n' if c.is_figure else ''}>{escape(shown(row, c, table))}</td>"
            for c in columns
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _notes(notes: Iterable[str]) -> Iterator[str]:
    said = [f"<li>{_told(one)}</li>" for one in notes]
    if said:
        yield f'<ol class="notes">{"".join(said)}</ol>'


def _told(text: str) -> str:
    return escape(inert(text))
