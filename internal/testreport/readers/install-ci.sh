#!/bin/sh
# Installs programs that read reports and coverage, on Debian and as root: genhtml
# and junitparser by apt-get, cobertura-parse by npm.
set -eu
cd "$(dirname "$0")"

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends lcov python3-junitparser
command -v npm >/dev/null || apt-get install -y --no-install-recommends nodejs npm
npm ci --ignore-scripts
