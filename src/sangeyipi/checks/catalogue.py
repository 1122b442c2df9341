"""The catalogue: what every rule means, how to mend a breach, and an example of each side.

Owns the form of the entries, under `rules/` or beside a check, and finds the checks.  Must not know
how any rule is checked; the tests run every example, so that neither can drift from the code.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.rule import Rule, Severity, declared

_FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule, told to its users in Chinese.

    `bad` and `good` are files (path relative to the ledger → text), laid over a ledger.yaml with
    phases 1 to 3.  `bad` breaks this rule and no other; `good` looks almost like it and breaks
    none.  Three rules are about what no text can show, so `bad` is only fully told by one of:

    - `encoding`: the bad files are written in this encoding (good ones are always UTF-8);
    - `bytes_at_least`: the first bad file is padded with comment lines to this many bytes;
    - `symlink_to`: the only bad file is a symbolic link to this name beside it, its text unused.
    """

    rule: Rule
    title: str
    why: str
    remedy: str
    bad: Mapping[str, str]
    good: Mapping[str, str]
    encoding: str = "utf-8"
    bytes_at_least: int = 0
    symlink_to: str = ""
    #: What to do in a CSV file, where that is another thing.
    remedy_csv: str = ""

    def remedy_in(self, file: str) -> str:
        """What to do in a file: of a spreadsheet nobody indents the lines."""
        in_csv = file.lower().endswith(".csv")
        return (in_csv and self.remedy_csv) or self.remedy


_NO_CHECKS = {"__init__", "catalogue", "run"}
#: What is said of rules beside their checks.
_BESIDE: dict[Rule, Explanation] = {}
#: A check of a whole ledger, or of what could be read of it.
Check = Callable[[Ledger], Iterator[Diagnostic]]


def rule(
    id: str,
    severity: Severity,
    *,
    title: str,
    why: str,
    remedy: str,
    bad: Mapping[str, str],
    good: Mapping[str, str],
    **more: Any,
) -> Rule:
    """Declare a rule beside its check.  `more`: `remedy_csv`, `present_only`.

    The check stands in its module's `CHECKS`, or in `WHOLE` where it needs all of
    the ledger to have been read, and so it is run.
    """
    made = declared(id, severity, more.pop("present_only", False))
    _BESIDE[made] = Explanation(made, title, why, remedy, bad, good, **more)
    return made


@cache
def checks(declared_in: str = "CHECKS") -> tuple[Check, ...]:
    """What the modules beside this one declare to be run on a ledger's records.

    `declared_in`: CHECKS, or WHOLE for what is run only where all of a ledger was read.
    """
    # `pkgutil` lists them as well, and imports `inspect` for it.
    names = {path.stem for path in Path(__file__).parent.glob("*.py")} - _NO_CHECKS
    modules = [import_module(f"{__package__}.{name}") for name in sorted(names)]
    return tuple(check for module in modules for check in getattr(module, declared_in, ()))


@cache
def catalogue() -> dict[Rule, Explanation]:
    """Every rule's entry, in the registry's order.

    Raises ValueError where an entry names no rule or a rule already told.
    """
    checks()
    found: dict[Rule, Explanation] = dict(_BESIDE)
    for path in sorted(_FOLDER.glob("*.yaml")):
        for raw in _entries(path):
            entry = Explanation(rule=Rule(raw.pop("id")), **raw)
            if entry.rule in found:
                raise ValueError(f"{path.name}: a second entry for {entry.rule}")
            found[entry.rule] = entry
    return {rule: found[rule] for rule in Rule if rule in found}


def _entries(path: Path) -> list[dict[str, Any]]:
    # Only a diagnostic needs the catalogue; a command that finds nothing must not pay for it.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), loader)
    return entries
