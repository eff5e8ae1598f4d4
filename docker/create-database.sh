#!/bin/sh
# Run once by the PostgreSQL image: the product's own role, which is no superuser, and its database.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE tracker LOGIN NOSUPERUSER PASSWORD :'password';
CREATE DATABASE tracker OWNER tracker;
SQL
