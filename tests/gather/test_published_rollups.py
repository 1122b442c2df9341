"""What is taken from a published set is true of the county, or unknown: nothing is lost.

The county's truth is known (`strategies.partly_known`): projects, some hidden behind rollups.
"""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from conftest import DATA, inside
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from properties.strategies import CONFIG, LAST, SCOPES, Known, partly_known, truth

from sangeyipi.figures.measures import COUNT, INVESTMENT, Measure, reached
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.totals import total
from sangeyipi.gather.published_rollups import PublishedSet, contradiction, rollups_of
from sangeyipi.model.document import CONVERTED_SAID, answer
from sangeyipi.model.ledger import Config, Conventions, Ledger
from sangeyipi.model.stages import Milestone
from sangeyipi.render.json import to_json
from sangeyipi.tables.summary import cumulative_table, phases_table

from .cities import rows

NET = replace(CONFIG, conventions=Conventions(converted_in_total=False))
MEASURES: dict[str, Measure] = {
    "个数": COUNT,
    "总投资": INVESTMENT,
    **{milestone.value: reached(milestone) for milestone in Milestone},
}


def published(ledger: Ledger, day: date) -> PublishedSet:
    """What a county's set says of its lists on a day."""
    figures = Figures(ledger, day)
    told = json.loads(
        to_json(answer([cumulative_table(figures), phases_table(figures)], "县", day))
    )
    said = {**told, "notes": [CONVERTED_SAID[ledger.config.conventions.converted_in_total]]}
    return PublishedSet.of(said, day, "甲县", "甲县/2022-06")


def taken(sets: list[PublishedSet], config: Config = CONFIG) -> Ledger | None:
    """The city's ledger of it; None where that says that it is not whole."""
    ledger = Ledger(config=config, rollups=tuple(rollups_of(sets, config)))
    return None if contradiction(sets, ledger) else ledger


def prove(known: Known, figures: Figures) -> int:
    """Each figure is true, or a bound below; how many are exact and not 0."""
    exact = 0
    for scope in SCOPES:
        true = truth(known.world, scope, figures.as_of)
        net = scope.batch is None and not figures.ledger.config.conventions.converted_in_total
        for word, measure in MEASURES.items():
            if net and word != "个数":
                continue
            least = true[word] - true["转化"] * net
            figure = total(figures, scope, measure)
            if figure.exact is not None:
                assert figure.exact == least, (scope, word, known.ledger)
                exact += bool(figure.exact)
            elif figure.value is not None:
                assert figure.value <= least, (scope, word, known.ledger)
    return exact


@settings(max_examples=30, deadline=None, derandomize=True, phases=[Phase.generate])
@given(partly_known(timed=True), st.booleans())
def test_what_is_taken_is_true(known: Known, net: bool) -> None:
    assert known.as_of is not None
    ledger = taken([published(known.ledger, known.as_of)], NET if net else CONFIG)
    if ledger is not None:
        prove(known, Figures(ledger, known.as_of))
    # What a county's own total says, the city's does.
    own = Figures(known.ledger, known.as_of)
    if ledger is None or net:
        return
    for measure in (COUNT, INVESTMENT):
        mine = total(Figures(ledger, known.as_of), SCOPES[0], measure)
        assert mine.exact in (None, total(own, SCOPES[0], measure).exact)


@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
@given(partly_known(timed=True), partly_known(timed=True))
def test_a_set_says_all_of_its_day(earlier: Known, later: Known) -> None:
    """Of what an earlier set had, and a later one has no more, nothing is left."""
    days = (LAST + timedelta(days=1), LAST + timedelta(days=31))
    worlds: list[Any] = [replace(one, as_of=None) for one in (earlier, later)]
    sets = [published(one.ledger, day) for one, day in zip(worlds, days, strict=True)]
    ledger = taken(sets)
    if ledger is None:
        return
    for known, day in zip(worlds, days, strict=True):
        prove(known, Figures(ledger, day))


def test_what_is_on_no_list_is_counted(tmp_path: Path) -> None:
    """民权县 has 18 projects of no batch, and 总投资 only of seven phases together."""
    asked = ("--month", "2023-06", "--format", "json", "--allow-dirty")
    made = inside("export", *asked, "--out", tmp_path / "公布", "--ledger", DATA)
    assert made.code == 0, made.errors
    settings = (DATA / "ledger.yaml").read_text("utf-8")
    phases = settings[settings.index("期次:") : settings.index("口径:")]
    sent = "汇集:\n- {地区: 民权县, 类别: 县, 公布文件夹: ../公布}\n"
    root = tmp_path / "市"
    root.mkdir()
    (root / "ledger.yaml").write_text(f"名称: 示例市\n{phases}{sent}", "utf-8")
    checked = inside("check", "--ledger", root)
    assert checked.code == 0, checked.text
    found = rows("--ledger", root)["民权县"]
    assert (found["count"], Decimal(found["investment"])) == (176, Decimal("1804.1"))
    # By a city's 口径 that leaves 转化 out nobody can say how many there are.
    net = f"名称: 示例市\n{phases}口径:\n  转化计入总数: false\n{sent}"
    (root / "ledger.yaml").write_text(net, "utf-8")
    assert inside("check", "--ledger", root).code == 0
    assert rows("--ledger", root)["民权县"]["count"] is None
