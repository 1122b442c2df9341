"""matplotlib, brought in quietly and with nobody's settings.

Owns how the library is imported and set up: whatever a user's matplotlibrc, environment, locale or
fonts say reaches neither the pictures nor the terminal, and nothing is left behind on disk.  Must
not know what is drawn.
"""

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sangeyipi.store.atomic.scratch import scratch

#: Fonts with Chinese glyphs that readers' machines have: Windows, macOS, Linux.
FAMILIES = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "SimHei",
    "sans-serif",
)
#: What the pictures are laid out with where no font is asked for: it comes with the library.
BUNDLED = "DejaVu Sans"
_SILENT = logging.CRITICAL + 1


class DrawingFailed(Exception):
    """A picture cannot be drawn here; the message says why and what to do."""


def load() -> None:
    """Import what drawing takes.  Raises DrawingFailed.

    The library scans every font of the machine when it is first imported, and keeps what it found
    in a folder of its own.  Neither is needed here, so it is told to leave the machine's fonts
    alone, and given a folder that is gone afterwards: the same under cron, without a home folder.
    It is imported from within that folder, for it reads a matplotlibrc of the current one first.
    """
    if "matplotlib.font_manager" in sys.modules:
        return
    try:
        with (
            quiet(),
            scratch() as folder,
            _environment(str(folder)),
            _elsewhere(folder),
        ):
            import matplotlib.backends.backend_agg
            import matplotlib.backends.backend_svg
            import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise DrawingFailed(f"画图要用 matplotlib，这里没有装好（{error}）。") from None
    except OSError as error:
        raise DrawingFailed(f"画图要一个能写的临时文件夹（TMPDIR）：{error.strerror}。") from None


@contextlib.contextmanager
def _environment(folder: str) -> Iterator[None]:
    """The environment that the library reads when imported, put back afterwards."""
    ours = {"MPLCONFIGDIR": folder, "MPL_IGNORE_SYSTEM_FONTS": "1"}
    names = (*ours, "MATPLOTLIBRC", "MPLBACKEND")
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(before)


@contextlib.contextmanager
def _elsewhere(folder: Path) -> Iterator[None]:
    """Away from the current folder, unless there is none or no way back to it."""
    try:
        here = Path.cwd()
        os.chdir(here)
    except OSError:
        yield
        return
    with contextlib.chdir(folder):
        yield


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Whatever the library has to say stays unsaid."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(_SILENT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@contextlib.contextmanager
def settings(families: tuple[str, ...]) -> Iterator[None]:
    """The library's own defaults with ours on top, whatever anybody has set."""
    import matplotlib

    kept = ("backend", "backend_fallback", "interactive", "toolbar", "timezone")
    defaults = {k: v for k, v in matplotlib.rcParamsDefault.items() if k not in kept}
    ours: dict[Any, Any] = {
        "font.family": list(families),
        "svg.fonttype": "none",
        "svg.hashsalt": "sgyp",
        "hatch.linewidth": 0.9,
        "text.parse_math": False,
    }
    with quiet(), matplotlib.rc_context({**defaults, **ours}):
        yield
