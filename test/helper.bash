# What every test file loads: the programs in PATH, the place of data, and the folder to stand in.
bats_require_minimum_version 1.5.0
ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
CS_BIN=${CS_BIN:-$ROOT/build/release}
PATH=$CS_BIN:$PATH
DATA=${CS_DATA:-$ROOT/../shared/data}
DEFS=$ROOT/scripts/defs
export CS_DATA=$DATA CS_EXAMPLES=${CS_EXAMPLES:-$ROOT/../shared/examples}
unset CS_PATH NO_COLOR CLICOLOR_FORCE

setup() {
	set -o pipefail
	cd "$ROOT/testdata" || return
}

# The real data of others may be absent: say so and pass on.
need_data() {
	[ -e "$DATA/$1" ] || skip "no real data: $DATA/$1"
}

# gz FILE: its bytes, inflated if need be.
gz() {
	zcat -f "$1"
}
