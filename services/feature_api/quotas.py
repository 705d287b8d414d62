"""How much a tenant may ask of one process: entities a second (a token bucket) and requests at a time.

A request is let in while its tenants' buckets are not in debt, and then takes what it needs, into debt if it must: so one
request may be larger than the burst, and the rate still holds over time. Memory is bounded: a bucket that is full again
is as good as a new one, and is dropped.

    {"default": {"entities_per_s": 5000, "burst": 10000, "concurrent": 32}, "tenants": {"online-retail": {…}}}
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError, UserError

_TENANTS_REMEMBERED = 10_000
_BUSY_RETRY_S = 1  # of too many requests at a time nobody knows when one ends


@dataclass(frozen=True, slots=True)
class Quota:
    """What one tenant may ask for."""

    entities_per_s: float = math.inf
    burst: float = math.inf
    """Entities at once after a pause."""
    concurrent: float = math.inf
    """Requests at a time."""


class OverQuota(AndamioError):
    """A tenant asks for more than its share."""

    def __init__(self, tenant: str, what: str, retry_after_s: int) -> None:
        super().__init__(f"tenant '{tenant}' is over its quota of {what}; try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


@dataclass(slots=True)
class _Account:
    left: float
    at_s: float
    running: int = 0


class Quotas:
    """The accounts of all tenants. For one thread: the event loop's."""

    def __init__(
        self, default: Quota, by_tenant: Mapping[str, Quota], clock_s: Callable[[], float], share: float = 1.0
    ) -> None:
        """`share` of every quota is this process's, when several share the work."""
        self._default, self._by_tenant, self._clock_s, self._share = default, by_tenant, clock_s, share
        self._accounts: dict[str, _Account] = {}

    def enter(self, wanted: Mapping[str, int]) -> None:
        """Let in a request for so many entities of each tenant, or raise `OverQuota` and charge nobody."""
        now = self._clock_s()
        accounts = [(self._account(tenant, now), tenant, count) for tenant, count in wanted.items()]
        for account, tenant, _ in accounts:
            quota = self._quota(tenant)
            if account.running >= max(quota.concurrent * self._share, 1):
                raise OverQuota(tenant, f"{quota.concurrent:g} requests at a time", _BUSY_RETRY_S)
            if account.left <= 0:
                wait_s = max(math.ceil((1 - account.left) / (quota.entities_per_s * self._share)), 1)
                raise OverQuota(tenant, f"{quota.entities_per_s:g} entities a second", wait_s)
        for account, _, count in accounts:
            account.left -= count
            account.running += 1

    def leave(self, tenants: Iterable[str]) -> None:
        """A request that was let in has ended."""
        for tenant in tenants:
            self._accounts[tenant].running -= 1

    def _quota(self, tenant: str) -> Quota:
        return self._by_tenant.get(tenant, self._default)

    def _account(self, tenant: str, now: float) -> _Account:
        quota = self._quota(tenant)
        account = self._accounts.get(tenant)
        if account is None:
            if len(self._accounts) >= _TENANTS_REMEMBERED:
                self._forget_idle(now)
            account = self._accounts[tenant] = _Account(quota.burst * self._share, now)
        self._refill(account, quota, now)
        return account

    def _refill(self, account: _Account, quota: Quota, now: float) -> None:
        if now > account.at_s:
            grown = account.left + (now - account.at_s) * quota.entities_per_s * self._share
            account.left = min(grown, quota.burst * self._share)
            account.at_s = now

    def _forget_idle(self, now: float) -> None:
        for tenant, account in list(self._accounts.items()):
            quota = self._quota(tenant)
            self._refill(account, quota, now)
            if account.running == 0 and account.left >= quota.burst * self._share:
                del self._accounts[tenant]


def read_quotas(path: Path) -> tuple[Quota, dict[str, Quota]]:
    """The default and the tenants' quotas of a file. Raises `UserError` that names what is wrong with it."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the quota file {path} cannot be read ({error.strerror}); check --quotas") from None
    except ValueError as error:
        raise UserError(f"the quota file {path} is not JSON ({error}); correct it") from None
    if not isinstance(document, dict) or not document.keys() <= {"default", "tenants"}:
        raise UserError(f"the quota file {path} has fields beside 'default' and 'tenants'; remove them")
    tenants = document.get("tenants", {})
    if not isinstance(tenants, dict):
        raise UserError(f"'tenants' in the quota file {path} is not an object; write quotas by tenant")
    default = _quota(document.get("default", {}), "default", path)
    return default, {tenant: _quota(entry, f"tenants.{tenant}", path) for tenant, entry in tenants.items()}


def _quota(entry: Any, where: str, path: Path) -> Quota:
    allowed = ("entities_per_s", "burst", "concurrent")
    right = isinstance(entry, dict) and all(
        field in allowed and type(value) in (int, float) and value > 0 for field, value in entry.items()
    )
    if not right:
        raise UserError(f"'{where}' in the quota file {path} is not a quota; give positive {', '.join(allowed)}")
    if "entities_per_s" in entry:
        entry = {"burst": entry["entities_per_s"]} | entry
    return Quota(**entry)
