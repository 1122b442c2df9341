"""What is judged by what is known of each file is what the rules say of the whole.

Each rule's example is tried with every record in a file of its own, after a sound ledger, and
after one file of it was taken away: a new rule that two files can break is caught here.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_catalogue import BASE, RULES, TODAY

from sangeyipi.checks import run, verdict
from sangeyipi.checks.by_file import ByFile
from sangeyipi.checks.catalogue import catalogue
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import sort_files
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import checked_source

#: Sound, and more than any example has, so that what is known is enough to go by.
OTHERS = {
    f"projects/z{number}.yaml": f"- 编号: Z-{number}\n  名称: 别的{'甲乙丙丁戊己庚辛'[number]}园\n"
    for number in range(8)
}


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    os.environ["SGYP_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ["SGYP_CACHE"] = "off"


def load(files: Mapping[str, str]) -> Loaded:
    return load_from(sort_files(files), lambda name: checked_source(name, files[name].encode()))


def each_apart(files: Mapping[str, str]) -> dict[str, str]:
    """The files, each record of a project in one of its own."""
    found = dict(files)
    for name in [one for one in files if one.startswith("projects/") and one.endswith(".yaml")]:
        records = found.pop(name).split("\n- ")
        for number, record in enumerate(records):
            found[f"{name[:-5]}-{number}.yaml"] = ("- " if number else "") + record + "\n"
    return found


def told(found: list[Diagnostic]) -> list[str]:
    return sorted(map(repr, found))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_is_missed(rule: Rule, kept: Path) -> None:
    entry = catalogue()[rule]
    for example in (entry.bad, entry.good):
        apart = each_apart({**BASE, **example})
        settings = {name: text for name, text in apart.items() if name == "ledger.yaml"}
        with kept_in(kept):
            # What is sound is known of, file by file.
            verdict.check(load({**settings, **OTHERS}), today=TODAY)
            verdict.check(load({**settings, **OTHERS}), True, today=TODAY)
            for strict in (False, True):
                loaded = load({**apart, **OTHERS})
                plain = run.check(loaded, strict, today=TODAY)
                assert told(verdict.check(loaded, strict, today=TODAY)) == told(plain)


PARTS = {
    "id": ("A-1", "a-1", "A—1", "B-2", "C-3", "2022-01-02"),
    "name": ("甲园", "甲园项目", "乙园", "丙 园", "丙园"),
    "code": ("", "", "2104-411000-04-01-123456", "2104-411000-04-01-123457"),
    "amount": ("1.5", "350", "0.001", "2000", "2"),
    "day": ("2021-08-01", "2026-02-01", "2021-08", "1021-08-01", "已"),
    "year": ("2021-10", "2045-10"),
    "sector": ("", "先进制造业", "农业"),
    "phase": ("1", "2", "7"),
    "leader": ("", "张三", "张 三", "张三 李某某"),
}
KEYS = {
    "code": "  项目代码: {}\n",
    "amount": "  总投资: {}\n",
    "sector": "  领域: {}\n",
    "leader": "  包联领导: {}\n",
    "phase": "  在册:\n    签约: {}\n",
    "day": "  节点:\n    签约: {}\n",
    "year": "  计划:\n    投产: {}\n",
}


@st.composite
def projects(draw: st.DrawFn) -> str:
    said = {name: draw(st.sampled_from(some)) for name, some in PARTS.items()}
    more = (
        text.format(said[key]) for key, text in KEYS.items() if said[key] and draw(st.booleans())
    )
    return f"- 编号: {said['id']}\n  名称: {said['name']}\n" + "".join(more)


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(projects(), min_size=1, max_size=3), st.sampled_from([TODAY, date(2021, 6, 1)]))
def test_one_file_beside_known_ones(kept: Path, some: list[str], today: date) -> None:
    files = {**BASE, **OTHERS}
    files |= {
        f"projects/{'az'[number % 2]}{number + 9}.yaml": one for number, one in enumerate(some)
    }
    with kept_in(kept):
        verdict.check(load({**BASE, **OTHERS}), today=today)
        loaded = load(files)
        plain = run.check(loaded, today=today)
        assert told(verdict.check(loaded, today=today)) == told(plain)
        by_file = ByFile.of(loaded, False, False)
        assert by_file is None or not by_file.sound(today) or plain == []


def test_a_sound_file_beside_known_ones_asks_no_rule_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {**BASE, **OTHERS, "projects/z3.yaml": "- 编号: Y-1\n  名称: 又一个园\n"}
    with kept_in(tmp_path):
        assert verdict.check(load({**BASE, **OTHERS}), today=TODAY) == []
        judged = []
        check = run.check

        def counted(loaded: Loaded, *asked: bool, **more: object) -> list[Diagnostic]:
            assert loaded.ledger is not None
            judged.append([one.id for one in loaded.ledger.projects])
            return check(loaded, *asked, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(run, "check", counted)
        assert verdict.check(load(changed), today=TODAY) == []
        assert judged == [["Y-1"]]
        # A file that is gone, and another setting, of which nothing is known.
        fewer = {name: text for name, text in changed.items() if name != "projects/z0.yaml"}
        assert verdict.check(load(fewer), today=TODAY) == []
        assert judged == [["Y-1"]]
        other = {**fewer, "ledger.yaml": BASE["ledger.yaml"] + "声明: 虚构\n"}
        assert verdict.check(load(other), today=TODAY) == []
        assert len(judged) == 2 and len(judged[1]) == 7


def test_what_is_kept_in_another_shape_is_none(tmp_path: Path) -> None:
    files = {**BASE, **OTHERS}
    with kept_in(tmp_path):
        verdict.check(load(files), today=TODAY)
        by_file = ByFile.of(load(files), False, False)
        assert by_file is not None and by_file.sound(TODAY)
        file = by_file.files[0]
        shapes: tuple[object, ...] = (1, (1, 2), (0, b"1", b"", b""), ("0", b"", b"", b""))
        for odd in (*shapes, (0, [], 1, b"")):
            file.known.put(by_file.name, odd)
            assert by_file.sound(TODAY)
        file.known.put(by_file.name, ())
        assert not by_file.sound(TODAY)


@pytest.mark.parametrize(
    "says",
    [
        # Not odd in one file, and most of what all files say.
        ["总投资: 350", "总投资: 350", "总投资: 350"],
        # Odd beside the other alone.
        ["责任单位: 民政 局", "责任单位: 民政\u3000局"],
    ],
)
def test_what_is_odd_beside_other_files_alone(kept: Path, says: list[str]) -> None:
    files = {
        f"projects/{at}.yaml": f"- 编号: K-{at}\n  名称: {'天地人'[at]}园\n  {one}\n"
        for at, one in enumerate(says)
    }
    with kept_in(kept):
        verdict.check(load({**BASE, **OTHERS}), today=TODAY)
        for number in (1, len(says)):
            some = dict(list(files.items())[:number])
            loaded = load({**BASE, **OTHERS, **some})
            found = told(verdict.check(loaded, today=TODAY))
            assert found == told(run.check(loaded, today=TODAY))
            assert bool(found) == (number > 1)
