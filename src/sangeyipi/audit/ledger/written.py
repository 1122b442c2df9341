"""Which report or bulletin of ours a text is, by its title, and the same as written now.

Owns no sentence: the document is made as `sgyp report` makes it, by the ledger's own templates.
"""

import re
from datetime import date
from pathlib import Path

from sangeyipi.audit.text.plain import Plain
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import numerals
from sangeyipi.model.document import Document
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.report.bulletin.document import NothingYet, bulletin
from sangeyipi.report.bulletin.wanting import section_three
from sangeyipi.report.document import report
from sangeyipi.report.given import Given
from sangeyipi.report.language import write
from sangeyipi.report.marked import TemplateFailed, WrittenSection
from sangeyipi.report.template import KNOWN, SECTION_ONE, template

#: A title stands no further down.
_TOP = 300
_REPORT = "“三个一批”项目情况汇报"
_BULLETIN = re.compile(r"“三个一批”项目建设情况通报\(([0-9]{4})年([0-9]{1,2})月\)")
_UNDER_WAY = re.compile("第([一二三四五六七八九十]{1,3})期正在实施")


def written(ledger: Ledger, root: Path | None, text: str, day: date | None) -> Document | None:
    """What sgyp writes now under the title of a plain text; None where the title is not ours.

    `day`: what a report is as of; which phase it calls under way it says itself.
    """
    top = re.sub(r"\s", "", text[:_TOP])
    region = Plain(ledger.config.region or "").text
    try:
        of = _BULLETIN.search(top)
        if of is not None and top[: of.start()].endswith(region):
            return bulletin(Figures(ledger), of_month(Month(int(of[1]), int(of[2]))), _writer(root))
        if f"{region}{_REPORT}" in top:
            return _report(ledger, root, text, day)
    except (TemplateFailed, NothingYet, ValueError):
        # Templates that fail are told by `sgyp report`; here the text is left to its words.
        return None
    return None


def _report(ledger: Ledger, root: Path | None, text: str, day: date | None) -> Document:
    figures = Figures(ledger, day)
    said = _UNDER_WAY.search(text)
    current = numerals.whole(said[1]) if said else None
    held = {one.number for one in ledger.config.held(day)}
    made = report(figures, template(SECTION_ONE, root), current if current in held else None)
    return made._replace(sections=(*made.sections, *section_three(figures, _writer(root))))


class _Writer:
    """Writes sections by the ledger's own templates or the package's."""

    def __init__(self, root: Path | None) -> None:
        self._root = root

    def __call__(self, name: str, given: Given) -> WrittenSection:
        return write(template(KNOWN[name], self._root).text, given)


def _writer(root: Path | None) -> _Writer:
    return _Writer(root)
