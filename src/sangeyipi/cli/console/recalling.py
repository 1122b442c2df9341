"""A figure of a file of ours, as a person asks for it by its digits.

Owns which of a file's figures is meant and what is said of the file; reading it back is `report`'s,
of a workbook's notes `sheets`'.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import options, output
from sangeyipi.cli.console.exits import Stop

if TYPE_CHECKING:
    from sangeyipi.model.explained import Explained
    from sangeyipi.model.question import Question
    from sangeyipi.report.recalled import Amount, Recalled, RecalledFile

#: No page or document of ours is larger.
_LARGEST = 64 * 1024 * 1024
_SHOWN = 200


def read(file: Path) -> "RecalledFile":
    """What the file remembers.  Raises Stop."""
    from sangeyipi.render.docx.package import DocxFailed
    from sangeyipi.report.recalled import NotRecalled, recalled
    from sangeyipi.sheets.failures import SheetsFailed

    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise Stop(f"读不了 {file}：{output.reason_of_reading(error)}") from None
    if len(data) > _LARGEST:
        raise Stop(f"{file} 太大了，不是 sgyp 写的")
    try:
        return _of_workbook(data) if b"xl/workbook.xml" in data else recalled(str(file), data)
    except SheetsFailed as error:
        raise Stop(f"--in {file}：{error}") from None
    except (DocxFailed, NotRecalled) as error:
        raise Stop(f"--in {file}：{error}") from None


def _of_workbook(data: bytes) -> "RecalledFile":
    """What the notes of a workbook's cells say."""
    from sangeyipi.report.recalled import Recalled, RecalledFile
    from sangeyipi.sheets.xlsx.notes import noted_cells
    from sangeyipi.tables.cell_notes import question_in

    cells, everything = noted_cells(data)
    asked = ((one, question_in(one.note)) for one in cells)
    figures = tuple(
        Recalled(one.shown, question, f"{one.place} {one.row}")
        for one, question in asked
        if question
    )
    return RecalledFile("", figures, everything)


def number(word: str) -> "Amount":
    """The number that is asked for.  Raises Stop."""
    from sangeyipi.report.recalled import asked

    found = asked(options.word(word))
    if found is None:
        raise Stop(f"“{word}”不是一个数：与 --in 连用时写文件里的数字，如 137.7 或 83.3%")
    return found


def choices(
    memory: "RecalledFile", wanted: "Amount", file: Path, word: str
) -> "list[tuple[Question, list[Recalled]]]":
    """The different questions that the figure answers, each with its places.  Raises Stop."""
    from sangeyipi.model.question import Question
    from sangeyipi.report.recalled import matching, says

    if not memory.figures:
        raise Stop(
            f"{file} 里没有记着出处的数：不是 sgyp 写的，或另存时丢了；"
            "能问的是 sgyp report、summary、export 写出的 docx、html、xlsx，和 report、export 的 md"
        )
    found: dict[Question, list[Recalled]] = {}
    for one in matching(memory.figures, wanted):
        if one.question is not None:
            # A total is that of its phases: the same figure, wherever it stands.
            subject, measurement = one.question
            found.setdefault(Question(subject.answered, measurement), []).append(one)
    if found:
        return [(places[0].question or asked, places) for asked, places in found.items()]
    changed = next((o for o in memory.figures if o.edited and says(o.edited, wanted)), None)
    if changed is not None:
        raise Stop(f"{file} 里的 {word} 是后来改的：那一处写出时是“{changed.around}”，问原来的数")
    if says(memory.text, wanted):
        raise Stop(
            f"{file} 里有 {word}，但没有记着出处：不是 sgyp 写进去的，或是序号、日期、注里的数；"
            "Excel 里只有带批注的格子能问，其余的问 html 里的"
        )
    raise Stop(f"{file} 里没有 {word} 这个数")


def standing(
    file: Path, places: "list[Recalled]", found: "Explained"
) -> "tuple[tuple[str, str], ...]":
    """What is said of the file: where the figure stands, whether it still is what it was."""
    from sangeyipi.report.recalled import agrees

    first = places[0]
    more = f"（共 {len(places)} 处）" if len(places) > 1 else ""
    said = [("文件", f"{file}：{first.around}{more}")]
    if any(one.edited is not None for one in places):
        now = next((one.edited for one in places if one.edited), None)
        line = now.replace("\n", "；")[:_SHOWN] if now else "已删去，或整段改过"
        said.append(("文件里改过", f"写出时是 {first.text}，那一处现在是：{line}"))
    if not agrees(first.text, found.cell, first.in_words):
        said.append(
            ("与文件不同", f"文件里是 {first.text}，按现在的台账不是：台账后来改过，或文件里改过")
        )
    return tuple(said)
