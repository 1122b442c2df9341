"""Which word of the ledger a column is, by its headings and, where they leave it open, its values.

Owns the words by which counties call what the ledger has a word for.  A heading that is only like
one of them is offered and never taken: a column read as another one is a wrong figure on each row.
"""

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sangeyipi.compare.fields import Path
from sangeyipi.ingest import synonyms
from sangeyipi.ingest.meanings import (
    NUMBER,
    UNKNOWN,
    YEARLY,
    Meaning,
    MeaningKind,
    all_words,
    by_word,
)
from sangeyipi.model import term
from sangeyipi.model.nearest import nearest, says_more
from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Batch, Milestone

_SPAN = later(
    "(?:项目)?(?:计划)?(?:建设)?(?:起止|工期|周期|年限|期限)(?:年限|年月|时间|日期|年份|期限)?"
    "|建设(?:期|时间)|(?:计划)?开(?:工)?[、/至-]?(?:竣|完)工(?:时间|日期|年月)|计划工期"
)
#: 竣工验收 is an act of its own, and 达产 comes before 达效: offered, not taken.
_ONLY_NEAR = {"竣工验收": Milestone.PRODUCING, "达产": Milestone.AT_CAPACITY}
_PLAN = "计划|预计|预期|拟|拟定|目标|预定|规划|倒排|要求|约定|应"
_ACTUAL = "实际|实|正式"
_TIME = "日期|时间|年月日|年月|月份|节点|年份"
_STEP = "|".join(f"(?P<{name.name}>{words})" for name, words in synonyms.STEPS.items())
_DATED = later(
    f"(?:项目|工程|合同)?(?P<before>{_PLAN}|{_ACTUAL})?(?:于)?(?:项目|工程)?(?:{_STEP})"
    f"(?P<after>{_PLAN}|{_ACTUAL})?(?P<time>{_TIME})?(?P<last>[(]?(?:{_PLAN}|{_ACTUAL})[)]?)?"
)
_PLANNED = later(_PLAN)
_DONE = later("实际|已|完成")
_YEAR = "(?P<year>20[0-9]{2})年?度?|本年度?|今年|当年度?|年度?|全年"
_YEARLY_PLAN = later(
    f"(?:{_YEAR})(?:计划|目标)(?:完成)?(?:投资)?(?:额|金额|任务)?"
    f"|(?:计划|目标)(?P<later>20[0-9]{{2}})年?度?(?:完成)?投资额?"
    f"|(?:{_YEAR.replace('year', 'other')})(?:完成)?投资(?:计划|目标)(?:额)?"
)
_MONTHS = later(
    "(?:今年|本年|20[0-9]{2}年)?(?P<first>1?[0-9])(?:月份?)?[-‐‑–—―−~至到]{1,2}(?P<last>1?[0-9])月份?(?:底|末)?"
    "(?:累计)?(?:实际)?完成(?:固定资产)?(?:投资)?(?:额)?"
)
_ONE_MONTH = later(
    "(?:20[0-9]{2}年)?(?P<month>1?[0-9])月份?(?:当月)?(?:实际)?(?:完成投资|投资完成|完成)额?"
)
_YEAR_TO_DATE = later(
    "(?:今年|本年度?|当年|年度|年初以来|全年|20[0-9]{2}年)(?:以来|至今)?(?:已)?(?:累计)?(?:实际)?(?:已)?"
    "(?:累计)?完成(?:投资)?额?|(?:今年|本年度?)累计(?:投资)?|年初以来累计"
)
_LISTED = later(f"(?:列入|所在)?(?P<batch>{'|'.join(Batch)})(?:一批|项目|批)?(?:期|期次|期数)")
_NO_SUCH = later("是否|是不是|有无")
#: What a heading says in brackets of how to fill it in.
_HOW = later(
    "[(](?:年.?月.?日?|年|年度|全称|姓名|必填|选填|公章|盖章|签章|是.?否|有.?无|y/n|yyyy.*|填.*|格式.*"
    "|精确.*|下拉.*|如.*|例.*|可.*|请.*)[)]$"
)
_ENGLISH = later(r"[/|(（]?[a-z][a-z .]*[)）]?$")
_NOTES = later(r"[*＊★☆※#①②③④⑤⑥⑦⑧⑨¹²³]+|\[[0-9]+\]|[(]注?[0-9]{0,2}[)]$|注[0-9]$")
_HOLDS_BATCH = later(rf"(?P<batch>{'|'.join(Batch)})(?:一批|项目|类|批|类项目|一批项目)?")
_HOLDS_PHASE = later("第?[0-9一二三四五六七八九十]{1,3}(?:期|批次)|[0-9]{1,2}")
_HOLDS_BOTH = later(
    rf"第?[0-9一二三四五六七八九十]{{1,3}}期[-·/]?[(]?(?:{'|'.join(Batch)})(?:一批|项目|批)?[)]?"
)
_HOLDS_DATE = later("[12][0-9]{3}.*|[0-9]{1,2}月.*|[0-9]{2}[./-][0-9]{1,2}.*|4[0-9]{4}")
#: What cells say that say nothing.
BLANKS = frozenset(("", "/", "-", "—", "——", "－", "--", "\\", "无", "―", "–", "、"))
_LEAST_OF_VALUES = 0.9
_MOST_OF_VALUES = 0.6
_LONG_NUMBER = 6
#: 12、三个一批建设项目名称: what names stand under is no longer, but for a translation behind it.
_LONGEST_NAME = 13
#: Has no mark, no blank and nothing of another width.
_UNMARKED = later("[0-9a-z\u4e00-\u9fff]+")


def plain(text: str) -> str:
    """A heading as it is compared: common width, small letters, without blanks and note marks."""
    common = "".join(_NOTES.sub("", unicodedata.normalize("NFKC", text)).casefold().split())
    return common.replace("：", ":").rstrip(":;。.") or common


@cache
def _synonyms() -> dict[str, Meaning]:
    """Every heading that is known as it stands."""
    found: dict[str, Meaning] = {}
    for word, others in synonyms.FIELDS.items():
        for one in (word, *others.split()):
            found[plain(one)] = Meaning(MeaningKind.FIELD, (word,))
    for word, others in synonyms.REPORTED.items():
        for one in (word, *others.split()):
            found[plain(one)] = Meaning(MeaningKind.MONTHLY, (word,))
    for one in synonyms.NUMBERS:
        found[one] = NUMBER
    for one in synonyms.PHASE:
        found[one] = Meaning(MeaningKind.PHASE)
    return {**found, **all_words()}


def is_known(heading: str) -> bool:
    """Whether a heading by itself, without its values, is one that tables of projects have."""
    text = plain(heading)
    known = _of_text(text).kind is not MeaningKind.UNKNOWN
    return known or text in synonyms.OPEN | synonyms.OTHER or _bare(text) is not None


def is_name(heading: str) -> bool:
    """Whether it is what a project's name stands under."""
    if "名" not in heading and "项" not in heading and "工程" not in heading:
        return False
    # Every project's name is asked, and nearly all are as they are compared already.
    if len(heading) > _LONGEST_NAME and not heading[-1].isascii() and _UNMARKED.fullmatch(heading):
        return False
    text = plain(heading)
    if _of_several(text):
        return _of_text(text).path == (term.NAME,)
    if len(text) > _LONGEST_NAME and not text[-1].isascii():
        return False
    return any(form in _names() for form in _forms(text))


@cache
def _names() -> frozenset[str]:
    return frozenset(one for one, found in _synonyms().items() if found.path == (term.NAME,))


def _of_several(text: str) -> bool:
    return "/" in text or "(" in text or "、" in text


def meaning(heading: Sequence[str], values: Iterable[str] = ()) -> Meaning:
    """What the column is with these headings, the outermost first, without units.

    `values`: what its cells show, for headings that leave open what they are.
    """
    texts = [plain(one) for one in heading if one]
    if not texts:
        return _by_values(list(values))
    found = _of_heading(texts)
    if found.path == (term.ID,):
        # 编号 1, 2, 3 on each sheet are the rows' numbers: by them other projects would be found.
        return NUMBER if counts_rows(values) else found
    if found.kind is not MeaningKind.UNKNOWN:
        return found
    own = texts[-1]
    if own in synonyms.OPEN:
        # Named so, and mostly holding batches, it holds them: a slip costs its own row only.
        held = _by_values(list(values), _MOST_OF_VALUES)
        if held.kind is MeaningKind.UNKNOWN and own in synonyms.SURELY_BATCH:
            return Meaning(MeaningKind.BATCH)
        return (
            held
            if held.kind is not MeaningKind.UNKNOWN
            else Meaning(MeaningKind.UNKNOWN, near=_open_near())
        )
    step = _bare(own)
    if step is not None:
        return _of_step(step, texts, list(values))
    return Meaning(MeaningKind.UNKNOWN, near=_near_either("".join(texts), own))


def _open_near() -> tuple[str, ...]:
    return (term.SECTOR, MeaningKind.BATCH.value, MeaningKind.PHASE.value)


def _of_heading(texts: Sequence[str]) -> Meaning:
    own, parents = texts[-1], "".join(texts[:-1])
    if not parents:
        return _of_text(own)
    joined = _of_text(parents + own)
    if joined.kind is not MeaningKind.UNKNOWN:
        return joined
    above = _of_text(parents)
    if above.kind is not MeaningKind.UNKNOWN and (
        own in _NAMED or (own in _WHOLE and _is_amount(above))
    ):
        return above
    turned = _of_text(own + parents)
    if turned.kind is not MeaningKind.UNKNOWN and turned.path[:1] in (
        (term.PLANNED,),
        (term.MILESTONES,),
    ):
        return turned
    found = _of_text(own)
    if found.path[:1] == (term.MILESTONES,) and len(found.path) > 1:
        return _below(found, own, parents)
    if _is_amount(found) and says_more(parents, own):
        return UNKNOWN
    return found


#: What stands below a heading and says no more than it: 包联领导 | 姓名, 总投资 | 总额.
_NAMED = frozenset(("名称", "姓名", "全称", "单位名称"))
_WHOLE = frozenset(("总额", "合计", "金额", "总计", "小计", "总数"))


def _below(found: Meaning, own: str, parents: str) -> Meaning:
    """A date below parents: planned where they say so and it does not say otherwise."""
    if _PLANNED.search(parents) and not _DONE.search(own):
        return found._replace(path=(term.PLANNED, *found.path[1:]))
    return found


def _is_amount(found: Meaning) -> bool:
    return (
        found.path[:1] in ((term.INVESTMENT,), (term.FUNDS,)) or found.kind is MeaningKind.MONTHLY
    )


def _of_text(text: str) -> Meaning:
    """What one text means by itself."""
    found = _synonyms().get(text) or by_word(text)
    if found:
        return found
    for form in _forms(text):
        if form in _synonyms():
            return _synonyms()[form]
        for reader in (_dated, _yearly, _monthly, _listed):
            found = reader(form)
            if found:
                return found
        if _SPAN.fullmatch(form):
            return Meaning(MeaningKind.SPAN)
    return _several(text)


def _forms(text: str) -> Iterable[str]:
    """The text, and without a translation, a number before it, remarks in brackets behind it."""
    yield text
    short = re.sub(r"^[0-9]{1,2}[.、]", "", text)
    short = _ENGLISH.sub("", short) if not short.isascii() else short
    short = _HOW.sub("", short)
    if short != text:
        yield short
    if "(" in short or "/" in short:
        yield short.replace("(", "").replace(")", "").replace("/", "")
    yield re.sub(r"^项目|^三个一批", "", short)


def _several(text: str) -> Meaning:
    """`项目单位/建设单位`: where all parts mean the same, that."""
    parts = [one for one in re.split(r"[/、(),|]|或", text) if one]
    if len(parts) < 2:
        return UNKNOWN
    found = {_of_text(one)[:2] for one in parts}
    return Meaning(*found.pop()) if len(found) == 1 else UNKNOWN


def _dated(text: str) -> Meaning | None:
    match = _DATED.fullmatch(text)
    if not match or _NO_SUCH.match(text):
        return None
    said = "".join(match[one] or "" for one in ("before", "after", "last"))
    if not match["time"] and not said:
        return None
    step = next(one for one in Milestone if match[one.name])
    if (match[step.name] or "") in _ONLY_NEAR:
        return None
    group = term.PLANNED if said and not re.search(_ACTUAL, said) else term.MILESTONES
    return Meaning(MeaningKind.FIELD, (group, str(step)))


def _yearly(text: str) -> Meaning | None:
    match = _YEARLY_PLAN.fullmatch(text)
    if not match:
        return None
    year = match["year"] or match["later"] or match["other"] or ""
    return Meaning(MeaningKind.FIELD, (*YEARLY, year))


def _monthly(text: str) -> Meaning | None:
    match = _MONTHS.fullmatch(text)
    if match:
        return Meaning(MeaningKind.YEAR_TO_DATE, months=(int(match["first"]), int(match["last"])))
    match = _ONE_MONTH.fullmatch(text)
    if match:
        month = int(match["month"])
        return Meaning(MeaningKind.MONTHLY, (term.COMPLETED,), months=(month, month))
    return Meaning(MeaningKind.YEAR_TO_DATE) if _YEAR_TO_DATE.fullmatch(text) else None


def _listed(text: str) -> Meaning | None:
    match = _LISTED.fullmatch(text)
    return Meaning(MeaningKind.FIELD, (term.LISTED, match["batch"])) if match else None


def _bare(text: str) -> Milestone | None:
    """The milestone that a heading names and nothing else: 开工."""
    match = _DATED.fullmatch(text)
    if not match or match["time"] or match["before"] or match["after"] or match["last"]:
        return None
    step = next(one for one in Milestone if match[one.name])
    return None if match[step.name] in _ONLY_NEAR else step


_EXPLICIT = later(f"{_PLAN}|实际|正式")
_TRULY = later("实际|正式")


def doubtful_dates(
    headings: Mapping[int, Sequence[str]], meanings: Mapping[int, Meaning]
) -> dict[int, Meaning]:
    """Columns 开工时间 beside 实际开工时间: a plan more likely than not, so that they stay open."""
    steps: dict[Path, list[int]] = defaultdict(list)
    for at, found in meanings.items():
        if found.kind is MeaningKind.FIELD and found.path[0] == term.MILESTONES:
            steps[found.path].append(at)
    doubtful: dict[int, Meaning] = {}
    for path, places in steps.items():
        said = {at: "".join(headings[at]) for at in places}
        if any(_TRULY.search(text) for text in said.values()):
            near = tuple(".".join((group, path[1])) for group in (term.PLANNED, term.MILESTONES))
            open_ = [at for at, text in said.items() if not _EXPLICIT.search(text)]
            doubtful |= dict.fromkeys(open_, Meaning(MeaningKind.UNKNOWN, near=near))
    return doubtful


_OF_TIME = later(f"{_TIME}|{_PLAN}|{_ACTUAL}")


def _of_step(step: Milestone, texts: Sequence[str], values: Sequence[str]) -> Meaning:
    """A heading that is a milestone's name: a date below a parent of dates, or by its values."""
    parents = "".join(texts[:-1])
    path = (term.MILESTONES, str(step))
    found = _below(Meaning(MeaningKind.FIELD, path), texts[-1], parents)
    if _OF_TIME.search(parents) or _mostly(_HOLDS_DATE, values):
        return found
    near = [".".join(path), ".".join((term.PLANNED, str(step)))]
    if str(step) in tuple(Batch):
        near.append(".".join((term.LISTED, str(step))))
    return Meaning(MeaningKind.UNKNOWN, near=tuple(near))


def _by_values(values: Sequence[str], least: float = _LEAST_OF_VALUES) -> Meaning:
    """What values alone tell: batches, or phases with their word."""
    if _mostly(_HOLDS_BATCH, values, least):
        return Meaning(MeaningKind.BATCH)
    if _mostly(_HOLDS_BOTH, values, least):
        return Meaning(MeaningKind.PHASE_AND_BATCH)
    if _mostly(_HOLDS_PHASE, values, least) and any("期" in one for one in values):
        return Meaning(MeaningKind.PHASE)
    return UNKNOWN


def counts_rows(values: Iterable[str]) -> bool:
    """Whether the values are 1, 2, 3, beginning anew as often as they like."""
    said = [text for one in values if (text := plain(one)) not in BLANKS]
    if not said or not all(one.isdecimal() and len(one) < _LONG_NUMBER for one in said):
        return False
    numbers = [int(one) for one in said]
    # 001, 002 were typed as somebody's own.
    plainly = all(one == str(number) for one, number in zip(said, numbers, strict=True))
    steps = itertools.pairwise(numbers)
    return plainly and numbers[0] == 1 and all(b in (a + 1, 1) for a, b in steps)


def batch_of(heading: Sequence[str]) -> Batch | None:
    """The batch that a heading names and nothing else: 签约, 签约一批."""
    match = _HOLDS_BATCH.fullmatch(plain(heading[-1])) if heading else None
    return Batch(match["batch"]) if match else None


def holds_phases(values: Iterable[str]) -> bool:
    """Whether the values are phases, with their word: 第八期."""
    return _by_values(list(values)).kind is MeaningKind.PHASE


def holds_batch(text: str) -> bool:
    """Whether a cell says a batch, or a batch of a phase, and nothing else."""
    plainly = plain(text)
    return bool(_HOLDS_BATCH.fullmatch(plainly) or _HOLDS_BOTH.fullmatch(plainly))


def _mostly(
    pattern: re.Pattern[str], values: Sequence[str], least: float = _LEAST_OF_VALUES
) -> bool:
    said = [text for one in values if (text := plain(one)) not in BLANKS]
    held = sum(1 for one in said if pattern.fullmatch(one))
    return bool(said) and held >= least * len(said)


def _near_either(joined: str, own: str) -> tuple[str, ...]:
    return () if own in synonyms.OTHER else _near(joined) or _near(own)


def _near(text: str) -> tuple[str, ...]:
    """The words of a mapping file that may be meant, the likeliest first."""
    for word, step in _ONLY_NEAR.items():
        if word in text:
            group = term.PLANNED if _PLANNED.search(text) else term.MILESTONES
            return (f"{group}.{step}",)
    if text in synonyms.OTHER or _NO_SUCH.match(text) or text.endswith("率"):
        return ()
    known = _synonyms()
    found = [known[one].word for one in nearest(text, known)]
    return tuple(dict.fromkeys(found))
