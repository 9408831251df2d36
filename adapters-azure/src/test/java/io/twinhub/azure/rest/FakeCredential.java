package io.twinhub.azure.rest;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Mono;

/** A credential that gives the tokens it was told to, and notes what they were asked for. */
public final class FakeCredential implements TokenCredential {
  private final Deque<Mono<AccessToken>> tokens = new ArrayDeque<>();
  private final List<String> scopes = new ArrayList<>();

  public FakeCredential gives(String token, Instant end) {
    return answers(Mono.just(new AccessToken(token, end.atOffset(ZoneOffset.UTC))));
  }

  public FakeCredential answers(Mono<AccessToken> token) {
    tokens.add(token);
    return this;
  }

  /** What tokens were asked for so far. */
  public List<String> scopes() {
    return scopes;
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    scopes.addAll(request.getScopes());
    return tokens.isEmpty() ? Mono.empty() : tokens.remove();
  }
}
