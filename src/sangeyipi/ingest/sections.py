"""The headings within a table as facts of the rows below them: 领域, 责任单位 or 属地.

Owns what a heading that names no phase and no batch is taken for.  A 领域 that is not of the
ledger's list is never taken without being asked.
"""

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.values.texts import folded
from sangeyipi.model import term
from sangeyipi.model.patterns import later
from sangeyipi.model.project import project_keys

_MARK = later(
    r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章|类)[:、]?|[(]?[一二三四五六七八九十]{1,3}[)]|"
    r"[一二三四五六七八九十]{1,3}[、.,:]|[0-9]{1,2}[、.](?![0-9])|[(][0-9]{1,2}[)])"
)
_COUNT = later(
    r"(?:[(](?:共|共计|合计)?[0-9]+(?:个|项|家)[^()]*[)]|[:,]?(?:共|计|共计)?[0-9]+(?:个|项)(?:项目)?)"
    r"(?:[,:;]?(?:总投资|投资额?)[0-9.,]*(?:亿元|万元|亿|万|元)?)?$"
)
_UNIT = later(".*(?:局|委|办|中心|公司|管委会|管理委员会|政府|集团|厅|站|所|院|部门|指挥部)$")
_PLACE = later(".*(?:乡|镇|街道|街道办|办事处|园区|开发区|示范区|高新区|片区|产业集聚区)$")
_LOCALITY = project_keys()["locality"].word


def bare(heading: str) -> str:
    """A section's heading without its mark and its count: 先进制造业 of 一、先进制造业（16项）."""
    text = _COUNT.sub("", _MARK.sub("", folded(heading)))
    return text.rstrip(":")


def path_of(text: str) -> Path:
    """Which fact a heading without mark and count is."""
    if _PLACE.fullmatch(text):
        return (_LOCALITY,)
    return (term.UNIT,) if _UNIT.fullmatch(text) else (term.SECTOR,)
