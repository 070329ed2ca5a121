"""The rules and the settings of Prometheus, with hours that last a second each."""

import json
import re
from pathlib import Path

RULES = Path(__file__).with_name("prometheus") / "alerts.yml"
MILLISECONDS = {"h": 1000, "m": 17}


def faster(rules):
    """Shorten each duration: [24h] becomes [24000ms], and `for: 10m` becomes 170ms."""
    return re.sub(
        r"(?<=[\[ ])(\d+)([hm])\b",
        lambda found: f"{int(found[1]) * MILLISECONDS[found[2]]}ms",
        rules,
    )


def write_settings(folder, target):
    """Write rules and settings into a folder; return the file for Prometheus.

    JSON is YAML, too. `target` is the address of the service, host:port.
    """
    rules = faster(RULES.read_text(encoding="utf-8"))
    (folder / "alerts.yml").write_text(rules, encoding="utf-8")
    often = {"scrape_interval": "200ms", "scrape_timeout": "200ms"}
    settings = {
        "global": often | {"evaluation_interval": "200ms"},
        "rule_files": ["alerts.yml"],
        "scrape_configs": [
            {"job_name": "spam", "static_configs": [{"targets": [target]}]}
        ],
    }
    file = folder / "prometheus.yml"
    file.write_text(json.dumps(settings), encoding="utf-8")
    return file
