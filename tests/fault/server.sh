# Sourced by the scripts that run the whole server: its program, a free port, waiting for it, ending it.
anwang=${FAULT_ANWANG:-$root/build/test/anwang}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# until_ready PORT PID LOG: the log is shown when the server ends instead.
until_ready() {
  for _ in $(seq 300); do
    if python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$1/readyz')" 2>/dev/null; then return 0; fi
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  cat "$3"
  return 1
}

# end_server PID: kill -9, and its status is expected to be that of the signal.
end_server() {
  local status=0
  kill -9 "$1" && { wait "$1" 2>/dev/null || status=$?; }
  [ "$status" = 137 ]
}
