"""The life-cycle message of UN/CEFACT (CDAR), as XP Z12-012 uses it: written and read.

Checked by hand against the FNFE's rules BR-FR-CDV V1.4.0.04; no XSD of it is published with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from lxml import etree

from erp.billing.platform.port import StatusNews
from erp.core.clock import PARIS
from erp.core.xml import read_xml

RSM = "urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
NAMES = {"rsm": RSM, "ram": RAM, "qdt": QDT, "udt": UDT}
SELLER, BUYER, PLATFORM = "SE", "BY", "WK"  # MDT-21, MDT-40
GUIDELINE, PROCESS, TREATMENT = "urn.cpro.gouv.fr:1p0:CDV:invoice", "REGULATED", "23"
STATES = {  # MDT-88 beside MDT-105, in the phase of treatment
    "204": "45", "205": "1", "206": "49", "207": "46", "208": "39", "209": "37", "210": "50",
    "211": "47", "212": "47",
}  # fmt: skip


@dataclass(frozen=True)
class Message:
    """A status to tell: `teller` is the SIREN of who speaks, `role` SE or BY."""

    message_id: str
    at: datetime
    teller: str
    role: str
    told: str  # SIREN of the other one
    number: str
    type_code: str
    issued_on: date
    seller: str  # SIREN
    code: str
    label: str
    reason: str = ""
    reason_label: str = ""
    words: str = ""
    amounts: Sequence[tuple[Decimal, Decimal]] = ()  # (rate, amount with tax)


def write(message: Message) -> bytes:
    root = etree.Element(f"{{{RSM}}}CrossDomainAcknowledgementAndResponse", nsmap=NAMES)
    context = _in(root, "rsm:ExchangedDocumentContext")
    process = _in(context, "ram:BusinessProcessSpecifiedDocumentContextParameter")
    _in(process, "ram:ID", PROCESS)
    guideline = _in(context, "ram:GuidelineSpecifiedDocumentContextParameter")
    _in(guideline, "ram:ID", GUIDELINE)
    _write_head(_in(root, "rsm:ExchangedDocument"), message)
    body = _in(root, "rsm:AcknowledgementDocument")
    _in(_in(body, "ram:MultipleReferencesIndicator"), "udt:Indicator", "false")
    _in(body, "ram:TypeCode", TREATMENT)
    _moment(_in(body, "ram:IssueDateTime"), message.at)
    _write_reference(_in(body, "ram:ReferenceReferencedDocument"), message)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write_head(head: etree._Element, message: Message) -> None:
    _in(head, "ram:ID", message.message_id)
    _moment(_in(head, "ram:IssueDateTime"), message.at)
    _in(_in(head, "ram:SenderTradeParty"), "ram:RoleCode", message.role)
    _party(_in(head, "ram:IssuerTradeParty"), message.teller, message.role)
    other = BUYER if message.role == SELLER else SELLER
    _party(_in(head, "ram:RecipientTradeParty"), message.told, other)


def _write_reference(about: etree._Element, message: Message) -> None:
    _in(about, "ram:IssuerAssignedID", message.number)
    if message.code in STATES:
        _in(about, "ram:StatusCode", STATES[message.code])
    _in(about, "ram:TypeCode", message.type_code)
    day = _in(
        _in(about, "ram:FormattedIssueDateTime"),
        "qdt:DateTimeString",
        f"{message.issued_on:%Y%m%d}",
    )
    day.set("format", "102")
    _in(about, "ram:ProcessConditionCode", message.code)
    _in(about, "ram:ProcessCondition", message.label)
    _party(_in(about, "ram:IssuerTradeParty"), message.seller, SELLER)
    if message.reason or message.words or message.amounts:
        _write_details(_in(about, "ram:SpecifiedDocumentStatus"), message)


def _write_details(details: etree._Element, message: Message) -> None:
    if message.reason:
        _in(details, "ram:ReasonCode", message.reason)
        _in(details, "ram:Reason", message.reason_label)
    _in(details, "ram:SequenceNumeric", "1")
    if message.words:
        _in(_in(details, "ram:IncludedNote"), "ram:Content", message.words)
    for rate, amount in message.amounts:
        part = _in(details, "ram:SpecifiedDocumentCharacteristic")
        _in(part, "ram:TypeCode", "MEN")
        _in(part, "ram:ValueAmount", f"{amount:.2f}").set("currencyID", "EUR")
        _in(part, "ram:ValuePercent", f"{rate:.2f}")


def _party(party: etree._Element, siren: str, role: str) -> None:
    _in(party, "ram:GlobalID", siren).set("schemeID", "0002")
    _in(party, "ram:RoleCode", role)


def _moment(place: etree._Element, at: datetime) -> None:
    told = _in(place, "udt:DateTimeString", f"{at.astimezone(PARIS):%Y%m%d%H%M%S}")
    told.set("format", "204")


def _in(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    prefix, _, tag = name.partition(":")
    child = etree.SubElement(parent, f"{{{NAMES[prefix]}}}{tag}")
    child.text = text or None
    return child


def read(content: bytes, flow_id: str, told_at: datetime) -> list[StatusNews]:
    """One piece of news per invoice that the message is about; a message may be about several."""
    root = read_xml(content)
    moment = _read_moment(
        root.findtext(
            ".//rsm:AcknowledgementDocument/ram:IssueDateTime/udt:DateTimeString", "", NAMES
        )
    )
    about = root.findall(".//ram:ReferenceReferencedDocument", NAMES)
    return [
        _news(one, f"{flow_id}#{place}" if place else flow_id, moment or told_at)
        for place, one in enumerate(about)
        if _text(one, "ram:ProcessConditionCode")
    ]


def _news(about: etree._Element, flow_id: str, at: datetime) -> StatusNews:
    notes = about.findall("ram:SpecifiedDocumentStatus/ram:IncludedNote/ram:Content", NAMES)
    reason = _text(about, "ram:SpecifiedDocumentStatus/ram:Reason")
    parts = about.findall("ram:SpecifiedDocumentStatus/ram:SpecifiedDocumentCharacteristic", NAMES)
    words = [reason, *((note.text or "").strip() for note in notes)]
    return StatusNews(
        flow_id=flow_id,
        number=_text(about, "ram:IssuerAssignedID"),
        issued_on=_read_day(_text(about, "ram:FormattedIssueDateTime/qdt:DateTimeString")),
        code=_text(about, "ram:ProcessConditionCode"),
        reason=_text(about, "ram:SpecifiedDocumentStatus/ram:ReasonCode"),
        words=" · ".join(word for word in words if word)[:500],
        at=at,
        amounts=tuple(
            (_text(part, "ram:ValuePercent"), _text(part, "ram:ValueAmount"))
            for part in parts
            if _text(part, "ram:TypeCode") == "MEN"
        ),
    )


def _text(place: etree._Element, path: str) -> str:
    return (place.findtext(path, "", NAMES) or "").strip()


def _read_moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=PARIS).astimezone(UTC)
    except ValueError:
        return None


def _read_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None
