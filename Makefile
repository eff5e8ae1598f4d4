# The commands of the project. Everything they need beside Python (3.11 or newer), pip and make, they install.
PYTHON ?= python3
VENV = .venv/bin
LOCAL = $(PYTHON) -m tracker.local

.PHONY: run
.DEFAULT_GOAL = run

# exec: a signal to make reaches the product itself.
run: ## start the product
	@exec $(LOCAL) run
