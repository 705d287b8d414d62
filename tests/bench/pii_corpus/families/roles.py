"""Families of texts, each with templates, names, streets and ways to write addresses of its own.

A family's role says what was done with it: the recognizers were made with the development families in sight; of the
gate's only the rates were looked at in between; the sealed ones were written before the recognizers were read, and were
measured once, when everything was done.
"""

from typing import Literal

from tests.bench.pii_corpus.families import chat, deliveries, disputes, emails, forms, statements, tickets
from tests.bench.pii_corpus.families.family import Family

Role = Literal["development", "gate", "sealed"]
SEALED: Role = "sealed"
FAMILIES: dict[str, tuple[Family, Role]] = {
    "chat": (chat.FAMILY, "development"),
    "disputes": (disputes.FAMILY, "development"),
    "statements": (statements.FAMILY, "development"),
    "tickets": (tickets.FAMILY, "gate"),
    "deliveries": (deliveries.FAMILY, "gate"),
    "emails": (emails.FAMILY, SEALED),
    "forms": (forms.FAMILY, SEALED),
}
