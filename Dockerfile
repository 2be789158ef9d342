# The command `grantsdata` with everything that reports and importing need. docs/how-to/docker.md says how to use it.
FROM python:3.12-slim-bookworm

WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENCE LICENCE-DATA ./
COPY grantsdata grantsdata
COPY notebooks notebooks
COPY data/raw data/raw
COPY docs docs
RUN pip install --no-cache-dir --constraint constraints.txt ".[report,import]" \
    && useradd --create-home --uid 1000 grants

USER grants
WORKDIR /project
ENV GRANTSDATA_PROJECT=/project
ENTRYPOINT ["grantsdata"]
CMD ["report", "--all"]
