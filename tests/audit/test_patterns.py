"""No regular expression of the audit takes more than its share of time, however long a text is.

Every pattern that the package compiles is looked at as parsed (`backtracking.py`).  One that is
only ever asked whether it is all of a text begins at one place; every other one may be searched
for in a whole document.
"""

import ast
from collections.abc import Iterable, Iterator

import pytest

from audit.backtracking import Grown
from audit.every_pattern import SEARCH, WHOLE, asked_by, how_asked, written


def _told(pattern: str, how: set[str], alphabet: Iterable[str]) -> Iterator[str]:
    """In which ways a pattern may take more than its share."""
    # All of a text is read where its end follows.
    one = Grown(f"(?:{pattern})\\Z" if how == {WHOLE} else pattern, alphabet)
    if one.in_two_ways():
        yield "two ways"
    if how != {WHOLE} and one.from_every_place():
        yield "every place"
    if one.from_every_turn():
        yield "every turn"


def test_no_pattern_takes_more_than_its_share_of_a_longer_text() -> None:
    patterns = how_asked()
    assert len(patterns) > 500
    alphabet = set("".join(patterns)) | set("0123456789 \n\t")
    assert {
        one: told
        for one, how in sorted(patterns.items())
        if (told := list(_told(one, how, alphabet)))
    } == {}


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(?:a+)+b", ["two ways", "every place"]),
        ("(?:共|计|共计)*完", ["two ways", "every place"]),
        ("(?:上年(?:相比)?|相比)+完", ["two ways", "every place"]),
        ("(?:a|b*c)*d", ["two ways", "every place"]),
        ("(?:\\|-+)*", []),
        ("(?:-\\s*-+)*", ["two ways"]),
        ("(?:ab)*c", ["every place"]),
        ("x(?:ab)*c", []),
        ("\\d+个", ["every place"]),
        ("(?<!\\d)\\d+个", []),
        (",\\d+个", []),
        (",\\d{1,9}个", []),
        ("[^,]*$", ["every place"]),
        ("(?<![^,])[^,]*$", []),
        (",[^;]*;", ["every place"]),
        (",[^,;]*;", []),
        ("<!--.*?-->", ["every place"]),
        ("\\A[^;]*、[^;]*。", ["every turn"]),
        ("\\A[^;、]*、[^;]*。", []),
        ("\\A(?=[^;]*、)[^;]*。", []),
    ],
)
def test_a_pattern_that_takes_more_is_told(pattern: str, told: list[str]) -> None:
    assert list(_told(pattern, {SEARCH}, "ab,;、。个共计完上年相比<!->x")) == told


def test_what_is_all_of_a_text_begins_once_and_ends_where_that_does() -> None:
    assert list(_told("-+a?", {WHOLE}, "-ab")) == []
    assert list(_told("[-+]*--[-+]*", {WHOLE}, "-+ab")) == ["every turn"]


def test_how_a_pattern_is_asked_is_seen() -> None:
    tree = ast.parse("_A.fullmatch(x)\n_B.fullmatch(x)\n_B.search(x)\nre.sub('a', '', x)\nf(_C)")
    asked = asked_by(tree)
    assert (asked["_A"], asked["_B"], asked["_C"]) == ({WHOLE}, {WHOLE, SEARCH}, {SEARCH})
    assert list(written(tree)) == [("sub", "a")]
