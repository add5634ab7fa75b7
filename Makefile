# The few commands that people type. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
MAKEFLAGS += --no-print-directory

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
PACKAGES ?= packages.txt
VANKHO := build/release/vankho
DEMO_STORE := build/demo-kho
GOLD ?= ../shared/gold

# The scans, without the truth beside them. SHORT=1 reads two only (the check before a merge).
SCANS := $(sort $(filter-out %.tsv,$(wildcard corpus/scans/*.*)))
DEMO_SCANS := $(if $(SHORT),$(wordlist 1,2,$(SCANS)),$(SCANS))
SOURCES = $(shell git ls-files '*.cc' '*.h')

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

.PHONY: setup
setup: ## install the Debian packages of packages.txt that are missing (with sudo when not root)
	@wanted=$$(sed -e 's/#.*//' $(PACKAGES) | tr -s '[:space:]' ' ')
	missing=""
	for package in $$wanted; do
	  [[ "$$(dpkg-query -W -f='$${db:Status-Abbrev}' "$$package" 2>/dev/null || true)" == ii* ]] || missing+=" $$package"
	done
	if [[ -z "$$missing" ]]; then echo "setup: all packages of $(PACKAGES) are installed"; exit 0; fi
	echo "setup: installing$$missing"
	sudo=""
	if [[ $$(id -u) -ne 0 ]]; then
	  command -v sudo >/dev/null || { echo "setup: not root and no sudo; as root type: apt-get install$$missing" >&2; exit 2; }
	  sudo="sudo"
	fi
	for package in $$missing; do
	  if ! apt-cache show "$$package" >/dev/null 2>&1; then $$sudo apt-get update -q; break; fi
	done
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing

.PHONY: build
build: setup ## configure and build the release preset
	@mkdir -p build
	cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log; exit 2; }
	cmake --build --preset release -j $(JOBS)

.PHONY: demo
demo: setup ## read the scans in corpus/ into a fresh store and print their deadlines
	@$(MAKE) build/release/vankho
	rm -rf $(DEMO_STORE)
	echo
	echo "\$$ vankho ingest $(DEMO_SCANS) --store $(DEMO_STORE)"
	rc=0; $(VANKHO) ingest $(DEMO_SCANS) --store $(DEMO_STORE) || rc=$$?
	[[ $$rc -eq 0 || $$rc -eq 3 ]] || exit $$rc
	echo
	echo "\$$ vankho query deadlines --store $(DEMO_STORE)"
	COLUMNS=$${COLUMNS:-150} $(VANKHO) query deadlines --store $(DEMO_STORE)
	echo
	echo 'What to type next:'
	echo '  $(VANKHO) query deadlines --store $(DEMO_STORE) --agency "phong noi vu"'
	echo '  $(VANKHO) query documents --store $(DEMO_STORE)'
	echo '  $(VANKHO) query text "cải cách hành chính" --store $(DEMO_STORE)'
	echo '  $(VANKHO) show $(notdir $(firstword $(DEMO_SCANS))) --store $(DEMO_STORE)'
	echo '  $(VANKHO) ingest YOUR-FOLDER        # into ./kho'
	echo '  $(VANKHO) --help'

# The program alone, without the tests.
.PHONY: build/release/vankho
build/release/vankho:
	@mkdir -p build
	cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log; exit 2; }
	cmake --build --preset release -j $(JOBS) --target vankho

.PHONY: test
test: build ## all tests
	@ctest --preset release -j $(JOBS)

# The browser tests need Chromium: 250 MB that nothing else needs, so they stand apart from `make test`.
BROWSER_TESTS := tests/web/browser

.PHONY: browser-setup
browser-setup:
	@$(MAKE) setup PACKAGES=$(BROWSER_TESTS)/packages.txt
	command -v npm >/dev/null || $(MAKE) setup PACKAGES=$(BROWSER_TESTS)/node.txt
	[[ -d $(BROWSER_TESTS)/node_modules/playwright-core ]] || npm ci --no-audit --no-fund --prefix $(BROWSER_TESTS)

.PHONY: browser-test
browser-test: setup browser-setup ## each user's day at the desk, in a real Chromium
	@$(MAKE) build/release/vankho
	cd $(BROWSER_TESTS) && node --test days.test.mjs

.PHONY: screenshots
screenshots: setup browser-setup ## pictures of the desk's pages into docs/screenshots
	@$(MAKE) build/release/vankho
	node $(BROWSER_TESTS)/screenshots.mjs docs/screenshots

# Papers written by others without sight of the rules, typeset (corpus/other_hands/README.md).
.PHONY: build/other_hands
build/other_hands:
	@cmake --build --preset release -j $(JOBS) --target vankho_corpus
	rm -rf $@
	corpus/other_hands/make.sh build/release/vankho_corpus $@

.PHONY: eval
eval: setup ## score every stage against the gold files, as tables
	@$(MAKE) build/release/vankho
	echo "corpus:"
	$(VANKHO) eval corpus
	echo; echo "the same documents, read by an engine without Vietnamese:"
	$(VANKHO) eval tests/golden/latin_engine
	$(MAKE) build/other_hands
	for papers in build/other_hands/*/*; do
	  echo; echo "papers by other hands, $$papers:"
	  $(VANKHO) eval "$$papers"
	done
	if [[ -d "$(GOLD)" ]]; then
	  echo; echo "$(GOLD):"
	  $(VANKHO) eval "$(GOLD)"
	else
	  echo "(no $(GOLD) here: only the project's own corpus was scored)"
	fi

.PHONY: record-confidence
record-confidence: setup ## count again how often each rule is right (models/record_confidence)
	@$(MAKE) build/release/vankho
	$(MAKE) build/other_hands
	data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT
	ln -s "$(CURDIR)/lexicons" "$$data/lexicons"; mkdir "$$data/models"
	for model in models/*; do [[ $$model == models/record_confidence ]] || ln -s "$(CURDIR)/$$model" "$$data/$$model"; done
	$(VANKHO) eval corpus tests/golden/latin_engine build/other_hands/looked_at/* $(wildcard $(GOLD)) --data "$$data" --rule-counts > models/record_confidence/rules.tsv.new
	mv models/record_confidence/rules.tsv.new models/record_confidence/rules.tsv

# What restoration leaves wrong, by class (letters, marks, case, space, numbers, abbreviations, names): pages typeset, scanned
# and read by tesseract with eng and vie, once.
.PHONY: damaged
damaged: setup ## errors of restoration by class, on pages that OCR engines read (needs ../shared/data/text)
	@cmake --build --preset release -j $(JOBS) --target vankho_corpus restore_bench
	sh tests/restore/make_damaged.sh $(CURDIR)/build/release/vankho_corpus $(CURDIR) ../shared/data/text $(CURDIR)/build/damaged
	build/release/restore_bench --damaged build/damaged

# After a table of models/ocr_channel or another file of the list was made anew.
.PHONY: checksums
checksums: ## write models/checksums.tsv anew for the model files as they are
	@files=$$(ls models/handwritten_digits/*.bin models/ocr_channel/*.tsv models/ocr_vie/*.traineddata | grep -v /profiles.tsv)
	{ printf 'file\tsize\tsha256\n'
	for file in $$files; do
	  printf '%s\t%s\t%s\n' "$$file" "$$(stat -c %s "$$file")" "$$(sha256sum "$$file" | cut -d' ' -f1)"
	done; } > models/checksums.tsv.new
	mv models/checksums.tsv.new models/checksums.tsv

.PHONY: bench
bench: build ## CPU seconds a page, pages a minute, throughput of the stages
	@ran=0
	for program in build/release/*_bench build/release/tests/*_bench; do
	  [[ -x "$$program" ]] || continue
	  echo "== $$(basename "$$program")"; "$$program"; ran=1
	done
	[[ $$ran -eq 1 ]] || { echo "bench: no benchmark program was built" >&2; exit 2; }

.PHONY: asan
asan: setup ## build with the address and undefined-behaviour sanitizers and run the fast tests
	@cmake --preset asan
	cmake --build --preset asan -j $(JOBS)
	ctest --preset asan -j $(JOBS)

# Seconds a target; crashes are left in build/fuzz/crashes and belong into tests/fuzz/TARGET once they are mended.
FUZZ_SECONDS ?= 20
.PHONY: fuzz
fuzz: setup ## every parser of foreign bytes under libFuzzer, FUZZ_SECONDS each (clang-14)
	@command -v clang++-14 >/dev/null || { echo "fuzz: apt-get install clang-14" >&2; exit 2; }
	cmake --preset fuzz >build/configure-fuzz.log 2>&1 || { cat build/configure-fuzz.log; exit 2; }
	targets=$$(cd tests/fuzz && ls -d */ | tr -d /)
	cmake --build --preset fuzz -j $(JOBS) --target $$(printf 'fuzz_%s ' $$targets)
	mkdir -p build/fuzz/crashes
	for target in $$targets; do
	  mkdir -p build/fuzz/corpus/$$target
	  echo "== $$target"
	  build/fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 -max_len=16384 \
	    -artifact_prefix=build/fuzz/crashes/$$target- build/fuzz/corpus/$$target tests/fuzz/$$target 2>&1 | tail -3
	done

.PHONY: corpus
corpus: setup ## typeset and degrade the corpus again (the committed scans come from it)
	@cmake --preset release >/dev/null
	cmake --build --preset release -j $(JOBS) --target vankho_corpus
	build/release/vankho_corpus all --corpus corpus

.PHONY: format
format: ## clang-format over all sources
	@clang-format-14 -i $(SOURCES)

.PHONY: lint
lint: setup ## formatting, clang-tidy and the rules of tests/lint
	@clang-format-14 --dry-run -Werror $(SOURCES)
	cmake --preset release >/dev/null
	git ls-files '*.cc' | xargs -P $(JOBS) -n 4 clang-tidy-14 -p build/release --quiet
	if [[ -d tests/lint ]]; then ctest --preset release -R lint_tree; fi

.PHONY: install
install: setup ## install the program and its data under PREFIX (/usr/local)
	@$(MAKE) build/release/vankho
	cmake --install build/release --prefix "$(DESTDIR)$(PREFIX)"
