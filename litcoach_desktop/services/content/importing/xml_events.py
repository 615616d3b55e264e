"""Reads XML as a row of events, and refuses what makes a small file huge or reaches outside it.

Entities of a file's own are how an XML bomb grows; no Word or EPUB file needs them. External ones are never fetched.
"""

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat


class BrokenXmlError(ValueError):
    """Not well-formed, or with entities of its own."""


class XmlHandler(Protocol):
    """Who listens. Names are `namespace local`, or `local` where there is no namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def text(self, data: str) -> None:
        """Characters; one text may come in pieces."""


def read_xml(raw: bytes, handler: XmlHandler, tick: Callable[[float], None] | None = None) -> None:
    """Feed a document to the handler; tick: told the share that is done. Raises BrokenXmlError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    step = 1 << 18
    try:
        for start in range(0, len(raw), step):
            parser.Parse(raw[start : start + step], False)
            if tick is not None:
                tick(min(1.0, (start + step) / len(raw)))
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError) as problem:
        raise BrokenXmlError(str(problem)) from problem


def _refuse(*_entity: object) -> None:
    raise BrokenXmlError("it declares entities of its own")
