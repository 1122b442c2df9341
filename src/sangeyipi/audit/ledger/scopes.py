"""Of whom a figure of prose is: the scope that its sentence and paragraph have come to.

Owns how scope words follow each other: 期 governs its paragraph, 批 its sentence, 其中…监管平台
what follows it until the full stop.  Where that leaves a second meaning open it is kept as one.
"""

from dataclasses import replace
from datetime import date
from itertools import product

from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch


@dataclass
class ScopePlace:
    """Where the reading of a paragraph has come to."""

    phases: Phases | None = None
    #: 监管平台 as the head of a sentence says it, of all that follows in the paragraph.
    head: bool | None = None
    #: As 其中 says it, until the sentence ends.
    inner: bool | None = None
    batch: Batch | None = None
    #: As it stands before or under a list, of that alone.
    own: bool | None = None
    #: What else may be meant, since what said so has ended.
    loose_platforms: frozenset[bool] = frozenset()
    loose_batches: frozenset[Batch] = frozenset()
    group: tuple[str, str] | None = None
    whole_ledger: bool = False
    #: Why the list may be none, but those who took a step: 开工项目12个 where no other is named.
    unsure: str = ""
    day: date | None = None
    #: Words that nobody understood: of this clause, of this sentence, of the whole paragraph.
    clause: str = ""
    sentence: str = ""
    paragraph: str = ""
    #: Whether a figure has been read since the phase, and since the last mark.
    counted: bool = False
    #: Of 监管平台 said just now, before anything else.
    attached: bool = False
    saved: list["ScopePlace"] = field(default_factory=list)

    @property
    def platform(self) -> bool | None:
        """The value of 监管平台 that is meant first."""
        if self.own is not None:
            return self.own
        return self.inner if self.inner is not None else self.head

    @property
    def foreign(self) -> str:
        """What is not understood; "" where all is."""
        return self.clause or self.sentence or self.paragraph

    def scopes(self) -> list[Scope]:
        """What may be meant, the most likely first."""
        batches = [self.batch, *(one for one in self.loose_batches if one is not self.batch)]
        platforms = [self.platform, *(p for p in self.loose_platforms if p is not self.platform)]
        return [Scope(self.phases, b, p) for b, p in product(batches, platforms)]

    def enter_phases(self, chosen: Phases) -> None:
        """A phase begins anew; what stands in the same clause before it goes on."""
        self.sentence = ""
        self.phases, self.counted = chosen, False
        self.head = self.inner = self.own = self.batch = None
        self.group, self.whole_ledger, self.unsure = None, False, ""
        self.loose_platforms, self.loose_batches = frozenset(), frozenset()

    def enter_batch(self, batch: Batch, unsure: str = "") -> None:
        """A list begins; what was said of 监管平台 under the list before may go on."""
        self.unsure = unsure
        if not self.attached:
            if self.own is not None:
                self.loose_platforms |= {self.own}
            self.own = None
        self.batch, self.loose_batches = batch, frozenset()

    def enter_platform(self, value: bool) -> None:
        """监管平台 at the head of a phase, within it, or under a list."""
        self.loose_platforms = frozenset()
        if self.batch is not None:
            self.own = value
        elif self.counted:
            self.inner = value
        else:
            self.head = value
        self.attached = True

    def list_platform(self) -> None:
        """监管平台 stood right before a list: it is said of that alone."""
        if self.attached and self.own is None and self.inner is not None:
            self.own, self.inner = self.inner, None

    def end_clause(self) -> None:
        """At a comma: what was not understood goes on to the end of the sentence."""
        self.sentence = self.sentence or self.clause
        self.clause = ""
        self.attached = False

    def end_sentence(self) -> None:
        """At a full stop lists and parts end; that they may go on is kept."""
        if self.inner is not None or self.own is not None:
            self.loose_platforms |= {one for one in (self.inner, self.own) if one is not None}
        if self.batch is not None:
            self.loose_batches |= {self.batch}
        self.inner = self.own = self.batch = None
        self.group, self.whole_ledger, self.unsure = None, False, ""
        self.clause = self.sentence = ""
        self.attached = False

    def divide(self) -> None:
        """分批看: of the whole of the paragraph again."""
        self.loose_platforms, self.loose_batches = frozenset(), frozenset()

    def copy(self) -> "ScopePlace":
        """As it is now."""
        return replace(self)
