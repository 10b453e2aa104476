# Sourced by the scripts here (POSIX sh): words, patience, Debian packages.

say() { printf '%s\n' "$*" >&2; }

# Run a command; when it fails, wait and try again, for networks have hiccups.
retry() {
    for pause in 3 10 30; do
        "$@" && return 0
        say "… failed: $1; next try in $pause s"
        sleep "$pause"
    done
    "$@"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "This needs root or sudo: $*"
        return 1
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@"
}

# Install Debian packages. The lists are fetched only if they lack a package, or if
# they are so old that a package they name is gone.
install_packages() {
    say "Installing Debian packages: $*"
    if apt-cache show "$@" >/dev/null 2>&1; then
        apt_get install -y --no-install-recommends "$@" >&2 && return 0
    fi
    retry update_and_install "$@"
}

update_and_install() {
    apt_get update >&2 && apt_get install -y --no-install-recommends "$@" >&2
}

# Print the command of a Python that can run exporter and make environments.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Print the libraries that laying out pages lacks; exporter.native knows them.
missing_libraries() {
    "$1" -B -c '
from exporter import native
print(*(library.name for library in native.missing(needed_only=False)), sep=", ")'
}
