"""`sgyp schema`: what an editor needs to complete and underline the ledger's files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

EXAMPLES = """
sgyp schema project
sgyp schema --write schemas
"""
_KINDS = (
    *("project", "rollup", "ledger", "statement", "progress"),
    *("problem", "visit", "financing"),
)


def schema(
    kind: Annotated[
        str | None,
        Argument(
            metavar="[种类]",
            help=f"{'、'.join(_KINDS)}；不写则各种合一",
            autocompletion=lambda: list(_KINDS),
        ),
    ] = None,
    write: Annotated[
        Path | None,
        Option("--write", metavar="文件夹", help="每种各写一个文件到这个文件夹，已有的换新"),
    ] = None,
) -> int:
    """台账文件的 JSON Schema，供编辑器补全和查错。"""
    from sangeyipi.store import schema as schemas

    if kind is not None:
        kind = options.one_of("种类", kind, _KINDS)
    if write is None:
        document = schemas.schema(kind) if kind else schemas.any_schema()
        output.write_exact(schemas.to_text(document))
        return OK
    if kind is not None:
        raise Stop("--write 总是写全部种类，不要再写种类")
    for path in (write, *(write / schemas.file_name(one) for one in schemas.KINDS)):
        destination.guard(path, None, "--write")
    write_schemas(write)
    return OK


def write_schemas(folder: Path) -> None:
    """All schemas into a folder, which is made where it is missing.  Raises Stop."""
    from sangeyipi.store import schema as schemas

    make_folder(folder)
    no_links(folder, map(schemas.file_name, schemas.KINDS))
    for kind in schemas.KINDS:
        path = folder / schemas.file_name(kind)
        output.write_file(path, schemas.to_text(schemas.schema(kind)))
    # Only now: whoever reads this may leave early.
    names = map(schemas.file_name, schemas.KINDS)
    output.write_text("".join(f"写入 {folder / name}\n" for name in names))


def no_links(folder: Path, names: Iterable[str]) -> None:
    """Stop where a link below `folder` would lead what is written there somewhere else."""
    for name in names:
        path = folder / name
        for place in (path, *path.parents):
            if place == folder:
                break
            if place.is_symlink():
                raise Stop(f"{place} 是链接，不经过它写到别处：删去这个链接后再试")


def make_folder(folder: Path) -> None:
    """The folder and its parents, if missing.  Raises Stop."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Stop(f"{folder} 是一个文件，不是文件夹") from None
    except OSError as error:
        raise Stop(f"建不了文件夹 {folder}：{output.reason(error)}") from error
