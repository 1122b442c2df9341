"""What each commit changed in a ledger that has links in it, once they are followed.

A link changes with what it leads to.  Asked only where a history has a link or a submodule among
the ledger's files; owns nothing but that: which files a version has is `stored`'s to say.
"""

from collections.abc import Iterable, Iterator, Mapping

from sangeyipi.git.repository import Change, Commit, Entry, Repository
from sangeyipi.git.stored import plan
from sangeyipi.git.tree import LINK, SUBMODULE
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.store.files import LEDGER_FILE, Kind

#: What a fault has in place of a content's id.
_NO_CONTENT = "-"
Changes = dict[str, tuple[Change, ...]]
#: Where the contents of the ledger's files are, by name; _NO_CONTENT: they cannot be read.
_Files = dict[str, str]


def followed(
    repository: Repository, commits: list[Commit], folder: str, changes: Changes
) -> Changes:
    """The changes, each link told as the file that it leads to."""
    if not any(one.mode in (LINK, SUBMODULE) for told in changes.values() for one in told):
        return changes
    everything = repository.changes(commits, [folder])()
    links = {
        one.oid for told in everything.values() for one in told if one.mode == LINK and one.oid
    }
    targets = dict(repository.blobs(links))
    trees: dict[str, dict[str, Entry]] = {}
    files: dict[str, _Files] = {}
    result: Changes = {}
    for commit in commits:
        parent = commit.parents[0] if commit.parents else ""
        told = everything.get(commit.oid, ())
        trees[commit.oid] = _changed(trees.get(parent, {}), told, folder)
        before = files.get(parent, {})
        now = _files(repository, trees[commit.oid], targets, folder) if told else before
        files[commit.oid] = now
        result[commit.oid] = tuple(_between(before, now, folder))
    return result


def _changed(before: Mapping[str, Entry], told: Iterable[Change], folder: str) -> dict[str, Entry]:
    found = dict(before)
    for one in told:
        name = one.name.removeprefix(folder)
        if one.oid is None:
            found.pop(name, None)
        else:
            found[name] = Entry(one.mode, one.oid, name)
    return found


def _files(
    repository: Repository, tree: Mapping[str, Entry], targets: Mapping[str, bytes], folder: str
) -> _Files:
    if LEDGER_FILE not in tree:
        return {}
    planned = plan(tree.values(), targets, repository.site(folder))
    names = (LEDGER_FILE, *(name for _, name in planned.found.files))
    found = {name: planned.oids[name] for name in names if planned.oids.get(name)}
    return found | dict.fromkeys(planned.faults, _NO_CONTENT)


def _between(before: _Files, after: _Files, folder: str) -> Iterator[Change]:
    for name in in_natural_order(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if now is None:
            yield Change("000000", None, folder + name)
        elif now == _NO_CONTENT:
            yield Change(LINK, now, folder + name)
        else:
            yield Change("100644", now, folder + name)


def of_ledger(name: str) -> bool:
    """Whether it stands in one of the ledger's folders, or in the place of one."""
    return name.partition("/")[0] in set(Kind)
