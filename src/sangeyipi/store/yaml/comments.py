"""Comments that are none, or that took away more than their own line says.

A `#` behind a quote or a bracket needs a blank before it; one inside a text cuts it off; and a
line that opens a record or a group, once it is a comment, leaves its facts to what stood before.
Takes a text that the reader has accepted; must not know which kind of file it is.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml.events import DocumentStartEvent, ScalarEvent

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.canonical.gaps import SourceLine, tokens
from sangeyipi.store.raw import Cut
from sangeyipi.store.source import Source
from sangeyipi.store.words import groups, record_opening
from sangeyipi.store.yaml.events import BREAK, position_at, text_of_marks
from sangeyipi.store.yaml.places import walk

#: Texts without any of these have nothing to look at: the rest is not worth a second pass.
_GLUED = re.compile(r"[\"'\]}\[{,]#|[|>][-+0-9]*#|^%.*\S#", re.MULTILINE)
_HEADER = later("[|>][-+0-9]*(?=#)")
_DIRECTIVE = later(r"%.*[^\s](?=#)")
_CUT = later(r"[^\s#][ \t]+#[^\s#]")
_WHOLE = later(r"[ \t]*:?[ \t]+(#[^\s#][^\r\n\x85\u2028\u2029]*)")
_OPENING = re.compile(
    r"#.*(?:-[\[{\"' \t]*[\u4e00-\u9fff]{1,16}[\"']?[ \t]*:[ \t]|:[ \t]*(?:[\r\n#]|\Z))"
)
_GROUP = later(r"(?P<word>[\u4e00-\u9fff]{1,16})[\"']?[ \t]*:(?:[ \t]+#.*)?$")
#: Blank lines and comments.
_PASSED = later(rf"(?:[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?(?:{BREAK.pattern}))*")


def comment_faults(source: Source) -> Iterator[Diagnostic]:
    """Comments glued to a value, and those that a record or a group is missing for."""
    text = source.text
    if not (_GLUED.search(text) or _OPENING.search(text)):
        return
    text = text_of_marks(text)
    name, below, told = source.name, _Below("", -1), -1
    for token in tokens(source):
        start = token.event.start_mark.index
        glued = _HEADER.match(text, start) if token.header else _DIRECTIVE.match(text, start)
        if glued and (token.header or isinstance(token.event, DocumentStartEvent)):
            yield _glued(name, text, glued.end())
        for line in token.gap:
            at = token.since + line.at
            if line.glued:
                yield _glued(name, text, at)
            found = _opened(line) if line.text else None
            if found and at >= below.at:
                below = _below(text, at)
            # Of the comments above a line, one is enough to tell.
            if found and below.at != told and found.takes(below.text):
                told = below.at
                yield _commented_out(name, text, at, found.shown, below)


def _commented_out(name: str, text: str, at: int, opened: str, below: "_Below") -> Diagnostic:
    number = position_at(text, below.at).line
    message = f"这行注释里有“{opened}”，第 {number} 行却不是注释，它的内容会算到别处去"
    return _at(name, text, at, Rule.COMMENTED_OUT, message)


def _glued(name: str, text: str, at: int) -> Diagnostic:
    message = f"“{text[at - 1]}”与“#”之间少一个空格：是注释，要隔开；是文字，要写进引号"
    return _at(name, text, at, Rule.YAML_COMMENT, message)


class _Below(NamedTuple):
    """The first line below a comment that is neither blank nor a comment, and where it starts."""

    text: str
    at: int


class _Opened(NamedTuple):
    """What a comment would open for the lines below it, were it none.

    `column`: what belongs to it stands right of that; `words`: what may, None for a record.
    """

    shown: str
    column: int
    words: frozenset[str] | None = None

    def takes(self, line: str) -> bool:
        """Whether a line that is no comment would belong to it."""
        indent = len(line) - len(line.lstrip(" "))
        if indent <= max(0, self.column):
            return False
        if self.words is None:
            return not line.lstrip().startswith("-")
        words = "|".join(self.words)
        return bool(re.match(rf" *(?:- +)*[\"']?(?:{words})[\"']?[ \t]*:", line))


def _opened(line: SourceLine) -> _Opened | None:
    """What a comment would have opened for the lines below it, were it none."""
    record = record_opening().search(line.text)
    if record:
        alone = line.text[1 : record.start()].strip() == ""
        return _Opened(f"- {record['word']}:", line.column if alone and not line.trailing else -1)
    group = _GROUP.search(line.text)
    words = groups().get(group["word"]) if group else None
    if group and words:
        return _Opened(f"{group['word']}:", -1 if line.trailing else line.column, words)
    return None


def _below(text: str, at: int) -> _Below:
    ends = BREAK.search(text, at)
    passed = _PASSED.match(text, ends.end()) if ends else None
    start = passed.end() if passed else len(text)
    next_end = BREAK.search(text, start)
    return _Below(text[start : next_end.start() if next_end else len(text)], start)


def _at(name: str, text: str, at: int, rule: Rule, message: str) -> Diagnostic:
    return Diagnostic(rule, Place(name), message, position=position_at(text, at))


def cuts(source: Source) -> list[Cut]:
    """Plain texts that go on behind a ` #`: `1# 车间 #3 项目` ends before `#3`.

    Those that begin with one are not there at all: `责任单位: #3园区`.
    """
    if not _CUT.search(source.text):
        return []
    text = text_of_marks(source.text)
    found: dict[int, tuple[str, Position]] = {}
    last: Any = None
    for token in tokens(source):
        for line in token.gap[:1]:
            if _cuts(line, last):
                at = token.since + line.at
                found[last.start_mark.index] = line.text, position_at(text, at)
        last = token.event if token.written else last
    cut: list[Cut] = []
    for path, key, event in walk(source):
        start = event.start_mark.index
        if start in found:
            cut.append(Cut(path, *found[start]))
        elif event.__class__ is ScalarEvent and not event.value and not event.style:
            # An empty value in brackets stands, for libyaml, where the next thing does.
            match = _WHOLE.match(text, key.end_mark.index if key else start)
            if match:
                cut.append(Cut(path, match[1].rstrip(), position_at(text, match.start(1)), True))
    return cut


def _cuts(line: SourceLine, last: Any) -> bool:
    """Whether a comment stands right behind a plain text and begins without a blank."""
    plain = isinstance(last, ScalarEvent) and not last.style
    return plain and line.trailing and len(line.text) > 1 and not line.text[1].isspace()
