"""Writes the wheel: wheel.py VERSION BUNDLE PLUGIN TARGET. It needs nothing but Python.

A wheel is a zip file with a record of its files (the packaging guide, "Binary distribution format"). Tools that
build one from a source tree would copy the bundle twice and keep neither times nor order.
"""
import base64
import hashlib
import os
import pathlib
import re
import sys
import time
import zipfile

HERE = pathlib.Path(__file__).parent
EXECUTABLE, PLAIN = 0o100755, 0o100644


def platform(runtime):
    """The tag of the oldest glibc that has all versions of symbols which the programs of the runtime ask for."""
    found = {(2, 17)}
    for file in [runtime / "bin" / "java", *runtime.glob("lib/**/*.so")]:
        found |= {(2, int(minor)) for minor in re.findall(rb"GLIBC_2\.(\d+)", file.read_bytes())}
    return "manylinux_%d_%d_x86_64" % max(found)


class Wheel:
    def __init__(self, path, epoch):
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self.date = time.gmtime(epoch)[:6]
        self.record = []

    def add(self, name, data, mode=PLAIN):
        entry = zipfile.ZipInfo(name, self.date)
        entry.external_attr = mode << 16
        entry.create_system = 3  # Unix, so that installers see the modes
        # What is compressed already is only stored.
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(".jar") else zipfile.ZIP_DEFLATED
        self.zip.writestr(entry, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        self.record.append(f"{name},sha256={digest},{len(data)}\n")

    def close(self, folder):
        self.zip.writestr(zipfile.ZipInfo(f"{folder}/RECORD", self.date),
                          "".join(self.record) + f"{folder}/RECORD,,\n")
        self.zip.close()


def main(version, bundle, plugin, target):
    bundle, target = pathlib.Path(bundle), pathlib.Path(target)
    tag = "py3-none-" + platform(bundle / "runtime")
    info = f"twinhub-{version}.dist-info"
    wheel = Wheel(target / f"twinhub-{version}-{tag}.whl", int(os.environ["SOURCE_DATE_EPOCH"]))
    for name in ("__init__.py", "__main__.py"):
        wheel.add(f"twinhub/{name}", (HERE / "twinhub" / name).read_bytes())
    wheel.add("twinhub_pytest.py", pathlib.Path(plugin).read_bytes())
    for file in sorted(bundle.rglob("*")):
        if file.is_file():
            mode = EXECUTABLE if os.access(file, os.X_OK) and file.stat().st_mode & 0o111 else PLAIN
            wheel.add(f"twinhub/hub/{file.relative_to(bundle).as_posix()}", file.read_bytes(), mode)
    wheel.add(f"{info}/METADATA", (HERE / "METADATA").read_text().replace("@VERSION@", version).encode())
    wheel.add(f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: twinhub\nRoot-Is-Purelib: false\nTag: {tag}\n".encode())
    wheel.add(f"{info}/entry_points.txt", (HERE / "entry_points.txt").read_bytes())
    wheel.close(info)


if __name__ == "__main__":
    main(*sys.argv[1:])
