"""`andamio releases list|show|diff|verify|create|promote`: what is served, and how."""

import argparse
import json
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.models.document_differences import differences
from andamio.models.package import read_package
from andamio.models.promotion import ENVIRONMENTS, AuditTrail, gate_evidence, require_reason
from andamio.models.references import add_registry_option, find_package, open_registry
from andamio.models.signing import signer_of
from andamio.models.trust import trust_of
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.release import load_release, write_release
from andamio.rollout.releases.release_gates import check_release

_EXAMPLES = """examples:
  andamio releases list --releases work/releases
  andamio releases create r2 --releases work/releases --package reversal_risk.dev@challenger \\
      --registry sqlite:///work/mlflow.db --set deadline_ms=400 --set 'batch={"max_size": 8, "max_wait_ms": 2}'
  andamio releases show r2 --releases work/releases --json
  andamio releases diff r1 r2 --releases work/releases
  andamio releases verify r2 --releases work/releases --out gates.json      # the evidence that a promotion needs
  andamio releases promote r2 --model reversal_risk --to staging --reason 'better on customers' \\
      --registry sqlite:///work/mlflow.db
exit status: 0 done; 1 the answer is no: releases differ, a gate fails, a promotion is refused, the registry is not
  reached; 2 a mistake of the caller
"""

OpenAudit = Callable[[str], AuditTrail]


def add_commands(groups: Any, open_audit: OpenAudit) -> None:
    """Add the group `releases`; `groups` is what argparse's `add_subparsers` returns."""
    group = groups.add_parser(
        "releases",
        help="packages with serving settings: list, show, diff, verify, create, promote",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, run: Callable[[argparse.Namespace], int], folder: bool = True) -> Any:
        parser = commands.add_parser(
            name, help=text, description=text, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.set_defaults(run=run)
        parser.add_argument("--json", action="store_true", help="print JSON on stdout")
        if folder:
            parser.add_argument(
                "--releases", type=Path, required=name != "list", metavar="FOLDER", help="folder of release documents"
            )
        return parser

    listed = command("list", "the releases of a folder, or of a registry; status 1 if a document is broken", _list)
    add_registry_option(listed)
    command("show", "a release's document, defaults filled in", _show).add_argument("release")
    diff = command("diff", "what differs between two releases; status 1 if anything does", _diff)
    diff.add_argument("release")
    diff.add_argument("other")
    verify = command("verify", "run the gates; status 1 if one fails", _verify)
    verify.add_argument("release")
    verify.add_argument("--out", type=Path, metavar="FILE", help="write the signed gate report here")
    create = command("create", "write a release, and register it", lambda options: _create(options, open_audit))
    create.add_argument("release", help="its id: the document's name without .json")
    create.add_argument("--package", required=True, help="folder, or MODEL.ENVIRONMENT@ALIAS in --registry")
    create.add_argument(
        "--set", action="append", default=[], metavar="FIELD=JSON", help="a serving setting, such as deadline_ms=400"
    )
    create.add_argument("--reason", default="created", help="why, for the record")
    promote = command(
        "promote", "copy a registered release to where its package is", lambda o: _promote(o, open_audit), folder=False
    )
    promote.add_argument("release")
    promote.add_argument("--model", required=True)
    promote.add_argument("--to", required=True, choices=ENVIRONMENTS[1:])
    promote.add_argument("--reason", required=True, help="why, for the record")
    for parser in (create, promote):
        add_registry_option(parser)
        parser.add_argument("--alias", default="champion", help="moves to the version there (default: %(default)s)")
        parser.add_argument("--audit", metavar="URL", help="audit log: a path, sqlite:///... or postgresql://...")


def _list(options: argparse.Namespace) -> int:
    if options.releases is None:
        versions = [each for each in open_registry(options).versions() if ".releases." in each.model]
        rows = [
            {
                "release_id": each.tags.get("andamio.release_id", ""),
                "model": each.model,
                "version": each.version,
                "digest": each.tags.get("andamio.package_digest", ""),
                "aliases": list(each.aliases),
            }
            for each in versions
        ]
    else:
        if not options.releases.is_dir():
            raise UserError(f"there is no folder {options.releases}; correct --releases")
        rows = [_row(options.releases, file.stem) for file in sorted(options.releases.glob("[!.]*.json"))]
    broken = any(row.get("problem") for row in rows)
    if options.json:
        print(json.dumps({"releases": rows}))
        return 1 if broken else 0
    if not rows:
        print("there are no releases")
    for row in rows:
        others = ", ".join(
            f"{name} {', '.join(value) if isinstance(value, list) else value}"
            for name, value in row.items()
            if name not in ("release_id", "digest") and value
        )
        print(f"{row['release_id']!s:32} {str(row['digest'] or '-')[:12]:12}  {others}")
    return 1 if broken else 0


def _row(folder: Path, release_id: str) -> dict[str, Any]:
    """What `list` says of a release; of a document that breaks its format, the problem."""
    try:
        release = load_release(folder, release_id)
    except InvalidDocument as error:
        return {"release_id": release_id, "digest": None, "problem": str(error)}
    return {
        "release_id": release.release_id,
        "digest": release.digest,
        "package": str(release.package),
        "device": release.device,
        "fault": None if release.fault is None else release.fault.kind,
    }


def _show(options: argparse.Namespace) -> int:
    document = load_release(options.releases, options.release).to_document()
    if options.json:
        print(json.dumps(document))
        return 0
    for name, value in document.items():
        print(f"{name:16} {json.dumps(value) if isinstance(value, dict | list) else value}")
    return 0


def _diff(options: argparse.Namespace) -> int:
    ours, theirs = (load_release(options.releases, each).to_document() for each in (options.release, options.other))
    found = [each for each in differences(ours, theirs) if each[0] != "release_id"]
    if options.json:
        print(json.dumps({"differences": [{"field": name, "release": a, "other": b} for name, a, b in found]}))
    for name, a, b in () if options.json else found:
        print(f"{name}: {json.dumps(a)} -> {json.dumps(b)}")
    return 1 if found else 0


def _verify(options: argparse.Namespace) -> int:
    release = load_release(options.releases, options.release)
    report = check_release(options.releases, options.release, trust_of(os.environ))
    checks = [(each.name, each.passed, each.detail) for each in report.checks]
    evidence = gate_evidence(
        release.release_id, release.digest, checks, time.time_ns() // 1_000_000, signer_of(os.environ)
    )
    if options.out is not None:
        try:
            options.out.write_text(json.dumps(evidence.to_document(), indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise UserError(f"cannot write {options.out} ({error.strerror}); choose another file with --out") from None
    if options.json:
        print(json.dumps({"passed": report.passed, "evidence": evidence.digest, **evidence.content}))
    else:
        for name, passed, detail in checks:
            print(f"{'passed' if passed else 'FAILED'}  {name:12} {detail}")
    return 0 if report.passed else 1


def _create(options: argparse.Namespace, open_audit: OpenAudit) -> int:
    require_reason(options.reason)
    audit = None if options.audit is None else open_audit(options.audit)
    with ExitStack() as cleanup:
        package, version = find_package(options.package, options, cleanup)
        folder = package.path
        if version is not None:
            registry = open_registry(options)
            # Read in place where the registry's files are on this machine, else brought beside the releases.
            folder = registry.folder_of(version, options.releases / "packages" / package.digest[:12])
            read_package(folder)
        document: dict[str, Any] = {
            "release_id": options.release,
            "package": str(folder.resolve()),
            "digest": package.digest,
            **dict(_setting(text) for text in options.set),
        }
        if version is not None:
            document["registry"] = {"model": version.model, "version": version.version}
        subject, actor = f"releases/{options.release}", signer_of(os.environ).identity
        if audit is not None:
            audit.check(actor, "release.created", subject, options.reason, None, document, None)
        try:
            write_release(options.releases, document)
        except InvalidDocument as error:
            raise UserError(str(error)) from None
        stored = None
        if options.registry is not None:
            from andamio.rollout.releases.release_registry import store_release

            stored = store_release(open_registry(options), package.manifest.model, document, options.alias)
    if audit is not None:
        audit.append(actor, "release.created", subject, options.reason, None, document, None)
    if options.json:
        print(json.dumps(document))
    else:
        where = "" if stored is None else f", {stored.model} version {stored.version}"
        print(f"{options.releases / options.release}.json: package {package.digest[:12]}{where}")
    return 0


def _promote(options: argparse.Namespace, open_audit: OpenAudit) -> int:
    require_reason(options.reason)
    audit = None if options.audit is None else open_audit(options.audit)
    registry = open_registry(options)
    from andamio.rollout.releases.release_registry import promote_release, release_name

    actor = signer_of(os.environ).identity
    if audit is not None:
        audit.check(actor, "model.promoted", release_name(options.model, options.to), options.reason, None, None, None)
    version = promote_release(registry, options.model, options.release, options.to, options.alias)
    if audit is not None:
        audit.append(
            actor,
            "model.promoted",
            f"{version.model}/{version.version}",
            options.reason,
            None,
            {"release_id": options.release, "digest": version.digest},
            None,
        )
    if options.json:
        print(json.dumps({"model": version.model, "version": version.version, "digest": version.digest}))
    else:
        print(f"{version.model} version {version.version} is {options.alias}: release {options.release}")
    return 0


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or name in ("release_id", "package", "digest", "registry"):
        raise UserError(f"--set {text!r} sets nothing; write FIELD=JSON, such as deadline_ms=400")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
