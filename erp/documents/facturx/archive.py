"""Pages and their XML → one PDF/A-3b file (ISO 19005-3), the container of Factur-X.

reportlab writes no line end before `endstream`, which PDF/A asks for (6.1.7.1), so the file is
written again by pikepdf, with what reportlab does not know: the colour profile, the XMP packet and
the attachment. Nothing depends on the clock: the same paper always gives the same bytes.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from erp.documents.attached import Attached, attach, stream, written

FILE_NAME = "factur-x.xml"
PROFILE_DATE = slice(24, 36)  # of the header of an ICC profile: the moment it was made
ANY_MOMENT = bytes.fromhex("07d0 0001 0001 0000 0000 0000")  # 1 January 2000
SRGB = "sRGB IEC61966-2.1"


@dataclass(frozen=True)
class About:
    """What the file says of itself, twice: in its information dictionary and in its XMP."""

    title: str
    author: str
    subject: str
    dated: date


def archived(pages: bytes, xml: bytes, about: About) -> bytes:
    inside = Attached(FILE_NAME, "text/xml", "Facture électronique Factur-X", xml, about.dated)
    with Pdf.open(BytesIO(pages)) as pdf:
        colours(pdf)
        attach(pdf, inside)
        pdf.Root.PageMode = Name.UseAttachments
        pdf.Root.Metadata = stream(pdf, packet(pdf, about), Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            del page.obj["/Trans"]  # reportlab's empty page transition
        return written(pdf)


def colours(pdf: Pdf) -> None:
    """ISO 19005-3, 6.2.3: device colours mean what the output intent says."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(SRGB),
        Info=String(SRGB),
        DestOutputProfile=stream(pdf, profile(), N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def profile() -> bytes:
    """The sRGB profile of Pillow's colour engine, without the moment it was made."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[PROFILE_DATE] = ANY_MOMENT
    return bytes(made)


def packet(pdf: Pdf, about: About) -> bytes:
    """The only XMP packet; its dates are those of the information dictionary."""
    told = {
        "title": about.title,
        "author": about.author,
        "subject": about.subject,
        "creator": str(pdf.docinfo["/Creator"]),
        "producer": str(pdf.docinfo["/Producer"]),
        "moment": f"{about.dated:%Y-%m-%d}T00:00:00+00:00",
        "file": FILE_NAME,
    }
    return XMP.format(**{key: escape(words) for key, words in told.items()}).encode()


PROPERTIES = (
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document: INVOICE"),
    ("Version", "The version of the XML standard"),
    ("ConformanceLevel", "The profile of the XML document"),
)
PROPERTY = """\
      <rdf:li rdf:parseType="Resource">
       <pdfaProperty:name>{}</pdfaProperty:name>
       <pdfaProperty:valueType>Text</pdfaProperty:valueType>
       <pdfaProperty:category>external</pdfaProperty:category>
       <pdfaProperty:description>{}</pdfaProperty:description>
      </rdf:li>
"""
DECLARED = "".join(PROPERTY.format(*told) for told in PROPERTIES)
XMP = (
    """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{creator}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
     <pdfaSchema:prefix>fx</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>
"""
    + DECLARED
    + """\
     </rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
   <fx:DocumentType>INVOICE</fx:DocumentType>
   <fx:DocumentFileName>{file}</fx:DocumentFileName>
   <fx:Version>1.0</fx:Version>
   <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
)
