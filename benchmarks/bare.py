"""The start-up that no Typer program with Pydantic, PyYAML and Rich can do without.

`sgyp` is measured against this: it imports the same four libraries, defines one model, and exits.
"""

import typer
import yaml  # noqa: F401 -- imported for what importing costs
from pydantic import BaseModel
from rich.table import Table  # noqa: F401 -- likewise

app = typer.Typer()


class Project(BaseModel):
    """Three fields, the least that could be called a model."""

    name: str
    phase: int
    on_platform: bool


@app.command()
def main() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
