"""Small cities for the tests: ledgers written as plain text, and their tables worked out anew.

Owns an oracle that shares no code with the product: it reads the YAML by itself and counts.
"""

import json
import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from conftest import inside

PHASES = "期次:\n  - {期: 1, 日期: 2022-01-10}\n  - {期: 2, 日期: 2022-06-10}\n"
STEPS = ("签约", "履约", "开工", "投产", "达效")
BATCHES = {"签约": "开工", "开工": "投产", "投产": "达效"}
DAYS = {"签约": "2022-01-05", "履约": "2022-02-05", "开工": "2022-03-05", "投产": "2022-04-05"}


def county(root: Path, name: str, projects: Iterable[Mapping[str, Any]], more: str = "") -> Path:
    """A county's ledger in its folder below the city's; JSON is YAML."""
    folder = root / name
    (folder / "projects").mkdir(parents=True, exist_ok=True)
    (folder / "ledger.yaml").write_text(
        f"名称: {name}项目台账\n地区: {name}\n{PHASES}{more}", "utf-8"
    )
    lines = "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in projects)
    (folder / "projects" / "a.yaml").write_text(lines, "utf-8")
    return folder


def city(root: Path, members: Iterable[Mapping[str, Any]], more: str = "") -> Path:
    """The city's ledger.yaml over members."""
    said = "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in members)
    root.mkdir(parents=True, exist_ok=True)
    text = f"名称: 示例市项目台账\n地区: 示例市\n{PHASES}{more}汇集:\n{said}"
    (root / "ledger.yaml").write_text(text, "utf-8")
    return root


def member(name: str, kind: str = "县", **more: Any) -> dict[str, Any]:
    """A member whose folder has its name."""
    return {"地区": name, "类别": kind, "文件夹": name, **more}


def projects(seed: int, many: int, prefix: str) -> list[dict[str, Any]]:
    """Random projects: on one list or two, come more or less far, some withdrawn."""
    luck = random.Random(seed)
    found = []
    for index in range(many):
        first = luck.choice(list(BATCHES))
        listed = {first: luck.choice((1, 2))}
        if first != "投产" and luck.random() < 0.4:
            listed[BATCHES[first]] = 2
        at_least = STEPS.index(max(listed, key=STEPS.index))
        come = luck.randint(max(at_least - 1, 0), 4)
        one: dict[str, Any] = {
            "编号": f"{prefix}-{index + 1}",
            "名称": f"{prefix}项目{index + 1}号",
            "领域": luck.choice(("制造业", "服务业")),
            "总投资": str(Decimal(luck.randint(1, 500000)) / 10000),
            "在册": listed,
            "节点": {step: DAYS[step] for step in STEPS[:come] if step in DAYS},
        }
        if luck.random() < 0.1:
            one["调出"] = {"日期": "2022-07-01", "原因": "示例"}
        found.append(one)
    return found


def read(folder: Path) -> list[dict[str, Any]]:
    """A county's projects as they are written."""
    text = (folder / "projects" / "a.yaml").read_text("utf-8")
    return yaml.load(text, yaml.BaseLoader) or []


def reached(project: Mapping[str, Any], step: str) -> bool:
    return any(STEPS.index(one) >= STEPS.index(step) for one in project["节点"])


def expected(found: list[dict[str, Any]], *, converted: bool = True) -> dict[str, Any]:
    """A row of 地区: listings, their investment, and the rate of each list."""
    count, amount = 0, Decimal(0)
    rates: dict[str, Any] = {}
    for batch, step in BATCHES.items():
        here = [one for one in found if batch in one["在册"] and "调出" not in one]
        come = [one for one in here if reached(one, step)]
        rates[batch] = Fraction(len(come), len(here)) if here else None
        for one in here:
            turned = any(int(at) < int(one["在册"][batch]) for at in one["在册"].values())
            if converted or not turned:
                count += 1
                amount += Decimal(one["总投资"])
    return {"count": count, "investment": amount, **rates}


_RATES = {"签约": "signed_rate", "开工": "started_rate", "投产": "producing_rate"}


def answered(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same of a row of the tool's JSON."""
    found: dict[str, Any] = {
        "count": row["count"],
        "investment": None if row["investment"] is None else Decimal(row["investment"]),
    }
    for batch, key in _RATES.items():
        rate = row[key]
        found[batch] = rate and Fraction(rate["numerator"], rate["denominator"])
    return found


def rows(*arguments: str | Path) -> dict[str, dict[str, Any]]:
    """The rows of a table of places by the place, from the tool's JSON."""
    result = inside("summary", "--by", "地区", "--format", "json", *arguments)
    assert result.code == 0, result.errors
    (table,) = json.loads(result.text)["tables"]
    return {row["region"]: row for row in table["rows"]}
