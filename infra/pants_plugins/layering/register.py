"""`./pants lint` fails where an import breaks the layering.

Pants checks visibility rules whenever it computes dependencies, which lint does not do by itself. This linter
asks for the dependencies of every target that has some, so that a forbidden import fails here, by name.
"""

from dataclasses import dataclass

from pants.core.goals.lint import LintResult, LintTargetsRequest
from pants.core.util_rules.partitions import PartitionerType
from pants.engine.addresses import Addresses
from pants.engine.rules import Get, MultiGet, collect_rules, rule
from pants.engine.target import Dependencies, DependenciesRequest, FieldSet
from pants.option.option_types import SkipOption
from pants.option.subsystem import Subsystem


class Layering(Subsystem):
    options_scope = "layering"
    name = "layering"
    help = "Imports go one way: libs import no service or job; services and jobs never import each other."
    skip = SkipOption("lint")


@dataclass(frozen=True)
class LayeringFieldSet(FieldSet):
    required_fields = (Dependencies,)
    dependencies: Dependencies


class LayeringRequest(LintTargetsRequest):
    field_set_type = LayeringFieldSet
    tool_subsystem = Layering
    partitioner_type = PartitionerType.DEFAULT_SINGLE_PARTITION


@rule(desc="Check the layering of imports")
async def check_layering(request: LayeringRequest.Batch[LayeringFieldSet, None]) -> LintResult:
    # A denied dependency raises here, with the rule, the BUILD file that states it, and both ends.
    resolved = await MultiGet(Get(Addresses, DependenciesRequest(each.dependencies)) for each in request.elements)
    count = sum(len(addresses) for addresses in resolved)
    return LintResult(0, f"{len(resolved)} targets, {count} dependencies, none forbidden\n", "", "layering")


def rules():
    return [*collect_rules(), *LayeringRequest.rules()]
