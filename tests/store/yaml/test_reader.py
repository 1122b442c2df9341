"""Raw values: no implicit typing, and every structural fault by its own rule, at its place."""

from typing import Any

import pytest
import yaml

from sangeyipi.model.limits import NESTING
from sangeyipi.model.place import Place
from sangeyipi.store.source import Source
from sangeyipi.store.yaml import events as yaml_events
from sangeyipi.store.yaml.reader import locate, read


def raw(text: str) -> Any:
    file = read(Source("a.yaml", text.encode()))
    assert not file.diagnostics
    return file.value


def faults(text: str) -> list[tuple[str, int, int]]:
    found = read(Source("a.yaml", text.encode())).diagnostics
    places = [one.position for one in found]
    return [
        (one.rule.value, place.line if place else 0, place.column if place else 0)
        for one, place in zip(found, places, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    ["no", "010", "08", "1_000", "12:30", "1.10", "2024-02-30", "1e3", "True", "Null", "0x1f"],
)
def test_a_value_stays_what_was_typed(text: str) -> None:
    assert raw(f"键: {text}") == {"键": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_only_plain_nothing_is_nothing(text: str) -> None:
    assert raw(f"键: {text}\n别: 1") == {"键": None, "别": "1"}
    assert raw(f"- {text}\n- 1") == [None, "1"]
    assert raw(f'键: "{text}"') == {"键": text}


def test_a_byte_order_mark_is_fine() -> None:
    assert read(Source("a.yaml", b"\xef\xbb\xbf\xe9\x94\xae: 1")).value == {"键": "1"}


def test_windows_line_ends_are_fine() -> None:
    assert raw("- 编号: A\r\n  名称: x\r\n") == [{"编号": "A", "名称": "x"}]


def test_an_empty_file_is_nothing() -> None:
    assert raw("") is None
    assert raw("# 只有注释\n") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3", [("duplicate-key", 3, 1)]),
        ("a: 1\na:", [("duplicate-key", 2, 1)]),
        ("a:\na: 1", [("duplicate-key", 2, 1)]),
        ("a: &x 1", [("yaml-alias", 1, 4)]),
        ("a: &x 1\nb: *x", [("yaml-alias", 1, 4), ("yaml-alias", 2, 4)]),
        ("a: !!int 1", [("yaml-tag", 1, 4)]),
        ("a: !x 1", [("yaml-tag", 1, 4)]),
        ("<<: {a: 1}", [("yaml-merge-key", 1, 1)]),
        ("a: 1\n---\nb: 1", [("yaml-documents", 2, 1)]),
        ("? [a]\n: 1", [("wrong-type", 1, 3)]),
        ("名称: x\n编号：A\n", [("full-width-punctuation", 2, 3)]),
        ("- 编号：A\n  名称: x\n", [("full-width-punctuation", 1, 5)]),
        ("a: 'x", [("yaml-syntax", 1, 4)]),
    ],
)
def test_structural_faults(text: str, found: list[tuple[str, int, int]]) -> None:
    assert faults(text) == found


def test_a_duplicate_names_the_line_of_the_first() -> None:
    (one,) = read(Source("a.yaml", b"- a: 1\n  b: 2\n  a: 3")).diagnostics
    assert "第 1 行" in one.message


def test_the_same_key_in_two_records_is_no_duplicate() -> None:
    assert raw("- a: 1\n- a: 2") == [{"a": "1"}, {"a": "2"}]


def test_nesting_deeper_than_any_record_is_refused() -> None:
    assert raw("[" * NESTING + "]" * NESTING) is not None
    assert [rule for rule, _, _ in faults("[" * (NESTING + 1))] == ["nesting-too-deep"]
    assert [rule for rule, _, _ in faults("[" * 100_000)] == ["nesting-too-deep"]
    assert {rule for rule, _, _ in faults("? " * 1000)} <= {"wrong-type", "nesting-too-deep"}


def test_places_are_found_again() -> None:
    source = Source("a.yaml", "- 编号: A\n  节点:\n    开工: 2022-03-01\n- 编号: B\n".encode())
    value = Place("a.yaml", (0, "节点", "开工"))
    key = Place("a.yaml", (1, "编号"), key=True)
    missing = Place("a.yaml", (7,))
    found = locate(source, [value, key, missing])
    assert (found[value].line, found[value].column, found[value].width) == (3, 9, 10)
    assert (found[key].line, found[key].column) == (4, 3)
    assert missing not in found


def test_the_parser_s_own_limit_of_levels_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    class Limited:
        """libyaml from 0.2.6 on, whichever is installed: it counts levels before it tells them."""

        def __init__(self, text: str) -> None:
            self.mark = yaml.Mark("", 1000, 0, 1000, "", 0)

        def get_event(self) -> Any:
            what = "exceeded maximum nesting depth"
            raise yaml.scanner.ScannerError("while increasing", self.mark, what, self.mark)

    monkeypatch.setattr(yaml_events, "LOADER", Limited)
    assert faults("[" * 100_000) == [("nesting-too-deep", 1, 1001)]
