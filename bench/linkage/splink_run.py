"""Runs Splink with DuckDB on one set with one configuration, for bench/linkage: never part of Kith.

Prints one line of JSON with what it cost and writes clusters-THRESHOLD.csv (record_id,person_id) into --out. The
configurations are those of Splink's own documentation where it has one for the set, else library-default comparisons
with every column (A), without what families share (B), and with a joint comparison of the address (C).
"""

import argparse
import json
import os
import resource
import sys
import time

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLDS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999]
TIMED = 0.99  # the clustering that counts into the time


def text(column):
    return f"nullif(upper(strip_accents(trim(\"{column}\"))), '')"


def exact_with_frequency(column):
    return cl.ExactMatch(column).configure(term_frequency_adjustments=True)


def joint_address(house, postcode):
    both = f"{house}_l = {house}_r and {postcode}_l = {postcode}_r"
    return cl.CustomComparison(
        output_column_name="address",
        comparison_levels=[
            cll.NullLevel(postcode),
            cll.CustomLevel(both, "same house and postcode"),
            cll.ExactMatchLevel(postcode),
            cll.CustomLevel(f"left({postcode}_l, 5) = left({postcode}_r, 5)", "near"),
            cll.ElseLevel(),
        ],
    )


def names(thresholds=(0.92, 0.88)):
    return cl.ForenameSurnameComparison("forename", "surname", jaro_winkler_thresholds=list(thresholds)).configure(
        term_frequency_adjustments=True
    )


def birth(column="birth", form="%Y-%m-%d"):
    return cl.DateOfBirthComparison(column, input_is_string=True, datetime_format=form)


GENERATOR_BLOCKS = [
    block_on("forename", "surname"),
    block_on("surname", "birth"),
    block_on("forename", "birth"),
    block_on("postcode", "forename"),
    block_on("postcode", "surname"),
    block_on("birth", "outcode"),
    block_on("phone"),
    block_on("substr(forename,1,3)", "substr(surname,1,4)", "substr(birth,1,4)"),
]

GENERATOR = {
    "load": lambda files: f"""
        select record_id as unique_id, {text('forename')} as forename, {text('surname')} as surname,
               case when date_of_birth in ('', '1900-01-01') then null else date_of_birth end as birth,
               nullif(sex, '') as sex, {text('house_number')} as house,
               nullif(upper(postcode), '') as postcode,
               nullif(split_part(upper(postcode), ' ', 1), '') as outcode, nullif(phone, '') as phone,
               concat_ws(' ', {text('forename')}, {text('surname')}) as full_name
          from read_csv('{files[0]}', all_varchar = true)""",
    "link": "dedupe_only",
    "blocks": GENERATOR_BLOCKS,
    "sure": [block_on("forename", "surname", "birth"), block_on("forename", "surname", "postcode")],
    "recall": 0.6,
    "train": [block_on("forename", "surname"), block_on("birth")],
    "u_pairs": 1e7,
    "A": lambda: [names(), birth(), cl.PostcodeComparison("postcode"), cl.ExactMatch("sex"), exact_with_frequency("house"),
                  exact_with_frequency("phone")],
    "B": lambda: [names(), birth(), cl.PostcodeComparison("postcode"), cl.ExactMatch("sex")],
    "C": lambda: [names(), birth(), joint_address("house", "postcode"), cl.ExactMatch("sex")],
}

FEBRL = {
    "load": lambda files: f"""
        select trim(rec_id) as unique_id, {text('given_name')} as forename, {text('surname')} as surname,
               {text('street_number')} as house, {text('address_1')} as street, {text('suburb')} as town,
               {text('postcode')} as postcode, {text('date_of_birth')} as birth, {text('soc_sec_id')} as number
          from (select columns(*) as "\\0" from read_csv('{files[0]}', all_varchar = true))""",
    "link": "dedupe_only",
    "blocks": [block_on(column) for column in ("number", "forename", "surname", "birth", "postcode")],
    "sure": ["l.number = r.number", "l.forename = r.forename and l.surname = r.surname and l.birth = r.birth",
             "l.forename = r.forename and l.postcode = r.postcode"],
    "recall": 0.9,
    "train": [block_on("birth"), block_on("postcode")],
    "u_pairs": 1e6,
    # A is Splink's own example for FEBRL 3.
    "A": lambda: [cl.NameComparison("forename"), cl.NameComparison("surname"), birth(form="%Y%m%d"),
                  cl.DamerauLevenshteinAtThresholds("number", [2]), exact_with_frequency("house"),
                  exact_with_frequency("postcode")],
    "B": lambda: [names(), birth(form="%Y%m%d"), cl.DamerauLevenshteinAtThresholds("number", [1, 2]),
                  cl.JaroWinklerAtThresholds("street", [0.9, 0.7]), cl.LevenshteinAtThresholds("postcode", [1, 2])],
    "C": lambda: [cl.NameComparison("forename"), cl.NameComparison("surname"),
                  cl.DamerauLevenshteinAtThresholds("birth", [1, 2]), cl.DamerauLevenshteinAtThresholds("number", [1, 2]),
                  exact_with_frequency("house"), cl.JaroWinklerAtThresholds("street", [0.9, 0.7]),
                  cl.JaroWinklerAtThresholds("town", [0.9, 0.7]), cl.LevenshteinAtThresholds("postcode", [1, 2])],
}

FAKE = {
    "load": lambda files: f"""
        select unique_id, nullif(trim(first_name), '') as forename, nullif(trim(surname), '') as surname,
               nullif(trim(dob), '') as birth, nullif(trim(city), '') as town, nullif(trim(email), '') as email
          from read_csv('{files[0]}', all_varchar = true)""",
    "link": "dedupe_only",
    "blocks": [block_on("forename"), block_on("surname"), block_on("birth"), block_on("email")],
    "sure": [block_on("forename", "birth"), "l.forename = r.forename and levenshtein(l.surname, r.surname) <= 2",
             block_on("email")],
    "recall": 0.7,
    "train": [block_on("forename", "surname"), block_on("birth")],
    "u_pairs": 1e6,
    # A is the model of Splink's tutorial.
    "A": lambda: [cl.NameComparison("forename"), cl.NameComparison("surname"), cl.LevenshteinAtThresholds("birth", 1),
                  exact_with_frequency("town"), cl.EmailComparison("email")],
    "B": lambda: [names(), birth(), exact_with_frequency("town"), cl.EmailComparison("email")],
    "C": lambda: [cl.JaroWinklerAtThresholds("forename", [0.9, 0.7]).configure(term_frequency_adjustments=True),
                  cl.JaroWinklerAtThresholds("surname", [0.9, 0.7]).configure(term_frequency_adjustments=True),
                  cl.DamerauLevenshteinAtThresholds("birth", [1, 2]),
                  cl.JaroWinklerAtThresholds("town", [0.9]).configure(term_frequency_adjustments=True),
                  cl.JaroWinklerAtThresholds("email", [0.95, 0.88])],
}


def ons_side(file, key, house):
    return f"""
        select trim({key}) as unique_id, {text('pername1')} as forename, {text('pername2')} as surname,
               {text('sex')} as sex, nullif(trim(dob_day), '') as birth_day, nullif(trim(dob_mon), '') as birth_month,
               nullif(trim(dob_year), '') as birth_year, {house} as house, {text('enumcap')} as address,
               {text('enumpc')} as postcode,
               case when dob_day <> '' and dob_mon <> '' and dob_year <> ''
                    then printf('%s-%s-%s', trim(dob_year), lpad(trim(dob_mon), 2, '0'), lpad(trim(dob_day), 2, '0')) end as birth
          from read_csv('{file}', all_varchar = true)"""


ONS = {
    "load": lambda files: [ons_side(files[0], "census_id", "nullif(trim(hse_num), '')"),
                           ons_side(files[1], "cis_id", "nullif(regexp_extract(enumcap, '^[0-9]+'), '')")],
    "link": "link_only",
    "blocks": [block_on("forename", "surname"), block_on("surname", "postcode"), block_on("forename", "postcode"),
               block_on("surname", "birth"), block_on("forename", "birth"), block_on("postcode", "birth_day", "birth_month"),
               block_on("postcode", "house")],
    "sure": [block_on("forename", "surname", "birth"), block_on("forename", "surname", "postcode")],
    "recall": 0.8,
    "train": [block_on("forename", "surname"), block_on("birth")],
    "u_pairs": 1e7,
    "A": lambda: [names(), birth(), cl.PostcodeComparison("postcode"), cl.ExactMatch("sex"), exact_with_frequency("house")],
    "B": lambda: [cl.NameComparison("forename"), cl.NameComparison("surname"), cl.ExactMatch("birth_day"),
                  cl.ExactMatch("birth_month"), cl.ExactMatch("birth_year"), cl.LevenshteinAtThresholds("postcode", [1, 2]),
                  cl.ExactMatch("sex")],
    "C": lambda: [names(), cl.ExactMatch("birth_day"), cl.ExactMatch("birth_month"), cl.ExactMatch("birth_year"),
                  joint_address("house", "postcode"), cl.ExactMatch("sex")],
}

SETS = {"generator": GENERATOR, "febrl": FEBRL, "fake_1000": FAKE, "ons": ONS}


def run(connection, query):
    return connection.execute(query).fetchall()


class Clock:
    def __init__(self):
        self.stages = {}
        self.at = (time.perf_counter(), time.process_time())

    def stage(self, name):
        now = (time.perf_counter(), time.process_time())
        self.stages[name] = {"seconds": round(now[0] - self.at[0], 3), "cpu_seconds": round(now[1] - self.at[1], 3)}
        self.at = now


def load(chosen, files, api, connection):
    queries = chosen["load"](files)
    if isinstance(queries, str):
        run(connection, f"create table people as {queries}")
        return [api.register("people", table_name="people_in")]
    inputs = []
    for number, query in enumerate(queries):
        run(connection, f"create table people{number} as {query}")
        inputs.append(api.register(f"people{number}", dataset_display_name=f"list{number}"))
    return inputs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=SETS, required=True)
    parser.add_argument("--configuration", choices="ABC", required=True)
    parser.add_argument("--in", dest="files", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--model", help="where the trained settings go")
    parser.add_argument("--tables", help="a folder for the cleaned tables that were linked")
    parser.add_argument("--edges", help="where the pairs of at least 0.5 go, with their weights")
    options = parser.parse_args()
    chosen = SETS[options.set]
    os.makedirs(options.out, exist_ok=True)

    clock = Clock()
    connection = duckdb.connect()
    run(connection, f"set threads to {options.threads}")
    run(connection, "set enable_progress_bar = false")
    api = DuckDBAPI(connection=connection)
    inputs = load(chosen, options.files, api, connection)
    settings = SettingsCreator(link_type=chosen["link"], comparisons=chosen[options.configuration](),
                               blocking_rules_to_generate_predictions=chosen["blocks"],
                               retain_matching_columns=False, retain_intermediate_calculation_columns=False)
    linker = Linker(inputs, settings, log_level=40)
    clock.stage("load")
    linker.training.estimate_probability_two_random_records_match(chosen["sure"], recall=chosen["recall"])
    clock.stage("lambda")
    linker.training.estimate_u_using_random_sampling(max_pairs=chosen["u_pairs"], seed=1)
    clock.stage("u")
    for rule in chosen["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    clock.stage("m")
    edges = linker.inference.predict(threshold_match_probability=0.5)
    clock.stage("predict")
    linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=TIMED)
    clock.stage("cluster")
    stages = dict(clock.stages)
    used = resource.getrusage(resource.RUSAGE_SELF)

    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=threshold)
        run(connection, f"copy (select unique_id as record_id, cluster_id as person_id from {clusters.physical_name}) "
                           f"to '{options.out}/clusters-{threshold}.csv' (header)")
    if options.tables:
        for number, table in enumerate(["people"] if len(inputs) == 1 else [f"people{at}" for at in range(len(inputs))]):
            run(connection, f"copy {table} to '{options.tables}/table-{number}.csv' (header)")
    if options.edges:
        run(connection, f"copy (select unique_id_l, unique_id_r, match_weight, match_probability from {edges.physical_name} "
                           f"order by 1, 2) to '{options.edges}' (header)")
    if options.model:
        linker.misc.save_model_to_json(options.model, overwrite=True)
    count = run(connection, f"select count(*) from {edges.physical_name}")[0][0]
    pairs = linker.inference.compute_blocked_pairs_for_predict()
    scored = run(connection, f"select count(*) from {pairs.physical_name}")[0][0]
    print(json.dumps({"splink": splink.__version__, "duckdb": duckdb.__version__, "python": sys.version.split()[0],
                      "seconds": round(sum(stage["seconds"] for stage in stages.values()), 3),
                      "cpu_seconds": round(sum(stage["cpu_seconds"] for stage in stages.values()), 3),
                      "peak_mb": used.ru_maxrss // 1024, "edges": count, "pairs": scored, "stages": stages,
                      "thresholds": THRESHOLDS}))


if __name__ == "__main__":
    main()
