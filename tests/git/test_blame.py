"""Which commit last changed a line: of the file itself, whatever git shows instead of it."""

from git.repositories import Repo
from sangeyipi.git.blame import last_changes


def test_lines_are_the_file_s_own_where_git_is_told_to_show_others(repo: Repo) -> None:
    """As `git-setup` has it, with one line a fact: other lines, and a process for each commit."""
    file = "projects/a.yaml"
    lines = (repo.ledger / file).read_text(encoding="utf-8").splitlines()
    spans = [(number, number) for number in range(1, len(lines) + 1)]
    plain = last_changes(repo.ledger, file, spans)
    assert [*plain] == spans
    assert len({one.commit for one in plain.values()}) == 3
    (repo.root / ".git" / "info").mkdir(exist_ok=True)
    attributes = repo.root / ".git" / "info" / "attributes"
    attributes.write_text("*.yaml diff=sgyp\n", encoding="utf-8")
    repo.git("config", "diff.sgyp.textconv", 'sed -n "1~2p"')
    assert last_changes(repo.ledger, file, spans) == plain


def test_no_commit_is_passed_over(repo: Repo) -> None:
    """As people have it whose code is reformatted now and then: who changed a figure is told."""
    file = "projects/a.yaml"
    lines = (repo.ledger / file).read_text(encoding="utf-8").splitlines()
    spans = [(number, number) for number in range(1, len(lines) + 1)]
    plain = last_changes(repo.ledger, file, spans)
    newest = max(plain.values(), key=lambda one: one.time)
    ignored = repo.root / ".git" / "ignored"
    ignored.write_text(f"{newest.commit}\n", encoding="utf-8")
    repo.git("config", "blame.ignoreRevsFile", str(ignored))
    repo.git("config", "blame.markIgnoredLines", "true")
    assert last_changes(repo.ledger, file, spans) == plain
