CREATE OR REPLACE FUNCTION loyalty.purge_redemptions(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.rewards WHERE id IN (
    SELECT reward_id FROM loyalty.redemptions WHERE patron_id = person)
  ORDER BY id FOR UPDATE;
  UPDATE loyalty.rewards AS w SET stock = stock - held.count, taken = taken - held.count
  FROM (
    SELECT reward_id, count(*)::integer AS count FROM loyalty.redemptions
    WHERE patron_id = person AND NOT refunded GROUP BY reward_id) AS held
  WHERE w.id = held.reward_id AND w.stock IS NOT NULL;
  DELETE FROM loyalty.redemptions WHERE patron_id = person;
  DELETE FROM loyalty.tier_changes WHERE patron_id = person
$$;
DROP FUNCTION loyalty.erase_person(uuid);
DROP FUNCTION loyalty.forget_answers(uuid);
DROP FUNCTION loyalty.purge_counted(uuid);
DROP FUNCTION loyalty.earned_between(timestamptz, timestamptz);
DROP TABLE loyalty.ladder_judging;
DROP TABLE loyalty.earned;
DROP TABLE loyalty.quarters;
DROP TABLE loyalty.counted;
DROP TABLE loyalty.counting;
DROP INDEX loyalty.uses_lot;
