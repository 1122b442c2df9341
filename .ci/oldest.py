"""The oldest versions that pyproject.toml allows, as constraints for pip: `name==lower bound`."""

import re
import sys
import tomllib
from pathlib import Path

_BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")
#: What the short run with the oldest versions has no use for: linters and their kin.
_NOT_RUN = frozenset({"mypy", "ruff", "types-PyYAML"})


def oldest(pyproject: Path) -> list[str]:
    """A line for each dependency with a lower bound, the tests' own included."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dataset"], *extras["dev"]]
    bounds = [match.groups() for one in wanted if (match := _BOUND.match(one))]
    return [f"{name}=={version}" for name, version in bounds if name not in _NOT_RUN]


if __name__ == "__main__":
    sys.stdout.write("\n".join([*oldest(Path("pyproject.toml")), ""]))
