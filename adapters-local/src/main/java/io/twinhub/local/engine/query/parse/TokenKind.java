package io.twinhub.local.engine.query.parse;

/** The kind of a token, as far as its characters tell. Words of the grammar are {@link #WORD}s. */
enum TokenKind {
  /** A bare name or a word of the grammar, perhaps with a {@code $} before it. */
  WORD,
  /** A name in double square brackets. */
  BRACKETED,
  /** A text in quotes. */
  STRING,
  /** A number without a sign. */
  NUMBER,
  /** An operator or a punctuation mark. */
  SIGN,
  /** Something that cannot occur in a query; the token's text says what is wrong with it. */
  BAD,
  /** The end of the query. */
  END
}
