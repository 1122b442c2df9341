"""Whatever the text: no crash, no hang, offsets inside it, the same answer twice."""

import json
import random
import re
import time

import pytest

from audit.test_examples import EXAMPLES
from sangeyipi.audit.check import audited
from sangeyipi.audit.telling.told import to_json, to_text
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.reading import TextReading

#: What the grammar looks for, and what tears it apart.
_PIECES = (
    "共12个项目，", "其中", "签约3个、", "总投资4.5亿元，", "占年度计划的", "36.9%",
    "由50个增至", "分别为", "高于序时进度2个百分点", "H个，", "三十三个", "(", ")", "（", "）",
    "\n", "。", "1", ".", ",", " ", "万", "亿", "%", "个", "超", "、", "；", "：", "-", "~", "的",
    "比", "上年", "同比", "增长", "已开工3个", "开工率", "全部", "五大", "按领域分", "1-7月",
    "第八期", "此外", "等5个", "十", "百分之", "成", "倍", "項目", "億元", "５", "％",
    "年度计划80亿元", "完成30亿元", "|3|4|\n", "|-|\n", "\0", "\ud800", "\u200b", "𠮷", "+",
    "−", "9" * 30, "1,234,567", "“", "”",
)  # fmt: skip
_ALONE = ("1", "(", "其中", "\0\ud800", "一", "百分之", "\n")


def test_a_part_may_be_the_last_figure_of_a_text() -> None:
    """The parts of a sum stand in any order, and rows are looked for beside each."""
    audited(AsRead("x", "6月份新入库9个，1-6月累计新入库143个，1-5月累计新入库33个。"))


def test_what_goes_before_a_share_may_be_the_last_figure_of_a_text() -> None:
    """How far a rate lies behind is looked for before another share, and nothing is behind it."""
    text = "完成年度计划的62.8%、省定目标的70%，序时进度66.7%，落后3.9个百分点。"
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_text_of_the_grammars_own_pieces_is_answered_for(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        text = "".join(chance.choices(_PIECES, k=chance.choice((5, 20, 60))))
        found = audited(AsRead("x", text))
        to_text(found)
        involved = [one for finding in found.findings for one in finding.figures]
        for one in (*found.figures, *involved):
            assert 0 <= one.start < one.end <= len(text), text
        assert to_json(audited(AsRead("x", text))) == to_json(found)


_OPENINGS = (
    "和", "、", "与", "及", "分别", "占", "其中", "高于", "较", "同比增长", "剩余", "其余", "合计",
    "完成", "（", "由", "至", "超", "已", "未", "户均", "①", "达到", "是", "为", "高于序时进度",
    "贡献率", "每",
)  # fmt: skip
_FIRST = ("70.37%", "12个百分点", "15个", "3.2亿元", "2倍", "六成", "15.6万人", "5亿元以上")


@pytest.mark.parametrize("opening", _OPENINGS)
def test_a_text_may_begin_in_the_middle_of_a_list(opening: str) -> None:
    for first in _FIRST:
        for behind in ("；", "和12.5%", "，其中8个", "、3个百分点", "的4.1亿元"):
            to_json(audited(AsRead("x", f"{opening}{first}{behind}")))


def test_figures_that_are_less_than_nothing_are_answered_for() -> None:
    for text in sorted({text for _, text, _ in EXAMPLES}):
        below = _FIGURE.sub(r"为-\g<0>", text)
        if below != text:
            to_json(audited(AsRead("x", below)))


_FIGURE = re.compile(r"(?<![\d.,])\d{1,4}(?:\.\d{1,2})?(?=%|亿元|万元)(?!\d)")


def test_a_text_that_ends_anywhere_is_read_to_its_end_and_no_further() -> None:
    texts = sorted({text for _, text, _ in EXAMPLES} | {f"超过{one}" for one in ("七成", "八成五")})
    for text in texts:
        for end in range(len(text) - 12, len(text)):
            reading = TextReading(AsRead("x", text[: max(0, end)]))
            assert all(one.start < one.end <= max(0, end) for one in reading.figures), text[:end]
    cut = TextReading(AsRead("x", "完成任务，超过七成")).figures
    assert [(one.text, f"{one.printed}", one.places) for one in cut] == [("七成", "7", 0)]


def test_the_same_a_thousand_times_over_is_read_at_once() -> None:
    begun = time.process_time()
    for piece in _ALONE:
        audited(AsRead("x", piece * (30_000 // len(piece))))
    assert time.process_time() - begun < 10


def test_a_long_list_of_percentages_behind_longer_lists_of_counts_is_read_at_once() -> None:
    counts = "、".join(["99个"] * 4400 + ["9个"] * 400)
    text = f"共{counts}，占比分别为{'、'.join(['8.5%'] * 400)}。"
    begun = time.process_time()
    audited(AsRead("x", text))
    assert time.process_time() - begun < 8


def test_twice_the_text_takes_about_twice_the_time() -> None:
    chance = random.Random(7)
    text = "".join(chance.choices(_PIECES, k=800))
    # Also as one sentence, on one line.
    for once in (text, text.replace("\n", "").replace("。", "，").replace("；", "，")):
        assert _seconds(once * 4) < 12 * _seconds(once) + 0.5


def test_json_has_a_finding_a_line_and_is_what_a_plain_encoder_reads() -> None:
    told = to_json(audited(AsRead("x", "共12个，其中“甲”5个、\t乙7个。"))).encode()
    assert (
        told
        == (
            '{\n  "findings": [\n    {"verdict": "holds", "kind": "sum", "expression": "5 + 7", '
            '"computed": "12", "stated": "12", "unit": "个", "operands": ['
            '{"text": "12个", "value": "12", "unit": "个", "start": 1, "end": 4}, '
            '{"text": "5个", "value": "5", "unit": "个", "start": 10, "end": 12}, '
            '{"text": "7个", "value": "7", "unit": "个", "start": 15, "end": 17}], '
            '"message": "各部分合计 12个，写的是 12个", "remedy": "", "place": "1:2"}\n  ],\n'
            '  "figures": [\n'
            '    {"text": "12个", "value": "12", "unit": "个", "start": 1, "end": 4},\n'
            '    {"text": "5个", "value": "5", "unit": "个", "start": 10, "end": 12},\n'
            '    {"text": "7个", "value": "7", "unit": "个", "start": 15, "end": 17}\n  ],\n'
            '  "text": "共12个，其中“甲”5个、\\t乙7个。"\n}\n'
        ).encode()
    )
    assert json.loads(to_json(audited(AsRead("x", "")))) == {
        "findings": [],
        "figures": [],
        "text": "",
    }


def _seconds(text: str) -> float:
    begun = time.process_time()
    audited(AsRead("x", text))
    return time.process_time() - begun


def test_tenths_end_where_the_text_does() -> None:
    found = audited(AsRead("x", "开工率达七成八成，另有超九成五，到位率八成"))
    assert [one.text for one in found.figures] == ["七成", "八成", "九成五", "八成"]


def test_pieces_of_less_than_one_are_no_reason_to_fail() -> None:
    found = audited(AsRead("x", "平均每村0.8家企业，其中规上0.2家。去年规上占比25.0%。"))
    assert [one.text for one in found.figures] == ["0.8家", "0.2家", "25.0%"]


def test_a_plan_of_nothing_is_no_base() -> None:
    text = "年度计划投资0.0亿元。上半年完成投资0.0亿元，占年度计划投资781.3亿元的49.8%。"
    assert len(audited(AsRead("x", text)).figures) == 4


def _with_nothing(text: str) -> str:
    """A text with some of its numbers made nothing: by itself, whatever other texts there are."""
    chance = random.Random(text)
    return re.sub(r"\d+(?:\.\d+)?", lambda one: chance.choice((one[0], "0", "0.0")), text)


def test_of_nothing_there_is_no_share() -> None:
    for text in sorted({text for _, text, _ in EXAMPLES}):
        nothing = _with_nothing(text)
        for one in audited(AsRead("x", nothing)).findings:
            assert "/ 0 " not in one.expression, nothing
