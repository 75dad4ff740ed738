"""Splink on DuckDB, deduplicating one CSV of bench/link_corpus.cpp with the settings its documentation gives for
records of persons: prediction rules that together find nearly all pairs, u from random sampling, m by expectation
maximisation over two blocking rules, clusters at 0.95. Prints JSON: seconds, pairs, precision, recall, F1.

    python3 run.py FILE.csv THREADS
"""
import json
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI


def settings():
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("street_number"),
            cl.JaroWinklerAtThresholds("street", [0.9, 0.7]),
            cl.ExactMatch("town").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode"),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.LevenshteinAtThresholds("email", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname", "postcode"),
            block_on("dob", "postcode"),
            block_on("given_name", "dob"),
            block_on("surname", "dob"),
            block_on("phone"),
            block_on("email"),
            block_on("surname", "street", "street_number"),
        ],
        max_iterations=10,
    )


def quality(con, clusters):
    sql = f"""
      with c as (select cluster_id, people.person from {clusters} k join people on k.id = people.id),
      found as (select count(*) n from c group by cluster_id),
      truth as (select count(*) n from c group by person),
      cell as (select count(*) n from c group by cluster_id, person)
      select (select sum(n*(n-1)/2) from found), (select sum(n*(n-1)/2) from truth), (select sum(n*(n-1)/2) from cell)
    """
    found, truth, both = con.execute(sql).fetchone()
    return both / found, both / truth


def main():
    path, threads = sys.argv[1], int(sys.argv[2])
    begun = time.monotonic()
    con = duckdb.connect()
    con.execute(f"set threads to {threads}")
    con.execute(f"create table people as select * from read_csv('{path}', header=true, all_varchar=true, nullstr='')")
    linker = Linker(DuckDBAPI(con).register("people"), settings(), log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given_name", "surname", "dob"), block_on("email")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    trained = time.monotonic()
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    scored = time.monotonic()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    con.execute(f"copy (select id, cluster_id from {clusters.physical_name}) to '{path}.splink.csv'")
    seconds = time.monotonic() - begun
    precision, recall = quality(con, clusters.physical_name)
    kept = con.execute(f"select count(*) from {pairs.physical_name}").fetchone()[0]
    print(json.dumps({"splink": splink.__version__, "duckdb": duckdb.__version__, "seconds": round(seconds, 2),
                      "train_s": round(trained - begun, 2), "predict_s": round(scored - trained, 2),
                      "pairs_kept": kept, "precision": round(precision, 5), "recall": round(recall, 5),
                      "f1": round(2 * precision * recall / (precision + recall), 5)}))


main()
