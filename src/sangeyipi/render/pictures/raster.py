"""A sheet as PNG: rasterized by resvg, written with one font that has every character of it.

Owns where a font is looked for and what is said when there is none.  The rasterizer drops texts
without a font, and draws a box for a character without a glyph, and says nothing: so each character
is tried first.
"""

import os
import re
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sangeyipi.render.inert import inert
from sangeyipi.render.pictures.svg import INK, SvgSheet

#: Dots to a point: about 1900 dots across, sharp when printed on A4.
_DOTS = 2.5
_POINTS_PER_METRE = 72 / 0.0254
#: How the names of the files of Chinese fonts begin, best first; black on white, not too thin.
_FILES = (
    *("msyh.", "notosanscjk-regular", "notosanscjksc-regular", "notosanssc-regular"),
    *("notosanssc-v", "notosanssc[", "sourcehansanssc-regular", "sourcehansanscn-regular"),
    *("sourcehansans-regular", "sourcehansans.", "pingfang", "hiragino sans gb", "stheiti"),
    *("simhei", "wqy-microhei", "wqy-zenhei", "droidsansfallback", "deng.", "simsun."),
    *("notoserifcjk-regular", "notoserifsc-regular", "uming", "ukai"),
)
_FOLDERS = {
    "win32": (r"%WINDIR%\Fonts", r"%LOCALAPPDATA%\Microsoft\Windows\Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "$HOME/Library/Fonts"),
}
_SHARED = ("/usr/share/fonts", "/usr/local/share/fonts")
_UNIX_FOLDERS = (*_SHARED, "$HOME/.local/share/fonts", "$HOME/.fonts")
#: No font has it, so it looks as whatever a font lacks.
_NOWHERE = "\U0010fffd"
_NAMED = 10
_ADVICE = (
    "装一个中文字体再试（Debian、Ubuntu：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts），"
    "或用 --font 字体文件 指出一个；改用 svg 则不需要字体。"
)
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS, _ENGLISH = 3, 0x409


class DrawingFailed(Exception):
    """A picture cannot be drawn here; the message says why and what to do."""


def rasterized(sheet: SvgSheet, font: Path | None) -> bytes:
    """The sheet as PNG, written with `font` or one found on this machine.  Raises DrawingFailed."""
    wanted = sorted({char for text in sheet.texts for char in text if not char.isspace()})
    tried: list[tuple[str, list[str]]] = []
    for path, family in [_given(font)] if font is not None else _found():
        nothing = _trial(_NOWHERE, path, family)
        lacking = [char for char in wanted if _trial(char, path, family) == nothing]
        if not lacking:
            return _with_resolution(_drawn(sheet.to_svg([family]), path))
        tried.append((family, lacking))
    if not tried:
        raise DrawingFailed(f"这台机器上没有找到中文字体，画不出 png。{_ADVICE}")
    family, lacking = min(tried, key=lambda one: len(one[1]))
    raise DrawingFailed(
        f"字体 {inert(family)} 里没有这些字：{''.join(lacking[:_NAMED])}"
        f"{f' 等 {len(lacking)} 个' if len(lacking) > _NAMED else ''}。"
        "用 --font 换一个有这些字的字体文件，或改用 svg。"
    )


def _trial(char: str, font: Path, family: str) -> bytes:
    sheet = SvgSheet("trial")
    sheet.width = sheet.bottom = 10
    sheet.write((1, 5), char, {"font-size": 8})
    return _drawn(sheet.to_svg([family]), font)


def _drawn(svg: str, font: Path) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise DrawingFailed(
            f"画 png 要用 resvg-py，这里没有装好（{error}）：pip install resvg-py；"
            "改用 svg 则不需要。"
        ) from None
    # One file has one weight: bold is the same, drawn with a rim.
    rim = f'stroke="{INK}" stroke-width="0.35"'
    svg = svg.replace('font-weight="bold"', rim)
    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(font)], zoom=_DOTS)


def _with_resolution(png: bytes) -> bytes:
    """The same, telling how large it is meant to be: Word goes by that."""
    dots = int(_DOTS * _POINTS_PER_METRE)
    chunk = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    told = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    head = 8 + 25  # the signature, and the first chunk
    return png[:head] + told + png[head:]


def _given(font: Path) -> tuple[Path, str]:
    if not font.is_file():
        raise DrawingFailed(f"--font：{font} 不是文件")
    family = _family(font)
    if not family:
        raise DrawingFailed(f"--font：{font} 不是能用的字体文件（.ttf、.otf 或 .ttc）")
    return font, family


def _found() -> Iterator[tuple[Path, str]]:
    """The Chinese fonts of this machine, best first."""
    for _, path in sorted(
        (rank, Path(where, name))
        for folder in _folders()
        for where, _, names in os.walk(folder)
        for name in names
        for rank, known in enumerate(_FILES)
        if name.lower().startswith(known)
    ):
        if family := _family(path):
            yield path, family


def _folders() -> list[Path]:
    """Where this kind of system keeps fonts."""
    names = _FOLDERS.get(sys.platform, _UNIX_FOLDERS)
    return [Path(os.path.expandvars(name)) for name in names]


def _family(font: Path) -> str:
    """The family of the face that is meant for simplified Chinese; empty where it is no font."""
    try:
        data = font.read_bytes()
        found = [name for start in _faces(data) if (name := _name(data, start))]
    except (OSError, struct.error):
        return ""
    simplified = [name for name in found if re.search(r"\b(SC|CN|GB)\b", name)]
    return next(iter([*simplified, *found]), "")


def _faces(data: bytes) -> Iterable[int]:
    """Where the faces of a font file begin: several in a collection."""
    if data[:4] == b"ttcf":
        return struct.unpack_from(f">{struct.unpack_from('>I', data, 8)[0]}I", data, 12)
    return [0] if data[:4] in (b"\0\1\0\0", b"OTTO", b"true") else []


def _name(data: bytes, face: int) -> str:
    """The family's name in a face, in English where it has one in English."""
    (tables,) = struct.unpack_from(">H", data, face + 4)
    records = struct.iter_unpack(">4sIII", data[face + 12 : face + 12 + 16 * tables])
    table = next((offset for tag, _, offset, _ in records if tag == b"name"), None)
    if table is None:
        return ""
    _, number, texts = struct.unpack_from(">3H", data, table)
    found = {}
    for i in range(number):
        record = struct.unpack_from(">6H", data, table + 6 + 12 * i)
        platform, _, language, kind, length, offset = record
        if platform == _WINDOWS and kind in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            begin = table + texts + offset
            text = data[begin : begin + length].decode("utf-16-be", "ignore")
            found[kind == _FAMILY, language != _ENGLISH] = text
    return found[min(found)] if found else ""
