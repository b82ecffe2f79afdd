"""Where the terms of EN 16931 stand in a cross industry invoice, in the order of its schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quittance.formats.binding import Branch, Each, Fixed, Many, One, Row, Syntax, Term, Within, text_at
from quittance.formats.binding_kinds import (
    AMOUNT,
    CLASS,
    COMPACT_DAY,
    CONTENT,
    FLAG,
    NUMBER,
    QUANTITY,
    TERMS,
    attribute,
    identifier,
)
from quittance.formats.cii_odd import BARE, Always, ObjectId, TaxPoint, TaxTotals, registered
from quittance.rules import einvoice as terms

_UNECE = "urn:un:unece:uncefact:data:standard:"
SYNTAX = Syntax(
    {
        "rsm": f"{_UNECE}CrossIndustryInvoice:100",
        "ram": f"{_UNECE}ReusableAggregateBusinessInformationEntity:100",
        "qdt": f"{_UNECE}QualifiedDataType:100",
        "udt": f"{_UNECE}UnqualifiedDataType:100",
    },
    names_currency=False,
)

_CONTEXT = "rsm:ExchangedDocumentContext"
_DOCUMENT = "rsm:ExchangedDocument"
_TRADE = "rsm:SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_DELIVERY = f"{_TRADE}/ram:ApplicableHeaderTradeDelivery"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_DAY = "udt:DateTimeString"
_SCHEMED = identifier("schemeID")
_ISSUER = "ram:IssuerAssignedID"
_TENDER = frozenset({"50"})
_OTHER_DOCUMENTS = frozenset({"50", "130"})
_VAT = Fixed("ram:TypeCode", "VAT")


def _bare(given: Any) -> bool:
    return not given.scheme


def _schemed(given: Any) -> bool:
    return bool(given.scheme)


def _is_iban(account: str) -> bool:
    return len(account) >= 15 and account[:2].isalpha() and account[2:4].isdigit()


def _other_account(account: str) -> bool:
    return not _is_iban(account)


def _identified(field: str) -> Sequence[Row]:
    """An identifier that stands in another element when it has a scheme."""
    return (Term(field, "ram:ID", BARE, _bare), Term(field, "ram:GlobalID", _SCHEMED, _schemed))


ADDRESS: Sequence[Row] = (
    Term("postcode", "ram:PostcodeCode"),
    Term("street", "ram:LineOne"),
    Term("more", "ram:LineTwo"),
    Term("extra", "ram:LineThree"),
    Term("city", "ram:CityName"),
    Term("country", "ram:CountryID"),
    Term("region", "ram:CountrySubDivisionName"),
)
PERIOD: Sequence[Row] = (
    Term("start", f"ram:StartDateTime/{_DAY}", COMPACT_DAY),
    Term("end", f"ram:EndDateTime/{_DAY}", COMPACT_DAY),
)
CONTACT: Sequence[Row] = (
    Term("name", "ram:PersonName"),
    Term("name", "ram:DepartmentName", mine=lambda name: False),
    Term("phone", "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
    Term("email", "ram:EmailURIUniversalCommunication/ram:URIID"),
)
_REGISTRATION = "ram:SpecifiedTaxRegistration"
_POSTAL = One("address", "ram:PostalTradeAddress", terms.Address, ADDRESS)
_VAT_ID = Branch(_REGISTRATION, (Term("vat_id", "ram:ID", registered("VA")),))
PARTY: Sequence[Row] = (
    Each("ids", "ram:ID", BARE, _bare),
    Each("ids", "ram:GlobalID", _SCHEMED, _schemed),
    Term("name", "ram:Name"),
    Term("legal_form", "ram:Description"),
    Term("legal_id", "ram:SpecifiedLegalOrganization/ram:ID", _SCHEMED),
    Term("trading_name", "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
    One("contact", "ram:DefinedTradeContact", terms.Contact, CONTACT),
    _POSTAL,
    Term("endpoint", "ram:URIUniversalCommunication/ram:URIID", _SCHEMED),
    _VAT_ID,
    Branch(_REGISTRATION, (Term("tax_id", "ram:ID", registered("FC")),)),
)
PAYEE: Sequence[Row] = (
    *_identified("id"),
    Term("name", "ram:Name"),
    Term("legal_id", "ram:SpecifiedLegalOrganization/ram:ID", _SCHEMED),
)
REPRESENTATIVE: Sequence[Row] = (Term("name", "ram:Name"), _POSTAL, _VAT_ID)
CHARGE: Sequence[Row] = (
    Term("adds", "ram:ChargeIndicator/udt:Indicator", FLAG),
    Term("percent", "ram:CalculationPercent", NUMBER),
    Term("against", "ram:BasisAmount", AMOUNT),
    Term("amount", "ram:ActualAmount", AMOUNT),
    Term("reason_code", "ram:ReasonCode"),
    Term("reason", "ram:Reason"),
    Branch(
        "ram:CategoryTradeTax",
        (_VAT, Term("category", "ram:CategoryCode"), Term("rate", "ram:RateApplicablePercent", NUMBER)),
    ),
)
SUPPORTING: Sequence[Row] = (
    Term("id", _ISSUER),
    Term("uri", "ram:URIID"),
    Fixed("ram:TypeCode", "916"),
    Term("description", "ram:Name"),
    Term("content", "ram:AttachmentBinaryObject", CONTENT),
    Term("media_type", "ram:AttachmentBinaryObject", attribute("mimeCode")),
    Term("filename", "ram:AttachmentBinaryObject", attribute("filename")),
)
TAX: Sequence[Row] = (
    Term("amount", "ram:CalculatedAmount", AMOUNT),
    _VAT,
    Term("reason", "ram:ExemptionReason"),
    Term("taxable", "ram:BasisAmount", AMOUNT),
    Term("category", "ram:CategoryCode"),
    Term("reason_code", "ram:ExemptionReasonCode"),
    Term("rate", "ram:RateApplicablePercent", NUMBER),
)
MEANS: Sequence[Row] = (
    Term("code", "ram:TypeCode"),
    Term("text", "ram:Information"),
    One(
        "card",
        "ram:ApplicableTradeSettlementFinancialCard",
        terms.Card,
        (Term("number", "ram:ID"), Term("holder", "ram:CardholderName")),
    ),
    Term("debited", "ram:PayerPartyDebtorFinancialAccount/ram:IBANID"),
    Within(
        "account",
        terms.Account,
        (
            Term("id", "ram:PayeePartyCreditorFinancialAccount/ram:IBANID", mine=_is_iban),
            Term("name", "ram:PayeePartyCreditorFinancialAccount/ram:AccountName"),
            Term("id", "ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID", mine=_other_account),
            Term("bank", "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"),
        ),
    ),
)
ITEM: Sequence[Row] = (
    Term("standard_id", "ram:GlobalID", _SCHEMED),
    Term("seller_id", "ram:SellerAssignedID"),
    Term("buyer_id", "ram:BuyerAssignedID"),
    Term("name", "ram:Name"),
    Term("description", "ram:Description"),
    Many(
        "attributes",
        "ram:ApplicableProductCharacteristic",
        terms.Attribute,
        (Term("name", "ram:Description"), Term("value", "ram:Value")),
    ),
    Each("classes", "ram:DesignatedProductClassification/ram:ClassCode", CLASS, bool),
    Term("origin", "ram:OriginTradeCountry/ram:ID"),
)
PRICE: Sequence[Row] = (
    Branch(
        "ram:GrossPriceProductTradePrice",
        (
            Term("gross", "ram:ChargeAmount", AMOUNT),
            Branch(
                "ram:AppliedTradeAllowanceCharge",
                (Fixed("ram:ChargeIndicator/udt:Indicator", "false"), Term("discount", "ram:ActualAmount", AMOUNT)),
            ),
        ),
    ),
    Branch(
        "ram:NetPriceProductTradePrice",
        (Term("net", "ram:ChargeAmount", AMOUNT), Term("per", "ram:BasisQuantity", QUANTITY)),
    ),
)
_LINE_AGREEMENT = "ram:SpecifiedLineTradeAgreement"
_LINE_SETTLEMENT = "ram:SpecifiedLineTradeSettlement"


def _below(path: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows in an element that is made only when one of them has something."""
    return (Branch(path, rows),)


LINE: Sequence[Row] = (
    Term("id", "ram:AssociatedDocumentLineDocument/ram:LineID"),
    Term("note", "ram:AssociatedDocumentLineDocument/ram:IncludedNote/ram:Content"),
    Within("item", terms.Item, _below("ram:SpecifiedTradeProduct", ITEM)),
    Term("order_line", f"{_LINE_AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:LineID"),
    Within(
        "price",
        terms.Price,
        tuple(Branch(f"{_LINE_AGREEMENT}/{row.path}", row.rows) for row in PRICE if isinstance(row, Branch)),
    ),
    Term("quantity", "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", QUANTITY),
    Within(
        "item",
        terms.Item,
        _below(
            f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax",
            (_VAT, Term("category", "ram:CategoryCode"), Term("rate", "ram:RateApplicablePercent", NUMBER)),
        ),
    ),
    One("period", f"{_LINE_SETTLEMENT}/ram:BillingSpecifiedPeriod", terms.Period, PERIOD),
    Many("charges", f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", terms.Charge, CHARGE),
    Term("net", f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount", AMOUNT),
    ObjectId(f"{_LINE_SETTLEMENT}/ram:AdditionalReferencedDocument"),
    Term("accounting_reference", f"{_LINE_SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
)

_ADDITIONAL = f"{_AGREEMENT}/ram:AdditionalReferencedDocument"
_MONEY = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
TOTALS: Sequence[Row] = (
    Term("lines", "ram:LineTotalAmount", AMOUNT),
    Term("charges", "ram:ChargeTotalAmount", AMOUNT),
    Term("allowances", "ram:AllowanceTotalAmount", AMOUNT),
    Term("net", "ram:TaxBasisTotalAmount", AMOUNT),
    Term("rounding", "ram:RoundingAmount", AMOUNT),
    Term("gross", "ram:GrandTotalAmount", AMOUNT),
    Term("prepaid", "ram:TotalPrepaidAmount", AMOUNT),
    Term("payable", "ram:DuePayableAmount", AMOUNT),
)

_HEAD: Sequence[Row] = (
    Term("process", f"{_CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
    Term("customization", f"{_CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
    Term("number", f"{_DOCUMENT}/ram:ID"),
    Term("type_code", f"{_DOCUMENT}/ram:TypeCode"),
    Term("issued_on", f"{_DOCUMENT}/ram:IssueDateTime/{_DAY}", COMPACT_DAY),
    Many(
        "notes",
        f"{_DOCUMENT}/ram:IncludedNote",
        terms.Note,
        (Term("text", "ram:Content"), Term("subject", "ram:SubjectCode")),
    ),
    Many("lines", f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem", terms.Line, LINE),
)
_WHO: Sequence[Row] = (
    Term("buyer_reference", f"{_AGREEMENT}/ram:BuyerReference"),
    One("seller", f"{_AGREEMENT}/ram:SellerTradeParty", terms.Party, PARTY),
    One("buyer", f"{_AGREEMENT}/ram:BuyerTradeParty", terms.Party, PARTY),
    One(
        "representative",
        f"{_AGREEMENT}/ram:SellerTaxRepresentativeTradeParty",
        terms.Representative,
        REPRESENTATIVE,
    ),
    Within(
        "references",
        terms.References,
        (
            Term("sales_order", f"{_AGREEMENT}/ram:SellerOrderReferencedDocument/{_ISSUER}"),
            Term("purchase_order", f"{_AGREEMENT}/ram:BuyerOrderReferencedDocument/{_ISSUER}"),
            Term("contract", f"{_AGREEMENT}/ram:ContractReferencedDocument/{_ISSUER}"),
            Branch(
                _ADDITIONAL,
                (Term("tender", _ISSUER), Fixed("ram:TypeCode", "50")),
                text_at("TypeCode", _TENDER),
            ),
            ObjectId(_ADDITIONAL),
        ),
    ),
    Many(
        "supporting",
        _ADDITIONAL,
        terms.Supporting,
        SUPPORTING,
        lambda element: not text_at("TypeCode", _OTHER_DOCUMENTS)(element),
    ),
    Within(
        "references",
        terms.References,
        (
            Branch(
                f"{_AGREEMENT}/ram:SpecifiedProcuringProject",
                (Term("project", "ram:ID"), Fixed("ram:Name", "Project reference")),
            ),
        ),
    ),
)
_WHERE: Sequence[Row] = (
    Always(_DELIVERY),
    Within(
        "delivery",
        terms.Delivery,
        (
            *(
                Term(row.field, f"{_DELIVERY}/ram:ShipToTradeParty/{row.path}", row.kind, row.mine)
                for row in (*_identified("location"), Term("name", "ram:Name"))
                if isinstance(row, Term)
            ),
            One("address", f"{_DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress", terms.Address, ADDRESS),
            Term("on", f"{_DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/{_DAY}", COMPACT_DAY),
        ),
    ),
    Within(
        "references",
        terms.References,
        (
            Term("despatch_advice", f"{_DELIVERY}/ram:DespatchAdviceReferencedDocument/{_ISSUER}"),
            Term("receiving_advice", f"{_DELIVERY}/ram:ReceivingAdviceReferencedDocument/{_ISSUER}"),
        ),
    ),
)
_HOW_MUCH: Sequence[Row] = (
    Term("creditor_id", f"{_SETTLEMENT}/ram:CreditorReferenceID"),
    Term("remittance", f"{_SETTLEMENT}/ram:PaymentReference"),
    Term("tax_currency", f"{_SETTLEMENT}/ram:TaxCurrencyCode"),
    Term("currency", f"{_SETTLEMENT}/ram:InvoiceCurrencyCode"),
    One("payee", f"{_SETTLEMENT}/ram:PayeeTradeParty", terms.Payee, PAYEE),
    Many("means", f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans", terms.Means, MEANS),
    Many("taxes", f"{_SETTLEMENT}/ram:ApplicableTradeTax", terms.Tax, TAX),
    TaxPoint(f"{_SETTLEMENT}/ram:ApplicableTradeTax"),
    One("period", f"{_SETTLEMENT}/ram:BillingSpecifiedPeriod", terms.Period, PERIOD),
    Many("charges", f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", terms.Charge, CHARGE),
    Branch(
        f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms",
        (
            Term("terms", "ram:Description", TERMS),
            Term("due_on", f"ram:DueDateDateTime/{_DAY}", COMPACT_DAY),
            Term("mandate", "ram:DirectDebitMandateID"),
        ),
    ),
    One("totals", _MONEY, terms.Totals, TOTALS),
    TaxTotals(_MONEY),
    Many(
        "preceding",
        f"{_SETTLEMENT}/ram:InvoiceReferencedDocument",
        terms.Preceding,
        (Term("number", _ISSUER), Term("issued_on", "ram:FormattedIssueDateTime/qdt:DateTimeString", COMPACT_DAY)),
    ),
    Term("accounting_reference", f"{_SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
)

DOCUMENT: Sequence[Row] = (*_HEAD, *_WHO, *_WHERE, *_HOW_MUCH)
