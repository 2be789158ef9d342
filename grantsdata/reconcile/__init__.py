"""Awards beside what the paper and the funders print. Changes no amount."""
