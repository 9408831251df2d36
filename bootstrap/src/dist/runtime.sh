# The distribution with a Java of its own: the modules that it needs, and the archive of its classes.

# What jdeps finds in the jars (java.desktop is left out: only classes of commons-lang3 and the editor of the
# shell that nobody calls name it), and what is found at run time by its name: elliptic curves, jar file systems,
# flight recordings, the kinds of random numbers, the unsafe memory of Netty, SASL and Kerberos of the JDK's own clients.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.prefs,java.security.jgss
modules+=,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.random,jdk.unsupported
modules+=,jdk.zipfs

make_runtime() {
  local jdk=${JAVA_HOME:?} machine
  machine=$(uname -s)-$(uname -m)
  [ "$machine" = Linux-x86_64 ] || fail "the part runtime is made on Linux x64, not on $machine"
  [ -d "$jdk/jmods" ] || fail "$jdk has no jmods; JAVA_HOME must be a whole JDK"
  # shellcheck disable=SC2012
  [ "$(ls "$distribution"/lib/twinhub-domain-*.jar | wc -l)" = 1 ] || fail "jars of another version are left; run mvn clean"
  fresh "$bundle"
  cp -a "$distribution"/bin "$distribution"/conf "$distribution"/lib "$bundle"
  # Neither the archive of the build's own Java, nor the list that archives are made from.
  rm -f "$bundle"/lib/*.jsa "$bundle"/lib/*.place "$bundle"/bin/*.cmd
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress=2 \
    --output "$stage/runtime.new"
  # Packages of Python and npm hold no links.
  cp -RL "$stage/runtime.new" "$bundle/runtime"
  rm -rf "$stage/runtime.new"
  "$bundle/runtime/bin/java" -cp "$bundle/lib/*" io.twinhub.bootstrap.archive.ArchiveAnywhere "$bundle"
  rm "$bundle/lib/twinhub.classes"
  settle "$bundle"
  tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -cf - "${bundle##*/}" \
    | gzip -9n >"$dist/${bundle##*/}.tar.gz"
}
