#!/bin/sh
# Builds (default) or tests the web client with the pinned Node.js: build.sh [build|test [filter]].
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/../../tools/node/with" node "$here/build.mjs" "$@"
