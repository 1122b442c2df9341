"""The question of a figure as where a link leads, in a page that is Markdown, or as an option.

Owns its spelling: `#sgyp;measure=investment;phase=8;batch=开工`, so that who reads the text of the
page reads it too.  A link of anybody's is no more than a question.
"""

import hashlib
import re
from urllib.parse import quote, unquote

from sangeyipi.model.question import Facts, Question

_BEGUN = "#sgyp;"
ROW, COLUMN = "row", "column"
_AXIS = re.compile(rf"#sgyp\.({ROW}|{COLUMN});([0-9]{{1,6}})\.([0-9]{{1,6}});(.*)")
_FLAGS = {"~1": True, "~0": False}
_DIGEST = 8
#: Letters alone, so that no label looks like a figure.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
#: A character of Chinese as it is, all else that could be markup by its bytes.
_KEPT = re.compile(r"([^\u3400-\u9fff]+)")


def target(question: Question) -> str:
    """Where a link to a figure's question leads."""
    return _BEGUN + option(question)


def option(question: Question) -> str:
    """The same as it is typed: `measure=investment;phase=8;batch=开工`."""
    return _joined(question.facts)


def label(question: Question) -> str:
    """The short name of a link: the same for the same question, wherever it stands."""
    return short(question.text)


def short(text: str) -> str:
    """A short name of a text, of letters alone."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return digest.translate(_LETTERS)


def of_axis(axis: str, place: tuple[int, int], facts: Facts) -> str:
    """Where a link leads that says what a row or a column of a page's table asks.

    `place`: of which table, and which of its rows or columns.
    """
    return f"#sgyp.{axis};{place[0]}.{place[1]};{_joined(facts)}"


def axis_of(link: str) -> tuple[str, tuple[int, int], Facts] | None:
    """The same taken apart; None: it leads somewhere else."""
    found = _AXIS.fullmatch(link)
    if found is None:
        return None
    return found[1], (int(found[2]), int(found[3])), _facts(found[4])


def question_of(link: str) -> Question | None:
    """The question of a link; None: it leads somewhere else."""
    return option_of(link.removeprefix(_BEGUN)) if link.startswith(_BEGUN) else None


def option_of(text: str) -> Question | None:
    """The question that is typed; None: it is none."""
    return Question.of(_facts(text))


def _joined(facts: Facts) -> str:
    return ";".join(f"{name}={_spelled(value)}" for name, value in facts.items())


def _facts(text: str) -> Facts:
    facts: Facts = {}
    for said in text.split(";"):
        name, _, value = said.partition("=")
        facts[name] = _FLAGS[value] if value in _FLAGS else unquote(value, errors="surrogatepass")
    return facts


def _spelled(value: str | bool) -> str:
    if isinstance(value, bool):
        return "~1" if value else "~0"
    return _KEPT.sub(lambda found: _quoted(found[1]), value)


def _quoted(text: str) -> str:
    # A tilde would begin a flag.
    return quote(text, safe="", errors="surrogatepass").replace("~", "%7E")
