#!/bin/sh
# Build .venv from requirements.lock with uv. Every failure says what was found and what to do.
set -u
python=${PYTHON:-python3}
fail() { printf 'setup: %s\n' "$1" >&2; exit 2; }

command -v "$python" >/dev/null 2>&1 || fail "no '$python' found. Install Python 3.11, 3.12 or 3.13, or name one: make $*PYTHON=/path/to/python3.12"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || fail "'$python' does not start. Name another: make PYTHON=/path/to/python3.12"
case $version in
  3.11|3.12|3.13) ;;
  *) fail "'$python' is Python $version; this course needs 3.11, 3.12 or 3.13. Install one and name it: make PYTHON=/path/to/python3.12" ;;
esac
free_mb=$(df -Pm . | awk 'NR==2 {print $4}')
[ "${free_mb:-0}" -ge 2500 ] || fail "only ${free_mb} MB free here; the environment needs 2500 MB. Free some space or clone the course to another disk."

if [ ! -x .venv/bin/python ] || [ "$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" != "$version" ]; then
  echo "setup: creating .venv with Python $version"
  rm -rf .venv
  "$python" -m venv .venv || { rm -rf .venv; fail "Python's venv module is not complete (on Debian and Ubuntu: apt install python3-venv), or this folder cannot be written."; }
fi
if [ ! -x .venv/bin/uv ]; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9" || fail "could not install uv from PyPI. Is there a network connection? Behind a mirror, set PIP_INDEX_URL and UV_INDEX_URL, then run make again."
fi
# Compiled now: where PYTHONDONTWRITEBYTECODE is set, as in many containers, every later start would compile anew (10 s).
echo "setup: installing $(grep -c '==' requirements.lock) pinned packages"
VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python -r requirements.lock || fail "could not install the pinned packages (see above). With no network: connect and run make again; nothing done so far is lost."
VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps -e . || fail "could not install coursekit itself (see above)."
.venv/bin/python -m compileall -q src/coursekit
touch .venv/.installed
echo "setup: done"
