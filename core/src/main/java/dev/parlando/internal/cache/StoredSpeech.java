package dev.parlando.internal.cache;

import dev.parlando.speech.SpeechResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete audio of one request, as a file contains it.
 *
 * @param createdMillis time of the request, in milliseconds since 1970
 * @param response headers of the response; null if there were none
 */
@SuppressWarnings("ArrayRecordComponent") // The array is not compared, and not shared with other code.
public record StoredSpeech(
        long createdMillis, @Nullable SpeechResponse response, List<TimedPiece> timings, byte[] audio) {
    private static final String PROTOCOL = "cache";

    /** Returns the memory that the audio takes in blocks, in bytes. */
    public long blockBytes() {
        long blocks = (audio.length + Recording.BLOCK_BYTES - 1L) / Recording.BLOCK_BYTES;
        return blocks * Recording.BLOCK_BYTES;
    }

    /** Returns the headers for a call that has sent no request: those that describe the audio, and no cost. */
    public static SpeechResponse cached(@Nullable SpeechResponse original) {
        return original == null
                ? cached(null, null, null)
                : cached(original.contentType(), original.requestId(), original.historyItemId());
    }

    /** Returns the headers for a call that has sent no request. */
    public static SpeechResponse cached(
            @Nullable String contentType, @Nullable String requestId, @Nullable String historyItemId) {
        return new SpeechResponse(
                PROTOCOL, false, null, contentType, requestId, historyItemId, 0, null, null, null, null, null, null);
    }
}
