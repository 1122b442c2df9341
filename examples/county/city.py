"""A wholly fictional city: twelve counties, 2,000 projects, each county as it comes to a city.

Eight send their ledger (one of them with an error, one without its last month), one is run by the
province and not counted, three send what they publish: theirs are kept apart, and published from
with `sgyp export`, where that is installed.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from county.construction import month_text
from county.ledgers import (
    FILE_SIZE,
    MOST_MONTHS,
    _bench_project,
    _by_month,
    _claim,
    _reports_path,
    _write,
)
from county.luck import Dice
from county.monthly import window, with_reports
from county.setting import PLACE
from county.texts import REPORT_HEADER, ledger_text, projects_text

CITY = "云渡市"
PROJECTS = 2_000
#: Name, kind, and how it comes.
COUNTIES = (
    *(("云岫县", "县", ""), ("青岚县", "县", ""), ("柳汀县", "县", ""), ("石渚县", "县", "迟报")),
    *(("桐溪区", "市辖区", ""), ("白洲区", "市辖区", ""), ("云渡新区", "功能区", "")),
    *(("苇岸县", "县", "错误"), ("芃坞县", "直管县", "直管")),
    *(("岚禾县", "县", "公布"), ("汀野县", "县", "公布"), ("曜原区", "市辖区", "公布")),
)
#: How many months of reports each ledger has; who is late has one fewer.
MONTHS = 10
#: Where the ledgers of those are from which a city sees only what they publish.
APART = "来源"
#: And where that is to be put.
PUBLISHED = "公布"


def _county(folder: Path, at: int, name: str, many: int, how: str, months: int) -> None:
    _claim(folder)
    ledger = ledger_text(f"{name}“三个一批”项目台账（虚构示例）", "")
    _write(folder / "ledger.yaml", ledger.replace(PLACE, name))
    dice, luck, shown = Dice(700 + at), Dice(800 + at), window(months)
    plain = [_bench_project(dice, number) for number in range(1, many + 1)]
    told = [with_reports(luck, project, shown, to_the_end=True) for project in plain]
    code = f"B{at:02d}-"
    for start in range(0, many, FILE_SIZE):
        text = projects_text([one for one, _ in told[start : start + FILE_SIZE]])
        text = text.replace(PLACE, name).replace("B-", code)
        if how == "错误" and start == 0:
            text = text.replace("总投资: ", "总投资: 约", 1)
        _write(folder / "projects" / f"{start // FILE_SIZE:04d}.yaml", text)
    sent = shown[:-1] if how == "迟报" else shown
    for month, rows in _by_month((one for _, some in told for one in some), shown).items():
        if month in sent:
            _write(folder / _reports_path(month), REPORT_HEADER + rows.replace("B-", code))


#: Counties and districts are ranked apart, and the city has lights of its own.
RULES = """\
排名分组:
  - 按: 地区
    组: 县
    名单: [县]
  - 按: 地区
    组: 区
    名单: [市辖区, 功能区]
红黄灯:
  - 维度: 投资进度
    量: 序时差
    黄: ≥10且<30
    红: ≥30
"""


def write_city(
    folder: Path, many: int = PROJECTS, months: int = MONTHS, *, whole: bool = False
) -> None:
    """Write the city and its counties.

    `whole`: each of them counts and has sent its ledger, without an error, in time.
    """
    if not 0 <= months <= MOST_MONTHS:
        raise ValueError(f"months must be from 0 to {MOST_MONTHS}: {months}")
    if many < len(COUNTIES):
        raise ValueError(f"a city has at least {len(COUNTIES)} projects: {many}")
    _claim(folder)
    if not whole:
        (folder / PUBLISHED).mkdir(parents=True, exist_ok=True)
    members = []
    for at, (name, kind, way) in enumerate(COUNTIES, start=1):
        how = "" if whole else way
        share = many * at // len(COUNTIES) - many * (at - 1) // len(COUNTIES)
        own = folder / APART / name if how == "公布" else folder / name
        _county(own, at, name, share, how, months)
        source = f"公布文件夹: {PUBLISHED}/{name}" if how == "公布" else f"文件夹: {name}"
        members.append(f"  - 地区: {name}\n    类别: {kind}\n    {source}\n")
        members[-1] += "    计入: false\n" if how == "直管" else ""
    said = ledger_text(f"{CITY}“三个一批”项目台账（虚构示例）", RULES).replace(PLACE, CITY)
    _write(folder / "ledger.yaml", f"{said.rstrip()}\n汇集:\n{''.join(members)}")


def publish(folder: Path) -> str:
    """Have those publish who send no ledger; "", or how to, where sgyp is not installed here.

    Raises subprocess.CalledProcessError where sgyp refuses.
    """
    commands = list(_publishing(folder))
    if find_spec("sangeyipi") is None:
        return "\n".join(shlex.join(("sgyp", *words)) for words in commands)
    for words in commands:
        subprocess.run([sys.executable, "-m", "sangeyipi", *words], check=True, capture_output=True)
    return ""


def _publishing(folder: Path) -> Iterator[list[str]]:
    """What is typed behind sgyp, county by county: for the newest month that all reported."""
    month = month_text(window(1)[-1])
    for name, _, how in COUNTIES:
        if how == "公布":
            yield [
                *("export", "--month", month, "--format", "json", "--allow-dirty"),
                *("--ledger", str(folder / APART / name), "--out", str(folder / PUBLISHED / name)),
            ]
