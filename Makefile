# The two to know: `make demo` and `make test`. Each sets up what it needs first.
.DEFAULT_GOAL := help
.PHONY: help demo test check lock clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: ## set up, then build content/ into dist/
	@.ci/setup cjk
	@.venv/bin/exporter build content --output dist

test: ## set up, then run the tests (more: make test PYTEST="-k words")
	@.ci/setup dev
	@.venv/bin/python -m pytest -n auto -m "not validators" $(PYTEST)

check: ## run every check, as CI does
	@.ci/run

lock: ## take the newest versions of everything, and write them down
	@.ci/lock

clean: ## remove what was built and set up
	@rm -rf .venv .ci/node_modules dist build
