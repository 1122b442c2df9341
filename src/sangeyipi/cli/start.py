"""Where the program begins: Ctrl-C is answered from here on, while all the rest is imported."""

from sangeyipi.cli.console import interruption


def run() -> None:
    """The entry point."""
    interruption.at_once()
    from sangeyipi.cli.main import run as program

    program()
