#!/usr/bin/env python3
"""The link commands as a stranger meets them: every kind of bad input is a clear refusal or a counted rejection, a memory
limit changes nothing but the time, and a saved model gives the same answer.   cli.py BINARY"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

BINARY = pathlib.Path(sys.argv[1]).resolve()
SPEC = "columns:\n  id: row_id\n  name: full_name\n  born: date\n  town: place\n"
HEAD = "id,name,born,town\n"
ROWS = "1,anna berg,1980-02-03,aarhus\n2,anna berg,1980-02-03,aarhus\n3,jon lund,1971-12-01,vejle\n"


def link(folder, content, spec=SPEC, *options, command="run"):
    """Runs on one or several files; answers the exit code, the figures and what was said."""
    contents = content if isinstance(content, list) else [content]
    (folder / "spec.yaml").write_text(spec)
    arguments = [BINARY, "link", command, "--spec", folder / "spec.yaml"]
    for n, data in enumerate(contents):
        (folder / f"{n}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        arguments += ["--input", folder / f"{n}.csv"]
    if command == "run":
        arguments += ["--json", "--clusters", folder / "clusters.csv"]
    done = subprocess.run(arguments + list(options), capture_output=True)
    said = done.stderr.decode()
    assert done.returncode in (0, 1), f"ended with {done.returncode}: {said}"
    figures = json.loads(done.stdout) if done.returncode == 0 and command == "run" else {}
    if figures:
        assert figures["rows_in"] == figures["records"] + figures["rows_rejected"], said
        assert f"rows in {figures['rows_in']} = rows out {figures['records']} + rows rejected" in said, said
    return done.returncode, figures, said


def clusters(folder):
    with open(folder / "clusters.csv", newline="", encoding="utf-8") as file:
        return {r["row_id"]: r["cluster_id"] for r in csv.DictReader(file)}


def reads(folder, content, records, rejected=(), said_too="", spec=SPEC, linked=("1", "2")):
    code, figures, said = link(folder, content, spec)
    assert code == 0, said
    assert figures["records"] == records, figures
    assert [(r["line"], r["reason"]) for r in figures["rejected"]] == list(rejected), figures["rejected"]
    assert said_too in said, said
    if linked:
        found = clusters(folder)
        assert len(found) == records and found[linked[0]] == found[linked[1]], found


def refuses(folder, content, words, spec=SPEC, *options):
    code, _, said = link(folder, content, spec, *options)
    assert code == 1 and words in said, said


def test_byte_order_mark(folder):
    reads(folder, b"\xef\xbb\xbf" + (HEAD + ROWS).encode(), 3)


def test_utf_16(folder):
    reads(folder, (HEAD + ROWS).encode("utf-16"), 3, said_too="read as utf-16")


def test_big5(folder):
    rows = HEAD + "1,王小明,1980-02-03,竹北市\n2,王小明,1980-02-03,竹北市\n3,陳怡君,1971-12-01,竹東鎮\n"
    reads(folder, rows.encode("big5"), 3, said_too="read as big5")


def test_mixed_line_ends(folder):
    lines = (HEAD + ROWS).splitlines()
    reads(folder, lines[0] + "\r\n" + lines[1] + "\n" + lines[2] + "\r" + lines[3] + "\r\n\r\n", 3)


def test_ragged_rows(folder):
    reads(folder, HEAD + ROWS + "4,too,few\n5,one,1980-01-01,too,many\n", 3, [(5, "ragged"), (6, "ragged")])


def test_ten_megabyte_cell(folder):
    reads(folder, HEAD + ROWS + "4," + "x" * 10_000_000 + ",1980-01-01,vejle\n", 3, [(5, "field_too_long")])


def test_unterminated_quote(folder):
    reads(folder, HEAD + ROWS + '4,"never closed,1980-01-01,vejle\n', 3, [(5, "unterminated_quote")])


def test_nul_and_stray_quote(folder):
    reads(folder, HEAD + ROWS + '4,a\0b,,\n5,"a"b,,\n', 3, [(5, "nul_character"), (6, "stray_quote")])


def test_tabs(folder):
    reads(folder, (HEAD + ROWS).replace(",", "\t"), 3)


def test_every_row_rejected(folder):
    refuses(folder, HEAD + "1,a\n", "no record to link")


def test_duplicate_headers(folder):
    refuses(folder, "id,name,born,name\n" + ROWS, "0.csv: line 1: the column name occurs twice")


def test_empty_file(folder):
    refuses(folder, b"", "0.csv: the file is empty")


def test_header_alone(folder):
    refuses(folder, HEAD, "no record to link")


def test_wrong_truth_column(folder):
    refuses(folder, HEAD + ROWS, "no column person (there are: id, name, born, town)", SPEC, "--truth", "person")
    refuses(folder, HEAD + ROWS, "--truth town: the specification compares this column", SPEC, "--truth", "town")


def test_missing_file(folder):
    (folder / "spec.yaml").write_text(SPEC)
    done = subprocess.run([BINARY, "link", "run", "--spec", folder / "spec.yaml", "--input", folder / "none.csv"], capture_output=True)
    assert done.returncode == 1 and b"none.csv: cannot be opened" in done.stderr, done.stderr


def test_faults_of_a_specification_name_the_line(folder):
    for bad, words in [("  town: {type: place, comparator: soundex}\n", "line 5: unknown comparator soundex"),
                       ("  town: plaice\n", "line 5: unknown type plaice"),
                       ("  town: {type: place, colour: red}\n", "line 5: unknown key colour"),
                       ("  town: {type: date, format: dym}\n", "line 5: format: expected ymd, dmy or mdy"),
                       ("  town: place\nthreshold: 2\n", "line 6: threshold: expected a probability"),
                       ("  town: place\nblocking: [[village]]\n", "line 6: blocking: no compared column village"),
                       ("  town: [\n", "line ")]:
        refuses(folder, HEAD + ROWS, words, SPEC.replace("  town: place\n", bad))


def test_a_column_that_one_file_lacks(folder):
    left = "id,name,born\na1,anna berg,1980-02-03\na2,jon lund,1971-12-01\n"
    right = "id,name,born,town\nb1,anna berg,1980-02-03,aarhus\n"
    code, figures, said = link(folder, [left, right])
    assert code == 0 and figures["records"] == 3 and "0.csv: no column town, taken as missing" in said, said
    assert clusters(folder)["b1"] == "a1"
    refuses(folder, [left, left], "no column town")


def people(n, copies=True):
    """Persons of invented names, a third of them twice, from a seed."""
    rng = random.Random(5)
    syllables = "ba ko ri tan sel vu mi dor lan pe zu har".split()
    word = lambda k: "".join(rng.choice(syllables) for _ in range(k))
    towns, rows = [word(3) for _ in range(80)], []
    for p in range(n):
        row = [f"{word(2)} {word(3)}", f"{rng.randint(1930, 2015)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}", rng.choice(towns),
               "".join(str(rng.randint(0, 9)) for _ in range(9)), f"{word(3)}{p}@{word(2)}.org"]
        rows.append(row + [p])
        if copies and p % 3 == 0:
            again = list(row)
            at = rng.randrange(1, len(row[0]))
            again[0] = row[0][:at] + "x" + row[0][at + 1:]
            again[rng.randint(2, 4)] = ""
            rows.append(again + [p])
    rng.shuffle(rows)
    return "id,name,born,town,phone,email,person\n" + "".join(f"{i}," + ",".join(map(str, r)) + "\n" for i, r in enumerate(rows))


PEOPLE = SPEC + "  phone: phone\n  email: email\n  person: truth\n"


def test_between_files_only_never_joins_two_of_one_file(folder):
    rows = people(90, copies=False).splitlines()[1:]
    head = "id,name,born,town,phone,email,person\n"
    files = []
    for name in "abc":  # the first person stands twice in each file, which is said to have no duplicates
        files.append(head + "".join(f"{name}{n},{row.split(',', 1)[1]}\n" for n, row in enumerate([rows[0]] + rows)))
    code, _, said = link(folder, files, PEOPLE, "--between-files-only")
    assert code == 0, said
    groups = {}
    for row, cluster in clusters(folder).items():
        groups.setdefault(cluster, []).append(row)
    assert all(len({r[0] for r in group}) == len(group) for group in groups.values()), groups
    assert sum(len(group) == 3 for group in groups.values()) >= 88, sorted(map(len, groups.values()))


def test_a_memory_limit_is_kept_and_changes_nothing(folder):
    content = people(60_000)
    code, free, said = link(folder, content, PEOPLE, "--threads", "1", "--memory", "8GiB", "--pairs", folder / "pairs.csv")
    assert code == 0, said
    answer = (folder / "clusters.csv").read_bytes(), (folder / "pairs.csv").read_bytes()
    peak = free["peak_rss_bytes"]
    limit = int(peak * 0.9)
    code, tight, said = link(folder, content, PEOPLE, "--threads", "1", "--memory", str(limit), "--pairs", folder / "pairs.csv")
    assert code == 0, said
    assert ((folder / "clusters.csv").read_bytes(), (folder / "pairs.csv").read_bytes()) == answer
    assert tight["peak_rss_bytes"] <= limit, (free["peak_rss_bytes"], limit, tight["peak_rss_bytes"])
    assert free["fixed"]["f1"] > 0.99, free["fixed"]
    refuses(folder, content, "the columns alone", PEOPLE, "--memory", "4MiB")
    refuses(folder, content, "--memory: expected for example 4GiB", PEOPLE, "--memory", "much")


def test_a_saved_model_gives_the_same_answer(folder):
    content = people(1500)
    model = folder / "model.json"
    code, _, said = link(folder, content, PEOPLE, "--save-model", model, "--pairs", folder / "pairs.csv", "--charts", folder / "charts")
    assert code == 0, said
    answer = (folder / "clusters.csv").read_bytes(), (folder / "pairs.csv").read_bytes()
    for name in ("weights.svg", "scores.svg"):
        assert "</svg>" in (folder / "charts" / name).read_text()
    code, _, said = link(folder, content, PEOPLE, "--model", model, "--pairs", folder / "pairs.csv")
    assert code == 0, said
    assert ((folder / "clusters.csv").read_bytes(), (folder / "pairs.csv").read_bytes()) == answer
    model.write_text("{}")
    refuses(folder, content, "the model file: not a model of this version", PEOPLE, "--model", model)


def test_profile_proposes_a_specification(folder):
    (folder / "p.csv").write_text(people(300))
    done = subprocess.run([BINARY, "link", "profile", folder / "p.csv"], capture_output=True, text=True)
    assert done.returncode == 0 and '"born": {type: date}' in done.stdout, done.stdout + done.stderr


def main():
    passed = failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_") or (len(sys.argv) > 2 and sys.argv[2] not in name):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            try:
                test(pathlib.Path(scratch))
                passed += 1
            except AssertionError as broken:
                failed += 1
                print(f"FAILED {name}: {str(broken)[:2000]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
