"""The fictional city that is here: what its generator makes, each county as it comes.

The README's page on it is run by the README's own test, its freshness is proven by `.ci/run`.
"""

from pathlib import Path

import pytest
from conftest import ROOT, inside

from .cities import rows

CITY = ROOT / "examples" / "demo-city"


def test_each_county_comes_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    from county.city import COUNTIES, publish, write_city

    checked = inside("check", "--ledger", CITY)
    assert checked.code == 1
    assert "苇岸县：台账有 1 处错误" in checked.text
    by_region = ("summary", "--by", "地区", "--as-of", "2023-10-31", "--ledger", CITY)
    told = inside(*by_region).text
    assert "（不含芃坞县）" in told
    assert "石渚县（只报到 2023-09-30）、苇岸县（台账有 1 处错误）的数不明或不全" in told
    found = rows(*by_region[3:])
    counted = [one for one, _, how in COUNTIES if how != "直管"]
    assert [*found] == [*counted, "合计", "芃坞县"]
    assert found["苇岸县"]["count"] is None
    for one in ("石渚县", "合计"):
        assert found[one]["lower_bounds"] == ["count", "investment"]
    # What was published is what its ledger says, which the generator writes elsewhere.
    write_city(tmp_path)
    published = [one for one, _, how in COUNTIES if how == "公布"]
    for one in published:
        own = rows("--as-of", "2023-10-31", "--ledger", tmp_path / "来源" / one)[one]
        said = ("count", "investment", "signed_rate", "started_rate", "producing_rate")
        assert {key: found[one][key] for key in said} == {key: own[key] for key in said}
    # Who is told to make it has the whole of it.
    assert publish(tmp_path) == ""
    assert rows(*by_region[3:-1], tmp_path) == found


def test_a_whole_city_lacks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    from county.city import COUNTIES, write_city

    write_city(tmp_path, 24, 0, whole=True)
    found = rows("--ledger", tmp_path)
    assert [*found] == [*(one for one, _, _ in COUNTIES), "合计"]
    assert not any(row.get("lower_bounds") for row in found.values())
    assert not [*tmp_path.rglob("*.csv")]
