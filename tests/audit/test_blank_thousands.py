"""A blank is read as a mark of thousands only where the whole text is spelled so."""

import pytest

from sangeyipi.audit.text.plain import Plain

_SPELLED = "全年受理63 482件，上年结转5 217件，东片1 041 263件"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (_SPELLED, "全年受理63482件,上年结转5217件,东片1041263件"),
        # Names that count on, with amounts of their own.
        ("项目1 250万元，项目2 300万元", "项目1 250万元,项目2 300万元"),
        # One alone proves nothing.
        ("受理63 482件", "受理63 482件"),
        # The text writes thousands in another way.
        (f"{_SPELLED}，办结4210件", None),
        (f"{_SPELLED}，办结4,210件", None),
        ("表5 125个，表9 250个", "表5 125个,表9 250个"),
        ("甲县 12 300 个\n乙县 45 120 个", None),
    ],
)
def test_blanks_within_numbers(text: str, read: str | None) -> None:
    plain = Plain(text)
    if read is None:
        assert "12 300" in plain.text or "63 482" in plain.text
    else:
        assert plain.text == read


def test_each_character_knows_where_it_stood() -> None:
    plain = Plain(_SPELLED)
    start = plain.text.index("1041263")
    assert _SPELLED[slice(*plain.places.span(start, start + 7))] == "1 041 263"
