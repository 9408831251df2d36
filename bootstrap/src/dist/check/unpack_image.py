"""unpack_image.py ARCHIVE TARGET: the file system of an OCI image, and beside it TARGET.json, its configuration."""
import gzip
import io
import json
import sys
import tarfile

archive = tarfile.open(sys.argv[1])


def blob(descriptor):
    return archive.extractfile("blobs/" + descriptor["digest"].replace(":", "/")).read()


manifest = json.loads(blob(json.load(archive.extractfile("index.json"))["manifests"][0]))
for layer in manifest["layers"]:
    data = blob(layer)
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    tarfile.open(fileobj=io.BytesIO(data)).extractall(sys.argv[2], numeric_owner=True)
config = json.loads(blob(manifest["config"]))["config"]
assert config["User"] == "10001:10001", config
assert set(config["ExposedPorts"]) == {"443", "8883", "5671"}, config
assert config["Volumes"] == {"/data": {}}, config
json.dump(config, open(sys.argv[2] + ".json", "w"))
