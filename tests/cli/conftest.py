"""The repositories that commands on history are tested with."""

from git.repositories import alone, new_repo, repo

from cli.merging import driven, made

__all__ = ["alone", "driven", "made", "new_repo", "repo"]
