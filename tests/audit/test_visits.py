"""Groups of visitors and the people in them (86批412人次) are counted; batches are not."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text.as_read import AsRead


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "接待来访86批412人次，比上月的64批358人次分别上升34.38%、15.08%。",
            {"(86 - 64) / 64 * 100": "holds", "(412 - 358) / 358 * 100": "holds"},
        ),
        (
            "接待来访86批412人次，其中集访24批281人次，占来访批次的27.9%、人次的68.2%。",
            {"24 / 86 * 100": "holds", "281 / 412 * 100": "holds"},
        ),
        ("第3批120个项目，前4批共86个项目，分2批实施。", {}),
    ],
)
def test_what_is_found_of_visits(text: str, told: dict[str, str]) -> None:
    found = {one.expression: one.verdict for one in audited(AsRead("通报.txt", text)).findings}
    assert told.items() <= {key: str(verdict) for key, verdict in found.items()}.items()
    assert RelationVerdict.WRONG not in found.values()


def test_what_is_counted_by_batches_is_no_figure() -> None:
    figures = audited(AsRead("通报.txt", "第3批120个项目，前4批共86个项目。")).figures
    assert [one.text for one in figures if one.role.value != "名称"] == ["120个", "86个"]
