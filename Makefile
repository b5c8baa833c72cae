# What one does here, in one line each: `make help`.
export CGO_ENABLED = 0
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X main.version=$(VERSION)
GO      ?= go
CLIENT   = ui/client
TAGS    ?=

.PHONY: help run run-room build test labelled check-client scripts dist bench load figures soak clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: build ## build and start the demonstration workshop on this machine
	./bin/workbench serve --demo --addr 127.0.0.1:8080 --data .demo

run-room: build ## the same for the phones in the room
	./bin/workbench serve --demo --addr :8080 --data .demo-room

build: scripts ## bin/workbench, one static binary with everything in it
	$(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/workbench ./cmd/workbench

scripts: $(CLIENT)/node_modules/.ready ## the page scripts, into ui/dist
	cd $(CLIENT) && npm run --silent check && npm run --silent build

$(CLIENT)/node_modules/.ready: $(CLIENT)/package.json $(CLIENT)/package-lock.json
	cd $(CLIENT) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

check-client: $(CLIENT)/node_modules/.ready ## the tests of the page scripts
	cd $(CLIENT) && npm run --silent check && npm run --silent test

test: scripts check-client ## all tests that need only Go and Node
	@out=$$(gofmt -l cmd campaign principles storage ui testdata); test -z "$$out" || { echo "gofmt: $$out"; exit 1; }
	$(GO) vet -tags "oracle$(TAGS)" ./...
	$(GO) test -tags "oracle$(TAGS)" ./... ./testdata

labelled: ## precision and recall of the check, per principle and per language
	$(GO) test ./testdata -run 'Labelled|Outside' -v -count=1

bench: ## the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

load: ## 60 groups of 5 type at a running workbench: make load LOAD="--facilitator FILE --pid N"
	$(GO) run ./cmd/load --groups 60 --members 5 $(LOAD)

figures: build ## size, time to start and memory, against their targets
	bash cmd/workbench/testdata/figures.sh bin/workbench

soak: scripts ## the long runs: 100 kills on each database, faults, 100,000 histories, 10,000 briefs
	bash .ci/soak

PLATFORMS = windows/amd64 darwin/arm64 darwin/amd64 linux/arm64 linux/amd64
dist: scripts ## release/: the binaries for Windows, macOS and Linux, with checksums
	rm -rf release && mkdir release
	set -e; for p in $(PLATFORMS); do \
		os=$${p%/*}; arch=$${p#*/}; ext=; [ $$os = windows ] && ext=.exe; \
		GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o release/workbench-$$os-$$arch$$ext ./cmd/workbench; \
	done
	cd release && sha256sum * > SHA256SUMS

clean: ## what was built
	rm -rf bin release ui/client/out && find ui/dist -type f ! -name .gitkeep -delete
