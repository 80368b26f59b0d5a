package dev.parlando.offline.generation;

import org.jspecify.annotations.Nullable;

/**
 * The content of one audio message. The array must not be modified.
 *
 * @param audio encoded audio
 * @param sent times of the text as sent; null for none
 * @param spoken times of the spoken text; null for none
 * @param endSeconds its end position, in seconds from the start of the generation
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SocketChunk(
        byte[] audio, @Nullable CharacterTimes sent, @Nullable CharacterTimes spoken, double endSeconds) {
    /** The result of a step that has produced nothing yet. */
    public static final SocketChunk PENDING = new SocketChunk(new byte[0], null, null, 0);

    /** Returns whether there is nothing to send. */
    public boolean isEmpty() {
        return audio.length == 0 && sent == null && spoken == null;
    }
}
