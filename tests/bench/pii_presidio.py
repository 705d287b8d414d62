"""Recognition of personal data against presidio-analyzer's pattern recognizers: throughput, recall and precision.

Both sides read the held-out half of the corpus, in turns, in one run; the times are of processor time on one core. The
peer has pattern recognizers of the same languages and of every entity but names and addresses, which it finds by a
language model alone; so the objective is on the same entities, and ours is timed with names and addresses besides. Its overlapping answers of one entity are merged before they are counted.

    python -m venv PRESIDIO && PRESIDIO/bin/pip install -r tests/bench/pii_presidio_requirements.txt
    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_presidio --presidio PRESIDIO/bin/python
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from andamio.pii.recognition import find, find_numbered
from andamio.pii.scrubbing import scrub
from tests.bench import machine
from tests.bench.pii_corpus.corpus import LabelledSpan, LabelledText, generate, score

TIMES_THROUGHPUT = 20.0
RECALL, PRECISION = 0.97, 0.95
TEXTS, ROUNDS, SEED = 1_500, 5, 7
NOT_PATTERNS = {"person", "address"}
PUBLISHED = {"precision": 0.870, "recall": 0.839, "note": "its best on 1,500 synthetic texts with a language model"}
SHORT_CLEAN = (
    "served 20 features in 3 ms",
    "reading the tile log from the last cursor",
    "connection refused by peer",
    "Release accepted",
)


def main(argv: list[str]) -> int:
    """Run both sides and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presidio", type=Path, required=True, help="interpreter of the environment that has presidio")
    options = parser.parse_args(argv)
    corpus = generate(SEED, TEXTS, "held_out")
    asked = json.dumps([(item.language, item.text) for item in corpus])
    peer_script = Path(__file__).with_name("pii_presidio_side.py")
    ours: list[float] = []
    ours_of_all: list[float] = []
    theirs: list[float] = []
    with subprocess.Popen(
        [str(options.presidio), str(peer_script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None
        answer: dict[str, Any] = {}
        for round_number in range(ROUNDS + 1):
            used = _seconds(find_numbered, corpus)
            of_all = _seconds(find, corpus)
            peer.stdin.write(asked + "\n")
            peer.stdin.flush()
            answer = json.loads(peer.stdout.readline())
            if round_number:  # the first warms both
                ours.append(used)
                ours_of_all.append(of_all)
                theirs.append(answer["seconds"])
        peer.stdin.close()
    found = dict(zip((item.text for item in corpus), map(_merged, answer["spans"]), strict=True))
    our_score = score(corpus, _ours)
    patterns_only = [_without(item) for item in corpus]
    times = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    overall = our_score.overall().rates()
    result = {
        "machine": machine.description(),
        "texts": TEXTS,
        "mean_characters": round(sum(len(item.text) for item in corpus) / TEXTS, 1),
        "us_a_text": {
            "andamio": _us(ours),
            "andamio_with_names_and_addresses": _us(ours_of_all),
            "presidio": _us(theirs),
        },
        "times_throughput": round(times, 1),
        "times_throughput_with_names_and_addresses": round(
            statistics.median(their / our for their, our in zip(theirs, ours_of_all, strict=True)), 1
        ),
        "us_to_scrub_a_short_clean_text": _short_clean_us(),
        "andamio": our_score.to_document(),
        "andamio_without_names_and_addresses": score(
            patterns_only, lambda text: [span for span in _ours(text) if span[2] not in NOT_PATTERNS]
        ).to_document()["overall"],
        "presidio": score(corpus, found.__getitem__).to_document(),
        "presidio_without_names_and_addresses": score(patterns_only, found.__getitem__).to_document()["overall"],
        "presidio_published": PUBLISHED,
    }
    print(json.dumps(result, indent=2))
    met = times >= TIMES_THROUGHPUT and overall["recall"] >= RECALL and overall["precision"] >= PRECISION
    return 0 if met else 1


def _seconds(recognize: Callable[[str], object], corpus: list[LabelledText]) -> float:
    started = time.process_time()
    for item in corpus:
        recognize(item.text)
    return time.process_time() - started


def _ours(text: str) -> list[LabelledSpan]:
    return [(span.start, span.end, span.entity) for span in find(text)]


def _without(item: LabelledText) -> LabelledText:
    return LabelledText(
        item.text, tuple(span for span in item.spans if span[2] not in NOT_PATTERNS), item.language, item.template
    )


def _merged(spans: list[list[Any]]) -> list[LabelledSpan]:
    """Overlapping spans of one entity as one, as its anonymizer would."""
    merged: list[LabelledSpan] = []
    for start, end, entity in sorted(spans, key=lambda span: (span[2], span[0])):
        if merged and merged[-1][2] == entity and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), entity)
        else:
            merged.append((start, end, entity))
    return merged


def _us(seconds: list[float]) -> float:
    return round(statistics.median(seconds) / TEXTS * 1e6, 1)


def _short_clean_us() -> float:
    repeats = 5_000
    started = time.process_time()
    for _ in range(repeats):
        for text in SHORT_CLEAN:
            scrub(text)
    return round((time.process_time() - started) / repeats / len(SHORT_CLEAN) * 1e6, 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
