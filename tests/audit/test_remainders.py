"""What is left, and what is more: what may not be called wrong, and what must be."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


def wrong(text: str) -> list[str]:
    found = audited(AsRead("x", text)).findings
    return [f"{one.expression} = {one.stated}" for one in found if one.verdict == "wrong"]


_DONE = "问题共164项。截至目前，已销号139项，销号率84.8%。"


@pytest.mark.parametrize(
    "rest",
    [
        "对剩余25项问题，已下发督办函。",
        "剩余20项问题年底前完成，另有5项明年完成。",
        "其余15项问题年底前完成。其余10项问题跨年完成。",
        # Of some of them only.
        "剩余15项征地问题年底前完成。",
        "城关镇剩余15项问题年底前完成。",
        "上年结转问题仍有35项未销号。",
        "仍有15项问题逾期未销号。",
        "仍有23项问题未完成验收。",
        "未竣工的35个项目，正在建设。",
    ],
)
def test_what_is_left_of_less_contradicts_nothing(rest: str) -> None:
    assert wrong(_DONE + rest) == []


@pytest.mark.parametrize(
    "rest", ["对剩余35项问题，已下发督办函。", "仍有15项未销号。", "未销号的52项问题正在整改。"]
)
def test_what_the_next_sentence_opens_with_is_left_of_what_a_rate_proves(rest: str) -> None:
    assert wrong(_DONE + rest) != []


def test_what_is_left_now_is_not_what_was_left_in_june() -> None:
    assert wrong("问题共164项。截至6月底已销号139项，销号率84.8%。目前仍有15项未销号。") == []
