"""What an office keeps on record beside the awards of a paper."""
