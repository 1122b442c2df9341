"""Every rule has an entry, a bad example that breaks only it, a near-miss, and a golden message.

Run with SGYP_UPDATE_GOLDENS=1 to rewrite the goldens, then read their diff.
"""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sangeyipi.api import with_members
from sangeyipi.checks.catalogue import Explanation, catalogue
from sangeyipi.checks.projects import SIMILAR_NAME
from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule, Severity, declared
from sangeyipi.store.load import Loaded, locate
from sangeyipi.store.settled import load_files as load_alone

GOLDENS = Path(__file__).parent / "goldens"
#: By the catalogue, which finds the rules that stand beside their checks.
RULES = tuple(catalogue())

BASE = {
    "ledger.yaml": """\
名称: 示例县项目台账
期次:
  - 期: 1
    日期: 2021-07-10
  - 期: 2
    日期: 2021-10-08
  - 期: 3
    日期: 2022-01-04
领域: [先进制造业, 基础设施]
"""
}

#: Rules whose example cannot but break another one too, with the reason.  None so far.
ALSO_BREAKS: dict[Rule, set[Rule]] = {}

#: The day on which the examples are read: of those that speak of it, the bad lie after it.
TODAY = date(2026, 1, 15)

PADDING = b"#" * 63 + b"\n"


def write(root: Path, files: Mapping[str, str], encoding: str = "utf-8") -> None:
    for name, text in (BASE | dict(files)).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding if name in files else "utf-8"))


def write_bad(root: Path, entry: Explanation) -> None:
    write(root, entry.bad, entry.encoding)
    first = root / next(iter(entry.bad))
    if entry.bytes_at_least:
        pad(first, entry.bytes_at_least)
    if entry.symlink_to:
        first.unlink()
        first.symlink_to(entry.symlink_to)


def pad(path: Path, size: int) -> None:
    """Append comment lines until the file has exactly `size` bytes."""
    missing = size - path.stat().st_size
    with path.open("ab") as file:
        file.write(PADDING * (missing // len(PADDING)) + b"#" * (missing % len(PADDING)))


def load_files(root: Path) -> Loaded:
    """The ledger with those that it is made of."""
    return with_members(load_alone(root), root)


def lines(loaded: Loaded, found: list[Diagnostic]) -> str:
    """One line for each diagnostic, in the order of the text."""
    places = locate(loaded.sources, [one.place for one in found])
    told = []
    for one in found:
        at = one.position or places.get(one.place)
        where = f":{at.line}:{at.column}" if at else ""
        order = (one.place.file, at.line, at.column) if at else (one.place.file, 0, 0)
        remedy = one.remedy or catalogue()[one.rule].remedy_in(one.place.file)
        text = f"{one.place.file}{where} {one.rule.severity}[{one.rule}] {one.message} / {remedy}"
        told.append((order, text))
    return "".join(f"{text}\n" for _, text in sorted(told))


def test_registry_and_catalogue_are_the_same_set_in_the_same_order() -> None:
    assert list(catalogue()) == list(Rule)


def test_no_golden_without_a_rule() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == {f"{rule}.txt" for rule in Rule}


@pytest.mark.parametrize("rule", RULES)
def test_entry_is_written_for_its_readers(rule: Rule) -> None:
    entry = catalogue()[rule]
    assert 0 < len(entry.title) <= 20
    assert entry.why.endswith("。")
    assert entry.why.count("。") <= 2
    assert entry.remedy
    assert "。" not in entry.remedy, "one sentence, printed after 改法: without a full stop"
    assert max(len(entry.why), len(entry.remedy), len(entry.remedy_csv)) <= 90
    assert entry.bad != entry.good or entry.encoding != "utf-8"


@pytest.mark.parametrize("rule", RULES)
def test_bad_example_breaks_the_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    write_bad(tmp_path, catalogue()[rule])
    loaded = load_files(tmp_path)
    hints = rule.severity is Severity.HINT
    found = check(loaded, strict=rule.strict_only, hints=hints, today=TODAY)
    told = lines(loaded, found)
    assert {one.rule for one in found} == {rule} | ALSO_BREAKS.get(rule, set()), told
    compare(GOLDENS / f"{rule}.txt", told)


def compare(golden: Path, told: str) -> None:
    if os.environ.get("SGYP_UPDATE_GOLDENS") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_good_example_breaks_nothing_even_strictly(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, catalogue()[rule].good)
    loaded = load_files(tmp_path)
    assert lines(loaded, check(loaded, strict=True, today=TODAY)) == ""


def test_a_hint_speaks_only_when_asked(tmp_path: Path) -> None:
    for rule in Rule:
        if rule.severity is Severity.HINT:
            write(tmp_path / rule, catalogue()[rule].bad)
            assert check(load_files(tmp_path / rule), strict=True) == []
            write(tmp_path / f"{rule}-good", catalogue()[rule].good)
            good = check(load_files(tmp_path / f"{rule}-good"), hints=True)
            assert rule not in {one.rule for one in good}


def test_only_strict_rules_need_strict(tmp_path: Path) -> None:
    for rule in Rule:
        if rule.strict_only:
            write(tmp_path / rule, catalogue()[rule].bad)
            assert check(load_files(tmp_path / rule)) == []


def test_a_rule_beside_its_check_is_one_of_the_rules() -> None:
    assert catalogue()[SIMILAR_NAME].rule is SIMILAR_NAME is Rule("similar-name")
    assert SIMILAR_NAME in Rule and SIMILAR_NAME.name == "SIMILAR_NAME"
    assert not SIMILAR_NAME.present_only and not SIMILAR_NAME.strict_only
    with pytest.raises(ValueError, match="a second rule similar-name"):
        declared("similar-name", Severity.ERROR, present_only=False)


def test_rules_beside_their_checks_stand_behind_the_others_by_id() -> None:
    beside = [rule for rule in Rule if rule not in vars(Rule).values()]
    assert beside == list(Rule)[-len(beside) :] == sorted(beside)
