# The image for containers, made without an engine: the bundle with its Java, the C libraries that this Java asks
# for, and BusyBox for the script. All of it but the bundle comes from packages of Debian, which scanners of
# images find in /var/lib/dpkg/status.d.

image_user=10001

make_image() {
  needs buildah buildah
  [ "$(id -u)" = 0 ] || fail "the part image is made by root, or in 'buildah unshare'"
  needs busybox busybox-static
  needs python3 python3
  [ -d "$bundle/runtime" ] || fail "the part image needs the part runtime"
  local root=$stage/image
  fresh "$root"
  lay_out_image "$root"
  commit_image "$root"
}

# Copies a file of this machine with the links that lead to it, and notes its package.
take() { # root file
  local file package
  for file in "$2" "$(readlink -f "$2")"; do
    mkdir -p "$1$(dirname "$file")"
    cp -a "$(readlink -f "$file")" "$1$file"
  done
  package=$(dpkg -S "$(readlink -f "$2")" 2>/dev/null || dpkg -S "*/$(basename "$(readlink -f "$2")")")
  package=${package%%: *}
  package=${package%%,*}
  mkdir -p "$1/var/lib/dpkg/status.d"
  dpkg -s "$package" >"$1/var/lib/dpkg/status.d/${package%%:*}"
}

lay_out_image() { # root
  local root=$1 file tool
  mkdir -p "$root"/{bin,etc,usr/bin,usr/share,tmp,data,proc,dev,sys}
  cp -a "$bundle" "$root/usr/share/twinhub"
  ln -s ../share/twinhub/bin/twinhub "$root/usr/bin/twinhub"
  take "$root" "$(command -v busybox)"
  for tool in sh dirname readlink sed stty cat ls wget; do
    ln -sf "$(readlink -f "$(command -v busybox)")" "$root/bin/$tool"
  done
  # The loader, and what it finds outside of the bundle for the Java and for what jars bring.
  fresh "$stage/native"
  for file in "$bundle"/lib/sqlite-jdbc-*.jar "$bundle"/lib/jline-native-*.jar; do
    python3 -m zipfile -e "$file" "$stage/native"
  done
  find "$bundle/runtime" "$stage/native/org/sqlite/native/Linux/x86_64" "$stage/native/org/jline/nativ/Linux/x86_64" \
    -name '*.so' -print0 | xargs -0 ldd "$bundle/runtime/bin/java" \
    | awk '$1 ~ /^\/lib/ { print $1 } $3 ~ /^\// { print $3 }' | grep -v "^$bundle" | sort -u \
    | while read -r file; do take "$root" "$file"; done
  echo "twinhub:x:$image_user:$image_user::/data:/bin/sh" >"$root/etc/passwd"
  echo "twinhub:x:$image_user:" >"$root/etc/group"
  # Names are looked up by libc itself, in the order of these sources.
  echo "hosts: files dns" >"$root/etc/nsswitch.conf"
  settle "$root"
  chmod 1777 "$root/tmp"
}

commit_image() { # root
  local store=$stage/containers container mount
  rm -rf "$store"
  run_buildah() { buildah --storage-driver vfs --root "$store/root" --runroot "$store/run" "$@"; }
  container=$(run_buildah from scratch)
  mount=$(run_buildah mount "$container")
  cp -a "$1/." "$mount"
  chown -R 0:0 "$mount"
  chown "$image_user:$image_user" "$mount/data"
  chmod 700 "$mount/data"
  run_buildah umount "$container" >/dev/null
  # In a container, only its own network reaches the hub, and what is published. The keys are random unless a
  # seed names others.
  run_buildah config --user "$image_user:$image_user" --workingdir /data --volume /data --os linux --arch amd64 \
    --env TWINHUB_RUN=/tmp/run --env PATH=/usr/bin:/bin --port 443 --port 8883 --port 5671 \
    --entrypoint '["/usr/bin/twinhub"]' --cmd 'start --host 0.0.0.0 --data /data' \
    --label org.opencontainers.image.title=twinhub --label "org.opencontainers.image.version=$version" "$container"
  rm -f "$dist/twinhub-$version-image-amd64.tar"
  run_buildah commit --quiet --rm --format oci --disable-compression=false --timestamp "$SOURCE_DATE_EPOCH" "$container" \
    "oci-archive:$dist/twinhub-$version-image-amd64.tar:twinhub:$version" >/dev/null
  chmod -R u+w "$store" && rm -rf "$store"
}
