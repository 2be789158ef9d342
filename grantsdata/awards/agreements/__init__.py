"""What happens to awards after the paper: agreements, conditions, payments, variations, single tenders."""
