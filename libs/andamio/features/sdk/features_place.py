"""Where a service or a command reads features, by one option: the feature API's address, or an online store.

    add_options(parser)                                       # --features PLACE, --feature-token REFERENCE
    with features_of(options, services) as features:
        features.read("reversal_risk@1", [{"tenant": "shop", "customer": "c1"}])

The API is the way for services: it asks who reads, and records it. A store is read with whatever credential the process
has, so it is for development and for batch.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from andamio.auth.service import wrong_address
from andamio.auth.service_token import ServiceToken
from andamio.errors import AndamioError, UserError
from andamio.features.online.stores import open_store
from andamio.features.sdk.api_features import ApiFeatures, Token
from andamio.features.sdk.feature_rows import TENANT, Features, Service, key_column
from andamio.features.sdk.local_features import LocalFeatures


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--features` and `--feature-token`."""
    parser.add_argument(
        "--features",
        required=True,
        metavar="PLACE",
        help="feature API (http://host:port), or an online store's path or URL",
    )
    parser.add_argument(
        "--feature-token", metavar="REFERENCE", help="token for the feature API, as in file:/run/secrets/token"
    )


def wrong(options: argparse.Namespace) -> list[str]:
    """What of the place may not be so outside development."""
    if not _is_api(options.features):
        return ["features are read past the feature API; give --features its address"]
    found = wrong_address("--features", options.features)
    if not options.feature_token:
        found.append("the feature API is asked without a token; add --feature-token REFERENCE")
    return found


@contextmanager
def features_of(options: argparse.Namespace, services: Sequence[Service]) -> Iterator[Features]:
    """Features of these services by `add_options`'s options; raises `UserError` where there is no store, or no token."""
    token = None if options.feature_token is None else ServiceToken(options.feature_token).header
    with features_at(options.features, services, token) as features:
        yield features


@contextmanager
def features_at(place: str, services: Sequence[Service], token: Token = None) -> Iterator[Features]:
    """Features of these services. Of an API, names and versions are its own: it may serve another catalog."""
    if _is_api(place):
        with ApiFeatures(place, token) as api:
            yield api
        return
    views = {view.id: view for service in services for view in service.views}
    with closing(open_store(place, list(views.values()))) as store:
        yield LocalFeatures(services, store)


def require_api(url: str) -> None:
    """Raise `UserError` for what is no address of an API."""
    if not _is_api(url):
        raise UserError(f"'{url}' is no address of a feature API; write --url http://host:port")


def _is_api(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def waits_for(features: Features, service: Service) -> str | None:
    """Why features of a service cannot be read now, None if they can: for readiness. Asks for an entity that there is not.

    Of an API it takes a token that reaches all tenants.
    """
    try:
        rows = features.read(service.id, [{TENANT: "-", key_column(service): "-"}])
    except AndamioError as error:
        return str(error)
    return None if rows.complete else f"the store does not answer for {service.id}"
