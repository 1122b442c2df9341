"""An SVG as it is handed out: small, the same bytes everywhere, fit to stand on a page with others.

Owns what of the library's SVG is kept.  Ids that nothing refers to go, the others get a prefix;
metadata, document type and the style sheet, which would reach the page around it, go too.
"""

import re
from xml.etree import ElementTree

from sangeyipi.render.drawing_library import FAMILIES

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"url\(#([^)]+)\)")
_FONTS = ", ".join(name if name == "sans-serif" else f"'{name}'" for name in FAMILIES)
_FAMILY = re.compile(r"\s*font-family:[^;]*;?")


def cleaned(raw: str, title: str, words: str, prefix: str) -> str:
    """One `svg` element; `words` tell its figures to who cannot see it.

    `prefix` is what its ids begin with; no two pictures on a page may share it.
    """
    root = ElementTree.fromstring(raw)
    used = _referred_to(root)
    for element in list(root.iter()):
        element.tag = element.tag.removeprefix(_SVG)
        _name_apart(element, used, prefix)
        for child in list(element):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                element.remove(child)
    box = root.get("viewBox", "")
    _, _, width, height = box.split()
    root.attrib.clear()
    root.attrib.update(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "viewBox": box,
            "width": width,
            "height": height,
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
            "font-family": _FONTS,
            "stroke-linejoin": "round",
        }
    )
    for place, (tag, text) in enumerate((("title", title), ("desc", words))):
        told = ElementTree.Element(tag, {"id": f"{prefix}-{tag}"})
        told.text = text
        root.insert(place, told)
    return ElementTree.tostring(root, encoding="unicode")


def _referred_to(root: ElementTree.Element) -> set[str]:
    found = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == _HREF:
                found.add(value.removeprefix("#"))
            else:
                found.update(_URL.findall(value))
    return found


def _name_apart(element: ElementTree.Element, used: set[str], prefix: str) -> None:
    attributes = dict(element.attrib)
    element.attrib.clear()
    for name, value in attributes.items():
        if name == "id":
            if value in used:
                element.set("id", f"{prefix}-{value}")
        elif name == _HREF:
            element.set("xlink:href", f"#{prefix}-{value.removeprefix('#')}")
        else:
            value = _FAMILY.sub("", value).strip() if name == "style" else value
            element.set(name, _URL.sub(rf"url(#{prefix}-\1)", value))
