"""Where the terms of EN 16931 stand in UBL 2.1, in the order of its schema."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from quittance.formats import xml
from quittance.formats.binding import Branch, Each, Fixed, Many, One, Row, Syntax, Term, Within, text_at
from quittance.formats.binding_kinds import (
    AMOUNT,
    CLASS,
    CONTENT,
    FLAG,
    ISO_DAY,
    NUMBER,
    QUANTITY,
    TERMS,
    attribute,
    identifier,
)
from quittance.formats.ubl_odd import NOT_SEPA, NOTE, Creditor, Order, Payments, TaxTotals
from quittance.rules import einvoice as terms

_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
SYNTAX = Syntax({"cac": _CAC, "cbc": _CBC}, names_currency=True)

_SCHEMED = identifier("schemeID")
_VAT = frozenset({"VAT"})
_OBJECT = frozenset({"130"})
_PROJECT = frozenset({"50"})
_SCHEME = Fixed("cac:TaxScheme/cbc:ID", "VAT")


def _not_sepa(given: terms.Identifier) -> bool:
    return given.scheme != "SEPA"


def _with_days(period: etree._Element) -> bool:
    """A period that holds nothing but the code of the tax point is none."""
    return xml.find(period, "DescriptionCode") is None or any(
        xml.find(period, day) is not None for day in ("StartDate", "EndDate")
    )


ADDRESS: Sequence[Row] = (
    Term("street", "cbc:StreetName"),
    Term("more", "cbc:AdditionalStreetName"),
    Term("city", "cbc:CityName"),
    Term("postcode", "cbc:PostalZone"),
    Term("region", "cbc:CountrySubentity"),
    Term("extra", "cac:AddressLine/cbc:Line"),
    Term("country", "cac:Country/cbc:IdentificationCode"),
)
PERIOD: Sequence[Row] = (Term("start", "cbc:StartDate", ISO_DAY), Term("end", "cbc:EndDate", ISO_DAY))
CONTACT: Sequence[Row] = (
    Term("name", "cbc:Name"),
    Term("phone", "cbc:Telephone"),
    Term("email", "cbc:ElectronicMail"),
)
PARTY: Sequence[Row] = (
    Term("endpoint", "cbc:EndpointID", _SCHEMED),
    Each("ids", "cac:PartyIdentification/cbc:ID", _SCHEMED, _not_sepa),
    Term("trading_name", "cac:PartyName/cbc:Name"),
    One("address", "cac:PostalAddress", terms.Address, ADDRESS),
    Branch("cac:PartyTaxScheme", (Term("vat_id", "cbc:CompanyID"), _SCHEME), text_at("TaxScheme/ID", _VAT)),
    Branch(
        "cac:PartyTaxScheme",
        (Term("tax_id", "cbc:CompanyID"), Fixed("cac:TaxScheme/cbc:ID", "TAX")),
        lambda element: not text_at("TaxScheme/ID", _VAT)(element),
    ),
    Term("name", "cac:PartyLegalEntity/cbc:RegistrationName"),
    Term("legal_id", "cac:PartyLegalEntity/cbc:CompanyID", _SCHEMED),
    Term("legal_form", "cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    One("contact", "cac:Contact", terms.Contact, CONTACT),
)
PAYEE: Sequence[Row] = (
    Term("id", "cac:PartyIdentification/cbc:ID", NOT_SEPA),
    Term("name", "cac:PartyName/cbc:Name"),
    Term("legal_id", "cac:PartyLegalEntity/cbc:CompanyID", _SCHEMED),
)
REPRESENTATIVE: Sequence[Row] = (
    Term("name", "cac:PartyName/cbc:Name"),
    One("address", "cac:PostalAddress", terms.Address, ADDRESS),
    Branch("cac:PartyTaxScheme", (Term("vat_id", "cbc:CompanyID"), _SCHEME), text_at("TaxScheme/ID", _VAT)),
)
DELIVERY: Sequence[Row] = (
    Term("on", "cbc:ActualDeliveryDate", ISO_DAY),
    Term("location", "cac:DeliveryLocation/cbc:ID", _SCHEMED),
    One("address", "cac:DeliveryLocation/cac:Address", terms.Address, ADDRESS),
    Term("name", "cac:DeliveryParty/cac:PartyName/cbc:Name"),
)
CHARGE: Sequence[Row] = (
    Term("adds", "cbc:ChargeIndicator", FLAG),
    Term("reason_code", "cbc:AllowanceChargeReasonCode"),
    Term("reason", "cbc:AllowanceChargeReason"),
    Term("percent", "cbc:MultiplierFactorNumeric", NUMBER),
    Term("amount", "cbc:Amount", AMOUNT),
    Term("against", "cbc:BaseAmount", AMOUNT),
    Branch("cac:TaxCategory", (Term("category", "cbc:ID"), Term("rate", "cbc:Percent", NUMBER), _SCHEME)),
)
SUPPORTING: Sequence[Row] = (
    Term("id", "cbc:ID"),
    Term("description", "cbc:DocumentDescription"),
    Term("content", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject", CONTENT),
    Term("media_type", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject", attribute("mimeCode")),
    Term("filename", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject", attribute("filename")),
    Term("uri", "cac:Attachment/cac:ExternalReference/cbc:URI"),
)
OBJECT = Branch(
    "cac:AdditionalDocumentReference",
    (Term("object_id", "cbc:ID", _SCHEMED), Fixed("cbc:DocumentTypeCode", "130")),
    text_at("DocumentTypeCode", _OBJECT),
)
PRICE: Sequence[Row] = (
    Term("net", "cbc:PriceAmount", AMOUNT),
    Term("per", "cbc:BaseQuantity", QUANTITY),
    Branch(
        "cac:AllowanceCharge",
        (
            Fixed("cbc:ChargeIndicator", "false"),
            Term("discount", "cbc:Amount", AMOUNT),
            Term("gross", "cbc:BaseAmount", AMOUNT),
        ),
    ),
)
ITEM: Sequence[Row] = (
    Term("description", "cbc:Description"),
    Term("name", "cbc:Name"),
    Term("buyer_id", "cac:BuyersItemIdentification/cbc:ID"),
    Term("seller_id", "cac:SellersItemIdentification/cbc:ID"),
    Term("standard_id", "cac:StandardItemIdentification/cbc:ID", _SCHEMED),
    Term("origin", "cac:OriginCountry/cbc:IdentificationCode"),
    Each("classes", "cac:CommodityClassification/cbc:ItemClassificationCode", CLASS, bool),
    Branch("cac:ClassifiedTaxCategory", (Term("category", "cbc:ID"), Term("rate", "cbc:Percent", NUMBER), _SCHEME)),
    Many(
        "attributes",
        "cac:AdditionalItemProperty",
        terms.Attribute,
        (Term("name", "cbc:Name"), Term("value", "cbc:Value")),
    ),
)
TOTALS: Sequence[Row] = (
    Term("lines", "cbc:LineExtensionAmount", AMOUNT),
    Term("net", "cbc:TaxExclusiveAmount", AMOUNT),
    Term("gross", "cbc:TaxInclusiveAmount", AMOUNT),
    Term("allowances", "cbc:AllowanceTotalAmount", AMOUNT),
    Term("charges", "cbc:ChargeTotalAmount", AMOUNT),
    Term("prepaid", "cbc:PrepaidAmount", AMOUNT),
    Term("rounding", "cbc:PayableRoundingAmount", AMOUNT),
    Term("payable", "cbc:PayableAmount", AMOUNT),
)


def _line(quantity: str) -> Sequence[Row]:
    return (
        Term("id", "cbc:ID"),
        Term("note", "cbc:Note"),
        Term("quantity", quantity, QUANTITY),
        Term("net", "cbc:LineExtensionAmount", AMOUNT),
        Term("accounting_reference", "cbc:AccountingCost"),
        One("period", "cac:InvoicePeriod", terms.Period, PERIOD),
        Term("order_line", "cac:OrderLineReference/cbc:LineID"),
        Branch(
            "cac:DocumentReference",
            (Term("object_id", "cbc:ID", _SCHEMED), Fixed("cbc:DocumentTypeCode", "130")),
            text_at("DocumentTypeCode", _OBJECT),
        ),
        Many("charges", "cac:AllowanceCharge", terms.Charge, CHARGE),
        One("item", "cac:Item", terms.Item, ITEM),
        One("price", "cac:Price", terms.Price, PRICE),
    )


def _head(*middle: Row) -> Sequence[Row]:
    """What both documents begin with; only the days and the type stand differently."""
    return (
        Term("customization", "cbc:CustomizationID"),
        Term("process", "cbc:ProfileID"),
        Term("number", "cbc:ID"),
        Term("issued_on", "cbc:IssueDate", ISO_DAY),
        *middle,
        Term("currency", "cbc:DocumentCurrencyCode"),
        Term("tax_currency", "cbc:TaxCurrencyCode"),
        Term("accounting_reference", "cbc:AccountingCost"),
        Term("buyer_reference", "cbc:BuyerReference"),
        One("period", "cac:InvoicePeriod", terms.Period, PERIOD, _with_days),
        Term("tax_point_code", "cac:InvoicePeriod/cbc:DescriptionCode"),
        Within("references", terms.References, (Order(),)),
        Many(
            "preceding",
            "cac:BillingReference/cac:InvoiceDocumentReference",
            terms.Preceding,
            (Term("number", "cbc:ID"), Term("issued_on", "cbc:IssueDate", ISO_DAY)),
            apart=True,
        ),
        Within(
            "references",
            terms.References,
            (
                Term("despatch_advice", "cac:DespatchDocumentReference/cbc:ID"),
                Term("receiving_advice", "cac:ReceiptDocumentReference/cbc:ID"),
            ),
        ),
    )


def _supporting(others: frozenset[str]) -> Row:
    return Many(
        "supporting",
        "cac:AdditionalDocumentReference",
        terms.Supporting,
        SUPPORTING,
        lambda element: not text_at("DocumentTypeCode", others)(element),
    )


def _tail(line: str, quantity: str, *, due_with_means: bool) -> Sequence[Row]:
    return (
        One("seller", "cac:AccountingSupplierParty/cac:Party", terms.Party, PARTY),
        One("buyer", "cac:AccountingCustomerParty/cac:Party", terms.Party, PARTY),
        One("payee", "cac:PayeeParty", terms.Payee, PAYEE),
        Creditor(),
        One("representative", "cac:TaxRepresentativeParty", terms.Representative, REPRESENTATIVE),
        One("delivery", "cac:Delivery", terms.Delivery, DELIVERY),
        Payments(due_with_means),
        Term("terms", "cac:PaymentTerms/cbc:Note", TERMS),
        Many("charges", "cac:AllowanceCharge", terms.Charge, CHARGE),
        TaxTotals(),
        One("totals", "cac:LegalMonetaryTotal", terms.Totals, TOTALS),
        Many("lines", line, terms.Line, _line(quantity)),
    )


_TENDER = Term("tender", "cac:OriginatorDocumentReference/cbc:ID")
_CONTRACT = Term("contract", "cac:ContractDocumentReference/cbc:ID")

INVOICE: Sequence[Row] = (
    *_head(
        Term("due_on", "cbc:DueDate", ISO_DAY),
        Term("type_code", "cbc:InvoiceTypeCode"),
        Each("notes", "cbc:Note", NOTE, bool),
        Term("tax_point_on", "cbc:TaxPointDate", ISO_DAY),
    ),
    Within("references", terms.References, (_TENDER, _CONTRACT, OBJECT)),
    _supporting(_OBJECT),
    Within("references", terms.References, (Term("project", "cac:ProjectReference/cbc:ID"),)),
    *_tail("cac:InvoiceLine", "cbc:InvoicedQuantity", due_with_means=False),
)
CREDIT_NOTE: Sequence[Row] = (
    *_head(
        Term("tax_point_on", "cbc:TaxPointDate", ISO_DAY),
        Term("type_code", "cbc:CreditNoteTypeCode"),
        Each("notes", "cbc:Note", NOTE, bool),
    ),
    Within(
        "references",
        terms.References,
        (
            _CONTRACT,
            OBJECT,
            Branch(
                "cac:AdditionalDocumentReference",
                (Term("project", "cbc:ID"), Fixed("cbc:DocumentTypeCode", "50")),
                text_at("DocumentTypeCode", _PROJECT),
            ),
        ),
    ),
    _supporting(_OBJECT | _PROJECT),
    Within("references", terms.References, (_TENDER,)),
    *_tail("cac:CreditNoteLine", "cbc:CreditedQuantity", due_with_means=True),
)
