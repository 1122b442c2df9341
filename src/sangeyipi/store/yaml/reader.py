"""A YAML file as raw values: line by line where it is plainly canonical, else by libyaml's events.

PyYAML is imported for the latter alone.
"""

from collections.abc import Iterable

from sangeyipi.model.place import Place, Position
from sangeyipi.store.canonical.mapping import read_mapping
from sangeyipi.store.canonical.reader import read_canonical
from sangeyipi.store.raw import RawFile
from sangeyipi.store.source import Source


def read(source: Source) -> RawFile:
    """The raw value of a YAML file and every structural fault in it."""
    text = source.text
    found = read_canonical(text)
    if found is not None:
        return RawFile(found)
    single = read_mapping(text)
    if single is not None:
        return RawFile(single)
    from sangeyipi.store.yaml.building import read_events

    return read_events(source)


def locate(source: Source, places: Iterable[Place]) -> dict[Place, Position]:
    """Where `places` stand in the text."""
    from sangeyipi.store.yaml import places as yaml_places

    return yaml_places.locate(source, places)
