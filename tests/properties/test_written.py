from pathlib import Path

from sangeyipi.store.settled import load_files

from .written import dump

DATA = Path(__file__).parents[2] / "data"


def test_the_real_ledger_is_written_and_read_back(tmp_path: Path) -> None:
    before = load_files(DATA).ledger
    assert before is not None
    for name, text in dump(before).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    after = load_files(tmp_path)
    assert after.diagnostics == ()
    assert after.ledger == before


def test_each_record_stays_in_its_file_and_csv_becomes_yaml(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text("名称: 示例\n期次: []\n", "utf-8")
    (tmp_path / "projects/甲.csv").write_text("编号,名称\nA,甲\n", "utf-8")
    (tmp_path / "projects/乙.yaml").write_text("- 编号: B\n  名称: 乙\n", "utf-8")
    ledger = load_files(tmp_path).ledger
    assert ledger is not None
    assert dump(ledger) == {
        "ledger.yaml": "名称: 示例\n期次: []\n",
        "projects/甲.yaml": "- 编号: A\n  名称: 甲\n",
        "projects/乙.yaml": "- 编号: B\n  名称: 乙\n",
    }
