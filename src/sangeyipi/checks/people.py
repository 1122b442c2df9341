"""Rules of people: several in one text are told apart.

Owns how 包联领导, 首席服务员 and 走访人 are written.  Whether somebody answers for a project is for
`visits`; what nobody sees in a text for `texts`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.checks.catalogue import rule
from sangeyipi.model import term
from sangeyipi.model.characters import suspect
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.patterns import later
from sangeyipi.model.people import each
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity
from sangeyipi.model.visit import Capacity

_FILE = "projects/第1期.yaml"
_PROJECT = "- 编号: SL-2021-001\n  名称: 示例铝基新材料产业园\n  包联领导: "
NOT_SEPARATED = rule(
    "person-not-separated",
    Severity.WARNING,
    title="几个人的名字只用空格隔开",
    why="几个人要用“、”隔开；只用一个空格的读成一个人，按包联领导汇总时这几位都没有这个项目。",
    remedy="几个人的，中间用“、”隔开；是一个人的，删去空格",
    bad={_FILE: f"{_PROJECT}张三 李某某\n"},
    good={_FILE: f"{_PROJECT}张　三、李某某\n"},
)
_TWO = later(r"[\u3400-\u9fff]{2,3}(?:\s[\u3400-\u9fff]{2,3})+")
#: Names with a blank in them: 诸葛 孔明.
_LONG_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")
)


def _two(name: str) -> bool:
    # Most have no blank, which is told without the pattern.
    if len(name.split()) < 2:
        return False
    return _TWO.fullmatch(name) is not None and name.split()[0] not in _LONG_SURNAMES


class _Named(NamedTuple):
    word: str
    text: str
    place: Place


def check_people(ledger: Ledger) -> Iterator[Diagnostic]:
    """No name is two names with a blank between them."""
    texts = {project.leader for project in ledger.projects}
    texts |= {project.officer for project in ledger.projects}
    texts |= {visit.visitor for visit in ledger.visits}
    odd = {text for text in texts if text and suspect(text) and any(map(_two, each(text)))}
    for one in _named(ledger) if odd else ():
        if one.text in odd:
            for name in filter(_two, each(one.text)):
                message = f"{one.word}“{name}”是一个人还是几个人？只有一个空格的当作一个人"
                remedy = f"是几个人的，写成“{'、'.join(name.split())}”；是一个人的，删去空格"
                yield Diagnostic(NOT_SEPARATED, one.place, message, remedy)


def _named(ledger: Ledger) -> Iterator[_Named]:
    for project in ledger.projects:
        if project.leader is not None:
            yield _Named(term.LEADER, project.leader, project.origin.at(term.LEADER))
        if project.officer is not None:
            yield _Named(term.OFFICER, project.officer, project.origin.at(term.OFFICER))
    for visit in ledger.visits:
        # 示例县 督查组 is one.
        if visit.capacity in (Capacity.LEADER, Capacity.OFFICER):
            yield _Named(term.VISITOR, visit.visitor, visit.origin.at(term.VISITOR))


#: Run on what could be read of a ledger.
CHECKS = (check_people,)
