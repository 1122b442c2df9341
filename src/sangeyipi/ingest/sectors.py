"""领域 of rows against the ledger's list: what is not on it is asked about, once for each word.

Owns the answers: one of the list, the list extended, or none at all.
"""

import unicodedata

from sangeyipi.ingest.answers import Unsettled
from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.findings import ImportQuestion
from sangeyipi.ingest.said import SaidFact
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.model import term
from sangeyipi.model.nearest import nearest

_NONE = "不写领域"
_PATH = (term.SECTOR,)


class Sectors:
    """The ledger's list, what answers added to it, and what was answered for each word."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self._known = {_folded(one): one for one in known}
        self._listed = known
        self._answered: dict[str, str | None] = {}
        self._open: dict[str, ImportQuestion] = {}
        #: What the ledger's list is to be extended by.
        self.new: list[str] = []

    def settle(self, found: Gathered, setting: TableSetting) -> None:
        """The row's 领域 as the ledger has it.  Raises Unsettled, LeftOut."""
        fact = found.facts.get(_PATH)
        if fact is None or not self._listed:
            return
        text = str(fact.text)
        if self._known.get(text) == text:
            return
        known = self._known.get(_folded(text))
        if text in self._open:
            raise Unsettled(fact.cell, self._open[text].text, self._open[text])
        if known is None and text not in self._answered:
            self._answered[text] = self._asked(text, fact, found, setting)
        taken = known if known is not None else self._answered[text]
        if taken is None:
            del found.facts[_PATH]
        else:
            found.facts[_PATH] = SaidFact(taken, fact.cell)

    def _asked(
        self, text: str, fact: SaidFact, found: Gathered, setting: TableSetting
    ) -> str | None:
        add = f"加入“{text}”"
        near = nearest(text, self._listed, 2)
        others = [one for one in self._listed if one not in near]
        asked = (
            f"领域“{text}”不在台账的“领域”里（{'、'.join(self._listed)}）：加进去，还是其中的一个？"
        )
        answers = (*near, add, *others, _NONE)
        question = ImportQuestion(fact.cell, found.called, term.SECTOR, asked, answers)
        try:
            answer = setting.answers.settle(question, setting.digest, found.origin.row)
        except Unsettled:
            self._open[text] = question
            raise
        if answer == add:
            self.new.append(text)
            return text
        return None if answer == _NONE else answer


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
