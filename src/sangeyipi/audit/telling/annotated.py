"""A Word document with a comment at each figure that is wrong or cannot be read."""

from typing import NamedTuple

from sangeyipi.audit.check import Audited
from sangeyipi.audit.documents.comments import WordComment, commented
from sangeyipi.audit.documents.docx import ReadDocument
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.telling.told import WORDS, arithmetic

_COMMENTED = (RelationVerdict.WRONG, RelationVerdict.UNREADABLE)


class Annotated(NamedTuple):
    """The document, how many comments were put into it, and how many found no place."""

    data: bytes
    put: int
    left: int


def annotated(document: ReadDocument, found: Audited) -> Annotated:
    """Raises DocxFailed."""
    comments = [_comment(one) for one in found.findings if one.verdict in _COMMENTED]
    done = commented(document, comments)
    return Annotated(done.data, len(comments) - len(done.left), len(done.left))


def _comment(found: Finding) -> WordComment:
    main = found.stated or found.figures[0]
    sums = arithmetic(found)
    lines = [f"{WORDS[found.verdict]}：{found.message}"]
    lines += [f"算式：{sums}"] if sums else []
    lines += [f"改法：{found.remedy}"] if found.remedy else []
    return WordComment(main.start, main.end, tuple(lines))
