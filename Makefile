# qyzmet: run, test, measure. `make help` lists the targets.
SWIFT ?= swift
SOURCES := Package.swift Plugins Sources Tests Fuzz Regulations

.PHONY: help run test check soak tsan bench demo format lint docs clean

help: ## lists the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## installs what is missing, builds, starts the sandbox on http://127.0.0.1:8080
	@scripts/bootstrap
	@$(SWIFT) build -c release --product qyzmet >&2
	@exec .build/release/qyzmet serve

test: ## everything: lint, unit, conformance, peers, pages; real PostgreSQL, Kannel, Chromium
	@scripts/bootstrap --tests
	@$(MAKE) --no-print-directory lint
	@# What the peers need is fetched while the compiler works.
	scripts/peers-venv & fetched=$$!; $(SWIFT) build --build-tests && wait $$fetched
	@scripts/run-tests
	@scripts/fuzz all 5

check: ## the quick path: build, lint, unit tests without outside services
	@scripts/bootstrap
	@$(MAKE) --no-print-directory lint
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter 'KernelTests|ASN1Tests|AccessControlTests|DigitalDocumentsTests|PriorityActivitiesTests|WorkingTimeTests|RenderingTests|SignaturesTests|TidyTests'

soak: ## the large sizes: 50 kills a store, long exploration, 10^6 consents, a month of 3,000 families; results in docs/measurements
	@scripts/bootstrap --tests
	@scripts/peers-venv
	$(SWIFT) build --build-tests
	@$(MAKE) --no-print-directory tsan
	QYZMET_SOAK=1 $(SWIFT) test --skip-build --no-parallel --filter 'SystemTests|PriorityActivitiesTests|WorkingTimeTests|VoucherModelTests|UseCasesTests.VoucherRaceTests'
	@$(SWIFT) build -c release --product qyzmet >&2
	@$(SWIFT) build -c release --product bench >&2
	QYZMET_SOAK=1 .build/release/bench growth vouchers casework
	scripts/fuzz all 600

tsan: ## the pure units, store, journal and HTTP server under the thread sanitizer; docs/measurements/tsan.md
	@scripts/bootstrap --tests
	@rm -f .build-tsan/report.*
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build-tsan
	TSAN_OPTIONS="halt_on_error=0 exitcode=0 log_path=$(CURDIR)/.build-tsan/report" \
		$(SWIFT) test --skip-build --no-parallel --sanitize=thread --scratch-path .build-tsan \
		--filter 'KernelTests|AccessControlTests|DigitalDocumentsTests|RegulationsTests|StoreTests|HTTPServerTests|JournalTests'
	@if ls .build-tsan/report.* >/dev/null 2>&1; then scripts/tsan-findings .build-tsan/report.*; \
		else echo "0 races; no report at all"; fi

bench: ## measures against the raw limits of this machine; docs/measurements tells how to read it
	@scripts/bootstrap --tests
	@$(SWIFT) build -c release --product qyzmet >&2
	@$(SWIFT) build -c release --product bench >&2
	@exec .build/release/bench

demo: ## plays the main story against a running sandbox
	@.build/release/qyzmet demo

format: ## formats the sources
	@$(SWIFT) format -i --recursive $(SOURCES)

docs: ## writes the documents that are made from the sources, and the reference of the package
	@$(SWIFT) build --build-tests
	@QYZMET_WRITE_DOCS=1 $(SWIFT) test --skip-build --filter ProblemsDocumentTests
	@$(SWIFT) package dump-symbol-graph --minimum-access-level package >/dev/null
	@echo "docs/problems.md is current; symbol graphs are in .build"

lint: ## formatting and style, strictly
	@$(SWIFT) format lint --strict --recursive $(SOURCES)

clean: ## removes what was built
	rm -rf .build var
