"""What is digested without OpenSSL is what it would have said."""

import hashlib
import sys

import pytest

from sangeyipi.store import digest
from sangeyipi.store.digest import MUCH, OWN, Digests


@pytest.fixture
def without_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at the start of a command."""
    monkeypatch.delitem(sys.modules, "_hashlib", raising=False)


@pytest.mark.usefixtures("without_openssl")
def test_the_same_of_little_and_of_much() -> None:
    ours = Digests()
    for size in (0, 1, 63, 64, 65, 5000, MUCH, 10):
        data = bytes(range(256)) * (size // 256 + 1)
        parts = (b"key", memoryview(data)[:size], b"")
        expected = hashlib.sha256(b"key" + data[:size])
        assert ours.of(*parts).digest() == expected.digest(), size
        assert ours.of(*parts).hexdigest() == expected.hexdigest(), size


@pytest.mark.usefixtures("without_openssl")
def test_openssl_is_asked_once_it_is_worth_it() -> None:
    ours = Digests()
    ours.of(b"little")
    assert ours.digest is not hashlib.sha256
    ours.of(bytes(MUCH))
    assert ours.digest is hashlib.sha256


def test_where_it_is_there_it_is_used() -> None:
    ours = Digests()
    ours.of(b"")
    assert ours.digest is hashlib.sha256


@pytest.mark.usefixtures("without_openssl")
def test_so_it_is_where_python_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, OWN, None)
    assert Digests().of(b"a").digest() == hashlib.sha256(b"a").digest()
    monkeypatch.setattr(digest, "OWN", "sys")
    assert Digests().of(b"a").digest() == hashlib.sha256(b"a").digest()
