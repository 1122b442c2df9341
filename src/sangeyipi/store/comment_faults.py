"""Comments that are none, or that took away more than their own line says.

A `#` behind a quote or a bracket needs a blank before it; one inside a text cuts it off; and a
line that opens a record or a group, once it is a comment, leaves its facts to what stood before.
Takes a text that the reader has accepted; must not know which kind of file it is.
"""

import re
from collections.abc import Iterator
from typing import Any

from yaml.events import DocumentStartEvent, ScalarEvent

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.gaps import Line, tokens
from sangeyipi.store.raw import Cut
from sangeyipi.store.source import Source
from sangeyipi.store.words import groups, record_opening
from sangeyipi.store.yaml_events import BREAK, position_at, text_of_marks
from sangeyipi.store.yaml_places import walk

#: Texts without any of these have nothing to look at: the rest is not worth a second pass.
_GLUED = re.compile(r"[\"'\]}\[{,]#|[|>][-+0-9]*#|^%.*\S#", re.MULTILINE)
_HEADER = re.compile("[|>][-+0-9]*(?=#)")
_DIRECTIVE = re.compile(r"%.*[^\s](?=#)")
_CUT = re.compile(r"[^\s#][ \t]+#[^\s#]")
_OPENING = re.compile(
    r"#.*(?:-[ \t]*[\[{ \t]*[\u4e00-\u9fff]{1,16}[ \t]*:[ \t]|:[ \t]*(?:[\r\n]|\Z))"
)
_OPENS = re.compile(r"-[ \t]*[\[{ \t]*[\u4e00-\u9fff]{1,16}[ \t]*:|:$")
_GROUP = re.compile(r"(?P<word>[\u4e00-\u9fff]{1,16})[ \t]*:$")


def comment_faults(source: Source) -> Iterator[Diagnostic]:
    """Comments glued to a value, and those that a record or a group is missing for."""
    text = source.text
    if not (_GLUED.search(text) or _OPENING.search(text)):
        return
    text = text_of_marks(text)
    for token in tokens(source):
        start = token.event.start_mark.index
        glued = _HEADER.match(text, start) if token.header else _DIRECTIVE.match(text, start)
        if glued and (token.header or isinstance(token.event, DocumentStartEvent)):
            yield _glued(source.name, text, glued.end())
        for line in token.gap:
            if line.text:
                yield from _faults(source.name, text, token.since + line.at, line)


def _faults(name: str, text: str, at: int, line: Line) -> Iterator[Diagnostic]:
    if line.glued:
        yield _glued(name, text, at)
    if not _OPENS.search(line.text):
        return
    following, below = _line_behind(text, at)
    indent = len(following) - len(following.lstrip(" "))
    opened = _opened(line, following) if indent else ""
    if opened:
        which = "下一行" if below == 1 else f"往下第 {below} 行"
        message = f"这行注释里有“{opened}”，{which}却不是注释，它的内容会算到别处去"
        yield _at(name, text, at, Rule.COMMENTED_OUT, message)


def _glued(name: str, text: str, at: int) -> Diagnostic:
    message = f"“{text[at - 1]}”与“#”之间少一个空格：是注释，要隔开；是文字，要写进引号"
    return _at(name, text, at, Rule.YAML_COMMENT, message)


def _opened(line: Line, following: str) -> str:
    """What a comment would have opened for the line below it, were it none."""
    indent = len(following) - len(following.lstrip(" "))
    record = record_opening().search(line.text)
    if record and not following.lstrip().startswith(("-", "#")):
        alone = line.text[1 : record.start()].strip() == ""
        if not alone or line.trailing or indent > line.column:
            return f"- {record['word']}:"
    group = _GROUP.search(line.text)
    below = groups().get(group["word"]) if group else None
    if group and below and (line.trailing or indent > line.column):
        words = "|".join(below)
        if re.match(rf" *(?:- +)*(?:{words})[ \t]*:", following):
            return f"{group['word']}:"
    return ""


def _line_behind(text: str, at: int) -> tuple[str, int]:
    """The next line with something written, below a comment, and how far below it is."""
    ends, below = BREAK.search(text, at), 0
    while ends:
        start, below = ends.end(), below + 1
        ends = BREAK.search(text, start)
        line = text[start : ends.start() if ends else len(text)]
        # What is a comment as well took nothing in: its own facts are gone with it.
        if line.strip() and not line.lstrip().startswith("#"):
            return line, below
    return "", below


def _at(name: str, text: str, at: int, rule: Rule, message: str) -> Diagnostic:
    return Diagnostic(rule, Place(name), message, position=position_at(text, at))


def cuts(source: Source) -> list[Cut]:
    """Plain texts that go on behind a ` #`: `1# 车间 #3 项目` ends before `#3`."""
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
    places = ((path, event.start_mark.index) for path, _, event in walk(source)) if found else ()
    return [Cut(path, *found[start]) for path, start in places if start in found]


def _cuts(line: Line, last: Any) -> bool:
    """Whether a comment stands right behind a plain text and begins without a blank."""
    plain = isinstance(last, ScalarEvent) and not last.style
    return plain and line.trailing and len(line.text) > 1 and not line.text[1].isspace()
