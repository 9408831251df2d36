"""Twinhub, a local Azure IoT Hub. `PROGRAM` is the path of its command line."""
import os
import sys

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hub", "bin", "twinhub")


def main():
    """Becomes the program."""
    try:
        os.execv(PROGRAM, [PROGRAM, *sys.argv[1:]])
    except OSError as failure:
        sys.exit(f"twinhub: cannot run {PROGRAM}: {failure.strerror}; install the package twinhub again")
