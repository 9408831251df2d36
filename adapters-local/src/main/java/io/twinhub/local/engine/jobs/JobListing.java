package io.twinhub.local.engine.jobs;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages of jobs, the newest first. A token names the last job of its page, which may have vanished since. */
final class JobListing {
  /** The longest token, in characters: a time, an id, and a sign between them, in base64. */
  private static final int TOKEN_LENGTH_MAX = 256;

  private static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparing(Place::created).reversed().thenComparing(Place::id);

  private JobListing() {}

  private record Place(Instant created, String id) {
    static Place of(Job job) {
      return new Place(job.created(), job.id().value());
    }

    ContinuationToken token() {
      byte[] text = (created + " " + id).getBytes(StandardCharsets.UTF_8);
      return new ContinuationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
    }

    static Place of(ContinuationToken token) {
      try {
        if (token.value().length() <= TOKEN_LENGTH_MAX) {
          byte[] bytes = Base64.getUrlDecoder().decode(token.value());
          String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
          return new Place(Instant.parse(parts[0]), parts[parts.length - 1]);
        }
      } catch (IllegalArgumentException | DateTimeException foreign) {
        throw new HubException(QueryError.foreignToken());
      }
      throw new HubException(QueryError.foreignToken());
    }
  }

  static JobPage page(Stream<Job> jobs, PageSize size, Optional<ContinuationToken> from) {
    Optional<Place> after = from.map(Place::of);
    List<Job> found = jobs.sorted(Comparator.comparing(Place::of, NEWEST_FIRST))
        .filter(job -> after
            .filter(place -> NEWEST_FIRST.compare(Place.of(job), place) <= 0)
            .isEmpty())
        .limit(size.rows() + 1L)
        .toList();
    if (found.size() <= size.rows()) {
      return new JobPage(found, Optional.empty());
    }
    List<Job> shown = found.subList(0, size.rows());
    return new JobPage(shown, Optional.of(Place.of(shown.get(size.rows() - 1)).token()));
  }
}
