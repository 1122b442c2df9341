"""What a person is told whose document is filled, and what is never written over."""

from pathlib import Path

import docx
import pytest

from sangeyipi import api
from sangeyipi.cli.console import places
from sangeyipi.cli.console.exits import Stop
from sangeyipi.model.document import Document, answer

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def document() -> Document:
    figures = api.verified(api.load(DATA))
    return answer(api.summary(figures), figures.ledger.config.name)


def typed(path: Path, text: str) -> Path:
    made = docx.Document()
    made.add_paragraph(text)
    made.save(str(path))
    return path


def test_filled_edited_and_filled_again(
    tmp_path: Path, document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    template, out = typed(tmp_path / "my.docx", "开工{{第8期.开工.个数}}个"), tmp_path / "汇报.docx"
    assert places.fill(template, out, document, False) == 0
    assert places.fill(template, out, document, False) == 0
    assert capsys.readouterr().err == (
        f"已写入 {out}：新填 1 处\n"
        f"{out} 已经填过：更新里面的各处，没有从 {template} 重新做（要重做，先把它移走）\n"
        f"没有要改的 {out}：未变 1 处\n"
    )
    edited = docx.Document(str(out))
    texts = edited.element.body.iter(f"{{{places_space()}}}t")
    next(one for one in texts if one.text == "12").text = "15"
    edited.save(str(out))
    before = out.read_bytes()
    assert places.fill(None, out, document, False) == 1
    assert out.read_bytes() == before
    assert capsys.readouterr().err == (
        f"没有要改的 {out}：没有填\n"
        "没有改：正文的 第8期.开工.个数 有人动过，或不能照原样填\n"
        "  当时写的：“12”\n  现在是：“15”\n  应为：“12”\n"
        "核对后，要用台账的数盖掉，加 --force\n"
    )
    assert places.fill(None, out, document, True) == 0


def places_space() -> str:
    from sangeyipi.render.docx.marks import W

    return W


def test_what_is_not_ours_is_not_written_over(tmp_path: Path, document: Document) -> None:
    template, out = typed(tmp_path / "my.docx", "{{第8期.开工.个数}}"), tmp_path / "汇报.docx"
    typed(out, "别人的")
    with pytest.raises(Stop, match="不是 sgyp 写的文档"):
        places.fill(template, out, document, True)
    out.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Stop, match="旧格式"):
        places.fill(template, out, document, True)
    with pytest.raises(Stop, match="同一个文件"):
        places.fill(template, template, document, False)
    out.unlink()
    (tmp_path / "~$汇报.docx").touch()
    with pytest.raises(Stop, match="正在 Word 或 WPS 里打开"):
        places.fill(template, out, document, False)
    assert not out.exists()


def test_a_misspelled_name_is_told_with_its_paragraph(tmp_path: Path, document: Document) -> None:
    template = typed(tmp_path / "my.docx", "开工{{第8期.开工.项目个数}}个")
    with pytest.raises(Stop, match=r"正文第 1 段“开工.*没有名称“第8期.开工.项目个数”，是不是"):
        places.fill(template, tmp_path / "汇报.docx", document, False)
    assert "{{第8期.开工.总投资}}　137.7\n" in places.listed(document)
