"""Help and usage errors in Chinese.

Typer lays the pages out; its fixed English words are replaced here, and nowhere else.
"""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sangeyipi.cli.console.vocabulary import filled_in

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
_BRACES = re.compile(r"\{([^\s{}]+)\}")
_SHOW_COMPLETION = re.compile(
    r"Show completion for the current shell, to copy it or\s+customize the\s+installation\."
)


def in_chinese(page: str) -> str:
    """A page of help with its fixed words in Chinese."""
    page = _BRACES.sub(r"\1", page)
    for english, chinese in _WORDS:
        page = page.replace(english, chinese)
    return _SHOW_COMPLETION.sub("显示补全脚本", page)


class Command(TyperCommand):
    """A command whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The page of help."""
        filled_in(self.params)
        return in_chinese(super().get_help(ctx))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """What Tab offers, with what is said of it."""
        filled_in(self.params)
        return super().shell_complete(ctx, incomplete)


class Group(TyperGroup):
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
        return f"缺少{name}"
    message = str(getattr(error, "message", error))
    names = getattr(getattr(error, "param", None), "opts", None)
    if kind == "BadParameter" and names:
        return f"选项 {names[0]}：{_bad_value(message)}"
    for pattern, chinese in _USAGE:
        match = pattern.search(message)
        if match:
            # Between several words Typer leaves its quotes.
            return chinese.format(*(one.replace("', '", "、") for one in match.groups()))
    return f"用法不对：{message}"


def _bad_value(message: str) -> str:
    """What is wrong with the value of an option."""
    for pattern, chinese in _VALUES:
        match = pattern.search(message)
        if match:
            return chinese.format(*match.groups())
    return message


_VALUES = (
    (re.compile(r"(\S+) is not in the range x(.*)\."), "{0} 不行，应为 {1}"),
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
