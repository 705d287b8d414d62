"""The column lists for Spark and Flink. Both engines parse them in the jobs' own tests; here it is the text."""

from andamio.contracts.compilers import flink_sql, spark
from andamio.contracts.model import Contract, Field

CONTRACT = Contract(
    *("payment", "1.0.0", "urn:test", "active", "tests", ""),
    (
        Field("id", "string", required=True, description="The shop's\n  own id"),
        Field("position", "integer"),
        Field("rate", "number"),
        Field("gone", "boolean", required=True),
    ),
)


def test_flink_columns_are_quoted_typed_and_commented() -> None:
    assert flink_sql.columns(CONTRACT) == (
        "`id` STRING NOT NULL COMMENT 'The shop''s own id',\n"
        "`position` BIGINT,\n"
        "`rate` DOUBLE,\n"
        "`gone` BOOLEAN NOT NULL"
    )


def test_spark_columns_are_quoted_typed_and_commented() -> None:
    assert spark.columns(CONTRACT) == (
        "`id` STRING NOT NULL COMMENT 'The shop\\'s own id',\n"
        "`position` BIGINT,\n"
        "`rate` DOUBLE,\n"
        "`gone` BOOLEAN NOT NULL"
    )
