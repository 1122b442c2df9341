"""Help and usage errors in Chinese.

Typer lays the pages out; its fixed English words are replaced here, and nowhere else.
"""

import re
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from sangeyipi.cli.console.vocabulary import filled_in, with_lists

_WORDS = (
    ("Usage: ", "用法: "),
    ("Options:\n", "选项:\n"),
    ("Arguments:\n", "参数:\n"),
    ("Commands:\n", "命令:\n"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("Show this message and exit.", "显示本页"),
    ("Install completion for the current shell.", "为当前终端安装补全"),
    ("[required]", "[必填]"),
    ("[default:", "[默认:"),
)
#: The least that an option takes: [x>=1], or behind its default.
_AT_LEAST = re.compile(r"x>=(\d+)(?=\])")
#: What is listed in two columns, and how wide the first of them may be.
_LISTED = re.compile(r"^((?:选项|参数):\n)((?:  .*\n)+)", re.M)
_WIDEST = 30
_BRACES = re.compile(r"(?<!\{)\{([^\s{}]+)\}(?!\})")
_SHOW_COMPLETION = re.compile(
    r"Show completion for the current shell, to copy it or\s+customize the\s+installation\."
)


def in_chinese(page: str) -> str:
    """A page of help with its fixed words in Chinese."""
    page = _AT_LEAST.sub(r"至少 \1", _BRACES.sub(r"\1", page))
    for english, chinese in _WORDS:
        page = page.replace(english, chinese)
    return _LISTED.sub(_aligned, _SHOW_COMPLETION.sub("显示补全脚本", page))


def _aligned(listed: re.Match[str]) -> str:
    """A list of options or arguments in two columns; Typer takes a Han for one column of two."""
    from sangeyipi.render.width import pad, width

    rows: list[tuple[str, list[str]]] = []
    for line in listed[2].splitlines():
        first, _, second = line.strip().partition("  ")
        if not line.startswith("    "):
            rows.append((first, []))
            first = second.lstrip()
        rows[-1][1].extend([first] if first else [])
    column = max((width(first) for first, _ in rows if width(first) <= _WIDEST), default=0) + 2
    made = []
    for first, texts in rows:
        if width(first) + 2 <= column and texts:
            made.append(f"  {pad(first, column)}{texts[0]}")
            del texts[0]
        else:
            made.append(f"  {first}")
        made += [" " * (2 + column) + text for text in texts]
    return listed[1] + "".join(f"{line}\n" for line in made)


class Command(TyperCommand):
    """A command whose help is in Chinese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does it; whatever is wrong knows in which command."""
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_help(self, ctx: Any) -> str:
        """The page of help."""
        filled_in(self.params)
        return with_lists(in_chinese(super().get_help(ctx)))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """What Tab offers, with what is said of it."""
        filled_in(self.params)
        return super().shell_complete(ctx, incomplete)


class ChineseHelp(TyperGroup):
    """The command group whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The page of help."""
        return in_chinese(super().get_help(ctx))


def usage_error(error: Any) -> str:
    """What is wrong with how the command was called."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        hint = f"；是不是 {'、'.join(sorted(near))}？" if near else ""
        return f"没有选项 {error.option_name}{hint}"
    if kind == "MissingParameter":
        param = getattr(error, "param", None)
        name = getattr(param, "metavar", None) or getattr(param, "name", "") or "参数"
        what = getattr(param, "help", None)
        return f"缺少{name}：{what}" if what else f"缺少{name}"
    message = str(getattr(error, "message", error))
    if kind == "BadParameter" and getattr(error, "param", None):
        return f"{_called(error.param)}：{_bad_value(message)}"
    for pattern, chinese in _USAGE:
        match = pattern.search(message)
        if match:
            # Between several words Typer leaves its quotes.
            return chinese.format(*(one.replace("', '", "、") for one in match.groups()))
    return f"用法不对：{message}"


def _called(parameter: Any) -> str:
    """An option by its name, an argument by the word for it in the page of help."""
    if parameter.param_type_name == "option":
        return f"选项 {parameter.opts[0]}"
    return f"参数 {str(parameter.metavar).strip('[].')}"


def advice(error: Any) -> str:
    """Where the command that was called wrongly tells how it is called."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "sgyp"
    return f"{command} --help 可看用法和例子"


def _bad_value(message: str) -> str:
    """What is wrong with the value of an option."""
    for pattern, chinese in _VALUES:
        match = pattern.search(message)
        if match:
            return chinese.format(*match.groups())
    return message


_VALUES = (
    (re.compile(r"(\S+) is not in the range x>=(\d+)\."), "{0} 不行，至少 {1}"),
    (re.compile(r"'(.*)' is not a valid int"), "“{0}”不是整数"),
    (re.compile(r"'(.*)' is not readable"), "{0} 没有读取权限"),
)
_USAGE = (
    (
        re.compile(r"No such command '(.*?)'.*Did you mean '(.*)'\?", re.S),
        "没有命令 {0}；是不是 {1}？",
    ),
    (re.compile(r"No such command '(.*?)'", re.S), "没有命令 {0}"),
    (re.compile(r"Option '?(--?[\w-]+)'? requires an argument"), "选项 {0} 后面要写值"),
    (re.compile(r"Option '?(--?[\w-]+)'? does not take a value"), "选项 {0} 后面不写值"),
    (re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)"), "多出了参数：{0}"),
    (re.compile(r"Missing command"), "没有写命令"),
)
