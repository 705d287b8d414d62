"""`andamio models list|show|diff|verify|approve|promote|key`: packages, and their way to production."""

import argparse
import json
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.models.calibration_lines import (
    calibration_differences,
    calibrator_text,
    choice_text,
    metric_text,
    promise_differences,
    reliability_lines,
)
from andamio.models.document_differences import differences
from andamio.models.errors import InvalidPackage, PromotionRefused, SigningError
from andamio.models.package import ModelPackage
from andamio.models.promotion import APPROVED, ENVIRONMENTS, AuditTrail, Statement, source_of
from andamio.models.references import Reference, add_registry_option, find_package, open_registry, parse_reference
from andamio.models.signing import signer_of
from andamio.models.trust import trust_of

_EXAMPLES = """examples:
  andamio models list --registry sqlite:///work/mlflow.db
  andamio models show reversal_risk.dev@challenger --json
  andamio models diff reversal_risk.production reversal_risk.staging
  andamio models verify work/training/packages/champion
  andamio models promote reversal_risk@challenger --to staging --evidence gates.json --reason 'better on customers'
  andamio models approve reversal_risk@champion --to production --reason 'read the evaluation'
  andamio models key                      # this user's public key, for others to trust

PACKAGE is a folder, or MODEL.ENVIRONMENT@ALIAS (or @NUMBER); by default in dev, the champion.
Keys: ANDAMIO_SIGNING_KEY with ANDAMIO_SIGNER, ANDAMIO_TRUSTED_KEYS; by default those of ~/.local/state/andamio.
exit status: 0 done; 1 the answer is no: packages differ, one does not verify, a promotion is refused, the registry is
  not reached; 2 a mistake of the caller
"""

OpenAudit = Callable[[str], AuditTrail]
"""Opens the audit log at a URL."""


def add_commands(groups: Any, open_audit: OpenAudit) -> None:
    """Add the group `models`; `groups` is what argparse's `add_subparsers` returns."""
    group = groups.add_parser(
        "models",
        help="model packages: list, show, diff, verify, approve, promote, key",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> Any:
        parser = commands.add_parser(
            name, help=text, description=text, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.set_defaults(run=run)
        parser.add_argument("--json", action="store_true", help="print JSON on stdout")
        if name != "key":
            add_registry_option(parser)
        return parser

    listed = command("list", "the registered versions", _list)
    listed.add_argument("--model", help="of this model alone")
    command("show", "what a package holds", _show).add_argument("package", metavar="PACKAGE")
    diff = command("diff", "what differs between two packages; status 1 if anything does", _diff)
    diff.add_argument("package", metavar="PACKAGE")
    diff.add_argument("other", metavar="OTHER")
    command("verify", "digests and signature; status 1 if one does not hold", _verify).add_argument(
        "package", metavar="PACKAGE"
    )
    approve = command(
        "approve", "approve a version, as someone other than its author", lambda o: _approve(o, open_audit)
    )
    promote = command("promote", "copy a version to the next environment", lambda o: _promote(o, open_audit))
    for parser, targets in ((approve, APPROVED), (promote, ENVIRONMENTS[1:])):
        parser.add_argument("model", metavar="MODEL", help="MODEL[@ALIAS or @NUMBER], in the environment before --to")
        parser.add_argument("--to", required=True, choices=targets)
        parser.add_argument("--reason", required=True, help="why, for the record")
        parser.add_argument("--audit", metavar="URL", help="audit log: a path, sqlite:///... or postgresql://...")
    promote.add_argument("--evidence", type=Path, help="what andamio releases verify --out wrote")
    promote.add_argument("--alias", default="champion", help="moves to the version there (default: %(default)s)")
    command("key", "this user's public key, made if there is none", _key)


def _list(options: argparse.Namespace) -> int:
    versions: list[dict[str, Any]] = [
        {
            "model": each.model,
            "version": each.version,
            "digest": each.digest,
            "aliases": list(each.aliases),
            "run_id": each.run_id,
            **{name: each.tags.get(f"andamio.{name}", "") for name in ("author", "promoted_by", "promoted_from")},
        }
        for each in open_registry(options).versions()
        if ".releases." not in each.model and (options.model is None or each.model.startswith(f"{options.model}."))
    ]
    if options.json:
        print(json.dumps({"versions": versions}))
        return 0
    if not versions:
        print(f"no version of {options.model} is registered" if options.model else "no version is registered")
    for each in versions:
        aliases = ", ".join(each["aliases"]) or "-"
        by = f"  promoted by {each['promoted_by']}" if each["promoted_by"] else f"  author {each['author'] or '-'}"
        print(f"{each['model']:32} {each['version']:4}  {each['digest'][:12]}  {aliases:24}{by}")
    return 0


def _show(options: argparse.Namespace) -> int:
    with ExitStack() as cleanup:
        package, version = find_package(options.package, options, cleanup)
        document = _document(package)
        if version is not None:
            document["registry"] = {
                "model": version.model,
                "version": version.version,
                "aliases": list(version.aliases),
                "tags": dict(version.tags),
            }
        if options.json:
            print(json.dumps(document))
            return 0
        for name, value in document.items():
            if name in ("schema", "performance", "inputs", "calibrator"):
                continue
            shown = json.dumps(value) if isinstance(value, dict | list) else "nobody" if value is None else value
            print(f"{name:20} {shown}")
        manifest = package.manifest
        print(f"{'calibrator':20} {calibrator_text(manifest.calibrator)}")
        print(f"{'chosen by':20} {choice_text(manifest.calibrator)}")
        if manifest.schema is not None:
            print(f"{'trained on':20} {manifest.schema.rows} rows of {', '.join(sorted(manifest.schema.views))}")
            for each in manifest.schema.inputs:
                seen = "no value" if each.minimum is None else f"{each.minimum:g} to {each.maximum:g}"
                print(f"  {each.name:48} {each.type:8} {seen}, missing {each.missing:.1%}")
        if (performance := manifest.performance) is not None:
            print(f"{'promises':20} on {performance.rows} held-out rows, at {performance.confidence:.0%}")
            for name, metric in performance.metrics.items():
                before = performance.uncalibrated.get(name)
                said = "" if before is None else f", before its calibrator {metric_text(before)}"
                print(f"  {name:24} {metric_text(metric)}{said}")
            if (first := performance.first_rows) is not None:
                print(f"{'watched':20} on the first rows of {first.rows} customers")
                for name, metric in first.metrics.items():
                    print(f"  {name:24} {metric_text(metric)}")
            print(f"{'reliability':20} by mean score, what came with its interval")
            for line in reliability_lines(performance):
                print(f"  {line}")
    return 0


def _diff(options: argparse.Namespace) -> int:
    with ExitStack() as cleanup:
        ours, theirs = (find_package(text, options, cleanup)[0] for text in (options.package, options.other))
    found = differences(_document(ours), _document(theirs))
    if options.json:
        print(json.dumps({"differences": [{"field": name, "package": a, "other": b} for name, a, b in found]}))
        return 1 if found else 0
    for line in (
        *calibration_differences(ours.manifest, theirs.manifest),
        *promise_differences(ours.manifest, theirs.manifest),
    ):
        print(line)
    for name, a, b in found:
        # Told above, or hundreds of numbers; --json has them.
        if name != "performance" and not name.startswith(
            (
                *("calibrator.", "performance.metrics."),
                *("performance.reliability", "performance.uncalibrated", "performance.first_rows"),
            )
        ):
            print(f"{name}: {json.dumps(a)} -> {json.dumps(b)}")
    return 1 if found else 0


def _verify(options: argparse.Namespace) -> int:
    digest: str | None = None
    with ExitStack() as cleanup:
        try:
            package, _ = find_package(options.package, options, cleanup)
            digest = package.digest
            trusted, detail = True, package.require_trusted(trust_of(os.environ))
        except (InvalidPackage, SigningError) as error:
            trusted, detail = False, str(error)
    if options.json:
        print(json.dumps({"digest": digest, "trusted": trusted, "detail": detail}))
    else:
        print(detail if digest is None else f"{digest}: every file has its digest; {detail}")
    return 0 if trusted else 1


def _approve(options: argparse.Namespace, open_audit: OpenAudit) -> int:
    reference = _to_move(options)
    given = _promotions(options, open_audit).approve(
        reference.model, reference.version, options.to, signer_of(os.environ), options.reason
    )
    if options.json:
        print(json.dumps({"approval": given.digest, "approver": given.signature.signer, **given.content}))
    else:
        print(f"{given.signature.signer} approves {reference.model} for {options.to}: approval {given.digest[:12]}")
    return 0


def _promote(options: argparse.Namespace, open_audit: OpenAudit) -> int:
    reference = _to_move(options)
    evidence = None
    if options.evidence is not None:
        try:
            evidence = Statement.from_document(json.loads(options.evidence.read_bytes()), "gates")
        except (OSError, ValueError, PromotionRefused) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise UserError(
                f"--evidence {options.evidence} is no gate report ({why}); name what andamio releases verify --out wrote"
            ) from None
    promoted = _promotions(options, open_audit).promote(
        reference.model,
        reference.version,
        options.to,
        evidence,
        signer_of(os.environ),
        options.reason,
        options.alias,
    )
    if options.json:
        print(json.dumps({"model": promoted.model, "version": promoted.version, "digest": promoted.digest}))
    else:
        print(f"{promoted.model} version {promoted.version} is {options.alias}: {promoted.digest[:12]}")
    return 0


def _to_move(options: argparse.Namespace) -> Reference:
    """The version that MODEL names, in the environment before --to; raises `UserError` where it names another."""
    reference = parse_reference(options.model)
    source = source_of(options.to)
    if options.model.partition("@")[0] != reference.model and reference.environment != source:
        raise UserError(
            f"{options.model} is not in {source}, from where --to {options.to} takes it; "
            f"write {reference.model}.{source}@{reference.version}"
        )
    return reference


def _key(options: argparse.Namespace) -> int:
    signer = signer_of(os.environ)
    print(json.dumps({"public_key": signer.public_key, "signer": signer.identity}))
    return 0


def _promotions(options: argparse.Namespace, open_audit: OpenAudit) -> Any:
    registry = open_registry(options)
    from andamio.models.promotions import Promotions

    audit = None if options.audit is None else open_audit(options.audit)
    return Promotions(registry, trust_of(os.environ), lambda: time.time_ns() // 1_000_000, audit)


def _document(package: ModelPackage) -> dict[str, Any]:
    signature = package.signature
    return {
        "digest": package.digest,
        "signed_by": None if signature is None else signature.signer,
        "public_key": None if signature is None else signature.public_key,
        **package.manifest.to_document(),
        "model_digest": package.model_digest,
        "golden": {"rows": len(package.golden.rows), "tolerance": package.golden.tolerance},
    }
