"""Which figures stand among so many that nearly any arithmetic comes out.

Nothing is looked for there, nor told wrong but for sums: what comes out says nothing, and a
megabyte of such text would take minutes.  Both bounds lie beyond what is published.
"""

from collections import Counter
from collections.abc import Sequence

from sangeyipi.audit.text.figure import TextFigure

#: A sentence of more figures is a table without its lines, or no text at all: the longest of
#: published bulletins has 33.
MOST_IN_SENTENCE = 48
#: So many figures within so many characters are no prose, however short its sentences: the fullest
#: of published reports has 300 in thirty thousand.
STRETCH, LEAST_CHARS = 400, 4000


def crowded(figures: Sequence[TextFigure]) -> frozenset[int]:
    """The figures in such a sentence or stretch, by their order."""
    many = Counter(one.sentence for one in figures)
    full = {at for at, each in many.items() if each > MOST_IN_SENTENCE}
    found = {one.order for one in figures if one.sentence in full}
    marked = 0
    for first, last in zip(figures, figures[STRETCH - 1 :], strict=False):
        if last.end - first.start < LEAST_CHARS:
            found.update(range(max(marked, first.order), last.order + 1))
            marked = last.order + 1
    return frozenset(found)
