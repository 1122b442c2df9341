"""Why a figure is wrong, or why nothing is said of it: as a value beside its words.

Decisions are taken by the value, never by the words.  What is a slip of the pen is `slips`'s.
"""

from enum import StrEnum
from typing import NamedTuple

from sangeyipi.audit.judging.slips import SlipKind
from sangeyipi.audit.text.members import quick_members


@quick_members
class Reason(StrEnum):
    """Why a figure is wrong, or nothing is said of it, where that is no slip of the pen."""

    #: What went wrong is recognised, and nothing further decided by it.
    MISTAKE = "mistake"
    EXCHANGED = "exchanged"
    EXCHANGED_SHARES = "exchanged-shares"
    TURNED = "turned"
    OTHER_BASE = "other-base"
    OF_THE_REST = "of-the-rest"
    ON_NOW = "on-now"
    AS_RATE = "as-rate"
    #: Nothing is recognised: what may be, or what is not known.
    OPEN = "open"
    OLD_BASE = "may-be-an-old-base"
    OVERLAP = "may-overlap"


class Why(NamedTuple):
    """What is told behind a statement, and which reason that is."""

    said: str
    kind: Reason | SlipKind = Reason.MISTAKE


#: Recognised however far it is off, with nothing more to say: the words bind what is compared.
BOUND = Why("")
#: Of what is told "may be" is no more known than of what is left open.
NOT_RECOGNISED = frozenset(
    {Reason.OPEN, Reason.OLD_BASE, Reason.OVERLAP, SlipKind.OF_A_PART, SlipKind.OF_ANY_PART}
)
