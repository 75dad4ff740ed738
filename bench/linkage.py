"""Group "link" of bench/run: linkage of N synthetic records from file to file, beside Splink on DuckDB on the same file and
cores, and time and memory against N as an SVG. BENCH_LINK_SIZES (records, default 10000,100000,1000000) and
BENCH_SPLINK_SIZE (default 1000000; 0 leaves the peer out)."""
import json
import math
import os
import statistics
import subprocess
import sys

from harness import BUILD as build, DIR as folder, ROOT, add, say

SIZES = [int(n) for n in os.environ.get("BENCH_LINK_SIZES", "10000,100000,1000000").split(",")]
SPLINK_SIZE = int(os.environ.get("BENCH_SPLINK_SIZE", "1000000"))
SPEC = """columns:
  id: row_id
  given_name: given_name
  surname: surname
  dob: date
  street_number: number
  street: address
  town: place
  postcode: postcode
  phone: phone
  email: email
  person: truth
"""


def link(binary, spec, file):
    done = subprocess.run([binary, "link", "run", "--spec", spec, "--input", file, "--clusters", f"{file}.clusters",
                           "--truth", "person", "--threads", "2", "--memory", "8GiB"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: link failed:\n{done.stderr}")
    return json.loads(done.stdout)


def splink(folder, file):
    python = folder / "splink-venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parent.parent], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", ROOT / "bench/peers/splink/requirements.txt"],
                       check=True)
    done = subprocess.run([python, ROOT / "bench/peers/splink/run.py", file, "2"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: splink failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def chart(points, exponent):
    """Seconds and MiB against records, both axes logarithmic."""
    width, height, left, bottom = 640, 360, 70, 300
    low, high = math.log10(min(p[0] for p in points)), math.log10(max(p[0] for p in points))
    rows = [("seconds", 1, "#1b6e57"), ("MiB", 2, "#b3472c")]
    top = max(math.log10(max(p[1], p[2])) for p in points)
    floor = min(math.log10(max(min(p[1], p[2]), 0.01)) for p in points)
    x = lambda n: left + (math.log10(n) - low) / max(high - low, 1e-9) * (width - left - 60)
    y = lambda v: bottom - (math.log10(max(v, 0.01)) - floor) / max(top - floor, 1e-9) * 230
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
             'font-size="12"><rect width="100%" height="100%" fill="#fff"/>',
             f'<text x="16" y="24" font-size="15" font-weight="600">Linkage of N records; time grows as N^{exponent:.2f}'
             '</text>']
    for name, column, colour in rows:
        line = " ".join(f"{x(p[0]):.1f},{y(p[column]):.1f}" for p in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for p in points:
            parts.append(f'<circle cx="{x(p[0]):.1f}" cy="{y(p[column]):.1f}" r="4" fill="{colour}"/><text '
                         f'x="{x(p[0]) + 7:.1f}" y="{y(p[column]) - 6:.1f}">{p[column]:.3g} {name}</text>')
    for p in points:
        parts.append(f'<text x="{x(p[0]):.1f}" y="{bottom + 22}" text-anchor="middle">{p[0]:,}</text>')
    return "\n".join(parts) + "</svg>\n"


def measure(runs, quick):
    say("link")
    sizes = [10_000, 100_000] if quick else SIZES
    spec = folder / "link-corpus.yaml"
    spec.write_text(SPEC)
    points, seconds = [], {}
    for size in sizes:
        file = folder / f"link-{size}.csv"
        with open(file, "wb") as out:
            subprocess.run([build / "bench" / "anwang_link_corpus", str(size), "1"], stdout=out, check=True)
        made = [link(build / "anwang", spec, file) for _ in range(runs)]
        took = statistics.median(m["seconds"]["total"] for m in made)
        seconds[size] = took
        one = made[0]
        points.append((size, took, one["peak_rss_bytes"] / 2**20))
        goal = size == 1_000_000
        add(f"link_{size}_s", took, "s", "<= 30" if goal else "", took <= 30 if goal else None,
            note=f"F1 {one['fixed']['f1']:.4f}, blocking recall {one['blocking_recall']:.4f}, "
                 f"{one['candidate_pairs']} pairs, {one['peak_rss_bytes'] / 2**20:.0f} MiB")
    if len(points) > 1 and not quick:
        exponent = math.log(points[-1][1] / points[0][1]) / math.log(points[-1][0] / points[0][0])
        picture = ROOT / "docs" / "bench" / "linkage.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(chart(points, exponent))
    if SPLINK_SIZE in seconds and not quick:
        say("  Splink on DuckDB on the same file")
        peer = splink(folder, folder / f"link-{SPLINK_SIZE}.csv")
        ratio = round(peer["seconds"] / seconds[SPLINK_SIZE], 1)
        add("link_splink_s", peer["seconds"], "s", ">= 10 x ours", ratio >= 10, peer="ours", ratio=ratio,
            note=f"Splink {peer['splink']}, DuckDB {peer['duckdb']}: F1 {peer['f1']:.4f}")
