"""What {{ cookiecutter.service }} asks of the catalog: one feature, and whose data it is made of."""

from andamio.catalog.lineage import Item, pii_of
from andamio.catalog.loading import load_catalog

NAME = "{{ cookiecutter.service }}"
{% if '"' in cookiecutter.description -%}
DESCRIPTION = {{ cookiecutter.description | pprint }}
{% else -%}
DESCRIPTION = "{{ cookiecutter.description | replace('\\', '\\\\') }}"
{% endif -%}
CATALOG = load_catalog()
FEATURES = CATALOG.services["{{ cookiecutter.feature_service }}"]
FEATURE = "{{ cookiecutter.feature }}"
KEY = "{{ cookiecutter.key }}"
(VIEW,) = (view for view in FEATURES.views if FEATURE in view.feature_names())
CONTRACT = CATALOG.contract_of(VIEW)
PII = frozenset(pii_of(CATALOG, Item("service", FEATURES.id)))
"""Classes of the personal data that the features are made of; the policy decides who may read them, and for what."""
