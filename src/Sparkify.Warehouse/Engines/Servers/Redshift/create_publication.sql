-- One row: what the front room says of itself. It changes with the transaction that changes the rows.
create table frontroom.publication (
    warehouse_id varchar(64) not null,
    model_version integer not null,
    load_id bigint not null,
    key_preset varchar(64) not null
)
diststyle all
