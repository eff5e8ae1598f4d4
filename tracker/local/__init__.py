"""The one-machine default: PostgreSQL, Valkey, web, worker and beat under one command.

Imports no other room of the product: it sets the environment that the settings read, and starts processes.
"""
