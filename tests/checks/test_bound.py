"""However few diagnostics are kept one by one, none goes untold and every number is the same."""

import re
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from test_catalogue import TODAY, load_files, write_bad

from sangeyipi.checks.catalogue import catalogue
from sangeyipi.checks.run import check
from sangeyipi.model import diagnostic
from sangeyipi.model.diagnostic import MOST_KEPT, Diagnostic, Findings
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store import explained
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import parse_file
from sangeyipi.store.source import Source

Numbers = Counter[tuple[str, Rule]]


def numbers(found: list[Diagnostic]) -> Numbers:
    result: Numbers = Counter()
    for one in found:
        result[one.place.file, one.rule] += one.more or 1
    return result


def of_file(text: str, form: str, kind: FileKind = FileKind.PROJECTS) -> Numbers:
    name = f"{kind}/2023-05.{form}"
    return numbers(list(parse_file(kind, name, Source(name, text.encode())).diagnostics))


@pytest.mark.parametrize("rule", Rule)
def test_the_bad_example_of_every_rule(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bad(tmp_path, catalogue()[rule])
    every = numbers(check(load_files(tmp_path), strict=True, hints=True, today=TODAY))
    assert any(found is rule for _, found in every)
    monkeypatch.setattr(diagnostic, "MOST_KEPT", 0)
    assert numbers(check(load_files(tmp_path), strict=True, hints=True, today=TODAY)) == every


#: Texts in which some diagnostics take the place of others, with how many of each rule there are.
TAKEN_BACK = {
    "a column that is not there": ("编号,总投资\n" + "P{0},5亿\n" * 7, "csv"),
    "totals among rows without a 编号": (
        "编号,名称,总投资\n" + ",甲{0},1\n" * 3 + "合计,,5\n" * 4 + ",乙,1\n" * 3,
        "csv",
    ),
    "headings of the table again": (
        "编号,名称,总投资\n" + "编号,名称,总投资\nA{0},甲,x\n" * 5,
        "csv",
    ),
    "records cut in two": ("- {{编号: P{0}, 总投资: 5亿}}\n- {{名称: 甲{0}}}\n" * 6, "yaml"),
    "records without a name": ("- {{编号: P{0}, 调出: {{期: 2}}}}\n" * 6, "yaml"),
    "empty keys": ("- {{编号: P{0}, 名称: 甲, 总投资: , 名: }}\n" * 6, "yaml"),
    "keys twice": ("- {{编号: P{0}, 名称: 甲, 名称: 甲}}\n" * 6, "yaml"),
    "anchors": ("- &a{0} {{编号: P{0}, 名称: *a}}\n" * 6, "yaml"),
    "tags": ("- {{编号: !!str P{0}, 名称: !x 甲}}\n" * 6, "yaml"),
    "rows of another length": ("编号,名称\n" + "P{0},甲,1\n" * 6, "csv"),
    "comments glued": ('- 编号: "P{0}"#注\n  名称: 甲\n' * 6, "yaml"),
    "texts cut": ("- 编号: P{0}\n  名称: 1# 车间 #3\n" * 6, "yaml"),
}


@pytest.mark.parametrize("what", TAKEN_BACK)
@pytest.mark.parametrize("most", [0, 1, 2, 5])
def test_what_is_taken_back_is_not_counted(
    what: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, form = TAKEN_BACK[what]
    numbers = count()
    text = re.sub(r"\{0\}", lambda _: str(next(numbers)), template)
    text = text.replace("{{", "{").replace("}}", "}")
    every = of_file(text, form)
    assert every
    monkeypatch.setattr(diagnostic, "MOST_KEPT", most)
    assert of_file(text, form) == every


def test_what_is_only_counted_stands_where_the_first_of_them_does() -> None:
    found = Findings()
    for number in range(1003):
        found.append(Diagnostic(Rule.BAD_DATE, Place("a.csv", (number, "在册")), f"第 {number} 个"))
    *told, rest = found
    assert [one.row for one in told] == list(range(1000))
    assert (rest.row, rest.more, rest.place) == (1000, 3, Place("a.csv", (1000, "在册")))
    left = found.without(lambda rule, row, _: row < 1001)
    (one,) = left
    assert (one.row, one.more) == (1001, 2)


def test_files_and_rules_are_counted_apart() -> None:
    found = Findings()
    for rule in (Rule.BAD_DATE, Rule.BAD_PHASE):
        for file in ("a.csv", "b.csv"):
            found.extend(Diagnostic(rule, Place(file, (n,)), "") for n in range(1001))
    assert sum(not one.more for one in found) == 4000
    assert numbers(list(found)) == dict.fromkeys(
        ((file, rule) for rule in (Rule.BAD_DATE, Rule.BAD_PHASE) for file in ("a.csv", "b.csv")),
        1001,
    )
    again = Findings(found)
    assert list(again) == list(found)


def test_a_record_of_unknown_keys_is_counted_and_quickly_read() -> None:
    text = "- 编号: A\n  名称: 甲\n" + "".join(f"  键{n}: 1\n" for n in range(100_000))
    source = Source("projects/a.yaml", text.encode())
    parsed = parse_file(FileKind.PROJECTS, source.name, source)
    assert numbers(list(parsed.diagnostics)) == {(source.name, Rule.UNKNOWN_KEY): 100_000}
    assert [one.id for one in parsed.records] == ["A"]
    assert not parsed.complete
    assert parsed.diagnostics[-1].place.path == (0, "键1000")


def test_comments_glued_to_every_value_are_found_in_one_pass() -> None:
    text = "".join(f'- 编号: "P{n}"#注\n  名称: 甲\n' for n in range(20_000))
    source = Source("projects/a.yaml", text.encode())
    found = parse_file(FileKind.PROJECTS, source.name, source).diagnostics
    assert numbers(list(found)) == {(source.name, Rule.YAML_COMMENT): 20_000}
    assert [one.position.line for one in found[:3] if one.position] == [1, 3, 5]


#: Files of one record with very much of one fault in it: what it is counted as.
WIDE = {
    "unknown milestones": ("- 编号: A\n  名称: 甲\n  节点:\n", "    键{n}: 1\n", "unknown-key"),
    "unknown lists": ("- 编号: A\n  名称: 甲\n  在册:\n", "    批{n}: 1\n", "unknown-key"),
    "unknown plans": ("- 编号: A\n  名称: 甲\n  计划:\n", "    事{n}: 2023-01\n", "unknown-key"),
    "years that are none": (
        "- 编号: A\n  名称: 甲\n  计划:\n    年度计划投资:\n",
        "      第{n}年: 1\n",
        "bad-date",
    ),
    "empty keys": ("- 编号: A\n  名称: 甲\n", "  键{n}:\n", "unknown-key"),
    "empty keys of a group": ("- 编号: A\n  名称: 甲\n  节点:\n", "    键{n}:\n", "unknown-key"),
}


@pytest.mark.parametrize("what", WIDE)
def test_a_record_of_very_many_faults_is_counted_and_quickly_read(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def alike(word: str, known: list[str]) -> list[str]:
        looked_up.append(word)
        return []

    monkeypatch.setattr(explained, "alike", alike)
    head, line, rule = WIDE[what]
    text = head + "".join(line.format(n=n) for n in range(30_000))
    source = Source("projects/a.yaml", text.encode())
    parsed = parse_file(FileKind.PROJECTS, source.name, source)
    assert numbers(list(parsed.diagnostics)) == {(source.name, Rule(rule)): 30_000}
    assert len(parsed.diagnostics) == MOST_KEPT + 1
    assert [one.id for one in parsed.records] == ["A"]
    # What is only counted, neither the validator sees nor anybody looks up what it may mean.
    assert len(looked_up) <= MOST_KEPT


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  - [{n}]\n", {Rule.WRONG_TYPE: 20_000}),
        ("  - [{n}]\n  - 乙{n}\n", {Rule.WRONG_TYPE: 20_000}),
    ],
)
def test_a_long_list_of_faulty_items_is_counted(line: str, found: dict[Rule, int]) -> None:
    items = "".join(line.format(n=n) for n in range(20_000))
    text = f"名称: 甲\n期次: [{{期: 1, 日期: 2023-01-10}}]\n其它: 1\n领域:\n{items}"
    source = Source("ledger.yaml", text.encode())
    parsed = parse_file(None, source.name, source)
    told = numbers(list(parsed.diagnostics))
    assert {rule: number for (_, rule), number in told.items()} == {**found, Rule.UNKNOWN_KEY: 1}
    assert parsed.records == ()
    last = [one for one in parsed.diagnostics if one.rule is Rule.WRONG_TYPE][-1]
    assert last.place.path == ("领域", MOST_KEPT * line.count("- "))


def test_a_long_list_of_records_is_told_with_each_of_its_faults() -> None:
    phases = "".join(f"  - 期: {n + 1}\n    日期: 2023-01-01\n" for n in range(3_000))
    text = f"名称: 甲\n期次:\n{phases}  - 期: x\n    日期: 2023-01-01\n  - 期: 3002\n"
    source = Source("ledger.yaml", text.encode())
    found = parse_file(None, source.name, source).diagnostics
    assert [(one.rule, one.place.path) for one in found] == [
        (Rule.BAD_PHASE, ("期次", 3000, "期")),
        (Rule.MISSING_KEY, ("期次", 3001)),
    ]
    sound = Source("ledger.yaml", f"名称: 甲\n期次:\n{phases}".encode())
    (config,) = parse_file(None, sound.name, sound).records
    assert len(config.phases) == 3_000
