"""A hint about units: one that is written in two ways makes two rows wherever units have a row.

Owns which names of 责任单位 and 牵头单位 may be of one unit.  What differs in nothing that can be
seen is for `texts`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sangeyipi.checks.catalogue import rule
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import folded
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity

_FILE = "projects/第1期.yaml"
_PROJECT = "- 编号: SL-2021-001\n  名称: 示例铝基新材料产业园\n  责任单位: 县自然资源局\n"
_PROBLEM = """\
- 编号: WT-2022-001
  项目: SL-2021-001
  类别: 用地
  问题: 差五十亩用地指标
  提出: 2022-03-05
  牵头单位: """
ALIKE = rule(
    "unit-alike",
    Severity.HINT,
    title="同一个单位可能写了两样",
    why="两种写法只差县名、简称，如“县工信局”“示例县工业和信息化局”；"
    "按责任单位、牵头单位汇总时会分成两行。",
    remedy="是同一个单位的，改成同样的写法；不是的，不用改",
    bad={_FILE: _PROJECT, "problems/2022.yaml": f"{_PROBLEM}自然资源局\n"},
    good={_FILE: _PROJECT, "problems/2022.yaml": f"{_PROBLEM}市自然资源局\n"},
)
#: What a unit's name ends in, and how that is written short.
_KINDS = (
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("办事处", "办"),
    ("局", "局"),
)
#: Of these the name too is written short: 工信局, 发改委. A town's or a zone's own name is not.
_SHORTENED = frozenset(("委", "办", "局"))
#: A part of a unit, or one of several: 税务稽查局 is not 税务局.
_PART = re.compile("局|分|稽查|执法|监察|监督|督察|警|征收|队|所|站|第|[一二三四五六七八九十]")
#: What a county lies in ends with.
_ABOVE = re.compile("[省市州盟](?=.)")
#: Characters of a short form before its kind, at least: 住建局.
_SHORT = 2
#: Of so many that begin and end alike nobody can say which is which.
_MANY = 50


class _Unit(NamedTuple):
    """A name as it is written, and what is left of it without what may be left out."""

    text: str
    stem: str
    kind: str


def hint_units_alike(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each way of writing a unit that another, more frequent one may stand for."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for project in ledger.projects:
        if project.unit is not None:
            places[project.unit].append(project.origin.at(term.UNIT))
    for problem in ledger.problems:
        if problem.unit is not None:
            places[problem.unit].append(problem.origin.at(term.LEAD_UNIT))
    told: set[str] = set()
    for pair in _pairs(places, _own_names(ledger.config.region or "")):
        rare, usual = sorted(pair, key=lambda one: (len(places[one]), len(one), one))
        if rare not in told:
            told.add(rare)
            place = places[rare][0]
            message = (
                f"{place.path[-1]}“{rare}”（{len(places[rare])} 处）与“{usual}”"
                f"（{len(places[usual])} 处）是不是同一个单位？"
            )
            yield Diagnostic(ALIKE, place, message)


def _own_names(region: str) -> tuple[str, ...]:
    """How the county itself may stand before a unit's name, longest first."""
    names = {region[at.end() :] for at in _ABOVE.finditer(region)} | {region}
    county = min(names, key=len)
    names.add(county[:-1] if len(county) > _SHORT else "")
    # 市 before a unit is the city above a county, and may be that above a city of a county.
    last = county[-1:] or "县"
    names |= {last, f"本{last}", f"我{last}"} if last in "县区旗" else set()
    return tuple(sorted(filter(None, names), key=len, reverse=True))


def _pairs(texts: defaultdict[str, list[Place]], own: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The names of which two may be one unit's."""
    units = (_read(text, own) for text in texts)
    by_ends: defaultdict[tuple[str, str], list[_Unit]] = defaultdict(list)
    for unit in units:
        by_ends[unit.stem[:1], unit.kind].append(unit)
    for near in by_ends.values():
        if 1 < len(near) <= _MANY:
            pairs = [pair for pair in combinations(near, 2) if _may_be_one(*pair)]
            yield from ((one.text, other.text) for one, other in pairs)


def _read(text: str, own: tuple[str, ...]) -> _Unit:
    bare = folded(text)
    before = next((name for name in own if bare.startswith(name) and bare != name), "")
    bare = bare.removeprefix(before).replace("人民政府", "政府")
    for long, short in _KINDS:
        for end in (long, short):
            if bare.endswith(end) and bare != end:
                stem = bare.removesuffix(end)
                return _Unit(text, stem, "" if stem.endswith("街道") else short)
    return _Unit(text, bare, "")


def _may_be_one(one: _Unit, other: _Unit) -> bool:
    """Whether they differ in the county's name or in what a short form leaves out."""
    if one.stem == other.stem:
        return True
    short, long = sorted((one.stem, other.stem), key=len)
    if one.kind not in _SHORTENED or len(short) < _SHORT:
        return False
    if _PART.search(long) and not _PART.search(short):
        return False
    rest = iter(long)
    return all(char in rest for char in short)
