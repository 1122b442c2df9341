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
