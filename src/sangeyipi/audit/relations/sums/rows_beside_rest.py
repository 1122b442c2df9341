"""The column beside one that comes out, of rows that leave nothing out: 其他, or all the land.

事故24起、死亡19人。…11起、死亡10人，…9起、死亡7人，其他事故3起、死亡2人: where all the dead are of
these rows and the last is all others, so are all accidents.  面积59.52万亩，总产15.01万吨。
其中夏粮面积21.36万亩、总产6.13万吨，秋粮面积38.16万亩、总产9.88万吨: what grows on all the land
is all there is.
"""

from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, may_share, near
from sangeyipi.audit.judging.completeness import REST
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.coverage import AND_MORE, IN_BOTH
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "发生事故24起、死亡19人，去年同期为27起、死亡21人。其中工贸事故11起、死亡10人，道路事故9起、死亡7人，"
        "其他事故3起、死亡2人。",
        "wrong 11 + 9 + 3 = 24",
    ),
    (
        "粮食播种面积59.52万亩，比上年增加0.25万亩；粮食总产15.01万吨，比上年增加0.28万吨。"
        "其中夏粮面积21.36万亩、总产6.13万吨，秋粮面积38.16万亩、总产9.88万吨。",
        "wrong 6.13 + 9.88 = 15.01",
    ),
    # One person may be in two.
    (
        "查处问题48起，处理76人（1人涉及多起）。违规吃喝12起、处理19人；收送礼品18起、处理29人；"
        "公车私用11起、处理18人；其他7起、处理12人。",
        "holds 12 + 18 + 11 + 7 = 48",
    ),
)
_GAP = later("(?:(?:事故|案件|项目|用地)?[、,])?[^,。;、:()\\d]{0,8}")
_LAND, _CROPS = later("面积$"), later("总?产量?(?:为|达到?)?$")
#: What may be counted in two rows, or is not all there is.
_OPEN = later(f"{IN_BOTH}|涉及|多[起次件]|含|除|{AND_MORE}|重点|主要")
_THREE, _TWO, _BACK, _FAR, _RARE = 3, 2, 8, 2, 1000
_CROP_UNITS = frozenset({"吨", "公斤", "斤"})


def rows_beside_rest(around: Surroundings, found: Sequence[Finding]) -> Iterator[Window]:
    """The sums beside those that hold of rows that leave nothing out."""
    for one in found:
        if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.HOLDS:
            continue
        total, parts = one.stated, list(one.operands)
        if total is None or len(parts) < _TWO or not _may_be_all(total, parts):
            continue
        if total.order > parts[0].order or total.hedge or any(f.inner for f in one.figures):
            continue
        if not all(map(around.knows, one.figures)):
            continue
        for step in (-1, 1):
            window = _beside(around, total, parts, step)
            if window is not None and _is_told(around, window):
                yield window


def _may_be_all(total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether rows may leave nothing out: land, or the last or its neighbour is all others."""
    last = parts[-1]
    if total.role is Role.MONEY:
        return False
    return total.unit_alone() == "亩" or "其" in last.lead or "、" in last.lead or "," in last.lead


def _beside(
    around: Surroundings, total: TextFigure, parts: list[TextFigure], step: int
) -> Window | None:
    figures = around.reading.figures
    if total.order + step < 0 or parts[-1].order + step >= len(figures):
        return None
    cells = [figures[f.order + step] for f in parts]
    if cells[0].order <= total.order or len({f.order for f in (*parts, *cells)}) < 2 * len(parts):
        return None
    pairs = [sorted(pair, key=lambda f: f.order) for pair in zip(parts, cells, strict=True)]
    if not all(_GAP.fullmatch(around.reading.between(a, b)) for a, b in pairs):
        return None
    if any(f.sentence != parts[0].sentence or not _is_plain(f) for f in cells):
        return None
    of_crops = step > 0 and _are_crops(total, parts, cells)
    if of_crops:
        whole = _whole_crop(around, total, cells)
    elif len(parts) >= _THREE and REST.search(min(parts[-1], cells[-1], key=_start).lead):
        whole = figures[total.order + step]
        first, last = sorted((total, whole), key=_start)
        if not _GAP.fullmatch(around.reading.between(first, last)):
            return None
        # 死亡10人; 死亡7人: called alike in every row, and in the whole.
        named = cells if step > 0 else parts
        said = {f.lead.lstrip("、,") for f in named}
        if len(said) > 1 or last.lead.lstrip("、,") not in said:
            return None
    else:
        return None
    if whole is None or not _is_plain(whole):
        return None
    kinds = {(f.role, f.dimension, f.measure, f.inner) for f in (whole, *cells)}
    return Window(whole, cells) if len(kinds) == 1 and whole.dimension != total.dimension else None


def _start(one: TextFigure) -> int:
    return one.start


def _is_plain(one: TextFigure) -> bool:
    if one.role not in COUNTABLE or one.hedge or one.inner:
        return False
    return not (change_of(one.lead) or is_past(one.lead) or PLAN.search(one.lead))


def _are_crops(total: TextFigure, parts: list[TextFigure], cells: list[TextFigure]) -> bool:
    """Whether areas that come out to the digit have each its crop beside."""
    if total.unit_alone() != "亩" or total.printed.scaleb(total.places) < _RARE:
        return False
    if not all(_LAND.search(f.lead) for f in (total, *parts)):
        return False
    return all(
        f.unit_alone() in _CROP_UNITS and _CROPS.fullmatch(f.lead.lstrip("、,")) for f in cells
    )


def _whole_crop(
    around: Surroundings, total: TextFigure, cells: list[TextFigure]
) -> TextFigure | None:
    """The one crop of the land, in its sentence: past by how much either is more than it was."""
    behind = around.reading.figures[total.order + 1 : total.order + _BACK]
    crops = [
        f
        for f in behind
        if f.order < cells[0].order - 1 and f.dimension == cells[0].dimension and _is_plain(f)
    ]
    if len(crops) != 1 or crops[0].sentence != total.sentence:
        return None
    return crops[0] if _CROPS.search(crops[0].lead) else None


def _is_told(around: Surroundings, window: Window) -> bool:
    """Whether it comes out, or is near enough to be meant for its whole."""
    total, parts = window
    if window.verdict in GOOD:
        return True
    if any(f.role is Role.MONEY for f in parts) or may_share(window):
        return False
    said = around.reading.text[total.end : parts[-1].end]
    apart = parts[0].sentence - total.sentence
    return near(window) and apart <= _FAR and _OPEN.search(said) is None
