"""docs/generate.py and stage.py as modules, for the tests of the pages; docs/ is no package."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("examples/*.md")])


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made, and generate imports stage.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


stage = _load("stage")
generate = _load("generate")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    """The headings outside code blocks."""
    lines = [piece for piece in stage.pieces(text) if isinstance(piece, str)]
    return [line.rstrip("\n") for line in lines if re.match(r"#+ ", line)]


def commands() -> list[str]:
    """The commands for people; git calls the hidden ones."""
    from sangeyipi.cli.main import app

    return [str(command.name) for command in app.registered_commands if not command.hidden]
