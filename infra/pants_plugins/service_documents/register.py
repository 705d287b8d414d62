"""`./pants lint` fails for a service without objectives, or with one that has no owner or no runbook.

A service is a folder of services/ with a `pex_binary`. Its `slo.yaml` holds OpenSLO documents, each annotated with
`andamio/owner` and `andamio/runbook`, a file of the repository. The rest of a document is checked by
`libs/andamio/telemetry/slo`, when rules are generated from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from pants.backend.python.target_types import PexEntryPointField
from pants.core.goals.lint import LintResult, LintTargetsRequest
from pants.core.util_rules.partitions import PartitionerType
from pants.engine.fs import DigestContents, PathGlobs
from pants.engine.rules import Get, collect_rules, rule
from pants.engine.target import FieldSet
from pants.option.option_types import SkipOption
from pants.option.subsystem import Subsystem

_SERVICE = re.compile(r"services/[^/]+")
_ANNOTATIONS = ("andamio/owner", "andamio/runbook")


class ServiceDocuments(Subsystem):
    options_scope = "service-documents"
    name = "service_documents"
    help = "Every service has objectives (slo.yaml), each with an owner and a runbook."
    skip = SkipOption("lint")


@dataclass(frozen=True)
class ServiceDocumentsFieldSet(FieldSet):
    required_fields = (PexEntryPointField,)
    entry_point: PexEntryPointField


class ServiceDocumentsRequest(LintTargetsRequest):
    field_set_type = ServiceDocumentsFieldSet
    tool_subsystem = ServiceDocuments
    partitioner_type = PartitionerType.DEFAULT_SINGLE_PARTITION


@rule(desc="Check the objectives of services")
async def check_service_documents(
    request: ServiceDocumentsRequest.Batch[ServiceDocumentsFieldSet, Any],
) -> LintResult:
    folders = {each.address.spec_path for each in request.elements}
    services = sorted(folder for folder in folders if _SERVICE.fullmatch(folder))
    documents = await Get(DigestContents, PathGlobs([f"{service}/slo.yaml" for service in services]))
    texts = {file.path: file.content for file in documents}
    found = {service: objectives(texts.get(f"{service}/slo.yaml"), f"{service}/slo.yaml") for service in services}
    runbooks = sorted({runbook for _, named in found.values() for runbook in named.values()})
    there = {file.path for file in await Get(DigestContents, PathGlobs(runbooks))} if runbooks else set()
    wrong = [problem for problems, _ in found.values() for problem in problems]
    for service, (_, named) in found.items():
        for objective, runbook in named.items():
            if runbook not in there:
                wrong.append(f"{service}/slo.yaml, {objective}: there is no runbook {runbook}; write it")
    said = "".join(f"{problem}\n" for problem in wrong) or f"{len(services)} services with objectives\n"
    return LintResult(1 if wrong else 0, said, "", "service_documents")


def objectives(content: bytes | None, path: str) -> tuple[list[str], dict[str, str]]:
    """What is wrong with a service's slo.yaml (None: it is missing), and the runbook of each objective by name."""
    if content is None:
        return [f"{path} is missing; write the service's objectives, each with andamio/owner and andamio/runbook"], {}
    try:
        documents = [each for each in yaml.safe_load_all(content) if each is not None]
    except yaml.YAMLError as error:
        return [f"{path} is not YAML ({' '.join(str(error).split())}); correct it"], {}
    problems, runbooks = [], {}
    if not documents:
        problems.append(f"{path} has no objective; write one")
    for number, document in enumerate(documents, 1):
        metadata = document.get("metadata") if isinstance(document, dict) else None
        metadata = metadata if isinstance(metadata, dict) else {}
        name = str(metadata.get("name") or f"document {number}")
        annotations = metadata.get("annotations")
        annotations = annotations if isinstance(annotations, dict) else {}
        for key in _ANNOTATIONS:
            value = annotations.get(key)
            if not isinstance(value, str) or not value.strip():
                problems.append(f"{path}, {name}: {key} is missing; add it to the annotations")
            elif key == "andamio/runbook":
                runbooks[name] = value
    return problems, runbooks


def rules():
    return [*collect_rules(), *ServiceDocumentsRequest.rules()]
