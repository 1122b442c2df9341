"""The last edit taken back: byte for byte, once, and only where nobody changed anything since."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sangeyipi.compare.records import compare
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.proposal import propose, put_in_place
from sangeyipi.edit.undo import last_edit, undo
from sangeyipi.git.working_tree import load_folder
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch
from sangeyipi.store.atomic.transaction import ChangedSince, TransactionFailed

CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
PROJECTS = "- 编号: A\n  名称: 甲  # 老\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "projects/甲.yaml").write_text(PROJECTS, encoding="utf-8")
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def edit(root: Path, id: str = "B") -> None:
    """A name changed in one file, a project in a new one."""
    before = load_folder(root)
    ledger = before.ledger
    assert ledger is not None
    changed = [replace(one, name=f"{one.name}又") for one in ledger.projects]
    new = Project(id=id, name=f"名{id}", listed={Batch.SIGNED: 1})
    changes = compare(ledger, replace(ledger, projects=(*changed, new)))
    put_in_place(root, propose(before, changes), f"sgyp add {id}")


def test_everything_is_as_it_was(root: Path) -> None:
    before = files(root)
    edit(root)
    assert len(files(root)) == len(before) + 1
    found = last_edit(root)
    assert found is not None and found.title == "sgyp add B"
    undone = undo(root)
    assert undone.title == "sgyp add B"
    assert set(undone.files) == {"projects/甲.yaml", "projects/第1期.yaml"}
    assert files(root) == before
    # What was taken back is not made again by taking back once more.
    with pytest.raises(EditFailed, match="没有可以撤回的修改"):
        undo(root)
    assert files(root) == before


def test_only_the_last_edit(root: Path) -> None:
    edit(root)
    between = files(root)
    edit(root, "C")
    undo(root)
    assert files(root) == between
    with pytest.raises(EditFailed, match="没有可以撤回的修改"):
        undo(root)


def test_nothing_to_take_back(root: Path) -> None:
    with pytest.raises(EditFailed, match="没有可以撤回的修改"):
        undo(root)


@pytest.mark.parametrize("name", ["projects/甲.yaml", "projects/第1期.yaml"])
def test_a_file_that_was_changed_since(root: Path, name: str) -> None:
    edit(root)
    with (root / name).open("ab") as file:
        file.write(b"# x\n")
    before = files(root)
    with pytest.raises(EditFailed, match=f"{name} 在那以后又改过，不能撤回"):
        undo(root)
    assert files(root) == before


def test_other_files_may_have_changed(root: Path) -> None:
    edit(root)
    (root / "ledger.yaml").write_text(CONFIG + "# x\n", encoding="utf-8")
    undo(root)
    assert (root / "projects/甲.yaml").read_text(encoding="utf-8") == PROJECTS


def test_a_spoiled_record(root: Path) -> None:
    edit(root)
    path = root / ".sgyp-edits/undo"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(EditFailed, match="撤不回来"):
        undo(root)


def test_two_edits_of_one_ledger_lose_neither(root: Path) -> None:
    """The second is refused as it is, and made anew."""
    before = load_folder(root)
    assert before.ledger is not None
    new = Project(id="B", name="乙", listed={Batch.SIGNED: 1})
    changes = compare(
        before.ledger, replace(before.ledger, projects=(new, *before.ledger.projects))
    )
    proposal = propose(before, changes)
    edit(root, "C")
    with pytest.raises(ChangedSince):
        put_in_place(root, proposal)
    put_in_place(root, propose(load_folder(root), changes))
    after = load_folder(root).ledger
    assert after is not None
    assert [one.id for one in after.projects] == ["A", "B", "C"]


def test_a_new_file_of_another_edit_counts(root: Path) -> None:
    """Both might have taken the same number."""
    before = load_folder(root)
    assert before.ledger is not None
    changes = compare(before.ledger, replace(before.ledger, projects=()))
    proposal = propose(before, changes)
    (root / "projects/乙.yaml").write_text("- 编号: B\n  名称: 乙\n", encoding="utf-8")
    with pytest.raises(ChangedSince, match="projects/乙"):
        put_in_place(root, proposal)


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_what_cannot_be_written_is_said(root: Path) -> None:
    (root / "projects/甲.yaml").chmod(0o444)
    with pytest.raises(TransactionFailed, match="只读"):
        edit(root)
    assert files(root).keys() == {"ledger.yaml", "projects/甲.yaml"}
