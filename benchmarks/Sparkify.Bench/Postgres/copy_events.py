"""The other side: what a user would write to get the files into PostgreSQL. Reads each file line by line, parses the JSON and sends the
rows by COPY, a file at a time; one transaction. With a folder of songs, it copies these as well and builds five tables in SQL. None of our
rules: no rejects, no repair, no ledger, no place a row came from, no checks.

usage: copy_events.py CONNECTION LOGS [SONGS]"""

import csv
import io
import json
import pathlib
import sys

import psycopg2

HERE = pathlib.Path(__file__).parent

EVENT_FIELDS = [
    "artist", "auth", "firstName", "gender", "itemInSession", "lastName", "length", "level", "location", "method", "page", "registration",
    "sessionId", "song", "status", "ts", "userAgent", "userId",
]

SONG_FIELDS = [
    "num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year",
]


def write_rows(paths, fields):
    rows = io.StringIO()
    writer = csv.writer(rows)
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                value = json.loads(line)
                writer.writerow([value.get(field) for field in fields])
    rows.seek(0)
    return rows


def run(cursor, script):
    cursor.execute((HERE / script).read_text(encoding="utf-8"))


def main(connection_string, logs, songs=None):
    with psycopg2.connect(connection_string) as connection, connection.cursor() as cursor:
        run(cursor, "staging_events.sql")
        for path in sorted(pathlib.Path(logs).rglob("*.json")):
            cursor.copy_expert("copy staging_events from stdin with (format csv)", write_rows([path], EVENT_FIELDS))
        if songs:
            run(cursor, "staging_songs.sql")
            cursor.copy_expert("copy staging_songs from stdin with (format csv)", write_rows(pathlib.Path(songs).rglob("*.json"), SONG_FIELDS))
            run(cursor, "star.sql")
        connection.commit()
        cursor.execute("select count(*) from " + ("songplays" if songs else "staging_events"))
        print(cursor.fetchone()[0])


main(*sys.argv[1:])
