"""Tokens come back with their key and context, and with nothing else."""

import base64
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.auth.secret import Secret
from andamio.errors import UserError
from andamio.pii.tokens import KeyRing, TokenError, is_token, key_ring

_K1, _K2 = Secret("11" * 64), Secret("22" * 64)
_OLD, _BOTH, _NEW = KeyRing({"k1": _K1}, "k1"), KeyRing({"k1": _K1, "k2": _K2}, "k2"), KeyRing({"k2": _K2}, "k2")


@given(st.text(), st.text(max_size=20))
def test_a_token_is_the_same_each_time_and_comes_back(value: str, context: str) -> None:
    token = _OLD.tokenize(value, context)
    assert token == _OLD.tokenize(value, context)
    assert _OLD.reveal(token, context) == value
    assert is_token(token)


@given(st.text(min_size=3), st.text(max_size=10), st.text(max_size=10))
def test_a_token_of_one_context_is_refused_in_another(value: str, one: str, other: str) -> None:
    token = _OLD.tokenize(value, one)
    if one != other:
        assert token != _OLD.tokenize(value, other)
        with pytest.raises(TokenError):
            _OLD.reveal(token, other)


@given(st.text(max_size=40), st.integers(0, 200))
def test_a_changed_token_is_refused(value: str, place: int) -> None:
    token = _OLD.tokenize(value, "c")
    position = len("tok_k1_") + place % (len(token) - len("tok_k1_") - 1)  # the last letter may hold padding bits alone
    changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]
    with pytest.raises(TokenError):
        _OLD.reveal(changed, "c")


@given(st.text())
def test_a_rotation_keeps_the_value_and_drops_the_old_key(value: str) -> None:
    rotated = _BOTH.rotate(_OLD.tokenize(value, "c"), "c")
    assert rotated == _NEW.tokenize(value, "c") == _BOTH.rotate(rotated, "c")
    assert _NEW.reveal(rotated, "c") == value


def test_without_its_key_a_token_stays_closed_and_the_message_does_not_repeat_it() -> None:
    token = _OLD.tokenize("ana@example.org", "email")
    with pytest.raises(TokenError, match="'k1', which this ring does not hold") as raised:
        _NEW.reveal(token, "email")
    assert token not in str(raised.value)


def test_values_of_up_to_fifteen_bytes_have_tokens_of_one_length() -> None:
    assert len({len(_OLD.tokenize("x" * size, "c")) for size in range(16)}) == 1


def test_a_hash_differs_by_context_and_key_and_has_no_value_in_it() -> None:
    hashes = {_OLD.hash("ana", "a"), _OLD.hash("ana", "b"), _NEW.hash("ana", "a")}
    assert len(hashes) == 3
    assert all("ana" not in each.split("_", 2)[2] for each in hashes)


@pytest.mark.parametrize("text", ["", "tok_k1_", "tok_k1_!!!!", "ana@example.org", "tok_k1_AAAA", "tok_k9_AAAAAAAA"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(TokenError):
        _OLD.reveal(text, "c")


def test_keys_come_by_reference_and_short_or_missing_ones_are_refused() -> None:
    environment = {
        "PII_1": secrets.token_hex(64),
        "PII_2": base64.b64encode(secrets.token_bytes(32)).decode(),
        "SHORT": "aa",
    }
    providers = {"env": environment.__getitem__}
    ring = key_ring({"a": "env:PII_1", "b": "env:PII_2"}, "b", providers)
    assert ring.reveal(ring.tokenize("x", "c"), "c") == "x"
    with pytest.raises(UserError, match="shorter than 32 bytes"):
        key_ring({"a": "env:SHORT"}, "a", providers)
    with pytest.raises(UserError, match="cannot be had"):
        key_ring({"a": "env:NONE"}, "a", providers)
    with pytest.raises(UserError, match="is not in the ring"):
        key_ring({"a": "env:PII_1"}, "z", providers)


def test_a_ring_shows_no_key() -> None:
    assert "11" * 8 not in repr(_OLD)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_pseudonym_is_the_same_for_equal_values_of_a_context_and_key_alone(one: str, other: str) -> None:
    pseudonym = _BOTH.pseudonym(one, "c")
    assert len(pseudonym) == 16
    assert (pseudonym == _BOTH.pseudonym(other, "c")) == (one == other)
    assert pseudonym == _NEW.pseudonym(one, "c")
    assert pseudonym not in (_OLD.pseudonym(one, "c"), _BOTH.pseudonym(one, "d"), _BOTH.hash(one, "c")[8:24])
    assert _BOTH.pseudonym(one, "c", "k1") == _OLD.pseudonym(one, "c")
