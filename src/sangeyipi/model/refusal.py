"""Refusing what is written in a ledger: with the rule, and the right spelling where it is plain.

Owns the exception that Pydantic hands on to the store; must not know of any kind of value.
"""

import unicodedata
from typing import Any, NoReturn

from sangeyipi.model.rule import Rule


def refuse(rule: Rule, message: str, spelling: str = "") -> NoReturn:
    """Refuse a value; `spelling` is how it should be written, where that is certain."""
    # Only where something is refused: what is declared needs no Pydantic.
    from pydantic_core import PydanticCustomError

    # Braces in hostile text must not be taken for placeholders, hence the context.
    raise PydanticCustomError(rule.value, "{message}", {"message": message, "spelling": spelling})


def text_of(value: Any, rule: Rule, what: str) -> str:
    """The text of a raw value; a list or mapping is refused as not being `what`."""
    if isinstance(value, str):
        return value
    found = "一组键值" if isinstance(value, dict) else "一个列表"
    refuse(Rule.WRONG_TYPE, f"这里应是{what}，却是{found}")


def half_width(text: str) -> str:
    """The text with ASCII for full-width characters, without space around it."""
    return unicodedata.normalize("NFKC", text).replace("，", ",").strip()


def brief(text: str) -> str:
    """The text, cut where it would fill a message."""
    return text if len(text) <= 40 else text[:39] + "…"
