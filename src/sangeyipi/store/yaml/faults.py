"""What libyaml complains of, in words an analyst can act on."""

import yaml

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.limits import NESTING
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.source import Source
from sangeyipi.store.words import all_words
from sangeyipi.store.yaml.punctuation import PunctuationSlip, find_slip, full_width_colons

#: Newer versions of libyaml count levels themselves, and refuse to look beyond their own limit.
_TOO_DEEP = "exceeded maximum nesting depth"
#: So many lines are named in one message.
_MOST_LINES = 10
#: Characters before a slip that can tell what it is.
_LOOKED_AT = 80
_QUOTE_IT = "以 * & ! 开头的文字要用半角双引号括起来"
_LARGER = "以 > 或 | 开头的，YAML 当成下面几行文字：写成 ≥30、＞30，或用半角双引号括起来"
_COMMA = "did not find expected ',' or"
_PROBLEMS = {
    "could not find expected ':'": "这一行缺冒号（半角“:”后要有空格）",
    "mapping values are not allowed": (
        "这里不该有冒号加空格：缩进不对、上一行没写完，或文字里的冒号没有用引号括起来"
    ),
    "did not find expected key": "缩进不对，或引号、括号没有配对",
    "did not find expected '-' indicator": "缩进不对，或少了“- ”",
    "did not find expected <document start>": "缩进不对，或前面的第一条少了“- ”",
    "found character that cannot start any token": "有不认的字符（Tab 缩进，或以 @ ` % 开头）",
    "found unexpected end of stream": "引号或括号没有配对",
    _COMMA: "方括号或花括号没有配对，或少了半角逗号",
    "block sequence entries are not allowed": "“- ”的位置不对，检查缩进",
    "found unknown escape character": "双引号里的反斜杠“\\”要写两遍，或改用单引号",
    "control characters are not allowed": "有不可见的控制字符",
    "found a tab character": "缩进里有 Tab，要用空格",
    "did not find expected comment or line break": _LARGER,
    "found an indentation indicator equal to 0": _LARGER,
    "did not find expected alphabetic or numeric character": _QUOTE_IT,
    "did not find expected whitespace or line break": _QUOTE_IT,
    "did not find the tag suffix": _QUOTE_IT,
    "did not find expected tag URI": _QUOTE_IT,
    "found undefined tag handle": _QUOTE_IT,
}
#: On a line of brackets, before the colon or the key that libyaml did not expect: what it should
#: have been set apart by.
_KEY_BEFORE = later(
    r"(?:[^\s:,{\[，、；;。][ \t]+|(?P<mark>[，、；;。])[ \t]*|(?<=[0-9]))"
    r"(?P<key>[^\W\d][^\s:，、；;。{}\[\]\"']{0,15}|(?<=[ \t，、；;。])[12][0-9]{3})[ \t]*$"
)
_KEY_BEHIND = later(r"[^\s:,{}\[\]\"']{1,16}(?=[ \t]*:)|[{\[]")


def syntax_fault(source: Source, error: yaml.YAMLError) -> Diagnostic:
    """The diagnostic of text that is not YAML: a keyboard's slip by name, else libyaml's reason."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None)
    place = Place(source.name)
    if mark is None:
        return Diagnostic(Rule.YAML_SYNTAX, place, _explain(problem), position=Position(1, 1))
    if _TOO_DEEP in problem:
        return too_deep(source, Position(mark.line + 1, mark.column + 1))
    context = getattr(error, "context_mark", None)
    if context and "scanning a quoted scalar" in str(getattr(error, "context", "")):
        message = "这里的引号一直没有合上"
        position = Position(context.line + 1, context.column + 1)
        return Diagnostic(Rule.YAML_SYNTAX, place, message, position=position)
    # Without a context the slip is often on the line before, which swallowed this one.
    first = min(context.line, mark.line) if context else max(0, mark.line - 1)
    slip = find_slip(source.text, max(first, mark.line - 3), mark.line)
    if slip:
        message = f"{slip.message}{_others(source, slip)}"
        return Diagnostic(slip.rule, place, message, position=slip.position)
    if context and context.line < mark.line and "flow" in str(getattr(error, "context", "")):
        message = f"这里的括号到第 {mark.line + 1} 行还没有合上，或中间少了半角逗号"
        position = Position(context.line + 1, context.column + 1)
        return Diagnostic(Rule.YAML_SYNTAX, place, message, position=position)
    position = Position(mark.line + 1, mark.column + 1)
    told = _missing_comma(source, position) if _COMMA in problem else ""
    return Diagnostic(Rule.YAML_SYNTAX, place, told or _explain(problem), position=position)


def _others(source: Source, slip: PunctuationSlip) -> str:
    """The other lines on which a key has a full-width colon, so that all are mended at once."""
    if "：" not in slip.message:
        return ""
    lines = full_width_colons(source.text, all_words())
    lines = [line for line in lines if line != slip.position.line]
    more = f"等 {len(lines)} 行" if lines[_MOST_LINES:] else "行"
    return f"，还有第 {'、'.join(map(str, lines[:_MOST_LINES]))} {more}" if lines else ""


def _missing_comma(source: Source, position: Position) -> str:
    """Which entry of brackets lacks a comma before it, where the line tells."""
    lines = source.text.splitlines()
    line = lines[position.line - 1] if position.line <= len(lines) else ""
    before, behind = line[: position.column - 1], line[position.column - 1 :]
    if behind.startswith(":"):
        match = _KEY_BEFORE.search(before[-_LOOKED_AT:])
        if match and match["mark"]:
            return f"“{match['key']}”前面的“{match['mark']}”应是半角逗号“,”"
    elif before.rstrip().endswith(("'", '"', "}", "]")):
        match = _KEY_BEHIND.match(behind)
    else:
        return ""
    return f"“{match['key'] if match.groupdict() else match[0]}”前面少了半角逗号" if match else ""


def too_deep(source: Source, position: Position) -> Diagnostic:
    """The diagnostic of more levels than any record has."""
    message = f"嵌套超过 {NESTING} 层"
    return Diagnostic(Rule.NESTING_TOO_DEEP, Place(source.name), message, position=position)


def _explain(problem: str) -> str:
    for known, words in _PROBLEMS.items():
        if known in problem:
            return words
    return f"YAML 语法不对（{problem.splitlines()[0][:80]}）"
