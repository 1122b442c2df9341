"""An import's preview of a workbook of 10,000 rows and 20 columns: time and peak memory."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from findings import MB, Finding, Report
from processes import Command, python, run_in_turn
from subject import HERE, ROOT, sgyp

RUNS = 5
ROWS = 10_000
#: Three seconds, where that takes seven and a half.
BAR, MEMORY_BAR = 0.4, 300.0
_NAME, _READ = "sgyp import", "sheet.py"
_LEDGER = """\
名称: 示例县项目台账
地区: 示例县
期次:
  - 期: 8
    日期: 2023-05-08
领域: [先进制造业]
"""
_HEAD = (
    "序号 项目名称 建设单位 总投资(万元) 开工时间 竣工时间 责任单位 包联领导 首席服务员 领域 属地 "
    "是否纳入监管平台 建设内容 备注 项目代码 签约时间 到位资金(万元) 联系人 电话 规划面积"
)


def measure(report: Report, rounds: int, folder: Path) -> None:
    """One process reads, matches, reconciles and tells; it writes nothing."""
    ledger = folder / "县"
    ledger.mkdir()
    (ledger / "ledger.yaml").write_text(_LEDGER, encoding="utf-8")
    sheet = folder / "第八期开工.xlsx"
    _write(sheet)
    command = sgyp("import", sheet, "--as-of", "2023-06-30", "--ledger", ledger)
    read = Command((*python(HERE / _READ), str(sheet)), ROOT)
    report.samples |= run_in_turn({_NAME: command, _READ: read}, rounds)
    found = report.samples[_NAME]
    title = f"导入预览 {ROWS} 行 × {len(_HEAD.split())} 列"
    detail = f"{len(found.seconds)} 次的中位数"
    report.ratio(f"{title}，{_NAME} ÷ {_READ}", _NAME, _READ, BAR)
    if found.peak is None:
        report.skipped.append("峰值内存：Windows 上不测")
        return
    memory = found.peak / MB
    report.findings.append(Finding(f"{title}，峰值内存", memory, MEMORY_BAR, detail, " MB"))


def _write(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("开工")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, _HEAD.split())
    for at in range(1, ROWS + 1):
        page.write_row(at, 0, _row(at))
        page.write_datetime(at, 4, datetime(2023, 5, 1 + at % 28), day)
    book.close()


def _row(at: int) -> list[object]:
    """Names, amounts, codes, texts of its own; units, persons, places as they recur."""
    return [
        at,
        f"示例{at:05}号产业园建设项目",
        f"示例{at}有限公司",
        1000 + at * 7919 % 998_999,
        None,
        "2024年12月",
        f"责任单位{at % 30}",
        f"领导{at % 40}",
        f"服务员{at % 200}",
        "先进制造业",
        f"乡镇{at % 25}",
        "是" if at % 2 else "否",
        f"新建厂房{at}平方米",
        None,
        f"2304-411082-04-01-{at:06}",
        "2022年10月",
        100 + at * 31 % 800,
        f"联系人{at % 500}",
        f"138{at:08}",
        f"{at}亩",
    ]
