"""Putting questions to whoever sits at the terminal.

Owns how a question looks and how an answer is typed; knows nothing of what is asked.
"""

from typing import TYPE_CHECKING

from sangeyipi.cli.console import asking, output

if TYPE_CHECKING:
    from sangeyipi.ingest.findings import ImportQuestion


def ask(question: "ImportQuestion", row: tuple[str, ...], always: tuple[str, ...]) -> str | None:
    """The answer, by its number or its own words; `always` may be answered too.

    None where nothing is answered: the row then stays out, and is asked about again next time.
    """
    answers = (*question.answers, *always)
    output.warn(f"\n{question.cell} {question.text}")
    if row:
        output.warn(f"  这一行：{' | '.join(filter(None, row))}")
    # A 期 is a number already: one more before it, and who types 8 would get another.
    numbered = not any(one.isdecimal() for one in answers)
    for number, one in enumerate(answers, 1):
        output.warn(f"  {number} {one}" if numbered else f"  {one}")
    free = not question.answers
    how = "写序号" if numbered else "写出其中一个"
    how = "写出答案，或写序号" if free else how
    while True:
        typed = str(
            asking.prompted(f"{how}（回车：先放着）", default="", show_default=False)
        ).strip()
        if not typed:
            return None
        if numbered and typed.isdecimal() and 1 <= int(typed) <= len(answers):
            return answers[int(typed) - 1]
        if typed in answers or free:
            return typed
        wanted = f"1 到 {len(answers)}" if numbered else "、".join(answers)
        output.warn(f"没有“{typed}”这个答案：写 {wanted}")
