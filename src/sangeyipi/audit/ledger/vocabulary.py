"""The words that say of whom a figure is: 期, 批, 监管平台, 节点, 率, 领域, 规模, a day, a region.

Owns the cutting of plain text into such words, for one ledger: its phases, region, sectors and
bands.  What is no word of these is `UNKNOWN`, and keeps the figures around it from being bound.
Patterns are alternatives without repeats inside repeats.  Must not know of figures.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from sangeyipi.audit.text import words
from sangeyipi.audit.text.plain import Plain
from sangeyipi.figures.rates import RULES
from sangeyipi.model import numerals
from sangeyipi.model.ledger import Config
from sangeyipi.model.phases import Phases, phases
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.tables.grouping import BAND, OF_KEYS, band_labels


class Word(Enum):
    """What a word of a text says."""

    PHASE = auto()
    YEAR = auto()
    BATCH = auto()
    PLATFORM = auto()
    STEP = auto()
    RATE = auto()
    INVESTMENT = auto()
    CONVERTED = auto()
    GROUP = auto()
    WHOLE_LEDGER = auto()
    DIVIDES = auto()
    DAY = auto()
    WITHIN = auto()
    NET = auto()
    BASE = auto()
    BY_AMOUNT = auto()
    NOISE = auto()
    STOP = auto()
    COMMA = auto()
    OPEN = auto()
    CLOSE = auto()
    UNKNOWN = auto()


class MilestoneState(NamedTuple):
    """A milestone as a state: 已开工, 已全部开工, 未开工, or only named."""

    milestone: Milestone
    done: bool = False
    every: bool = False
    undone: bool = False


class RateNamed(NamedTuple):
    """A rate by its words: 签约开工率 has its list in its name, 投产率 of a list has not."""

    milestone: Milestone | None
    batch: Batch | None = None


class WordToken(NamedTuple):
    """A word with its place and what it says."""

    kind: Word
    start: int
    end: int
    text: str
    said: object = None


_N = "(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})"
_STEPS = "|".join(Milestone)
_LISTS = "|".join(Batch)
_RATES = "|".join(sorted(RULES, key=len, reverse=True))
_NOISE = (
    "三个一批|项目|没有|共计|共有|共|合计|总计|累计|顺利|正在实施|实施|有序|推进|正在|实现|预期目标|达到|"
    "待核实|个数|在册|活动|目前|为|的|了|已|均|全部|达|有|[“”\"'·]| "
)
_HEDGES = "|".join(word for _, spelled in words.HEDGES_BEFORE for word in spelled)
_PATTERN = (
    r"(?P<MARKER>(?m:^) *"
    r"(?:[一二三四五六七八九十]{1,3}[、.]|[0-9]{1,2}[.、)](?![0-9])|[-*•#>]{1,6}))"
    rf"|(?P<DAY>截[至止](?P<year>[0-9]{{4}})年(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|底|末)?)"
    rf"|(?P<NOW>截[至止]目前|截[至止]日前)"
    rf"|(?P<RANGE>第?(?P<first>{_N})期?[至到~-]第?(?P<last>{_N})期)"
    rf"|(?P<FORMER>前(?P<former>{_N})期)"
    rf"|(?P<SOME>第{_N}(?:期?、第?{_N}){{1,8}}期)"
    rf"|(?P<ONE>第(?P<one>{_N})期)"
    rf"|(?P<MANY>(?<![第前后近上])[“](?P<many>{_N})期[”])"
    r"|(?P<YEAR>[0-9]{4}年(?=“?第))"
    rf"|(?P<RATE>(?P<rule>{_RATES})|(?P<step>{_STEPS})率|转化率)"
    rf"|(?P<BATCH>[“\"]?[ ]?(?P<batch>{_LISTS})一批[”“\"]?(?:项目)?|(?P<listed>{_LISTS})项目)"
    r"|(?P<OUTSIDE>(?:[纳列]入)?非监管平台|未纳入(?:省市|省级|市级)?监管(?:平台)?|监管平台[之以]?外)"
    r"|(?P<INSIDE>[纳列]入(?:省市|省、市|省级|市级)?监管(?:平台)?|(?:省市|省、市|省级|市级)?监管平台内?)"
    r"|(?P<CONVERTED>(?:新增)?转化(?:项目)?)"
    r"|(?P<NET>不含转化项目)|(?P<BASE>以履约数为分母)|(?P<BY_AMOUNT>按投资(?:额)?[计算]?)"
    rf"|(?P<STEP>(?P<un>均未|尚未|未)?(?P<done>已经|均已|已)?(?P<every>全部)?(?P<mile>{_STEPS})"
    rf"(?:并(?P<then>{_STEPS})|(?P<also>{_STEPS}))?(?:落地|建设)?)"
    r"|(?P<INVESTMENT>计划总投资额?|总投资额?|投资总额|投资额|投资)"
    r"|(?P<DIVIDES>分批次?看|分期看|按批次分)|(?P<WHOLE_LEDGER>台账中)|(?P<WITHIN>其中|包括)"
    rf"|(?P<HEDGE>{_HEDGES}|左右)|(?P<REST>其余(?=正在))|(?P<LEFT>尚有|仍有|还有)|(?P<NOISE>{_NOISE})"
    r"|(?P<STOP>[。!?\n])|(?P<COMMA>[,;:、|\t])|(?P<OPEN>\()|(?P<CLOSE>\))"
)
#: What names a place; of another region than the ledger's it is never passed over.
_PLACES = re.compile(
    "[\u4e00-\u9fff](?:省|市(?![场政民级长容委])|县(?![级长委])|区(?![域块间])|[州旗镇乡]|街道|管委会)"
)
#: What says that figures are of another time, or of none yet.
_TIMES = re.compile(
    "[0-9一二三四五六七八九十]月|[年季]度|去年|上年|同期|截[至止]|计划|预计|力争|拟|谋划|储备|目标|任务|今年|本月|本年|下步|下一步"
)


def is_place(word: str) -> bool:
    """Whether an unknown word may be another region's name."""
    return _PLACES.search(word) is not None


def is_time(word: str) -> bool:
    """Whether an unknown word may say that what follows is of another time, or planned."""
    return _TIMES.search(word) is not None


class Vocabulary:
    """The words of one ledger."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._held = {one.number: one.date for one in config.phases}
        self._groups = dict(_groups(config))
        own = [re.escape(one) for one in sorted(_regions(config), key=len, reverse=True)]
        named = [re.escape(one) for one in sorted(self._groups, key=len, reverse=True)]
        extra = (f"(?P<REGION>{'|'.join(own)})|" if own else "") + (
            f"(?P<GROUP>(?:总投资)?(?P<group>{'|'.join(named)}))|" if named else ""
        )
        self._pattern = re.compile(extra + _PATTERN)

    def tokens(self, text: str, start: int, end: int) -> Iterator[WordToken]:
        """The words of a piece of plain text; what lies between known ones is unknown."""
        at = start
        for found in self._pattern.finditer(text, start, end):
            if found.start() > at:
                yield WordToken(Word.UNKNOWN, at, found.start(), text[at : found.start()])
            yield self._token(found)
            at = found.end()
        if at < end:
            yield WordToken(Word.UNKNOWN, at, end, text[at:end])

    def _token(self, found: "re.Match[str]") -> WordToken:
        kind, said = self._said(found)
        return WordToken(kind, found.start(), found.end(), found[0], said)

    def _said(self, found: "re.Match[str]") -> tuple[Word, object]:
        # The group that closes last: a word's own, which holds its parts.
        name = found.lastgroup or ""
        if name in _PHASES:
            return self._phase(found, name)
        if name in _PLAIN:
            return _PLAIN[name]
        match name:
            case "DAY":
                return _day(found)
            case "YEAR":
                return Word.YEAR, int(found[0][:4])
            case "RATE":
                return Word.RATE, _rate(found)
            case "BATCH":
                return Word.BATCH, Batch(found["batch"] or found["listed"])
            case "STEP":
                return Word.STEP, _step(found)
            case "GROUP":
                return Word.GROUP, self._groups[found["group"]]
        return Word[name], None

    def _phase(self, found: "re.Match[str]", name: str) -> tuple[Word, object]:
        numbers = _numbers(found, name)
        if not numbers or any(one not in self._held for one in numbers):
            return Word.UNKNOWN, None
        return Word.PHASE, phases(numbers)

    def held_in(self, year: int, chosen: Phases) -> bool:
        """Whether all of these phases were held in a year."""
        return all((day := self._held.get(one)) and day.year == year for one in chosen)


_PHASES = ("RANGE", "FORMER", "SOME", "ONE", "MANY")
_PLAIN: dict[str, tuple[Word, object]] = {
    "NOW": (Word.NOISE, None),
    "HEDGE": (Word.NOISE, None),
    "LEFT": (Word.NOISE, None),
    "MARKER": (Word.NOISE, None),
    "REST": (Word.NOISE, None),
    "REGION": (Word.NOISE, None),
    "INSIDE": (Word.PLATFORM, True),
    "OUTSIDE": (Word.PLATFORM, False),
}


def _numbers(found: "re.Match[str]", name: str) -> list[int]:
    if name == "SOME":
        said = [numerals.whole(one) for one in re.findall(_N, found[0])]
        return [one for one in said if one] if all(said) else []
    if name == "ONE":
        return [numerals.whole(found["one"]) or 0]
    first = numerals.whole(found["first"]) if name == "RANGE" else 1
    last = numerals.whole(found["last" if name == "RANGE" else name.lower()])
    return list(range(first, last + 1)) if first and last and last >= first else []


def _day(found: "re.Match[str]") -> tuple[Word, object]:
    year, month = int(found["year"]), int(found["month"])
    try:
        day = int(found["day"]) if found["day"] else monthrange(year, month)[1]
        return Word.DAY, date(year, month, day)
    except ValueError:
        return Word.UNKNOWN, None


def _rate(found: "re.Match[str]") -> RateNamed:
    if found["step"] or found["rule"] in (f"{one}率" for one in Milestone):
        return RateNamed(Milestone((found["step"] or found["rule"]).removesuffix("率")))
    if found["rule"]:
        rule = RULES[found["rule"]]
        return RateNamed(rule.milestone, rule.batch)
    return RateNamed(None)


def _step(found: "re.Match[str]") -> MilestoneState:
    last = found["then"] or found["also"] or found["mile"]
    return MilestoneState(
        Milestone(last),
        done=bool(found["done"]),
        every=bool(found["every"] or found["then"] or found["also"]),
        undone=bool(found["un"]),
    )


def _regions(config: Config) -> set[str]:
    """What the ledger's own region may be called: 河南省商丘市民权县, 民权县, 民权, 我县."""
    region = Plain(config.region or "").text
    pieces = re.findall("[^省市县区州旗]{1,20}[省市县区州旗]", region)
    if not pieces or "".join(pieces) != region:
        return {region} if region else set()
    own, level = pieces[-1], pieces[-1][-1]
    found = {"".join(pieces[n:]) for n in range(len(pieces))}
    found |= {own[:-1]} if len(own) > 2 else set()
    return found | {f"{whose}{level}" for whose in "我全本该"}


def _groups(config: Config) -> Iterator[tuple[str, tuple[str, str]]]:
    for sector in config.sectors:
        yield Plain(sector).text, (OF_KEYS["sector"].key, sector)
    for label in band_labels(config):
        yield Plain(label).text, (BAND.key, label)
