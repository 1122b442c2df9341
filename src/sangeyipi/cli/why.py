"""`sgyp why`: how a figure came about."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options, output, recalling
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.explained import Explained, Since
    from sangeyipi.model.place import Place
    from sangeyipi.model.question import Question
    from sangeyipi.tables.why import Why

EXAMPLES = """
sgyp why 总投资 --phase 8 --batch 开工
sgyp why 签约开工率 --phase 8 --as-of 2023-06-30
sgyp why 个数 --phase 1-7 --platform --all
sgyp why 总投资 --by 领域 --group 先进制造业 --format md
sgyp why 137.7 --in 汇报.docx
sgyp why 83.3% --in 汇报.html --nth 2
sgyp why 个数 --phase 8 --as-of 2023-06-30 --since 2023-03-31
sgyp why 总投资 --since HEAD~3
"""


def why(
    measure: Annotated[
        str,
        Argument(
            metavar="指标",
            help="哪个数：个数、总投资、转化，或一个率；与 --in 连用时是文件里的数字",
        ),
    ],
    phase: options.Phase = None,
    batch: options.BatchName = None,
    as_of: options.AsOf = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="类别",
            help="与 --group 连用：按哪个类别分的组",
            autocompletion=options.complete_by,
        ),
    ] = None,
    group: Annotated[
        str | None, Option("--group", metavar="组", help="哪一组，如 --by 领域 的一个领域")
    ] = None,
    unique: Annotated[bool, Option("--unique", help="每个项目只计一次，不按项次")] = False,
    platform: options.Platform = None,
    file: Annotated[
        Path | None,
        Option("--in", metavar="文件", help="问 sgyp 写出的文件（docx、md、html、xlsx）里的一个数"),
    ] = None,
    nth: Annotated[
        int | None,
        Option("--nth", metavar="第几个", min=1, help="与 --in 连用：同样的数字里的第几个"),
    ] = None,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="日期|提交",
            help="与那一天的数、或那一版台账的数比，说清差在哪些项目；不写是上月末",
        ),
    ] = None,
    every: Annotated[bool, Option("--all", help="列出全部来源，不只前 30 项")] = False,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """一个数是怎么来的：口径、分子分母，由哪些项目和汇总组成，记在哪个文件第几行。"""
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.question import Scope
    from sangeyipi.tables.asked import AskedWrongly, question

    chosen_form = options.table_format(form, out, ledger)
    if file is not None:
        given = (phase, batch, as_of, by, group, platform, unique or None)
        if any(one is not None for one in given):
            raise Stop("--in 问的是文件里的数，期、批、截至日都按文件里的，不要再写")
        return _in_file(
            Session(ledger, rev, today), (file, measure, nth), (since, every), (chosen_form, out)
        )
    if nth is not None:
        raise Stop("--nth 要与 --in 文件 连用")
    day = options.as_of(as_of)
    session = Session(ledger, rev, today)
    chosen = options.phases(phase, session.loaded.ledger)
    figures = _figures(session, day)
    try:
        asked = question(
            figures,
            options.word(measure),
            Scope(chosen, options.batch(batch), platform),
            by=None if by is None else options.word(by),
            group=None if group is None else options.word(group),
            unique=unique,
        )
    except AskedWrongly as error:
        raise Stop(f"{error}{options.meant(error.word, error.words)}") from None
    _answered(session, figures, asked, (since, every), (chosen_form, out))
    return OK


def _answered(
    session: "Session",
    figures: "Figures",
    asked: "Question",
    how: tuple[str | None, bool],
    sent: tuple[str, Path | None],
    said: "Callable[[Explained], tuple[tuple[str, str], ...]] | None" = None,
) -> None:
    """Answers for a figure; `said`: what is told of it beforehand.  Raises Stop."""
    from sangeyipi.cli.console.results import send
    from sangeyipi.model.document import answer
    from sangeyipi.tables.why import Why
    from sangeyipi.tables.why_list import listed
    from sangeyipi.tables.why_tables import why_tables

    since, every = how
    why = Why(figures)
    found = why.explain(asked)
    if found is None:
        if asked.measurement.name == "rank":
            raise Stop("名次是按数排出来的：问排名用的那个数")
        if asked.subject.by == "indicator":
            raise Stop("得分是照评价办法算的：sgyp score 办法.yaml 的“怎样算”一列写着每一分的算式")
        raise Stop("这个数的来历还不能逐项说明：它所在表的注里有口径")
    found = listed(why.of(asked).figures, found)._replace(since=_since(session, why, asked, since))
    where, changed = _where(session, found), _changed(session, found, every)
    told = said(found) if said else ()
    tables = why_tables(figures, found, where, session.named, every, told, changed)
    send(answer(session.told(tables), figures.ledger.config.name, figures.as_of), *sent)


def _figures(session: "Session", day: "date | None") -> "Figures":
    """The figures, though what is published may differ from them: that is asked about here.

    Raises Stop with every other error.
    """
    from sangeyipi import api
    from sangeyipi.model.rule import Rule

    found = api.check(session.loaded, past=session.past, today=session.today)
    published = [one for one in found if one.rule is Rule.STATEMENT_MISMATCH]
    if not published:
        return session.figures(day)
    try:
        others = [one for one in found if one not in published]
        figures = api.trusted(session.loaded, others, day, past=session.past)
    except api.LedgerHasErrors:
        return session.figures(day)
    output.warn(f"台账与公布的有 {len(published)} 处不一致，sgyp check 可看；这里照台账算。")
    return figures


def _since(session: "Session", why: "Why", asked: "Question", text: str | None) -> "Since | None":
    """How the figure came from that of another day or version.  Raises Stop."""
    from datetime import date

    from sangeyipi.tables.why_since import earlier, happened, month_before

    figures = why.figures
    try:
        day = date.fromisoformat(options.word(text)) if text else None
    except ValueError:
        return _since_version(session, why, asked, options.word(text or ""))
    default = day or month_before(figures, figures.as_of)
    then = earlier(asked, day) if asked.subject.moment and asked.subject.moment.period else None
    then = then or (earlier(asked, default) if default else None)
    now = asked.subject.moment.as_of if asked.subject.moment else None
    if then is None or then.subject.moment is None or then.subject.moment == asked.subject.moment:
        if text:
            raise Stop(f"--since {text}：这个数没有那一天的可比")
        return None
    there = then.subject.moment.as_of
    assert there is not None
    title = f"上月末 {there}" if day is None else str(there)
    told = happened(figures.ledger.config, min(there, now or there), now or date.max)
    if now is not None and there > now:
        told = happened(figures.ledger.config, now, there)
    found = why.since(asked, then, title, told)
    if found is None and text:
        raise Stop(f"--since {text}：那一天的这个数说不清由哪些组成，没有可比的")
    return found


def _since_version(session: "Session", why: "Why", asked: "Question", spec: str) -> "Since | None":
    """The same question of another version of the ledger.  Raises Stop."""
    from sangeyipi import api
    from sangeyipi.compare.rules import stopping
    from sangeyipi.compare.told import of_records
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.git.versions import open_revision
    from sangeyipi.tables.grouping import REGION
    from sangeyipi.tables.why import Why

    try:
        version = open_revision(spec, session.root, api.gather())
    except HistoryFailed as error:
        raise Stop(f"--since {spec}：写日期（如 2023-05-31）或提交、标签；{error}") from None
    if version.loaded.ledger is None or stopping(version.loaded):
        raise Stop(f"--since {spec}：那一版台账有读取错误，没法比；sgyp check --rev {spec} 可看")
    figures = why.figures
    before, after, apart = api.to_compare(version.loaded, session.loaded)
    if figures.ledger.parts or before.members:
        # Who is not whole on one side is on neither, and the figure that was asked has all.
        left = [one for one in apart if not one.endswith("（不计入）")]
        theirs = asked.subject.group if asked.subject.by == REGION.key else ""
        if any(not theirs or one.startswith(f"{theirs}（") for one in left):
            raise Stop(
                f"--since {spec}：{'、'.join(left)}在两版里的一版不齐，差在哪里说不全；"
                f"sgyp diff {spec}{session.named} 比其余的"
            )
        assert after.ledger is not None
        # Both sides under the same names, whichever two counties share by now.
        figures = Figures(after.ledger, figures.as_of)
    old = before.ledger
    assert old is not None
    told = of_records(old, figures.ledger)
    other = Why(Figures(old, figures.as_of))
    return Why(figures).since(asked, asked, f"台账 {version.title}", told, other)


def _in_file(
    session: "Session",
    asked: tuple[Path, str, int | None],
    how: tuple[str | None, bool],
    sent: tuple[str, Path | None],
) -> int:
    """Answers for a figure of a file of ours.  Raises Stop."""
    from sangeyipi.cli.console.results import send
    from sangeyipi.model.document import answer
    from sangeyipi.tables.why_tables import choices_table

    file, word, nth = asked
    memory, wanted = recalling.read(file), recalling.number(word)
    name = session.loaded.ledger.config.name if session.loaded.ledger else ""
    if memory.ledger and name and memory.ledger != name:
        raise Stop(f"{file} 是按台账“{memory.ledger}”写的，这里的是“{name}”：用 --ledger 指那一个")
    choices = recalling.choices(memory, wanted, file, word)
    if nth is not None and nth > len(choices):
        raise Stop(f"--nth {nth}：{file} 里的 {word} 只有 {len(choices)} 个不同的来历")
    if len(choices) > 1 and nth is None:
        figures = _figures(session, None)
        told = choices_table(figures.ledger.config, word, choices)
        send(answer(session.told([told]), figures.ledger.config.name), *sent)
        output.warn(f"有 {len(choices)} 个：用 --nth 序号 指明问哪一个。")
        return OK
    question, places = choices[(nth or 1) - 1]
    day = question.subject.moment.as_of if question.subject.moment else None
    figures = _figures(session, day)
    _answered(
        session, figures, question, how, sent, lambda told: recalling.standing(file, places, told)
    )
    return OK


def _where(session: "Session", found: "Explained") -> "dict[Place, str]":
    """File and line of each source."""
    from sangeyipi.store.load import locate

    since = found.since.sources if found.since else ()
    places = {one.place for one in (*found.sources, *found.beside, *since) if one.place.file}
    positions = locate(session.loaded.sources, places)
    return {
        place: f"{place.file}:{positions[place].line}" if place in positions else place.file
        for place in places
    }


def _changed(session: "Session", found: "Explained", every: bool) -> "dict[Place, str]":
    """The last commit of each source that is shown; nothing of another version than the newest,
    or where there is no repository.
    """
    from sangeyipi.git.blame import last_changes
    from sangeyipi.git.commit import top_above
    from sangeyipi.git.failures import GitFailed
    from sangeyipi.git.repository import Commit
    from sangeyipi.store.load import locate
    from sangeyipi.tables.why_tables import SHOWN

    if session.past:
        return {}
    shown = [*found.sources[: None if every else SHOWN], *found.beside[: None if every else SHOWN]]
    sources = session.loaded.sources
    spans: dict[str, dict[Place, tuple[int, int]]] = {}
    positions = locate(sources, {one.place for one in shown if one.place.file})
    for place, position in positions.items():
        lines = sources[place.file].lines()
        spans.setdefault(place.file, {})[place] = _record(place.file, lines, position.line)
    told: dict[Place, str] = {}
    for file, wanted in spans.items():
        folder, name = _in_folder(session, file)
        if folder is None or top_above(folder) is None:
            continue
        try:
            changes = last_changes(folder, name, wanted.values())
        except GitFailed:
            changes = {}
        for place, span in wanted.items():
            one = changes.get(span)
            if one is None or not one.commit:
                told[place] = "未提交"
            else:
                commit = Commit(one.commit, (), one.time)
                told[place] = f"{commit.short} {commit.day}"
    return told


def _in_folder(session: "Session", file: str) -> "tuple[Path | None, str]":
    """The folder that a file lies in, and its name there; of a county that is read otherwise than
    from a folder, none.
    """
    region, _, name = file.partition("/")
    for one in session.loaded.members:
        if one.member.region == region:
            lies = one.member.folder if one.member.revision is None else None
            return (None if lies is None else session.root / lies), name
    return session.root, file


def _record(file: str, lines: list[str], first: int) -> tuple[int, int]:
    """The lines of a record: in YAML those under its first, in CSV that one."""
    last = first
    if not file.lower().endswith(".csv"):
        begun = lines[first - 1]
        margin = len(begun) - len(begun.lstrip(" "))
        for number, line in enumerate(lines[first:], first + 1):
            inside = len(line) - len(line.lstrip(" ")) > margin
            if line.strip() and not inside:
                break
            last = number if line.strip() else last
    return first, last
