"""`sgyp audit` of a megabyte: how long, how much memory, and whether twice the text is twice that.

The text is the passages of the tests again and again, each time with other digits, and bulletins of
the demo county between: as full of figures as a text may be, and no part of it the same as another.
"""

import json
import random
import re
from pathlib import Path

from findings import MB, Finding, Report
from processes import Command, python, run, run_in_turn
from subject import DEMO, ROOT, sgyp

RUNS = 3
SIZES = (250_000, 500_000, 1_000_000, 2_000_000)
WHOLE = 1_000_000
#: Seconds for a megabyte.
BAR = 3.0
#: Eight times the text, start-up and all.
LINEAR = 9
_MONTHS = ("2022-12", "2023-05", "2023-09")
#: After so many passages stands a bulletin.
_BETWEEN = 150
#: One digit in so many is another one in each copy.
_VARIED = 10


def measure(report: Report, rounds: int, folder: Path) -> None:
    """Texts of several sizes, each cut from the same one."""
    text = _text(max(SIZES), _bulletins(folder)).encode()
    commands = {"python": Command(python("-c", "pass"), ROOT)}
    for size in SIZES:
        path = folder / f"{size}.txt"
        path.write_text(text[:size].decode("utf-8", "ignore"), encoding="utf-8")
        # Passages whose digits are others contradict themselves.
        commands[_name(size)] = sgyp("audit", path)._replace(exits=1)
    report.samples |= run_in_turn(commands, rounds)
    whole = report.samples[_name(WHOLE)]
    detail = f"{rounds} 次的中位数"
    report.findings.append(Finding("sgyp audit，1 MB", whole.time, BAR, detail, " s"))
    report.ratio("sgyp audit，1 MB ÷ python -c pass", _name(WHOLE), "python", None)
    report.ratio("sgyp audit，2 MB ÷ 0.25 MB", _name(SIZES[-1]), _name(SIZES[0]), LINEAR)
    if whole.peak is not None:
        report.findings.append(
            Finding("sgyp audit，1 MB 的峰值内存", whole.peak / MB, None, detail, " MB")
        )


def _name(size: int) -> str:
    return f"sgyp audit, {size} bytes"


def _bulletins(folder: Path) -> list[str]:
    made = [folder / f"{month}.txt" for month in _MONTHS]
    for month, path in zip(_MONTHS, made, strict=True):
        run(sgyp("report", "--month", month, "--out", path, "--ledger", DEMO))
    return [path.read_text(encoding="utf-8") for path in made]


def _text(size: int, bulletins: list[str]) -> str:
    passages = [
        json.loads(line)["text"]
        for path in sorted((ROOT / "tests" / "audit").glob("passages*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    chance = random.Random(5)
    pieces: list[str] = []
    length = 0
    while length < size:
        piece = passages[len(pieces) % len(passages)]
        if len(pieces) % _BETWEEN == 0:
            piece = bulletins[len(pieces) // _BETWEEN % len(bulletins)]
        pieces.append(re.sub(r"\d", lambda one: _another(one[0], chance), piece).rstrip() + "\n")
        length += len(pieces[-1].encode())
    return "".join(pieces)


def _another(digit: str, chance: random.Random) -> str:
    return digit if chance.randrange(_VARIED) else str(chance.randrange(1, 10))
