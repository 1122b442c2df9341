"""LibreOffice, started once for all that it is to save: a start costs more than ten files.

Owns how it is told; must not know what any file holds.  Its own --convert-to takes one kind, and
one way of reading, for each start; so a macro of a profile of its own opens and saves one by one.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice")
#: The names of its filters for spreadsheets, by the endings of the files that they write.
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
    "html": "HTML (StarCalc)",
    "csv": "Text - txt - csv (StarCalc)",
}
_LIBRARY = "http://openoffice.org/2000/library"
_MACRO = """\
Function Said(name, value)
    Dim one As New com.sun.star.beans.PropertyValue
    one.Name = name
    one.Value = value
    Said = one
End Function
Sub Saved(source, reading, target, filter, writing)
    Dim opened
    If reading = "" Then
        opened = Array(Said("Hidden", True))
    Else
        opened = Array(Said("Hidden", True), Said("FilterName", "Text - txt - csv (StarCalc)"), _
            Said("FilterOptions", reading))
    End If
    Dim book
    book = StarDesktop.loadComponentFromURL(source, "_blank", 0, opened)
    book.storeToURL(target, Array(Said("FilterName", filter), Said("FilterOptions", writing)))
    book.close(True)
End Sub
"""


class Saving(NamedTuple):
    """One file, opened and saved as what the target's ending says."""

    source: Path
    target: Path
    #: How a text is to be read; how one is to be written.
    reading: str = ""
    writing: str = ""


def save(profile: Path, all_of_it: Iterable[Saving]) -> None:
    """Open and save file after file, with settings of nobody."""
    lines, targets = [], []
    for one in all_of_it:
        targets.append(one.target)
        one.target.parent.mkdir(parents=True, exist_ok=True)
        kind = FILTERS[one.target.suffix[1:]]
        words = (one.source.as_uri(), one.reading, one.target.as_uri(), kind, one.writing)
        quoted = ", ".join(f'"{word}"' for word in words)
        lines.append(f"    Saved {quoted}")
    said = "\n".join([_MACRO, "Sub Main", "    On Error Goto Ended", *lines, "Ended:"])
    said += "\n    StarDesktop.terminate()\nEnd Sub\n"
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    # Not a first start, which would put its own library there.
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'{head}<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" '
        'oor:op="fuse"><value>true</value></prop></item></oor:items>',
        encoding="utf-8",
    )
    (basic.parent / "script.xlc").write_text(
        f'{head}<library:libraries xmlns:library="{_LIBRARY}" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" library:link="false"/></library:libraries>',
        encoding="utf-8",
    )
    (basic / "script.xlb").write_text(
        f'{head}<library:library xmlns:library="{_LIBRARY}" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Saving"/></library:library>',
        encoding="utf-8",
    )
    (basic / "Saving.xba").write_text(
        f'{head}<script:module xmlns:script="http://openoffice.org/2000/script" '
        'script:name="Saving" script:language="StarBasic">'
        f"{escape(said)}</script:module>",
        encoding="utf-8",
    )
    assert OFFICE
    place = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(
        [OFFICE, place, "--headless", "--norestore", "macro:///Standard.Saving.Main"],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert [one for one in targets if not one.exists()] == []
