# Two commands on a clean Debian 12:  make run   make test      (the others: make help)
SHELL := /bin/bash
.DEFAULT_GOAL := help
DATA ?= $(HOME)/.local/share/anwang/demo
KEYS ?= $(HOME)/.config/anwang/demo.keys
LISTEN ?= 127.0.0.1:8080
SCALE ?= 1.0

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## build, create the demonstration county if absent, serve it
	@tools/serve_demo --data "$(DATA)" --keys "$(KEYS)" --listen "$(LISTEN)" --scale "$(SCALE)"

build: ## the product: build/anwang
	@tools/install_packages run
	@tools/build_web
	@tools/configure_and_build release

test: ## every test that fits 40 minutes on 2 cores
	@tools/install_packages test
	@tools/run_tests

test-long: ## the long forms: 20 kills, long fuzzing, all sanitizers, clang-tidy everywhere, 10,000 rows
	@tools/install_packages test
	@LONG=1 tools/run_tests

bench: ## measures and writes build/bench/results.json and docs/bench/
	@tools/install_packages bench
	@tools/build_web
	@tools/configure_and_build bench
	@bench/run

shots: ## screenshots of every page to build/shots
	@tools/install_packages test
	@tools/build_web
	@tools/configure_and_build release
	@tools/shots

lint: ## formats checked, clang-tidy, include rule, ESLint, tsc
	@tools/install_packages test
	@tools/build_web
	@tools/configure_and_build test
	@tools/lint --all

clean: ## what the build made (not the demonstration's data)
	rm -rf build web/dist web/node_modules

.PHONY: help run build test test-long bench shots lint clean
