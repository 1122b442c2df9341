"""What keeps a version of a ledger from being read; the message is for the user, in Chinese."""


class HistoryFailed(Exception):
    """A version cannot be had."""


class NoLedger(HistoryFailed):
    """There is no ledger.yaml in that version."""


class GitFailed(HistoryFailed):
    """Git could not answer."""


class NotAlone(GitFailed):
    """The ledger is made of others, of which a commit of its own says nothing."""

    @classmethod
    def called(cls, name: str) -> "NotAlone":
        """What is said of a ledger of that name."""
        return cls(
            f"“{name}”汇集各区县的台账，它们的历史不在这个仓库的一版里："
            "历史、比较和发布到各区县的台账里去看、去做；"
            "要各区县某一版的数，在“汇集”里给它们写上“版本”再 sgyp summary"
        )


class GitMissing(GitFailed):
    """Git is not installed."""


class NotARepository(GitFailed):
    """The folder is in no repository."""


class DubiousOwnership(GitFailed):
    """The repository belongs to another user, and git does not trust it."""


class NoCommitYet(GitFailed):
    """The repository has no commit."""


class UnknownRevision(GitFailed):
    """Nothing has that name, or more than one thing does."""


class NoMergeBase(GitFailed):
    """Two histories have nothing in common."""


class ObjectMissing(GitFailed):
    """An object that the history names is not in this clone."""


class Unanswered(GitFailed):
    """Git ended without an answer to all that it was asked."""
