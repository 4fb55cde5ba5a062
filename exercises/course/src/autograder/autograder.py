"""Grades a student's checkout with the kit beside this file, and writes ./result.json."""

import datetime
import json
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = Path.cwd()
ENVIRONMENT = os.environ

subprocess.run(
    ["cargo", "build", "--locked", "--quiet", "--package", "course"], cwd=HERE / "kit", check=True
)
subprocess.run(
    [
        HERE / "kit/target/debug/course", "autograde", HERE / "assignment.toml",
        "--system", "classroom50", "--submission", CHECKOUT, "--results", CHECKOUT / "result.json",
        "--student", ENVIRONMENT.get("OWNER") or ENVIRONMENT.get("USERNAME", ""),
    ],
    cwd=HERE,
    check=True,
)
path = CHECKOUT / "result.json"
result = json.loads(path.read_text())
result.update(
    classroom=ENVIRONMENT["CLASSROOM"],
    assignment=ENVIRONMENT["ASSIGNMENT"],
    submission=ENVIRONMENT["SUBMISSION_TAG"],
    commit=ENVIRONMENT["COMMIT_URL"],
    release=ENVIRONMENT["RELEASE_URL"],
    review=ENVIRONMENT.get("REVIEW_URL") or ENVIRONMENT["COMMIT_URL"],
)
now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
log = subprocess.run(
    ["git", "log", "-1", "--format=%ct"], cwd=CHECKOUT, capture_output=True, text=True, check=False
)
committed = log.stdout.strip()
if committed:
    when = datetime.datetime.fromtimestamp(int(committed), datetime.timezone.utc)
    result["datetime"] = when.strftime("%Y-%m-%dT%H:%M:%SZ")
else:
    result["datetime"] = now
path.write_text(json.dumps(result, indent=2))
