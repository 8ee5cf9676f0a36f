"""Makes tests/fixtures/linkage again: 200 made-up records, settings trained by Splink on 20,000 others, and the weight
Splink then gives to every blocked pair of the 200. Run only when Splink changes its settings file:

    parity_fixture.py --generator build/release/bench/linkage_generator --out tests/fixtures/linkage
"""

import argparse
import json
import subprocess
import tempfile

import duckdb
import splink_run
from splink import DuckDBAPI, Linker, SettingsCreator


def made_up(generator, folder, records, seed):
    path = f"{folder}/{records}.csv"
    subprocess.run([generator, "--records", str(records), "--seed", str(seed), "--out", path], check=True)
    return path


def linker_of(path, settings):
    connection = duckdb.connect()
    api = DuckDBAPI(connection=connection)
    return Linker(splink_run.load(splink_run.GENERATOR, [path], api, connection), settings, log_level=40), connection


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--generator", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    chosen = splink_run.GENERATOR
    with tempfile.TemporaryDirectory() as folder:
        few = made_up(options.generator, folder, 200, 7)
        many = made_up(options.generator, folder, 20000, 8)
        settings = SettingsCreator(link_type="dedupe_only", comparisons=chosen["A"](),
                                   blocking_rules_to_generate_predictions=chosen["blocks"])
        trained, _ = linker_of(many, settings)
        trained.training.estimate_probability_two_random_records_match(chosen["sure"], recall=chosen["recall"])
        trained.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in chosen["train"]:
            trained.training.estimate_parameters_using_expectation_maximisation(rule)
        model = trained.misc.save_model_to_json(None)
        model["linker_uid"] = "made_up"
        with open(f"{options.out}/splink_settings.json", "w", encoding="utf-8") as out:
            json.dump(model, out, indent=1, ensure_ascii=False)
            out.write("\n")

        scoring, connection = linker_of(few, f"{options.out}/splink_settings.json")
        edges = scoring.inference.predict()
        splink_run.run(connection, f"copy (select * exclude full_name from people order by unique_id) to '{options.out}/made_up_200.csv' (header)")
        splink_run.run(connection, f"copy (select unique_id_l, unique_id_r, match_weight, match_probability from "
                                   f"{edges.physical_name} order by 1, 2) to '{options.out}/splink_weights.csv' (header)")


if __name__ == "__main__":
    main()
