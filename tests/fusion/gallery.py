"""Builds and serves the two galleries: the real library's, and ours of the practice pages.

Owns npm and the local server. It installs nothing outside this folder and writes no lock file.
"""

import hashlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
CONSOLE = HERE.parent / "fixtures" / "console"
BUILD = HERE / "build"
SOURCES = ("package.json", "build.mjs", "real.jsx", "data.js")
NPM_INSTALL = (
    *("npm", "install", "--no-package-lock", "--legacy-peer-deps"),
    *("--ignore-scripts", "--no-audit", "--no-fund"),
)


@dataclass(frozen=True)
class Gallery:
    """Addresses of the same gallery, drawn by the real library and by our widgets."""

    real_url: str
    ours_url: str


def has_npm() -> bool:
    return shutil.which("npm") is not None


def build() -> Path:
    """Bundles the real gallery once per state of its sources; returns the folder of the bundle."""
    digest = hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()
    stamp = BUILD / "sources.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return BUILD
    _run(NPM_INSTALL)
    _run(("node", "build.mjs", str(BUILD)))
    stamp.write_text(digest)
    return BUILD


def _run(command: tuple[str, ...]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(f"{command[0]} is not installed: the real gallery cannot be built")
    done = subprocess.run(
        [program, *command[1:]], cwd=HERE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed\n{done.stdout}\n{done.stderr}")


@contextmanager
def serve() -> Iterator[Gallery]:
    """Serves both galleries on a free port of this machine until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(HERE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    try:
        yield Gallery(real_url=f"{origin}/real.html", ours_url=f"{origin}/ours.html")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Files(SimpleHTTPRequestHandler):
    """This folder, and the console's page files below /console/."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/console/"):
            return str(CONSOLE / path.removeprefix("/console/").partition("?")[0])
        return super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: test output is for failures."""
