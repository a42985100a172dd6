"""The dashboard as a process of its own, from any working directory."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable

from ingest.errors import CannotProceed
from ingest.folders import DATA_VARIABLE, PROJECT_ROOT, DataFolder
from ingest.warehouse import current_build

ADDRESS = "127.0.0.1"
APP = PROJECT_ROOT / "dashboards" / "app.py"
LAST_PORT = 65535
SECONDS_TO_START = 60
SETTINGS = {  # .streamlit/config.toml says the same to a plain `streamlit run`
    "server.address": ADDRESS,
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "64",  # MB a file, as dashboards/uploads.py takes them
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "logger.level": "error",
}


def serve(folder: DataFolder, port: int, report: Callable[[str], None], is_opened: bool) -> int:
    """The exit status of the dashboard, when it was stopped.

    Raises CannotProceed without a warehouse, for a port in use and where it does not start.
    """
    _check_warehouse(folder)
    _check_port(port)
    process = _start(folder, port)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        _wait_until_it_answers(process, port)
        address = f"http://{ADDRESS}:{port}"
        report(f"The dashboard is at {address} (stop it with Ctrl-C).")
        if is_opened and _has_screen():
            webbrowser.open(address)
        process.wait()
    except KeyboardInterrupt:
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
    stopped = (0, -signal.SIGINT, -signal.SIGTERM)
    return 0 if process.returncode in stopped else 2


def _check_warehouse(folder: DataFolder) -> None:
    if current_build(folder) is None:
        raise CannotProceed(
            f"There is no warehouse at {folder.warehouse} yet: run `jixiao build` first."
        )


def _check_port(port: int) -> None:
    if not 1 <= port <= LAST_PORT:
        raise CannotProceed(f"{port} is no port: choose one from 1024 to {LAST_PORT}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CannotProceed(
                f"Port {port} cannot be used ({error.strerror or error}):"
                f" choose another one with `jixiao dashboard --port {_other(port)}`."
            ) from None


def _other(port: int) -> int:
    return port + 1 if 1024 <= port < LAST_PORT else 8502


def _start(folder: DataFolder, port: int) -> subprocess.Popen[bytes]:
    options = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), f"--server.port={port}"]
    return subprocess.Popen(
        [*command, *options],
        cwd=PROJECT_ROOT,
        env={**os.environ, DATA_VARIABLE: str(folder.root)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.1)
    raise CannotProceed(f"The dashboard did not start on port {port}: what it said stands above.")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
