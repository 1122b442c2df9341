"""What several changes come to, some up and some down: 签约增加31个，开工减少24个，合计净增7个.

Each says of what it is and which way it went, all stand in one list of one kind, and the total
right behind says that it is of all of them.  What falls is taken off, so that what does not come
out is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import Finding, RelationVerdict, said_in
from sangeyipi.audit.judging.reasons import BOUND, Why
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import DOWN, WAYS
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "与上期相比，签约增加31个，开工减少24个，投产增加57个，合计净增74个。",
        "wrong 31 - 24 + 57 = 74",
    ),
    (
        "与上期相比，签约增加31个，开工减少24个，投产增加57个，合计净增64个。",
        "holds 31 - 24 + 57 = 64",
    ),
    ("投诉减少31件、咨询增加12件、求助减少9件，三类合计净减18件。", "wrong 31 - 12 + 9 = 18"),
    ("签约多31个，开工少24个，投产多57个，三项相抵净增112个。", "wrong 31 - 24 + 57 = 112"),
)
_WAY = "净?(?P<way>增加|增长|新增|增|多|减少|下降|减|少)(?:了)?"
_CHANGE = later(f"(?P<name>[\u4e00-\u9fff]{{2,10}}?){_WAY}$")
_ALL = later(
    "[,;、](?:[\u4e00-\u9fff]{0,4}?(?P<many>[两三四五六七八二])[者类批项期家县镇个市次]?(?:产业|项目)?|以上)?"
    f"(?:{IN_ALL}|总体|汇总|(?:加减)?相抵后?),?{_WAY}"
)
_NET = later("净|相抵")
_ENDS = later("[。;\n]|$")
_NAMES = f"[\u4e00-\u9fff]{{2,10}}?{_WAY.replace('?P<way>', '?:')}"
#: Nothing but what has changed, and since when, stands before them and between.
_STEP = later(f"[、,;和及](?:和|及)?{_NAMES}")
_FIRST = later(f"(?:(?:[与较同比][^,。;\\d]{{1,8}}(?:相比|比较?)?|[同环]比),?)?{_NAMES}")
_JOINS, _MANY = frozenset("、,;和及"), "两二三三四四五五六六七七八八"
#: What is spent less, or imported, leaves more.
_OUT = later("进口|支出|成本|费用|流出|迁出|转出|亏损|负债|欠|退|逆差|死亡|能耗")
_OTHERS = later(f"其中|其他|其余|{ALSO}|等[,;]|[环同]比")
_WAYS = re.compile(WAYS)
_LEAST, _NOTHING = 2, Decimal(0)


def net_of_changes(reading: TextReading) -> Iterator[Finding]:
    """Every such total."""
    for one in reading.figures[2:]:
        if one.role not in COUNTABLE or one.hedge or one.inner:
            continue
        row = _row(reading, one) if _ENDS.match(reading.text, one.end) else []
        said = _ALL.fullmatch(reading.text, row[-1][0].end, one.start) if row else None
        if len(row) < _LEAST or len({down for _, down in row}) == 1 or said is None:
            continue
        # 五县合计增加30个: of more than are told.
        few = said["many"] is not None and _MANY.index(said["many"]) // 2 + 2 != len(row)
        if (
            few
            or not _NET.search(said[0])
            or _OTHERS.search(reading.text, row[0][0].end, one.start)
        ):
            continue
        yield _told(one, row, falls=DOWN.search(said["way"]) is not None)


def _row(reading: TextReading, one: TextFigure) -> list[tuple[TextFigure, bool]]:
    """The changes right before a total, and whether each is a fall; each of another name."""
    row: list[tuple[TextFigure, bool]] = []
    names: set[str] = set()
    before = reading.figures[reading.begins[one.order] : one.order]
    if before and _CHANGE.search(before[-1].lead) is None:
        # 三项相抵净增64个: how many there are.
        before = before[:-1]
    kin = [f for f in before if (f.role, f.dimension) == (one.role, one.dimension)]
    for f in before[::-1]:
        said = _CHANGE.search(f.lead)
        if said is None or f not in kin or f.hedge or f.inner:
            break
        if row and not _STEP.fullmatch(reading.text, f.end, row[0][0].start):
            return []
        if said["name"] in names or _OUT.search(said["name"]) or reading.text[f.end] not in _JOINS:
            return []
        names.add(said["name"])
        row.insert(0, (f, DOWN.search(said["way"]) is not None))
    changes = [f for f in kin if _WAYS.search(f.lead)]
    # 签约增加31个、投资增加3亿元；开工减少24个，…: one more, where the list seems to end.
    if not row or len(changes) != len(row):
        return []
    first = row[0][0]
    opens = _FIRST.fullmatch(reading.text, reading.begun("。;\n", first.start), first.start)
    return row if opens else []


def _told(one: TextFigure, row: Sequence[tuple[TextFigure, bool]], *, falls: bool) -> Finding:
    ups = [(f, down is falls) for f, down in row]
    value = sum(((f.value if up else -f.value) for f, up in ups), _NOTHING)
    room = sum((f.half for f, _ in ups), _NOTHING)
    text = "".join(f" {'+' if up else '-'} {said_in(f.value, one)}" for f, up in ups)
    text = text.removeprefix(" + ").lstrip()
    operands = tuple(f for f, _ in row)
    found = judge(one, value, (value - room, value + room), text, operands)
    if found.verdict is not RelationVerdict.WRONG:
        return found
    if sum(f.value for f, _ in ups) == one.value:
        return found._replace(why=Why("像是把减少的也加上了"))
    return found if found.why is not None else found._replace(why=BOUND)
