#!/usr/bin/env python3
"""Corrupts the pseudopeople census sample (2020 and 2030) for measuring linkage, reproducibly.

    bench/corrupt_census.py decennial_census_2020_2030.csv 0.15 > census-15.csv

With RATE r, each independently: a typing error (substitution, deletion, insertion, swap) in first name, last name, birth
date and street name, r each; a value missing, r/2 in every column; first and last name swapped, r/4; another address,
r/2; another last name, r/2 of women. simulant_id becomes the column `person` (truth); household_id, guardian_* and copy_*,
which leak it, are left out. Standard error gets the baseline of an exact key: first name, last name and birth date.
"""
import collections
import csv
import random
import sys

COLUMNS = ["first_name", "middle_initial", "last_name", "date_of_birth", "sex", "race_ethnicity", "street_number",
           "street_name", "unit_number", "city", "zipcode", "state"]


def typo(text, rng):
    if not text:
        return text
    at, kind = rng.randrange(len(text)), rng.randrange(4)
    letter = rng.choice("0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz")
    if kind == 0:
        return text[:at] + letter + text[at + 1:]
    if kind == 1:
        return text[:at] + text[at + 1:]
    if kind == 2:
        return text[:at] + letter + text[at:]
    return text[:at] + text[at + 1:at + 2] + text[at] + text[at + 2:]


def corrupt(rows, rate, rng):
    last_names = [r["last_name"] for r in rows]
    streets = [(r["street_number"], r["street_name"]) for r in rows]
    for r in rows:
        r["date_of_birth"] = r["date_of_birth"][:10]
        for c in ("first_name", "last_name", "date_of_birth", "street_name"):
            if rng.random() < rate:
                r[c] = typo(r[c], rng)
        for c in COLUMNS:
            if rng.random() < rate / 2:
                r[c] = ""
        if rng.random() < rate / 4:
            r["first_name"], r["last_name"] = r["last_name"], r["first_name"]
        if rng.random() < rate / 2:
            r["street_number"], r["street_name"] = rng.choice(streets)
        if rng.random() < rate / 2 and r["sex"] == "Female":
            r["last_name"] = rng.choice(last_names)


def pairs(keys):
    return sum(n * (n - 1) // 2 for n in collections.Counter(keys).values())


def baseline(rows):
    complete = [(r["first_name"], r["last_name"], r["date_of_birth"], r["simulant_id"]) for r in rows
                if r["first_name"] and r["last_name"] and r["date_of_birth"]]
    found, right = pairs(k[:3] for k in complete), pairs(complete)
    true = pairs(r["simulant_id"] for r in rows)
    precision, recall = right / max(found, 1), right / true
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"exact key: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}", file=sys.stderr)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    corrupt(rows, float(sys.argv[2]), random.Random(7))
    out = csv.writer(sys.stdout)
    out.writerow(["id"] + COLUMNS + ["year", "person"])
    for n, r in enumerate(rows):
        out.writerow([n] + [r[c] for c in COLUMNS] + [r["year"], r["simulant_id"]])
    baseline(rows)


main()
