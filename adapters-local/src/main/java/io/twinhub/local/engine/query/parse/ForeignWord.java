package io.twinhub.local.engine.query.parse;

import java.util.Arrays;
import java.util.Optional;

/** SQL words that the query language does not have, and what to do instead. */
enum ForeignWord {
  ORDER("ORDER BY is not part of the query language; rows come in the order of their ids"),
  DISTINCT(
      "DISTINCT is not part of the query language; group with GROUP BY to get each value once"),
  HAVING("HAVING is not part of the query language; filter the groups that the query returns"),
  JOIN(
      "JOIN is not part of the query language; ask for devices and devices.modules in two queries"),
  LIKE("LIKE is not part of the query language; use STARTSWITH or ENDSWITH"),
  BETWEEN("BETWEEN is not part of the query language; write path >= a AND path <= b"),
  LIMIT("LIMIT is not part of the query language; write SELECT TOP n"),
  OFFSET(
      "OFFSET is not part of the query language; follow the continuation token to the next page"),
  UNION("UNION is not part of the query language; run two queries"),
  IS("IS is not part of the query language; write IS_DEFINED(path), or path = null"),
  UPDATE("queries only read: change a twin with 'twinhub device-twin update' or PATCH /twins/{id}"),
  INSERT(
      "queries only read: create a device with 'twinhub device-identity create' or PUT /devices/{id}"),
  DELETE(
      "queries only read: delete a device with 'twinhub device-identity delete' or DELETE /devices/{id}"),
  SHOW(
      "SHOW is not part of the query language; .paths in 'twinhub sql' lists what occurs in twins"),
  DESCRIBE(
      "DESCRIBE is not part of the query language; .paths in 'twinhub sql' lists what occurs in twins"),
  EXISTS("EXISTS is not part of the query language; write IS_DEFINED(path)");

  private final String advice;

  ForeignWord(String advice) {
    this.advice = advice;
  }

  /** The advice for the user. */
  String advice() {
    return advice;
  }

  /** The foreign word that {@code token} is. */
  static Optional<ForeignWord> of(Token token) {
    return Arrays.stream(values()).filter(word -> token.isWord(word.name())).findFirst();
  }
}
