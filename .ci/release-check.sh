#!/usr/bin/env bash
# Writes the artifacts of a release as docs/releases.md describes, twice, and compares the files. Then programs outside
# this build speak with the artifacts, and the sizes are compared with the budgets on that page. Builds ./parlando too.
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
. "$home/.ci/speech.sh"
trap 'stop_servers; rm -rf "$work"' EXIT
if [ -n "${JAVA_HOME:-}" ]; then PATH=$JAVA_HOME/bin:$PATH; fi

fail() { echo "release: $*" >&2; exit 1; }

version=$(sed -n 's/.*<version>\(.*\)-SNAPSHOT<.*/\1/p' "$home/pom.xml" | head -n 1)
[ -n "$version" ] || fail "the version in pom.xml is not a snapshot"
url=https://example.org/parlando
repository=$work/first/target/repository/dev/parlando
jars="core core-shaded audio offline fleet"

artifact() { echo "$repository/parlando-$1/$version/parlando-$1-$version$2"; } # name, end of the file name

# Writes the repository from a copy of the sources with the version of a release. Installs nothing.
publish() { # name of the copy
  mkdir "$work/$1"
  (cd "$home" && git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=-) | tar --extract --directory "$work/$1"
  find "$work/$1" -name pom.xml -exec sed -i "s/<version>$version-SNAPSHOT</<version>$version</" {} +
  mvn -B -q -f "$work/$1/pom.xml" -Prelease deploy -Drelease.url="$url" -pl bom,shaded,examples/offline,examples/fleet -am
}

has() { # file, texts
  local text
  for text in "${@:2}"; do grep -qF "$text" "$1" || fail "$1 lacks $text"; done
}

check_poms() {
  local name pom
  for name in $jars bom; do
    pom=$(artifact $name .pom)
    has "$pom" "<groupId>dev.parlando</groupId>" "<artifactId>parlando-$name</artifactId>" "<version>$version</version>" \
      "<name>" "<description>" "<url>$url</url>" "<name>Apache-2.0</name>" "<developer>" \
      "<connection>scm:git:$url.git</connection>" "<developerConnection>" "<tag>v$version</tag>"
    # Its own version is the only variable that a POM without a parent may have.
    ! sed 's/\${project\.version}//' "$pom" | grep -E '<parent>|SNAPSHOT|\$\{|<scope>test|<repositor' ||
      fail "$pom depends on this build"
  done
  for name in $jars; do has "$(artifact bom .pom)" "<artifactId>parlando-$name</artifactId>"; done
  ! grep '<dependency>' "$(artifact core-shaded .pom)" || fail "the shaded jar has dependencies"
}

# Each jar, its sources, pages and list of components, the POMs, and no other file.
check_files() {
  local name count
  for name in $jars; do
    jar tf "$(artifact $name .jar)" >"$work/$name.list"
    grep -qx META-INF/LICENSE "$work/$name.list" || fail "$name has no licence"
    jar tf "$(artifact $name -sources.jar)" | grep -c '\.java$' >/dev/null || fail "$name has no sources"
    jar tf "$(artifact $name -javadoc.jar)" | grep -c 'dev/parlando/.*/package-summary\.html$' >/dev/null ||
      fail "$name has no pages"
    has "$(artifact $name -cyclonedx.json)" "\"purl\" : \"pkg:maven/io.netty/netty-codec-http2@" '"specVersion" : "1.6"'
  done
  count=$(find "$repository" -type f ! -name 'maven-metadata*' ! -name '*.md5' ! -name '*.sha1' | wc -l)
  [ "$count" = 26 ] || fail "the repository has $count files: $(find "$repository" -type f)"
}

exports() { jar --describe-module --file "$(artifact "$1" .jar)" | grep exports; } # name

check_shaded_jar() {
  ! grep -vE '/$|^dev/parlando/|^META-INF/|^module-info.class$' "$work/core-shaded.list" || fail "classes that other jars have, too"
  ! grep -E '^META-INF/(services/(io|com)\.|native-image|versions|.*\.versions\.properties)' "$work/core-shaded.list" ||
    fail "files with the original names of classes"
  diff <(exports core) <(exports core-shaded) || fail "the shaded jar exports other packages than core"
  unzip -p "$(artifact core-shaded .jar)" META-INF/NOTICE >"$work/notice"
  has "$work/notice" "LMAX Disruptor" "Netty" "Jackson JSON processor"
}

# The class path of each project in .ci/release. Third-party files come from the local repository of Maven, but none goes
# there; the artifacts come from the written repository.
resolve() {
  cp -r "$home/.ci/release" "$work/projects"
  cat >"$work/settings.xml" <<END
<settings>
  <localRepository>$work/local</localRepository>
  <profiles><profile><id>check</id>
    <repositories>
      <repository><id>written</id><url>file://$work/first/target/repository</url></repository>
      <repository><id>machine</id><url>file://$HOME/.m2/repository</url></repository>
    </repositories>
    <pluginRepositories>
      <pluginRepository><id>machine</id><url>file://$HOME/.m2/repository</url></pluginRepository>
    </pluginRepositories>
  </profile></profiles>
  <activeProfiles><activeProfile>check</activeProfile></activeProfiles>
</settings>
END
  mvn -B -q -s "$work/settings.xml" -f "$work/projects/pom.xml" -Dparlando.version="$version" \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.includeScope=runtime \
    -Dmdep.outputFile=class-path.txt
}

class_path() { cat "$work/projects/$1/class-path.txt"; }

compile_programs() {
  javac -cp "$(class_path class-path)" -d "$work/programs" "$home/.ci/spoken/Spoken.java" \
    "$home"/.ci/release/programs/{WithOwnServer,Footprint,Plugin}.java
  javac -cp "$(class_path shaded):$work/programs" -d "$work/programs" "$home/.ci/release/programs/BesideNetty.java"
  javac --module-path "$(class_path module-path)" -d "$work/modules" "$home"/.ci/spoken/*.java
  javac -cp "$(class_path fleet)" -d "$work/programs" "$home/.ci/release/programs/WithFleet.java"
}

# Speaks on each class path and module path.
speak() {
  local netty server=("$(server_field h2c url)" "$(server_field h2c api_key)") all="mp3_44100_128 opus_48000_64"
  check_speech "$all" java -cp "$work/programs:$(class_path class-path)" WithOwnServer
  check_speech "$all" java -p "$work/modules:$(class_path module-path)" -m spoken/spoken.Spoken "${server[@]}"
  check_speech "$all" java -p "$work/modules:$(class_path shaded)" -m spoken/spoken.Spoken "${server[@]}"
  netty=$(sed -n 's/.*<version>\(4\.1\..*\)<.*/\1/p' "$home/.ci/release/shaded/pom.xml")
  check_speech "$all" java -cp "$work/programs:$(class_path shaded)" BesideNetty "$netty" "${server[@]}"
  check_speech mp3_44100_128 java -cp "$work/programs:$(class_path game)" spoken.Spoken "${server[@]}"
  echo "spoken on the class path, the module path and beside Netty $netty"
}

# Two engines join a fleet on a server of Redis, on the class path and on the module path.
speak_in_fleet() {
  local arguments=("$(server_field h2c url)" "$(server_field h2c api_key)")
  timeout 120 java -cp "$work/programs:$(class_path fleet)" WithFleet "${arguments[@]}"
  timeout 120 java -p "$(class_path fleet)" --add-modules dev.parlando.fleet -cp "$work/programs" WithFleet "${arguments[@]}"
}

# Speaks in a plugin, and unloads it. docs/architecture.md has the conditions. Newer JDKs keep classes softly.
speak_in_plugin() {
  local project
  for project in class-path shaded; do
    check_speech mp3_44100_128 java {-D,-Ddev.parlando.shaded.}io.netty.jfr.enabled=false -XX:SoftRefLRUPolicyMSPerMB=0 -cp "$work/programs" Plugin \
      "$work/programs:$(class_path $project)" "$(server_field h2c url)" "$(server_field h2c api_key)"
  done
  echo "spoken in a plugin, which was unloaded"
}

# Speaks from executable jars of the versions of Spring Boot in .ci/class-paths.sh.
speak_in_fat_jars() {
  local boot project versions
  versions=$(sed -n 's/^boot-.*:spring-boot-dependencies:\([^ ]*\) .*/\1/p' "$home/.ci/class-paths.sh")
  [ "$(wc -w <<<"$versions")" = 3 ] || fail "expected three versions of Spring Boot"
  for boot in $versions; do
    project=$work/fat-jar-$boot
    cp -r "$home/.ci/release/fat-jar" "$project"
    cp "$home/.ci/spoken/Spoken.java" "$project/src/main/java/spoken"
    sed -i "s/BOOT_VERSION/$boot/" "$project/pom.xml"
    mvn -B -q -s "$work/settings.xml" -f "$project/pom.xml" package -Dparlando.version="$version"
    check_speech "mp3_44100_128 opus_48000_64" java -jar "$project/target/fat-jar-1.jar" \
      "$(server_field h2c url)" "$(server_field h2c api_key)" >"$work/boot.log"
    has "$work/boot.log" "$boot"
  done
  echo "spoken from the executable jars of Spring Boot" $versions
}

# Gradle resolves the artifacts and speaks.
speak_with_gradle() {
  local project=$work/gradle
  cp -r "$home/.ci/release/gradle" "$project"
  mkdir -p "$project/src/main/java/spoken"
  cp "$home/.ci/spoken/Spoken.java" "$project/src/main/java/spoken"
  gradle -q --no-daemon --console=plain -g "$work/gradle-home" -p "$project" installDist \
    -PparlandoRepository="file://$work/first/target/repository" -PparlandoVersion="$version"
  check_speech mp3_44100_128 java -cp "$project/build/install/gradle/lib/*" spoken.Spoken \
    "$(server_field h2c url)" "$(server_field h2c api_key)"
  echo "spoken by a project of Gradle"
}

# The checks of .ci/class-paths.sh with the shaded jar. The references are those of the audio module.
check_shaded_calls() {
  javac -Xlint:-classfile -nowarn -cp "$(class_path shaded)" -d "$work/checks" "$home"/.ci/class-paths/*.java
  java -cp "$work/checks" LibraryReferences "$(artifact audio .jar)" "$work/references.txt"
  java -ea -cp "$work/checks:$(class_path shaded)" ClassPathCheck - - - "$work/references.txt" \
    "$(server_field h2c url)" "$(server_field h2c api_key)" \
    "$(server_field h2 url)" "$(server_field h2 api_key)" "$(server_field h2 ca)"
}

kilobytes() { # files, divided by colons
  (IFS=:; cat $1 | wc -c | awk '{ print int(($1 + 999) / 1000) }')
}

# Compares two values with the budgets that follow them in a row of a table in docs/releases.md.
within() { # first column, values
  local budgets
  read -r -a budgets <<<"$(awk -F'|' -v row=" $1 " '$2 == row && $4 ~ /^ [0-9]+ $/ { print $4, $6 }' "$home/docs/releases.md")"
  [ "${#budgets[@]}" = 2 ] || fail "docs/releases.md has no row $1"
  printf '  | %s | %s | %s | %s | %s |\n' "$1" "$2" "${budgets[0]}" "$3" "${budgets[1]}"
  [ "$2" -le "${budgets[0]}" ] && [ "$3" -le "${budgets[1]}" ] || fail "$1 is above its budget"
}

check_sizes() {
  local row project
  for row in core:core core-shaded:- audio:module-path offline:class-path fleet:fleet; do
    project=${row#*:} row=${row%:*}
    if [ "$project" = - ]; then all=$(artifact "$row" .jar); else all=$(class_path "$project"); fi
    within "\`parlando-$row\`" "$(kilobytes "$(artifact "$row" .jar)")" "$(kilobytes "$all")"
  done
  within "the game set" "$(kilobytes "$(artifact core-shaded .jar):$(artifact audio .jar)")" "$(kilobytes "$(class_path game)")"
  for row in "speech with \`parlando-audio\`:module-path" "speech with the game set:game"; do
    within "${row%:*}" $(java -XX:+UseSerialGC -cp "$work/programs:$(class_path "${row#*:}")" Footprint \
      "$(server_field h2c url)" "$(server_field h2c api_key)")
  done
}

publish first
TZ=Asia/Tokyo publish second
diff -r --exclude='maven-metadata*' "$work/first/target/repository" "$work/second/target/repository" ||
  fail "two builds of the same sources differ"
check_poms
check_files
check_shaded_jar

resolve
compile_programs
"$home/parlando" formats >"$work/formats.txt" # Builds again if a source has changed since.
start_server h2c
start_server h2 --tls
await_server h2c
await_server h2
cd "$work"
speak
speak_in_fleet
speak_in_plugin
speak_in_fat_jars
speak_with_gradle
check_shaded_calls
check_sizes
"$home/.ci/runtime-image.sh" "$(class_path module-path)"
echo "the artifacts of $version"
