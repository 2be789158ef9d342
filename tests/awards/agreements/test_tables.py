"""What each table about awards holds."""

from grantsdata.awards.agreements.tables import NAMES_AWARD, TABLES
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.paper import Paper


def test_each_table_is_declared_and_its_rules_are_about_its_own_columns() -> None:
    assert TABLES.keys() == AGREEMENT_TABLES.keys() <= Paper.model_fields.keys()
    for key, table in TABLES.items():
        named = {*table.filled, *table.once, *table.dates, *table.amounts, *table.labels}
        assert named <= {*AGREEMENT_TABLES[key]}
        assert AGREEMENT_TABLES[key][:3] == NAMES_AWARD
