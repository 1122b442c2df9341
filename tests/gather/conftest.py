"""The repositories that tests of a city's history are made of."""

from git.repositories import alone, new_repo, repo

__all__ = ["alone", "new_repo", "repo"]
