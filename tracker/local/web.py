"""The port the pages are served at: taken before anything else starts, handed down to the web server."""

from __future__ import annotations

import errno
import http.client
import socket

from tracker.local.errors import LocalError

HOST = "127.0.0.1"


def take_port(port: int) -> socket.socket:
    """Bind the port, or say who is to give way; gunicorn listens on it once the pages can be served."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Connections of an earlier run that linger must not keep a new one from starting.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HOST, port))
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise LocalError(
                f"Port {port} is in use by another program: choose another, as in `make run PORT={port + 1}`."
            ) from error
        raise LocalError(f"Port {port} cannot be used ({error.strerror}): choose one over 1023.") from error
    return taken


def answers(port: int) -> bool:
    """Tell whether the pages are served; a 503 is an answer too, for what it says is on the page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status in {200, 503}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
