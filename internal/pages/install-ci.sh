#!/bin/sh
# Installs what the tests of pages need, on Debian and as root: Chromium by
# apt-get, its driver and axe-core by npm.
set -eu
cd "$(dirname "$0")"

export DEBIAN_FRONTEND=noninteractive
command -v chromium >/dev/null && command -v npm >/dev/null || apt-get update
command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium
command -v npm >/dev/null || apt-get install -y --no-install-recommends nodejs npm
npm ci --ignore-scripts
