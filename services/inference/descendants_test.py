import subprocess
import sys

import psutil

_PARENT = """
import subprocess, sys, time
from inference.descendants import adopt_orphans, end_descendants

adopt_orphans()
child = subprocess.Popen([sys.executable, "-c", '''
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
print(grandchild.pid, flush=True)
time.sleep(300)
'''], stdout=subprocess.PIPE, text=True)
print(child.pid, child.stdout.readline().strip(), flush=True)
end_descendants()
"""


def test_children_and_their_children_are_gone_when_it_returns() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PARENT],
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    child, grandchild = map(int, done.stdout.split())
    assert not psutil.pid_exists(child)
    assert not psutil.pid_exists(grandchild)
