#!/bin/sh
# Runs the client of the built jar on the class paths of other programs, against servers in JVMs of their own. A row has
# the BOM that manages the versions, if any, and the versions expected of Netty, Disruptor and Jackson.
set -eu

rows='
boot-3.2   org.springframework.boot:spring-boot-dependencies:3.2.12 4.1.115.Final 3.4.4 2.15.4
boot-3.5   org.springframework.boot:spring-boot-dependencies:3.5.7  4.1.128.Final 4.0.0 2.19.2
boot-4.0   org.springframework.boot:spring-boot-dependencies:4.0.7  4.2.15.Final  3.4.4 2.21.4
oldest     -                                                        4.1.95.Final  3.3.6 2.13.5
oldest-4.2 -                                                        4.2.0.Final   4.0.0 2.16.2
newest-4.1 -                                                        4.1.137.Final 4.0.0 2.17.2
newest     -                                                        4.2.20.Final  4.0.0 2.23.0
'
# These are older than the oldest supported version of one library, and build() must name it.
rejected='
old-netty   - 4.1.94.Final 4.0.0 2.22.4 Netty-4.1.95-or-newer-is-needed;-found-4.1.94.Final-in
old-jackson - 4.2.20.Final 4.0.0 2.12.7 Jackson-2.13-or-newer-is-needed;-found-2.12.7-in
'

home=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
. "$home/.ci/speech.sh"
trap 'stop_servers; rm -rf "$work"' EXIT
if [ -n "${JAVA_HOME:-}" ]; then PATH=$JAVA_HOME/bin:$PATH; fi

fail() { echo "class paths: $*" >&2; exit 1; }

[ -f "$home"/examples/command/target/parlando.jar ] || fail "the command has not been packaged"
"$home/parlando" formats >"$work/formats.txt" # Builds again if a source has changed since.
core=$(ls "$home"/core/target/parlando-core-*T.jar) || fail "core has not been packaged"

dependency() { # group, artifact, version or nothing
  printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId>' "$1" "$2"
  if [ -n "${3:-}" ]; then printf '<version>%s</version>' "$3"; fi
}

bom() {
  dependency "$@"
  printf '<type>pom</type><scope>import</scope></dependency>'
}

pom() { # row, BOM, versions
  if [ "$2" = - ]; then
    managed=$(bom io.netty netty-bom "$3"; bom com.fasterxml.jackson jackson-bom "$5")
  else
    managed=$(IFS=:; set -- $2; bom "$@")
  fi
  mkdir -p "$work/$1"
  echo "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>$1</artifactId>
    <version>1</version><packaging>pom</packaging>
    <dependencyManagement><dependencies>$managed</dependencies></dependencyManagement>
    <dependencies>
      $(dependency io.netty netty-codec-http2)</dependency>
      $(dependency io.netty netty-handler)</dependency>
      $(dependency io.netty netty-handler-proxy)</dependency>
      $(dependency com.lmax disruptor "$4")</dependency>
      $(dependency com.fasterxml.jackson.core jackson-databind)</dependency>
    </dependencies></project>" >"$work/$1/pom.xml"
}

# Each row is a module, so that Maven starts once.
{
  echo "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>rows</artifactId>
    <version>1</version><packaging>pom</packaging><modules>"
  printf '%s\n' "$rows$rejected" | while read -r row bom netty disruptor jackson message; do
    if [ -n "$row" ]; then
      pom "$row" "$bom" "$netty" "$disruptor" "$jackson"
      echo "<module>$row</module>"
    fi
  done
  echo "</modules></project>"
} >"$work/pom.xml"
mvn -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -Dmdep.outputFile=class-path.txt

javac -Xlint:-classfile -nowarn -cp "$core" -d "$work/program" "$home"/.ci/class-paths/*.java 2>"$work/javac.err" ||
  { cat "$work/javac.err" >&2; fail "the program does not compile"; }
java -cp "$work/program" LibraryReferences "$core" "$work/references.txt"

start_server h2c
start_server h2 --tls
await_server h2c
await_server h2

check() { # row, arguments of the program
  row=$1
  shift
  if timeout 120 java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -ea \
    -cp "$core:$work/program:$(cat "$work/$row/class-path.txt")" ClassPathCheck "$@" \
    >"$work/$row/out" 2>"$work/$row/err" && ! grep -v '^WARNING: ' "$work/$row/err" | grep -q ' io\.netty\.'; then
    : >"$work/$row/passed"
  fi
}

# Waits for the started checks, and prints their results.
finish() { # rows
  wait $checks
  checks=
  for row in "$@"; do
    echo "$row:"
    cat "$work/$row/out"
    if [ ! -f "$work/$row/passed" ]; then
      cat "$work/$row/err" >&2
      fail "$row failed, or Netty logged a warning"
    fi
    passed=$((passed + 1))
  done
}

# Starts a check, two at a time, since each of them waits for servers.
start() { # row, arguments of the program
  check "$@" &
  checks="$checks $!"
  if [ -n "$started" ]; then
    finish "$started" "$1"
    started=
  else
    started=$1
  fi
}

passed=0
checks=
started=
while read -r row bom netty disruptor jackson; do
  if [ -n "$row" ]; then
    start "$row" "$netty" "$disruptor" "$jackson" "$work/references.txt" "$(server_field h2c url)" \
      "$(server_field h2c api_key)" "$(server_field h2 url)" "$(server_field h2 api_key)" "$(server_field h2 ca)"
  fi
done <<END
$rows
END
while read -r row bom netty disruptor jackson message; do
  if [ -n "$row" ]; then
    start "$row" "$netty" "$disruptor" "$jackson" "$(echo "$message" | tr - ' ')"
  fi
done <<END
$rejected
END
if [ -n "$started" ]; then finish "$started"; fi
expected=$(printf '%s\n' "$rows$rejected" | grep -c .)
[ "$passed" = "$expected" ] || fail "$passed of $expected rows ran"
echo "$passed class paths"
