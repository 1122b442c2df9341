"""The headings within a table that govern the rows below them, one inside the other.

Owns which heading ends which: by their marks (一、 （一） 1.), else by what they are about.
"""

from sangeyipi.ingest import sections
from sangeyipi.ingest.finding import labels
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.patterns import later

#: The heading of a section once more, on the next page.
_AGAIN = later("[(（]续[^()（）]*[)）]|（续）$| ?续$")
#: Kinds of headings that say how far projects are, or how high they stand.
_STANDINGS = ("built", "level")
_BRACKETS = later("[(][^()]*[)]$")


@dataclass(slots=True)
class Sections:
    """The headings that govern the next row, the outermost first."""

    _open: list[tuple[str, str]] = field(default_factory=list)
    _fresh: bool = False
    #: As they are written.
    path: tuple[str, ...] = ()

    def begin(self, text: str, followed: bool) -> bool:
        """A heading; whether it is a new one.

        `followed`: by another one of its like at once, so that it is above that.
        """
        text = text.strip()
        again = _AGAIN.sub("", text)
        if again != text and any(_bare(one) == _bare(again) for one in self.path):
            return False
        kind = self._beside(_kind(labels.folded(again)), again)
        self._close(kind)
        kinds = [one for one, _ in self._open]
        if kind in _STANDINGS and kind not in kinds and not self._fresh:
            # 补报项目 below the rows of 二、现代服务业 is none of these.
            self._open.clear()
            kinds = []
        if kind == "plain" and followed and not self._fresh:
            kind = "upper"
        elif kind == "plain" and self._fresh and kinds[-1:] == ["plain"]:
            kind = "lower"
        if kind in kinds:
            del self._open[kinds.index(kind) :]
        elif kind == "upper" or (kind == "plain" and "lower" in kinds and followed):
            self._open.clear()
        self._open.append((kind, again))
        self.path = tuple(text for _, text in self._open)
        self._fresh = True
        return True

    def end(self, text: str) -> None:
        """What stands like a heading and is none ends those that such a heading would."""
        kinds = [one for one, _ in self._open]
        kind = _kind(labels.folded(text.strip()))
        if kind in kinds:
            del self._open[kinds.index(kind) :]
            self.path = tuple(one for _, one in self._open)

    def _beside(self, kind: str, text: str) -> str:
        """新开工 beside 续建 tells how far projects are, as that does, and names no list."""
        kinds = [one for one, _ in self._open]
        if kind == "batch" and "built" in kinds and sections.is_standing(sections.bare(text)):
            return "built"
        if kind == "built" and "batch" in kinds and sections.goes_on(sections.bare(text)):
            other = sections.bare(self._open[kinds.index("batch")][1])
            return "batch" if "新开工" in other else kind
        return kind

    def _close(self, kind: str) -> None:
        """第八期签约 ends what is of a phase or a batch alone, and is ended by each of them."""
        kinds = [one for one, _ in self._open]
        ended = {"both": ("phase", "batch"), "phase": ("both",), "batch": ("both",)}.get(kind, ())
        first = next((i for i, one in enumerate(kinds) if one in ended), None)
        if first is not None:
            del self._open[first:]

    def row(self) -> None:
        """A row of data stands below them."""
        self._fresh = False


def _bare(text: str) -> str:
    """A heading without what it counts in brackets."""
    return _BRACKETS.sub("", labels.folded(text))


def _kind(text: str) -> str:
    level = labels.mark(text)
    if level is not None:
        return f"mark{level}"
    told = labels.likeness(text)
    bare = sections.bare(text)
    if told in ("both", "phase") or (told and not sections.tells_building(bare)):
        return told
    if not sections.is_standing(bare):
        return told or "plain"
    return "built" if sections.tells_building(bare) else "level"
