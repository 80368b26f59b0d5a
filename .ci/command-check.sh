#!/usr/bin/env bash
# Checks the command with a recording of the virtual sound card, with curl, and with invalid input.
#
#   .ci/audio-sink.sh start; eval "$(.ci/audio-sink.sh env)"; .ci/command-check.sh
#
# Needs parec, sox, ffmpeg, curl, nghttp, h2load, node and npm. Prints one line per check, and exits with 1 at the first
# failure.
set -euo pipefail
set -m # Background jobs get process groups of their own, and so do not ignore SIGINT.

cd "$(dirname "$0")/.."
repo=$PWD
parlando=$repo/parlando
monitor=parlando.monitor
work=$(mktemp -d)
background=()

cleanup() {
  for pid in "${background[@]}"; do kill "$pid" 2>/dev/null || true; done
  ! mountpoint -q "$work/small" || umount "$work/small"
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

check() { printf 'command: %s\n' "$*"; }
fail() {
  printf 'command: FAILED: %s\n' "$*" >&2
  for log in err out; do [ ! -s "$log" ] || sed "s/^/  $log: /" "$log" >&2; done
  exit 1
}

# Runs the command; writes its output to the files out and err, and fails unless it exits with the given code.
expect() { # exit code, arguments
  local code=0
  "$parlando" "${@:2}" >out 2>err </dev/null || code=$?
  [ "$code" = "$1" ] || fail "parlando ${*:2} ended with $code instead of $1"
}

# Prints one value of a JSON file, the value itself for texts and numbers.
json() { # file, expression on the value v
  node -e 'const v = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(eval(process.argv[2]))' "$@"
}

peak() { sox -q "$1" -n stat 2>&1 | awk '/^Maximum amplitude/ { print $3 }'; } # 0 to 1
seconds() { soxi -D "$1"; }
is() { awk "BEGIN { exit !($1) }"; } # a comparison of numbers

# Waits for a file that is not empty.
await_file() { # file, what it means if it never comes
  for _ in $(seq 1200); do [ -s "$1" ] && return; sleep 0.05; done
  fail "$2"
}

record() { # raw file; sets recorder, and returns once samples arrive
  : >"$1"
  parec -d "$monitor" --rate=48000 --channels=1 --format=s16le --latency-msec=10 --raw >"$1" &
  recorder=$!
  background+=("$recorder")
  await_file "$1" "the virtual sound card gives no samples"
}

heard() { # raw file, from which byte; whether there is any sound
  [ "$(tail -c "+$2" "$1" | tr -d '\0' | head -c 1 | wc -c)" != 0 ]
}

# Stops when half a second of the recording is silent, whatever its lag.
stop_recording() { # raw file; makes it a WAV file
  local bytes=$(($(stat -c %s "$1") + 48000))
  local tries=1200
  until [ "$(stat -c %s "$1")" -ge "$bytes" ] && ! heard "$1" "$(($(stat -c %s "$1") - 47999))"; do
    [ "$((tries--))" -gt 0 ] || fail "the sound does not end"
    sleep 0.05
  done
  kill "$recorder"
  wait "$recorder" 2>/dev/null || true
  sox -q -t raw -r 48000 -c 1 -b 16 -e signed "$1" "${1%.raw}.wav"
}

# Runs a check that sets problem on failure. The check is repeated if a process that asks to run every millisecond stalled
# meanwhile, since a gap in the sound then proves nothing. A problem without a stall is a failure.
undisturbed() { # how many milliseconds of waiting count, function
  local attempt witness waited
  for attempt in 1 2 3 4 5; do
    : >witness
    node -e '
      let last = performance.now(), most = 0;
      setInterval(() => { const now = performance.now(); most = Math.max(most, now - last); last = now; }, 1);
      process.on("SIGTERM", () => { console.log(most.toFixed(1)); process.exit(); });
      console.log(0);' >witness &
    witness=$!
    background+=("$witness")
    await_file witness "the witness does not start"
    problem=
    "$2"
    kill "$witness"
    wait "$witness" || true
    waited=$(tail -n 1 witness)
    [ -n "$problem" ] || return 0
    is "$waited >= $1" || break
    printf '  attempt %s: a process waited for %s ms, and %s\n' "$attempt" "$waited" "$problem"
  done
  fail "$problem, while no process waited for more than $waited ms"
}

for tool in parec sox soxi ffmpeg ffprobe curl nghttp h2load node npm; do
  command -v "$tool" >/dev/null || fail "$tool is missing"
done
[ -n "${PULSE_SERVER:-}" ] || fail "there is no virtual sound card: start .ci/audio-sink.sh and evaluate its env"
unset ELEVENLABS_API_KEY ELEVENLABS_BASE_URL

check "it builds and prints its version"
"$parlando" --version >out 2>err || fail "the first run"
grep -q '^parlando [0-9]' out || fail "no version"

check "help and lists go to standard output"
expect 0 --help
grep -q 'say ' out || fail "say is not in the help"
[ ! -s err ] || fail "help wrote to standard error"
expect 0 devices --json
json out 'v.length ? "some" : "none"' | grep -q some || fail "the virtual card is not listed"

check "--out writes a WAV file of 44.1 kHz"
expect 0 say "Hello from the JVM" --out hello.wav --json
[ "$(ffprobe -v error -show_entries stream=codec_name,sample_rate,channels -of csv=p=0 hello.wav)" = pcm_s16le,44100,1 ] ||
  fail "the file has another format"
[ "$(json out v.status)" = ok ] || fail "the status is not ok"
is "$(json out v.audio_ms) / 1000 - $(seconds hello.wav) < 0.01" || fail "audio_ms is not the length of the file"

check "the played sound equals the file of --out"
play() {
  record played.raw
  expect 0 say "Hello from the JVM" --stats
  stop_recording played.raw
  is "$(peak played.wav) > 0.1" || fail "the recording is silent: $(peak played.wav)"
  # The rate of the card: at a lower one, the likeness depends on where between two samples the sound begins.
  for file in hello played; do sox -q "$file.wav" -t raw -r 48000 -c 1 -b 16 -e signed "$file.48k"; done
  likeness=$(java "$repo/.ci/Likeness.java" hello.48k played.48k)
  is "$likeness > 0.99" || problem="the recording is alike by $likeness only"
}
undisturbed 20 play # The line holds 100 ms, but at its start no more than it is filled with ahead.
grep -E 'startup_ms|first_byte|first_pcm|first_played|underruns' err | tr -s ' ' | paste -sd ';' | sed "s/^/  alike by $likeness; /"

check "say - speaks the first sentence before its input ends"
mkfifo written
"$parlando" say - --device none --json <written >out 2>err &
speaker=$!
background+=("$speaker")
exec 9>written
printf 'This is the first sentence. And this ' >&9
sleep 5
printf 'is the second one.' >&9
exec 9>&-
code=0
wait "$speaker" || code=$?
[ "$code" = 0 ] || fail "the process ended with $code"
is "$(json out v.ttfb_ms) < 5000" || fail "the first audio came after the end of the input"

check "Ctrl-C stops the sound immediately and ends the process"
interrupt() {
  local samples_before code=0
  record interrupted.raw
  "$parlando" say "$(printf 'One, two, three, four, five, six, seven. %.0s' $(seq 10))" >out 2>err &
  speaker=$!
  background+=("$speaker")
  for _ in $(seq 1200); do heard interrupted.raw 1 && break; sleep 0.05; done
  sleep 1
  samples_before=$(($(stat -c %s interrupted.raw) / 2))
  kill -INT "$speaker"
  wait "$speaker" || code=$?
  [ "$code" = 130 ] || fail "the process ended with $code"
  stop_recording interrupted.raw
  sox -q interrupted.wav before.wav trim 0 "${samples_before}s"
  sox -q interrupted.wav after.wav trim "$((samples_before + 24000))s"
  is "$(peak before.wav) > 0.1" || fail "the recording is silent before the interruption"
  is "$(peak after.wav) < 0.001" || problem="something was heard half a second after it: $(peak after.wav)"
}
undisturbed 100 interrupt

check "noise that calls itself MP3 is not played"
node -e '
  const server = require("http2").createServer((request, response) => {
    response.writeHead(200, { "content-type": "audio/mpeg" });
    response.end(require("crypto").randomBytes(100000));
  });
  server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));' >noise.url &
noise_server=$!
background+=("$noise_server")
await_file noise.url "the server of noise does not start"
record noise.raw
expect 1 say Hi --voice any --base-url "$(cat noise.url)"
stop_recording noise.raw
kill "$noise_server"
wait "$noise_server" 2>/dev/null || true
is "$(peak noise.wav) < 0.001" || fail "noise was recorded: $(peak noise.wav)"
[ "$(wc -l <err)" = 1 ] || fail "the error is not one line"

check "without a sound device it writes a WAV file and reports it"
mkdir silent
(
  cd silent
  unset XDG_RUNTIME_DIR PULSE_RUNTIME_PATH PULSE_STATE_PATH PULSE_COOKIE PULSE_SERVER ALSA_CONFIG_PATH
  "$parlando" say "Hello" >../out 2>../err
) || fail "say without a device"
grep -q "no sound device.*parlando-1.wav" err || fail "the message does not name the WAV file"
is "$(peak silent/parlando-1.wav) > 0.1" || fail "the file is silent"

check "every streamed format can be stored, and ffmpeg and sox decode it"
expect 0 formats --json
json out 'v.filter(f => f.streamed).map(f => [f.format, f.codec, f.sample_rate_hz].join(" ")).join("\n")' >formats
[ "$(wc -l <formats)" -ge 21 ] || fail "only $(wc -l <formats) formats are listed"
while read -r format codec rate; do
  expect 0 say "Hello from the JVM" --format "$format" --out "$format" --json
  [ "$(json out v.bytes)" = "$(stat -c %s "$format")" ] || fail "$format: bytes is not the size of the file"
  case $codec in
  mp3)
    found=$(ffprobe -v error -show_entries stream=codec_name,sample_rate -of csv=p=0 "$format")
    [ "$found" = "mp3,$rate" ] || fail "$format: ffprobe finds $found"
    ffmpeg -nostdin -v error -y -i "$format" decoded.wav
    ;;
  opus)
    found=$(ffprobe -v error -show_entries stream=codec_name,sample_rate -of csv=p=0 "$format")
    [ "$found" = "opus,$rate" ] || fail "$format: ffprobe finds $found"
    [ -z "$(ffmpeg -nostdin -v warning -y -i "$format" decoded.wav 2>&1)" ] || fail "$format: ffmpeg complains"
    ;;
  pcm) sox -q -t raw -r "$rate" -c 1 -b 16 -e signed "$format" decoded.wav ;;
  ulaw) sox -q -t raw -r "$rate" -c 1 -b 8 -e u-law "$format" decoded.wav ;;
  alaw) sox -q -t raw -r "$rate" -c 1 -b 8 -e a-law "$format" decoded.wav ;;
  *) fail "$format: an unknown codec, $codec" ;;
  esac
  is "$(peak decoded.wav) > 0.1" || fail "$format: decodes to silence"
  is "($(seconds decoded.wav) - $(seconds hello.wav)) ^ 2 < 0.1 ^ 2" || fail "$format: $(seconds decoded.wav) s long"
done <formats

check "captions go with the sound, and ffmpeg reads them"
for kind in srt vtt; do
  expect 0 say "Tom & Jerry <b>left</b> in 1999. Nobody knew why. It was a long and cold winter in that year, wasn't it?" \
    --out captioned.wav --captions "captions.$kind" --json
  ffmpeg -nostdin -v error -y -i "captions.$kind" -f srt read.srt 2>err || fail "ffmpeg does not read captions.$kind"
  [ ! -s err ] || fail "ffmpeg complains about captions.$kind"
  [ "$(grep -c ' --> ' read.srt)" = "$(grep -c ' --> ' "captions.$kind")" ] || fail "captions.$kind: some are missing"
  grep -q '^Tom & Jerry' read.srt || fail "captions.$kind: the text differs"
  end=$(ffprobe -v error -show_entries packet=pts_time,duration_time -of csv=p=0 "captions.$kind" | tail -n 1 | tr , +)
  is "($end - $(seconds captioned.wav)) ^ 2 < 1" || fail "captions.$kind: they end at $end, not with the sound"
done

# Starts the server in the background; sets url, key and ca.
serve() { # arguments
  : >serve.json
  "$parlando" serve --json "$@" >serve.json 2>serve.err &
  server=$!
  background+=("$server")
  await_file serve.json "the server does not say where it is"
  url=$(json serve.json v.url) key=$(json serve.json 'v.api_key || ""') ca=$(json serve.json 'v.ca || ""')
}

speech='{"text":"Hello from the JVM","model_id":"eleven_flash_v2_5"}'
printf %s "$speech" >speech.json
path='/v1/text-to-speech/KevinOfflineVoice001/stream?output_format=mp3_44100_128'
json_type='content-type: application/json'

ask() { # name, HTTP version that must be spoken, curl options
  local spoken
  spoken=$(curl -sS -o "$1.mp3" -w '%{http_code} %{http_version}' -H "xi-api-key: $key" -H "$json_type" \
    --data "$speech" "${@:3}" "$url$path") || fail "curl over $1"
  [ "$spoken" = "200 $2" ] || fail "curl over $1: $spoken"
  cmp -s "$1.mp3" mp3_44100_128 || fail "curl over $1 does not get the bytes that say stored"
}

# The tools of nghttp2: one request whose audio is compared, then 200 of them on one connection, 20 at a time.
ask_nghttp2() {
  nghttp -d speech.json -H "xi-api-key: $key" -H "$json_type" "$url$path" >nghttp.mp3 2>err || fail "nghttp"
  cmp -s nghttp.mp3 mp3_44100_128 || fail "nghttp does not get the bytes that say stored"
  h2load -n 200 -c 1 -m 20 -d speech.json -H "xi-api-key: $key" -H "$json_type" "$url$path" >out 2>err || fail "h2load"
  grep -q '^requests: .* 200 succeeded, 0 failed, 0 errored, 0 timeout$' out || fail "h2load has failed requests"
  grep -q '^status codes: 200 2xx' out || fail "h2load was refused"
  grep -q "($((200 * $(stat -c %s mp3_44100_128)))) data\$" out || fail "h2load did not get every byte"
}

# Curl sends 200 requests with 20 texts on one TLS connection, 20 at a time; each response must be the one to its own text.
ask_many() {
  local number options=(-sS -H "xi-api-key: $key" -H "$json_type")
  for number in $(seq 0 19); do
    curl "${options[@]}" --http1.1 --cacert "$ca" --data "{\"text\":\"Number $number.\"}" -o "text$number.mp3" \
      "$url$path" || fail "curl, text $number"
  done
  for number in $(seq 0 199); do
    printf '%s\n' next http2 "cacert = \"$ca\"" "url = \"$url$path\"" "output = \"many$number.mp3\"" \
      "header = \"xi-api-key: $key\"" "header = \"$json_type\"" \
      "data = \"{\\\"text\\\":\\\"Number $((number % 20)).\\\"}\"" \
      'write-out = "%{http_code} %{http_version} %{num_connects}\n"'
  done | tail -n +2 >many.conf
  curl -sS --parallel --parallel-max 20 --config many.conf >out 2>err || fail "curl, 200 requests"
  [ "$(sort out | uniq -c | xargs)" = "199 200 2 0 1 200 2 1" ] || fail "curl, 200 requests: not all on one connection"
  for number in $(seq 0 199); do
    cmp -s "many$number.mp3" "text$((number % 20)).mp3" || fail "response $number does not match its text"
  done
}

end_server() {
  kill -INT "$server"
  local code=0
  wait "$server" || code=$?
  [ "$code" = 130 ] || fail "the server ended with $code"
}

check "serve speaks HTTP/1.1 and HTTP/2 with prior knowledge"
serve
ask http1.1 1.1 --http1.1
ask h2c 2 --http2-prior-knowledge
ask upgrade 1.1 --http2 # A server need not take the offer to upgrade: RFC 9113 has dropped it.
ask_nghttp2
ELEVENLABS_API_KEY=$key expect 0 say Hello --device none --base-url "$url" --json
[ "$(json out v.protocol)" = h2c ] || fail "say does not speak h2c"

check "a wrong key, an unknown voice and an unknown format end with 1, 1 and 2, in one line each"
ELEVENLABS_API_KEY=sk_wrong_and_secret expect 1 say Hello --base-url "$url" --out wrong.wav
grep -q ELEVENLABS_API_KEY err && ! grep -q sk_wrong_and_secret err out || fail "the message on a wrong key"
ELEVENLABS_API_KEY=$key expect 1 say Hello --base-url "$url" --voice nobody --out wrong.wav
[ "$(wc -l <err)" = 1 ] || fail "the error is not one line"
expect 2 say Hello --format mp3 --out wrong.wav
[ "$(wc -l <err)" = 1 ] || fail "the error is not one line"
! ls wrong.wav* 2>/dev/null || fail "a file was left behind"
end_server

check "serve speaks TLS, to curl and to say"
serve --tls
ask h2 2 --cacert "$ca" --http2
ask https1.1 1.1 --cacert "$ca" --http1.1
ask_nghttp2
ask_many
ELEVENLABS_API_KEY=$key expect 0 say Hello --device none --base-url "$url" --ca "$ca" --json
[ "$(json out v.protocol)" = h2 ] || fail "say does not speak h2"
ELEVENLABS_API_KEY=$key expect 1 say Hello --device none --base-url "$url"
grep -q "not trusted" err || fail "the message on a certificate that is not trusted"
end_server

check "serve --openai speaks to the official SDK of OpenAI"
cp -r "$repo/examples/command/src/test/openai-js/." .
npm ci --ignore-scripts --no-audit --no-fund >out 2>err || fail "npm ci"
serve --openai 0
PARLANDO_URL=$url node --test speech.test.js >out 2>err || fail "the SDK"
grep -q '^# pass 7$' out || fail "not all tests of the SDK ran"
[ -z "$(ffmpeg -nostdin -v error -y -i openai.wav decoded.wav 2>&1)" ] || fail "ffmpeg does not read the WAV response"
is "($(seconds decoded.wav) - $(seconds hello.wav)) ^ 2 < 0.1 ^ 2" || fail "the WAV response is $(seconds decoded.wav) s long"
end_server

check "serve --wyoming speaks texts and texts that are being written"
expect 0 say "Hello from the JVM" --format pcm_24000 --model eleven_flash_v2_5 --out flash.pcm --json
serve --wyoming 0
node "$repo/examples/command/src/test/wyoming-client.js" "$url" flash.pcm >out 2>err || fail "the Wyoming client"
sed 's/^/  /' out
end_server

check "bench writes results whose stages add up to the latencies"
expect 0 bench --requests 12 --concurrency 4 --warmup 4 --formats pcm_24000,mp3_44100_128 --out bench --json
[ "$(json out 'v.outcomes.completed')" = 12 ] || fail "bench: $(cat out)"
[ "$(json bench/result.json 'v.streams.length')" = 12 ] || fail "bench: result.json"
sums='v.streams.filter(s => {
  const all = Object.keys(s.stages), sum = names => names.reduce((total, name) => total + (s.stages[name] || 0), 0);
  const first = sum(all.filter(name => !["FIRST_DECODED", "LEADING_SILENCE", "DEVICE"].includes(name)));
  return first === s.ttfbMicros && sum(all) === s.ttfaMicros;
}).length'
[ "$(json bench/result.json "$sums")" = 12 ] || fail "bench: stages do not add up"
[ "$(json bench/result.json 'v.streams.filter(s => "SERVER" in s.stages).length')" = 12 ] || fail "bench: server"
[ "$(wc -l <bench/streams.csv)" = 13 ] || fail "bench: streams.csv"
grep -q 'Total count    =           12' bench/ttfa.hgrm || fail "bench: ttfa.hgrm"
expect 0 bench --requests 10 --concurrency 1,2 --warmup 2 --formats pcm_24000 --out levels
grep -q '^concurrency  *streams/s' out || fail "bench: no table of levels in $(cat out)"
[ -s levels/charts/audio-load-curve.svg ] || fail "bench: no curve of the load"
expect 0 bench --requests 6 --rate 10 --warmup 2 --cold --formats ulaw_8000 --out open
grep -q 'open, 10.0 per second' out || fail "bench: the loop of $(cat out)"
expect 0 bench --requests 2 --warmup 1 --play --device none --formats pcm_24000 --out played
grep -q '^  time to ear  *2 ' out || fail "bench: no time to ear in $(cat out)"

check "a full disk is an error with the file and the reason, and leaves no half file"
mkdir small
fails_on_full_disk() { # file that the error names, arguments
  expect 1 "${@:2}"
  grep -q "^parlando: cannot write $work/small/$1: .*No space left on device$" err || fail "the message on a full disk"
  [ -z "$(find small -name '*.part')" ] || fail "$(find small) was left behind"
}
if mount -t tmpfs -o size=1m tmpfs small 2>/dev/null; then
  many=$(printf 'One, two, three, four, five, six, seven, eight. %.0s' $(seq 10))
  for name in long.wav long.pcm; do
    fails_on_full_disk $name say "$many" --format pcm_24000 --out small/$name
    [ -z "$(ls small)" ] || fail "$(ls small) was left behind"
  done
  head -c 1000000 /dev/zero >small/full
  fails_on_full_disk bench/report.html bench --requests 2 --warmup 1 --formats pcm_24000 --out "$work/small/bench"
  [ "$(json small/bench/result.json 'v.streams.length')" = 2 ] || fail "bench: result.json"
  grep -q '^  TTFB  *2 ' out || fail "bench: no table in $(cat out)"
  umount small
else
  echo "  skipped: mounting a small disk is not permitted"
fi

check "a stopped process skips the time that it missed on the telephone, without a burst"
cat >receive.js <<'EOF'
// Receives RTP until the file "over" exists; then prints the packets around the longest gap.
const fs = require("fs"), packets = [];
const socket = require("dgram").createSocket("udp4", bytes => packets.push({
  millis: performance.now(), marker: bytes[1] >> 7, sequence: bytes.readUInt16BE(2), timestamp: bytes.readUInt32BE(4) }));
socket.bind(0, "127.0.0.1", () => console.log(socket.address().port));
setInterval(() => {
  fs.writeFileSync("received", String(packets.length));
  if (!fs.existsSync("over")) return;
  const gaps = packets.map((packet, i) => i === 0 ? 0 : packet.millis - packets[i - 1].millis);
  const at = gaps.indexOf(Math.max(...gaps)), before = packets[at - 1], after = packets[at];
  console.log(JSON.stringify({
    packets: packets.length, gap: gaps[at], marker: after.marker,
    inOrder: packets.every((packet, i) => i === 0 || packet.sequence === (packets[i - 1].sequence + 1) % 65536),
    skipped: ((after.timestamp - before.timestamp) >>> 0) / 8,
    soon: packets.filter(packet => packet.millis >= after.millis && packet.millis < after.millis + 200).length }));
  process.exit();
}, 50);
EOF
stop_call() {
  local receiver caller count
  rm -f over received receiver
  node receive.js >receiver &
  receiver=$!
  background+=("$receiver")
  await_file receiver "the receiver does not start"
  "$parlando" phone --rtp "127.0.0.1:$(cat receiver)" "$(printf 'One, two, three, four, five. %.0s' $(seq 4))" >out 2>err &
  caller=$!
  background+=("$caller")
  for _ in $(seq 1200); do
    count=$(cat received 2>/dev/null || true)
    [ "${count:-0}" -lt 50 ] || break
    sleep 0.05
  done
  kill -STOP -- "-$caller"
  sleep 2
  kill -CONT -- "-$caller"
  wait "$caller" || fail "phone ended with $?"
  : >over
  wait "$receiver"
  tail -n 1 receiver >stopped.json
  [ "$(json stopped.json 'v.gap > 1900 && v.marker === 1 && v.inOrder')" = true ] || fail "the packets: $(cat stopped.json)"
  [ "$(json stopped.json 'Math.abs(v.skipped - v.gap) < 50')" = true ] || problem="not all of the time was skipped"
  [ "$(json stopped.json 'v.soon <= 20')" = true ] || problem="a burst followed"
}
undisturbed 30 stop_call
sed 's/^/  /' stopped.json

check "no process is left"
! pgrep -f -a "$repo/examples/command/target/parlando.jar" || fail "these processes are left"
