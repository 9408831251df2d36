package io.twinhub.local.engine.query.parse;

/** What a token is, as far as letters and signs show. Words of the grammar are {@link #WORD}s. */
enum TokenKind {
  /** A bare name or a word of the grammar, perhaps with a {@code $} before it. */
  WORD,
  /** A name in double square brackets. */
  BRACKETED,
  /** A text in quotes. */
  STRING,
  /** A number without sign. */
  NUMBER,
  /** An operator or a punctuation mark. */
  SIGN,
  /** Something that is in no query; the token's text says what is wrong with it. */
  BAD,
  /** The end of the query. */
  END
}
