# The package for Python: the command twinhub, the plug-in for pytest, and a Java.

make_wheel() {
  needs python3 python3
  [ -d "$bundle/runtime" ] || fail "the part wheel needs the part runtime"
  python3 "$from/python/wheel.py" "$version" "$bundle" "$samples/python/twinhub_pytest.py" "$dist"
}
