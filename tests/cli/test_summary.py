"""`sgyp summary --rank`: what is typed, and what is said of it."""

import json

from conftest import DATA, DEMO, Sgyp


def test_ranked_by_the_rate_of_a_list(sgyp: Sgyp) -> None:
    out = sgyp.fine(
        "summary", "--ledger", DEMO, "--by", "包联领导", "--rank", "签约开工率", "--format", "json"
    )
    (table,) = json.loads(out)["tables"]
    places = [row["rank"] for row in table["rows"] if "rank" in row]
    assert places[0] == 1 and places == sorted(places)
    assert set(places) == set(range(1, max(places) + 1))


def test_what_it_cannot_rank_by_is_told(sgyp: Sgyp) -> None:
    assert "--by" in sgyp.refused("summary", "--ledger", DEMO, "--rank", "个数")
    said = sgyp.refused("summary", "--ledger", DEMO, "--by", "领域", "--rank", "开工绿")
    assert "“开工率”" in said


def test_a_ledger_without_reports_says_why_it_cannot_rank_by_a_month(sgyp: Sgyp) -> None:
    said = sgyp.refused("summary", "--ledger", DATA, "--by", "领域", "--rank", "投资完成率")
    assert "台账没有月调度" in said and "是不是" not in said
