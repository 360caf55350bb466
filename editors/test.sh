#!/bin/sh
# Runs the tests of all editors, or of those that are named. A test that needs a
# program that is not there is skipped, and says so; with EDITORS_ALL=1, as in CI,
# that is a mistake.
set -u
here=$(cd "$(dirname "$0")" && pwd)
PATH=$here/.tools/bin:$here/../bin:$PATH
export PATH
cd "$here" || exit 2
passed=0 failed=0 skipped=0
[ $# -gt 0 ] || set -- */test/run
for test; do
	test=${test%/test/run}
	printf '\n== %s\n' "$test"
	status=0
	"$test/test/run" || status=$?
	case $status in
	0) passed=$((passed + 1)) ;;
	77) skipped=$((skipped + 1)) ;;
	*)
		failed=$((failed + 1))
		echo "$test failed"
		;;
	esac
done
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] || exit 1
[ "$skipped" = 0 ] || [ -z "${EDITORS_ALL:-}" ] || exit 1
