package io.twinhub.azure.rest;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.microsoft.azure.sdk.iot.service.auth.IotHubConnectionString;
import com.microsoft.azure.sdk.iot.service.auth.IotHubServiceSasToken;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The tokens that a service sends with each call; each token is reused until shortly before it expires. */
public final class ServiceTokens {
  /** How long before its end a token is renewed; more than the clock difference that hubs tolerate. */
  static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(10);

  /** A short-lived token is renewed when one part in this many of its life is left. */
  private static final int PART_LEFT = 5;

  /** How long a token issuer may take. */
  static final Duration ISSUER_WAIT_MAX = Duration.ofSeconds(30);

  /** The scope of Microsoft Entra tokens. Source: Azure's page on access by Microsoft Entra ID. */
  static final String ENTRA_SCOPE = "https://iothubs.azure.net/.default";

  private final Source source;
  private final InstantSource clock;
  private Token current = new Token("", Instant.MIN);
  private Instant renewal = Instant.MIN;

  public ServiceTokens(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** A value for the {@code Authorization} header, and when it expires. */
  public record Token(String header, Instant end) {}

  /** Makes tokens. */
  @FunctionalInterface
  public interface Source {
    /**
     * A new token.
     *
     * @throws HubException if no token can be obtained
     */
    Token next() throws InterruptedException;
  }

  /** Tokens that the SDK signs with a policy's key. */
  public static Source signedWith(IotHubConnectionString policy) {
    return () -> {
      IotHubServiceSasToken token = new IotHubServiceSasToken(policy);
      return new Token(token.toString(), Instant.ofEpochMilli(token.getExpiryTimeMillis()));
    };
  }

  /** One token that was signed elsewhere; the hub tells when it has expired. */
  public static Source given(String signature) {
    return () -> new Token(signature, Instant.MAX);
  }

  /** Tokens of Microsoft Entra. */
  public static Source askedOf(TokenCredential credential) {
    TokenRequestContext hubs = new TokenRequestContext().addScopes(ENTRA_SCOPE);
    return () -> {
      CompletableFuture<AccessToken> asked = credential.getToken(hubs).toFuture();
      try {
        AccessToken token = asked.get(ISSUER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        if (token == null) {
          throw refused("the credential returned none");
        }
        return new Token("Bearer " + token.getToken(), token.getExpiresAt().toInstant());
      } catch (ExecutionException failure) {
        throw refused(String.valueOf(failure.getCause()));
      } catch (TimeoutException late) {
        throw refused("the credential took more than " + ISSUER_WAIT_MAX);
      } finally {
        asked.cancel(true);
      }
    };
  }

  private static HubException refused(String why) {
    return new HubException(
        HubError.of(ErrorCode.IOT_HUB_UNAUTHORIZED, "no Microsoft Entra token: " + why));
  }

  /**
   * A token for the {@code Authorization} header. If no new token can be obtained before the present one
   * expires, the present one is used.
   *
   * @throws HubException if no token can be obtained
   */
  public synchronized String token() {
    Instant now = clock.instant();
    if (now.isBefore(renewal)) {
      return current.header();
    }
    try {
      current = source.next();
      renewal = renewal(now, current.end());
    } catch (HubException refusal) {
      if (!now.isBefore(current.end())) {
        throw refusal;
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(
          "the issuer of tokens", new IOException("the call was cancelled"));
    }
    return current.header();
  }

  private static Instant renewal(Instant now, Instant end) {
    if (end.equals(Instant.MAX)) {
      return end;
    }
    Duration left = Duration.between(now, end).dividedBy(PART_LEFT);
    return end.minus(left.compareTo(RENEWED_BEFORE_END) < 0 ? left : RENEWED_BEFORE_END);
  }
}
