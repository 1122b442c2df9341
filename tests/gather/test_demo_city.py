"""The fictional city of the generator, smaller: each county as it comes, and what is said of it.

The README's page on it is run by the README's own test.
"""

from pathlib import Path

import pytest
from conftest import ROOT, inside

from .cities import rows


def test_each_county_comes_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    from county.city import COUNTIES, write_city

    write_city(tmp_path, 120)
    out = ("--out", tmp_path / "公布" / "岚禾县", "--format", "json")
    here = ("--ledger", tmp_path / "来源" / "岚禾县", "--allow-dirty")
    made = inside("export", "--month", "2023-10", *out, *here)
    assert made.code == 0, made.errors
    checked = inside("check", "--ledger", tmp_path)
    assert checked.code == 1
    assert "苇岸县：台账有 1 处错误" in checked.text
    by_region = ("summary", "--by", "地区", "--as-of", "2023-10-31", "--ledger", tmp_path)
    told = inside(*by_region).text
    assert "（不含芃坞县）" in told
    assert "石渚县（只报到 2023-09-30）、苇岸县（台账有 1 处错误）、汀野县（" in told
    found = rows(*by_region[3:])
    counted = [one for one, _, how in COUNTIES if how != "直管"]
    assert [*found] == [*counted, "合计", "芃坞县"]
    assert found["岚禾县"]["count"]
    assert found["汀野县"]["count"] is None
    for one in ("石渚县", "合计"):
        assert found[one]["lower_bounds"] == ["count", "investment"]
