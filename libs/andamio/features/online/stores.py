"""Opens the online store that a URL names: a plain path or sqlite:///path for SQLite, redis://host:port/db for Redis.

A URL holds no secret, so it may stand in arguments and logs. User and password of a Redis store come from the
environment: ANDAMIO_STORE_USER and ANDAMIO_STORE_PASSWORD.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.redis_store import RedisStore
from andamio.features.online.redis_wire import Address
from andamio.features.online.sqlite_store import SqliteStore

USER_VARIABLE = "ANDAMIO_STORE_USER"
PASSWORD_VARIABLE = "ANDAMIO_STORE_PASSWORD"


class StoreUrlError(UserError):
    """The URL names no kind of online store that there is."""


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite store; None for a store that is not one."""
    if "://" not in url:
        return Path(url)
    if not url.startswith("sqlite://"):
        return None
    if not url.startswith("sqlite:///") or url == "sqlite:///":
        raise StoreUrlError(f"'{url}' names no file; write sqlite:///relative/path or sqlite:////absolute/path")
    return Path(unquote(url.removeprefix("sqlite:///")))


def open_store(
    url: str,
    views: Iterable[FeatureView],
    create: bool = False,
    timeout_s: float | None = None,
    environment: Mapping[str, str] = os.environ,
) -> OnlineStore:
    """Open the store for these views; `create` makes it, or a view in it, where it is not there.

    `timeout_s` is how long a server may take to answer before `StoreUnavailable`; SQLite knows none. Raises
    `StoreUrlError`, `StoreMissing`, `StoreMismatch`, `StoreUnavailable`.
    """
    path = sqlite_path(url)
    if path is not None:
        return SqliteStore(path, views, create)
    user, password = environment.get(USER_VARIABLE), environment.get(PASSWORD_VARIABLE)
    return RedisStore(redis_address(url, user, password), views, create, timeout_s)


def redis_address(url: str, user: str | None = None, password: str | None = None) -> Address:
    """Where redis://host:port/db is, or rediss:// with TLS. Raises `StoreUrlError`."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise StoreUrlError(
            f"the store's URL holds a user or a password; put them into {USER_VARIABLE} and {PASSWORD_VARIABLE}"
        )
    if parts.scheme not in ("redis", "rediss"):
        raise StoreUrlError(
            f"'{parts.scheme}' is not a kind of store; write a path, sqlite:///path or redis://host:port/db"
        )
    db = parts.path.strip("/") or "0"
    try:
        port = parts.port or 6379
    except ValueError:
        port = 0
    if not parts.hostname or not port or not db.isdecimal():
        raise StoreUrlError(f"'{url}' names no database of a Redis server; write redis://host:port/db")
    return Address(parts.hostname, port, int(db), parts.scheme == "rediss", user, password)
