"""``docker-compose.yml`` and the ``Dockerfile`` keep what they promise."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from tracker.local.places import PROJECT
from tracker.local.postgres import binaries

ROLES = ("web", "worker", "beat")
_SECRETS = {"POSTGRES_PASSWORD", "DATABASE_PASSWORD", "TRACKER_SECRET_KEY"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Return the services, as compose reads them."""
    found: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(found["services"])


def test_postgresql_18_and_valkey_serve_it(services: dict[str, Any]) -> None:
    assert services["database"]["image"] == "postgres:18"
    assert services["broker"]["image"] == "valkey/valkey:9"


def test_the_database_is_made_so_that_korean_can_be_searched(services: dict[str, Any]) -> None:
    options = services["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert "--locale=C.UTF-8" in options
    assert "--builtin-locale=C.UTF-8" in options
    usage = subprocess.run(
        (binaries() / "initdb", "--help"), capture_output=True, text=True, check=True
    ).stdout
    assert all(option.partition("=")[0] in usage for option in options)


def test_one_image_has_three_roles(services: dict[str, Any]) -> None:
    assert {services[role]["image"] for role in (*ROLES, "setup")} == {"policy-tracker"}
    assert len({str(services[role]["command"]) for role in ROLES}) == len(ROLES)


@pytest.mark.parametrize("name", ["database", "broker", *ROLES])
def test_everything_that_stays_up_has_a_health_check_and_comes_back(
    services: dict[str, Any], name: str
) -> None:
    assert services[name]["healthcheck"]["test"]
    assert services[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("role", ROLES)
def test_nothing_serves_before_the_database_is_set_up(services: dict[str, Any], role: str) -> None:
    assert services[role]["depends_on"]["setup"]["condition"] == "service_completed_successfully"
    assert services[role]["depends_on"]["database"]["condition"] == "service_healthy"


@pytest.mark.parametrize("role", ["web", "worker"])
def test_web_and_worker_can_be_scaled(services: dict[str, Any], role: str) -> None:
    assert "container_name" not in services[role]
    assert "hostname" not in services[role]
    published = services[role].get("ports", [])
    assert all("${PORT" in each for each in published), "a fixed port can be taken once only"


def test_data_stays_in_volumes(services: dict[str, Any]) -> None:
    text = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    mounted = {
        volume.partition(":")[0]
        for service in services.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert mounted == set(text["volumes"]) == {"database", "broker", "beat"}


def test_secrets_come_from_the_environment_and_have_no_default() -> None:
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in _SECRETS:
        assert f"${{{name}:?" in text
        assert f"${{{name}}}" not in text
        assert f"${{{name}:-" not in text


def test_the_product_is_nobody_special_in_its_container() -> None:
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM ")) :]
    user = next(line.split()[1] for line in last if line.startswith("USER "))
    assert user not in {"root", "0"}
    assert any(line.startswith("RUN useradd ") and line.endswith(user) for line in last)


def test_the_product_reaches_its_database_as_a_role_that_is_no_superuser(services: dict[str, Any]) -> None:
    assert services["web"]["environment"]["DATABASE_URL"].startswith("postgres://tracker:")
    script = (PROJECT / "docker" / "create-database.sh").read_text(encoding="utf-8")
    assert "CREATE ROLE tracker LOGIN NOSUPERUSER" in script
    assert "./docker/create-database.sh" in str(services["database"]["volumes"])


def test_compose_itself_accepts_the_file() -> None:
    docker = shutil.which("docker")
    environ = {**os.environ, **dict.fromkeys(_SECRETS, "x")}
    command = (str(docker), "compose", "-f", str(PROJECT / "docker-compose.yml"))
    if not docker or subprocess.run((*command, "version"), capture_output=True, check=False).returncode:
        pytest.skip("no docker compose on this machine")
    done = subprocess.run(
        (*command, "config", "--quiet"), env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
