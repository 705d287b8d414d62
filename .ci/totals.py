"""Sums the JUnit reports of a test run: skips by reason, then the totals alone on the last line."""

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path


def main() -> int:
    passed = failed = 0
    skips: Counter[str] = Counter()
    for report in Path(sys.argv[1]).glob("*.xml"):
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif (skip := case.find("skipped")) is not None:
                skips[skip.get("message") or "no reason given"] += 1
            else:
                passed += 1
    for reason, count in sorted(skips.items()):
        print(f"skipped {count}: {reason}")
    print(f"{passed} passed, {failed} failed, {sum(skips.values())} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
