internal import Postgres

/// The statements of text search. A posting (`events.words`) lies in the order in which it is
/// found, so that the best matches of a word that a million events have are as near as those of
/// one that ten have. A full text index would have to read all of them before it could rank any.
enum SearchStatements {
  static let all: [any Preparable] = [understood, ranked, forgetWords]

  /// The words of a text, whether what else may be meant is wanted if it is one, now: each word,
  /// what it begins, what it resembles. When there are several to choose from, `uses` says how many
  /// events have it, up to 500, and `reach` when the 200th to come of those that are named so ends:
  /// counting all of what is common would take longer than the search.
  static let understood = Statement<MeantWord, String, Bool, Instant>(
    "words.understood",
    """
    WITH asked AS (
      SELECT word, row_number() OVER (ORDER BY word COLLATE "C")::integer AS number
      FROM unnest(tsvector_to_array(
        to_tsvector('pg_catalog.simple', events.folded($1)))) AS word
    ), several AS (
      SELECT count(*) > 1 AS are FROM asked
    ), guessed AS (
      SELECT asked.number, asked.word FROM asked, several WHERE $2 OR several.are
    ), own AS MATERIALIZED (
      SELECT number, word, them, cardinality(them) AS size
      FROM guessed CROSS JOIN LATERAL (SELECT events.trigrams_of(word) AS them OFFSET 0) AS of_word
      WHERE length(word) >= 4
    ), meant AS (
      SELECT number, word COLLATE "C" AS word, 0 AS kind FROM asked
      UNION ALL
      SELECT number, longer.word, 1 FROM guessed CROSS JOIN LATERAL (
        SELECT v.word FROM events.vocabulary AS v
        WHERE length(guessed.word) >= 2 AND v.word > guessed.word COLLATE "C"
          AND v.word < (guessed.word || chr(1114109)) COLLATE "C"
        ORDER BY length(v.word), v.word LIMIT 12) AS longer
      UNION ALL
      SELECT number, alike.word, 1 + alike.rank::integer FROM own CROSS JOIN LATERAL (
        SELECT t.word, row_number() OVER (ORDER BY
          count(*)::float8 / (t.size + own.size - count(*)) DESC, t.word) AS rank
        FROM unnest(own.them) AS one (trigram)
          JOIN events.trigrams AS t ON t.trigram = one.trigram COLLATE "C"
            AND t.size BETWEEN own.size / 4 AND own.size * 4
        WHERE t.word <> own.word COLLATE "C"
        GROUP BY t.word, t.size
        HAVING 4 * count(*) >= t.size + own.size - count(*)
        ORDER BY rank LIMIT 8) AS alike
    )
    SELECT number, word, min(kind) AS kind,
      CASE WHEN (SELECT are FROM several) THEN (SELECT count(*) FROM (
        SELECT FROM events.words AS w WHERE w.word = meant.word LIMIT 500) AS counted) ELSE 0
        END::integer AS uses,
      CASE WHEN (SELECT are FROM several) THEN (SELECT ends FROM events.words AS w
        WHERE w.word = meant.word AND w.weight = 1 AND w.ends > $3
        ORDER BY ends, event_id OFFSET 199 LIMIT 1) END AS reach
    FROM meant GROUP BY number, word ORDER BY number, kind, word
    """, MeantWord.columns, on: .leased)

  /// Now, the viewer's rights, filters; the meanings of the word that is walked along and of what
  /// kind each is; those of the other words, their numbers, and how many words these are; where
  /// the page before ended; how many; the first and the last place looked at.
  ///
  /// A place is a class of matches: by kind of meaning, then where the event has the word, then
  /// what is to come (even, soonest first) before what is past (odd, latest first). Of a class at
  /// most 5000 events are looked at for a page.
  static let ranked = Statement<
    FoundEvent, Instant, Bool, Bool, UserID?, [String], UserID?, String?, UUID128?, Instant?,
    Instant?, Bool?, [String], [Int32], [String], [Int32], Int32, Int32, Instant, EventID, Int32,
    Int32, Int32
  >(
    "words.ranked",
    """
    SELECT hit.id, hit.place, hit.ends
    FROM (
      SELECT meant.word, meant.kind, weight, meant.kind * 6 + weight * 2 AS place
      FROM unnest($12::text[], $13::integer[]) AS meant (word, kind),
        generate_series(1, 3) AS weight
    ) AS class CROSS JOIN LATERAL (
      (SELECT event.id, class.place, w.ends FROM (
        SELECT event_id, ends FROM events.words
        WHERE word = class.word COLLATE "C" AND weight = class.weight
          AND class.place BETWEEN greatest($17::integer, $21::integer) AND $22
          AND (ends, event_id) > (
            CASE WHEN class.place = $17 THEN $18::timestamptz ELSE $1::timestamptz END,
            CASE WHEN class.place = $17 THEN $19::uuid
              ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid END)
        ORDER BY ends, event_id LIMIT 5000) AS w
      JOIN events.events AS event ON event.id = w.event_id
      WHERE
    """ + " " + EventLists.filtered + matched + """
        ORDER BY w.ends, w.event_id LIMIT $20::integer)
        UNION ALL
        (SELECT event.id, class.place + 1, w.ends FROM (
          SELECT event_id, ends FROM events.words
          WHERE word = class.word COLLATE "C" AND weight = class.weight
            AND class.place + 1 BETWEEN greatest($17::integer, $21::integer) AND $22
            AND (ends, event_id) < (
              CASE WHEN class.place + 1 = $17 THEN $18::timestamptz ELSE $1::timestamptz END,
              CASE WHEN class.place + 1 = $17 THEN $19::uuid
                ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid END)
          ORDER BY ends DESC, event_id DESC LIMIT 5000) AS w
        JOIN events.events AS event ON event.id = w.event_id
        WHERE
      """ + " " + EventLists.filtered + matched + """
          ORDER BY w.ends DESC, w.event_id DESC LIMIT $20::integer)
        ) AS hit
        ORDER BY hit.place, CASE hit.place % 2 WHEN 0 THEN hit.ends END,
          CASE hit.place % 2 WHEN 0 THEN hit.id END, hit.ends DESC, hit.id DESC
        LIMIT $20::integer
        """, FoundEvent.columns, on: .leased)

  /// The event has the other words, too, and is in no better class by another meaning. OFFSET keeps
  /// the latter a question about each match: as a join it would read every posting of the words.
  private static let matched = """
     AND ($16 = 0 OR $16 = (
        SELECT count(DISTINCT other.number)
        FROM unnest($14::text[], $15::integer[]) AS other (word, number)
          JOIN events.words AS own ON own.word = other.word COLLATE "C"
        WHERE own.event_id = w.event_id))
      AND (cardinality($12) = 1 OR NOT EXISTS (
        SELECT FROM unnest($12, $13) AS better (word, kind)
          JOIN events.words AS own ON own.word = better.word COLLATE "C"
        WHERE own.event_id = w.event_id
          AND (better.kind, own.weight, own.word)
            < (class.kind, class.weight, class.word COLLATE "C")
        OFFSET 0))
    """

  static let forgetWords = Statement<Void>(
    "words.forget", "SELECT FROM events.forget_words()", on: .leased)
}

/// What may be meant by a word that was asked for.
struct MeantWord: Equatable, Sendable {
  /// Of the word that was asked for, from 1.
  let number: Int32
  let word: String
  /// 0 the word itself, 1 one that begins with it, from 2 on those like it, the likest first.
  let kind: Int32
  let uses: Int32
  var reach: Instant?

  /// Uses are counted so far.
  static let counted = 500

  static let columns = Columns(
    ["number", "word", "kind", "uses", "reach"], MeantWord.init(number:word:kind:uses:reach:))
}

/// A match with its place in the order of matches.
struct FoundEvent: Sendable {
  let id: EventID
  let place: Int32
  let ends: Instant

  static let columns = Columns(["id", "place", "ends"], FoundEvent.init(id:place:ends:))
}

/// Places that follow each other. What comes later is looked for when what comes before does not
/// fill the page.
enum SearchStage {
  static let all: [ClosedRange<Int32>] = [
    // The word itself in the name, to come; then past, in category, place and description.
    2...2, 3...7,
    // What begins with it, and what is like it: the likest, the others.
    8...13, 14...25, 26...61,
  ]

  /// The last place of the word itself.
  static let lastExact: Int32 = 7

  /// The kind of meaning that a place is of.
  static func kind(of place: Int32) -> Int32 { (place - 2) / 6 }
}
