"""A period's document as the files of each format that was asked for.

Owns what they are called and what makes two of them the same.  Must not know where they go.
"""

import hashlib
from collections.abc import Iterable

from sangeyipi.model.document import Document
from sangeyipi.render.formats import JSON, PUBLISHED

#: Every format, in the order in which they are told.
FORMATS = tuple(form.word for form in PUBLISHED)


class Files:
    """One document as files."""

    def __init__(self, document: Document) -> None:
        self.document = document
        # Asked for twice: for the digest and, most often, as a file.
        self._json = JSON.file(document)

    @property
    def content(self) -> str:
        """The digest of what is said, in figures and words, whatever it is shown in."""
        return hashlib.sha256(self._json).hexdigest()

    def of(self, formats: Iterable[str]) -> dict[str, bytes]:
        """The files of these formats by name; the same bytes on any day and machine."""
        wanted = {form.word: form for form in PUBLISHED}
        assert self.document.period, "only what is of a period is published"
        name = self.document.period.name
        return {
            f"{name}.{word}": (
                self._json if word == JSON.word else wanted[word].file(self.document)
            )
            for word in formats
        }
