"""The headings within a table as facts of the rows below them: 领域, 责任单位 or 属地.

Owns what a heading that names no phase and no batch is taken for.  续建项目, 省级重点, 补报项目 say
how far projects are, how high they stand, when they were reported: never a 领域.  A 领域 that is
not of the ledger's list is never taken without being asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.gone import GONE
from sangeyipi.ingest.governing import NamedPhases, named
from sangeyipi.ingest.values.texts import folded
from sangeyipi.model import term
from sangeyipi.model.nearest import nearest
from sangeyipi.model.patterns import later
from sangeyipi.model.project import project_keys
from sangeyipi.model.stages import Batch, Milestone

#: The headings above a row, the outermost first.
Section = tuple[str, ...]
_MARK = later(
    r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章|类)[:、]?|[(]?[一二三四五六七八九十]{1,3}[)]|"
    r"[一二三四五六七八九十]{1,3}[、.,:]|[0-9]{1,2}[、.](?![0-9])|[(][0-9]{1,2}[)])"
)
_COUNT = later(
    r"(?:[(](?:共|共计|合计)?[0-9]+(?:个|项|家)[^()]*[)]|[:,]?(?:共|计|共计)?[0-9]+(?:个|项)(?:项目)?)"
    r"(?:[,:;]?(?:总投资|投资额?)[0-9.,]*(?:亿元|万元|亿|万|元)?)?$"
)
_UNIT = later(".*(?:局|委|办|中心|公司|管委会|管理委员会|政府|集团|厅|站|所|院|部门|指挥部)$")
_PLACE = later(".*(?:乡|镇|街道|街道办|办事处|园区|开发区|示范区|高新区|片区|产业集聚区)$")
_LOCALITY = project_keys()["locality"].word
_SECTOR = (term.SECTOR,)

#: Projects so headed are no longer there, or not yet: whether the row is taken is asked.
_ASIDE = f"{GONE}|[未不拟](?:纳入|列入|计入|入库)|备选|候选|建议纳入|拟(?:申报|上报|报送|入库)"
#: How far they are built.  Where rows are told apart by this, 新开工 is no list of a phase.
_BUILT = (
    "续建|在建|结转|收尾|新建|改扩建|扩建|改建|迁建|拟建|待建|停建|缓建|停工|复工|建成|竣工|完工"
)
_WORDS = (
    f"{'|'.join(Milestone)}|前期|储备|谋划|策划|包装|意向|洽谈|在谈|落地|推进|转化|技改|技术改造|改造升级|筹建"
    "|实施|建设|补报|增补|补充|补录|追加|新增|申报|上报|新报|续报|报送|报告|调整|更新|转入|接转"
    "|重点|重大|重要|一般|普通|关键|标志性|引领性|龙头|本级|三个一批|专项债券|专项债|专项|考核|观摩|调度|督办|包联"
    "|正常|滞后|缓慢|顺利|超前|存在问题|有问题|进展|进度|较快|较慢|较好|红灯|黄灯|绿灯"
    "|纳入|列入|计入|入库|入统|纳统|监管平台|名单|清单|台账|情况|一览|明细|计划|预计|力争|确保|完成"
    "|政府投资|企业投资|社会投资|民间投资|招商引资|外资|内资|本年度|年度|年内|上半年|下半年|当年|本年|今年"
    "|往年|去年|上年|明年|跨年|历年|底前|月底|年底|项目|工程|其他|其它|部分|批次|首批|以上|以下"
)
#: Of these alone nothing is made that stands before a 领域: 新能源 is no 能源.
_LETTERS = "已|未|尚|拟|待|新|本|类|库|份|含|等|的|和|及|与|或"
_SHAPES = (
    r"(?:国家|省|市|县|区|乡|镇|[、和及与两三四])+(?:本级|级|定|列)",
    r"(?:国家|省|市|县|区|[、和及与])+(?=重点|重大)",
    r"第?[0-9一二三四五六七八九十]+批次?",
    r"[0-9.]*[十百千]?(?:[-—–~至到][0-9.]+)?(?:亿元?|万元?)级?(?:[(]?含[)]?)?(?:及?以上|以下|以内)?",
    r"(?:20)?[0-9]{2}年度?",
    r"[一二三四1-4]季度",
    r"[0-9]{1,2}月份?",
    r"[、,·/()\-—“”\"]",
)
_PIECES = "|".join((_ASIDE, _BUILT, _WORDS, *_SHAPES))
#: A heading is no sentence.
_LONG = 30
_STANDING = later(f"(?:{_PIECES}|{_LETTERS})+")
_LEADING = later(f"(?:{_PIECES})*")
_SAYS_ASIDE = later(_ASIDE)
_SAYS_BUILT = later(_BUILT)
#: Beside these a heading that names a batch tells how far its rows are, unless 签约 is there too.
_GOES_ON = later("续建|在建|结转")
_PARTS = later("[()·/]|—|-")
_OF_KIND = later("(?:类|领域|行业|产业|板块|方面|部分)?(?:建设)?(?:项目|工程)?$")


class AskedHeading(NamedTuple):
    """Two 领域 that headings name, for a person to choose from: the cell, what is asked."""

    cell: str
    name: str
    text: str
    answers: tuple[str, ...]


class Above(NamedTuple):
    """What the headings above a row come to."""

    named: tuple[NamedPhases, ...] = ()
    facts: tuple[tuple[Path, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    #: The headings of which nothing is taken: a cell of the first, and what they say.
    rest: tuple[tuple[str, str], ...] = ()
    #: The heading that says of its rows that they are not, or no longer, there.
    aside: str = ""
    asked: AskedHeading | None = None


class Heads:
    """The headings of one table, each with its cell; read once for all the rows below them."""

    def __init__(
        self,
        cells: Mapping[Section, str],
        sectors: Iterable[str],
        held: Sequence[tuple[int, date]],
        keep: bool,
    ) -> None:
        self._cells = cells
        self._keep = keep
        self._listed = tuple(sectors)
        self._known = {folded(one): one for one in self._listed}
        self._held = held
        self._read: dict[Section, Above] = {}

    def above(self, section: Section) -> Above:
        """What the headings above a row come to."""
        found = self._read.get(section)
        if found is None:
            found = self._read[section] = self._above(section)
        return found

    def _above(self, section: Section) -> Above:
        names: list[NamedPhases] = []
        facts: dict[Path, str] = {}
        rest: list[tuple[str, str]] = []
        words: list[tuple[str, str, str]] = []
        aside = ""
        for at, heading in enumerate(section):
            cell, text = self._cells.get(section[: at + 1], ""), bare(heading)
            one = named(f"“{heading}”", heading, self._held)
            if one and not self._tells_building(section[: at + 1]):
                names.append(one)
            elif text and self.known(text) is None and is_standing(text):
                rest.append((cell, heading))
                aside = aside or (heading if _SAYS_ASIDE.search(text) else "")
            elif text and path_of(text) != _SECTOR:
                facts.setdefault(path_of(text), text)
            elif text:
                words.append((cell, heading, text))
        taken, unused, asked = self._sector(words)
        if taken:
            facts[_SECTOR] = taken
        remarks = [Remark(cell, self._not_taken(heading, False)) for cell, heading in rest]
        remarks += [Remark(cell, self._not_taken(heading, True)) for cell, heading in unused]
        remarks += self._in_part(words)
        return Above(
            tuple(names), tuple(facts.items()), tuple(remarks), (*rest, *unused), aside, asked
        )

    def _sector(
        self, words: Sequence[tuple[str, str, str]]
    ) -> tuple[str, list[tuple[str, str]], AskedHeading | None]:
        """The 领域 that headings name: the ledger's own; else the likeliest, to be asked about."""
        known = {word: one for one in words if (word := self.known(one[2])) is not None}
        if len(known) > 1:
            told = "、".join(f"“{heading}”" for _, heading, _ in known.values())
            text = f"上面的标题 {told} 各是一个领域：取哪一个？"
            cell, heading, _ = list(known.values())[-1]
            return "", [], AskedHeading(cell, heading, text, tuple(known))
        if known:
            [(word, _)] = known.items()
            return word, [one[:2] for one in words if self.known(one[2]) is None], None
        likely = (one for one in words if nearest(one[2], self._listed, 1))
        taken = next(likely, words[0] if words else None)
        return taken[2] if taken else "", [one[:2] for one in words if one is not taken], None

    def known(self, text: str) -> str | None:
        """The word of the ledger's list that a heading is, with what else it may say set aside.

        先进制造业项目, 省级重点先进制造业项目, 先进制造业（续建） are 先进制造业.
        """
        own = self._of_list(text)
        if own is not None:
            return own
        parts = [one for one in _PARTS.split(text) if one and not is_standing(one)]
        if len(parts) != 1:
            return None
        leading = _LEADING.match(parts[0])
        rest = parts[0][leading.end() :] if leading else parts[0]
        return self._of_list(parts[0]) or self._of_list(rest)

    def _in_part(self, words: Iterable[tuple[str, str, str]]) -> Iterator[Remark]:
        """What is said of headings that say more than a 领域: 省级重点先进制造业项目."""
        for cell, heading, text in words:
            word = self.known(text)
            if word is not None and self._of_list(text) is None:
                yield Remark(cell, f"“{heading}”取领域“{word}”，别的话没有导入")

    def _not_taken(self, heading: str, another: bool) -> str:
        why = (
            "不在台账的“领域”里，领域取的是另一层标题"
            if another
            else "说的是状态、级别、批次或报送，不是领域"
        )
        if self._keep:
            return f"“{heading}”这个标题{why}，记入备注"
        return f"“{heading}”这个标题{why}，没有导入；加 --keep-unmapped 可记入备注"

    def _of_list(self, text: str) -> str | None:
        return self._known.get(text) or self._known.get(_OF_KIND.sub("", text, count=1))

    def _tells_building(self, section: Section) -> bool:
        """Whether 新开工 stands beside 续建, and so names no list of a phase."""
        text = bare(section[-1])
        one = named("", section[-1], self._held)
        if one.phases or not is_standing(text):
            return False
        beside = [bare(other) for other in self._beside(section)]
        signed = any(named("", other, self._held).batch == Batch.SIGNED for other in beside)
        return not signed and any(_GOES_ON.search(other) and is_standing(other) for other in beside)

    def _beside(self, section: Section) -> Iterator[str]:
        """The headings of one level with it, itself among them."""
        for one in self._cells:
            if len(one) == len(section) and one[:-1] == section[:-1]:
                yield one[-1]


def bare(heading: str) -> str:
    """A section's heading without its mark and its count: 先进制造业 of 一、先进制造业（16项）."""
    text = _COUNT.sub("", _MARK.sub("", folded(heading)))
    return text.rstrip(":")


def path_of(text: str) -> Path:
    """Which fact a heading without mark and count is."""
    if _PLACE.fullmatch(text):
        return (_LOCALITY,)
    return (term.UNIT,) if _UNIT.fullmatch(text) else _SECTOR


def is_standing(text: str) -> bool:
    """Whether a bare heading is of words about state, level, batch and reporting, and no others."""
    return len(text) <= _LONG and _STANDING.fullmatch(text) is not None


def tells_building(text: str) -> bool:
    """Whether it is about how far its projects are built."""
    return is_standing(text) and _SAYS_BUILT.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether it is about projects that were begun before: 续建, 在建, 结转."""
    return is_standing(text) and _GOES_ON.search(text) is not None
