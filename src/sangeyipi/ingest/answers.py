"""Questions and their answers: from a mapping file, or from whoever sits at the terminal.

Owns which answer belongs to which question.  Must not know what is done with it, nor how anybody
is asked.
"""

from collections.abc import Callable

from sangeyipi.ingest.findings import ImportQuestion, Rejected

#: Taken for every question: the row stays out, and that is what was wanted.
LEAVE_OUT = "不导入"
#: What a person says of a question with the row shown; None: nobody answers.
Ask = Callable[[ImportQuestion, tuple[str, ...]], str | None]
#: What a mapping file answers to a question of the file with a digest.
Given = Callable[[str, ImportQuestion], str | None]
_Key = tuple[str, str, str, str]


class Unsettled(Exception):
    """A row does not get in: what it says cannot be taken, or nobody answers for it."""

    def __init__(self, cell: str, reason: str, question: ImportQuestion | None = None) -> None:
        super().__init__(reason)
        self.cell = cell
        self.reason = reason
        self.question = question

    def rejected(self, row: tuple[str, ...]) -> Rejected:
        """The row as one that does not get in."""
        return Rejected(self.cell, row, self.reason, self.question)


class LeftOut(Exception):
    """A row that somebody decided not to take."""

    def __init__(self, cell: str, reason: str) -> None:
        super().__init__(reason)
        self.cell = cell
        self.reason = reason


class Answers:
    """The answers known so far.  A question is asked once, whoever asks for it again."""

    def __init__(self, given: Given | None = None, ask: Ask | None = None) -> None:
        self._given = given
        self._ask = ask
        self._known: dict[_Key, str] = {}
        #: Every question, in order, with what was answered by a file or at the terminal.
        self.asked: dict[tuple[str, ImportQuestion], str | None] = {}
        #: What was asked and not answered.
        self._open: set[_Key] = set()

    def settle(
        self, question: ImportQuestion, digest: str, row: tuple[str, ...], at: str | None = None
    ) -> str:
        """The answer.  Raises Unsettled where there is none, LeftOut where the row is to go.

        `at`: the cell of the row, where the question is about more than this row.
        """
        key = (digest, question.cell, question.name, question.about)
        answer = self._known.get(key)
        if answer is None and self._given is not None:
            answer = self._given(digest, question)
            if answer is not None:
                self.asked[digest, question] = self._known[key] = answer
        if answer is None and key not in self._open:
            answer = self._ask(question, row) if self._ask is not None else None
            self.asked[digest, question] = answer
            if answer is None:
                self._open.add(key)
            else:
                self._known[key] = answer
        if answer == LEAVE_OUT:
            raise LeftOut(at or question.cell, f"按回答不导入：{question.text}")
        if answer is None or (question.answers and answer not in question.answers):
            wrong = f"（回答“{answer}”不在可选的里面）" if answer is not None else ""
            raise Unsettled(at or question.cell, question.text + wrong, question)
        return answer
