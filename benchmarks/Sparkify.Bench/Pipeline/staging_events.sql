-- One row per line of the log. Set the variable logs to the folder first.
create or replace table staging_events as
select *
from read_json(
    getvariable('logs') || '/**/*.json',
    format = 'newline_delimited',
    columns = {
        artist: 'VARCHAR',
        auth: 'VARCHAR',
        "firstName": 'VARCHAR',
        gender: 'VARCHAR',
        "itemInSession": 'INTEGER',
        "lastName": 'VARCHAR',
        length: 'DOUBLE',
        level: 'VARCHAR',
        location: 'VARCHAR',
        method: 'VARCHAR',
        page: 'VARCHAR',
        registration: 'DOUBLE',
        "sessionId": 'BIGINT',
        song: 'VARCHAR',
        status: 'INTEGER',
        ts: 'BIGINT',
        "userAgent": 'VARCHAR',
        "userId": 'VARCHAR'
    });
