"""Averaged perceptrons in whole numbers: of words by their spelling, and of texts as runs of tokens.

Updates are by one, sums are exact, shuffling is seeded: the weights are the same to the bit on every machine. Averaging is
by Collins 2002; decoding during training adds a cost to each wrong label, so that right ones win by a margin.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from andamio.pii.token_tagger import NEVER

Features = npt.NDArray[np.int64]
Example = tuple[list[list[int]], list[bool]]
"""Numbers of the features of each token, and whether it is inside."""


def classifier(examples: Sequence[tuple[list[str], bool]], seed: int, epochs: int, margin: int) -> dict[str, int]:
    """Weights of features, in tenths."""
    source, shuffled = random.Random(seed), list(examples)
    weights: dict[str, int] = {}
    weighted: dict[str, int] = {}  # each update times the step that it was made at
    step = 1
    for _ in range(epochs):
        source.shuffle(shuffled)
        for features, positive in shuffled:
            step += 1
            sign = 1 if positive else -1
            if sign * sum(weights.get(feature, 0) for feature in features) < margin:
                for feature in features:
                    weights[feature] = weights.get(feature, 0) + sign
                    weighted[feature] = weighted.get(feature, 0) + sign * step
    return {feature: _rounded(10 * (weights[feature] * step - weighted[feature]), step) for feature in weights}


@dataclass(frozen=True, slots=True)
class TaggedTexts:
    """Texts as features: token t of all has `features[begins[t] : begins[t + 1]]`, text x the tokens `texts[x]` to `texts[x + 1]`."""

    features: Features
    begins: Features
    texts: Features
    gold: list[bool]
    """Of each token, whether it is inside."""


def tagged_texts(examples: Sequence[Example]) -> TaggedTexts:
    """The same as arrays."""
    tokens = [np.asarray(token, dtype=np.int64) for text, _ in examples for token in text]
    return TaggedTexts(
        np.concatenate([*tokens, np.empty(0, dtype=np.int64)]),
        np.cumsum([0, *map(len, tokens)]),
        np.cumsum([0, *(len(gold) for _, gold in examples)]),
        [inside for _, gold in examples for inside in gold],
    )


def tagger(
    examples: TaggedTexts, features: int, seed: int, epochs: int, miss_cost: int, alarm_cost: int
) -> tuple[list[int], tuple[int, int]]:
    """Weights by number of the feature, and of entering a run and of staying in it."""
    source, order = random.Random(seed), list(range(len(examples.texts) - 1))
    weights, weighted = np.zeros(features, dtype=np.int64), np.zeros(features, dtype=np.int64)
    steps, weighted_steps = [0, 0], [0, 0]
    longest = np.diff(examples.begins[examples.texts]).max(initial=0)
    sums = np.zeros(longest + 1, dtype=np.int64)
    step = 1
    for _ in range(epochs):
        source.shuffle(order)
        for index in order:
            first, after = int(examples.texts[index]), int(examples.texts[index + 1])
            step += 1
            if first == after:
                continue
            begins, gold = examples.begins[first : after + 1], examples.gold[first:after]
            sums[1 : begins[-1] - begins[0] + 1] = weights[examples.features[begins[0] : begins[-1]]].cumsum()
            scores = np.diff(sums[begins - begins[0]])
            predicted = _decoded(scores.tolist(), gold, steps, miss_cost, alarm_cost)
            if predicted == gold:
                continue
            was_gold = was_predicted = False
            for token, is_gold, is_predicted in zip(range(first, after), gold, predicted, strict=True):
                if is_gold != is_predicted:
                    sign = 1 if is_gold else -1
                    numbers = examples.features[examples.begins[token] : examples.begins[token + 1]]
                    np.add.at(weights, numbers, sign)
                    np.add.at(weighted, numbers, sign * step)
                for inside, was, sign in ((is_gold, was_gold, 1), (is_predicted, was_predicted, -1)):
                    if inside:
                        steps[was] += sign
                        weighted_steps[was] += sign * step
                was_gold, was_predicted = is_gold, is_predicted
    averaged = [
        _rounded(weight * step - late, step) for weight, late in zip(weights.tolist(), weighted.tolist(), strict=True)
    ]
    enter, stay = (_rounded(weight * step - late, step) for weight, late in zip(steps, weighted_steps, strict=True))
    return averaged, (enter, stay)


def _decoded(scores: list[int], gold: list[bool], steps: list[int], miss_cost: int, alarm_cost: int) -> list[bool]:
    """The labels of the highest sum of score and cost: as `token_tagger.best_runs`."""
    enter, stay = steps
    outside, inside = 0, NEVER * (len(scores) + 1)
    moves: list[tuple[bool, bool]] = []
    for score, is_gold in zip(scores, gold, strict=True):
        left, stays = inside > outside, inside + stay >= outside + enter
        outside, inside = (
            (inside if left else outside) + (miss_cost if is_gold else 0),
            (inside + stay if stays else outside + enter) + score + (0 if is_gold else alarm_cost),
        )
        moves.append((left, stays))
    is_inside, labels = inside > outside, []
    for left, stays in reversed(moves):
        labels.append(is_inside)
        is_inside = stays if is_inside else left
    return labels[::-1]


def _rounded(numerator: int, denominator: int) -> int:
    """To the nearest whole number, halves up, without floating point."""
    return (2 * numerator + denominator) // (2 * denominator)
