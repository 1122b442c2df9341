"""Where the text of a template comes from: the ledger's own, else the package's.

Owns the names of templates and reading them; nothing of what they say.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.nearest import nearest
from sangeyipi.render.inert import inert
from sangeyipi.report.marked import TemplateFailed
from sangeyipi.store.layout import Disk, NotFollowed

#: The folder of a ledger's own templates.
FOLDER = "templates"
_MOST_BYTES = 1 << 20
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class KnownTemplate(NamedTuple):
    """A template: its file in the package, and what a county calls its own."""

    packaged: str
    word: str

    @property
    def own(self) -> str:
        """Its file in a ledger's folder."""
        return f"{FOLDER}/{self.word}.txt"


SECTION_ONE = KnownTemplate("section-one.txt", "第一部分")
SECTION_THREE = KnownTemplate("section-three.txt", "第三部分")
#: Those of the bulletin and of section three by their names, in the order of the sections.
KNOWN = {
    known.packaged.removesuffix(".txt"): known
    for known in (
        KnownTemplate("bulletin-overall.txt", "通报-总体情况"),
        KnownTemplate("bulletin-news.txt", "通报-本月新增"),
        KnownTemplate("bulletin-progress.txt", "通报-投资进度"),
        KnownTemplate("bulletin-rankings.txt", "通报-进度排名"),
        KnownTemplate("bulletin-lights.txt", "通报-红黄灯"),
        KnownTemplate("bulletin-problems.txt", "通报-问题办理"),
        KnownTemplate("bulletin-guarantees.txt", "通报-要素保障"),
        KnownTemplate("bulletin-visits.txt", "通报-包联走访"),
        KnownTemplate("bulletin-nodes.txt", "通报-下月计划节点"),
        SECTION_THREE,
    )
}


class Template(NamedTuple):
    """A template's text and how messages call its file."""

    text: str
    name: str


def packaged(known: KnownTemplate) -> Template:
    """The one that everybody starts from."""
    text = (files("sangeyipi.report") / "templates" / known.packaged).read_text(encoding="utf-8")
    return Template(text, known.packaged)


def template(known: KnownTemplate, root: Path | None) -> Template:
    """The ledger's own where there is one.  Raises TemplateFailed."""
    if root is None or not (root / known.own).is_file():
        return packaged(known)
    try:
        with Disk(root).path(known.own).open("rb") as file:
            data = file.read(_MOST_BYTES)
    except (OSError, NotFollowed) as error:
        why = str(error) if isinstance(error, NotFollowed) else "读不了"
        raise TemplateFailed(1, f"{known.own} {why}") from None
    encoding = next((one for mark, one in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise TemplateFailed(1, "不是 UTF-8 编码", "用记事本另存为，编码选 UTF-8") from None
    return Template(text.replace("\r\n", "\n"), known.own)


def unread(root: Path | None) -> Iterator[str]:
    """Of each file of the ledger's folder of templates that is none: that nobody reads it."""
    names = {one.word: Path(one.own).name for one in (SECTION_ONE, *KNOWN.values())}
    folder = None if root is None else root / FOLDER
    if folder is None or not folder.is_dir():
        return
    for name in sorted(one.name for one in folder.iterdir()):
        if name in names.values() or name.startswith((".", "~")):
            continue
        # By what it is called alone: all end alike, and a wrong ending is told just so.
        near = next(iter(nearest(Path(name).stem, names)), "")
        meant = f"是不是 {names[near]}？" if near else f"能用的是：{'、'.join(names.values())}"
        yield f"{FOLDER}/{inert(name)}：没有叫这个名字的模板，没有用它；{meant}"
