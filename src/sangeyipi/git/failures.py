"""What keeps a version of a ledger from being read; the message is for the user, in Chinese."""


class HistoryFailed(Exception):
    """A version cannot be had."""


class NoLedger(HistoryFailed):
    """There is no ledger.yaml in that version."""


class GitFailed(HistoryFailed):
    """Git could not answer."""


class NotAlone(GitFailed):
    """The ledger is made of others, of which a commit of its own says nothing."""


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
