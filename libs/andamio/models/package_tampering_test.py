"""Whatever is done to a signed package's files, it no longer loads."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.models.canonical_json import canonical_json
from andamio.models.errors import InvalidPackage, SigningError
from andamio.models.linear_model import linear_onnx
from andamio.models.package import PURPOSE, GoldenRow, Manifest, load_package, read_package, write_package
from andamio.models.signing import Signer, local_signer
from andamio.models.trust import Trust

FILES = ("model.onnx", "golden.json", "manifest.json", "signature.json")
MANIFEST = Manifest("m", ("amount", "f"), "s@1", ("amount",), 0.5, "run", "data", "abc")


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return local_signer(tmp_path_factory.mktemp("state"), "ada")


@pytest.fixture(scope="module")
def trust(signer: Signer) -> Trust:
    return Trust({signer.public_key: signer.identity})


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Path:
    return write(tmp_path_factory.mktemp("packages") / "package", signer)


def write(directory: Path, signer: Signer) -> Path:
    rows = [GoldenRow((2.0, None), 0.5)]
    graph = linear_onnx([0.0, 0.0], 0.0)
    return write_package(directory, onnx_bytes=graph, manifest=MANIFEST, golden_rows=rows, signer=signer).path


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "package"))


def copies(original: Path) -> Iterator[Path]:
    """Each example of a property has its own copy; a fixture would be one for all."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(original, Path(folder) / "package"))


def refused(path: Path, trust: Trust) -> bool:
    try:
        load_package(path, trust)
    except (InvalidPackage, SigningError):
        return True
    return False


def test_the_package_as_written_loads(original: Path, trust: Trust) -> None:
    signature = load_package(original, trust).signature
    assert signature is not None
    assert signature.signer == "ada"


@settings(max_examples=300, deadline=None)
@given(file=st.sampled_from(FILES), position=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_any_flipped_byte_is_found(original: Path, trust: Trust, file: str, position: float, flip: int) -> None:
    for path in copies(original):
        content = bytearray((path / file).read_bytes())
        content[int(position * len(content))] ^= flip
        (path / file).write_bytes(content)
        assert refused(path, trust)


@settings(max_examples=60, deadline=None)
@given(file=st.sampled_from(FILES), at=st.floats(0, 1), inserted=st.binary(max_size=4), removed=st.integers(0, 4))
def test_any_bytes_put_in_or_taken_out_are_found(
    original: Path, trust: Trust, file: str, at: float, inserted: bytes, removed: int
) -> None:
    for path in copies(original):
        before = (path / file).read_bytes()
        place = int(at * len(before))
        after = before[:place] + inserted + before[place + removed :]
        (path / file).write_bytes(after)
        assert refused(path, trust) == (after != before)


@settings(max_examples=60, deadline=None)
@given(name=st.text("abcdefgh.onxjs", min_size=1, max_size=12).filter(lambda name: name.strip(".")))
def test_any_added_file_is_found(original: Path, trust: Trust, name: str) -> None:
    for path in copies(original):
        (path / name).write_bytes(b"")
        assert refused(path, trust)


@pytest.mark.parametrize("file", FILES)
def test_a_removed_file_is_found(copy: Path, trust: Trust, file: str) -> None:
    (copy / file).unlink()
    assert refused(copy, trust)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("other", [*FILES, "model2.onnx", "Signature.json"])
def test_a_renamed_file_is_found(copy: Path, trust: Trust, file: str, other: str) -> None:
    (copy / file).rename(copy / other)
    assert refused(copy, trust) == (file != other)


def test_a_link_in_place_of_a_file_and_a_folder_are_found(copy: Path, original: Path, trust: Trust) -> None:
    (copy / "model.onnx").unlink()
    (copy / "model.onnx").symlink_to(original / "model.onnx")
    with pytest.raises(InvalidPackage, match="is not a plain file"):
        load_package(copy, trust)
    (copy / "more").mkdir()
    with pytest.raises(InvalidPackage, match="is no part of a package|is not a plain file"):
        load_package(copy, trust)


def test_a_file_changed_after_loading_is_not_run(copy: Path, trust: Trust) -> None:
    package = load_package(copy, trust)
    (copy / "model.onnx").write_bytes(linear_onnx([1.0, 0.0], 0.0))
    with pytest.raises(InvalidPackage, match="was changed after it was verified"):
        package.model_bytes()


def test_a_signature_of_another_package_does_not_hold(copy: Path, signer: Signer, trust: Trust) -> None:
    other = canonical_json(signer.sign(PURPOSE, "0" * 64).to_document())
    (copy / "signature.json").write_bytes(other)
    with pytest.raises(SigningError, match="does not hold: it was changed after ada signed"):
        load_package(copy, trust)
    with pytest.raises(SigningError, match="does not hold"):
        load_package(copy, Trust(allow_unsigned=True))


def test_a_stranger_is_refused_with_the_file_of_trusted_keys_and_taken_in_development(original: Path) -> None:
    with pytest.raises(SigningError, match=r"signed by ada with key \w{12}, and by keys.json that key is not trusted"):
        load_package(original, Trust(source="keys.json"))
    assert "allowed by ANDAMIO_ALLOW_UNSIGNED" in read_package(original).require_trusted(Trust(allow_unsigned=True))


def test_a_trusted_key_may_not_sign_under_another_name(tmp_path: Path, trust: Trust, signer: Signer) -> None:
    with pytest.raises(SigningError, match="that key is ada's"):
        load_package(write(tmp_path / "package", Signer("eve", signer._key)), trust)


def test_an_unsigned_package_is_refused_and_taken_in_development(copy: Path, trust: Trust) -> None:
    (copy / "signature.json").unlink()
    with pytest.raises(SigningError, match="is not signed; sign it, or set ANDAMIO_ALLOW_UNSIGNED=1"):
        load_package(copy, trust)
    assert load_package(copy, Trust(allow_unsigned=True)).signature is None
