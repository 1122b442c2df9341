"""Draw `docs/汇报.png`, the first page of the report on `data/`: python docs/picture.py, by hand.

Needs LibreOffice Writer (`soffice`) and poppler (`pdftoppm`).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE = ROOT / "docs" / "汇报"


def main() -> None:
    """Write the report, print it, and keep a picture of its first page."""
    with tempfile.TemporaryDirectory() as folder:
        word, pdf = Path(folder, "r.docx"), Path(folder, "r.pdf")
        report = (sys.executable, "-m", "sangeyipi", "report", "--ledger", ROOT / "data")
        subprocess.run((*report, "--out", word), check=True)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        office = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder)
        subprocess.run((*office, word), check=True)
        page = ("pdftoppm", "-png", "-gray", "-r", "80", "-singlefile", pdf, MADE)
        subprocess.run(page, check=True)


if __name__ == "__main__":
    main()
