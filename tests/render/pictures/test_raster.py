"""PNG: the SVG's picture in dots, written with one font that has every character, or not at all."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from sangeyipi.model.picture import Picture
from sangeyipi.render.pictures import DrawingFailed, raster, to_png, to_svg

from .samples import PICTURES

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def _chinese_font() -> Path:
    for path, _ in raster._found():
        return path
    pytest.skip("no Chinese font on this machine")


def _without_chinese() -> Path:
    if not DEJAVU.is_file():
        pytest.skip("no font without Chinese on this machine")
    return DEJAVU


def _saying(text: str) -> Picture:
    picture = PICTURES["few"]
    return picture._replace(table=picture.table._replace(title=text))


@pytest.mark.parametrize("name", ["demo-rates", "june-pipeline", "stacks"])
def test_a_png_is_whole_and_its_size_is_the_svg_s(name: str) -> None:
    font = _chinese_font()
    from PIL import Image

    data = to_png(PICTURES[name])
    assert to_png(PICTURES[name], font) == data
    image = Image.open(io.BytesIO(data))
    image.load()
    assert [int(dots + 0.5) for dots in image.info["dpi"]] == [180, 180]
    head = to_svg(PICTURES[name]).split('viewBox="0 0 ')[1].split('"')[0]
    for side, length in zip(image.size, map(float, head.split()), strict=True):
        assert side == pytest.approx(length * 180 / 72, abs=1)
    assert len(image.convert("RGB").getcolors(1 << 24) or []) > 20


def test_what_is_written_is_in_the_picture() -> None:
    _chinese_font()
    assert to_png(_saying("甲")) != to_png(_saying("乙")) != to_png(_saying(" "))


@pytest.mark.parametrize("char", ["\ue123", "\U0010fffd", "\U000f0000"])
def test_a_png_never_has_boxes(char: str) -> None:
    font = _chinese_font()
    for given in (None, font):
        with pytest.raises(DrawingFailed, match=rf"没有这些字：{char}。.*--font.*svg"):
            to_png(_saying(f"中文{char}"), given)


def test_a_font_without_chinese_is_refused() -> None:
    _chinese_font()
    with pytest.raises(DrawingFailed, match=r"DejaVu Sans 里没有这些字：.* 等 \d+ 个。.*--font"):
        to_png(PICTURES["demo-rates"], _without_chinese())


def test_no_font_is_a_clear_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(raster, "_folders", lambda: [tmp_path])
    for name, data in (("msyh.ttc", b"no font"), ("simsun.ttc", b"ttcf\0\0\0\0\0\0\0\x09")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DrawingFailed) as failure:
            to_png(PICTURES["demo-rates"])
        for word in ("fonts-noto-cjk", "google-noto-sans-cjk-fonts", "--font", "svg"):
            assert word in str(failure.value)


def test_a_font_named_as_a_chinese_one_but_without_its_characters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next best is taken; where there is none, what is lacking is named."""
    shutil.copy(_without_chinese(), tmp_path / "msyh.ttf")
    monkeypatch.setattr(raster, "_folders", lambda: [tmp_path])
    with pytest.raises(DrawingFailed, match="DejaVu Sans 里没有这些字"):
        to_png(PICTURES["few"])
    monkeypatch.undo()
    font = _chinese_font()
    expected = to_png(PICTURES["few"], font)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "NotoSansCJK-Regular.ttc").symlink_to(font)
    monkeypatch.setattr(raster, "_folders", lambda: [tmp_path])
    assert to_png(PICTURES["few"]) == expected


def test_a_font_that_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "坏.ttf"
    broken.write_bytes(b"no font")
    cut = tmp_path / "断.ttf"
    cut.write_bytes(_without_chinese().read_bytes()[:300])
    for path in (broken, cut, tmp_path / "没有.ttf", Path(__file__), tmp_path):
        with pytest.raises(DrawingFailed, match="--font"):
            to_png(PICTURES["demo-rates"], path)


def test_a_chinese_face_is_taken_out_of_a_collection() -> None:
    font = _chinese_font()
    if font.name != "NotoSansCJK-Regular.ttc":
        pytest.skip("another font is found first here")
    assert raster._family(font) == "Noto Sans CJK SC"


def test_without_the_rasterizer(monkeypatch: pytest.MonkeyPatch) -> None:
    _chinese_font()
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(DrawingFailed, match=r"pip install resvg-py.*svg"):
        to_png(PICTURES["few"])
    assert to_svg(PICTURES["few"]).startswith("<?xml")
