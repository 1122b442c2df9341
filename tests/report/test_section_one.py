"""Section one in sentences: every figure is the published one, and words follow figures."""

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger
from sangeyipi.render.docx.document import to_docx
from sangeyipi.render.docx.marks import W
from sangeyipi.render.formats import DOCUMENTS
from sangeyipi.report.document import report
from sangeyipi.report.language import write
from sangeyipi.report.marked import TemplateFailed
from sangeyipi.report.section_one import section_one
from sangeyipi.report.template import SECTION_ONE, packaged
from sangeyipi.store.settled import load_files

ROOT = Path(__file__).resolve().parents[2]
NUMERALS = "一二三四五六七八"
DEMO = date(2023, 6, 30)


def opened(folder: Path) -> Ledger:
    found = load_files(folder).ledger
    assert found is not None
    return found


@pytest.fixture(scope="module")
def county() -> Ledger:
    return opened(ROOT / "data")


def made(ledger: Ledger, day: date | None = None, current: int | None = None) -> Document:
    return report(Figures(ledger, day), packaged(SECTION_ONE), current)


def prose(document: Document) -> list[str]:
    return [one.text for section in document.sections for one in section.paragraphs]


def read(sentences: list[str]) -> dict[tuple[str, str, str], str]:
    """What sentences say, by phases, batch and measure."""
    found: dict[tuple[str, str, str], str] = {}
    for text in sentences:
        named = re.search(r"第([一二三四五六七八])期(?:至第([一二三四五六七八])期)?", text)
        assert named
        phases = "-".join(str(NUMERALS.index(one) + 1) for one in named.groups() if one)
        whole, *lists = re.split(r"(?=“..一批”[0-9])", text.partition("实施")[2] or text)
        for part in (whole, *lists):
            batch = re.match("“(..)一批”", part)
            where = batch[1] if batch else ""
            for number in re.findall(r"(?:项目|”)([0-9]+)个", part)[:1]:
                found[phases, where, "个数"] = number
            for amount in re.findall(r"([0-9.]+)亿元", part)[:1]:
                found[phases, where, "总投资"] = amount
            for name, rate in re.findall(r"([签开投][^，；。]{1,3}率)([0-9.]+)%", part):
                found[phases, where, name] = rate
            inner = re.search(r"监管平台内([0-9]+)个、总投资([0-9.]+)亿元", part)
            if inner:
                found[phases, "平台", "个数"], found[phases, "平台", "总投资"] = inner.groups()
    return found


def test_every_figure_of_the_real_county_is_the_published_one(county: Ledger) -> None:
    said = read(prose(made(county)))
    published = {}
    for one in county.statements[0].claims:
        where = str(one.batch or "")
        if str(one.phases) == "1-7" and one.on_platform and not where:
            where = "平台"
        for word, value in (("个数", one.count), ("总投资", one.investment)):
            if value is not None:
                published[str(one.phases), where, word] = Decimal(value)
    sizes = {key: Decimal(value) for key, value in said.items() if key[2] in ("个数", "总投资")}
    assert sizes == published
    rates = [key for key in said if key[2].endswith("率")]
    assert len(rates) == 7 * 3 + 2
    assert {said[key] for key in rates} == {"100"}


@pytest.mark.parametrize("word", ["table", "md", "html", "json", "csv"])
def test_all_formats_say_the_same(county: Ledger, word: str) -> None:
    document = made(county)
    form = next(one for one in DOCUMENTS if one.word == word)
    text = re.sub(r"<[^>]+>", "", form.made(document).decode())
    if word == "md":
        text, links = re.subn(r"\[([0-9.%]+)\]\[[a-p]{8}\]", r"\1", text)
        assert links > 50
    for sentence in prose(document):
        assert sentence in text


def test_word_says_the_same(county: Ledger) -> None:
    document = made(county)
    paragraphs = docx.Document(io.BytesIO(to_docx(document))).element.body.iter(f"{{{W}}}p")
    texts = ["".join(one.text or "" for one in each.iter(f"{{{W}}}t")) for each in paragraphs]
    assert set(prose(document)) <= set(texts)


def test_every_figure_knows_a_cell_that_answers_it() -> None:
    document = made(opened(ROOT / "examples" / "demo-county"), DEMO)
    cells = {
        table.question(row, column)
        for table in document.tables
        for row in table.rows
        for column in table.columns
    }
    runs = [run for one in document.sections[0].paragraphs for run in one.runs]
    assert sum(isinstance(run, Quoted) for run in runs) > 100
    for run in runs:
        if isinstance(run, Quoted):
            assert run.question in cells
        else:
            assert not re.search(r"[0-9]", re.sub(r"截至[0-9年月]+日", "", run))


def test_words_follow_figures() -> None:
    demo = opened(ROOT / "examples" / "demo-county")
    said = "\n".join(prose(made(demo, DEMO)))
    for each in re.split("[；。]", said):
        if "全部开工" in each and "已全部开工并" not in each and "正在实施" not in each:
            assert "开工率" in each or "已投产" in each
    assert "“开工一批”12个，已开工11个，开工率91.7%，尚有1个未开工，已投产10个" in said
    assert "已投产12个，投产率92.3%，尚有1个未投产" in said
    assert not re.search("None|nan|—", said)


def test_another_phase_may_pass_for_the_one_under_way(county: Ledger) -> None:
    said = prose(made(county, current=7))
    assert said[-1].startswith("第七期正在实施")
    assert "第八期" not in "".join(said)


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        ("{% 段 '一' %}\n{{ 地域 }}", 2, "没有“地域”"),
        ("{% 段 '一' %}\n\n{{ 当前.个树 }}", 3, "没有“个树”"),
        ("{% 段 '一' %}{{ 地区 * 9 }}", 1, "不能用这种写法"),
        ("{% 段 '一' %}{{ 地区.__class__ }}", 1, "没有“__class__”"),
        ("{% 段 '一' %}{{ 地区 | center(99) }}", 1, "没有“center”"),
        ("{% 段 '一' %}\n{{ range(9) }}", 2, "没有“range”"),
        ("{% 段 '一' %}\n{{ '%99999999d' | format(1) }}", 2, "没有“format”"),
        ("{% 段 '一' %}\n{{ 当前 | attr('__class__') }}", 2, "没有“attr”"),
        ("{% 段 '一' %}\n{{ '{0.__class__}'.format(当前) }}", 2, "能用括号调用的只有"),
        ("{% include 'x' %}", 1, "不能用这种写法"),
        ("{% 段 '一' %}\n{% if %}", 2, "模板写法不对"),
        ("{% 段 '一' %}\n{{ 3 }}", 2, "印不了 3"),
        ("{% 段 '一' %}{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}\n{{ m() }}", 1, ""),
        (
            "{% 段 '一' %}{% set a = '长长长长长长长长' %}" + "{% set a = a ~ a %}" * 60,
            1,
            "印出的字",
        ),
        ("{% 段 '一' %}" + "{% for a in 各期 %}" * 9 + "{% endfor %}" * 9, 1, "步还没有写完"),
    ],
)
def test_a_template_can_do_no_harm(county: Ledger, source: str, line: int, told: str) -> None:
    given = section_one(Figures(county)).given
    with pytest.raises(TemplateFailed) as failed:
        write(source, given)
    assert told in failed.value.message
    assert failed.value.line == line


def test_names_of_a_ledger_forge_no_figures(county: Ledger) -> None:
    given = section_one(Figures(county)).given
    hostile = type(given)("\x020\x03\x040:x\x04县", "", given.finished, given.phases, given.current)
    found = write("{% 段 '一' %}{{ 地区 }}{{ 当前.个数 }}", hostile)
    assert [type(run) for run in found.paragraphs[0].runs] == [str, Quoted, str]
    assert "\\x02" in found.paragraphs[0].text
