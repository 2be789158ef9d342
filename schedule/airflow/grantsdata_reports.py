"""Two DAGs for Airflow 3: copy this file to the dags folder, and replace /srv/grantsdata by your project's folder.

Prefer `grantsdata_reports`. `grantsdata_one_notebook` shows Airflow's own operator for notebooks; schedule/README.md
lists what that does not check.
"""

from datetime import datetime, timedelta

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

PROJECT = "/srv/grantsdata"
YEARLY = "30 4 1 6 *"  # 1 June: the awards are published in May
FIRST = datetime(2026, 6, 1)

with DAG("grantsdata_reports", schedule=YEARLY, start_date=FIRST, catchup=False, max_active_runs=1):
    BashOperator(
        task_id="report",
        bash_command=f"{PROJECT}/.venv/bin/grantsdata --project {PROJECT} report --all --strict --quiet",
        # Airflow counts every exit code except 0 and 99 as a failure. A run that failed would fail again at once.
        retries=0,
        execution_timeout=timedelta(hours=2),
    )

with DAG("grantsdata_one_notebook", schedule=None, start_date=FIRST, catchup=False, max_active_runs=1):
    PapermillOperator(
        task_id="annual_report",
        input_nb=f"{PROJECT}/notebooks/annual-report.ipynb",
        output_nb="/var/tmp/annual-report-{{ params.year }}.ipynb",
        parameters={"financial_year": "{{ params.year }}"},
        kernel_name="grantsdata",
        params={"year": "2017-18"},
        retries=0,
        execution_timeout=timedelta(hours=1),
    )
