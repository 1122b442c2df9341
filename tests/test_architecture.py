"""The layers hold: imports only go down, only cli prints, nothing rounds or floats by itself.

Everything is read from the source text, so that an import inside a function counts too.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from keyword import iskeyword
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"
PACKAGE = SRC / "sangeyipi"

#: What each layer may import of ours.  `root` is the package itself, which only opens the api.
BELOW = (
    "model",
    "store",
    "figures",
    "tables",
    "checks",
    "git",
    "compare",
    "render",
    "sheets",
    "edit",
    "ingest",
    "forms",
    "report",
    "audit",
    "publish",
    "gather",
    "dataset",
    "api",
)
MAY_IMPORT = {
    "model": {"model"},
    "store": {"store", "model"},
    "figures": {"figures", "model"},
    "tables": {"tables", "figures", "model"},
    "checks": {"checks", "figures", "store", "model"},
    "git": {"git", "store", "model"},
    "compare": {"compare", "git", "checks", "tables", "figures", "store", "model"},
    "render": {"render", "ingest", "compare", "checks", "tables", "figures", "store", "model"},
    "sheets": {"sheets", "model"},
    "edit": {"edit", "compare", "checks", "tables", "figures", "store", "model"},
    "ingest": {"ingest", "edit", "sheets", "compare", "checks", "figures", "store", "model"},
    "forms": set(BELOW) - {"api", "dataset", "gather", "publish", "git", "report", "audit"},
    "report": {"report", "render", "compare", "checks", "tables", "figures", "store", "model"},
    "audit": set(BELOW) - {"api", "dataset", "gather", "publish", "git", "ingest", "forms", "edit"},
    "publish": set(BELOW) - {"api", "dataset", "gather", "ingest", "forms", "sheets", "audit"},
    "gather": {"gather", "publish", "git", "checks", "tables", "figures", "store", "model"},
    "dataset": {"dataset", "publish", "tables", "figures", "store", "model"},
    "api": set(BELOW),
    "cli": {"cli", *BELOW},
    "root": {"api"},
    "__main__": {"cli"},
    "version": set[str](),
}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """All that a module is made of: walked once, asked by every test."""
    return tuple(ast.walk(tree(module)))


def layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "root"


def imported(module: str, node: ast.AST) -> Iterator[str]:
    """The modules that one statement imports; `from package import module` is that module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module}: imports are absolute"
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in modules() else str(node.module)


@cache
def imports(module: str) -> set[str]:
    """What a module imports, anywhere in it."""
    return {name for node in nodes(module) for name in imported(module, node)}


def ours(module: str) -> set[str]:
    """What it imports of ours."""
    return {name for name in imports(module) if name.split(".")[0] == "sangeyipi"}


def for_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def at_import(module: str) -> Iterator[str]:
    """What is imported as soon as a module is."""
    for node in tree(module).body:
        if not for_types_only(node) and not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from (name for inner in ast.walk(node) for name in imported(module, inner))


def calls(module: str) -> set[str]:
    """The plain names that a module calls."""
    found = (node.func for node in nodes(module) if isinstance(node, ast.Call))
    return {called.id for called in found if isinstance(called, ast.Name)}


def test_there_is_something_to_test() -> None:
    assert len(modules()) >= 40
    assert {layer(module) for module in modules()} == set(MAY_IMPORT)
    imports = [name for module in modules() for name in ours(module)]
    assert len(imports) >= 100


def test_imports_only_go_down() -> None:
    def goes_up(module: str, name: str) -> bool:
        return layer(name) not in MAY_IMPORT[layer(module)] | {"version"}

    wrong = [
        f"{module} imports {name}"
        for module in modules()
        for name in ours(module) - {module}
        if goes_up(module, name)
    ]
    assert wrong == []


#: The steps of an audit, each built on those before it; what else there is puts them together.
AUDIT_STEPS = ("text", "judging", "relations")


def test_an_audit_is_built_step_on_step() -> None:
    """Text → judging → relations → search and check: none asks a later one."""

    def step(module: str) -> int | None:
        parts = module.split(".")
        if parts[1:2] != ["audit"] or len(parts) < 3:
            return None
        # What stands in the folder itself, and opens, tells or binds, asks them all.
        return AUDIT_STEPS.index(parts[2]) if parts[2] in AUDIT_STEPS else len(AUDIT_STEPS)

    wrong = [
        f"{module} imports {name}"
        for module in modules()
        for name in ours(module)
        if (at := step(module)) is not None
        and at < len(AUDIT_STEPS)
        and (to := step(name)) is not None
        and to > at
        and name not in ("sangeyipi.audit.lazily", "sangeyipi.audit.charsets")
    ]
    assert wrong == []


def test_one_module_says_what_is_nearest() -> None:
    """Elsewhere the same slip would be given another answer; fmt shows lines that differ."""
    allowed = {"sangeyipi.model.nearest", "sangeyipi.cli.fmt"}
    for module in set(modules()) - allowed:
        assert "difflib" not in imports(module), module


def test_no_module_imports_itself_in_a_circle() -> None:
    """Not even by an import inside a function."""
    graph = {m: (ours(m) & set(modules())) - {m} for m in modules()}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(modules())


def imports_nothing(name: str) -> bool:
    """Whether it is a module of ours that only declares: what it makes, it imports then."""
    if name not in modules():
        return False
    return all(one.split(".")[0] in sys.stdlib_module_names for one in at_import(name))


#: What is imported where a call is not plain; `export` asks which of its options were typed.
WITH_TYPER = {f"sangeyipi.cli.{name}" for name in ("application", "console.help", "export")}


def test_commands_start_quickly() -> None:
    def quick(module: str, name: str) -> bool:
        top = name.split(".")[0]
        typed = top == "typer" and module in WITH_TYPER
        light = top in sys.stdlib_module_names or typed or imports_nothing(name)
        return light or layer(name) in ("cli", "version")

    slow = [
        f"{module} imports {name} at once"
        for module in modules()
        if layer(module) == "cli"
        for name in at_import(module)
        if not quick(module, name)
    ]
    assert slow == []


def test_a_plain_call_and_tab_import_no_typer() -> None:
    code = (
        "import sys, sangeyipi.cli.main; from sangeyipi.cli.console import plain, tab\n"
        "sys.exit(not plain.called(['summary']) or 'typer' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_git_is_at_work_before_pydantic_is_loaded() -> None:
    early = "import sys, sangeyipi.git.revisions"
    code = f"{early}; sys.exit('pydantic' in sys.modules or 'yaml' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_sound_ledger_imports_nothing_that_explains_faults() -> None:
    data = SRC.parent / "data"
    code = (
        "import sys; from pathlib import Path; from sangeyipi.store.settled import load_files\n"
        f"load_files(Path({str(data)!r}))\n"
        "print(*(name for name in sys.modules if name.startswith('sangeyipi.store')))"
    )
    anew = {**os.environ, "SGYP_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=anew
    )
    names = {name.removeprefix("sangeyipi.store.") for name in done.stdout.split()}
    assert "records" in names
    assert not names & {"explained", "beyond", "unwritten", "csv.headings", "csv.years"}


def test_only_cli_prints() -> None:
    def told(module: str) -> set[str]:
        names = calls(module) & {"print", "input"}
        for node in nodes(module):
            if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"):
                names |= {ast.unparse(node)} & {"sys.stdout", "sys.stderr"}
            elif isinstance(node, ast.alias):
                names |= {node.name} & {"stdout", "stderr"}
        return names

    silent = [module for module in modules() if layer(module) not in ("cli", "__main__")]
    assert {module: told(module) for module in silent if told(module)} == {}


def attributes(module: str) -> set[str]:
    return {node.attr for node in nodes(module) if isinstance(node, ast.Attribute)}


def test_only_rounding_rounds() -> None:
    assert [module for module in modules() if "round" in calls(module)] == []
    exact = [m for m in modules() if layer(m) in ("model", "figures", "tables", "checks")]
    assert [module for module in exact if "float" in calls(module)] == []
    quantizing = [module for module in modules() if "quantize" in attributes(module)]
    assert quantizing == ["sangeyipi.model.rounding"]


def test_modules_say_what_they_are() -> None:
    assert [module for module in modules() if not ast.get_docstring(tree(module))] == []


def test_names_say_what_things_are() -> None:
    vague = {"utils", "util", "helpers", "common", "misc"}
    assert [module for module in modules() if module.split(".")[-1] in vague] == []
    named = [(m, n.name) for m in modules() for n in nodes(m) if isinstance(n, ast.ClassDef)]
    assert [one for one in named if one[1].endswith(("Manager", "Helper", "Utils"))] == []


def test_every_command_is_a_file_of_its_name() -> None:
    from sangeyipi.cli.main import app

    names = {str(command.name) for command in app.registered_commands}
    assert len(names) >= 10
    for name in (command.replace("-", "_") for command in names):
        # A word of the language can be no module's name.
        body = tree(f"sangeyipi.cli.{name}{'_' if iskeyword(name) else ''}").body
        functions = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        assert functions & {name, f"{name}_"}


def test_only_what_git_calls_is_hidden() -> None:
    from sangeyipi.cli.main import app

    hidden = {command.name for command in app.registered_commands if command.hidden}
    assert hidden == {"merge-driver", "textconv"}


def test_one_place_runs_programs() -> None:
    """git's process stays behind one door, and nothing else starts one."""
    runners = {
        module
        for module in modules()
        if {name.split(".")[0] for name in imports(module)} & {"subprocess", "pty"}
        or any(
            node.attr in ("system", "popen") and ast.unparse(node) in ("os.system", "os.popen")
            for node in nodes(module)
            if isinstance(node, ast.Attribute)
        )
    }
    assert runners == {"sangeyipi.git.run"}
