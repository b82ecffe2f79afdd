"""Addresses of the working screens: customers, papers, payments, allocations and the aging report.

Numbers and references may hold slashes, so they stand before a fixed end or last.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from quittance.web import (
    aging,
    allocate,
    contacts,
    customer,
    customer_edit,
    customers,
    deeds,
    deliveries,
    einvoice,
    interest,
    invoice,
    invoice_new,
    invoices,
    paper,
    payment,
    payment_new,
    payments,
    statement,
    terms,
)

urlpatterns: list[URLPattern] = [
    path("customers/", customers.customers, name="customers"),
    path("choices/customers/", customers.choices, name="customer-choices"),
    path("new/customer/", customer_edit.new, name="customer-new"),
    path("customers/<path:number>/edit/", customer_edit.edit, name="customer-edit"),
    path("customers/<path:number>/statement/", statement.statement, name="customer-statement"),
    path("customers/<path:number>/interest/", interest.customer_interest, name="customer-interest"),
    path("customers/<path:number>/interest/terms/", interest.customer_terms, name="customer-interest-terms"),
    path("customers/<path:number>/terms/", terms.customer_terms, name="customer-agreed"),
    path("customers/<path:number>/contacts/new/", contacts.new, name="contact-new"),
    path("customers/<path:number>/contacts/<int:id>/", contacts.edit, name="contact-edit"),
    path("customers/<path:number>/", customer.customer, name="customer"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("credit-notes/", invoices.credit_notes, name="credit-notes"),
    path("new/invoice/", invoice_new.invoice_new, name="invoice-new"),
    path("new/credit-note/", invoice_new.credit_new, name="credit-new"),
    path("invoices/<path:number>/write-off/", deeds.write_off_document, name="document-write-off"),
    path("invoices/<path:number>/reverse/", deeds.reverse_document, name="document-reverse"),
    path("invoices/<path:number>/send/", deliveries.document_send, name="invoice-send"),
    path("invoices/<path:number>/paper/", paper.document_paper, name="invoice-paper"),
    path("invoices/<path:number>/pdf/", paper.document_pdf, name="invoice-pdf"),
    path("invoices/<path:number>/einvoice/", einvoice.document_einvoice, name="invoice-einvoice"),
    path("invoices/<path:number>/", invoice.invoice, name="invoice"),
    path("payments/", payments.payments, name="payments"),
    path("new/payment/", payment_new.payment_new, name="payment-new"),
    path("payments/<path:reference>/write-off/", deeds.write_off_payment, name="payment-write-off"),
    path("payments/<path:reference>/reverse/", deeds.reverse_payment, name="payment-reverse"),
    path("payments/<path:reference>/refund/", deeds.refund, name="payment-refund"),
    path("payments/<path:reference>/move/", deeds.move, name="payment-move"),
    path("payments/<path:reference>/paper/", paper.payment_paper, name="payment-paper"),
    path("payments/<path:reference>/pdf/", paper.payment_pdf, name="payment-pdf"),
    path("payments/<path:reference>/", payment.payment, name="payment"),
    path("new/allocation/", allocate.allocation_new, name="allocation-new"),
    path("allocations/undo/", deeds.unallocate, name="allocation-undo"),
    path("allocations/again/", deeds.allocate_again, name="allocation-again"),
    path("entries/<int:id>/reverse/", deeds.reverse_entry, name="entry-reverse"),
    path("insights/aging/", aging.aging, name="aging"),
]
