DROP TABLE loyalty.awards, loyalty.lots, loyalty.ledger, loyalty.accounts, loyalty.tiers;
