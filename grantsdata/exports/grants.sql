-- The tables of grants.sqlite. Amounts are whole pence. A cell that the paper leaves empty is NULL.

CREATE TABLE about (
    fact TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE inputs (
    file TEXT PRIMARY KEY NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) WITHOUT ROWID;

CREATE TABLE streams (
    stream TEXT PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    place INTEGER NOT NULL UNIQUE, -- in the paper's order
    funder TEXT NOT NULL,
    origin TEXT NOT NULL,
    in_overall_budget INTEGER NOT NULL CHECK (in_overall_budget IN (0, 1)),
    crime_and_disorder_reduction_grants INTEGER NOT NULL CHECK (crime_and_disorder_reduction_grants IN (0, 1)),
    paragraph TEXT
);

CREATE TABLE budgets (
    name TEXT PRIMARY KEY NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('overall', 'stream')),
    stream TEXT REFERENCES streams (stream),
    budget_printed TEXT,
    budget_pence INTEGER,
    budget_low_pence INTEGER, -- what a rounded budget can stand for
    budget_high_pence INTEGER,
    CHECK ((level = 'stream') = (stream IS NOT NULL))
);

-- Each body that delivers a service or is paid for one.
CREATE TABLE providers (
    provider TEXT PRIMARY KEY NOT NULL,
    provider_type TEXT NOT NULL,
    identifier TEXT
);

CREATE TABLE awards (
    award_id TEXT PRIMARY KEY NOT NULL,
    place INTEGER NOT NULL UNIQUE, -- in the paper's order
    financial_year TEXT NOT NULL,
    stream TEXT NOT NULL REFERENCES streams (stream),
    arrangement TEXT,
    theme TEXT,
    service TEXT NOT NULL,
    purpose TEXT,
    conditions TEXT,
    reasons TEXT,
    tender_circumstance TEXT,
    contract_published TEXT,
    provider_printed TEXT,
    provider TEXT REFERENCES providers (provider),
    provider_type TEXT NOT NULL,
    provider_identifier TEXT,
    provider_basis TEXT,
    provider_confidence TEXT,
    payee TEXT REFERENCES providers (provider),
    other_contributors TEXT,
    contribution TEXT,
    award_printed TEXT,
    award_pence INTEGER,
    award_status TEXT NOT NULL CHECK (award_status IN ('printed', 'implied', 'not stated')),
    remark TEXT,
    source_file TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    CHECK ((award_status = 'not stated') = (award_pence IS NULL))
);

CREATE INDEX awards_stream ON awards (stream);
CREATE INDEX awards_provider ON awards (provider);
CREATE INDEX awards_payee ON awards (payee);

CREATE TABLE findings (
    finding INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('agrees', 'note', 'warning', 'error')),
    scope TEXT,
    stream TEXT REFERENCES streams (stream),
    ours_pence INTEGER,
    printed_pence INTEGER,
    difference_pence INTEGER,
    implied_pence INTEGER,
    rows TEXT,
    sentence TEXT NOT NULL
);

CREATE TABLE printed_totals (
    printed_total INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    file TEXT NOT NULL,
    stream TEXT REFERENCES streams (stream), -- NULL for a total of several
    theme TEXT,
    arrangement TEXT,
    place TEXT,
    total_printed TEXT NOT NULL,
    total_pence INTEGER NOT NULL
);

-- Who else pays for an award, by the paper's words.
CREATE TABLE contributions (
    contribution INTEGER PRIMARY KEY,
    award_id TEXT NOT NULL REFERENCES awards (award_id),
    contributor TEXT NOT NULL,
    role TEXT NOT NULL CHECK (
        role IN ('pools', 'matches', 'holds the main contract', 'contributes to a larger sum')
    ),
    words TEXT NOT NULL,
    paragraph TEXT NOT NULL,
    source_file TEXT NOT NULL,
    source_row INTEGER NOT NULL
);

CREATE INDEX contributions_award ON contributions (award_id);

CREATE TABLE separate_funds (
    separate_fund INTEGER PRIMARY KEY,
    fund TEXT NOT NULL,
    stream TEXT REFERENCES streams (stream),
    purpose TEXT,
    held_by TEXT,
    amount_printed TEXT,
    amount_pence INTEGER,
    amount_status TEXT NOT NULL,
    other_contributors TEXT,
    standing TEXT,
    paragraph TEXT,
    source_file TEXT NOT NULL,
    source_row INTEGER NOT NULL
);

CREATE TABLE measures (
    measure_number INTEGER PRIMARY KEY,
    stream TEXT REFERENCES streams (stream),
    award_id TEXT REFERENCES awards (award_id), -- where the paper ties the measure to one award
    service TEXT,
    measure TEXT,
    hedge TEXT,
    figure TEXT,
    value REAL,
    unit TEXT,
    period TEXT,
    part_of_year TEXT NOT NULL,
    paragraph TEXT,
    source_file TEXT NOT NULL,
    source_row INTEGER NOT NULL
);
