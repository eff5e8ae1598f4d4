"""The real processes that tests use are the product's own."""

from __future__ import annotations

import http.client

from tests.support.stack import Stack


def test_a_test_can_have_the_real_web_and_worker_for_itself(real_stack: Stack) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", real_stack.port)
    connection.request("GET", "/health/")
    assert connection.getresponse().status == 200
    assert "ready." in real_stack.log("worker")
