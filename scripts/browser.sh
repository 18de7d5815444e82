#!/bin/sh
# Make sure that the browser tests have a Chromium; say how to get one otherwise.
set -u
[ -n "${SKIP_BROWSER:-}" ] && { echo "browser: left out, because SKIP_BROWSER is set"; exit 0; }
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
.venv/bin/python - <<'PY' && exit 0
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
PY
echo "browser: no Chromium found; trying to install one"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  { apt-get update -qq && apt-get install -y --no-install-recommends chromium >/dev/null; } && exit 0
fi
.venv/bin/playwright install chromium && exit 0
echo "browser: could not install Chromium. Install it (Debian and Ubuntu: sudo apt install chromium), or leave the browser tests out: make test SKIP_BROWSER=1" >&2
exit 2
