"""What a file really is: encodings and separators of text, tables of other makes."""

from ingest.messes.mess import Mess, Write, project, text, xlsx

_TEXT = "项目名称,总投资（亿元）,期次,批\n甲厂,1.5,第8期,签约\n乙厂,2,第8期,签约\n"
_PROJECTS = [
    project("甲厂", "1.5", listed={"签约": 8}),
    project("乙厂", "2", listed={"签约": 8}),
]
_PAGE = """\
<html><head><meta charset="utf-8"></head><body><table>
<tr><td>项目名称</td><td>总投资（亿元）</td><td>期次</td><td>批</td></tr>
<tr><td>甲厂</td><td>1.5</td><td>第8期</td><td>签约</td></tr>
<tr><td>乙厂</td><td>2</td><td>第8期</td><td>签约</td></tr>
</table></body></html>
"""
_ROWS = [line.split(",") for line in _TEXT.splitlines()]


def _mess(name: str, file: str, write: Write, office: str = "") -> Mess:
    return Mess(
        name=name,
        write=write,
        file=file,
        rows=(2, 2, 0, 0),
        projects=_PROJECTS,
        investment=("3.5", "0", None),
        office=office,
    )


MESSES = [
    _mess("UTF-8 的 CSV", "a.csv", text(_TEXT)),
    _mess("UTF-8 有 BOM 的 CSV", "a.csv", text(_TEXT, "utf-8-sig")),
    _mess("GB18030 的 CSV", "a.csv", text(_TEXT, "gb18030")),
    _mess("UTF-16 制表符分隔", "a.txt.csv", text(_TEXT.replace(",", "\t"), "utf-16")),
    _mess("分号分隔的 CSV", "a.csv", text(_TEXT.replace(",", ";"))),
    _mess("制表符分隔的 TSV", "a.tsv", text(_TEXT.replace(",", "\t"))),
    _mess("CSV 末尾的空列和空行", "a.csv", text(_TEXT.replace("\n", ",,\n") + ",,,,,\n,,,,,\n")),
    _mess("叫 xls 的网页", "a.xls", text(_PAGE)),
    _mess("LibreOffice 存的 xls", "a.xlsx", xlsx(_ROWS), "xls"),
    _mess("LibreOffice 存的 ods", "a.xlsx", xlsx(_ROWS), "ods"),
]
