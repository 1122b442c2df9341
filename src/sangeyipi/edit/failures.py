"""What keeps an edit from being made; the message is for the user, in Chinese."""


class EditFailed(Exception):
    """Nothing was changed; the message names the file and what about it."""
