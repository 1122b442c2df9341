"""口径: how a published table's figures are made, in sentences for its last page.

Owns the wording; the definitions themselves are the code that makes the figures.
"""

from collections.abc import Iterator

from sangeyipi.model.ledger import Bands, CompletedBy, Config
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.rounding import plain


def conventions(config: Config, period: Period, reports: bool) -> Iterator[str]:
    """The conventions of one document; those of monthly reports where the ledger has any."""
    chosen = config.conventions
    yield f"本表截至 {period.last}（北京时间当日终了）。"
    yield f"{period.title}：{period.first} 至 {period.last}。"
    yield "总投资、完成投资、到位资金都以亿元计，精确到万元记账，显示时只四舍五入一次。"
    yield "“—”：不明，或没有分母，不是零；“≥”：至少数；空白：不适用。原因注在每张表下面。"
    yield "项次：一个项目每列入一批名单计一次；按领域、责任单位、规模、包联级别的表只计一次。"
    yield "达到后一节点即视为达到前一节点；只写到月的日期按月末计；调出的项目自调出之日起不计。"
    yield f"签约开工率＝签约一批中已开工的个数÷签约一批的{_base(config)}个数。"
    yield "开工投产率＝开工一批中已投产的个数÷开工一批的个数。"
    yield "投产达效率＝投产一批中已达效的个数÷投产一批的个数。"
    yield "率保留一位小数；只有分子等于分母才是 100%，只有分子为零才是 0%。"
    total = "包括" if chosen.converted_in_total else "不包括"
    yield f"一期的总数{total}由前期名单转入的转化项目。"
    if config.band_floors:
        bands = "各档不重叠" if chosen.bands is Bands.DISJOINT else "各档累计"
        floors = "、".join(plain(floor) for floor in config.band_floors)
        yield f"规模分档（亿元）：{floors}，含下限，{bands}。"
    if reports:
        yield from _of_reports(config, period)


def _whole_months(period: Period) -> str:
    """Which months a phase's own figures are of: reports know no days."""
    first, last = period.opening_month.plus(1), period.month
    if last < first:
        return "本期还没有满一个整月，没有本期完成投资。"
    return f"本期完成投资按整月计：{first.title}至{last.title}。"


def _base(config: Config) -> str:
    return "履约" if config.conventions.started_base.value == "履约" else ""


def _of_reports(config: Config, period: Period) -> Iterator[str]:
    month = period.month
    by = config.conventions.completed_by
    paid = "，不会超过到位资金" if by is CompletedBy.PAYMENT else ""
    yield f"完成投资按{by}计{paid}；到{month.title}底为止的月调度。"
    if period.kind is PeriodKind.PHASE:
        yield _whole_months(period)
    yield "调度项目：到那时报过月调度的，或已经开工（包括开工日期不明）的。"
    yield "没有开工的项目完成投资为零，月调度报了的除外。"
    yield "累计完成投资达到总投资、其后不再报送的，完成投资和到位资金都按最后一次报送计。"
    yield "上年底已完成全部投资、今年没有写年度计划投资的项目，年度计划投资为零。"
    yield "投资完成率＝累计完成投资÷总投资；资金到位率＝累计到位资金÷总投资；都只对调度项目。"
    yield "年度完成率＝本年完成投资÷年度计划投资；今年有计划而未开工的项目，其计划也计入。"
    gone = f"{month.number}÷12"
    yield f"超/欠序时＝年度完成率－序时进度（{gone}），单位是百分点；正为超，负为欠。"
