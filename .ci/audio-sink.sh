#!/bin/sh
# Gives tests a sound card that needs no hardware: a private PulseAudio server with one silent, recordable sink.
#
#   .ci/audio-sink.sh start          starts it and returns once it responds
#   eval "$(.ci/audio-sink.sh env)"  points ALSA, and so javax.sound, and parec at it
#   .ci/audio-sink.sh stop           ends it and removes its folder
#
# Works as root in a container. AUDIO_SINK_DIR chooses the folder of its state (default /tmp/parlando-audio-sink).
# AUDIO_SINK_REWINDS=yes makes a card that replaces samples it has already mixed, as some real cards do.
# Needs the Debian packages pulseaudio, pulseaudio-utils, libasound2 and libasound2-plugins.
set -eu

dir=${AUDIO_SINK_DIR:-/tmp/parlando-audio-sink}
pid_file=$dir/pulse/pid
sink=parlando

fail() {
    echo "audio-sink: $1" >&2
    exit 1
}

use_private_server() {
    export XDG_RUNTIME_DIR="$dir" PULSE_RUNTIME_PATH="$dir/pulse" PULSE_STATE_PATH="$dir/state"
    export PULSE_COOKIE="$dir/cookie" PULSE_SERVER="unix:$dir/pulse/native"
}

running() {
    [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null
}

# Tries a command every tenth of a second, for half a minute.
within_half_a_minute() {
    tries=300
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}

write_alsa_config() {
    # Without an explicit default, ALSA finds the server only if it ran before the JVM first used sound.
    cat >"$dir/asound.conf" <<CONF
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "unix:$dir/pulse/native" }
ctl.!default { type pulse server "unix:$dir/pulse/native" }
CONF
}

start() {
    for tool in pulseaudio pactl parec; do
        command -v "$tool" >/dev/null || fail "$tool is missing: install pulseaudio and pulseaudio-utils"
    done
    running && fail "already running in $dir: stop it first"
    mkdir -p "$dir/pulse" "$dir/state"
    chmod 700 "$dir" "$dir/pulse" "$dir/state"
    write_alsa_config
    # norewinds: otherwise the first samples vanish, and an unrecorded sink works in blocks of two seconds.
    norewinds=1
    if [ "${AUDIO_SINK_REWINDS:-}" = yes ]; then norewinds=0; fi
    pulseaudio -n --daemonize=yes --exit-idle-time=-1 --disable-shm=yes --log-target="file:$dir/pulse.log" \
        -L "module-native-protocol-unix auth-anonymous=1" \
        -L "module-null-sink sink_name=$sink rate=48000 channels=1 format=s16le norewinds=$norewinds" \
        2>>"$dir/start.log" || fail "pulseaudio did not start: see $dir/start.log and $dir/pulse.log"
    within_half_a_minute pactl info || fail "the server does not respond: see $dir/pulse.log"
    within_half_a_minute pactl set-default-sink "$sink" || fail "the sink was not made: see $dir/pulse.log"
}

stop() {
    if running; then
        pid=$(cat "$pid_file")
        kill "$pid"
        within_half_a_minute stopped "$pid" || fail "process $pid does not end"
    fi
    rm -rf "$dir"
}

stopped() {
    ! kill -0 "$1"
}

print_environment() {
    running || fail "not running: use '$0 start' first"
    for variable in XDG_RUNTIME_DIR PULSE_RUNTIME_PATH PULSE_STATE_PATH PULSE_COOKIE PULSE_SERVER; do
        eval "printf \"export %s='%s'\\n\" $variable \"\$$variable\""
    done
    printf "export ALSA_CONFIG_PATH='%s'\n" "$dir/asound.conf"
}

use_private_server
case "${1:-}" in
    start) start ;;
    stop) stop ;;
    env) print_environment ;;
    *) fail "use: $0 start|stop|env" ;;
esac
