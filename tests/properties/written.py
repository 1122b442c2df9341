"""A model written as canonical files, which no command does: for what is read back to equal it."""

from sangeyipi.model.ledger import Ledger
from sangeyipi.store.canonical.text import raw_of, to_yaml
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.kinds import KINDS, REPORTS


def dump(ledger: Ledger) -> dict[str, str]:
    """The ledger as files (relative name → text), each record under the file it came from."""
    files = {LEDGER_FILE: to_yaml(raw_of(ledger.config))}
    by_file: dict[str, list[dict[str, object]]] = {}
    for kind in (one for one in KINDS if not one.single):
        for record in getattr(ledger, kind.part):
            stem = record.month if kind is REPORTS else "台账"
            name = _yaml_name(record.origin.file or f"{kind.kind}/{stem}.yaml")
            by_file.setdefault(name, []).append(raw_of(record))
    files.update({name: to_yaml(raws) for name, raws in by_file.items()})
    for number, statement in enumerate(ledger.statements, 1):
        name = statement.origin.file or f"statements/{number:03d}.yaml"
        files[name] = to_yaml(raw_of(statement))
    return files


def _yaml_name(name: str) -> str:
    return name if not name.lower().endswith(".csv") else name[:-4] + ".yaml"
