"""The other side: what a user would write to get the event log into PostgreSQL. Reads each file line by line, parses the JSON and sends the
rows by COPY, a file at a time; one transaction. None of our rules: no rejects, no repair, no ledger, no place a row came from.

usage: copy_events.py CONNECTION LOGS"""

import csv
import io
import json
import pathlib
import sys

import psycopg2

FIELDS = [
    "artist", "auth", "firstName", "gender", "itemInSession", "lastName", "length", "level", "location", "method", "page", "registration",
    "sessionId", "song", "status", "ts", "userAgent", "userId",
]


def rows_of(path):
    rows = io.StringIO()
    writer = csv.writer(rows)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            writer.writerow([event.get(field) for field in FIELDS])
    rows.seek(0)
    return rows


def main(connection_string, logs):
    here = pathlib.Path(__file__).parent
    with psycopg2.connect(connection_string) as connection, connection.cursor() as cursor:
        cursor.execute((here / "staging_events.sql").read_text(encoding="utf-8"))
        for path in sorted(pathlib.Path(logs).rglob("*.json")):
            cursor.copy_expert("copy staging_events from stdin with (format csv)", rows_of(path))
        connection.commit()
        cursor.execute("select count(*) from staging_events")
        print(cursor.fetchone()[0])


main(*sys.argv[1:])
