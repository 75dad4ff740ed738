#!/usr/bin/env python3
"""Leave one out: for each public data set, the default that a user would get had it been chosen from the other sets only.

    bench/linkage_leave_one_out.py FOLDER [--binary build/bench-build/anwang] [--only SET,…] [--figures]

FOLDER holds febrl/dataset1.csv … dataset4b.csv, splink/fake_1000.csv and pseudopeople/decennial_census_2020_2030.csv. The
default chosen is the threshold (its grid: GRID); a set's held-out threshold is the one with the best mean F1 of the other
sets, and its held-out F1 is the F1 there. --figures prints the figures at the shipped default and nothing else.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

GRID = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
FEBRL = """columns:
  rec_id: {type: row_id}
  given_name: given_name
  surname: surname
  street_number: number
  address_1: address
  address_2: address
  suburb: place
  postcode: postcode
  state: category
  date_of_birth: date
  soc_sec_id: identifier
"""
FAKE = """columns:
  unique_id: row_id
  first_name: given_name
  surname: surname
  dob: date
  city: place
  email: email
  cluster: truth
"""
CENSUS = """columns:
  id: row_id
  person: truth
  first_name: given_name
  middle_initial: category
  last_name: surname
  date_of_birth: date
  sex: category
  race_ethnicity: category
  street_number: number
  street_name: address
  unit_number: number
  city: place
  zipcode: postcode
  state: category
"""
SETS = {"FEBRL 1": (FEBRL, ["febrl/dataset1.csv"]), "FEBRL 2": (FEBRL, ["febrl/dataset2.csv"]),
        "FEBRL 3": (FEBRL, ["febrl/dataset3.csv"]), "FEBRL 4": (FEBRL, ["febrl/dataset4a.csv", "febrl/dataset4b.csv"]),
        "fake_1000": (FAKE, ["splink/fake_1000.csv"]), "census 5 %": (CENSUS, 0.05), "census 15 %": (CENSUS, 0.15),
        "census 30 %": (CENSUS, 0.3)}


def prepared(folder, scratch, source):
    """The input files of a set; the census sample is corrupted at its rate, FEBRL's truth taken out of its identifier."""
    if isinstance(source, float):
        out = scratch / f"census-{source}.csv"
        done = subprocess.run([sys.executable, pathlib.Path(__file__).parent / "corrupt_census.py",
                               folder / "pseudopeople/decennial_census_2020_2030.csv", str(source)],
                              capture_output=True, text=True, check=True)
        out.write_text(done.stdout)
        return [out], "person"
    files = []
    for name in source:
        lines = (folder / name).read_text().splitlines()
        if not name.startswith("febrl"):
            return [folder / name], "cluster"
        out = scratch / pathlib.Path(name).name
        out.write_text(lines[0] + ",person\n" + "".join(f"{line},{line.split('-')[1]}\n" for line in lines[1:] if line))
        files.append(out)
    return files, "person"


def figures(binary, spec, files, truth, scratch, threshold):
    (scratch / "spec.yaml").write_text(spec + (f"threshold: {threshold}\n" if threshold else ""))
    command = [binary, "link", "run", "--spec", scratch / "spec.yaml", "--truth", truth, "--threads", "2"]
    for f in files:
        command += ["--input", f]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--binary", default="build/bench-build/anwang")
    parser.add_argument("--only", default="")
    parser.add_argument("--figures", action="store_true")
    args = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as place:
        scratch = pathlib.Path(place)
        for name, (spec, source) in SETS.items():
            if args.only and name not in args.only.split(","):
                continue
            files, truth = prepared(args.folder, scratch, source)
            found[name] = {}
            for threshold in [None] if args.figures else GRID:
                r = figures(args.binary, spec, files, truth, scratch, threshold)
                found[name][threshold] = r["fixed"]["f1"]
                if args.figures:
                    print(f"{name:12} records {r['records']:6} pairs {r['true_pairs']:6} precision {r['fixed']['precision']:.4f} recall "
                          f"{r['fixed']['recall']:.4f} F1 {r['fixed']['f1']:.4f} best {r['best']['f1']:.4f} B3 {r['fixed']['b3_f1']:.4f} "
                          f"blocking recall {r['blocking_recall']:.4f}", flush=True)
    if args.figures:
        return
    print(f"{'set left out':12} {'threshold of the others':>24} {'held-out F1':>12} {'F1 at 0.5':>10} {'its own best F1':>16}")
    for name, own in found.items():
        others = {t: sum(f[t] for n, f in found.items() if n != name) for t in GRID}
        chosen = max(GRID, key=lambda t: (round(others[t], 6), -abs(t - 0.5)))
        print(f"{name:12} {chosen:24} {own[chosen]:12.4f} {own[0.5]:10.4f} {max(own.values()):16.4f}")


if __name__ == "__main__":
    main()
