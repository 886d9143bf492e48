"""Does the reading room answer whatever a program asks, without an error of its own?

Run: pip install schemathesis, then python benchmarks/api_robustness.py [--schemathesis PROGRAM] [--examples N].
schemathesis makes requests up from the description of the API; in it the keys are those of the sample library, so that
requests reach what lies behind. Anything from 500 on is an error.
"""

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from litbase.library.library import Library


def main() -> int:
    """Run schemathesis and return its exit code: 0 if no request met an error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemathesis", default="schemathesis")
    parser.add_argument("--examples", type=int, default=100)
    options = parser.parse_args()
    program = shutil.which(options.schemathesis)
    if program is None:
        print("schemathesis is not installed: nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as place, socket.socket() as free:
        folder = Path(place) / "library"
        with Library.demo(folder) as library:
            keys = library.keys()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = subprocess.Popen(
            [sys.executable, "-m", "litbase", "--library", str(folder), "serve", "--port", str(port)]
        )
        try:
            address = f"http://127.0.0.1:{port}"
            described = Path(place) / "openapi.json"
            described.write_text(json.dumps(with_keys(description(address), keys)), "utf-8")
            command = [program, "run", str(described), "--url", address, "--checks", "not_a_server_error"]
            return subprocess.run(
                [*command, "--max-examples", str(options.examples), "--seed", "7"], check=False
            ).returncode
        finally:
            server.terminate()
            server.wait()


def description(address: str) -> Any:
    """Return the description of the API, as soon as the server is there."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/api/openapi.json") as answer:  # noqa: S310 (our own server)
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def with_keys(described: Any, keys: list[str]) -> Any:
    """Say of every parameter that is a key which keys there are."""
    for operations in described["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in ("key", "in"):
                    schema = parameter["schema"]
                    schema.get("items", schema)["enum"] = keys
    return described


if __name__ == "__main__":
    sys.exit(main())
