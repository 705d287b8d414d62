"""What a comparison counts and keeps."""

from feature_parity.comparison import EXAMPLES_AT_MOST, Comparison


def test_a_comparison_counts_all_and_keeps_the_first_mismatches() -> None:
    comparison = Comparison("one", "other", "now")
    for index in range(15):
        comparison.values(("v@1", "t", "k", index), ["f", "g"], [1, 2.5], [1, 2.0])
    document = comparison.document()
    assert (document["comparison"], document["compared"], document["mismatches"]) == ("one = other", 30, 15)
    assert len(document["examples"]) == EXAMPLES_AT_MOST
    assert document["examples"][0] == {
        "view": "v@1",
        "tenant": "t",
        "key": "k",
        "t_ms": 0,
        "name": "g",
        "answers": {"one": 2.5, "other": 2.0},
    }
