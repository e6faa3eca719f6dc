"""A file inside a PDF (ISO 19005-3, 6.8): what its pages say, for a program to read.

Imported where it is used: pikepdf takes its time to come.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import md5
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String, settings

settings.set_flate_compression_level(3)  # a third less time than 6, for a file 2 % larger


@dataclass(frozen=True)
class Attached:
    """It says the same as the pages, hence `Alternative`; `about` is what readers show of it."""

    name: str
    media_type: str
    about: str
    content: bytes
    dated: date


def attach(pdf: Pdf, one: Attached) -> None:
    params = Dictionary(
        CheckSum=String(md5(one.content, usedforsecurity=False).digest()),
        ModDate=String(f"D:{one.dated:%Y%m%d}000000Z"),
        Size=len(one.content),
    )
    kind = Name(f"/{one.media_type}")
    inside = stream(pdf, one.content, Type=Name.EmbeddedFile, Subtype=kind, Params=params)
    name = String(one.name)
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            Desc=String(one.about),
            AFRelationship=Name.Alternative,
            EF=Dictionary(F=inside, UF=inside),
        )
    )
    pdf.Root.AF = Array([spec])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([name, spec])))


def stream(pdf: Pdf, data: bytes, **entries: Object | int) -> Object:
    return pdf.make_indirect(Stream(pdf, data, **entries))


def written(pdf: Pdf) -> bytes:
    """Nothing depends on the clock: the same objects always give the same bytes."""
    target = BytesIO()
    pdf.save(target, force_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return target.getvalue()


def carrying(pages: bytes, one: Attached) -> bytes:
    with Pdf.open(BytesIO(pages)) as pdf:
        attach(pdf, one)
        return written(pdf)
