"""`./pants lint` fails where a generated file is not as its generator would write it.

A generator is a `pex_binary` with a tag `generates:GLOB` for the files that it writes. It is run with `--check`, which
writes nothing, from the root of a sandbox that holds its sources, what they depend on, and those files; it exits with 1 and
names each stale file and the command that refreshes it.
"""

import os
from dataclasses import dataclass
from typing import Any

from pants.backend.python.target_types import (
    PexEntryPointField,
    ResolvedPexEntryPoint,
    ResolvePexEntryPointRequest,
)
from pants.backend.python.util_rules.pex import VenvPex, VenvPexProcess
from pants.backend.python.util_rules.pex_from_targets import PexFromTargetsRequest
from pants.backend.python.util_rules.python_sources import PythonSourceFiles, PythonSourceFilesRequest
from pants.core.goals.lint import LintResult, LintTargetsRequest
from pants.core.util_rules.partitions import PartitionerType
from pants.engine.fs import Digest, MergeDigests, PathGlobs
from pants.engine.process import FallibleProcessResult
from pants.engine.rules import Get, MultiGet, collect_rules, rule
from pants.engine.target import FieldSet, Tags, Target, TransitiveTargets, TransitiveTargetsRequest
from pants.option.option_types import SkipOption
from pants.option.subsystem import Subsystem

_TAG = "generates:"


class GeneratedFiles(Subsystem):
    options_scope = "generated-files"
    name = "generated_files"
    help = "Generated files are as their generators would write them."
    skip = SkipOption("lint")


@dataclass(frozen=True)
class GeneratedFilesFieldSet(FieldSet):
    required_fields = (PexEntryPointField,)
    entry_point: PexEntryPointField
    tags: Tags

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return not _globs(target[Tags])


class GeneratedFilesRequest(LintTargetsRequest):
    field_set_type = GeneratedFilesFieldSet
    tool_subsystem = GeneratedFiles
    partitioner_type = PartitionerType.DEFAULT_ONE_PARTITION_PER_INPUT


@rule(desc="Check generated files")
async def check_generated_files(
    request: GeneratedFilesRequest.Batch[GeneratedFilesFieldSet, Any],
) -> LintResult:
    (generator,) = request.elements
    entry_point, targets, written = await MultiGet(
        Get(ResolvedPexEntryPoint, ResolvePexEntryPointRequest(generator.entry_point)),
        Get(TransitiveTargets, TransitiveTargetsRequest([generator.address])),
        Get(Digest, PathGlobs(_globs(generator.tags))),
    )
    pex, sources = await MultiGet(
        Get(
            VenvPex,
            PexFromTargetsRequest(
                [generator.address],
                output_filename="generator.pex",
                internal_only=True,
                include_source_files=False,
                main=entry_point.val,
            ),
        ),
        Get(PythonSourceFiles, PythonSourceFilesRequest(targets.closure, include_resources=True)),
    )
    digest = await Get(Digest, MergeDigests([written, sources.source_files.snapshot.digest]))
    result = await Get(
        FallibleProcessResult,
        VenvPexProcess(
            pex,
            argv=["--check"],
            input_digest=digest,
            extra_env={"PEX_EXTRA_SYS_PATH": os.pathsep.join(sources.source_roots)},
            description=f"Check what {generator.address} generates",
        ),
    )
    return LintResult.create(request, result)


def _globs(tags: Tags) -> list[str]:
    return sorted(tag[len(_TAG) :] for tag in tags.value or () if tag.startswith(_TAG))


def rules():
    return [*collect_rules(), *GeneratedFilesRequest.rules()]
