"""docs/architecture.md names what an audit is made of, and nothing that is gone."""

import re
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_AUDIT = _ROOT / "src" / "sangeyipi" / "audit"
_PAGE = (_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_SAID = _PAGE.split("For who proof-reads a report:")[1].split("`publish/issue.py`")[0]


def test_every_part_of_an_audit_is_named() -> None:
    files = [path.relative_to(_AUDIT) for path in _AUDIT.rglob("*.py") if path.stem != "__init__"]
    # Of the kinds of relation there are more than anybody reads a list of.
    names = {path.name for path in files if path.parts[0] != "relations"}
    folders = {f"{path.parent.name}/" for path in files if path.parent.name}
    assert {name for name in names | folders if name not in _SAID} == set()


def test_no_part_of_an_audit_is_named_that_is_gone() -> None:
    named = set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", _SAID))
    assert named - {path.name for path in _AUDIT.rglob("*.py")} == {"auditing.py"}
