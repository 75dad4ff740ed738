"""What bench/run stands on: processes it starts and stops, the load generator, and the record of results."""
import datetime
import http.client
import json
import os
import pathlib
import pwd
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIR = pathlib.Path(os.environ.get("BENCH_DIR", ROOT / "build" / "bench")).resolve()
BUILD = pathlib.Path(os.environ.get("BENCH_BUILD", ROOT / "build" / "bench-build")).resolve()
PORT = int(os.environ.get("BENCH_PORT", "8410"))


class Settings:
    """Set once by bench/run from the environment and --quick."""
    reports = 1_000_000
    seconds = 60
    runs = 3
    scale = "1.0"
    quick = False


settings = Settings()
results = []
running = []  # what this script started and has not stopped


def say(text):
    print(text, flush=True)


def add(id_, value, unit, target="", met=None, peer=None, ratio=None, note=""):
    value = round(value, 3)
    results.append({"id": id_, "value": value, "unit": unit, "peer": peer, "ratio": ratio, "target": target, "met": met,
                    "note": note})
    verdict = "" if met is None else ("  met" if met else "  MISSED")
    say(f"  {id_}: {value} {unit}  {('target ' + target) if target else ''}{verdict}"
        + (f"  peer {peer}, ratio {ratio}" if peer is not None else ""))


def median(values):
    return statistics.median(values)


def run_json(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))} failed:\n{done.stderr}")
    if done.stderr.strip():
        say("  " + done.stderr.strip()[:600])
    return json.loads(done.stdout)


def fdatasync():
    return run_json(BUILD / "bench" / "anwang_fsync_probe", DIR, 2 if settings.quick else 5)


class Process:
    """Something that this script started; stopped by its own id."""

    def __init__(self, command, log, cwd=ROOT, stop_signal=signal.SIGTERM, **options):
        self.begun = time.monotonic()
        self.log = open(log, "wb")
        self.stop_signal = stop_signal
        self.process = subprocess.Popen([str(c) for c in command], stdout=self.log, stderr=subprocess.STDOUT, cwd=cwd,
                                        **options)
        running.append(self)

    def wait_for(self, is_ready, limit=600):
        while time.monotonic() - self.begun < limit:
            if self.process.poll() is not None:
                sys.exit(f"bench: the server ended at once; see {self.log.name}")
            if is_ready():
                return time.monotonic() - self.begun
            time.sleep(0.02)
        sys.exit("bench: the server did not become ready")

    def wait_ready(self, port, path, limit=600):
        def answers():
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", path)
                return connection.getresponse().status == 200
            except OSError:
                return False
        return self.wait_for(answers, limit)

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            self.process.wait(120)
        self.log.close()
        running.remove(self)


class Postgres:
    """A cluster of its own with the settings of an installation: fsync and synchronous_commit on."""

    def __init__(self):
        places = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not places:
            sys.exit("bench: PostgreSQL's server programs are not installed (tools/install_packages bench)")
        programs = places[-1].parent
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anwang-bench-pg-"))
        options = {}
        if os.getuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            options = {"user": owner.pw_uid, "group": owner.pw_gid}
        data, port = self.folder / "data", PORT + 2
        subprocess.run([programs / "initdb", "-D", data, "-U", "anwang", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
                       check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **options)
        with open(data / "postgresql.auto.conf", "a", encoding="utf-8") as out:
            out.write(f"listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{self.folder}'\n"
                      "shared_buffers = '256MB'\nmax_wal_size = '2GB'\n")
        self.server = Process([programs / "postgres", "-D", data], DIR / "postgres.log", cwd=self.folder,
                              stop_signal=signal.SIGINT, **options)
        self.psql = [programs / "psql", "-h", self.folder, "-p", str(port), "-U", "anwang", "-qAt"]
        self.server.wait_for(lambda: subprocess.run([*self.psql, "-d", "postgres", "-c", "SELECT 1"],
                                                    capture_output=True, check=False).returncode == 0, 60)
        self.address = f"127.0.0.1:{port}"

    def database(self, name):
        self.query("postgres", f'CREATE DATABASE "{name}"')
        return f"postgres://anwang@{self.address}/{name}"

    def query(self, database, sql):
        return subprocess.run([*self.psql, "-d", database, "-c", sql], capture_output=True, text=True,
                              check=True).stdout.strip()

    def stop(self):
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def load(port, path, headers=None, **options):
    command = [BUILD / "bench" / "anwang_load", "--port", port, "--path", path]
    if headers:
        command += ["--headers", headers]
    townships = DIR / "townships.txt"
    if not townships.exists():
        rows = (ROOT / "data" / "townships.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        townships.write_text("\n".join(r.split(",")[3] for r in rows if r.split(",")[1] == "10004") + "\n")
    command += ["--townships", townships]
    for name, value in options.items():
        command += ["--" + name, value]
    return run_json(*command)


def machine():
    cpu = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), "unknown")
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) / 2**20
    disk, longest = "unknown", -1
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        _, place, kind = line.split()[:3]
        if str(DIR).startswith(place) and len(place) > longest:
            disk, longest = kind, len(place)
    return f"{os.cpu_count()} x {cpu}, {memory:.0f} GiB, {disk}, Linux {os.uname().release}"


def row_of(r):
    met = {True: "yes", False: "**no**", None: ""}[r["met"]]
    cells = [r["id"], f"{r['value']:g} {r['unit']}", r["target"], met, r["peer"] or "", r["ratio"] or "", r["note"]]
    return "| " + " | ".join(str(c) for c in cells) + " |"


def write(only):
    """A quick run, or a run of one group, leaves the page and the results of the whole alone."""
    name = f"results-{only or 'quick'}.json" if only or settings.quick else "results.json"
    (DIR / name).write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    missed = [r for r in results if r["met"] is False]
    say(f"\n{len([r for r in results if r['met']])} targets met, {len(missed)} missed"
        + (": " + ", ".join(r["id"] for r in missed) if missed else ""))
    if only or settings.quick:
        say(f"written: {DIR / name}")
        return
    head = "| what | measured | target | met | peer | ratio | note |\n|---|---|---|---|---|---|---|\n"
    missed_part = ("## Missed\n\n" + head + "\n".join(map(row_of, missed)) + "\n") if missed else "Nothing is missed.\n"
    text = (f"# Measured\n\nMachine: {machine()}. Date: {datetime.date.today()}. Load average when written: "
            f"{os.getloadavg()[0]:.1f}. Medians of {settings.runs} runs; the load generator runs on the same cores.\n\n"
            "Written by `make bench` (`bench/run`); how it is measured stands in [README.md](README.md). Absolute "
            "figures depend on the\nmachine, above all on its disk: the raw fdatasync rate of the same run stands "
            f"beside them.\n\n{missed_part}\n## Everything\n\n{head}" + "\n".join(map(row_of, results)) + "\n")
    page = ROOT / "docs" / "bench" / "results.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text)
    say(f"written: {DIR / name} and docs/bench/results.md")
