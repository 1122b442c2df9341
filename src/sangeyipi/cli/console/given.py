"""A YAML file of the user's own, beside the ledger: read, or refused with all that is wrong.

Owns how such a file is opened and its faults are told; must not know what it says.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.source import Source

Read = TypeVar("Read")


def from_file(
    path: Path,
    read: "Callable[[Source], tuple[Read | None, list[Diagnostic]]]",
    *,
    called: str = "",
    missing: str = "",
) -> Read:
    """What `read` makes of a file.  Raises Stop with every fault, each with its line.

    `called` is what messages name it by (an option and its value), `missing` what is said where
    there is no such file.
    """
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.source import checked_source

    name = called or str(path)
    try:
        source = checked_source(str(path), path.read_bytes())
    except OSError as error:
        told = missing if missing and isinstance(error, FileNotFoundError) else ""
        raise Stop(told or f"读不了 {name}：{output.reason_of_reading(error)}") from None
    if isinstance(source, Diagnostic):
        raise Stop(f"{name}：{source.message}")
    found, faults = read(source)
    if faults or found is None:
        for one in faults:
            line = f":{one.position.line}" if one.position else ""
            output.warn(f"{path}{line}：{one.message}{f'。{one.remedy}' if one.remedy else ''}")
        raise Stop(f"{name} 有 {len(faults)} 处写法不对，改好再用")
    return found
