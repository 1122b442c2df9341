"""docs/generate.py as a module, for the tests of the pages; docs/ is no package."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("examples/*.md")])


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


generate = _load()


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    """The headings outside code blocks."""
    lines = [piece for piece in generate.pieces(text) if isinstance(piece, str)]
    return [line.rstrip("\n") for line in lines if re.match(r"#+ ", line)]


def commands() -> list[str]:
    from sangeyipi.cli.main import app

    return [str(command.name) for command in app.registered_commands]
