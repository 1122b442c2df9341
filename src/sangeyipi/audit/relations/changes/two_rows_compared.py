"""Two periods told one after the other, and what one has more: 两期相比，达效率提高5.5个百分点.

第八期31个，达效率77.4%；第七期32个，达效率71.9%: each row opens with its period, and the change
names which of its figures is meant.  The later period is the one of now, wherever it stands; a
change against one by its number (与第七期相比) says so itself.  Of 上月…。与上月相比 what there is
now is all that stands before the row of then; each change may say itself what it is against
(总投资比上月减少2.3亿元).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import BOUND, Reason
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, PLAN, change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "第八期项目31个，达效24个，达效率77.4%；第七期32个，达效23个，达效率71.9%。两期相比，达效率提高"
        "6.5个百分点，多达效1个。",
        "wrong 77.4 - 71.9 = 6.5",
    ),
    (
        "第八期项目31个，达效24个，达效率77.4%；第七期32个，达效23个，达效率71.9%。两期相比，达效率提高"
        "5.5个百分点，多达效1个。",
        "holds 24 - 23 = 1",
    ),
    (
        "2022年签约46个，总投资186亿元；2023年签约52个，总投资204亿元。两年相比，签约增加6个，总投资"
        "增加28亿元。",
        "wrong 204 - 186 = 28",
    ),
    (
        "第八期签约46个，履约率82.1%；第七期签约52个，履约率85.4%。与第七期相比，签约减少6个，履约率提高"
        "3.3个百分点。",
        "wrong 82.1 - 85.4 = 3.3",
    ),
    (
        "本月绿灯73个、黄灯21个、红灯8个；上月绿灯69个、黄灯23个、红灯10个。与上月相比，绿灯增加4个，红灯减少3个。",
        "wrong 10 - 8 = 3",
    ),
    (
        "本季度新增签约21个，合同金额35.2亿元；上季度签约17个，合同金额38.9亿元。签约个数较上季度增加4个，合同金额较"
        "上季度增加3.7亿元。",
        "wrong 35.2 - 38.9 = 3.7",
    ),
    (
        "今年竣工49个，新增年产值128.6亿元、税收4.35亿元。上年竣工42个，新增年产值103.4亿元、"
        "税收3.62亿元。两年相比，竣工个数增长16.7%、产值增长19.6%、税收增长20.2%。",
        "wrong (128.6 - 103.4) / 103.4 * 100 = 19.6",
    ),
)
_NUMBER = "[一二三四五六七八九十\\d]{1,3}"
_LABEL = (
    f"第(?P<nth>{_NUMBER})(?P<of>[期批届轮次])|(?P<year>20\\d\\d)年(?!度?(?:计划|目标))"
    "|(?<!\\d)(?P<month>\\d{1,2})月(?:份)?(?![\\d底末至到-])|(?P<quarter>[一二三四])季度"
)
_LABELS = re.compile(_LABEL)
#: Opens a row of its own, and is nothing that now is set against.
_LAST_YEAR = later("(?:^|(?<=[。;\n]))[上去]年(?!同期|度?(?:计划|目标|同)|[末底初])")
_UNITS = {"期": "期批届轮次", "年": "年", "月": "月", "季度": "季度"}
_PAST = "(?:上个?[月周季]|上一?[期批轮次]|[上去]年)(?:度|同期|同月)?"
_COMPARED = re.compile(
    f"(?:[两二](?:个)?(?P<unit>[期批届轮次年月]|季度|者)(?:项目|情况)?相?(?:比较?|对比)"
    f"|(?:与|同|较|和|比)(?:(?P<old>{_LABEL})|(?P<past>{_PAST}))(?:相比较?|比较|对比)),?"
)
#: 上月红灯10个: opens the row of then.
_OF_THEN = later(f"(?<=[;。,\n])而?(?P<past>{_PAST})(?=[\u4e00-\u9fff为是,])")
_WAY = "提高|提升|上升|增加|增长|净增|上涨|下降|降低|减少|回落|增|减|多|少|高|低|相差"
_NAME = "[\u4e00-\u9fff]{2,8}"
_SAID = later(
    f"[,、;]?(?:和|且|其中)?,?(?:(?P<name>{_NAME}?)(?:也|则|又|分别)?(?P<way>{_WAY})(?:了|出)?"
    f"|(?P<way2>{_WAY})(?:了|出)?(?P<name2>{_NAME}))"
)
_APART = "相差"
#: Output grows at the prices of one year, and is printed at those of each.
_REAL = later("生产总值|增加值|GDP|产值|零售|固定资产|收入|利润|进出口|规上|规模以上")
#: Of another scope, at other prices, or of more than its own period.
_OTHERWISE = later(
    "口径|可比|同比|剔除|扣除|[不包]含|修订|折算|汇率|[美欧]元|计价|[现不变]价|因素|调整|转[入出]|累计|合并|退[出库]|按"
)
_JOINS = later("[。;,\n]{0,3}")
_OF = later("项目|个数|数量|总额|总数")
_FAR, _QUARTERS = 240, "一二三四"
#: After December comes January.
_NEW_YEAR = (1, 12)


class _Row(NamedTuple):
    """A period and where its row stands."""

    unit: str
    number: int
    start: int
    end: int


def two_rows_compared(reading: TextReading) -> Iterator[Finding]:
    """Every such change."""
    yield from _all_against(reading)
    yield from _each_against(reading)


def _all_against(reading: TextReading) -> Iterator[Finding]:
    """与上月相比，绿灯增加4个，红灯减少2个."""
    for word in _COMPARED.finditer(reading.text):
        rows = _rows(reading, word)
        if rows is None:
            continue
        old, now = rows
        stop = _STOP.search(reading.text, word.end())
        end = stop.start() if stop else len(reading.text)
        if _OTHERWISE.search(reading.text, reading.begun("。\n", old.start), end) or (
            _OTHERWISE.search(reading.text, reading.begun("。\n", now.start), end)
        ):
            continue
        told = reading.between_places(min(old.start, now.start), word.start())
        if not told or not _JOINS.fullmatch(reading.text, told[-1].end, word.start()):
            continue
        at = word.end()
        for one in reading.between_places(word.end(), end):
            said = _SAID.fullmatch(reading.text, at, one.start)
            if said is None:
                break
            at = one.end
            if reading.text[at : at + 1] == "(":
                break
            name, way = said["name"] or said["name2"], said["way"] or said["way2"]
            found = _told(reading, one, name, way, old, now)
            if found is None and not _is_named(reading, name, old, now):
                # 甲县绿灯增加3个，红灯减少3个: what goes on is of these, too.
                break
            if found is not None:
                yield found


_STOP = later("[。\n]")


def _each_against(reading: TextReading) -> Iterator[Finding]:
    """入库个数比上月增加3个，总投资比上月减少2.3亿元: behind a row of now and one of then."""
    text, of_others = reading.text, -1
    for word in _AGAINST.finditer(text):
        behind = reading.between_places(word.end(), word.end() + 1)
        begin = reading.begun("。;,、\n", word.start())
        name = _OF_WHAT.fullmatch(text, begin, word.start())
        if not behind or name is None or text[behind[0].end : behind[0].end + 1] == "(":
            continue
        rows = _now_and_then(reading, begin, _time(word["past"]))
        if rows is None or behind[0].sentence == of_others:
            continue
        found = _told(reading, behind[0], name["name"], word["way"], *rows)
        if found is not None:
            yield found
        elif not _is_named(reading, name["name"], *rows):
            # 全市入库个数比上月增加5个，总投资…: what goes on is of these, too.
            of_others = behind[0].sentence


_AGAINST = re.compile(f"[比较](?P<past>{_PAST})(?:相比)?(?P<way>{_WAY})(?:了|出)?")
_OF_WHAT = later(f"(?:其中|但|而|同时)?(?P<name>{_NAME})")
_OPENS_THEN = later(f"(?:^|(?<=[;。,\n]))而?(?P<past>{_PAST})(?=[\u4e00-\u9fff为是,])")
_OPENS_NOW = later(
    "(?:^|(?<=[;。,\n]))(?:而|截至)?(?:今年|本(?:年|月|季|周|期|批|轮)|当[月年]|目前)"
)
_SET_AGAINST = frozenset("比较与同和")


def _time(said: str) -> str:
    return said.replace("去", "上").replace("个", "").removesuffix("度")


def _now_and_then(reading: TextReading, at: int, time: str) -> tuple[_Row, _Row] | None:
    """The row of then, which opens with its time, and the one of now right before or behind it, in
    the sentence of a change or in the one before; what was then is told nowhere else."""
    text = reading.text
    sentence = reading.begun("。\n", at)
    begin = max(reading.begun("\n", at), sentence - _FAR)
    pasts = [one.start() for one in _ANY_PAST.finditer(text, begin, at)]
    first = next((n for n in pasts if n and text[n - 1] in _SET_AGAINST), at)
    then = list(_OPENS_THEN.finditer(text, begin, first))
    now = list(_OPENS_NOW.finditer(text, begin, first))
    if len(then) != 1 or len(now) != 1 or _time(then[0]["past"]) != time:
        return None
    ends = reading.begun("。;,、\n", first)
    if len([n for n in pasts if n < first]) != 1 or _OTHERWISE.search(text, begin, at):
        return None
    opened = sorted((then[0].start(), now[0].start()))
    told = reading.between_places(opened[1], ends)
    if not told or not _JOINS.fullmatch(text, told[-1].end, ends):
        return None
    rows = _Row("", 0, opened[0], opened[1]), _Row("", 0, opened[1], ends)
    return rows if then[0].start() == opened[0] else (rows[1], rows[0])


def _rows(reading: TextReading, word: "re.Match[str]") -> tuple[_Row, _Row] | None:
    """The row of then and that of now, where just two stand before; each is named once."""
    begin = max(reading.begun("\n", word.start()), word.start() - _FAR)
    if word["past"]:
        return _then_and_now(reading, word, begin)
    said = [(each, _period(each)) for each in _LABELS.finditer(reading.text, begin, word.start())]
    unit = word["unit"]
    against = _period(word) if word["old"] else None
    wanted = against[0] if against else _UNITS.get(unit, unit)
    kin = [(each, label) for each, label in said if wanted == "者" or label[0] in wanted]
    if not kin and against is None and wanted == "年":
        return _since_last_year(reading, begin, word.start())
    if len(kin) != 2 or kin[0][1][0] != kin[1][1][0] or kin[0][1][1] == kin[1][1][1]:
        return None
    ends = (kin[1][0].start(), word.start())
    rows = [_Row(*label, each.start(), end) for (each, label), end in zip(kin, ends, strict=True)]
    rows.sort(key=lambda row: row.number)
    if rows[0].unit == "月" and (rows[0].number, rows[1].number) == _NEW_YEAR:
        rows.reverse()
    if against is not None and against[1] != rows[0].number:
        return None
    return rows[0], rows[1]


def _then_and_now(
    reading: TextReading, word: "re.Match[str]", begin: int
) -> tuple[_Row, _Row] | None:
    """The row that opens with the time that is compared with, and all before it."""
    said = list(_OF_THEN.finditer(reading.text, begin, word.start()))
    if len(said) != 1 or said[0]["past"] != word["past"] or said[0].start() == begin:
        return None
    # What was then is told somewhere else, too: 8个，上月10个.
    if len(_ANY_PAST.findall(reading.text, begin, word.start())) != 1:
        return None
    at = said[0].start()
    return _Row("", 0, at, word.start()), _Row("", 1, begin, at)


_ANY_PAST = later(_PAST)


def _since_last_year(reading: TextReading, begin: int, end: int) -> tuple[_Row, _Row] | None:
    """今年竣工49个，产值128.6亿元。上年竣工42个，产值103.4亿元。两年相比."""
    said = list(_LAST_YEAR.finditer(reading.text, begin, end))
    if len(said) != 1 or said[0].start() == begin:
        return None
    at = said[0].start()
    return _Row("年", 0, at, end), _Row("年", 1, begin, at)


def _period(said: "re.Match[str]") -> tuple[str, int]:
    if said["nth"]:
        return said["of"], numerals.whole(said["nth"]) or 0
    if said["quarter"]:
        return "季度", _QUARTERS.index(said["quarter"]) + 1
    return ("年", int(said["year"])) if said["year"] else ("月", int(said["month"]))


def _told(
    reading: TextReading, one: TextFigure, name: str, way: str, old: _Row, now: _Row
) -> Finding | None:
    if one.hedge or one.inner:
        return None
    grows = one.role is Role.PERCENT
    if one.role is not Role.POINTS and one.role not in COUNTABLE and not grows:
        return None
    ends = [_called(reading, one, name, row) for row in (now, old)]
    new, was = ends
    if new is None or was is None or (new.role, new.dimension) != (was.role, was.dimension):
        return None
    down = DOWN.search(way) is not None or (way == _APART and new.value < was.value)
    found = grown(one, new, was, -1 if down else 1) if grows else of_two(one, new, was, down)
    if found is None or found.verdict is not RelationVerdict.WRONG:
        return found
    if grows and _REAL.search(name) and found.reason is not Reason.ON_NOW:
        return None
    if found.why is not None:
        return found
    # Recognised however far it is off: the words name the two.
    return found._replace(why=BOUND)


def _is_named(reading: TextReading, name: str, old: _Row, now: _Row) -> bool:
    """Whether a row names what a change is of, with nothing said of whose it is."""
    called = _OF.sub("", name) or name
    return any(called in reading.text[row.start : row.end] for row in (old, now))


def _called(reading: TextReading, one: TextFigure, name: str, row: _Row) -> TextFigure | None:
    """The one figure of a row that a change names."""
    called = _OF.sub("", name) or name
    found = [
        f
        for f in reading.between_places(row.start, row.end)
        if f.end <= row.end and called in f.lead and _is_kin(one, f)
    ]
    plain = len(found) == 1 and not (found[0].hedge or found[0].inner or PLAN.search(found[0].lead))
    return found[0] if plain else None


def _is_kin(one: TextFigure, other: TextFigure) -> bool:
    if change_of(other.lead) or growth_of(other.lead):
        return False
    if one.role is Role.POINTS:
        return other.role is Role.PERCENT
    if one.role is Role.PERCENT:
        return other.role in COUNTABLE
    return (one.role, one.dimension) == (other.role, other.dimension)
