"""Why a workbook that came back, or one that is to go out, comes to nothing as a whole."""


class FormsFailed(Exception):
    """A message for the user that says which file, why, and what to do."""
