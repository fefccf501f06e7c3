#!/bin/bash
# Run once by PostgreSQL's image, when its folder is made: a database and a role per service, each refused at the others'.
set -euo pipefail
for name in authn authz summaries push firehose ledger links jobs; do
  psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --set=name="$name" \
    --set=password="$(cat "/run/secrets/$name")" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
