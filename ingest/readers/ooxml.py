"""Elements of Office Open XML by their local names: its two namespaces say the same."""

from collections.abc import Iterator

from lxml import etree

_OFF = ("0", "false", "off", "none")


def tag(element: etree._Element) -> str:
    """The element's name without its namespace; "" for comments and the like."""
    name = element.tag
    return str(name).rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The attribute of that local name; a plain one goes first. None where there is none."""
    if element is None:
        return None
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    found = (value for key, value in element.attrib.items() if key.endswith("}" + name))
    value = next(found, None)
    return None if value is None else str(value)


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that local name."""
    return (child for child in (() if element is None else element) if tag(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at the path of local names below the element."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `val` of the element at the path."""
    return attribute(child(element, *path), "val")


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Whether the switch at the path is there and not turned off."""
    return is_switched_on(child(element, *path))


def is_switched_on(element: etree._Element | None) -> bool:
    """Whether the element is a switch that is not turned off."""
    return element is not None and (attribute(element, "val") or "true").lower() not in _OFF


def number(text: str | None, default: int) -> int:
    """The whole number written in an attribute; the default where none is."""
    try:
        return int(text or "")
    except ValueError:
        return default
