# One image for the three roles, web, worker and beat; docker-compose.yml gives each its command.

FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv .venv
COPY requirements.txt .
RUN .venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
RUN .venv/bin/python manage.py build_assets

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home tracker
WORKDIR /app
# The code belongs to root, so that what serves it cannot change it.
COPY --from=build /app /app
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TRACKER_DATA_DIR=/data
USER tracker
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "tracker.config.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--no-control-socket"]
