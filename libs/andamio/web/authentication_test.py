"""The token file: who is known by a token, and what is wrong with a file."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from andamio.errors import UserError
from andamio.web.authentication import Principal, TokenFile, Unauthenticated

DIGEST = hashlib.sha256(b"s3cret").hexdigest()


def write(tmp_path: Path, *principals: Any) -> Path:
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps({"principals": list(principals)}))
    return path


def test_a_token_names_its_principal(tmp_path: Path) -> None:
    other = {"name": "b", "token_sha256": hashlib.sha256(b"other").hexdigest(), "tenants": "*"}
    known = TokenFile(write(tmp_path, {"name": "a", "token_sha256": DIGEST, "tenants": ["shop"]}, other))
    assert known([(b"accept", b"x"), (b"authorization", b"Bearer s3cret")]) == Principal("a", frozenset({"shop"}))
    assert known([(b"authorization", b"bearer other")]) == Principal("b", None)


@pytest.mark.parametrize("header", [b"", b"Bearer", b"Bearer ", b"Basic s3cret", b"Bearer s3cre", DIGEST.encode()])
def test_anything_else_is_nobody(tmp_path: Path, header: bytes) -> None:
    known = TokenFile(write(tmp_path, {"name": "a", "token_sha256": DIGEST, "tenants": ["shop"]}))
    for headers in ([(b"authorization", header)], []):
        with pytest.raises(Unauthenticated):
            known(headers)


@pytest.mark.parametrize(
    ("principal", "named"),
    [
        ({}, "no name"),
        ({"name": "a", "token_sha256": "s3cret", "tenants": "*"}, "64 hexadecimal"),
        ({"name": "a", "token_sha256": DIGEST}, "tenants"),
        ({"name": "a", "token_sha256": DIGEST, "tenants": []}, "tenants"),
        ({"name": "a", "token_sha256": DIGEST, "tenants": "shop"}, "tenants"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_sentence(tmp_path: Path, principal: Any, named: str) -> None:
    with pytest.raises(UserError, match=named):
        TokenFile(write(tmp_path, principal))


def test_a_file_that_is_absent_or_empty_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        TokenFile(tmp_path / "absent.json")
    with pytest.raises(UserError, match="principals"):
        TokenFile(write(tmp_path))
