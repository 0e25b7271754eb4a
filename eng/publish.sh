#!/usr/bin/env bash
# Publishes a project for this machine, compiled ahead so that it starts at once: eng/publish.sh src/Web FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
case "$(uname -m)" in aarch64|arm64) runtime=linux-arm64 ;; *) runtime=linux-x64 ;; esac
rm -rf "$2"
dotnet publish "$1" -c Release -r "$runtime" -o "$2" -v quiet --nologo
