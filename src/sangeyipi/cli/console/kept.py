"""What a run of the program has made, left as it is until the process ends.

The program ends without taking anything apart (`main.run`), as that is time nobody gains from; what
a command holds in its own variables would be taken apart as it returns.  Who calls a command within
another program, as tests do, keeps nothing.
"""

_KEPT: list[list[object]] = []


def from_now_on() -> None:
    """The process ends with the command that is called next."""
    _KEPT.append([])


def keep(*made: object) -> None:
    """Leave what was made to the end of the process, if it is near."""
    for kept in _KEPT:
        kept.extend(made)
