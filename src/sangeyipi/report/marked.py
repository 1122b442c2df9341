"""What a template has written: its title and paragraphs, taken out of text between marks.

Owns the marks that a figure goes through a template between, which nothing else can hold, and that
begin a paragraph.  Must not know how the text was made.
"""

import re

from sangeyipi.model.document import Paragraph, Quoted, Run
from sangeyipi.model.lazy_tuple import NamedTuple

OPEN, CLOSE, BEGIN = "\x02", "\x03", "\x04"
_QUOTED = re.compile(f"{OPEN}([0-9]+){CLOSE}")


class TemplateFailed(Exception):
    """A template that cannot be used: where, why and what to do, in Chinese."""

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


class WrittenSection(NamedTuple):
    """What a template wrote: the section's title and its paragraphs."""

    title: str
    paragraphs: tuple[Paragraph, ...]


class MarkedReader:
    """Takes what came out apart into paragraphs, and these into words and figures."""

    def __init__(self, quoted: list[Quoted], source: str) -> None:
        self._quoted, self._source = quoted, source

    def read(self, text: str) -> WrittenSection:
        """Title and paragraphs.  Raises TemplateFailed."""
        before, *parts = text.split(BEGIN)
        if before.strip():
            raise TemplateFailed(1, "第一个 {% 段 … %} 前面有文字", "把它写到 {% 段 … %} 后面")
        title, paragraphs = "", dict[str, Paragraph]()
        for mark, body in zip(parts[::2], parts[1::2], strict=True):
            level, _, named = mark.partition(":")
            id = "".join(run if isinstance(run, str) else run.text for run in self._runs(named))
            runs = self._runs(_in_one(body))
            if level == "-1":
                title = id
                if runs:
                    raise TemplateFailed(self._line(id), "{% 章 … %} 后面有文字", "先写 {% 段 … %}")
            elif id in paragraphs:
                raise TemplateFailed(self._line(id), f"有两段都叫“{id}”", "给每一段一个自己的名字")
            elif runs:
                paragraphs[id] = Paragraph(id, runs, int(level))
        return WrittenSection(title, tuple(paragraphs.values()))

    def _runs(self, text: str) -> tuple[Run, ...]:
        parts = _QUOTED.split(text)
        runs: list[Run] = []
        for place, part in enumerate(parts):
            if place % 2:
                runs.append(self._quoted[int(part)])
            elif part:
                runs.append(part)
        return tuple(runs)

    def _line(self, id: str) -> int:
        """Where a paragraph is named, as far as its name stands there."""
        lines = self._source.split("\n")
        return next((at for at, line in enumerate(lines, 1) if id in line and "{%" in line), 1)


def _in_one(text: str) -> str:
    """The lines of a paragraph in one; words of Latin letters stay apart."""
    whole = ""
    for line in filter(None, (one.strip() for one in text.splitlines())):
        apart = (
            whole[-1:].isascii()
            and whole[-1:].isalnum()
            and line[0].isascii()
            and line[0].isalnum()
        )
        whole += f" {line}" if apart else line
    return whole
