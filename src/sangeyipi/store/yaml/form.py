"""Texts and brackets over several lines, where a stray quote or a wrong indentation hides facts.

libyaml lets the lines of a quoted text or of a flow collection stand anywhere, which YAML forbids:
two stray quotes then swallow whatever stands between them.  Looks at one event at a time, while the
reader builds; must not know what a file is about.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sangeyipi.model.diagnostic import Diagnostic, Sink
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.words import begins_with_word, fact_inside, fact_line, reads_as_prose
from sangeyipi.store.yaml.events import BLANKS, BREAK, position_at, position_of
from sangeyipi.store.yaml.punctuation import PunctuationSlip, looks_like_key, slip_of_value

_COMMENT = re.compile("( *)#")
_SHOWN = 40
_QUOTES = ("'", '"')


class Inside(NamedTuple):
    """What a value stands in: the column that its lines must stay right of, and whether brackets.

    `item`: in a list, where a line of the text may have been meant as the next item.
    """

    column: int = -1
    flow: bool = False
    item: bool = False


class _Line(NamedTuple):
    """A line of a value below its first: where it starts, and its text."""

    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))


class Form:
    """What is wrong with how the values of one text are laid out."""

    def __init__(self, name: str, text: str, diagnostics: Sink) -> None:
        self.place = Place(name)
        self.text = text
        self.diagnostics = diagnostics

    def scalar(self, event: Any, inside: Inside) -> None:
        """A text that is quoted, in block style, or longer than its line."""
        raw = self.text[event.start_mark.index : event.end_mark.index]
        if event.start_mark.line == event.end_mark.line:
            if inside.flow and event.style in _QUOTES and (match := fact_inside().search(raw)):
                self._report(Rule.YAML_SWALLOWED, event, f"这里的引号把“{match['word']}”也括了进去")
            return
        if event.style in _QUOTES:
            self._quoted(event, raw, inside)
        else:
            self._unquoted(event, raw, inside)

    def _quoted(self, event: Any, raw: str, inside: Inside) -> None:
        closed = f"这里的引号到第 {event.end_mark.line + 1} 行才合上"
        outer: _Line | None = None
        for line in _lines(raw):
            word = _fact_in(line.text, inside) or (
                line.indent <= inside.column and looks_like_key(line.text)
            )
            if word:
                where = self._line_of(event, line)
                message = f"{closed}，把第 {where} 行的“{word}”也当成了文字"
                self._report(Rule.YAML_SWALLOWED, event, message)
                return
            if line.indent <= inside.column:
                outer = outer or line
        if outer:
            message = f"{closed}，第 {self._line_of(event, outer)} 行没有缩进到它里面"
            self._report(Rule.YAML_INDENT, event, message)

    def _unquoted(self, event: Any, raw: str, inside: Inside) -> None:
        """A plain text or one behind `|`: a line that was indented too far belongs to it."""
        comment = _COMMENT.match(self.text, event.end_mark.index)
        widest = max(map(len, BREAK.split(raw)[1:]), default=0)
        if event.style and comment and not event.value.strip() and widest > len(comment[1]) > 0:
            message = "这里的文字是空的，下面的空行却比注释缩进得深"
            self._report(Rule.YAML_INDENT, event, message)
            return
        for line in _lines(raw):
            # Behind `|` stands prose on purpose, which may begin with such a word too.
            word = _fact_in(line.text, inside, prose=bool(event.style))
            dash = (
                inside.item
                and not (inside.flow or event.style)
                and line.text.lstrip().startswith("- ")
            )
            if not word and not dash:
                continue
            what = f"“{word}”" if word else "“- ”"
            message = f"{what}缩进太深，成了第 {event.start_mark.line + 1} 行那段文字的一部分"
            at = event.start_mark.index + line.start + line.indent
            self._report(Rule.YAML_SWALLOWED, event, message, position_at(self.text, at))
            return

    def flow(self, start: Any, end: Any, inside: Inside) -> None:
        """A list or mapping in brackets, over several lines."""
        if inside.flow or start.start_mark.line == end.end_mark.line:
            return
        raw = self.text[start.start_mark.index : end.end_mark.index]
        for line in _lines(raw):
            if line.indent <= inside.column and not line.text.lstrip(BLANKS).startswith("#"):
                at = start.start_mark.index + line.start
                opened = start.start_mark.line + 1
                message = f"第 {opened} 行的括号还没有合上，这一行没有缩进到它里面"
                self._report(Rule.YAML_INDENT, start, message, position_at(self.text, at))
                return

    def entry(self, key: Any) -> None:
        """Something between commas in brackets that is no `键: 值`."""
        slip = slip_of_value(key.value) or _slip_of_entry(key.value)
        self._report(slip.rule, key, slip.message)

    def item(self, event: Any) -> None:
        """A plain text between commas in brackets, where one mark is none and another separates."""
        rule, message = Rule.YAML_SYNTAX, "方括号里单独一个“-”不成一项：是文字的，写进引号"
        if "，" in event.value:
            rule, message = Rule.FULL_WIDTH_PUNCTUATION, "用了全角“，”：是文字的，写进引号"
        elif event.value != "-":
            return
        position = position_of(event)
        self.diagnostics.append(Diagnostic(rule, self.place, message, "", position, lossless=True))

    def _line_of(self, event: Any, line: _Line) -> int:
        return position_at(self.text, event.start_mark.index + line.start).line

    def _report(
        self, rule: Rule, event: Any, message: str, position: Position | None = None
    ) -> None:
        position = position or position_of(event)
        self.diagnostics.append(Diagnostic(rule, self.place, message, position=position))


def _slip_of_entry(text: str) -> PunctuationSlip:
    """What is missing in something between commas in brackets that is no `键: 值`."""
    match = begins_with_word().match(text)
    word, rest = (match["word"], match["rest"].strip()) if match else ("", "")
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    if not word:
        message = f"“{shown}”没有写成“键: 值”：少了冒号和空格，或是前面的文字没有用引号括起来"
    elif rest:
        message = f"“{word}”后面少一个冒号：“{shown}”应写作“{word}: …”"
    else:
        message = f"“{word}”后面少了冒号和值"
    return PunctuationSlip(Rule.YAML_SYNTAX, message, Position(1, 1))


def _lines(raw: str) -> Iterator[_Line]:
    """The lines of a value below its first that have anything in them."""
    at = 0
    for number, text in enumerate(BREAK.split(raw)):
        if number and text.strip(BLANKS):
            yield _Line(at, text)
        at += len(text) + (2 if raw[at + len(text) : at + len(text) + 2] == "\r\n" else 1)


def _fact_in(line: str, inside: Inside, prose: bool = False) -> str:
    """The word of the format that a line, or a part of it in brackets, seems to be a fact of."""
    match = fact_line().match(line) or (fact_inside().search(line) if inside.flow else None)
    if match and prose and match["word"] and reads_as_prose(match["word"], line[match.end() :]):
        return ""
    return (match["word"] or match["year"]) if match else ""
