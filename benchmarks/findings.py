"""What was measured, and whether it keeps its bar.

Owns how a figure is worked out of the samples, said and written as JSON.  Must not know what was
run, or what the bars are.
"""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version

from processes import Sample

_PACKAGES = ("typer", "pydantic", "PyYAML", "rich", "XlsxWriter", "resvg_py")
MB = 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """One measured figure, and the bar it has to keep (None: for the record only)."""

    title: str
    value: float
    bar: float | None
    detail: str
    unit: str = ""

    @property
    def met(self) -> bool | None:
        """Whether it keeps its bar."""
        return None if self.bar is None else self.value <= self.bar

    def __str__(self) -> str:
        """As it is printed."""
        mark = {None: "记录", True: "达标", False: "未达标"}[self.met]
        bar = "" if self.bar is None else f"指标 ≤ {self.bar:g}；"
        return f"[{mark}] {self.title}：{self.value:.3g}{self.unit}（{bar}{self.detail}）"


@dataclass(slots=True)
class Report:
    """What was found, what it was made of, and what could not be measured."""

    findings: list[Finding] = field(default_factory=list)
    samples: dict[str, Sample] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    #: What is told row by row, in Markdown.
    tables: list[str] = field(default_factory=list)

    def ratio(self, title: str, one: str, other: str, bar: float | None) -> None:
        """How many times the median of `other` the median of `one` is."""
        ours, theirs = self.samples[one], self.samples[other]
        detail = f"{_time(ours.time)} ÷ {_time(theirs.time)}，各 {len(ours.seconds)} 次"
        self.findings.append(Finding(title, ours.time / theirs.time, bar, detail))

    def work(self, title: str, one: str, other: str, bar: float | None) -> None:
        """The same of what all cores worked: of a busy machine, the wall clock tells less."""
        ours, theirs = self.samples[one], self.samples[other]
        if ours.work is None or theirs.work is None:
            self.ratio(title, one, other, bar)
            return
        detail = f"CPU {_time(ours.work)} ÷ {_time(theirs.work)}，{len(ours.works)} 次里最少的"
        self.findings.append(Finding(title, ours.work / theirs.work, bar, detail))

    def excess(
        self, title: str, ours: tuple[str, ...], theirs: tuple[str, ...], bar: float
    ) -> None:
        """By how many seconds the medians of `ours` together are above those of `theirs`."""
        one, other = (sum(self.samples[name].time for name in names) for names in (ours, theirs))
        detail = f"{_time(one)} - {_time(other)}"
        self.findings.append(Finding(title, one - other, bar, detail, " s"))

    def as_json(self) -> str:
        """Every number, and the machine they are from."""
        numbers = {
            "machine": _machine(),
            "findings": [{**asdict(one), "met": one.met} for one in self.findings],
            "samples": {name: asdict(sample) for name, sample in self.samples.items()},
            "skipped": self.skipped,
            "tables": self.tables,
        }
        return json.dumps(numbers, ensure_ascii=False, indent=1) + "\n"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _machine() -> Mapping[str, object]:
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "packages": {name: version(name) for name in _PACKAGES},
    }
