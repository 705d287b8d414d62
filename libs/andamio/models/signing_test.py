import json
import stat
from pathlib import Path

import pytest

from andamio.models.errors import SigningError
from andamio.models.signing import Signature, load_signer, local_signer, read_keys, signer_of
from andamio.models.trust import trust_of


def test_the_local_key_is_made_once_for_its_owner_alone_and_trusted_here(tmp_path: Path) -> None:
    state = tmp_path / "state"
    first, second = local_signer(state), local_signer(state)

    assert first.public_key == second.public_key
    assert stat.S_IMODE((state / "signing-key.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert trust_of({"ANDAMIO_STATE": str(state)}).signers == {first.public_key: first.identity}
    assert sorted(path.name for path in state.iterdir()) == ["signing-key.pem", "trusted-keys.json"]


def test_a_signature_holds_for_its_purpose_statement_and_name_alone(tmp_path: Path) -> None:
    signature = local_signer(tmp_path, "ada").sign("package", "d1")

    assert signature.holds("package", "d1")
    assert not signature.holds("approval", "d1")
    assert not signature.holds("package", "d2")
    assert not Signature("bob", signature.public_key, signature.signature).holds("package", "d1")
    assert Signature.from_document(signature.to_document()) == signature


@pytest.mark.parametrize(
    "change", [{"signature": "00"}, {"public_key": "AB" * 32}, {"signer": ""}, {"more": "x"}, {"signature": "z" * 128}]
)
def test_a_signature_has_one_spelling(tmp_path: Path, change: dict[str, str]) -> None:
    document = local_signer(tmp_path, "ada").sign("package", "d1").to_document()
    with pytest.raises(ValueError, match="signature|hexadecimal"):
        Signature.from_document({**document, **change})


def test_a_named_key_needs_a_name_and_must_be_its_owners_alone(tmp_path: Path) -> None:
    local_signer(tmp_path, "ada")
    key = tmp_path / "signing-key.pem"

    assert signer_of({"ANDAMIO_SIGNING_KEY": str(key), "ANDAMIO_SIGNER": "ci"}).identity == "ci"
    with pytest.raises(SigningError, match="without ANDAMIO_SIGNER"):
        signer_of({"ANDAMIO_SIGNING_KEY": str(key)})
    key.chmod(0o640)
    with pytest.raises(SigningError, match="can be read by others .*chmod 600"):
        load_signer(key, "ci")


def test_mistakes_around_keys_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="cannot be read"):
        load_signer(tmp_path / "nowhere.pem", "ci")
    other = tmp_path / "other.pem"
    other.write_text("nonsense")
    other.chmod(0o600)
    with pytest.raises(SigningError, match="is not an Ed25519 key; make one with"):
        load_signer(other, "ci")
    with pytest.raises(SigningError, match="set ANDAMIO_STATE to a folder of your own"):
        local_signer(other / "state")


@pytest.mark.parametrize("content", ["", "[]", '{"keys": [{}]}', '{"keys": [{"public_key": "ab", "signer": "ada"}]}'])
def test_a_broken_file_of_trusted_keys_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content)
    with pytest.raises(SigningError, match="break their format"):
        read_keys(file)


def test_named_trusted_keys_replace_the_local_ones(tmp_path: Path) -> None:
    local = local_signer(tmp_path / "state", "ada")
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [{"public_key": "AB" * 32, "signer": "ci"}]}))

    trust = trust_of({"ANDAMIO_STATE": str(tmp_path / "state"), "ANDAMIO_TRUSTED_KEYS": str(file)})

    assert trust.signers == {"ab" * 32: "ci"}
    assert local.public_key not in trust.signers
    with pytest.raises(SigningError, match="must be 0 or 1"):
        trust_of({"ANDAMIO_ALLOW_UNSIGNED": "yes"})
