"""Contract of redaction: a sensitive name hides its value at any depth, and nothing else changes."""

from hypothesis import given
from hypothesis import strategies as st

from andamio.telemetry.redaction import ALWAYS_REDACTED, REDACTED, redact

_CANARY = "canary-8c1f"


def test_sensitive_fields_are_hidden_at_any_depth() -> None:
    fields = {"customer": _CANARY, "route": "/x", "nested": {"Email": _CANARY, "rows": [{"enduser.token": _CANARY}]}}
    assert redact(fields) == {
        "customer": REDACTED,
        "route": "/x",
        "nested": {"Email": REDACTED, "rows": [{"enduser.token": REDACTED}]},
    }


_harmless = st.text(alphabet="abcxyz", min_size=1).filter(lambda name: name not in ALWAYS_REDACTED)


@given(
    st.recursive(
        st.dictionaries(st.sampled_from(sorted(ALWAYS_REDACTED)), st.just(_CANARY)),
        lambda inner: st.dictionaries(_harmless, st.one_of(inner, st.lists(inner))),
    )
)
def test_no_canary_survives_in_any_shape(fields: dict[str, object]) -> None:
    assert _CANARY not in str(redact(fields))


@given(st.dictionaries(_harmless, st.integers()))
def test_harmless_fields_pass_unchanged(fields: dict[str, int]) -> None:
    assert redact(fields) == fields
