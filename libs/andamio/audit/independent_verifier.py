"""Checks an export of the audit log with nothing but Python's standard library: for auditors, and as the tests' oracle.

python independent_verifier.py EXPORT.ndjson [CHECKPOINTS]   (signatures of checkpoints are not checked: no Ed25519 here)
"""

import hashlib
import json
import sys
from pathlib import Path


class Wrong(Exception):
    """What is wrong with the export."""


def demand(holds: bool, otherwise: str) -> None:
    if not holds:  # not an assert: `python -O` would leave it out
        raise Wrong(otherwise)


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 6962, 2.1.1, read backwards: the last step of the path joins the two halves of the whole tree."""
    if size == 1:
        demand(not path, "the proof is too long")
        return leaf
    demand(bool(path), "the proof is too short")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return node(root(leaf, index, half, path[:-1]), path[-1])
    return node(path[-1], root(leaf, index - half, size - half, path[:-1]))


def check(export: list[str], checkpoints: list[str] | None = None) -> tuple[int, int]:
    """How many records are proven, and how many come after the checkpoint; raises `Wrong`."""
    head, *records = map(json.loads, export)
    checkpoint, proven, before = head["checkpoint"], 0, (0, "")
    if checkpoints is not None:
        demand(checkpoint in map(json.loads, checkpoints), "the export's checkpoint is not in the file of checkpoints")
    demand(head["records"] == len(records), f"{head['records']} records were exported, {len(records)} are here")
    for line in records:
        record, leaf = json.loads(line["document"]), hashlib.sha256(b"\x00" + line["document"].encode()).digest()
        sequence = record["sequence"]
        demand(before[0] < sequence == line["sequence"], f"record {sequence} is out of order")
        if sequence == 1:
            genesis = hashlib.sha256(f"andamio audit log\n{head['log_id']}".encode()).hexdigest()
            demand(record["previous"] == genesis, "record 1 is of another log")
        elif before[0] == sequence - 1:
            demand(record["previous"] == before[1], f"record {sequence} does not follow the one before")
        if line["evidence"] is not None:
            digest = hashlib.sha256(line["evidence"].encode()).hexdigest()
            demand(digest == record["evidence_digest"], f"the evidence of record {sequence} is another")
        demand((line["proof"] is not None) == (sequence <= checkpoint["size"]), f"record {sequence} lacks its proof")
        if line["proof"] is not None:
            path = [bytes.fromhex(step) for step in line["proof"]]
            found = root(leaf, sequence - 1, checkpoint["size"], path).hex()
            demand(found == checkpoint["root"], f"record {sequence} is not in the checkpoint's tree")
            proven += 1
        before = (sequence, leaf.hex())
    return proven, len(records) - proven


if __name__ == "__main__":
    proven, after = check(*[Path(name).read_text(encoding="utf-8").splitlines() for name in sys.argv[1:3]])
    print(f"{proven} records proven, {after} after the checkpoint and so not")
