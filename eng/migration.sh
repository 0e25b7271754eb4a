#!/usr/bin/env bash
# Adds a migration of the given name for both stores on both engines: eng/migration.sh AddVisits
# `eng/migration.sh --restart` forgets all migrations and makes the first one anew; only before the first release.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
name=${1:?a name, e.g. AddVisits}
if [ "$name" = --restart ]; then rm -rf src/Migrations.*/Main src/Migrations.*/Sealed; name=Initial; fi
dotnet tool restore >/dev/null
for engine in Sqlite Postgres; do
  case $engine in Sqlite) export HUTONG_DB='Data Source=design.db' ;; Postgres) export HUTONG_DB='Host=localhost;Username=design' ;; esac
  dotnet build src/Web -v quiet --nologo
  for store in Main:HuTongDb Sealed:SealedDb; do
    dotnet ef migrations add "$name" --no-build --project "src/Migrations.$engine" --startup-project src/Web --context "${store#*:}" \
      --output-dir "${store%:*}" --namespace "HuTong.Migrations.$engine.${store%:*}" >/dev/null
    # the tool files the snapshot by its namespace; it belongs beside its migrations
    find "src/Migrations.$engine/HuTong" -name '*.cs' -exec mv -t "src/Migrations.$engine/${store%:*}" {} + 2>/dev/null || true
    rm -rf "src/Migrations.$engine/HuTong"
    echo "$engine ${store%:*}: $name"
  done
done
