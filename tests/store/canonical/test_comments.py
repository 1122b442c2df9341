"""Which value each comment and blank line is found to stand by."""

import pytest

from sangeyipi.store.canonical.comments import read_comments
from sangeyipi.store.canonical.gaps import comment_texts
from sangeyipi.store.canonical.text import Comments
from sangeyipi.store.source import Source


def read(text: str) -> Comments:
    return read_comments(Source("projects/甲.yaml", text.encode()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Above
        ("# c\n- a: 1\n", Comments(before={(0,): ["# c"]})),
        ("- a: 1\n# c\n- b: 1\n", Comments(before={(1,): ["# c"]})),
        ("- a: 1\n  # c\n  b: 1\n", Comments(before={(0, "b"): ["# c"]})),
        ("- a: 1\n\n\n# c\n\n- b: 1\n", Comments(before={(1,): ["", "# c", ""]})),
        ("a:\n  # c\n  b: 1\n", Comments(before={("a", "b"): ["# c"]})),
        ("a:\n  # c\n  1\n", Comments(before={("a",): ["# c"]})),
        ("-   # c\n  a: 1\n", Comments(before={(0,): ["# c"]})),
        ("? # c\n a\n# d\n: 1\n", Comments(before={("a",): ["# c", "# d"]})),
        # The head of the file
        ("# c\n\n- a: 1\n", Comments(before={(): ["# c", ""]})),
        ("\n# c\n\n# d\na: 1\n", Comments(before={(): ["# c", ""], ("a",): ["# d"]})),
        (
            "# yaml-language-server: $schema=x\n# c\n- a: 1\n",
            Comments(before={(): ["# yaml-language-server: $schema=x"], (0,): ["# c"]}),
        ),
        ("%YAML 1.1 # c\n# d\n--- # e\n\na: 1\n", Comments(before={(): ["# c", "# d", "# e", ""]})),
        ("# c\n", Comments(before={(): ["# c"]})),
        # Beside
        ("- a: 1 # c\n", Comments(beside={(0, "a"): "# c"})),
        ("a: # c\n  b: 1\n", Comments(beside={("a",): "# c"})),
        ("a: [x] # c\n", Comments(beside={("a",): "# c"})),
        ("a: '#x' #c", Comments(beside={("a",): "#c"})),
        ("a: | # c\n  # no\n\n# d\nb: 1\n", Comments({("b",): ["", "# d"]}, {("a",): "# c"})),
        ("a: # c\n  1 # d\n", Comments({("a",): ["# c"]}, {("a",): "# d"})),
        ("a: # c\n  # d\n  1 # e\n", Comments({("a",): ["# c", "# d"]}, {("a",): "# e"})),
        ("- {a: 1} # c\n", Comments(before={(0,): ["# c"]})),
        ("a: [x, # c\n  y # d\n  ]\n", Comments(beside={("a", 0): "# c", ("a", 1): "# d"})),
        # Below the last value, by how far in it is
        ("a:\n  b: 1\n  # c\nd: 1\n", Comments(after={("a",): ["# c"]})),
        ("a:\n  b: 1\n # c\nd: 1\n", Comments(before={("d",): ["# c"]})),
        ("a:\n- b: 1\n# c\nd: 1\n", Comments(before={("d",): ["# c"]})),
        ("a:\n- b: 1\n # c\nd: 1\n", Comments(after={("a",): ["# c"]})),
        (
            "- a:\n    b: 1\n\n    # c\n  # d\n# e\n    # f\n- b: 1\n",
            Comments({(1,): ["# e", "# f"]}, {}, {(0, "a"): ["", "# c"], (0,): ["# d"]}),
        ),
        ("a: [x\n # c\n ]\n", Comments(after={("a",): ["# c"]})),
        ("a: [\n # c\n ]\n", Comments(before={("a",): ["# c"]})),
        # The end of the file
        ("- a: 1\n\n# c\n\n", Comments(end=["", "# c"])),
        ("- a: 1\n  # c\n", Comments(after={(0,): ["# c"]})),
        ("a: 1\n... # c\n# d\n", Comments(end=["# c", "# d"])),
        ("[] # c\n", Comments(end=["# c"])),
    ],
)
def test_place(text: str, expected: Comments) -> None:
    assert read(text) == expected
    assert read(text.replace("\n", "\r\n")) == expected
    assert read("\ufeff\ufeff" + text) == expected


def test_every_line_end_of_yaml_ends_a_comment() -> None:
    text = "# a\x85# b\u2028# c\u2029# d\r# e\n甲: 1 # f\n"
    assert comment_texts(Source("甲.yaml", text.encode())) == [f"# {char}" for char in "abcdef"]


def test_nothing_inside_a_value_is_a_comment() -> None:
    text = "a: x#y\nb: 'x # y'\nc: \"x # y\"\nd: |\n  # x\n  y # z\ne: http://x/#y\n"
    assert comment_texts(Source("甲.yaml", text.encode())) == []
