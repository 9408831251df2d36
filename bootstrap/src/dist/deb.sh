# The package for Debian and Ubuntu. It runs on the system's Java, which the system keeps secure; the archive of
# the classes is made where it is installed, and again when that Java changes.

make_deb() {
  needs dpkg-deb dpkg
  local root=$stage/deb share hub
  fresh "$root"
  share=$root/usr/share
  hub=$share/twinhub
  mkdir -p "$hub" "$root/DEBIAN" "$root/usr/bin" "$share/man/man1" "$share/doc/twinhub" \
    "$share/bash-completion/completions" "$share/fish/vendor_completions.d"
  cp -a "$distribution"/bin "$distribution"/conf "$distribution"/lib "$hub"
  rm -f "$hub"/lib/*.jsa "$hub"/lib/*.place "$hub"/bin/*.cmd
  ln -s ../share/twinhub/bin/twinhub "$root/usr/bin/twinhub"

  local program=("$distribution/bin/twinhub")
  "${program[@]}" man | gzip -9n >"$share/man/man1/twinhub.1.gz"
  "${program[@]}" completion bash >"$share/bash-completion/completions/twinhub"
  "${program[@]}" completion fish >"$share/fish/vendor_completions.d/twinhub.fish"
  cp "$dist/../third-party.md" "$share/doc/twinhub/third-party.md"

  sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk "$root/usr" | cut -f1)/" "$from/deb/control" \
    >"$root/DEBIAN/control"
  cp "$from/deb/postinst" "$from/deb/prerm" "$from/deb/triggers" "$root/DEBIAN"
  settle "$root"
  chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
  dpkg-deb --root-owner-group -Zxz --build "$root" "$dist/twinhub_${version}_all.deb" >/dev/null
}
