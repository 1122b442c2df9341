"""What is installed is complete: pyproject.toml packs every file of the package."""

import tomllib
from importlib.resources import files

from generating import ROOT

PACKAGE = ROOT / "src" / "sangeyipi"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_data_file_is_packed() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["sangeyipi"]
    packed = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    there = {
        path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert PACKAGE / "py.typed" in packed
    assert len(list(PACKAGE.glob("checks/rules/*.yaml"))) >= 6
    assert packed == there


def test_every_module_is_in_a_package() -> None:
    """setuptools' `find` passes over a folder without `__init__.py`, in silence."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert len(folders) >= 6
    assert all((folder / "__init__.py").is_file() for folder in folders)


def test_data_is_found_where_the_package_is() -> None:
    package = files("sangeyipi")
    assert package.joinpath("py.typed").is_file()
    assert package.joinpath("checks", "rules", "reading.yaml").is_file()


def test_python_and_version_are_said_once() -> None:
    from sangeyipi import __version__

    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert __version__ in changes
