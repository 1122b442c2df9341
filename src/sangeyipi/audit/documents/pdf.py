"""A PDF as text, page by page, by pypdf.

Owns what is said of a PDF that has no text or is not to be opened.
"""

import io
import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sangeyipi.audit.documents.building import MOST
from sangeyipi.audit.documents.failures import NotRead
from sangeyipi.audit.documents.lines import torn
from sangeyipi.audit.text.as_read import AsRead, TextSpot

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 2000
_SCANNED = "找它的 Word 原件来校对；没有原件的，用 WPS 或其他软件识别出文字，核对后再校对"


def pdf(name: str, data: bytes) -> tuple[AsRead, tuple[int, ...]]:
    """The text, and the numbers of the pages that have none.  Raises NotRead."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts = list(_texts(data))
    if not any(one.strip() for one in texts):
        raise NotRead("这份 PDF 里没有文字，多半是扫描的图片", _SCANNED)
    empty = tuple(number for number, one in enumerate(texts, 1) if not one.strip())
    return laid_out(name, texts), empty


def laid_out(name: str, texts: Iterable[str]) -> AsRead:
    """The texts of pages as one."""
    pieces: list[str] = []
    spots: list[TextSpot] = []
    at = 0
    for number, text in enumerate(texts, 1):
        spots.append(TextSpot(at, f"第{number}页"))
        page = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        pieces.append(page)
        at += len(page)
    whole = "".join(pieces)
    return AsRead(name, whole, tuple(spots), (), tuple(torn(whole)))


def _texts(data: bytes) -> Iterator[str]:
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    try:
        reader = _opened(data)
        if len(reader.pages) > _MOST_PAGES:
            raise NotRead(f"超过 {_MOST_PAGES} 页，没有读", "分成几份，分别校对")
        left = MOST
        for one in reader.pages:
            text = one.extract_text()
            left -= len(text)
            if left < 0:
                raise NotRead("文字太多，超过 1600 万字，没有读", "分成几份，分别校对")
            yield text
    except NotRead:
        raise
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise _locked() from None
    # What a damaged PDF makes pypdf raise is no list that anybody keeps.
    except (Exception, RecursionError) as error:
        raise NotRead(
            "PDF 不完整或已损坏",
            "用浏览器或 WPS 打开看看：打得开的，另存或打印成新的 PDF 再校对；最好找 Word 原件",
        ) from error


def _opened(data: bytes) -> "PdfReader":
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(data))
    # Many are locked against changes only, and open without a password.
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _locked()
    return reader


def _locked() -> NotRead:
    return NotRead(
        "这份 PDF 加了密，打不开", "用密码打开，打印或另存为不加密的 PDF，再校对；最好找 Word 原件"
    )
