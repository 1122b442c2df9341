"""Small ledgers read as an official would: which words each kind of figure is told with.

Run with SGYP_UPDATE_GOLDENS=1 to rewrite the golden, then read its diff.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from figures.ledgers import figures, ledger, project, rollup

from sangeyipi.model.ledger import Ledger
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged

GOLDEN = Path(__file__).parent / "goldens" / "words.txt"
ONE = {1: "2021-07-10"}
TWO = {1: "2021-07-10", 2: "2021-10-08"}


def _three(*reached: str, phase: int = 1, batch: str = "签约") -> list[dict[str, object]]:
    """Projects of one list, by what each has reached."""
    return [
        project(f"{batch}-{phase}-{at}", f"{batch}={phase}", one, invest="10")
        for at, one in enumerate(reached, 1)
    ]


SIGNED, STARTED = "签约=2021-07-10", "签约=2021-07-10 开工=2021-09-01"
BUILT = "开工=2021-07-10 投产=2022-03-01"


def _of_rollup(count: str, **reached: str) -> Ledger:
    said = " ".join(f"{key}={value}" for key, value in reached.items())
    return ledger(
        rollup("1", "开工", 个数=count, 总投资="2000.5", reached=said),
        rollup("1", "签约", 个数="0", 总投资="0"),
        rollup("1", "投产", 个数="0", 总投资="0"),
        phases=TWO,
    )


def _cases() -> Iterator[tuple[str, Ledger, str | None, int | None]]:
    """Its name, a ledger, the day and the phase said to be under way."""
    of_lists = {
        "一期全部开工": _three(STARTED, STARTED, STARTED),
        "一个也没有开工": _three(SIGNED, SIGNED, SIGNED),
        "部分开工": _three(STARTED, STARTED, SIGNED),
        "签约的一个、开工的一个、投产的一个": [
            *_three(SIGNED),
            *_three(BUILT, batch="开工"),
            *_three("投产=2021-07-10", batch="投产"),
        ],
        "只有一个项目，未签约": _three(""),
        "没有项目": [],
        "总投资只知道一部分": [*_three(SIGNED), project("无额", "签约=1", SIGNED)],
        "只知道已开工、不知道哪天": _three("签约=已 开工=已", "签约=已"),
        "整批调出": [project("退", "签约=1", SIGNED, invest="10", out="2021-12-01")],
        "调出一个": [
            *_three(STARTED, STARTED),
            project("退", "签约=1", SIGNED, invest="10", out="2021-12-01"),
        ],
        "开工一批全部投产": _three(BUILT, BUILT, batch="开工"),
        "开工一批全部开工、没有投产的": _three("开工=2021-07-10", "开工=2021-07-10", batch="开工"),
    }
    for name, records in of_lists.items():
        yield f"{name}，已结束", ledger(*records, phases=TWO), None, None
        yield f"{name}，正在实施", ledger(*records, phases=ONE), None, None
    yield "1999/2000 不是全部", _of_rollup("2000", 开工="2000", 投产="1999"), None, None
    yield "1/2000 不是零", _of_rollup("2000", 开工="1", 投产="0"), None, None
    yield "开工的不知道", _of_rollup("2000"), None, None
    yield "只知道开工的", _of_rollup("2000", 开工="1200"), None, None
    unlisted = rollup("1", 个数="5", 总投资="80")
    yield "一批也没有分", ledger(unlisted, phases=TWO), None, None
    yield "个数不知道", ledger(rollup("1", "签约", 总投资="80"), phases=TWO), None, None
    some = [
        rollup("1", "签约", 总投资="80", reached="开工=3", whole=True),
        *_three(STARTED, STARTED),
    ]
    yield "至少", ledger(*some, phases=TWO), None, None
    at_least = [rollup("1", "签约", 总投资="80", whole=True), *_three(STARTED, STARTED)]
    yield "至少，全部已开工的只是列出的", ledger(*at_least, phases=TWO), None, None
    rest = rollup("1", "签约", platform=False, 总投资="80")
    on = [project(f"P{at}", "签约=1", STARTED, invest="5", platform=True) for at in (1, 2)]
    yield "至少，列出的在监管平台内", ledger(*on, rest, phases=TWO), None, None
    later = {**TWO, 3: "2022-01-04"}
    for side, known in (("内", True), ("外", False)):
        sums = [
            rollup(batch="签约", platform=known, 个数="1", whole=True),
            rollup(batch="签约", platform=not known, 个数="1"),
            rollup(platform=not known, 个数="1"),
        ]
        one = project("甲", "签约=1 开工=1", "", platform=known)
        yield f"只有监管平台{side}的知道在哪一期", ledger(one, *sums, phases=later), None, None
    two = _three(STARTED, SIGNED)
    for name, total in (
        ("两期合计里没有列全", rollup("1-2", "签约", 个数="5", 总投资="80", whole=True)),
        ("两期没有分批的没有列全", rollup("1-2", 个数="9", whole=True)),
    ):
        yield f"至少，{name}", ledger(*two, total, phases=later), None, None
        yield f"至少，{name}，正在实施", ledger(*two, total, phases=later), None, 1
    unlisted = rollup("1", 个数="5", 总投资="80")
    yield "一批也没有分，正在实施", ledger(unlisted, phases=ONE), None, None
    gone = _three(STARTED, STARTED, phase=2) + _three(SIGNED)
    yield "两期", ledger(*gone, phases={**TWO, 3: "2022-01-04"}), None, None
    on = [project(f"P{at}", "签约=1", SIGNED, invest="5", platform=at < 2) for at in (1, 2)]
    yield "监管平台内一个", ledger(*on, phases=TWO), None, None
    moved = [
        project("M1", "签约=1 开工=2", f"{SIGNED} 开工=2021-10-08", invest="5"),
        project("M2", "签约=1 开工=2", f"{SIGNED} 开工=2021-10-08", invest="6"),
        project("新", "开工=2", "开工=2021-10-08", invest="7"),
    ]
    yield "转化的", ledger(*moved, phases=TWO), None, None
    yield "都是转化的", ledger(*moved[:2], phases=TWO), None, None
    yield "转化的一个", ledger(moved[0], phases=TWO), None, None
    net = {"转化计入总数": "false"}
    yield "转化的不计入", ledger(*moved, phases=TWO, 口径=net), None, None
    yield "还没有举行过", ledger(*moved, phases=TWO), "2021-07-01", None
    yield "第二期举行前", ledger(*moved, phases=TWO), "2021-10-07", None
    yield "第二期举行后", ledger(*moved, phases=TWO), "2021-10-08", None
    yield "把第一期当作正在实施的", ledger(*moved, phases=TWO), None, 1
    kept = _three(
        "签约=2021-07-10 履约=2021-08-01 开工=2021-09-01", "签约=2021-07-10 履约=2021-08-01", SIGNED
    )
    base = {"开工率分母": "履约"}
    yield "以履约为分母", ledger(*kept, phases=TWO, 口径=base), None, None
    yield "以履约为分母，全部开工", ledger(*kept[::2], phases=TWO, 口径=base), None, None
    yield "以履约为分母，没有履约的", ledger(kept[2], phases=TWO, 口径=base), None, None
    yield "没有期次", ledger(phases={}), None, None


def _said(book: Ledger, day: str | None, current: int | None) -> list[str]:
    document = report(figures(book, day), packaged(SECTION_ONE), current)
    return [one.text for section in document.sections for one in section.paragraphs]


def test_words_of_small_ledgers() -> None:
    parts = []
    for name, book, day, current in _cases():
        said = _said(book, day, current)
        assert not re.search("None|nan|，。|，，|；。|；；|至少至少", "".join(said)), name
        parts.append("\n".join([f"# {name}", *said, ""]))
    text = "\n".join(parts)
    if os.environ.get("SGYP_UPDATE_GOLDENS"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
