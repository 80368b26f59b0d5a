package dev.parlando.command.wyoming;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * The events that a connection sends.
 *
 * <p>Threading: thread-safe; each event is written as a whole.
 */
final class EventWriter {
    private static final int CHUNK_BYTES = 8 * 1024;
    private static final int BYTES_PER_SAMPLE = 2;

    private final Map<String, Integer> format;

    @GuardedBy("this")
    private final OutputStream out;

    /** Creates a writer of audio in a PCM format. */
    EventWriter(OutputStream out, OutputFormat pcm) {
        this.out = out;
        this.format = Map.of("rate", pcm.sampleRateHz(), "width", BYTES_PER_SAMPLE, "channels", 1);
    }

    synchronized void write(WyomingEvent event) throws IOException {
        out.write(event.toBytes());
        out.flush();
    }

    /** Writes the audio while it arrives, in chunks of whole samples. */
    void copy(SpeechInputStream audio) throws IOException {
        write(WyomingEvent.of("audio-start", format));
        byte[] buffer = new byte[CHUNK_BYTES];
        int kept = 0;
        for (int count = read(audio, buffer, 0); count >= 0; count = read(audio, buffer, kept)) {
            int available = kept + count;
            kept = available % BYTES_PER_SAMPLE;
            int whole = available - kept;
            if (whole > 0) {
                write(WyomingEvent.of("audio-chunk", format, Arrays.copyOf(buffer, whole)));
                System.arraycopy(buffer, whole, buffer, 0, kept);
            }
        }
        write(WyomingEvent.of("audio-stop", Map.of()));
    }

    private static int read(InputStream audio, byte[] buffer, int offset) throws IOException {
        return audio.read(buffer, offset, buffer.length - offset);
    }
}
