#!/bin/sh
# Builds a runtime image with core and audio as docs/runtime-image.md describes, and speaks from it. Builds ./parlando too.
# The argument is the class path of audio, with the jars of Parlando.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
. "$home/.ci/speech.sh"
trap 'stop_servers; rm -rf "$work"' EXIT
if [ -n "${JAVA_HOME:-}" ]; then PATH=$JAVA_HOME/bin:$PATH; fi

mkdir "$work/lib"
(IFS=:; cp $1 "$work/lib")

cd "$work"
jdeps --ignore-missing-deps --generate-open-module modules lib/jlayer-*.jar lib/concentus-*.jar lib/HdrHistogram-*.jar
for module in jlayer concentus HdrHistogram; do
  jar=$(echo lib/$module-*.jar)
  javac -d classes/$module --patch-module $module="$jar" modules/$module/module-info.java
  jar --update --file "$jar" -C classes/$module module-info.class
done
jlink --module-path lib --add-modules dev.parlando.audio,jdk.crypto.ec --strip-debug --no-header-files --no-man-pages \
  --output image

javac -cp 'lib/*' -d program "$home/.ci/spoken/Spoken.java"
"$home/parlando" formats >formats.txt # Builds it.
start_server server
await_server server
check_speech "mp3_44100_128 opus_48000_64" image/bin/java --add-modules dev.parlando.audio -cp program spoken.Spoken \
  "$(server_field server url)" "$(server_field server api_key)"
echo "spoken from an image of $(du -sm image | cut -f1) MB"
