"""`sgyp check`: every diagnostic of the ledger in one run."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options, output
from sangeyipi.cli.console.exits import ERRORS, OK
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from pathlib import PurePath

    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.load import Loaded

EXAMPLES = """
sgyp check
sgyp check --strict --format github
sgyp check --hints
"""
_FORMATS = ("text", "json", "github", "sarif")


def check(
    strict: Annotated[
        bool, Option("--strict", help="更严：缺前置节点也报，有警告也算不通过")
    ] = False,
    hints: Annotated[
        bool, Option("--hints", help="列出提示：值得看一眼、不算不通过的地方")
    ] = False,
    form: Annotated[
        str,
        Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="输出格式",
            autocompletion=lambda: list(_FORMATS),
        ),
    ] = "text",
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """检查台账：写法、次序、重复、汇总，以及与公布的数是否相符。"""
    from sangeyipi import api
    from sangeyipi.cli.console.session import Session
    from sangeyipi.render.diagnostics import FOR_PROGRAMS, to_github
    from sangeyipi.render.placing import for_people, place, told
    from sangeyipi.report.template import unread

    form = options.one_of("--format", form, _FORMATS)
    session = Session(ledger, rev, today)
    found = api.check(session.loaded, strict, hints=True, past=session.past, today=session.today)
    # A program that reads JSON can leave hints out by itself; annotations are read by people.
    shown = found if hints or form == "json" else _without_hints(found)
    name = session.loaded.ledger.config.name if session.loaded.ledger else ""
    if form == "text":
        verdict = _verdict(session.loaded, found) + _hinted(found, hints) + session.note
        verdict += _mendable(session.folder, found) if rev is None else ""
        output.write_text(f"{told(session.loaded, shown, session.folder)}{verdict}\n")
        for line in unread(session.root):
            output.warn(line)
    elif form == "github":
        # Annotations are read by people, on a page that shows a few of them.
        placed, more = for_people(session.loaded, shown, session.folder)
        output.write_exact(to_github(placed, name, more))
    else:
        placed = place(session.loaded, shown, session.folder)
        output.write_exact(FOR_PROGRAMS[form](placed, name))
    return ERRORS if _fails(found, strict) else OK


def _without_hints(found: "list[Diagnostic]") -> "list[Diagnostic]":
    from sangeyipi.model.rule import Severity

    return [one for one in found if one.rule.severity is not Severity.HINT]


def _fails(found: "list[Diagnostic]", strict: bool) -> bool:
    from sangeyipi.model.diagnostic import has_errors

    return bool(_without_hints(found)) if strict else has_errors(found)


def _hinted(found: "list[Diagnostic]", shown: bool) -> str:
    from sangeyipi.model.diagnostic import count
    from sangeyipi.model.rule import Severity

    hints = count(found, Severity.HINT)
    if not hints:
        return ""
    return f"另有 {hints} 处提示{'' if shown else '，sgyp check --hints 可看'}。"


def _mendable(folder: "PurePath", found: "list[Diagnostic]") -> str:
    """What of the errors in CSV files a spreadsheet made and `sgyp fmt --repair` takes back."""
    from pathlib import Path

    from sangeyipi.model.rule import Severity
    from sangeyipi.store.files import find_files
    from sangeyipi.store.kinds import LISTS
    from sangeyipi.store.source import read_bytes

    root = Path(folder)
    faulty = {one.place.file for one in found if one.rule.severity is Severity.ERROR}
    faulty = {name for name in faulty if name.lower().endswith(".csv")}
    count = 0
    for kind, name in find_files(root).files if faulty else ():
        if name not in faulty or kind not in LISTS:
            continue
        from sangeyipi.ingest.repair import repaired

        data = read_bytes(root, name)
        if isinstance(data, bytes):
            mended = repaired(name, kind, data)
            count += len(mended.whole) + len(mended.mends)
    return f"CSV 里有 {count} 处是 Excel 存坏的，sgyp fmt --repair 能修。" if count else ""


def _verdict_of_the_whole(
    loaded: "Loaded", found: "list[Diagnostic]", errors: int, warnings: int
) -> str:
    """Which of the ledgers that one is made of can be counted on."""
    from sangeyipi.gather.whole import faults

    wrong = faults(loaded, found)
    gone = {one.member.region: one.fault for one in loaded.members if one.fault}
    sound = [one for one in loaded.members if one.member.region not in wrong | gone]
    projects = sum(
        len(one.loaded.ledger.projects) for one in sound if one.loaded and one.loaded.ledger
    )
    out = "；".join(f"{region}：{why}" for region, why in {**gone, **wrong}.items())
    told = f"{len(sound)} 个地区没有错误，共 {projects} 个项目"
    if out:
        told += f"；没有计入 {len(wrong | gone)} 个地区（{out}）"
    return f"{told}；{errors} 处错误，{warnings} 处警告。"


def _verdict(loaded: "Loaded", found: "list[Diagnostic]") -> str:
    from sangeyipi.model.diagnostic import count
    from sangeyipi.model.rule import Severity

    errors, warnings = count(found, Severity.ERROR), count(found, Severity.WARNING)
    if loaded.members:
        return _verdict_of_the_whole(loaded, found, errors, warnings)
    if errors or loaded.ledger is None:
        return f"{errors} 处错误，{warnings} 处警告。有错误时不出任何合计。"
    ledger = loaded.ledger
    claims = sum(1 for s in ledger.statements for claim in s.claims for _ in claim.figures())
    proven = f"；公布的 {claims} 个数都对得上" if claims and not warnings else ""
    size = f"{len(ledger.projects)} 个项目、{len(ledger.rollups)} 条汇总"
    return f"{size}，没有错误，{f'{warnings} 处警告' if warnings else '没有警告'}{proven}。"
