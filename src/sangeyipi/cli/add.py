"""`sgyp add`: a new project, from what is typed or asked for one by one."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import asking, editing, options, output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.cli.console.editing import Edited
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.project import Project

EXAMPLES = """
sgyp add
sgyp add 名称=示例产业园 总投资=12.5 在册.签约=8 节点.签约=2023-05-08
sgyp add --编号 XM-2023-101 --名称 示例物流园 --into projects/第8期.yaml
"""
EXIT_CODES = editing.EXIT_CODES
#: A word of options that we do not know is a field, or a slip.
SETTINGS = {"ignore_unknown_options": True}
_OPTION = "--"


def _complete_facts(incomplete: str) -> list[str]:
    from sangeyipi.edit.facts import fields
    from sangeyipi.model.project import Project

    return [f"{word}=" for word in fields(Project) if word.startswith(incomplete)]


def add(
    facts: Annotated[
        list[str] | None,
        Argument(
            metavar="[字段=值]...",
            help="写成 字段=值 或 --字段 值；一个不写则逐项问，编号不写则编一个",
            autocompletion=_complete_facts,
        ),
    ] = None,
    into: Annotated[
        str | None,
        Option("--into", metavar="文件", help="写进台账的哪个文件；不写则按期"),
    ] = None,
    yes: editing.Yes = False,
    dry_run: editing.DryRun = False,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """新增一个项目：先显示它和对第一部分的影响，核对整个台账，答应了才写入。"""
    from sangeyipi.cli.console.session import Session

    wanted = _typed([options.word(one) for one in facts or []])
    options.today(today)
    if not wanted:
        asking.must("没有写是什么项目：写成 字段=值，如 sgyp add 名称=示例产业园 总投资=12.5")
    session = Session(ledger, today=today)
    now = session.loaded.ledger
    if not wanted and now is not None:
        wanted = _asked(now)
    answered: list[Fact] = wanted

    def make(now: "Ledger") -> "Edited":
        new = _project(answered, now)
        return editing.Edited(replace(now, projects=(*now.projects, new)))

    name = next((one.value for one in wanted if one.path == (_word("name"),)), "")
    file = None if into is None else options.word(into)
    how = editing.How(f"add {' '.join(name.split())}".strip(), yes, dry_run, file)
    return editing.carry_out(session, make, how)


def _word(name: str) -> str:
    from sangeyipi.model.project import project_keys

    return project_keys()[name].word


def _typed(words: list[str]) -> "list[Fact]":
    """`字段=值` and `--字段 值`, in any order.  Raises Stop."""
    from sangeyipi.edit.facts import NotAFact, named
    from sangeyipi.model.project import Project

    found = []
    rest = iter(words)
    try:
        for one in rest:
            if not one.startswith("-"):
                found.append(editing.typed_fact(one, Project))
                continue
            name = one.lstrip("-")
            if any(mark in name for mark in "=＝"):
                found.append(editing.typed_fact(name, Project))
                continue
            value = next(rest, None)
            if value is None or value.startswith(_OPTION):
                named(name, "", Project)
                raise Stop(f"选项 {one} 后面要写值")
            found.append(named(name, value.strip(), Project))
    except NotAFact as fault:
        raise Stop(f"{fault}\nsgyp add --help 可看用法和例子") from None
    return [one for one in found if one.value]


def _project(facts: "list[Fact]", ledger: "Ledger") -> "Project":
    """The project that was typed, with a 编号.  Raises Stop."""
    from sangeyipi.edit.facts import Fact, FactRefused, NotAFact, with_only
    from sangeyipi.ingest.typed import made_of
    from sangeyipi.model.project import Project

    id = (_word("id"),)
    numbered = any(one.path == id for one in facts)
    said = facts if numbered else [Fact(id, _number(facts, ledger)), *facts]
    try:
        new = made_of(lambda each: with_only(Project, each), said)
    except NotAFact as fault:
        raise Stop(str(fault)) from None
    except FactRefused as refused:
        raise Stop(editing.refusal(refused)) from None
    same = next((one for one in ledger.projects if one.id == new.id), None)
    if same is not None:
        raise Stop(
            f"编号 {new.id} 已经有了（{same.name}）：新项目换一个编号；"
            f"要改那个项目，用 sgyp set {new.id} 字段=值"
        )
    return new


def _number(facts: "list[Fact]", ledger: "Ledger") -> str:
    """The next free 编号, of the year of the first phase that lists the project."""
    from sangeyipi.ingest.numbering import NumberSeries
    from sangeyipi.model.phases import parse_phases

    listed = [one.value for one in facts if one.path[0] == _word("listed")]
    phases = [number for one in listed for number in parse_phases(one) or ()]
    return NumberSeries(ledger).next(min(phases, default=None))


def _asked(ledger: "Ledger") -> "list[Fact]":
    """Every key of a project, one after the other, each proven as soon as it is answered."""
    from sangeyipi.edit.facts import within
    from sangeyipi.model.project import Project, project_keys
    from sangeyipi.store.keys import required_columns

    output.warn("逐项填写新项目；不知道的直接回车，不写 0。Ctrl-C 放弃，什么也不写。")
    facts: list[Fact] = []
    needed = required_columns(Project)
    for name, key in project_keys().items():
        inner = [one.rpartition(".")[2] for one in within(key.word, Project)]
        if name == "withdrawn":
            continue  # nobody adds what has left
        if inner:
            facts += _asked_group(key.word, inner)
            continue
        hint = _hint(name, key.meaning, ledger)
        facts += _asked_one(key.word, hint, key.word in needed and name != "id")
    return facts


def _hint(name: str, meaning: str, ledger: "Ledger") -> str:
    if name == "id":
        return f"回车则按编号样式 {ledger.config.id_style} 编一个"
    if name == "sector" and ledger.config.sectors:
        return "、".join(ledger.config.sectors)
    return meaning


def _asked_one(word: str, hint: str, needs: bool) -> "list[Fact]":
    from sangeyipi.edit.facts import Fact

    while True:
        answer = asking.maybe(f"{word}（{hint}）")
        if not answer and needs:
            output.warn(f"“{word}”不能空着")
        if not answer and not needs:
            return []
        fact = Fact((word,), answer)
        if answer and _accepted([fact]):
            return [fact]


def _asked_group(word: str, inner: list[str]) -> "list[Fact]":
    from sangeyipi.edit.facts import NotAFact, typed
    from sangeyipi.model.project import Project

    usable = "、".join(inner)
    while True:
        answer = asking.maybe(f"{word}（{usable}；写成 {inner[0]}=…，几项用空格隔开）")
        try:
            facts = [typed(f"{word}.{one}", Project) for one in answer.split()]
        except NotAFact as fault:
            output.warn(str(fault))
            continue
        if _accepted(facts):
            return facts


def _accepted(facts: "list[Fact]") -> bool:
    """Whether the model takes values; else its words are told."""
    from sangeyipi.edit.facts import FactRefused, NotAFact, refused_among

    try:
        faults = refused_among(facts)
    except NotAFact as fault:
        output.warn(str(fault))
        return False
    if faults:
        output.warn(editing.refusal(FactRefused(faults)))
    return not faults
