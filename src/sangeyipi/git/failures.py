"""What keeps a version of a ledger from being read; the message is for the user, in Chinese."""


class HistoryFailed(Exception):
    """A version cannot be had."""


class NoLedger(HistoryFailed):
    """There is no ledger.yaml in that version."""


class GitFailed(HistoryFailed):
    """Git could not answer."""


class NotAlone(GitFailed):
    """The ledger is made of others, and only its own files were asked for."""

    @classmethod
    def called(cls, name: str) -> "NotAlone":
        """What is said of a ledger of that name."""
        return cls(
            f"“{name}”汇集各区县的台账，这里还不能取它的另一版："
            "两版比较用 sgyp diff，那一版的数用 sgyp summary --rev"
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
