# make, make demo, make test, make install; BUILD=release (the default), debug, asan or small
PREFIX  ?= /usr/local
BUILD   ?= release
DESTDIR ?=
SHARE    = $(DESTDIR)$(PREFIX)/share
SHELL    = bash -o pipefail
VERSION := $(shell cat VERSION)
# Reads gzip more than twice as fast as zlib, where it is there; make ISAL= builds without.
ISAL    := $(shell pkg-config --exists libisal && echo libisal)
PKGS     = zlib libpcre2-8 libutf8proc libxxhash libsodium $(ISAL)

harden        = -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection
flags-release = -O2 $(harden)
flags-debug   = -O0 -g3
flags-asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
flags-small   = -O1 -g -DCS_BLOCK=4096
flags-fuzz    = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
# libcsv ships no .pc file.
LIBS       = -lcsv $(shell pkg-config --libs $(PKGS)) -lm
LINK       = -pthread -pie -Wl,-z,relro,-z,now,-z,noexecstack
WARN       = -Wall -Wextra -Wpedantic -Wconversion -Wformat=2 -Wvla -Wshadow -Wnull-dereference
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -pthread -Ilib -DCS_VERSION='"$(VERSION)"' -DCS_SHARE='"$(PREFIX)/share/cs-tools"' \
	-fPIE -ftrivial-auto-var-init=zero -fno-strict-aliasing -fno-delete-null-pointer-checks $(WARN) \
	-ffile-prefix-map=$(CURDIR)=. $(shell pkg-config --cflags $(PKGS)) $(if $(ISAL),-DCS_ISAL) \
	$(flags-$(BUILD)) $(CFLAGS)

B    := build/$(BUILD)
LIB  := $(patsubst %.c,$B/%.o,$(wildcard lib/*/*.c))
CMDS := $(patsubst cmd/%.c,$B/%,$(wildcard cmd/cs-*.c))
UNIT := $(patsubst test/c/%.c,$B/unit-%,$(wildcard test/c/*.c))
MAN  := $(wildcard man/*.[1-8])

all: $(CMDS)
$(CMDS): $B/%: $B/cmd/%.o
$(UNIT): $B/unit-%: $B/test/c/%.o
$(CMDS) $(UNIT): $B/libcs.a
	$(CC) $(LINK) $(flags-$(BUILD)) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $< $(LIBS)
$B/libcs.a: $(LIB)
	rm -f $@ && $(AR) rcsD $@ $^
# The check first: a missing header is named here, with what to do, rather than by the compiler.
$B/%.o: %.c Makefile VERSION | build/.deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
build/.deps:
	@scripts/deps --check
	@mkdir -p build && touch $@

# What is missing is installed, then everything is built; so these two work on a bare machine.
demo test: export CS_DEPS = yes
demo:
	@scripts/deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@scripts/demo "$(CURDIR)/$B"
test:
	@scripts/deps --tests
	@$(MAKE) --no-print-directory -j$$(nproc) all units
	@$(MAKE) --no-print-directory check
# Preloaded in tests: makes the world fail as told.
$B/fail.so: test/shim/fail.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=c11 -O1 -fPIC -shared -Wall -Wextra -o $@ $<
units: $(UNIT) $B/fail.so
check: all units
	CS_BIN="$(CURDIR)/$B" test/run
# Renews what test/instructions.bats holds the programs to.
instructions: all
	mkdir -p $B/count
	CS_BIN="$(CURDIR)/$B" test/count "$(CURDIR)/$B/count" --record
# A name that two parts define would be one of the two, whichever the linker meets first.
lint:
	! nm --defined-only $B/libcs.a 2>/dev/null | awk '$$2 == "T" || $$2 == "D" || $$2 == "R" { print $$3 }' | sort | uniq -d | grep .
	mandoc -T lint -W warning $(MAN)
	shellcheck -s sh scripts/deps scripts/demo scripts/monthly-report
	shellcheck test/run test/count .ci/run
	shellcheck -x scripts/bench/run scripts/bench/growth
asan:
	$(MAKE) BUILD=asan check
small:
	$(MAKE) BUILD=small check
fuzz:
	scripts/fuzz $(T)
# Beside DuckDB, Polars and others where they are installed; SIZE=L measures ten million calls (some 20 minutes).
bench:
	@$(MAKE) --no-print-directory all
	scripts/bench/run "$(CURDIR)/$B"
# Time and memory against rows, groups, columns, quotes; ROWS=6 is quick, ROWS=8 reads 8.4 GB.
growth:
	@$(MAKE) --no-print-directory all
	scripts/bench/growth "$(CURDIR)/$B"

$B/completion.bash: $(CMDS)
	for c in $^; do $$c --completion || exit; done >$@
install: all $B/completion.bash
	install -Dt $(DESTDIR)$(PREFIX)/bin $(CMDS)
	install -Dm755 scripts/monthly-report $(DESTDIR)$(PREFIX)/bin/cs-monthly-report
	for m in $(MAN); do install -Dm644 -t $(SHARE)/man/man$${m##*.} $$m || exit; done
	for c in $(notdir $(CMDS)); do \
	    install -Dm644 $B/completion.bash $(SHARE)/bash-completion/completions/$$c || exit; done
	cd scripts/defs && find . -type f -exec install -Dm644 {} $(SHARE)/cs-tools/defs/{} \;
deps:
	@scripts/deps --tests
uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,$(notdir $(CMDS)) cs-monthly-report)
	rm -f $(foreach m,$(notdir $(MAN)),$(SHARE)/man/man$(subst .,,$(suffix $m))/$m)
	rm -f $(addprefix $(SHARE)/bash-completion/completions/,$(notdir $(CMDS)))
	rm -rf $(SHARE)/cs-tools
clean:
	rm -rf build
.PHONY: all deps demo test units check instructions lint asan small fuzz bench growth install uninstall clean
-include $(LIB:.o=.d) $(CMDS:$B/%=$B/cmd/%.d) $(UNIT:$B/unit-%=$B/test/c/%.d)
