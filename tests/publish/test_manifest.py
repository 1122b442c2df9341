"""The manifest: the same bytes for the same set, and nothing but those is read back."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from publish.sets import a_set, manifest, posix
from sangeyipi.publish.failures import ManifestFailed
from sangeyipi.publish.manifest import MANIFEST, Manifest, entries, read

WHOLE = manifest()._replace(files=entries(a_set("a")))


def written(folder: Path, data: bytes) -> Path:
    path = folder / MANIFEST
    path.write_bytes(data)
    return path


def refusal(folder: Path, data: bytes) -> str:
    path = written(folder, data)
    with pytest.raises(ManifestFailed) as refused:
        read(path)
    assert str(path) in str(refused.value)
    return str(refused.value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, WHOLE.to_json())) == WHOLE
    bare = WHOLE._replace(revision=None, compare="f" * 40, dirty=True, options={}, files=())
    assert read(written(tmp_path, bare.to_json())) == bare


def test_it_reads_as_it_should(tmp_path: Path) -> None:
    document = json.loads(WHOLE.to_json())
    assert list(document) == ["kind", "layout", *Manifest._fields]
    assert document["as_of"] == "2023-06-30"
    assert document["files"][0]["name"] == "a.md"
    assert document["files"][0]["size"] == 0
    assert "三个一批月调度表" in WHOLE.to_json().decode()


def test_the_same_bytes_whatever_the_order() -> None:
    turned = WHOLE._replace(options=dict(sorted(WHOLE.options.items(), reverse=True)))
    files = dict(reversed(a_set("a").items()))
    assert turned._replace(files=entries(files)).to_json() == WHOLE.to_json()


def test_a_revision_or_version_alone_is_no_change() -> None:
    assert WHOLE.same_set(manifest(revision=None, dirty=True, version="9"))
    for changed in (
        manifest(content="0" * 64),
        manifest(formats=("csv",)),
        manifest(compare="f" * 40),
        manifest(options={}),
        manifest(title="另一张表"),
    ):
        assert not WHOLE.same_set(changed)


@pytest.mark.parametrize("field", [*Manifest._fields, "layout"])
def test_every_field_is_needed_and_typed(tmp_path: Path, field: str) -> None:
    document = json.loads(WHOLE.to_json())
    wrongs: list[Any] = [None, 3, True, "x", ["x"], {"x": 1}, [1], [{"name": "a"}], 1e400]
    kept = document.pop(field)
    refusal(tmp_path, as_written(document))
    for wrong in wrongs:
        if field in ("revision", "compare", "title", "version") and wrong == "x":
            continue
        if (field, wrong) in (("dirty", True), ("formats", ["x"])) or (
            wrong is None and field in ("revision", "compare")
        ):
            continue
        refusal(tmp_path, as_written({**document, field: wrong}))
    in_order = {name: {**document, field: kept}[name] for name in json.loads(WHOLE.to_json())}
    assert read(written(tmp_path, as_written(in_order))) == WHOLE


def as_written(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def test_every_cut_and_every_lost_byte_is_seen(tmp_path: Path) -> None:
    data = WHOLE.to_json()
    for end in range(len(data)):
        refusal(tmp_path, data[:end])
    for at in range(len(data)):
        refusal(tmp_path, data[:at] + b"\x00" + data[at + 1 :])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), "已损坏或被改过"),
        (lambda data: b"\xef\xbb\xbf" + data, "不是|已损坏"),
        (lambda data: data.decode().encode("utf-16"), "不是|已损坏"),
        (lambda data: data.replace(b'"dirty"', b'"dirty": true,\n  "dirty"'), "已损坏或被改过"),
        (lambda data: data.replace(b'"dirty"', b'"more": 1,\n  "dirty"'), "已损坏或被改过"),
        (lambda data: data.replace(b'"layout": 1', b'"layout": 2'), "另一个版本"),
        (lambda data: data.replace(b"sgyp-export", b"npm-package"), "不是 sgyp export 写的"),
        (lambda data: data.replace(b'"a.md"', b'"../a.md"'), "已损坏或被改过"),
        (lambda data: data.replace(b'"a.md"', b'"manifest.json"'), "已损坏或被改过"),
        (lambda data: data.replace(b"2023-06-30", b"2023-06-31"), "已损坏或被改过"),
        (lambda data: data.replace(b'"2023-06"', b'"2023-13"'), "已损坏或被改过"),
        (lambda data: data.replace(b'"size": 0', b'"size": -1'), "已损坏或被改过"),
        (lambda data: data.replace(b'"content": "', b'"content": "f'), "已损坏或被改过"),
        (lambda data: data.replace(b'"sha256": "', b'"sha256": "F'), "已损坏或被改过"),
        (lambda data: data.replace(b'"a.md"', b'"\\ud800"'), "已损坏或被改过"),
        (lambda data: b"[" * 200_000, "不是 sgyp export 写的"),
        (lambda data: data + b" " * (1 << 20), "不是 sgyp export 写的"),
        (lambda data: b'{"name": "my-app", "short_name": "app"}', "不是 sgyp export 写的"),
        (lambda data: b"[]", "不是 sgyp export 写的"),
        (lambda data: b"", "不是 sgyp export 写的"),
    ],
)
def test_damaged_or_foreign(tmp_path: Path, change: Any, words: str) -> None:
    changed = change(WHOLE.to_json())
    assert changed != WHOLE.to_json()
    message = refusal(tmp_path, changed)
    assert any(word in message for word in words.split("|")), message


def test_none_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(ManifestFailed, match="没有"):
        read(tmp_path / MANIFEST)
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(ManifestFailed, match="不是普通文件"):
        read(tmp_path / MANIFEST)


@posix
def test_a_pipe_or_a_link_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(ManifestFailed, match="不是普通文件"):
        read(tmp_path / MANIFEST)
    (tmp_path / "真.json").write_bytes(WHOLE.to_json())
    (tmp_path / "链.json").symlink_to("真.json")
    with pytest.raises(ManifestFailed, match="不是普通文件"):
        read(tmp_path / "链.json")
