"""Exit codes, and the exception that carries one with a message for the user."""

OK = 0
ERRORS = 1
USAGE = 2
BUG = 3


class Stop(Exception):
    """End the command with a message on stderr.  `code` is one of the above."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code
