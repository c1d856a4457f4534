#!/bin/bash
# Runs once, when the database volume is new: the three roles, their passwords, the database.
set -euo pipefail
psql --username postgres --set ON_ERROR_STOP=1 --file /samenplan/roles.sql
psql --username postgres --set ON_ERROR_STOP=1 \
    --set owner="$OWNER_PASSWORD" --set web="$WEB_PASSWORD" --set worker="$WORKER_PASSWORD" <<'SQL'
ALTER ROLE samenplan_owner PASSWORD :'owner';
ALTER ROLE samenplan_web PASSWORD :'web';
ALTER ROLE samenplan_worker PASSWORD :'worker';
CREATE DATABASE samenplan OWNER samenplan_owner;
SQL
