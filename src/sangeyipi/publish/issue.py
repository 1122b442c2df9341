"""From a ledger to a period's edition and its manifest, with every reason not to publish it.

Owns the order of the questions: which commit, is it sound, is it fresh, what did it say before.
Writes nothing.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sangeyipi.checks.verdict import check
from sangeyipi.figures.monthly import Book, book
from sangeyipi.git.failures import HistoryFailed
from sangeyipi.git.repository import Commit
from sangeyipi.git.versions import Gather, LedgerVersions
from sangeyipi.model.diagnostic import Diagnostic, count
from sangeyipi.model.document import Document
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period, PeriodKind, of_phase, parse_period
from sangeyipi.model.rule import Severity
from sangeyipi.publish.failures import ManifestFailed
from sangeyipi.publish.files import FORMATS, Files
from sangeyipi.publish.manifest import Manifest
from sangeyipi.publish.names import kind_of
from sangeyipi.publish.origin import Origin, PublishRefused, at_revision, present
from sangeyipi.store.load import Loaded
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.monthly.freshness import told
from sangeyipi.version import VERSION

if TYPE_CHECKING:
    from datetime import date

_MONTH_END = "rev_at_month_end"


class Unsound(Exception):
    """A ledger that has errors: no figure of it may be published."""

    def __init__(self, loaded: Loaded, found: list[Diagnostic], whose: str = "") -> None:
        errors = count(found, Severity.ERROR)
        super().__init__(f"{whose}台账有 {errors} 处错误，不发布")
        self.loaded = loaded
        self.found = found


class _Before(NamedTuple):
    """What was said earlier: a commit and its ledger."""

    commit: Commit
    ledger: Ledger


class Issue(NamedTuple):
    """One period ready to be put in its place."""

    made: Files
    manifest: Manifest

    def files(self) -> dict[str, bytes]:
        """Its files in the manifest's formats."""
        return self.made.of(self.manifest.formats)


class Issuer:
    """Makes the issues of one ledger.  `versions` is of the ledger's folder and stays open."""

    def __init__(
        self,
        versions: LedgerVersions,
        *,
        allow_dirty: bool = False,
        month_end: bool = False,
        compare: str | None = None,
        today: "date | None" = None,
    ) -> None:
        """`today`: nothing can have happened after it.  Raises Refused, Unsound, GitFailed."""
        self._versions = versions
        self._month_end = month_end
        self._sound: dict[str, Ledger] = {}
        self._reports: Book | None = None
        self.origin = present(versions.folder, versions, allow_dirty)
        self.ledger = sound(self.origin.loaded, versions.gather, today=today)
        self._before = None if compare is None else _before(versions, compare)
        # A sound ledger has nothing more to show of its texts, and a large one has much of them.
        self.origin = self.origin._replace(loaded=self.origin.loaded._replace(sources={}))
        if not month_end:
            versions.forget()

    def origin_of(self, period: Period) -> Origin:
        """The ledger that a period's table is made from: the present one, or the one known then."""
        if not self._month_end:
            return self.origin
        try:
            return at_revision(self._versions, period.last.isoformat())
        except HistoryFailed as failed:
            raise PublishRefused(f"{period.title}：{failed}") from failed

    def stale(self, period: Period) -> str | None:
        """Why the ledger is too old for a period; None where it is not."""
        return told(self._ledger(self.origin_of(period)), period)

    def issue(self, period: Period, formats: Iterable[str]) -> Issue:
        """A period's issue.  Raises as the constructor does."""
        formats = tuple(formats)
        origin = self.origin_of(period)
        made = document(self._ledger(origin), period, self._book(origin))
        against = None
        if self._before is not None:
            against = self._before.commit.oid
            made = _restated(made, period, self._before)
        ready = Files(made)
        manifest = Manifest(
            period=period.name,
            title=made.title,
            as_of=period.last,
            revision=origin.revision,
            dirty=origin.dirty,
            version=VERSION,
            content=ready.content,
            formats=formats,
            compare=against,
            options={_MONTH_END: "true"} if self._month_end else {},
        )
        return Issue(ready, manifest)

    def _book(self, origin: Origin) -> Book:
        """The ledger's reports by project; the present one's sorted out once for all periods."""
        if origin is not self.origin:
            return book(self._ledger(origin).reports)
        if self._reports is None:
            self._reports = book(self.ledger.reports)
        return self._reports

    def _ledger(self, origin: Origin) -> Ledger:
        if origin is self.origin:
            return self.ledger
        # A clean origin always has its commit.
        revision = str(origin.revision)
        if revision not in self._sound:
            self._sound[revision] = sound(
                origin.loaded, self._versions.gather, f"{revision[:8]} 的"
            )
        return self._sound[revision]


def _before(versions: LedgerVersions, revision: str) -> _Before:
    """The ledger to compare with, before anything is written.  Raises Unsound, GitFailed."""
    commit = versions.commit(revision)
    loaded = at_revision(versions, commit.oid).loaded
    ledger = sound(loaded, versions.gather, f"{commit.short} 的")
    return _Before(commit, ledger)


def _restated(made: Document, period: Period, before: _Before) -> Document:
    """The document with what it restates of what an earlier ledger said of the same period."""
    from sangeyipi.render.restated import with_restated

    said = f"{before.commit.short}（{before.commit.day}）"
    return with_restated(made, document(before.ledger, period), said)


def sound(loaded: Loaded, gather: Gather, whose: str = "", today: "date | None" = None) -> Ledger:
    """The ledger, once every rule has been run; of one made of others what counts of it.

    `whose`: the commit it is of, where it is not the present one.  Raises Unsound.
    """
    found = check(loaded, past=bool(whose), today=today)
    ledger = gather.counting(loaded, found, bool(whose))
    if ledger is None:
        raise Unsound(loaded, loaded.own(found), whose)
    return ledger


class Again(NamedTuple):
    """A set made again: its files, its manifest, and what nobody can tell any more, in Chinese."""

    files: dict[str, bytes]
    manifest: Manifest
    unsure: tuple[str, ...]


def again(versions: LedgerVersions, manifest: Manifest) -> Again:
    """The set that a manifest speaks of, made again from the commit that it names.

    A set made of uncommitted changes is made again from the working tree.  Raises Refused,
    Unsound, GitFailed, ManifestFailed.
    """
    unsure: list[str] = []
    if manifest.dirty or manifest.revision is None:
        origin = present(versions.folder, versions, allow_dirty=True)
        ledger = sound(origin.loaded, versions.gather)
        if (origin.revision, origin.dirty) != (manifest.revision, manifest.dirty):
            unsure.append("清单说由未提交的改动所出，那些改动现在不在这里")
    else:
        origin = at_revision(versions, manifest.revision)
        ledger = sound(origin.loaded, versions.gather, f"{manifest.revision[:8]} 的")
    period = period_of(manifest, ledger)
    made = document(ledger, period)
    against = None
    if manifest.compare is not None:
        before = _before(versions, manifest.compare)
        against = before.commit.oid
        made = _restated(made, period, before)
    files = Files(made)
    unsure += _not_then(versions, manifest, period)
    if manifest.version != VERSION:
        unsure.append(f"由 sgyp {manifest.version} 所出，现在是 {VERSION}")
    derived = manifest._replace(
        title=made.title,
        as_of=period.last,
        revision=manifest.revision if unsure and manifest.dirty else origin.revision,
        content=files.content,
        formats=tuple(form for form in FORMATS if form in manifest.formats),
        compare=against,
        options={key: "true" for key in manifest.options if key == _MONTH_END},
    )
    return Again(files.of(derived.formats), derived, tuple(unsure))


def _not_then(versions: LedgerVersions, manifest: Manifest, period: Period) -> Iterator[str]:
    """What --rev-at-month-end would take today, where that is not what it took."""
    if _MONTH_END in manifest.options:
        try:
            then = versions.commit(period.last.isoformat())
        except HistoryFailed as failed:
            yield f"清单说按期末那天的版本所出：{failed}"
            return
        if then.oid != manifest.revision:
            yield f"清单说按期末那天的版本所出，那天的版本现在是 {then.short}"


def period_of(manifest: Manifest, ledger: Ledger) -> Period:
    """The period that a manifest names.  Raises Refused where the ledger has no such phase."""
    kind = kind_of(manifest.period)
    # The manifest's own reader has refused any other name.
    assert kind is not None
    if kind is PeriodKind.PHASE:
        number = int(manifest.period.partition("-")[2])
        found = of_phase(number, ledger.config.phases, manifest.as_of)
    else:
        found = parse_period(kind, manifest.period)
    if found is None and kind is PeriodKind.PHASE:
        number = int(manifest.period.partition("-")[2])
        held = ledger.config.date_of(number)
        if held is not None:
            raise ManifestFailed(f"清单的 as_of {manifest.as_of} 早于第{number}期的 {held}")
    if found is None:
        raise PublishRefused(f"台账里没有 {manifest.period} 这一期")
    return found
