"""Nothing is allowed that no grant allows, whole; refusals say the nearest miss."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.auth.errors import Forbidden
from andamio.auth.policy import Access, Action, Grant, Policy, load_policy
from andamio.auth.principal import Principal
from andamio.errors import UserError

INFERENCE = Principal("svc", frozenset({"acme"}), frozenset({"inference"}), frozenset({"fraud_prevention"}))
READ = Access(Action.FEATURES_READ, "feature_service:reversal_risk@1", frozenset({"identifier"}), "acme")
GRANT = Grant(
    "inference reads features",
    frozenset({"inference"}),
    frozenset({Action.FEATURES_READ}),
    ("feature_service:*",),
    frozenset({"identifier", "financial"}),
    frozenset({"fraud_prevention"}),
)


def refusal(principal: Principal, access: Access, *grants: Grant) -> str | None:
    try:
        Policy(grants).require(principal, access)
    except Forbidden as error:
        return error.reason
    return None


def test_a_grant_that_covers_all_of_it_allows() -> None:
    assert refusal(INFERENCE, READ, GRANT) is None


def test_an_empty_policy_allows_nothing() -> None:
    assert refusal(INFERENCE, READ) == "role"


@pytest.mark.parametrize(
    ("principal", "access", "reason"),
    [
        (Principal("svc", None, frozenset({"analyst"})), READ, "role"),
        (INFERENCE, Access(Action.ROLLOUT_CHANGE, "rollout:1"), "action"),
        (INFERENCE, Access(Action.FEATURES_READ, "training_set:all"), "resource"),
        (INFERENCE, Access(Action.FEATURES_READ, READ.resource, frozenset({"health"})), "pii"),
        (Principal("svc", None, INFERENCE.roles, frozenset({"marketing"})), READ, "purpose"),
        (Principal("svc", None, INFERENCE.roles), READ, "purpose"),
        (INFERENCE, Access(Action.FEATURES_READ, READ.resource, tenant="globex"), "tenant"),
        (Principal("svc", roles=INFERENCE.roles, purposes=INFERENCE.purposes), READ, "tenant"),
    ],
)
def test_what_is_missing_is_said(principal: Principal, access: Access, reason: str) -> None:
    policy = Policy((GRANT,))
    for _ in range(2):  # decided, and remembered
        with pytest.raises(Forbidden) as caught:
            policy.require(principal, access)
        assert caught.value.reason == reason


WORDS = st.sampled_from("abc")
SETS = st.frozensets(WORDS, max_size=2)
ACTIONS = st.sampled_from(list(Action)[:3])
GRANTS = st.builds(
    Grant,
    st.just("g"),
    SETS,
    st.frozensets(ACTIONS, max_size=2),
    st.lists(st.sampled_from(["a:*", "a:b", "*", "b:a*b"]), max_size=2).map(tuple),
    SETS,
    SETS,
)


@given(
    st.lists(GRANTS, max_size=3),
    st.builds(Principal, st.just("p"), st.none(), SETS, SETS),
    st.builds(Access, ACTIONS, st.sampled_from(["a:b", "a:c", "b:aab", "b:abc"]), SETS),
)
def test_allowed_is_what_some_grant_covers_by_the_letter(
    grants: list[Grant], principal: Principal, access: Access
) -> None:
    matching = {
        "a:b": {"a:*", "a:b", "*"},
        "a:c": {"a:*", "*"},
        "b:aab": {"*", "b:a*b"},
        "b:abc": {"*"},
    }[access.resource]
    expected = any(
        bool(grant.roles & principal.roles)
        and access.action in grant.actions
        and bool(matching & set(grant.resources))
        and access.pii <= grant.pii
        and (not grant.purposes or bool(grant.purposes & principal.purposes))
        for grant in grants
    )
    assert (refusal(principal, access, *grants) is None) == expected


def test_a_pattern_takes_nothing_but_the_star_for_more_than_itself() -> None:
    grant = Grant("g", INFERENCE.roles, frozenset({Action.FEATURES_READ}), ("a.b[c]?*",))
    assert refusal(INFERENCE, Access(Action.FEATURES_READ, "a.b[c]?d"), grant) is None
    for resource in ("axb[c]?d", "a.bc?d", "a.b[c]dd"):
        assert refusal(INFERENCE, Access(Action.FEATURES_READ, resource), grant) == "resource"


GOOD = """
grants:
  - name: inference reads features
    roles: [inference]
    actions: [features.read]
    resources: ["feature_service:*"]
    pii: [identifier, financial]
    purposes: [fraud_prevention]
"""


def test_a_policy_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(GOOD)
    assert load_policy(path).grants == (GRANT,)


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ("    purposes: [fraud_prevention]\n", "", "for no purpose"),
        ("features.read", "features.steal", "actions that do not exist: features.steal"),
        ("[inference]", "[]", "has no roles"),
        ("[inference]", "inference", "roles must be a list"),
        ("pii:", "personal:", "unknown fields personal"),
        ("name: inference reads features", "name: ''", "has no name"),
        ("grants:", "rules:", "one list, 'grants'"),
        ("grants:", "grants: {", "is not YAML"),
    ],
)
def test_a_policy_with_a_mistake_is_refused_with_its_place(
    tmp_path: Path, wrong: str, right: str, sentence: str
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(GOOD.replace(wrong, right, 1))
    with pytest.raises(UserError, match=sentence):
        load_policy(path)
