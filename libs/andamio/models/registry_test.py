"""Against a real MLflow on SQLite."""

from pathlib import Path

import pytest
from mlflow import MlflowClient

from andamio.models.errors import InvalidPackage, RegistryError
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, ModelPackage, write_package
from andamio.models.registry import CHALLENGER, CHAMPION, PREVIOUS, Registry, without_password

MODEL = "reversal_risk"


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    # One database for the module: MLflow takes seconds to create its tables.
    return f"sqlite:///{tmp_path_factory.mktemp('mlflow')}/mlflow.db"


@pytest.fixture
def run_id(uri: str, tmp_path: Path) -> str:
    client = MlflowClient(uri, uri)
    experiment = client.create_experiment(tmp_path.name, artifact_location=(tmp_path / "artifacts").as_uri())
    return str(client.create_run(experiment).info.run_id)


def package(directory: Path, run_id: str, bias: float = 0.0) -> ModelPackage:
    return write_package(
        directory / f"package{bias}",
        onnx_bytes=linear_onnx([1.0], bias),
        manifest=Manifest(MODEL, ("amount",), "s@1", ("amount",), 0.5, run_id, "data", "abc"),
        golden_rows=[GoldenRow((None,), 0.5)],
    )


def test_a_registered_package_comes_back_by_its_alias(uri: str, run_id: str, tmp_path: Path) -> None:
    registry, champion, challenger = Registry(uri), package(tmp_path, run_id), package(tmp_path, run_id, bias=1.0)

    first = registry.register(champion, run_id, CHAMPION)
    second = registry.register(challenger, run_id, CHALLENGER)

    assert second.version == first.version + 1
    assert (first.digest, first.run_id, first.aliases) == (champion.digest, run_id, (CHAMPION,))
    assert registry.package_of(MODEL, CHAMPION).digest == champion.digest
    assert registry.package_of(MODEL, CHALLENGER).digest == challenger.digest


def test_registering_the_same_package_again_moves_the_alias_and_makes_no_version(
    uri: str, run_id: str, tmp_path: Path
) -> None:
    registry, model = Registry(uri), package(tmp_path, run_id, bias=2.0)
    first = registry.register(model, run_id)

    again = registry.register(model, run_id, CHAMPION)

    assert again.version == first.version
    assert registry.version_of(MODEL, CHAMPION) == again


def test_a_new_champion_leaves_the_old_one_as_previous(uri: str, run_id: str, tmp_path: Path) -> None:
    registry = Registry(uri)
    old = registry.register(package(tmp_path, run_id, bias=5.0), run_id, CHAMPION)
    new = registry.register(package(tmp_path, run_id, bias=6.0), run_id, CHAMPION)
    again = registry.point(new, CHAMPION)

    assert registry.version_of(MODEL, PREVIOUS) == registry.version(old.model, old.version)
    assert set(again.aliases) == {CHAMPION}


def test_a_copy_keeps_digest_and_files_and_is_made_once(uri: str, run_id: str, tmp_path: Path) -> None:
    registry, original = Registry(uri), package(tmp_path, run_id, bias=7.0)
    version = registry.register(original, run_id)

    copied = registry.copy(version, f"{MODEL}.staging", {"why": "first"})
    again = registry.copy(version, f"{MODEL}.staging", {"why": "second"})

    assert (copied.model, copied.digest, copied.tags["why"]) == (f"{MODEL}.staging", original.digest, "first")
    assert (again.version, again.tags["why"]) == (copied.version, "second")
    assert registry.package_at(again).digest == original.digest


def test_a_document_about_a_version_is_kept_under_its_digest(uri: str, run_id: str, tmp_path: Path) -> None:
    registry = Registry(uri)
    version = registry.register(package(tmp_path, run_id, bias=8.0), run_id)
    registry.keep(version, "gates", {"a": 1}, "d1")

    assert registry.kept(version, "gates", "d1") == {"a": 1}
    with pytest.raises(RegistryError, match="the gates d2 of reversal_risk.dev cannot be read"):
        registry.kept(version, "gates", "d2")


def test_an_unknown_alias_says_what_to_do(uri: str) -> None:
    with pytest.raises(RegistryError, match="register a package with it first"):
        Registry(uri).version_of(MODEL, "nobody")


def test_an_artifact_changed_behind_the_registry_is_refused(uri: str, run_id: str, tmp_path: Path) -> None:
    registry = Registry(uri)
    registry.register(package(tmp_path, run_id, bias=3.0), run_id, CHAMPION)
    (stored,) = (tmp_path / "artifacts").glob("**/model.onnx")
    stored.write_bytes(b"other")

    with pytest.raises(InvalidPackage, match=r"model.onnx"):
        registry.package_of(MODEL, CHAMPION)


def test_registering_with_an_unknown_run_is_one_sentence(uri: str, run_id: str, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot register"):
        Registry(uri).register(package(tmp_path, run_id, bias=4.0), "0" * 32)


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("postgresql://mlflow:hunter2@db:5432/mlflow", "postgresql://mlflow:***@db:5432/mlflow"),
        ("https://ada:p%40ss@mlflow.example/", "https://ada:***@mlflow.example/"),
        (
            "postgresql://db/mlflow?user=ada&password=hunter2&sslmode=require",
            "postgresql://db/mlflow?user=ada&password=***&sslmode=require",
        ),
        ("mysql://db/mlflow?PASSWD=hunter2", "mysql://db/mlflow?PASSWD=***"),
        ("https://mlflow.example/", "https://mlflow.example/"),
        ("sqlite:///work/mlflow.db", "sqlite:///work/mlflow.db"),
    ],
)
def test_messages_show_a_tracking_uri_without_its_password(uri: str, shown: str) -> None:
    assert without_password(uri) == shown
