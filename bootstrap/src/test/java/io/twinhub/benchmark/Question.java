package io.twinhub.benchmark;

/** What is asked of a fleet. */
enum Question {
  /** How many devices pass the tutorial's filter. */
  COUNT("count, tutorial filter", "SELECT COUNT() AS n FROM devices WHERE " + Question.FILTER),
  /** The first hundred of them, in the order of their ids. */
  PAGE("first page of 100", "SELECT * FROM devices WHERE " + Question.FILTER),
  /** Devices by their connectivity. */
  GROUPS(
      "GROUP BY connectivity",
      "SELECT properties.reported.connectivity.type AS t, COUNT() AS n FROM devices"
          + " GROUP BY properties.reported.connectivity.type"),
  /** How many have a battery within bounds. */
  RANGE(
      "range, count",
      "SELECT COUNT() AS n FROM devices WHERE properties.reported.batteryLevel >= 20"
          + " AND properties.reported.batteryLevel < 40"),
  /** A path that nobody asked for before. */
  FIRST(
      "first query on a new path",
      "SELECT COUNT() AS n FROM devices WHERE properties.reported.firmware.version = '1.3.0'");

  static final String FILTER = "tags.location.plant = 'Redmond43'"
      + " AND properties.reported.connectivity.type = 'cellular'";

  private final String text;
  private final String query;

  Question(String text, String query) {
    this.text = text;
    this.query = query;
  }

  /** What it is called in the table. */
  String text() {
    return text;
  }

  /** The question in the hub's language. */
  String query() {
    return query;
  }
}
