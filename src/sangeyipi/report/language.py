"""The language of templates: a small part of Jinja2 that names and orders what it is given.

Owns the sandbox.  A template can loop, choose and print; it can neither count nor cut, so that no
figure of its own comes out of it; it reaches no file, no attribute of Python's and no function but
its own macros, and every run of it ends: loops, macros and what is printed are counted.  A figure
goes through it between two marks (report/marked.py), and comes out with its question.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sangeyipi.model.document import Quoted, Run
from sangeyipi.model.nearest import nearest
from sangeyipi.model.numerals import in_words
from sangeyipi.render.inert import inert
from sangeyipi.report.given import Given, Phrase, names, reachable
from sangeyipi.report.marked import BEGIN, CLOSE, OPEN, MarkedReader, TemplateFailed, WrittenSection

#: Steps of loops and macros, and characters printed, that one run may take; the sections of a
#: ledger of a hundred phases take some thousands.
MOST_STEPS = 200_000
MOST_CHARACTERS = 2_000_000
_LONGEST = 1 << 18

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: What begins a paragraph, and its level.
TAGS = {"段": 0, "标题": 1, "小标题": 2, "章": -1}
_LOOP = ("first", "last", "index", "length")
_FILTERS = ("join", "first", "last", "length", "汉字")
_TESTS = ("defined",)
#: All that a template may be made of.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Macro,
    nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Name, nodes.Const, nodes.List, nodes.Tuple,
    nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Getattr, nodes.Concat, nodes.Call, nodes.Keyword,
)  # fmt: skip


#: What writes a section: the name of its template, what that is given.
Write = Callable[[str, Given], WrittenSection]


def write(source: str, data: Given) -> WrittenSection:
    """What a template makes of its data.  Raises TemplateFailed."""
    _bounded(source)
    made = _Environment(type(data))
    try:
        tree = made.parse(source)
        _Examined(made, type(data)).examine(tree)
        template = made.from_string(tree)
        text = template.render(_top(data))
    except TemplateFailed as failed:
        if not failed.line:
            failed.line = _line(failed)
        raise
    except TemplateSyntaxError as error:
        raise TemplateFailed(error.lineno, f"模板写法不对：{error.message}", _SYNTAX) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise TemplateFailed(1, "模板嵌套太深", "少套几层") from None
    except Exception as error:
        line = _line(error)
        raise TemplateFailed(line, f"这一行执行不了：{inert(str(error))}", _SYNTAX) from None
    return MarkedReader(made.language.quoted, source).read(text)


def _top(data: Given) -> dict[str, Any]:
    return {word: _plain(getattr(data, one.attribute)) for word, one in names(type(data)).items()}


def _plain(value: Any) -> Any:
    """A value without anything that could pass for a mark."""
    return clean(value) if isinstance(value, str) else value


_SYNTAX = "对照 sgyp report --print-template 印出的模板"


def _bounded(source: str) -> None:
    if len(source) > _LONGEST:
        raise TemplateFailed(1, "模板太长", f"至多 {_LONGEST} 个字")
    found = _CONTROL.search(source)
    if found:
        line = source.count("\n", 0, found.start()) + 1
        raise TemplateFailed(line, f"有看不见的控制字符 {inert(found[0])}", "删去它")


def _line(error: BaseException) -> int:
    """The last line of a template that an error went through."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line or 1


class _Missing(StrictUndefined):
    """A name that there is not."""

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TemplateFailed(0, f"没有“{self._undefined_name}”这个名字")

    __str__ = __iter__ = __len__ = __bool__ = _fail_with_undefined_error
    __eq__ = __ne__ = _fail_with_undefined_error
    __hash__ = None  # type: ignore[assignment]


class _Language(Extension):
    """The tags that begin paragraphs, and what counts a run's steps."""

    tags = set(TAGS)  # noqa: RUF012

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self.quoted: list[Quoted] = []
        self._steps = self._characters = 0

    def parse(self, parser: Parser) -> nodes.Node:
        """`{% 段 名 %}`: what follows is a paragraph of that permanent name."""
        token = next(parser.stream)
        level = nodes.Const(TAGS[token.value], lineno=token.lineno)
        named = parser.parse_expression()
        return nodes.Output([self.call_method("begin", [level, named])], lineno=token.lineno)

    def begin(self, level: int, name: Any) -> str:
        """The mark that begins a paragraph."""
        return f"{BEGIN}{level}:{self.said(name)}{BEGIN}"

    def said(self, value: Any) -> str:
        """A value as text, its figures between marks.  Raises TemplateFailed."""
        if isinstance(value, Phrase):
            text = "".join(map(self._run, value.runs))
        elif isinstance(value, str):
            text = value
        elif type(value) is Undefined:
            text = ""  # {{ … if … }} without else
        else:
            raise TemplateFailed(0, _unprintable(value), "只印名称、数和措辞，如 {{ 期.名称 }}")
        self._characters += len(text) + 1
        if self._characters > MOST_CHARACTERS:
            raise TemplateFailed(0, f"印出的字超过 {MOST_CHARACTERS} 个", "看看是不是循环套得太多")
        return text

    def step(self) -> str:
        """Counts a step of a loop or macro.  Raises TemplateFailed."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TemplateFailed(0, f"超过 {MOST_STEPS} 步还没有写完", "看看是不是循环套得太多")
        return ""

    def counted(self, values: Any) -> Iterator[Any] | list[Any]:
        """What a loop goes through, each a step."""
        if not isinstance(values, (tuple, list)):
            raise TemplateFailed(0, "for 后面不是一列东西", "如 {% for 期 in 各期 %}")
        for _ in values:
            self.step()
        return list(values)

    def together(self, *values: Any) -> str:
        """Texts one after another."""
        return self.said("".join(map(self.said, values)))

    def join(self, values: Any, between: Any = "") -> str:
        """A list as text."""
        return self.said(self.said(between).join(map(self.said, self.counted(values))))

    def _run(self, run: Run) -> str:
        if isinstance(run, str):
            return clean(run)
        self.quoted.append(run)
        return f"{OPEN}{len(self.quoted) - 1}{CLOSE}"


def clean(text: str) -> str:
    """A text of the ledger's, which can hold no mark."""
    return inert(text)


def _unprintable(value: Any) -> str:
    if isinstance(value, bool):
        return "“是”或“否”印不出来，只能用在 if 里"
    if isinstance(value, int):
        return f"印不了 {value}：模板印的数只能是台账的数；序号可写 {{{{ loop.index | 汉字 }}}}"
    if value is None:
        return "这里是空的，没有可印的"
    return "这不是一个数或一句话，印不出来"


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2 without all that is not needed."""

    def __init__(self, kind: type[Given]) -> None:
        super().__init__(
            undefined=_Missing,
            extensions=[_Language],
            optimized=False,
            autoescape=False,
            cache_size=0,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.language: _Language = self.extensions[_Language.identifier]  # type: ignore[assignment]
        self.finalize = self.language.said
        self.globals.clear()
        self.filters = {
            "join": self.language.join,
            "first": lambda values: _one(values, 0),
            "last": lambda values: _one(values, -1),
            "length": lambda values: len(self.language.counted(values)),  # type: ignore[arg-type]
            "汉字": _in_words,
        }
        self.tests = {name: self.tests[name] for name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a record of ours is declared to have, or where a loop stands; nothing else."""
        if isinstance(obj, Given):
            found = names(type(obj)).get(attribute)
            if found is not None:
                return _plain(getattr(obj, found.attribute))
            raise TemplateFailed(0, *_no_word(attribute, names(type(obj))))
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if obj is None:
            raise TemplateFailed(0, f"这里是空的，没有“{attribute}”", "先用 {% if … %} 看有没有")
        raise TemplateFailed(0, f"这里没有“{attribute}”", _SYNTAX)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Nothing is taken by number or slice."""
        raise TemplateFailed(0, "模板里不能用方括号取东西", _SYNTAX)


def _one(values: Any, at: int) -> Any:
    if not isinstance(values, (tuple, list)) or not values:
        raise TemplateFailed(0, "first、last 前面要是一列东西，而且不是空的", _SYNTAX)
    return values[at]


def _in_words(number: Any) -> str:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TemplateFailed(0, "汉字 前面要是序号", "如 {{ loop.index | 汉字 }}")
    return in_words(number)


def _no_word(word: str, known: Iterable[str]) -> tuple[str, str]:
    near = nearest(word, known)
    meant = f"是不是{'、'.join(f'“{one}”' for one in near)}？" if near else ""
    return f"没有“{inert(word)}”这个名字", meant or f"可用的有：{'、'.join(known)}"


class _Examined:
    """A template before it runs: made only of what is allowed, all that can grow counted."""

    def __init__(self, environment: _Environment, kind: type[Given]) -> None:
        self._language = environment.language
        self._top = names(kind)
        self._words = {word for one in reachable(kind) for word in names(one)}
        self._macros: set[str] = set()

    def examine(self, tree: nodes.Template) -> None:
        """Raises TemplateFailed; the tree is changed in place."""
        self._macros = {one.name for one in tree.find_all(nodes.Macro)}
        every = list(tree.find_all(nodes.Name))
        own = {name.name for name in every if name.ctx != "load"} | self._macros | {"loop"}
        for name in every:
            if name.name not in self._top and name.name not in own:
                raise TemplateFailed(name.lineno, *_no_word(name.name, self._top))
        self._walk(tree, tree.lineno)

    def _walk(self, node: nodes.Node, line: int) -> None:
        line = node.lineno or line
        self._refuse(node, line)
        for child in list(node.iter_child_nodes()):
            self._walk(child, line)
        self._count(node)

    def _refuse(self, node: nodes.Node, line: int) -> None:
        if isinstance(node, (nodes.ExtensionAttribute, nodes.Operand)):
            return
        if not isinstance(node, _ALLOWED):
            what = type(node).__name__
            raise TemplateFailed(line, f"模板里不能用这种写法（{what}）：数不在模板里算", _SYNTAX)
        if isinstance(node, nodes.Const) and not _harmless(node.value):
            raise TemplateFailed(line, "引号里有看不见的控制字符，或数字不是整数", "删去它")
        if isinstance(node, nodes.Getattr) and node.attr not in {*self._words, *_LOOP}:
            raise TemplateFailed(line, *_no_word(node.attr, sorted(self._words)))
        if isinstance(node, (nodes.Filter, nodes.Test)):
            known = _FILTERS if isinstance(node, nodes.Filter) else _TESTS
            if node.name not in known:
                raise TemplateFailed(line, *_no_word(node.name, known))
        if isinstance(node, nodes.For) and node.recursive:
            raise TemplateFailed(line, "不能用 recursive 循环", _SYNTAX)
        if isinstance(node, nodes.Call) and not self._may_call(node):
            raise TemplateFailed(line, "能用括号调用的只有模板自己的 macro", _SYNTAX)

    def _may_call(self, node: nodes.Call) -> bool:
        if node.dyn_args or node.dyn_kwargs:
            return False
        if isinstance(node.node, nodes.ExtensionAttribute):
            return True
        return isinstance(node.node, nodes.Name) and node.node.name in self._macros

    def _count(self, node: nodes.Node) -> None:
        """Puts counting into what can be repeated."""
        call = self._language.call_method
        if isinstance(node, nodes.For):
            assert isinstance(node.iter, nodes.Expr)
            node.iter = call("counted", [node.iter], lineno=node.lineno)
        elif isinstance(node, nodes.Macro):
            step = call("step", [], lineno=node.lineno)
            assert isinstance(step, nodes.Expr)
            node.body.insert(0, nodes.Output([step], lineno=node.lineno))
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(node, name, self._together(value))
            elif isinstance(value, list):
                setattr(node, name, [self._together(one) for one in value])

    def _together(self, node: Any) -> Any:
        if not isinstance(node, nodes.Concat):
            return node
        return self._language.call_method("together", node.nodes, lineno=node.lineno)


def _harmless(value: Any) -> bool:
    if isinstance(value, str):
        return not _CONTROL.search(value)
    return value is None or isinstance(value, int)
