# The package for npm: the command twinhub, the helper for Node's test runner, and a Java.

make_npm() {
  needs npm npm
  [ -d "$bundle/runtime" ] || fail "the part npm needs the part runtime"
  local package=$stage/npm
  fresh "$package"
  cp -a "$bundle/." "$package"
  cp "$samples/node/twinhub.mjs" "$from/npm/README.md" "$package"
  sed "s/@VERSION@/$version/" "$from/npm/package.json" >"$package/package.json"
  settle "$package"
  npm pack "$package" --pack-destination "$dist" --silent --offline >/dev/null
}
