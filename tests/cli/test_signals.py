"""A process hears the signal that asks it to end, whatever its threads are doing just then."""

import signal
import subprocess
import sys

import pytest

# The main thread does nothing but take and give back the lock that setting the event needs.
BUSY_WITH_THE_EVENT = """
from lorgnette.cli.signals import stopped_by_signal
stop = stopped_by_signal()
print("ready", flush=True)
while not stop.wait(0):
    pass
print("ended", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_in_the_middle_of_asking_whether_to_end(number):
    for _time in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", BUSY_WITH_THE_EVENT], stdout=subprocess.PIPE, text=True
        )
        with process:
            try:
                assert process.stdout.readline() == "ready\n"
                process.send_signal(number)
                said, _ = process.communicate(timeout=20)
            finally:
                process.kill()
        assert said == "ended\n"
        assert process.returncode == 0
