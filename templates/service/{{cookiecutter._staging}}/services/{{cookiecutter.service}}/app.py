"""The routes of {{ cookiecutter.service }}. Each says once who may call it; the rest is `andamio.service_run`'s."""

from http import HTTPStatus

from fastapi import FastAPI

from andamio.auth.policy import Action
from andamio.features.sdk.feature_rows import FeatureReadError, FeatureRequestRefused, Features
from andamio.features.sdk.features_place import waits_for
from andamio.pii.sinks import WriteEdge
from andamio.service_run.app import Caller, service_app
from andamio.service_run.run import ServiceRun
from {{ cookiecutter.service }}.limits import Limits
from {{ cookiecutter.service }}.question import CONTRACT, DESCRIPTION, FEATURE, FEATURES, KEY, NAME, PII
from {{ cookiecutter.service }}.wire import Answer, Asked, InForce, Limit, Tenant


def create_app(run: ServiceRun, features: Features, limits: Limits) -> FastAPI:
    """The application. `features` are read by several threads."""
    # That our own token does not reach the features is no fault of the caller's.
    unavailable = dict.fromkeys((FeatureReadError, FeatureRequestRefused), HTTPStatus.SERVICE_UNAVAILABLE)
    app = service_app(run, DESCRIPTION, lambda: waits_for(features, FEATURES), unavailable)
    logged = WriteEdge(CONTRACT, "telemetry")

    @app.post(
        "/v1/tenants/{tenant}/check",
        dependencies=[run.guard.requires(Action.FEATURES_READ, f"feature_service:{FEATURES.id}", "{tenant}", PII)],
    )
    def check(tenant: Tenant, asked: Asked) -> Answer:
        """Whether a {{ cookiecutter.key }} of the tenant is above its limit now."""
        rows = features.read(FEATURES.id, [{"tenant": tenant, KEY: asked.{{ cookiecutter.key }}}])
        if not rows.complete:
            raise FeatureReadError(f"the store does not answer for {FEATURES.id}; try again")
        value, limit = rows.row(0)[FEATURE], limits.of(tenant)
        assert not isinstance(value, str)
        over = value is not None and limit is not None and value > limit
        # A field stands in the log as its class allows: the {{ cookiecutter.key }} is not there to be read.
        whom = logged.row({"tenant": tenant, KEY: asked.{{ cookiecutter.key }}})
        run.logger.info("checked", extra={"fields": {**whom, "over": over}})
        return Answer(value=value, limit=limit, over=over, as_of_ms=rows.as_of_ms)

    @app.get(
        "/v1/tenants/{tenant}/limit",
        dependencies=[run.guard.requires(Action.SERVICE_INSPECT, f"service:{NAME}", "{tenant}")],
    )
    def limit(tenant: Tenant) -> InForce:
        """The tenant's limit."""
        return InForce(limit=limits.of(tenant))

    @app.put(
        "/v1/tenants/{tenant}/limit",
        dependencies=[run.guard.requires(Action.SERVICE_CHANGE, f"service:{NAME}", "{tenant}")],
    )
    def change_limit(tenant: Tenant, wanted: Limit, who: Caller) -> InForce:
        """Change the tenant's limit, once the change is on record."""

        def record(before: float | None) -> None:
            subject = f"limit/{NAME}/{tenant}"
            run.record(who, "settings.changed", subject, wanted.reason, {"limit": before}, {"limit": wanted.limit})

        limits.change(tenant, wanted.limit, record)
        return InForce(limit=wanted.limit)

    return app
