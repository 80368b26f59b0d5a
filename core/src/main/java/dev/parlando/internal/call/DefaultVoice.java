package dev.parlando.internal.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.ResponseJson;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The voice of requests that name none: a configured one, or the first voice that the account lists. The list is
 * requested on first use, again after a failure, and again once the voice no longer exists.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class DefaultVoice {
    private static final String VOICE_NOT_FOUND = "voice_not_found";

    private final Transport transport;
    private final @Nullable CompletableFuture<String> configured;

    @GuardedBy("this")
    private @Nullable CompletableFuture<String> listed;

    /** Creates a default voice; {@code voiceId} null for the first one that the account lists. */
    public DefaultVoice(Transport transport, @Nullable String voiceId) {
        this.transport = transport;
        this.configured = voiceId == null ? null : CompletableFuture.completedFuture(voiceId);
    }

    /** Returns the id of the voice, after a lookup if none is known. */
    public CompletableFuture<String> id() {
        return configured != null ? configured : listedId();
    }

    private synchronized CompletableFuture<String> listedId() {
        CompletableFuture<String> known = listed;
        if (known == null || known.isCompletedExceptionally()) {
            known = transport
                    .call(JsonRequest.get(RequestPath.FIRST_VOICE), ResponseJson::firstVoiceId)
                    .thenApply(DefaultVoice::requireListed);
            listed = known;
        }
        return known;
    }

    private static String requireListed(Optional<String> voiceId) {
        return voiceId.orElseThrow(() -> new InvalidRequestException(
                "voice_id", "none was set and the account lists no voice; set the id of a voice"));
    }

    /** Forgets a listed voice if speech with it failed because the voice does not exist. */
    public void onFailed(CompletableFuture<String> used, Throwable failure) {
        boolean deleted = ParlandoException.from(failure) instanceof RequestRejectedException rejection
                && rejection.error().hasReason(VOICE_NOT_FOUND);
        if (deleted) {
            forget(used);
        }
    }

    private synchronized void forget(CompletableFuture<String> used) {
        if (listed == used) {
            listed = null;
        }
    }
}
