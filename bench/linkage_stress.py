#!/usr/bin/env python3
"""Linkage on shapes of data the defaults were not chosen on: products, publications, restaurants, music, companies, persons
with few columns, and edge cases. Every file is invented here from a seed; the specification is nothing but column types.

    bench/linkage_stress.py [--binary build/bench-build/anwang] [--seed 1] [--only SHAPE,…] [--keep DIR]

Prints a line a shape: records, true pairs, precision, recall and F1 at the default threshold, and the best F1 at any.
"""
import argparse
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

SYLLABLES = "ba be bi bo bra car cel da del do dra el fa fen fi gar go gra ha hel in ja ka kel la len lo lu ma mar mel mi mo na nel no or pa per po qui ra ren ri ro sa sel si sol sta ta tel ti tor tra ul va vel vi wen ya zo".split()
COLOURS = "black white silver red blue stainless graphite pink".split()
FEATURES = ("digital wireless portable compact professional cordless automatic rechargeable waterproof bluetooth stereo "
            "slim deluxe premium energy high speed dual widescreen home office mini ultra smart classic").split()
NOUNS = ("camera|lens|television|headphones|speaker system|microwave oven|refrigerator|dishwasher|phone|printer|scanner|"
         "keyboard|mouse|monitor|router|subwoofer|receiver|camcorder|dvd player|remote control|battery|charger|case|"
         "software suite|antivirus|drill|vacuum cleaner|blender|toaster|freezer").split("|")
TOPICS = ("query optimization|data streams|information extraction|view maintenance|xml|relational databases|data mining|"
          "association rules|nearest neighbor search|spatial indexing|transaction processing|concurrency control|recovery|"
          "schema matching|data integration|web services|sensor networks|top-k queries|approximate aggregation|"
          "parallel joins|access control|temporal data|workflow systems|text retrieval|main memory indexes|"
          "materialized views|clustering|similarity search|object oriented systems|semistructured data").split("|")
FRAMES = ("efficient {} for {}|a framework for {} and {}|on the complexity of {} in {}|{} meets {}|adaptive {} using {}|"
          "scalable {} over {}|{}: a survey of {}|towards {} with {}|optimizing {} through {}|experiences with {} in {}|"
          "a cost model for {} under {}|incremental {} in the presence of {}").split("|")
GIVEN = ("james john robert michael william david richard joseph thomas charles mary patricia linda barbara elizabeth "
         "jennifer maria susan margaret dorothy anna peter george edward brian kevin jason laura sarah kimberly helen sandra "
         "carol ruth sharon emma olivia noah liam sophia lucas mia ethan ava logan grace oliver chloe henry alice").split()
STREETS = "street avenue road lane drive boulevard court place".split()
SHORT = {"street": "st", "avenue": "ave.", "road": "rd", "lane": "ln", "drive": "dr.", "boulevard": "blvd", "court": "ct",
         "place": "pl"}


def zipf(rng, things, skew=1.0):
    return things[min(int(len(things) * rng.random() ** (1 + skew)), len(things) - 1)]


class World:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.brands = [self.word(2) for _ in range(60)]
        self.surnames = [self.word(self.rng.randint(2, 3)) for _ in range(1500)]
        self.towns = [self.word(3) for _ in range(120)]
        self.roads = [self.word(self.rng.randint(2, 3)) for _ in range(900)]
        self.words = [self.word(self.rng.randint(1, 3)) for _ in range(2500)]

    def word(self, n):
        return "".join(self.rng.choice(SYLLABLES) for _ in range(n))

    def typo(self, text):
        if len(text) < 3:
            return text
        at, kind = self.rng.randrange(len(text) - 1), self.rng.randrange(4)
        letter = self.rng.choice("0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz")
        return [text[:at] + letter + text[at + 1:], text[:at] + text[at + 1:], text[:at] + letter + text[at:],
                text[:at] + text[at + 1] + text[at] + text[at + 2:]][kind]

    def maybe_typo(self, text, chance):
        return self.typo(text) if self.rng.random() < chance else text

    def some(self, words, lose):
        kept = [w for w in words if self.rng.random() >= lose]
        return kept or words[:1]

    def date(self):
        return f"{self.rng.randint(1930, 2012)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"

    def phone(self):
        return [f"{self.rng.randint(201, 989)}", f"{self.rng.randint(200, 999)}", f"{self.rng.randint(0, 9999):04}"]


# Two shops that describe the same goods in their own words; families of goods differ in the model number alone.
def products(w):
    rng, goods = w.rng, []
    while len(goods) < 1400:
        brand, noun, colour = zipf(rng, w.brands), rng.choice(NOUNS), rng.choice(COLOURS)
        series, features = w.word(1)[:3].upper(), rng.sample(FEATURES, 3)
        for _ in range(rng.choice([1, 1, 2, 3])):
            goods.append((brand, noun, colour if rng.random() < .6 else rng.choice(COLOURS), f"{series}{rng.randint(10, 9999)}",
                          features, rng.lognormvariate(5, 1)))
    left, right = [], []
    for n, (brand, noun, colour, model, features, price) in enumerate(goods):
        where = rng.random()
        if where < .8:
            title = f"{brand.title()} {colour.title()} {' '.join(features[:2])} {noun} - {model}"
            text = f"{brand} {model} {noun} with {', '.join(features)} and {' '.join(rng.sample(w.words, 12))}" if rng.random() < .8 else ""
            left.append([title, text, f"${price:.2f}" if rng.random() < .6 else "", n])
        if where > .2:
            words = [brand] + w.some([model if rng.random() < .8 else model[:3] + " " + model[3:]], .15) + \
                    w.some(noun.split() + features + [colour], .35) + rng.sample(w.words, rng.randint(0, 3))
            if rng.random() < .5:
                rng.shuffle(words)
            text = " ".join([noun] + w.some(features, .3) + rng.sample(w.words, 8)) if rng.random() < .5 else ""
            right.append([w.maybe_typo(" ".join(words), .1), text,
                          f"{price * rng.uniform(.8, 1.15):.2f}" if rng.random() < .8 else "", n])
    types = {"name": "text", "description": "text", "price": "number"}
    return types, [left, right]


def publications(w, dirty=False):
    rng, people, made = w.rng, [], []
    people = [(rng.choice(GIVEN).title(), rng.choice("ABCDEFGHJKLMPRST"), rng.choice(w.surnames).title()) for _ in range(900)]
    venues = [("SIGMOD Conference", "International Conference on Management of Data"), ("VLDB", "Very Large Data Bases"),
              ("ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)"),
              ("SIGMOD Record", "ACM SIGMOD Record"), ("VLDB J.", "The VLDB Journal")]
    while len(made) < 2200:
        authors = [zipf(rng, people, .6) for _ in range(rng.randint(1, 4))]
        title = rng.choice(FRAMES).format(*rng.sample(TOPICS, 2))
        if rng.random() < .5:
            title += " " + " ".join(rng.sample(w.words, rng.randint(1, 4)))
        made.append((title, authors, rng.choice(venues), rng.randint(1994, 2004)))
        if rng.random() < .1:  # the journal version, by the same people
            made.append((title, authors, rng.choice(venues), made[-1][3] + rng.randint(1, 3)))
    left, right = [], []
    for n, (title, authors, venue, year) in enumerate(made):
        where = rng.random()
        if where < .85:
            left.append([title.capitalize() + ".", ", ".join(f"{g} {m}. {s}" if hash_bit(n, i) else f"{g} {s}"
                         for i, (g, m, s) in enumerate(authors)), venue[0], year, n])
        for _ in range(rng.choice([1, 1, 2, 3]) if dirty else 1):
            if where <= .15:
                continue
            t = w.maybe_typo(title, .25 if dirty else .06)
            if dirty and rng.random() < .3:
                t = " ".join(t.split()[:rng.randint(3, 6)])
            names = [f"{g[0]} {s}" if dirty else f"{g} {s}" for g, m, s in authors]
            if rng.random() < .2:
                names = names[:max(1, len(names) - 1)]
            right.append([t, w.maybe_typo(", ".join(names), .1), rng.choice(venue) if dirty and rng.random() < .7 else "" if dirty else venue[1],
                          "" if dirty and rng.random() < .5 else year, n])
    return {"title": "text", "authors": "text", "venue": "text", "year": "year"}, [left, right]


def hash_bit(n, i):
    return (n * 2654435761 + i * 40503) >> 7 & 1


def restaurants(w):
    rng, left, right = w.rng, [], []
    kinds = "american italian french chinese mexican seafood steakhouses californian japanese thai delis coffee".split()
    chains = [" ".join(rng.sample(w.words, 2)) for _ in range(12)]
    for n in range(650):
        name = rng.choice(chains) if rng.random() < .12 else " ".join(rng.sample(w.words, rng.randint(1, 3)))
        kind, road, end = rng.choice(kinds), rng.choice(w.roads), rng.choice(STREETS)
        number, town, phone = rng.randint(1, 9999), zipf(rng, w.towns[:18]), w.phone()
        where = rng.random()
        if where < .6:
            left.append([name, f"{number} {rng.choice(['', 'n. ', 's. '])}{road} {SHORT[end]}", town, "/".join(phone[:2]) + "-" + phone[2], kind, n])
        if where > .42:
            other = name + rng.choice(["", "", "", " restaurant", " cafe", " (the)", f" on {road}"])
            right.append([w.maybe_typo(other, .1), f"{number} {road} {end if rng.random() < .5 else SHORT[end]}" + rng.choice(["", "", " between 3rd and 4th"]),
                          town if rng.random() < .9 else w.towns[20], "-".join(phone if rng.random() < .95 else w.phone()),
                          kind if rng.random() < .4 else rng.choice(kinds), n])
    return {"name": "full_name", "addr": "address", "city": "place", "phone": "phone", "type": "category"}, [left, right]


# One file of five sources; each writes title, album, length and year in its own way.
def music(w):
    rng, rows = w.rng, []
    artists = [" ".join(rng.sample(w.words, rng.randint(1, 3))) for _ in range(500)]
    n = 0
    while n < 1800:
        artist, album, year = zipf(rng, artists, .5), " ".join(rng.sample(w.words, rng.randint(1, 4))), rng.randint(1965, 2015)
        for track in range(rng.randint(1, 6)):
            title, seconds = " ".join(rng.sample(w.words, rng.randint(1, 5))), rng.randint(90, 480)
            for source in rng.sample(range(5), rng.choice([1, 2, 2, 3, 4, 5])):
                t = [title, f"{artist} - {title}", f"{track + 1:03}-{title}", title, f"{title} ({album})"][source]
                rows.append([w.maybe_typo(t, .15), "" if source == 1 else w.maybe_typo(artist, .1),
                             w.maybe_typo(album, .15) if rng.random() < .85 else "", [f"{year}", f"{year % 100:02}", "", f"{year}", f"'{year % 100:02}"][source],
                             [f"{seconds * 1000}", f"{seconds / 60:.3f}", f"{seconds}", f"{seconds}sec", f"{seconds // 60}m {seconds % 60}sec"][source],
                             rng.choice(["English", "Eng.", "english", ""]), n])
            n += 1
    return {"title": "text", "artist": "full_name", "album": "text", "year": "year", "length": "text", "language": "category"}, [rows]


def companies(w):
    rng, rows = w.rng, []
    ends = [["Inc.", "Incorporated", "Inc", ""], ["Ltd", "Limited", "Ltd.", ""], ["LLC", "L.L.C.", ""], ["GmbH", "Gesellschaft mbH", ""]]
    trades = "trading consulting logistics foods software systems partners holdings industries construction energy medical".split()
    for n in range(1800):
        name = " ".join(rng.sample(w.words, rng.randint(1, 2)) + [zipf(rng, trades)])
        end, town, number, road, street = rng.choice(ends), zipf(rng, w.towns), rng.randint(1, 300), rng.choice(w.roads), rng.choice(STREETS)
        code = f"{10000 + w.towns.index(town) * 37}"
        for copy in range(rng.choice([1, 1, 1, 2, 2, 3])):
            moved = copy and rng.random() < .15
            rows.append([w.maybe_typo(name, .15 * copy).title() + " " + rng.choice(end), f"{rng.randint(1, 300) if moved else number} {rng.choice(w.roads) if moved else road} {SHORT[street] if copy else street}",
                         town.title() if rng.random() < .95 else "", code if rng.random() < .8 else "", rng.choice(["US", "UK", "DE"]) if not n % 9 else "US", n])
    return {"name": "full_name", "address": "address", "city": "place", "postcode": "postcode", "country": "category"}, [rows]


def persons(w, count=3000, columns=("given", "surname", "dob"), missing=.03, typo=.08, skew=.6, copies=(1, 1, 2, 3)):
    rng, rows = w.rng, []
    types = {"given": "given_name", "surname": "surname", "dob": "date", "birth_year": "year", "town": "place", "phone": "phone",
             "email": "email", "address": "address", "sex": "category", "full_name": "full_name"}
    for n in range(count):
        given, surname, dob, town = zipf(rng, GIVEN, skew), zipf(rng, w.surnames, skew), w.date(), zipf(rng, w.towns, skew)
        person = {"given": given, "surname": surname, "dob": dob, "birth_year": dob[:4], "town": town, "phone": "".join(w.phone()),
                  "email": f"{given}.{surname}{rng.randint(1, 99)}@{rng.choice(w.words)}.com", "sex": rng.choice("mf"),
                  "address": f"{rng.randint(1, 200)} {rng.choice(w.roads)} {rng.choice(STREETS)}", "full_name": f"{given} {surname}"}
        for copy in range(rng.choice(copies)):
            rows.append(["" if rng.random() < missing else w.maybe_typo(person[c], typo if copy else 0) for c in columns] + [n])
    rng.shuffle(rows)
    return {c: types[c] for c in columns}, [rows]


# The first file knows telephone and e-mail, the second birth date and telephone.
def different_columns(w):
    types, (rows,) = persons(w, 2500, ("full_name", "dob", "phone", "email"), copies=(1, 2))
    left, right, seen = [], [], set()
    for r in rows:
        (right if r[-1] in seen else left).append(r)
        seen.add(r[-1])
    extra, right = right, right + persons(w, 800, ("full_name", "dob", "phone", "email"), copies=(1,))[1][0]
    for i in range(len(extra), len(right)):
        right[i] = right[i][:-1] + [f"other{i}"]
    return types, [left, right], [("full_name", "phone", "email"), ("full_name", "dob", "phone")]


WIDE = ("given", "surname", "dob", "town", "phone", "email", "address")
SHAPES = {
    "products (two shops)": products,
    "publications (two libraries)": publications,
    "publications (library, web)": lambda w: publications(w, True),
    "restaurants (two guides)": restaurants,
    "music (five sources)": music,
    "companies": companies,
    "persons: names, birth date": persons,
    "persons: names, birth year": lambda w: persons(w, 3000, ("given", "surname", "birth_year", "town")),
    "persons: 60 % missing": lambda w: persons(w, 3000, WIDE, missing=.6),
    "persons: skewed values": lambda w: persons(w, 3000, ("given", "surname", "dob", "town", "sex", "phone"), skew=4),
    "persons: 30 % typing errors": lambda w: persons(w, 3000, WIDE, typo=.3),
    "persons: 50 rows": lambda w: persons(w, 30, WIDE, copies=(1, 2, 2)),
    "persons: no one twice": lambda w: persons(w, 3000, WIDE, copies=(1,)),
    "persons: 15 of 60 copies each": lambda w: persons(w, 15, WIDE, copies=(60,), typo=.04),
    "persons: 20,000 and keys": lambda w: persons(w, 12000, WIDE, missing=.15, typo=.15),
    "two files, other columns": different_columns,
    "one column: full name": lambda w: persons(w, 1500, ("full_name",), missing=0, skew=0),
    "one column: product title": lambda w: (lambda t, f: ({"name": "text"}, [[[r[0], r[-1]] for r in rows] for rows in f]))(*products(w)),
    "one column: e-mail": lambda w: persons(w, 1500, ("email",), missing=0),
}


def write(folder, types, files, columns=None):
    paths, number = [], 0
    for f, rows in enumerate(files):
        shown = columns[f] if columns else tuple(types)
        path = folder / f"{f}.csv"
        with open(path, "w", newline="", encoding="utf-8") as out:
            csv_out = csv.writer(out)
            csv_out.writerow(["id", *shown, "truth"])
            for r in rows:
                number += 1
                csv_out.writerow([number] + [r[list(types).index(c)] for c in shown] + [r[-1]])
        paths.append(path)
    spec = folder / "spec.yaml"
    spec.write_text("columns:\n  id: row_id\n  truth: truth\n" + "".join(f"  {c}: {t}\n" for c, t in types.items()))
    return spec, paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="build/bench-build/anwang")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep")
    args = parser.parse_args()
    print(f"{'shape':32} {'records':>8} {'pairs':>7} {'precision':>9} {'recall':>7} {'F1':>6} {'best F1':>8} {'at':>7} {'s':>5}")
    for name, make in SHAPES.items():
        if args.only and not any(part in name for part in args.only.split(",")):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(args.keep or scratch) / name.replace(" ", "_").replace(":", "").replace("%", "")
            folder.mkdir(parents=True, exist_ok=True)
            spec, paths = write(folder, *make(World(args.seed)))
            command = [args.binary, "link", "run", "--spec", spec, "--truth", "truth", "--threads", "2", "--clusters", folder / "clusters.csv"]
            for path in paths:
                command += ["--input", path]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                print(f"{name:32} {done.stderr.strip()[:200]}")
                continue
            r = json.loads(done.stdout)
            print(f"{name:32} {r['records']:8} {r['true_pairs']:7} {r['fixed']['precision']:9.3f} {r['fixed']['recall']:7.3f} "
                  f"{r['fixed']['f1']:6.3f} {r['best']['f1']:8.3f} {r['best']['threshold']:7} {r['seconds']['total']:5.1f}", flush=True)


main()
