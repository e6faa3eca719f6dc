"""XML that others wrote: read without entities, without network, and only so much of it."""

from lxml import etree

from erp.core.refusal import Refusal
from erp.core.words import N_

LARGEST_XML = 5_000_000  # bytes


class XmlRefused(Refusal):
    message = N_("Ce fichier XML ne se lit pas : %(why)s")


def read_xml(content: bytes, *, most: int = LARGEST_XML) -> etree._Element:
    """The root of a document; a DTD is refused, for nothing that we read has one."""
    if len(content) > most:
        raise XmlRefused(why=N_("il est trop long."))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise XmlRefused(why=N_("il n'est pas bien formé.")) from wrong
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused(why=N_("il porte une déclaration DOCTYPE, que nous n'acceptons pas."))
    return root
