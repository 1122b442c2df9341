"""What a note below a table says of its row of totals: that rows share what is counted, or that
the total is of more than the rows.

Owns the words of such notes.
"""

from sangeyipi.audit.judging.open_sums import OVERLAP
from sangeyipi.audit.text.figure_grid import FigureGrid
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER
from sangeyipi.model.patterns import later

_ONCE = later("[只仅]计算?一次|各[家项县]都计")
_NEXT_PART, _NOTES_LENGTH = later("\n[#|]"), 600
_SENTENCE, _IN_BRACKETS = later("[。;\\n]"), later("\\(|（")
_MORE_THAN_ROWS = later(
    f"不等于[^。;]{{0,12}}(?:合计|总和|{ADDED_TOGETHER})"
    f"|(?:合计|{WHOLE_REGION}|总计|总数)[^。;,]{{0,8}}(?:含|包括)(?!税)[^。;]{{0,6}}(?:直|本级|其他|未列)"
)


def notes_below(grid: FigureGrid, reading: TextReading) -> str:
    """What stands below a table up to the next part."""
    cells = [one for row in grid.rows for one in row if one is not None]
    last = max((one.end for one in cells), default=0)
    return _NEXT_PART.split(reading.text[last : last + _NOTES_LENGTH])[0] if cells else ""


def is_shared(notes: str) -> bool:
    """Whether rows have things in common: 一个项目对接几家银行的，各家都计，合计只计一次."""
    return _ONCE.search(notes) is not None or OVERLAP.search(notes) is not None


def is_of_more(notes: str, grid: FigureGrid, number: int) -> bool:
    """Whether the total of a column is of more than the rows: 注：全市GDP含市直，不等于各县之和.

    A note that names no column is of all.
    """
    for clause in _SENTENCE.split(notes):
        if _MORE_THAN_ROWS.search(clause) is None:
            continue
        named = [n for n, head in enumerate(grid.heads) if n and _bare(head) in clause]
        if number in named or not named:
            return True
    return False


def _bare(head: str) -> str:
    """生产总值 of 生产总值(亿元)."""
    return _IN_BRACKETS.split(head)[0].strip() or head
