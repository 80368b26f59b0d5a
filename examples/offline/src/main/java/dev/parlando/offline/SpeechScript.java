package dev.parlando.offline;

import dev.parlando.error.ParlandoException;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The course of one stream of a {@link ScriptedSource}: times of characters, chunks, and its end. Immutable. */
public final class SpeechScript {
    private final List<byte[]> chunks;
    private final List<SpeechTiming> timings;
    private final @Nullable ParlandoException error;
    private final boolean stalling;

    private SpeechScript(
            List<byte[]> chunks, List<SpeechTiming> timings, @Nullable ParlandoException error, boolean stalling) {
        this.chunks = chunks;
        this.timings = timings;
        this.error = error;
        this.stalling = stalling;
    }

    /** Returns a script with encoded audio in the given chunks. */
    public static SpeechScript chunks(byte[]... chunks) {
        return new SpeechScript(Arrays.stream(chunks).map(byte[]::clone).toList(), List.of(), null, false);
    }

    /** Returns a copy that delivers times of characters before the first chunk. */
    public SpeechScript timing(SpeechTiming timing) {
        List<SpeechTiming> more = new ArrayList<>(timings);
        more.add(Objects.requireNonNull(timing, "timing"));
        return new SpeechScript(chunks, List.copyOf(more), error, stalling);
    }

    /** Returns a copy that fails after its chunks. */
    public SpeechScript failing(ParlandoException failure) {
        return new SpeechScript(chunks, timings, Objects.requireNonNull(failure, "failure"), false);
    }

    /** Returns a copy that stays open after its chunks, until it is cancelled or the source is closed. */
    public SpeechScript stalling() {
        return new SpeechScript(chunks, timings, null, true);
    }

    List<ByteBuffer> buffers() {
        return chunks.stream().map(ByteBuffer::wrap).toList();
    }

    List<SpeechTiming> timings() {
        return timings;
    }

    /** Returns a new copy of the error, or null if the stream ends without one. */
    @Nullable
    ParlandoException error() {
        return error == null ? null : error.copy();
    }

    boolean isStalling() {
        return stalling;
    }
}
