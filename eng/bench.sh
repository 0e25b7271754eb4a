#!/usr/bin/env bash
# Publishes the product and the benchmark as they are shipped, then measures: eng/bench.sh c --size 100k --engine pg
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
eng/publish.sh src/Web bench/out/app
eng/publish.sh bench bench/out/bench
exec dotnet bench/out/bench/HuTong.Bench.dll "$@"
