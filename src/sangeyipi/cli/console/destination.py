"""Where a result goes: whether it may be written there, and the format that the name asks for.

Owns `--out` as it is typed; writes nothing.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sangeyipi.cli.console.exits import Stop
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.render.formats import DOCX, XLSX, Format

#: What a file so called is taken for by whoever opens it, whatever it holds.
_KNOWN = frozenset(
    {".csv", ".doc", ".docx", ".dps", ".et", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".json"}
    | {".md", ".ods", ".odt", ".pdf", ".png", ".ppt", ".pptx", ".rtf", ".svg", ".txt", ".wps"}
    | {".xls", ".xlsm", ".xlsx", ".xml", ".yaml", ".yml", ".zip"}
)
_EXCEL = frozenset({".xls", ".xlsx", ".xlsm", ".et", ".ods"})
_WORD = frozenset({".doc", ".wps", ".odt", ".rtf"})


class Makes(NamedTuple):
    """What a command can write: its formats by suffix, and the one without a suffix."""

    by_suffix: Mapping[str, str]
    #: The format of a file without a suffix; empty: there must be one.
    plain: str

    @property
    def words(self) -> tuple[str, ...]:
        """The formats as they are typed."""
        return tuple(self.by_suffix.values())


def makes(formats: Sequence[Format[Any]], plain: bool = True) -> Makes:
    """Of formats, the first of which, if `plain`, is a file's without a suffix."""
    by_suffix = {form.suffix: form.word for form in formats}
    return Makes(by_suffix, formats[0].word if plain else "")


def told(makes: Makes) -> str:
    """The help of `--out`."""
    return f"写入文件：{'、'.join(makes.by_suffix)}"


def form_of(wanted: str | None, out: Path | None, makes: Makes) -> str:
    """The format: `wanted` by `--format`, else the one that the name of `out` asks for.

    Raises Stop where the two contradict each other, or the name asks for what cannot be made.
    """
    if out is None:
        return wanted or makes.plain
    suffix = Path(out.name.rstrip(". ")).suffix.lower()
    asked = makes.by_suffix.get(suffix) if suffix else wanted or makes.plain
    if wanted is None:
        if not asked:
            raise Stop(_not_made(out, suffix, makes))
        return asked
    if asked == wanted or suffix not in _KNOWN:
        return wanted
    if asked is None:
        raise Stop(_not_made(out, suffix, makes))
    right = next(one for one, form in makes.by_suffix.items() if form == wanted)
    raise Stop(
        f"--format {wanted} 与 --out {out} 对不上：去掉 --format，或把文件名改成 "
        f"{out.with_suffix(right).name}"
    )


def _not_made(out: Path, suffix: str, makes: Makes) -> str:
    can = "、".join(makes.by_suffix)
    if not suffix:
        return f"--out {out}：看不出要哪种，扩展名应为 {can}，或用 --format 指明"
    excel = suffix in _EXCEL and XLSX.suffix in makes.by_suffix
    word = suffix in _WORD and DOCX.suffix in makes.by_suffix
    hint = f"；给 Excel、WPS 用 {XLSX.suffix}" if excel else ""
    hint += f"；给 Word、WPS 用 {DOCX.suffix}" if word else ""
    return f"--out {out}：写不出 {suffix}，能写的是 {can}{hint}"


def guard(out: Path | None, ledger: Path | None, option: str = "--out") -> None:
    """Raises Stop where writing to `out` would harm a ledger, above all the one at hand."""
    if out is None:
        return
    from sangeyipi.store.files import LEDGER_FILE, find_ledger
    from sangeyipi.store.territory import trespass

    given = ledger.parent if ledger is not None and ledger.name == LEDGER_FILE else ledger
    at_hand = given or find_ledger(Path.cwd())
    harmed = trespass(out, [at_hand] if at_hand else [])
    if harmed:
        raise Stop(f"{option} {out}：那是{harmed}，不往上写，也不往里写。换一个地方")
