"""What anybody would write first: `yaml.load` with CSafeLoader, then Pydantic, project by project.

`python benchmarks/baseline.py FOLDER` reads `FOLDER/projects/*.yaml`, keeps every project and
prints how many there are.  It checks types and keys and nothing else, and adds nothing up.  Plain
and honest: libyaml's parser in C, compiled validators, no setting that slows either down, and no
trick that speeds them up.
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Batch = Literal["签约", "开工", "投产"]
Milestone = Literal["签约", "履约", "开工", "投产", "达效"]
#: YAML makes a date of 2023-05-08 and leaves 2023-05 and 已 as text.
When = date | Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}|已)$")]


class Withdrawal(BaseModel):
    """调出."""

    model_config = ConfigDict(extra="forbid")

    day: When = Field(alias="日期")
    reason: str | None = Field(None, alias="原因")


class Project(BaseModel):
    """One project of the ledger."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(alias="编号")
    name: str = Field(alias="名称")
    sector: str | None = Field(None, alias="领域")
    investment: Decimal | None = Field(None, alias="总投资")
    funds: Decimal | None = Field(None, alias="到位资金")
    on_platform: bool | None = Field(None, alias="监管平台")
    builder: str | None = Field(None, alias="建设单位")
    unit: str | None = Field(None, alias="责任单位")
    leader: str | None = Field(None, alias="包联领导")
    officer: str | None = Field(None, alias="首席服务员")
    listed: dict[Batch, int] = Field({}, alias="在册")
    milestones: dict[Milestone, When] = Field({}, alias="节点")
    planned: dict[Milestone, When] = Field({}, alias="计划")
    withdrawn: Withdrawal | None = Field(None, alias="调出")
    source: str | None = Field(None, alias="来源")
    note: str | None = Field(None, alias="备注")


def load(folder: Path) -> list[Project]:
    projects: list[Project] = []
    for path in sorted(folder.glob("projects/*.yaml")):
        with path.open(encoding="utf-8") as file:
            records = yaml.load(file, yaml.CSafeLoader)
        projects.extend(Project.model_validate(record) for record in records)
    return projects


if __name__ == "__main__":
    print(len(load(Path(sys.argv[1]))))
