"""The question of a figure as where a link leads, in a page that is Markdown, or as an option.

Owns its spelling: `#sgyp;measure=investment;phase=8;batch=开工`, so that who reads the text of the
page reads it too.  A link of anybody's is no more than a question.
"""

import hashlib
import re
from urllib.parse import quote, unquote

from sangeyipi.model.question import Facts, Question

_BEGUN = "#sgyp;"
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
    return ";".join(f"{name}={_spelled(value)}" for name, value in question.facts.items())


def label(question: Question) -> str:
    """The short name of a link: the same for the same question, wherever it stands."""
    return (
        hashlib.sha256(question.text.encode("utf-8", "surrogatepass"))
        .hexdigest()[:_DIGEST]
        .translate(_LETTERS)
    )


def question_of(link: str) -> Question | None:
    """The question of a link; None: it leads somewhere else."""
    return option_of(link.removeprefix(_BEGUN)) if link.startswith(_BEGUN) else None


def option_of(text: str) -> Question | None:
    """The question that is typed; None: it is none."""
    facts: Facts = {}
    for said in text.split(";"):
        name, _, value = said.partition("=")
        facts[name] = _FLAGS[value] if value in _FLAGS else unquote(value, errors="surrogatepass")
    return Question.of(facts)


def _spelled(value: str | bool) -> str:
    if isinstance(value, bool):
        return "~1" if value else "~0"
    return _KEPT.sub(lambda found: _quoted(found[1]), value)


def _quoted(text: str) -> str:
    # A tilde would begin a flag.
    return quote(text, safe="", errors="surrogatepass").replace("~", "%7E")
