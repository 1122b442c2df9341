"""A font with Chinese glyphs for a picture made of dots.

Owns where one is looked for and what is said when there is none.  An SVG needs none: there the
reader's own fonts are used.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.render.drawing_library import BUNDLED, DrawingFailed, quiet
from sangeyipi.render.inert import inert

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry

#: File names of fonts, best first.
_FILES = (
    r"msyh\.tt[cf]",
    r"notosanscjk-regular\.ttc",
    r"notosans(cjk)?sc-regular\.[ot]tf",
    r"notosanssc.*\.[ot]tf",
    r"sourcehansans(sc|cn)?-regular\.(otf|ttc)",
    r"sourcehansans\.ttc",
    r"pingfang\.ttc",
    r"hiragino sans gb.*\.ttc",
    r"stheiti.*\.ttc",
    r"simhei\.ttf",
    r"wqy-microhei\.ttc",
    r"wqy-zenhei\.ttc",
    r"droidsansfallback.*\.ttf",
    r"deng\.ttf",
    r"simsun\.tt[cf]",
    r"notoserif(cjk|sc).*-regular.*\.(ttc|otf|ttf)",
    r"(uming|ukai)\.ttc",
)
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_NAMED = 10
_ADVICE = (
    "装一个中文字体再试（Debian、Ubuntu：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts），"
    "或用 --font 字体文件 指出一个；改用 svg 则不需要字体。"
)


def families(font: Path | None, texts: Iterable[str]) -> tuple[str, ...]:
    """The fonts to draw `texts` with: `font`, or one found on this machine.  Raises DrawingFailed.

    A character that none of them has would be drawn as a box; that is a failure too.
    """
    with quiet():
        entry = _given(font) if font is not None else _found()
        lacking = _lacking(entry, texts)
    if lacking:
        some = "".join(sorted(lacking)[:_NAMED])
        raise DrawingFailed(
            f"字体 {entry.name} 里没有这些字：{inert(some)}"
            f"{f' 等 {len(lacking)} 个' if len(lacking) > _NAMED else ''}。"
            "用 --font 换一个有这些字的字体文件，或改用 svg。"
        )
    return entry.name, BUNDLED


def _given(font: Path) -> "FontEntry":
    if not font.is_file():
        raise DrawingFailed(f"--font：{font} 不是文件")
    entry = _added(font) if font.suffix.lower() in _SUFFIXES else None
    if entry is None:
        raise DrawingFailed(f"--font：{font} 不是能用的字体文件（.ttf、.otf 或 .ttc）")
    return entry


def _found() -> "FontEntry":
    from matplotlib.font_manager import findSystemFonts

    paths = [Path(name) for name in findSystemFonts()]
    ranked = sorted((rank, path) for path in paths if (rank := _rank(path)) is not None)
    for _, path in ranked:
        entry = _added(path)
        if entry is not None:
            return entry
    raise DrawingFailed(f"这台机器上没有找到中文字体，画不出 png。{_ADVICE}")


def _rank(path: Path) -> int | None:
    name = path.name.lower()
    return next((i for i, known in enumerate(_FILES) if re.fullmatch(known, name)), None)


def _added(path: Path) -> "FontEntry | None":
    """The face of a font file that is meant for simplified Chinese; None where it is no font."""
    from matplotlib.font_manager import fontManager

    known = len(fontManager.ttflist)
    try:
        fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError):
        return None
    faces = fontManager.ttflist[known:]
    simplified = [face for face in faces if re.search(r"\b(SC|CN|GB)\b", face.name)]
    return next(iter([*simplified, *faces]), None)


def _lacking(entry: "FontEntry", texts: Iterable[str]) -> set[str]:
    """The characters that neither the font nor the bundled one has."""
    from matplotlib.font_manager import FontPath, FontProperties, fontManager, get_font

    fonts = [
        get_font(FontPath(entry.fname, entry.index)),
        get_font(fontManager.findfont(FontProperties(family=[BUNDLED]))),
    ]
    wanted = {char for text in texts for char in text}
    return {char for char in wanted if not any(font.get_char_index(ord(char)) for font in fonts)}
