# Functions for scripts that speak with the offline server. Such a script sets home and work, and calls stop_servers at
# its end.

servers=

start_server() { # name, options of serve
  server_name=$1
  shift
  "$home/parlando" serve --json "$@" >"$work/$server_name.json" &
  servers="$servers $!"
}

await_server() { # name
  for _ in $(seq 60); do
    if [ -s "$work/$1.json" ]; then return; fi
    sleep 1
  done
  echo "the server $1 did not start" >&2
  exit 1
}

server_field() { # name, field
  sed "s/.*\"$2\":\"\([^\"]*\)\".*/\1/" "$work/$1.json"
}

stop_servers() {
  for server in $servers; do kill "$server"; done
}

# Runs a program that speaks into a WAV file per format. Fails if it prints a warning, or if a file is short.
check_speech() { # formats, command
  formats=$1
  shift
  for format in $formats; do rm -f "$format.wav"; done
  if ! timeout 120 "$@" $formats 2>program.err || grep -v '^WARNING: ' program.err; then
    cat program.err >&2
    echo "the program failed or printed warnings: $*" >&2
    exit 1
  fi
  for format in $formats; do
    if [ "$(wc -c <"$format.wav")" -lt 50000 ]; then
      echo "$format.wav is too short: $*" >&2
      exit 1
    fi
  done
}
