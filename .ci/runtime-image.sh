#!/bin/sh
# Builds a runtime image with core and audio as docs/runtime-image.md describes, and speaks from it. Builds ./parlando too.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
if [ -n "${JAVA_HOME:-}" ]; then PATH=$JAVA_HOME/bin:$PATH; fi

mvn -B -q -f "$home/pom.xml" -pl audio -am package -DskipTests dependency:copy-dependencies \
  -DincludeScope=runtime -DexcludeGroupIds=dev.parlando -DoutputDirectory="$work/lib"
cp "$home"/core/target/parlando-core-*T.jar "$home"/audio/target/parlando-audio-*T.jar "$work/lib"

cd "$work"
jdeps --ignore-missing-deps --generate-open-module modules lib/jlayer-*.jar lib/concentus-*.jar lib/HdrHistogram-*.jar
for module in jlayer concentus HdrHistogram; do
  jar=$(echo lib/$module-*.jar)
  javac -d classes/$module --patch-module $module="$jar" modules/$module/module-info.java
  jar --update --file "$jar" -C classes/$module module-info.class
done
jlink --module-path lib --add-modules dev.parlando.audio,jdk.crypto.ec --strip-debug --no-header-files --no-man-pages \
  --output image

javac -cp 'lib/*' -d program "$home/.ci/Spoken.java"
"$home/parlando" formats >formats.txt # Builds it.
"$home/parlando" serve --json >server.json &
server=$!
for _ in $(seq 60); do
  if [ -s server.json ]; then break; fi
  sleep 1
done
url=$(sed 's/.*"url":"\([^"]*\)".*/\1/' server.json)
key=$(sed 's/.*"api_key":"\([^"]*\)".*/\1/' server.json)
if ! image/bin/java --add-modules dev.parlando.audio -cp program Spoken "$url" "$key" 2>program.err || [ -s program.err ]; then
  cat program.err >&2
  echo "the program in the image failed or printed warnings" >&2
  exit 1
fi
for format in mp3_44100_128 opus_48000_64; do
  bytes=$(wc -c <$format.wav)
  if [ "$bytes" -lt 50000 ]; then
    echo "$format.wav has $bytes bytes only" >&2
    exit 1
  fi
done
echo "spoken from an image of $(du -sm image | cut -f1) MB"
