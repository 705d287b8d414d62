"""Every attack on a token is refused for its own reason, and nothing but a valid token names anybody."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from andamio.auth.errors import KeysUnavailable, Unauthenticated
from andamio.auth.jwks import ASYMMETRIC, Freshness, KeySet, parse_key_set
from andamio.auth.principal import Principal
from andamio.auth.verifier import Issuer, Limits, TokenVerifier, bearer

NOW_S = 1_800_000_000.0
OURS = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
THEIRS = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
CURVE = ec.generate_private_key(ec.SECP256R1())


def entry(key: Any, kid: str) -> dict[str, Any]:
    algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


KEYS = json.dumps({"keys": [entry(OURS, "one"), entry(CURVE, "curve")]}).encode()
CLAIMS: dict[str, Any] = {
    "iss": "https://id",
    "aud": "andamio",
    "sub": "svc-inference",
    "tenants": ["acme"],
    "roles": ["inference"],
    "purposes": "fraud_prevention audit",
    "iat": NOW_S - 10,
    "exp": NOW_S + 600,
}


class Clock:
    def __init__(self) -> None:
        self.now = NOW_S

    def __call__(self) -> float:
        return self.now


def verifier(clock: Callable[[], float] | None = None, keys: bytes = KEYS) -> TokenVerifier:
    issuer = Issuer("https://id", "andamio", KeySet(lambda: keys, lambda: 0.0), frozenset({"RS256", "ES256"}))
    return TokenVerifier([issuer], clock or Clock())


def token(key: Any = OURS, algorithm: str = "RS256", header: dict[str, Any] | None = None, **claims: Any) -> bytes:
    body = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not ...}
    headers = {name: value for name, value in {"kid": "one", **(header or {})}.items() if value is not ...}
    return jwt.encode(body, key, algorithm, headers=headers).encode()


def forged(header: dict[str, Any], sign: Callable[[bytes], bytes], **claims: Any) -> bytes:
    def part(document: dict[str, Any]) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=")

    message = part(header) + b"." + part({**CLAIMS, **claims})
    return message + b"." + base64.urlsafe_b64encode(sign(message)).rstrip(b"=")


def public_pem() -> bytes:
    return OURS.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def refused(given: bytes) -> str:
    with pytest.raises(Unauthenticated) as caught:
        verifier()(given)
    text = str(caught.value)
    assert not given or given.decode("latin-1") not in text
    assert "svc-inference" not in text
    return caught.value.reason


def test_a_valid_token_names_its_principal() -> None:
    expected = Principal(
        "svc-inference",
        frozenset({"acme"}),
        frozenset({"inference"}),
        frozenset({"fraud_prevention", "audit"}),
        "https://id",
    )
    assert verifier()(token()) == expected
    assert verifier()(token(CURVE, "ES256", {"kid": "curve"})) == expected


ATTACKS = {
    "none algorithm": (forged({"alg": "none", "typ": "JWT", "kid": "one"}, lambda _: b""), "algorithm"),
    "none in capitals": (forged({"alg": "NONE", "kid": "one"}, lambda _: b""), "algorithm"),
    "public key as a shared secret": (
        forged(
            {"alg": "HS256", "typ": "JWT", "kid": "one"},
            lambda message: hmac.new(public_pem(), message, hashlib.sha256).digest(),
        ),
        "algorithm",
    ),
    "an algorithm that is not pinned": (token(algorithm="RS384"), "algorithm"),
    "key of another type": (token(header={"kid": "curve"}), "key"),
    "unknown key": (token(header={"kid": "two"}), "key"),
    "no key named": (token(header={"kid": ...}), "key"),
    "somebody else's key under our id": (token(THEIRS), "signature"),
    "key brought along": (token(THEIRS, header={"jwk": entry(THEIRS, "one")}), "signature"),
    "key's address brought along": (token(THEIRS, header={"jku": "https://evil/keys"}), "signature"),
    "wrong issuer": (token(iss="https://evil"), "issuer"),
    "issuer that is no text": (
        forged({"alg": "RS256", "kid": "one"}, lambda _: b"?", iss=["https://id"]),
        "issuer",
    ),
    "issuer with a slash more": (token(iss="https://id/"), "issuer"),
    "no issuer": (token(iss=...), "issuer"),
    "wrong audience": (token(aud="billing"), "audience"),
    "no audience": (token(aud=...), "audience"),
    "expired": (token(exp=NOW_S - 31, iat=NOW_S - 600), "expired"),
    "never expires": (token(exp=...), "claims"),
    "expiry is text": (token(exp="tomorrow"), "claims"),
    "expiry is true": (token(exp=True), "claims"),
    "lives for years": (token(exp=NOW_S + 10**8), "life"),
    "not yet valid": (token(nbf=NOW_S + 31), "future"),
    "issued in the future": (token(iat=NOW_S + 60, exp=NOW_S + 120), "future"),
    "no time of issue": (token(iat=...), "claims"),
    "oversized": (token(roles=["x" * 200] * 50), "oversized"),
    "no subject": (token(sub=...), "claims"),
    "subject with a line break": (token(sub="ada\nadmin"), "claims"),
    "tenants beside all": (token(tenants=["*", "acme"]), "claims"),
    "roles as a mapping": (token(roles={"inference": True}), "claims"),
    "critical extension": (token(header={"crit": ["exp"], "exp": 1}), "malformed"),
    "encryption's type": (token(header={"typ": "JWE"}), "malformed"),
    "two parts": (b".".join(token().split(b".")[:2]), "malformed"),
    "five parts": (token() + b".a.b", "malformed"),
    "empty": (b"", "malformed"),
    "no text": (b"\xff\xfe.\x00.", "malformed"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_for_its_own_reason(name: str) -> None:
    given, reason = ATTACKS[name]
    assert refused(given) == reason


@given(place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_no_byte_of_a_token_can_be_changed(place: int, flip: int) -> None:
    whole = bytearray(token(CURVE, "ES256", {"kid": "curve"}))
    place %= len(whole)
    whole[place] ^= flip
    try:
        assert verifier()(bytes(whole)) == verifier()(token(CURVE, "ES256", {"kid": "curve"}))
        # The last character of a part carries bits that no byte has; nothing else may change unnoticed.
        assert bytes(whole[place + 1 : place + 2]) in (b".", b"")
    except Unauthenticated:
        pass


def test_tenants_are_none_unless_the_token_says_all() -> None:
    assert verifier()(token(tenants=...)).tenants == frozenset()
    assert verifier()(token(tenants=["*"])).tenants is None
    assert not verifier()(token(tenants=...)).may_touch("acme")


def test_a_remembered_token_expires_on_time() -> None:
    clock = Clock()
    verify = verifier(clock)
    given = token(exp=NOW_S + 20)
    assert verify(given).subject == "svc-inference"
    clock.now = NOW_S + 49.9
    assert verify(given).subject == "svc-inference"
    clock.now = NOW_S + 50
    with pytest.raises(Unauthenticated, match="expired"):
        verify(given)


def test_a_withdrawn_key_stops_after_the_memory_of_tokens() -> None:
    clock, documents = Clock(), [KEYS]
    keys = KeySet(lambda: documents[-1], lambda: clock.now, Freshness(fresh_s=5))
    verify = TokenVerifier([Issuer("https://id", "andamio", keys)], clock, Limits(remembered_s=60))
    given = token()
    verify(given)
    documents.append(b'{"keys": []}')
    clock.now += 61
    with pytest.raises(Unauthenticated, match="key"):
        verify(given)


def test_an_issuer_may_not_use_a_shared_secret() -> None:
    with pytest.raises(ValueError, match="HS256"):
        TokenVerifier([Issuer("i", "a", KeySet(lambda: KEYS, lambda: 0.0), frozenset({"HS256"}))], Clock())
    assert not any(name.startswith("HS") for name in ASYMMETRIC)


class Issuing:
    """An issuer's key set that counts its readers and may be out."""

    def __init__(self) -> None:
        self.document, self.reads, self.out = KEYS, 0, False

    def __call__(self) -> bytes:
        self.reads += 1
        if self.out:
            raise OSError("no route")
        return self.document


def test_made_up_key_ids_do_not_make_us_ask_the_issuer_again_and_again() -> None:
    issuing, clock = Issuing(), Clock()
    keys = KeySet(issuing, clock)
    for number in range(1_000):
        assert keys.key(f"made-up-{number}") is None
    assert issuing.reads == 1


def test_a_new_key_is_known_at_its_first_use() -> None:
    issuing, clock = Issuing(), Clock()
    keys = KeySet(issuing, clock)
    assert keys.key("two") is None
    issuing.document = json.dumps({"keys": [entry(THEIRS, "two")]}).encode()
    clock.now += 11
    assert keys.key("two") is not None
    assert keys.key("one") is None


def test_kept_keys_serve_through_an_outage_and_not_for_ever() -> None:
    issuing, clock = Issuing(), Clock()
    keys = KeySet(issuing, clock)
    keys.key("one")
    issuing.out = True
    clock.now += 3_599
    assert keys.key("one") is not None
    clock.now += 1
    with pytest.raises(KeysUnavailable):
        keys.key("one")


def test_a_key_set_gives_no_key_that_is_weak_private_symmetric_or_for_encryption() -> None:
    weak = rsa.generate_private_key(public_exponent=65_537, key_size=1_024)
    private = {**RSAAlgorithm.to_jwk(OURS, as_dict=True), "kid": "private"}
    document = {
        "keys": [
            entry(weak, "weak"),
            private,
            {"kty": "oct", "k": "c2VjcmV0", "kid": "symmetric"},
            {**entry(OURS, "encryption"), "use": "enc"},
            {**entry(OURS, "nonsense"), "n": "!"},
            {**entry(OURS, "confused"), "alg": "HS256"},
            entry(OURS, "good"),
        ]
    }
    assert set(parse_key_set(json.dumps(document).encode())) == {"good"}


@pytest.mark.parametrize("document", [b"", b"[]", b"{}", b'{"keys": {}}', b"\xff"])
def test_what_is_no_key_set_is_said_to_be_none(document: bytes) -> None:
    with pytest.raises(ValueError, match="not a key set"):
        parse_key_set(document)


def test_exactly_one_bearer_token_is_taken_from_the_headers() -> None:
    assert bearer([(b"authorization", b"Bearer abc")]) == b"abc"
    for headers, reason in (
        ([], "missing"),
        ([(b"authorization", b"Basic abc")], "malformed"),
        ([(b"authorization", b"Bearer ")], "malformed"),
        ([(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")], "malformed"),
    ):
        with pytest.raises(Unauthenticated) as caught:
            bearer(headers)
        assert caught.value.reason == reason
