"""Families of texts, each with templates, names, streets and ways to write addresses of its own.

A family's role says what was done with it: the recognizers' model was trained on the templates of the development
families, with other names. The sealed ones were never trained on, and their mistakes never looked at: e-mails and forms
were written before the recognizers were read, courts and voice notes when the weights were made, by who made them.
"""

from typing import Literal

from tests.bench.pii_corpus.families import (
    chat,
    courts,
    deliveries,
    disputes,
    emails,
    forms,
    statements,
    tickets,
    voicenotes,
)
from tests.bench.pii_corpus.families.family import Family

Role = Literal["development", "sealed"]
SEALED: Role = "sealed"
FAMILIES: dict[str, tuple[Family, Role]] = {
    "chat": (chat.FAMILY, "development"),
    "disputes": (disputes.FAMILY, "development"),
    "statements": (statements.FAMILY, "development"),
    "tickets": (tickets.FAMILY, "development"),
    "deliveries": (deliveries.FAMILY, "development"),
    "emails": (emails.FAMILY, SEALED),
    "forms": (forms.FAMILY, SEALED),
    "courts": (courts.FAMILY, SEALED),
    "voice notes": (voicenotes.FAMILY, SEALED),
}
