#!/bin/sh
# Installs what the tests of editors need, on Debian and as root: editors with what
# they need for a language server, a C compiler and the library of tree-sitter by
# apt-get, packages of the extension for Visual Studio Code by npm. The command line of tree-sitter, which Debian has from
# trixie on, is unpacked into .tools with the libraries that it needs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends vim vim-ale neovim emacs-nox elpa-eglot bat gcc libc6-dev libtree-sitter-dev
command -v npm >/dev/null || apt-get install -y --no-install-recommends nodejs npm
(cd "$here/vscode" && npm ci --ignore-scripts)

if command -v tree-sitter >/dev/null || [ -x "$here/.tools/bin/tree-sitter" ]; then
	exit 0
fi
if [ -n "$(apt-cache search --names-only '^tree-sitter-cli$')" ]; then
	apt-get install -y --no-install-recommends tree-sitter-cli
	exit 0
fi

# From where this release comes, without a word to what is installed here.
tools=$here/.tools
mkdir -p "$tools/apt/lists/partial" "$tools/apt/archives/partial" "$tools/bin" "$tools/root"
awk '
	BEGIN { RS = ""; ORS = "\n\n" }
	/security/ || !/debian-archive/ { next }
	{ gsub("Suites: [^\n]*", "Suites: trixie"); print }
' /etc/apt/sources.list.d/debian.sources >"$tools/apt/trixie.sources"
apt() {
	apt-get -o Dir::State="$tools/apt" -o Dir::State::status=/dev/null -o Dir::Cache="$tools/apt" \
		-o Dir::Etc::sourcelist="$tools/apt/trixie.sources" -o Dir::Etc::sourceparts=/dev/null \
		-o APT::Sandbox::User=root "$@"
}
apt update
(cd "$tools/apt/archives" && apt download tree-sitter-cli libc6 libgcc-s1)
for package in "$tools"/apt/archives/*.deb; do
	dpkg-deb -x "$package" "$tools/root"
done
libraries=$(dirname "$(find "$tools/root/usr/lib" -name libc.so.6)")
loader=$(find "$libraries" -name 'ld-linux*.so.*')
cat >"$tools/bin/tree-sitter" <<EOF
#!/bin/sh
exec '$loader' --library-path '$libraries' '$tools/root/usr/bin/tree-sitter' "\$@"
EOF
chmod +x "$tools/bin/tree-sitter"
"$tools/bin/tree-sitter" --version
