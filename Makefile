# The project's commands. What they need beside Python (3.11 or newer), pip and make, they install themselves.
PYTHON ?= python3
LOCAL = $(PYTHON) -m tracker.local

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
.PHONY: help run test check backup restore

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

# exec: a signal to make reaches the product itself.
run: ## start the product; Ctrl-C stops it (PORT, TRACKER_DATA_DIR: .env.example lists all)
	@exec $(LOCAL) run

backup: ## write the whole database to a file: make backup FILE
	@exec $(LOCAL) backup "$$FILE"

restore: ## put a backup in the place of everything: make restore FILE
	@exec $(LOCAL) restore "$$FILE"

test: ## run all tests, on servers of their own
	@exec $(LOCAL) test

check: ## run the linters, the type checker and Django's checks
	@exec $(LOCAL) check
