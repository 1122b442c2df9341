"""`sgyp list`: what is typed, and what is said of it."""

import json
from decimal import Decimal

import pytest
from conftest import DEMO, Sgyp


def test_sorted_and_filtered_with_the_columns_asked_for(sgyp: Sgyp) -> None:
    out = sgyp.fine(
        "list", "--ledger", DEMO, "--leader", "张某某", "--sort", "-总投资",
        "--columns", "编号,包联领导，总投资", "--format", "json",
    )  # fmt: skip
    (table,) = json.loads(out)["tables"]
    assert [one["key"] for one in table["columns"]] == ["id", "leader", "investment"]
    amounts = [Decimal(row["investment"]) for row in table["rows"] if row["investment"]]
    assert amounts == sorted(amounts, reverse=True) and len(amounts) > 5
    assert all("张某某" in row["leader"] for row in table["rows"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sort", "总投"], "“总投资”"),
        (["--columns", "编号,领导"], "“包联领导”"),
        (["--planned", "投产"], "后面要写日期"),
        (["--planned", "投产=2023-12..2023-10"], "写法不对"),
        (["--behind-points", "-3"], "不小于 0"),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_can(
    sgyp: Sgyp, arguments: list[str], said: str
) -> None:
    assert said in sgyp.refused("list", "--ledger", DEMO, *arguments)
