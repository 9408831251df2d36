package io.twinhub.application.port.in.fleet;

/** Where a fleet comes from: a hub, or a file. May be read several times. */
public interface FleetSource {

  /** The stages in which members are written, in order; each stage needs those before it. */
  enum Stage {
    /** Edge devices, which others name as their parents. They come again as devices. */
    EDGES("edge devices"),
    /** All devices. */
    DEVICES("devices"),
    /** All modules. */
    MODULES("modules");

    private final String noun;

    Stage(String noun) {
      this.noun = noun;
    }

    /** Whether {@code member} belongs to this stage. */
    public boolean holds(FleetMember member) {
      boolean device = member.address().moduleId().isEmpty();
      return switch (this) {
        case EDGES -> device && member.edge();
        case DEVICES -> device;
        case MODULES -> !device;
      };
    }

    /** The members of this stage, in words. */
    public String noun() {
      return noun;
    }
  }

  /** How many members a stage has. */
  long count(Stage stage);

  /** The members of a stage, each to be fetched. */
  Iterable<FleetEntry> members(Stage stage);
}
