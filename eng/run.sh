#!/usr/bin/env bash
# Builds the product when a source changed, then serves it with a demonstration city on http://localhost:5080.
# A second start calls no build tool at all: the stamp holds the names, sizes and times of all sources.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

sources_fingerprint() {
  find src Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -printf '%p %s %T@\n' \
    | LC_ALL=C sort | sha256sum | cut -d' ' -f1
}

mkdir -p var
stamp=$(sources_fingerprint)
if [ ! -f var/app/HuTong.Web.dll ] || [ "$(cat var/app.stamp 2>/dev/null)" != "$stamp" ]; then
  echo "Building HuTong (the first time takes a minute) …"
  rm -f var/app.stamp
  eng/publish.sh src/Web var/app
  sources_fingerprint > var/app.stamp   # asked again: restoring may have touched a lock file
fi

exec dotnet var/app/HuTong.Web.dll serve --demo "$@"
