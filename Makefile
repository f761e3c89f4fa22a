PYTHON ?= python3

.PHONY: help prove-input run test bench crash fuzz mutants package package-windows deb archives manual pictures screens requirements clean

help:  ## list what can be done here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run:  ## set up and start the program (without a display: take the walk)
	@$(PYTHON) packaging/run_program.py

test:  ## set up and run every check
	@$(PYTHON) packaging/run_tests.py

bench:  ## measure start-up, memory and search against peers, each in one run
	@$(PYTHON) packaging/run_benches.py

crash:  ## break it: kills, power cuts, full disks, bit flips; writes tests/TRUST.md
	@$(PYTHON) packaging/run_faults.py crash

fuzz:  ## spoiled inputs of every kind for a bounded time; writes tests/TRUST.md
	@$(PYTHON) packaging/run_faults.py fuzz

mutants:  ## a slip in storage, import or cleaning: do the tests see it; writes tests/TRUST.md
	@$(PYTHON) packaging/run_faults.py mutants

package:  ## build dist/xiance and prove it
	@$(PYTHON) packaging/build_bundle.py && $(PYTHON) packaging/prove_bundle.py

package-windows:  ## the installer and the portable archive for Windows, made and tried under Wine (for a release)
	@$(PYTHON) packaging/build_windows.py

prove-input:  ## type Chinese into it through fcitx 5, on a display of its own
	@$(PYTHON) packaging/prove_input.py

deb:  ## the Debian package of dist/xiance
	@$(PYTHON) packaging/make_deb.py

archives:  ## the portable archives of dist/xiance
	@$(PYTHON) packaging/make_archives.py

manual:  ## the manual as dist/县策使用手册.pdf
	@$(PYTHON) packaging/print_manual.py

pictures:  ## take the manual's pictures anew
	@.venv/bin/python packaging/take_pictures.py

screens:  ## take the README's pictures anew
	@.venv/bin/python main.py walk walk-screens && cp walk-screens/3-find.png tests/screens/reading.png

requirements:  ## pin the dependencies anew (needs uv)
	@cd packaging && for kind in run test bench package windows; do uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make requirements" \
	  requirements-$$kind.in -o requirements-$$kind.txt; done

clean:  ## remove what was made here, the record of the user excepted
	rm -rf .venv .venv-package .venv-windows build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis walk-screens
