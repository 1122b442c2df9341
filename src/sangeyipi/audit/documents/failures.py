"""Why a document is not read, and what to do about it."""


class NotRead(Exception):
    """What is the matter with a file, and what its owner should do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}。{remedy}")
        self.message = message
        self.remedy = remedy
