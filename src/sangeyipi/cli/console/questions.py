"""Putting questions to whoever sits at the terminal.

Owns how a question looks and how an answer is typed; knows nothing of what is asked.
"""

from typing import TYPE_CHECKING

import typer

from sangeyipi.cli.console import output

if TYPE_CHECKING:
    from sangeyipi.ingest.findings import Question


def ask(question: "Question", row: tuple[str, ...], always: tuple[str, ...]) -> str | None:
    """The answer, by its number or its own words; `always` may be answered too.

    None where nothing is answered: the row then stays out, and is asked about again next time.
    """
    answers = (*question.answers, *always)
    output.warn(f"\n{question.cell} {question.text}")
    if row:
        output.warn(f"  这一行：{' | '.join(filter(None, row))}")
    for number, one in enumerate(answers, 1):
        output.warn(f"  {number} {one}")
    free = not question.answers
    how = "写出答案，或写序号" if free else "写序号"
    while True:
        typed = str(
            typer.prompt(f"{how}（回车：先放着）", default="", show_default=False, err=True)
        ).strip()
        if not typed:
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(answers):
            return answers[int(typed) - 1]
        if typed in answers or free:
            return typed
        output.warn(f"没有“{typed}”这个答案：写 1 到 {len(answers)}")
