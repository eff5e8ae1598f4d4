# The project's commands. What they need beside Python (3.11 or newer), pip and make, they install themselves.
PYTHON ?= python3
LOCAL = "$(PYTHON)" -m tracker.local
VENV = .venv/bin

# Checks and tests say the same whatever the caller's environment holds. The key is no secret: nothing serves with it.
CLEAN = env -i PATH="$$PATH" HOME="$$HOME" LANG=C.UTF-8 \
	TRACKER_SECRET_KEY=only-for-checks-abcdefghijklmnopqrstuvwxyz-0123456789
# The tests' own servers come from their support code; only this name would be read before it.
OWN = env -u DJANGO_SETTINGS_MODULE

# `make backup FILE` and `make backup FILE=FILE` are the same: the second goal is a file's name, not a target.
ifneq (,$(filter backup restore,$(firstword $(MAKECMDGOALS))))
ifneq (,$(word 2,$(MAKECMDGOALS)))
FILE := $(word 2,$(MAKECMDGOALS))
.PHONY: $(FILE)
$(FILE): ; @:
endif
endif
export FILE

.DEFAULT_GOAL := help
.PHONY: help run tools test bench pictures check backup restore

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

# exec: a signal to make reaches the product itself.
run: ## start the product; Ctrl-C stops it (PORT, TRACKER_DATA_DIR: .env.example lists all)
	@exec $(LOCAL) run

backup: ## write the whole database to a file: make backup FILE
	@exec $(LOCAL) backup "$$FILE"

restore: ## put a backup in the place of everything: make restore FILE
	@exec $(LOCAL) restore "$$FILE"

tools:
	@$(LOCAL) install --dev

test: tools ## run all tests, on servers of their own: make test ARGS="tests/core -x"
	@$(CLEAN) $(VENV)/python manage.py build_assets
	@exec $(OWN) $(VENV)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: tools ## print speeds as ratios to the same work done bare: make bench ARGS=loading
	@exec $(OWN) $(VENV)/python -m tests.bench.run $(ARGS)

pictures: tools ## take the documentation's pictures anew (needs Chromium)
	@exec $(OWN) $(VENV)/python -m tests.pictures

check: tools ## run the linters, the type checker and Django's checks
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports
	$(VENV)/djlint templates --lint --quiet
	@$(CLEAN) $(VENV)/mypy tracker tests manage.py
	@$(CLEAN) $(VENV)/python manage.py makemigrations --check --dry-run
	@$(CLEAN) DJANGO_SETTINGS_MODULE=tracker.config.settings $(VENV)/python -m tests.support.templates
	@$(CLEAN) TRACKER_URL=https://tracker.example.org TRACKER_HOSTS=tracker.example.org \
		$(VENV)/python manage.py check --deploy --fail-level WARNING
